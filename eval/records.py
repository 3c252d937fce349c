"""What a record says, gold or predicted, in the form that the scorer compares."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from eval.words import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One zone of a page."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person, body, place or group with all its forms."""

    kind: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """An expression of time and its EDTF."""

    span: Span
    edtf: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The words of a claim, whose they are, and with what stance. `mentions`: where the text names the speaker."""

    span: Span
    speaker: tuple[str, ...]
    stance: str | None
    id: str = ""
    continues: str | None = None
    cue: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event as told: the trigger, the kinds that are right for it, and what is known of it."""

    span: Span
    kinds: frozenset[str]
    subjects: tuple[tuple[str, ...], ...]
    date: str | None
    certainty: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure: value, least, most, unit."""

    span: Span
    numbers: tuple[Decimal | None, Decimal | None, Decimal | None]
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that is compared."""

    text: str
    published: str | None
    zones: tuple[Piece, ...]
    names: tuple[Named, ...]
    dates: tuple[Dated, ...]
    claims: tuple[Claim, ...]
    events: tuple[Told, ...]
    figures: tuple[Figure, ...]

    def carried(self, carry: Callable[[Span], Span], text: str) -> "Record":
        """The same with every span carried into another text."""
        return replace(
            self,
            text=text,
            zones=tuple(replace(item, span=carry(item.span)) for item in self.zones),
            dates=tuple(replace(item, span=carry(item.span)) for item in self.dates),
            claims=tuple(replace(item, span=carry(item.span)) for item in self.claims),
            events=tuple(replace(item, span=carry(item.span)) for item in self.events),
            figures=tuple(replace(item, span=carry(item.span)) for item in self.figures),
        )
