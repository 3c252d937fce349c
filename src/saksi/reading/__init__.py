"""Reading: text in, statements out. Pure: no files, no network, no clock."""

from .coverage import Line, coverage
from .language import KNOWN
from .page import Page, Sentence, lay_out
from .pipeline import READER, read

__all__ = ["KNOWN", "READER", "Line", "Page", "Sentence", "coverage", "lay_out", "read"]
