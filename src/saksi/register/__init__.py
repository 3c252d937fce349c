"""The register: who is held, restricted, abroad or let out on a day, who fled, and who contradicts whom."""

from .custody import custody
from .rows import Expected, GroupRow, Part, PersonRow, Register, Tally, Track, encode_register

__all__ = [
    "Expected",
    "GroupRow",
    "Part",
    "PersonRow",
    "Register",
    "Tally",
    "Track",
    "custody",
    "encode_register",
]
