"""How sure a figure is: the interval of a share, and whether two methods differ on the same questions."""

from collections.abc import Sequence
from math import comb, sqrt

_Z = 1.959964


def interval(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson)."""
    if not of:
        return 0.0, 1.0
    share, spread = right / of, _Z * _Z / of
    middle = (share + spread / 2) / (1 + spread)
    reach = _Z * sqrt(share * (1 - share) / of + spread / of / 4) / (1 + spread)
    return middle - reach, middle + reach


def paired(one: Sequence[bool], other: Sequence[bool]) -> tuple[int, int, float]:
    """How often only the one is right, only the other, and the chance of that if they were equal (McNemar, exact)."""
    mine = sum(a and not b for a, b in zip(one, other, strict=True))
    theirs = sum(b and not a for a, b in zip(one, other, strict=True))
    both, least = mine + theirs, min(mine, theirs)
    chance = sum(comb(both, k) for k in range(least + 1)) / 2**both * 2 if both else 1.0
    return mine, theirs, min(1.0, chance)
