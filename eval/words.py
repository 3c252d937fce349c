"""Spans and the words inside them: how far two spans agree."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")


class Span(NamedTuple):
    """The code points `start` (included) to `end` (excluded)."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def distance(self, other: "Span") -> int:
        """How many characters lie between the two; 0 where they touch or overlap."""
        return max(0, other.start - self.end, self.start - other.end)


#: The place of words that the gold text does not have: it matches nothing, and still counts as predicted.
NOWHERE = Span(1_000_000_000, 1_000_000_001)


def find_words(text: str) -> list[Span]:
    """The words of a text, without marks and spaces."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def words_within(words: Iterable[Span], spans: Iterable[Span]) -> frozenset[Span]:
    """Those words that lie in any of the spans, if only in part."""
    places = list(spans)
    return frozenset(word for word in words if any(word.overlaps(place) for place in places))


def word_f(one: frozenset[Span], other: frozenset[Span]) -> float:
    """How far two sets of words agree, from 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
