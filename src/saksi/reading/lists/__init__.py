"""Lists of people: a table and a mapping in, persons and statements out. Pure."""

from .mapping import FIELDS, OF_LISTS, ListMapping, read_mapping, readers_of
from .renewal import Held, Renewal, renew, subject_of
from .rows import Listed, Rows, find_rows
from .statements import Told, tell_rows
from .suggestion import suggest
from .teller import slot_of

__all__ = [
    "FIELDS",
    "OF_LISTS",
    "Held",
    "ListMapping",
    "Listed",
    "Renewal",
    "Rows",
    "Told",
    "find_rows",
    "read_mapping",
    "readers_of",
    "renew",
    "slot_of",
    "subject_of",
    "suggest",
    "tell_rows",
]
