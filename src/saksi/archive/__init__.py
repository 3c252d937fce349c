"""Bytes in, text with zones out; and the originals, kept under their hash."""

from .document import Source, take_in
from .finding import find_positions
from .foreign import Enclosed
from .formats.recorded import Record
from .kinds import ARCHIVES, LETTERS
from .originals import Folder, Kept, Originals, Shelf
from .position import Box, Position

__all__ = [
    "ARCHIVES",
    "LETTERS",
    "Box",
    "Enclosed",
    "Folder",
    "Kept",
    "Originals",
    "Position",
    "Record",
    "Shelf",
    "Source",
    "find_positions",
    "take_in",
]
