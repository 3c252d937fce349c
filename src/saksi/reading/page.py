"""A document laid out for reading: zones, paragraphs, sentences.

A sentence never crosses a paragraph or a zone. Only sentences in telling zones are read for statements; the others stay
here so that `coverage` can show them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import nupunkt

from saksi.model import TELLING_ZONES, Span, When, Zone, ZoneKind

from .syntax import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: its span, the number of its paragraph in the document, the zone it stands in."""

    span: Span
    paragraph: int
    zone: ZoneKind

    @property
    def is_telling(self) -> bool:
        """Whether a statement may rest on it."""
        return self.zone in TELLING_ZONES


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every stage of reading is given. `published` is the anchor of relative dates, where it is known."""

    text: str
    sentences: tuple[Sentence, ...]
    published: When | None = None
    title: str | None = None

    def words(self, span: Span) -> str:
        """The words at a span."""
        return span.of(self.text)

    def telling(self) -> tuple[Sentence, ...]:
        """The sentences that statements may rest on, in order."""
        return tuple(sentence for sentence in self.sentences if sentence.is_telling)

    @cached_property
    def trees(self) -> Mapping[Span, Tree]:
        """The parse of each telling sentence, made when first asked for: most of the time of reading goes there."""
        from .syntax.parser import parse  # a tenth of a second to load, and most commands read nothing

        spans = [sentence.span for sentence in self.telling()]
        return {span: Tree(parsed) for span, parsed in zip(spans, parse(self.text, spans), strict=True)}


def lay_out(text: str, zones: tuple[Zone, ...], published: When | None = None, title: str | None = None) -> Page:
    """Divide a zoned text into paragraphs (a line each) and sentences."""
    sentences = [
        Sentence(span=span, paragraph=number, zone=zone.kind)
        for number, (zone, paragraph) in enumerate(_paragraphs(text, zones))
        for span in _sentences(text, paragraph)
    ]
    return Page(text=text, sentences=tuple(sentences), published=published, title=title)


def _paragraphs(text: str, zones: tuple[Zone, ...]) -> Iterator[tuple[Zone, Span]]:
    for zone in zones:
        for line in re.finditer(r"\S(?:[^\n]*\S)?", zone.span.of(text)):
            yield zone, Span(start=zone.span.start + line.start(), end=zone.span.start + line.end())


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    words = paragraph.of(text)
    for start, end in nupunkt.sent_spans(words):
        inner = words[start:end]
        lead = len(inner) - len(inner.lstrip())
        if inner.strip():
            start = paragraph.start + start + lead
            yield Span(start=start, end=start + len(inner.strip()))
