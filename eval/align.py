"""Carries spans from the reader's text into the gold's, by the words that both have.

A web page has no text of its own: the gold's rendering and the reader's differ in spaces, order of furniture and
blocks left out. Words that only the reader has lie nowhere.
"""

from collections.abc import Callable
from difflib import SequenceMatcher

from eval.words import NOWHERE, Span, find_words

Carry = Callable[[Span], Span]


def carry_spans(source: str, target: str) -> Carry:
    """A function that gives, for a span of `source`, the span of the same words in `target`."""
    if source == target:
        return lambda span: span
    words = find_words(source)
    pairs = _pair_words(source, words, target, find_words(target))

    def carry(span: Span) -> Span:
        found = [pairs[word] for word in words if word.overlaps(span) and word in pairs]
        if not found:
            return NOWHERE
        return Span(min(place.start for place in found), max(place.end for place in found))

    return carry


def _pair_words(source: str, words: list[Span], target: str, others: list[Span]) -> dict[Span, Span]:
    matcher = SequenceMatcher(None, [source[a:b] for a, b in words], [target[a:b] for a, b in others], autojunk=False)
    return {
        words[block.a + step]: others[block.b + step]
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
