"""What stands between a cue and what is said: the listener, and words of time and occasion."""

import re
from collections.abc import Sequence

from .clauses import DETERMINERS, SUBJECT_PRONOUNS, Token, looks_finite
from .cues import Cue, opens_clause
from .speech_words import words_of
from .subjects import phrase_end

_DAYS = words_of("days")
_TIMES = _DAYS | words_of("times")
_REACH = 14  # tokens from a cue to its "that"


def skip_between(tokens: Sequence[Token], cue: Cue, place: int) -> int:
    """Past the listener and the words of time and occasion between a cue and what is said."""
    that = _that(tokens, place)
    if that is not None and not (cue.entry.takes & {"tell"} and _has_infinitive(tokens, place, that)):
        return that
    if cue.entry.takes & {"tell", "urge"} or cue.form.startswith("ask"):
        place = _past_listener(tokens, cue, place)
    while (moved := _past_adjunct(tokens, place)) > place:
        place = moved
    return place


def _has_infinitive(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether a listener is told to do something: "told my daughter to sign that …"."""
    spots = (spot for spot in range(place + 1, end - 1) if tokens[spot].low == "to")
    after = next((tokens[spot + 1] for spot in spots), None)
    return after is not None and after.text.islower() and after.low not in DETERMINERS | _TIMES


def _that(tokens: Sequence[Token], place: int) -> int | None:
    """Where the "that" of the content stands, if only a listener and adjuncts come before it."""
    for spot in range(place, min(place + _REACH, len(tokens))):
        token = tokens[spot]
        if token.low == "that" and tokens[spot - 1].low != "so":
            return spot
        if token.kind != "word" or token.low in SUBJECT_PRONOUNS | {"and", "but"} or looks_finite(token):
            return None
    return None


def _past_listener(tokens: Sequence[Token], cue: Cue, place: int) -> int:
    if cue.entry.takes & {"urge"} or cue.form.startswith("ask"):
        to = next(
            (spot for spot in range(place, min(place + 2 * _REACH, len(tokens))) if tokens[spot].low == "to"), None
        )
        return place if to is None else to + 1
    if place < len(tokens) and tokens[place].low in words_of("listeners"):
        return place + 1
    end = phrase_end(tokens, place)
    if end is None:
        return place
    for spot in range(place, end + 1):
        if (
            spot > place
            and opens_clause(tokens, spot)
            and tokens[spot].low in ("the", "a", "his", "her", "their", "its")
        ):
            return spot
    return end + 1


def _past_adjunct(tokens: Sequence[Token], place: int) -> int:
    """Past "on Friday", "in a statement", "at a news conference in Geneva", "last week"."""
    if place >= len(tokens) or tokens[place].kind != "word":
        return place
    low = tokens[place].low
    if low in _DAYS:
        return place + 1
    if (
        low in ("last", "this", "late", "early", "earlier")
        and place + 1 < len(tokens)
        and tokens[place + 1].low in _TIMES
    ):
        return place + 2
    if low not in ("on", "in", "at", "during", "by", "via", "through", "to", "of", "from"):
        return place
    end = phrase_end(tokens, place + 1)
    if end is None:
        return place
    if tokens[place + 1].low in _DAYS or re.match(
        r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", tokens[place + 1].low
    ):
        end = place + 1
        while end + 1 < len(tokens) and tokens[end + 1].text[0].isdigit():
            end += 1
        return end + 1
    if tokens[place + 1].low in ("a", "an", "the", "his", "her", "its", "their"):
        return end + 1
    return place
