"""Two rows of units laid side by side at the least cost."""

from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from .language import SPACE, Language, Units

#: One step: a unit of the left, a unit of the right ("" where it has none), and what the step costs.
Step: TypeAlias = tuple[str, str, float]
_Table: TypeAlias = list[list[float]]


class Line(NamedTuple):
    """Units with what each weighs, and the sums of these from the beginning."""

    units: Units
    gaps: tuple[float, ...]
    sums: list[float]

    @property
    def weight(self) -> float:
        """What the whole weighs."""
        return self.sums[-1]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of both names between spaces that both have, usually a word of each: from where to where."""

    left: tuple[int, int]
    right: tuple[int, int]
    loss: float
    weight: float

    @property
    def likeness(self) -> float:
        """From 0, nothing in common, to 1."""
        return max(0.0, 1.0 - self.loss / self.weight) if self.weight else 1.0


def line_of(units: Units, language: Language) -> Line:
    """The units with their weights."""
    gaps = tuple(language.gaps[each] for each in units)
    return Line(units, gaps, list(accumulate(gaps, initial=0.0)))


def align(left: Line, right: Line, language: Language) -> _Table:
    """What it costs at least to come from each beginning of the left to each beginning of the right."""
    costs = language.costs
    row = right.sums
    table = [row]
    beside = list(zip(right.units, right.gaps, strict=True))
    # the inner loop is nearly all the cost of comparing names: plain names, no calls
    for unit, gap in zip(left.units, left.gaps, strict=True):
        near = costs[unit]
        diagonal = row[0]
        cell = diagonal + gap
        following = [cell]
        add = following.append
        for (other, left_out), over in zip(beside, row[1:], strict=True):
            cell += left_out
            taken = diagonal + near[other]
            if taken < cell:
                cell = taken
            if over + gap < cell:
                cell = over + gap
            add(cell)
            diagonal = over
        row = following
        table.append(row)
    return table


def steps(left: Line, right: Line, table: _Table, language: Language) -> list[Step]:
    """The cheapest way from left to right, unit by unit."""
    costs = language.costs
    found: list[Step] = []
    i, j = len(left.units), len(right.units)
    while i or j:
        here = table[i][j]
        if i and j and table[i - 1][j - 1] + costs[left.units[i - 1]][right.units[j - 1]] == here:
            i, j = i - 1, j - 1
            found.append((left.units[i], right.units[j], here - table[i][j]))
        elif i and table[i - 1][j] + left.gaps[i - 1] == here:
            i -= 1
            found.append((left.units[i], "", here - table[i][j]))
        else:
            j -= 1
            found.append(("", right.units[j], here - table[i][j]))
    return found[::-1]


def chunks(left: Line, right: Line, table: _Table, language: Language) -> list[Chunk]:
    """The cheapest way cut where both sides have a space, the last stretch first."""
    mine, theirs, gaps, costs = left.units, right.units, left.gaps, language.costs
    i, j = len(mine), len(right.units)
    found: list[Chunk] = []
    end = i, j
    while i and j:
        here = table[i][j]
        one, other = mine[i - 1], theirs[j - 1]
        if table[i - 1][j - 1] + costs[one][other] == here:
            if one == SPACE:
                found.append(_chunk(left, right, (i, j), end, table))
                end = i - 1, j - 1
            i, j = i - 1, j - 1
        elif table[i - 1][j] + gaps[i - 1] == here:
            i -= 1
        else:
            j -= 1
    found.append(_chunk(left, right, (0, 0), end, table))
    return found


def _chunk(left: Line, right: Line, begin: tuple[int, int], end: tuple[int, int], table: _Table) -> Chunk:
    (i, j), (k, m) = begin, end
    weight = max(left.sums[k] - left.sums[i], right.sums[m] - right.sums[j])
    return Chunk((i, k), (j, m), table[k][m] - table[i][j], weight)
