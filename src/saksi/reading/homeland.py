"""The country that a document is about: the one whose name, people and towns it speaks of most."""

import re
from collections import Counter
from functools import cache

from .naming import gazetteer
from .page import Page

_LEFT = re.compile(r"\b(?:from|leav(?:e|es|ing)|left|flee(?:s|ing)?|fled)\s+(?:the\s+)?$")
_TOWARDS = re.compile(r"\b(?:to|into|for|through|near)\s+(?:the\s+)?$")
_DATELINE = 4  # letters: a longer name also stands in capitals, where a dispatch says whence it is
_AT_LEAST = 3  # what a country weighs that is more than a way: "crossed into Thailand" alone makes no homeland


def homeland(page: Page) -> str | None:
    """A country as the way there ("to Thailand") counts less than as an owner, a people or the seat of a town.

    One that people leave counts most.
    """
    weight: Counter[str] = Counter()
    for sentence in page.telling():
        words = page.words(sentence.span)
        for match in _pattern().finditer(words):
            country, is_name = _forms()[match.group()]
            weight[country] += _weight(words[: match.start()]) if is_name else 3
    best = weight.most_common(2)
    is_only_a_way = bool(best) and best[0][1] < _AT_LEAST
    if not best or is_only_a_way or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _weight(before: str) -> int:
    return 6 if _LEFT.search(before) else 1 if _TOWARDS.search(before) else 3


@cache
def _forms() -> dict[str, tuple[str, bool]]:
    """Every name, adjective and town of a country, with the country and whether it is its name."""
    found: dict[str, tuple[str, bool]] = {}
    for names, adjectives, towns in gazetteer():
        for form in (*adjectives, *towns):
            found.setdefault(form, (names[0], False))
        for form in names:
            found[form] = (names[0], True)
    return {form.upper(): seat for form, seat in found.items() if len(form) > _DATELINE} | found


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted(map(re.escape, _forms()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")
