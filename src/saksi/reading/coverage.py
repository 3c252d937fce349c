"""What was taken from each sentence of a document, or nothing: misses show as findings do."""

from collections.abc import Iterator
from dataclasses import dataclass

from saksi.model import TELLING_ZONES, Reading, Span, Statement, ZoneKind

from .page import lay_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence, the zone it stands in (None: in no zone), and the statements that rest on its words."""

    span: Span
    zone: ZoneKind | None
    statements: tuple[Statement, ...] = ()

    @property
    def is_telling(self) -> bool:
        """Whether a statement may rest on it."""
        return self.zone in TELLING_ZONES


def coverage(reading: Reading) -> tuple[Line, ...]:
    """Every sentence of the document in order. A statement that spans two sentences stands at both."""
    page = lay_out(reading.text, reading.document.zones)
    places = [(sentence.span, sentence.zone) for sentence in page.sentences]
    lines = [_line(span, zone, reading) for span, zone in places]
    lines += [_line(span, None, reading) for span in _outside(reading)]
    return tuple(sorted(lines, key=lambda line: line.span))


def _line(span: Span, zone: ZoneKind | None, reading: Reading) -> Line:
    statements = tuple(statement for statement in reading.statements if statement.span.overlaps(span))
    return Line(span=span, zone=zone, statements=statements)


def _outside(reading: Reading) -> Iterator[Span]:
    """Words that no zone holds: a reader that never saw them has missed them, and that must show."""
    reached = 0
    for zone in sorted(reading.document.zones, key=lambda zone: zone.span):
        yield from _stripped(reading.text, reached, zone.span.start)
        reached = max(reached, zone.span.end)
    yield from _stripped(reading.text, reached, len(reading.text))


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    if words.strip():
        start += len(words) - len(words.lstrip())
        yield Span(start=start, end=start + len(words.strip()))
