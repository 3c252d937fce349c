"""Bytes in, text with zones out; and the originals, kept under their hash."""

from .document import Refusal, Source, take_in
from .feed import Feed, read_feed
from .fetched import Fetched, fetched_by
from .finding import find_positions
from .foreign import Enclosed
from .formats.recorded import Record
from .kinds import ARCHIVES, LETTERS, holds_parts
from .originals import Folder, Kept, Originals, Shelf
from .position import Box, Position
from .refusals import UnreadableError, why
from .table import List, find_cell, take_in_list
from .unread import unread, unread_stream
from .wacz import Packable, pack_wacz

__all__ = [
    "ARCHIVES",
    "LETTERS",
    "Box",
    "Enclosed",
    "Feed",
    "Fetched",
    "Folder",
    "Kept",
    "List",
    "Originals",
    "Packable",
    "Position",
    "Record",
    "Refusal",
    "Shelf",
    "Source",
    "UnreadableError",
    "fetched_by",
    "find_cell",
    "find_positions",
    "holds_parts",
    "pack_wacz",
    "read_feed",
    "take_in",
    "take_in_list",
    "unread",
    "unread_stream",
    "why",
]
