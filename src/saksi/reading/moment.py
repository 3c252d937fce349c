"""Where the narrative stands when an expression of time is read: what "that year" and "two months later" count from."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from saksi.model import When

from . import date_steps as steps
from .date_words import CLAUSE, NEXT_TO_FUTURE, TELLING, TENSE

_PERFECT = re.compile(r"\bhad\b")
_REACH = 400  # characters on either side in which the verb of a date is looked for
Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The publication, the last date told of an event, the last of any kind, the last in the sentence, the tense."""

    published: When | None = None
    told: When | None = None
    last: When | None = None
    beside: When | None = None
    tense: Tense | None = None

    @property
    def today(self) -> date | None:
        """The day of publication, if it is known to the day."""
        return self.published.earliest if self.published and self.published.is_day else None

    @property
    def month(self) -> steps.Month | None:
        """The month of publication."""
        return whole_month(self.published)

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return whole_year(self.published)

    @property
    def near(self) -> When | None:
        """What a word like "later" or "that" points back to."""
        return self.beside or self.told


def whole_month(when: When | None) -> steps.Month | None:
    """The month that a date lies in, if it is one."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    first = steps.month_of(when.earliest)
    return first if first == steps.month_of(when.latest) else None


def whole_year(when: When | None) -> int | None:
    """The year that a date lies in, if it is one; an open date lies in the year of its start."""
    if when is None or when.earliest is None:
        return None
    if when.latest is not None and when.latest.year != when.earliest.year:
        return None
    return when.earliest.year


def is_of_telling(words: str, start: int) -> bool:
    """Whether the date at this place is that of the telling ("she said on Friday") and not of what is told."""
    return TELLING.search(words[max(0, start - _REACH) : start]) is not None


def tense_at(words: str, start: int, end: int) -> Tense | None:
    """Whether what is told of the date at these words lies behind or ahead, by the verb nearest to it."""
    left, right = words[max(0, start - _REACH) : start], words[end : end + _REACH]
    if NEXT_TO_FUTURE.search(left) and not _PERFECT.search(left + right):
        return "future"
    clause = max((match.end() for match in CLAUSE.finditer(left)), default=0)
    return _last(left[clause:]) or _first(right) or _last(left)


def _cues(words: str) -> list[Tense]:
    found = (match.lastgroup for match in TENSE.finditer(words))
    return ["future" if group == "future" else "past" for group in found if group != "idle"]


def _first(words: str) -> Tense | None:
    return next(iter(_cues(words)), None)


def _last(words: str) -> Tense | None:
    return next(reversed(_cues(words)), None)
