"""The recovery key: 160 random bits on a sheet of paper, in groups that say which of them was mistyped.

It is random and not chosen, so that nothing slows down guessing it: 2^160 guesses at any speed are too many. Argon2id
is for what people choose.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Self

from nacl.utils import random as random_bytes
from pyrage import x25519

from ..model import BadInputError
from .age import identity_text

GROUPS = 8
_SECRET_BYTES = 20
#: Crockford's digits: none is taken for another on paper. What was typed in place of one is understood.
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans("OIL", "011")
#: Digits of a group that carry the key; one more checks them.
_CARRYING = 4
#: A row of a sheet, so that a file may hold the whole sheet.
_ROW = re.compile(r"\s*\w+(?:-\w+){3}\s*")
_POLYNOMIAL = 0b100101


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryKey:
    """The secret of a sheet. It is never printed by accident: its representation says nothing."""

    secret: bytes

    @classmethod
    def make(cls) -> Self:
        """A new one."""
        return cls(random_bytes(_SECRET_BYTES))

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of five digits that stand on the sheet."""
        number = int.from_bytes(self.secret, "big")
        values = [number >> 5 * place & 31 for place in reversed(range(GROUPS * _CARRYING))]
        return tuple(_spell(values[at * _CARRYING : (at + 1) * _CARRYING], at + 1) for at in range(GROUPS))

    @property
    def slot_key(self) -> bytes:
        """The key that wraps the key of the ledger in the recovery slot."""
        return self._derive("slot")

    @property
    def identity(self) -> x25519.Identity:
        """The age identity that opens backups."""
        return x25519.Identity.from_str(identity_text(self._derive("age")))

    @property
    def recipient(self) -> str:
        """The public half, to which backups are sealed: whoever makes a backup needs no sheet."""
        return str(self.identity.to_public())

    def _derive(self, purpose: str) -> bytes:
        return hmac.new(self.secret, f"saksi-recovery/1 {purpose}".encode(), hashlib.sha256).digest()


def read_recovery_key(text: str) -> RecoveryKey:
    """The key that was typed, or that stands on a sheet. Raises BadInputError, which names the mistyped group."""
    groups = _groups(text)
    for place, group in enumerate(groups, start=1):
        check_group(group, place)
    if len(groups) != GROUPS:
        raise BadInputError(f"a recovery key has {GROUPS} groups, and here are {len(groups)}: type it from the sheet")
    number = 0
    for value in (_DIGITS.index(digit) for group in groups for digit in group[:_CARRYING]):
        number = number << 5 | value
    return RecoveryKey(number.to_bytes(_SECRET_BYTES, "big"))


def check_group(typed: str, place: int) -> str:
    """The group, as it stands on the sheet at this place, counted from 1. Raises BadInputError on another.

    One wrong digit, two that changed places, and a group in another's place are always noticed; of other mistakes 31
    in 32, and the rest when the key does not open.
    """
    group = typed.strip().upper().translate(_MEANT)
    if len(group) != _CARRYING + 1 or any(digit not in _DIGITS for digit in group):
        raise BadInputError(f"group {place} of the recovery key is mistyped: it has {_CARRYING + 1} letters or digits")
    if group != _spell([_DIGITS.index(digit) for digit in group[:_CARRYING]], place):
        raise BadInputError(f"group {place} of the recovery key is mistyped: compare it with the sheet")
    return group


def _groups(text: str) -> list[str]:
    rows = [line for line in text.splitlines() if _ROW.fullmatch(line)]
    groups = re.split(r"[\s\-]+", (" ".join(rows) or text).strip().upper().translate(_MEANT))
    run = "".join(groups)
    if len(groups) == 1 and len(run) == GROUPS * (_CARRYING + 1):
        return [run[at : at + _CARRYING + 1] for at in range(0, len(run), _CARRYING + 1)]
    return groups[: GROUPS + 1]


def _spell(values: list[int], place: int) -> str:
    """The digits of a group and the one that checks them: a sum in the field of 32 elements, weights 2, 4, 8, 16."""
    check = 0
    for value in values:
        check = (check ^ value) << 1
        check ^= _POLYNOMIAL if check & 32 else 0
    return "".join(_DIGITS[value] for value in [*values, check ^ place])
