"""Quotations by their marks, and the text divided into units that no quotation straddles.

A quotation that runs over several paragraphs opens anew in each and closes in the last only; one that is never closed
ends with its paragraph. Single marks are left alone: they look like apostrophes, and mostly scare.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from saksi.model import Span

from .page import Page, Sentence

_OPENING = ("“", "«", "„", "``")
_CLOSING = ("”", "»")
_EITHER = ('"', "''")  # typewriters have one mark for both ends
_MARK = re.compile(r"[“”«»„\"]|''|``")
_WORD = re.compile(r"\w+")
_TAIL = 8  # words: after a question or a shout in marks, a sentence this short says whose it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What stands between two marks: `span` with the marks, `inner` without. `is_open`: its closing mark is missing."""

    span: Span
    inner: Span
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One or more sentences of a paragraph that a quotation holds together, with its quotations.

    `sentences`: where they lie; a full stop that ends none of them is an abbreviation's.
    """

    span: Span
    paragraph: int
    zone: str
    quotations: tuple[Quotation, ...]
    sentences: tuple[Span, ...]


def find_units(page: Page) -> tuple[Unit, ...]:
    """The telling sentences as units, in order."""
    return tuple(
        unit
        for _, sentences in groupby(page.telling(), key=lambda sentence: sentence.paragraph)
        for unit in _units_of(page.text, list(sentences))
    )


def find_quotations(text: str, paragraph: Span) -> tuple[Quotation, ...]:
    """The outermost quotations of a paragraph, in order."""
    return tuple(quotation for quotation in _pair_marks(text, paragraph) if _WORD.search(quotation.inner.of(text)))


def _pair_marks(text: str, paragraph: Span) -> Iterator[Quotation]:
    opening: re.Match[str] | None = None
    for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
        if opening is None:
            if mark[0] in _OPENING or (mark[0] in _EITHER and text[mark.end() : mark.end() + 1].strip()):
                opening = mark
        elif mark[0] in _CLOSING or mark[0] in _EITHER:
            if mark.start() > opening.end():
                yield _quotation(opening, mark.end(), mark.start())
            opening = None
    if opening is not None and opening.end() < paragraph.end:
        yield _quotation(opening, paragraph.end, paragraph.end)


def _quotation(opening: re.Match[str], end: int, inner_end: int) -> Quotation:
    inner = Span(start=opening.end(), end=inner_end)
    return Quotation(span=Span(start=opening.start(), end=end), inner=inner, is_open=end == inner_end)


def _units_of(text: str, sentences: list[Sentence]) -> Iterator[Unit]:
    whole = Span(start=sentences[0].span.start, end=sentences[-1].span.end)
    quotations = find_quotations(text, whole)
    start = whole.start
    for sentence, following in zip(sentences, [*sentences[1:], None], strict=True):
        end = sentence.span.end
        if following is not None and _hangs_together(text, quotations, end, following.span):
            continue
        for span in _break_before_marks(text, Span(start=start, end=end), quotations):
            yield Unit(
                span=span,
                paragraph=sentence.paragraph,
                zone=sentence.zone,
                quotations=tuple(one for one in quotations if span.holds(one.span)),
                sentences=tuple(one.span for one in sentences if one.span.overlaps(span)),
            )
        start = following.span.start if following is not None else end


def _break_before_marks(text: str, span: Span, quotations: tuple[Quotation, ...]) -> Iterator[Span]:
    """Break where a full stop stands before an opening mark, which the splitter may pass over."""
    start = span.start
    for one in quotations:
        before = text[start : one.span.start] if start < one.span.start < span.end else ""
        if re.search(r"[a-z]{3}\.\s$", before):
            yield Span(start=start, end=start + len(before.rstrip()))
            start = one.span.start
    yield Span(start=start, end=span.end)


def _hangs_together(text: str, quotations: tuple[Quotation, ...], end: int, following: Span) -> bool:
    """Whether a sentence break is none: it lies inside a quotation, or the next words belong to the one before."""
    if any(one.span.start < following.start < one.span.end for one in quotations):
        return True
    if not any(one.span.end == end for one in quotations):
        return False
    words = following.of(text)
    asked = text[end - 2] in "?!" and len(words.split()) <= _TAIL and not words.startswith(_OPENING + _EITHER)
    return words[0].islower() or asked
