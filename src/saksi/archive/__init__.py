"""Bytes in, text with zones out; and the originals, kept under their hash."""

from .document import Source, take_in
from .originals import Folder, Kept, Originals, Shelf

__all__ = ["Folder", "Kept", "Originals", "Shelf", "Source", "take_in"]
