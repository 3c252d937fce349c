"""Whom a clause without a subject means.

"Arrested on 4 May, Maria Vell was freed": who follows. "Maria Vell, 33, teacher. Freed in June.": whose entry it is.
"""

import re

from saksi.model import Span

from .closed_words import BE, HAVE, MODALS, VERBISH
from .noun_phrases import NounPhrases

_BARE = re.compile(r"(?:\w{2,}(?:ed|en|ing)|held|shot|fled|sent|left|in|under|behind)\Z")
_ENTRY = re.compile(r"(?:[ \t]*(?:\(?\d{1,3}[.)]|[-•*–]))?[ \t]*(?:(?:Mr|Mrs|Ms|Dr)\.? )?")
_AFTER_NAME = re.compile(r"\s*[,:(–—.-]")


def fragment_subject(phrases: NounPhrases, place: int) -> Span | None:
    """The subject of the verb or state that opens a sentence: behind a comma, or the name of the entry."""
    if place >= len(phrases.words) or not _BARE.match(phrases.words[place].low):
        return None
    return _behind_comma(phrases, place) or _entry_name(phrases)


def _behind_comma(phrases: NounPhrases, place: int) -> Span | None:
    for spot in range(place, len(phrases.words) - 1):
        if phrases.words[spot].low in (";", ":"):
            return None
        if phrases.words[spot].low != "," or (found := phrases.np_right(spot + 1)) is None:
            continue
        after = phrases.index(found.end)
        low = phrases.words[after].low if after < len(phrases.words) else ""
        if low in BE | HAVE | MODALS or VERBISH.match(low):
            return found
    return None


def _entry_name(phrases: NounPhrases) -> Span | None:
    """The person whose name opens this line, set off like the head of an entry."""
    text = phrases.page.text
    line = text.rfind("\n", 0, phrases.sentence.start) + 1
    opening = _ENTRY.match(text, line)
    start = opening.end() if opening else line
    for one in phrases.people.mentions_in(Span(start=line, end=phrases.sentence.end)):
        if one.span.start == start and one.how == "name" and phrases.people.name(one.ref).kind == "person":
            return one.span if _AFTER_NAME.match(text, one.span.end) else None
    return None
