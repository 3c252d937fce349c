"""How one track of a person went: the values in turn, each from when until when, as far as anybody says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from saksi.model import Record, When
from saksi.resolve import Telling

from .disputes import effect
from .rows import UNKNOWN, Track
from .tracks import is_past, track


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A value of a track. `until` is absent where it lasts; `2019-03/..` says that it ended then or later.

    `track` is the whole of what the fold says at its end: sources, doubts, the statements that it rests on.
    """

    value: str
    since: When | None
    until: When | None
    track: Track


def history(name: str, tellings: Sequence[Telling], on: date, record: Record) -> tuple[Interval, ...]:
    """The values of the track `order`, `liberty` or `proceedings` up to a day, in order of time."""
    turns: list[Track] = []
    for day in _days(name, tellings, on):
        now = track(name, tellings, day, record)
        if now == UNKNOWN:
            continue
        if turns and _goes_on(turns[-1], now):
            turns[-1] = now
        else:
            turns.append(now)
    following: list[Track | None] = [*turns[1:], None]
    return tuple(_interval(one, after) for one, after in zip(turns, following, strict=False))


def _days(name: str, tellings: Iterable[Telling], on: date) -> list[date]:
    """The days on which the fold may answer otherwise than on the day before."""
    told = [each for each in tellings if effect(name, each) is not None and is_past(each, on)]
    days = {day for each in told for day in (each.earliest, each.latest) if day is not None and day <= on}
    return sorted({*days, on})


def _goes_on(before: Track, now: Track) -> bool:
    return _value(before) == _value(now) and (before.since, before.by) == (now.since, now.by)


def _interval(one: Track, after: Track | None) -> Interval:
    value = _value(one)
    since = one.since if one.since is not None else None if one.by is None else When(f"../{one.by.isoformat()}")
    if after is not None and after.since is not None:
        return Interval(value=value, since=since, until=_point(after.since), track=one)
    if one.last_known is not None and one.unknown_since is not None:
        return Interval(value=value, since=since, until=When(f"{_point(one.unknown_since).edtf}/.."), track=one)
    return Interval(value=value, since=since, until=None, track=one)


def _value(found: Track) -> str:
    return found.last_known or found.value


def _point(when: When) -> When:
    """The beginning of an open interval: "since March" as March."""
    return When(when.edtf.partition("/")[0]) if when.is_open else when
