"""Bytes in, text with zones out; and the originals, kept under their hash."""

from .document import Source, take_in
from .feed import Feed, read_feed
from .finding import find_positions
from .foreign import Enclosed
from .formats.recorded import Record
from .kinds import ARCHIVES, LETTERS
from .originals import Folder, Kept, Originals, Shelf
from .position import Box, Position
from .table import List, find_cell, take_in_list
from .wacz import Packable, pack_wacz

__all__ = [
    "ARCHIVES",
    "LETTERS",
    "Box",
    "Enclosed",
    "Feed",
    "Folder",
    "Kept",
    "List",
    "Originals",
    "Packable",
    "Position",
    "Record",
    "Shelf",
    "Source",
    "find_cell",
    "find_positions",
    "pack_wacz",
    "read_feed",
    "take_in",
    "take_in_list",
]
