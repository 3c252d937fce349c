"""Places in a document's text, and the zones that a page is made of. Offsets count Unicode code points."""

from dataclasses import dataclass
from typing import Literal, get_args

from .errors import BadValueError

ZoneKind = Literal["title", "byline", "dateline", "article", "caption", "pull_quote", "furniture", "advert", "comment"]
ZONE_KINDS: tuple[ZoneKind, ...] = get_args(ZoneKind)

#: Zones whose words may carry a statement. A caption's own fact may count; furniture, adverts and comments never.
TELLING_ZONES: frozenset[ZoneKind] = frozenset({"title", "dateline", "article", "caption"})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """The code points `start` (included) to `end` (excluded) of a text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise BadValueError(f"a span runs from {self.start} to {self.end}: it must hold at least one character")

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words at this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One part of a page: what kind of text it is, and where."""

    kind: ZoneKind
    span: Span

    def __post_init__(self) -> None:
        if self.kind not in ZONE_KINDS:
            raise BadValueError(f"{self.kind!r} is no kind of zone; known: {', '.join(ZONE_KINDS)}")
