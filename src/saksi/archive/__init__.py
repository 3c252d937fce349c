"""Bytes in, text with zones out; and the originals, kept under their hash."""

from .document import Refusal, Source, take_in
from .finding import find_positions
from .foreign import Enclosed
from .kinds import LETTERS, holds_parts
from .originals import Folder, Kept, Originals, Shelf
from .position import Box, Position
from .refusals import UnreadableError, why
from .unread import unread, unread_stream

__all__ = [
    "LETTERS",
    "Box",
    "Enclosed",
    "Folder",
    "Kept",
    "Originals",
    "Position",
    "Refusal",
    "Shelf",
    "Source",
    "UnreadableError",
    "find_positions",
    "holds_parts",
    "take_in",
    "unread",
    "unread_stream",
    "why",
]
