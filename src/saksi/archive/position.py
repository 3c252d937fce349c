"""Where in an original a piece of its text stands: page and rectangle, element, paragraph, cell, line, part of mail."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from saksi.model import BadValueError, Span

Kind = Literal[
    "message",
    "record",
    "part",
    "page",
    "picture",
    "sheet",
    "table",
    "row",
    "column",
    "header",
    "footer",
    "note",
    "remark",
    "paragraph",
    "line",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
Step = tuple[Kind, int]
#: left, bottom, right, top, from the lower left corner: of a page in whole points (1/72 inch), as PDF counts; of a
#: picture in its pixels.
Box = tuple[int, int, int, int]
#: Recognised words that are less sure than this, of 100, are to be compared with the picture.
UNSURE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where the words at `span` stand in the original: steps from the whole to the part, each counted from 1.

    `cell` is the address of a cell where people know it by one: "Sheet1!C7"; `element` the XPath of the element of a
    web page, or of the page in a mail, as its parser mends the markup: "/html[1]/body[1]/p[3]". `confidence` is how
    sure it is, of 100, that a picture shows these words; None where they are letters of the file.
    """

    span: Span
    path: tuple[Step, ...]
    box: Box | None = None
    cell: str | None = None
    element: str | None = None
    confidence: int | None = None

    def __post_init__(self) -> None:
        for kind, number in self.path:
            if kind not in KINDS or number < 1:
                raise BadValueError(f"{kind!r} {number} is no step to a place in a document")

    @property
    def is_unsure(self) -> bool:
        """Whether its words were recognised, and may be others."""
        return self.confidence is not None and self.confidence < UNSURE

    @property
    def words(self) -> str:
        """As people say it: "page 3, line 12", "cell Sheet1!C7", "part 2, element /html[1]/body[1]/p[3]"."""
        if self.cell is not None:
            return f"cell {self.cell}"
        element = "" if self.element is None else f"element {self.element}"
        return ", ".join(filter(None, (path_words(self.path), element)))

    def shifted(self, by: int) -> "Position":
        """The same place, of words that stand `by` characters further on."""
        return replace(self, span=Span(start=self.span.start + by, end=self.span.end + by))


def path_words(path: Iterable[Step]) -> str:
    """A path as people say it: "table 1, row 4, column 2"."""
    return ", ".join(f"{kind} {number}" for kind, number in path)


def positions_at(positions: Iterable[Position], span: Span) -> tuple[Position, ...]:
    """The positions of the words at `span`, in their order."""
    return tuple(position for position in positions if position.span.overlaps(span))


def line_of(text: str, span: Span) -> Position:
    """The line of a plain text in which `span` begins."""
    before = text[: span.start].replace("\r\n", "\n")
    return Position(span=span, path=(("line", before.count("\n") + before.count("\r") + 1),))
