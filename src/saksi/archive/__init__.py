"""Bytes in, text with zones out; and the originals, kept under their hash."""

from .document import Source, take_in
from .originals import Kept, Originals

__all__ = ["Kept", "Originals", "Source", "take_in"]
