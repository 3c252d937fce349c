"""Lists of people: a table and a mapping in, persons and statements out. Pure."""

from .mapping import OF_LISTS, ListMapping, read_mapping
from .renewal import Held, Renewal, renew
from .rows import Listed, Rows, find_rows
from .statements import Told, slot_of, tell_rows
from .suggestion import suggest

__all__ = [
    "OF_LISTS",
    "Held",
    "ListMapping",
    "Listed",
    "Renewal",
    "Rows",
    "Told",
    "find_rows",
    "read_mapping",
    "renew",
    "slot_of",
    "suggest",
    "tell_rows",
]
