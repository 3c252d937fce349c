"""Reading: text in, statements out. Pure: no files, no network, no clock."""

from .comments import Comment, find_comments
from .coverage import Line, coverage
from .language import KNOWN, WORDLESS
from .page import Page, Sentence, lay_out
from .pipeline import READER, read

__all__ = [
    "KNOWN",
    "READER",
    "WORDLESS",
    "Comment",
    "Line",
    "Page",
    "Sentence",
    "coverage",
    "find_comments",
    "lay_out",
    "read",
]
