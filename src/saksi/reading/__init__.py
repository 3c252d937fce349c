"""Reading: text in, statements out. Pure: no files, no network, no clock."""

from .comments import Comment, find_comments
from .coverage import Line, coverage
from .language import KNOWN
from .page import Page, Sentence, lay_out
from .pipeline import READER, read

__all__ = ["KNOWN", "READER", "Comment", "Line", "Page", "Sentence", "coverage", "find_comments", "lay_out", "read"]
