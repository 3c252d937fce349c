"""Expressions of time and what they stand for: a grammar, with an anchor that moves with the narrative.

Relative dates count from the publication; "two months later" and "that year" from the last date told. Where what they
count from is not known, they are left out: nothing is guessed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from saksi.model import TELLING_ZONES, DateMention, Span, When

from . import date_steps as steps
from .date_forms import FORMS, Form
from .date_parts import widen
from .date_relative import RELATIVE
from .date_words import (
    ARTICLE_BEFORE,
    BEFORE_MONTH,
    DOUBTFUL_MONTH,
    NO_DATE_AFTER,
    NO_YEAR_BEFORE,
    PRESENT,
)
from .moment import Moment, is_of_telling, tense_at
from .page import Page, Sentence

_REACH = 80  # characters beside a date that may tell that it is none
_FROM = re.compile(r"(?<!\w)(?P<word>from|between)\s+$", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:(?P<dash>[-–—])|(?P<to>to|until|till|through)|(?P<and>and))\s*", re.IGNORECASE)
_HABIT = re.compile(r"(?<!\w)(?:every|each)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    form: Form
    match: re.Match[str]


def find_dates(page: Page) -> tuple[DateMention, ...]:
    """Every expression of time of a page that stands for a date, in order."""
    mentions: list[DateMention] = []
    told = last = None
    for sentence in page.sentences:
        words = page.words(sentence.span)
        telling = sentence.zone in TELLING_ZONES
        moment = Moment(published=page.published, told=told, last=last) if telling else Moment(published=page.published)
        found = list(_read(words, moment))
        if telling:
            told = _last_told(words, found) or told
            last = found[-1].when if found else last
        mentions += (_placed(sentence, one) for one in _join(words, found))
    return tuple(mentions)


def find_unplaced(page: Page, dates: Iterable[DateMention]) -> tuple[Span, ...]:
    """Expressions of time that stand for no known date, as "last week" on a page without its own."""
    known = [one.span for one in dates]
    found = (
        Span(start=sentence.span.start + one.start, end=sentence.span.start + one.end)
        for sentence in page.telling()
        for one in _candidates(page.words(sentence.span))
        if _is_date(page.words(sentence.span), one)
    )
    return tuple(span for span in found if not any(span.overlaps(one) for one in known))


def find_present(page: Page) -> tuple[DateMention, ...]:
    """The words that mean the day of publication: "now", "currently". They are no dates of their own."""
    if page.published is None or page.published.earliest is None:
        return ()
    today = When(page.published.edtf.partition("T")[0])
    return tuple(
        DateMention(
            span=Span(start=sentence.span.start + match.start(), end=sentence.span.start + match.end()), when=today
        )
        for sentence in page.telling()
        for match in PRESENT.finditer(page.words(sentence.span))
    )


def _read(words: str, moment: Moment) -> Iterator[DateMention]:
    """The dates of one sentence from left to right, the longest form first, each the anchor of the next."""
    place, beside, last = 0, None, moment.last
    for candidate in _candidates(words):
        if candidate.start < place or not _is_date(words, candidate):
            continue
        tense = tense_at(words, candidate.start, candidate.end)
        now = replace(moment, last=last, beside=beside, tense=tense)
        when = candidate.form.resolve(candidate.match, now)
        if when is None:
            continue
        span, when = widen(words, Span(start=candidate.start, end=candidate.end), when)
        place = span.end
        if not when.is_open:
            last = when
            beside = beside if is_of_telling(words, span.start) else when
        yield DateMention(span=span, when=when)


def _candidates(words: str) -> Iterable[_Candidate]:
    found = [
        _Candidate(*match.span("at" if "at" in one.pattern.groupindex else 0), one, match)
        for one in (*FORMS, *RELATIVE)
        for match in one.pattern.finditer(words)
    ]
    return sorted(found, key=lambda one: (one.start, -one.end))


def _is_date(words: str, candidate: _Candidate) -> bool:
    """Whether words that look like a date are one: not March the verb, the Sunday Times, every Friday, No. 1998."""
    left, inner = words[max(0, candidate.start - _REACH) : candidate.start], words[candidate.start : candidate.end]
    if _HABIT.search(left) or NO_DATE_AFTER.match(words, candidate.end):
        return False
    if inner.isdigit():
        return not NO_YEAR_BEFORE.search(left)
    if not any(letter.isupper() for letter in inner) and _is_named(candidate):
        return False
    return not DOUBTFUL_MONTH.fullmatch(inner) or _is_month(left, words[candidate.end : candidate.end + _REACH])


def _is_named(candidate: _Candidate) -> bool:
    groups = candidate.match.groupdict()
    return bool(groups.get("month") or groups.get("name"))


def _is_month(left: str, right: str) -> bool:
    """May after a preposition, or between an article and a noun: "in May", "the May election"."""
    noun = re.match(r"\s+[a-z]", right) is not None
    name = re.match(r"\s+[A-Z]\w", right) is not None
    if BEFORE_MONTH.search(left):
        return not name
    return noun and ARTICLE_BEFORE.search(left) is not None


def _last_told(words: str, found: list[DateMention]) -> When | None:
    """The last date of an event: not of the telling, not of what has gone on since."""
    events = [one.when for one in found if not one.when.is_open and not is_of_telling(words, one.span.start)]
    return events[-1] if events else None


def _join(words: str, found: list[DateMention]) -> Iterator[DateMention]:
    """From 3 May to 5 June, between 2015 and 2017: two dates that are one interval."""
    rest = iter(found)
    held = next(rest, None)
    for one in rest:
        if held is None or (whole := _interval(words, held, one)) is None:
            if held is not None:
                yield held
            held = one
        else:
            held = whole
    if held is not None:
        yield held


def _interval(words: str, first: DateMention, last: DateMention) -> DateMention | None:
    before = _FROM.search(words, max(0, first.span.start - _REACH), first.span.start)
    between = _JOIN.fullmatch(words, first.span.end, last.span.start)
    if between is None or not (before or between["dash"]) or first.when.is_open or last.when.is_open:
        return None
    if before and (before["word"].lower() == "between") != (between["and"] is not None):
        return None
    when = steps.interval(first.when, last.when)
    start = before.start() if before else first.span.start
    return None if when is None else DateMention(span=Span(start=start, end=last.span.end), when=when)


def _placed(sentence: Sentence, mention: DateMention) -> DateMention:
    offset = sentence.span.start
    return DateMention(span=Span(start=offset + mention.span.start, end=offset + mention.span.end), when=mention.when)
