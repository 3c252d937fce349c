"""Bytes in, text with zones out; and the originals, kept under their hash."""

from .document import Source, take_in
from .finding import find_positions
from .foreign import Enclosed
from .kinds import LETTERS
from .originals import Folder, Kept, Originals, Shelf
from .position import Box, Position
from .table import List, find_cell, take_in_list

__all__ = [
    "LETTERS",
    "Box",
    "Enclosed",
    "Folder",
    "Kept",
    "List",
    "Originals",
    "Position",
    "Shelf",
    "Source",
    "find_cell",
    "find_positions",
    "take_in",
    "take_in_list",
]
