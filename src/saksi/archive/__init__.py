"""Bytes in, text with zones out; and the originals, kept under their hash."""

from .document import Source, take_in
from .foreign import Enclosed
from .kinds import LETTERS
from .originals import Folder, Kept, Originals, Shelf
from .position import Position

__all__ = ["LETTERS", "Enclosed", "Folder", "Kept", "Originals", "Position", "Shelf", "Source", "take_in"]
