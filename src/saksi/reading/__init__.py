"""Reading: text in, statements out. Pure: no files, no network, no clock."""

from .page import Page, Sentence, lay_out
from .pipeline import READER, read

__all__ = ["READER", "Page", "Sentence", "lay_out", "read"]
