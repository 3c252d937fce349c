"""What stands beside a date and changes it: early, late, a quarter of, the week of, since, a time of day."""

import re
from collections.abc import Callable
from datetime import date

from saksi.model import Span, When

from . import date_steps as steps
from .moment import whole_year
from .numbers import number_of, ordinal_of

_CLOCK = r"(?P<hour>[0-2]?\d)(?::(?P<minute>[0-5]\d)(?::\d\d)?)?(?:\s*(?P<half>[ap])\.?m\b\.?)?"
_ZONE = r"(?:\s+(?:[A-Z]{2,4}|local\s+time))?"
_AFTER_CLOCK = re.compile(rf",?\s+(?:at\s+)?{_CLOCK}", re.IGNORECASE)
_BEFORE_CLOCK = re.compile(rf"(?<![\w:.]){_CLOCK}{_ZONE},?\s+(?:on\s+)?$", re.IGNORECASE)
_PART_OF_DAY = re.compile(r"\s+(?:morning|afternoon|evening|night)\b", re.IGNORECASE)
_PART = r"(?P<part>early|late|mid|(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end)\s+of)"
_BEFORE = re.compile(rf"(?<!\w){_PART}[-\s]+(?:in\s+)?(?:the\s+)?$", re.IGNORECASE)
_EXTEND = re.compile(r"(?<!\w)(?:earlier|later)\s+(?:in\s+|on\s+)?$", re.IGNORECASE)
_SPAN_OF = re.compile(r"(?<!\w)(?:the\s+)?(?P<unit>week|weekend)\s+of\s+$", re.IGNORECASE)
_BESIDE = re.compile(r"(?<!\w)(?:the\s+)?(?:(?P<many>\w+)\s+)?days?\s+(?P<side>before|after)\s+$", re.IGNORECASE)
_FRACTION = re.compile(
    r"(?<!\w)(?:the\s+)?(?P<nth>first|second|third|fourth|last)\s+(?:(?P<many>\w+)\s+)?"
    r"(?P<unit>quarter|half|months?)\s+(?:of\s+|in\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?<!\w)since\s+(?:(?:at\s+least|about|around|the)\s+)?$", re.IGNORECASE)
_REACH = 80  # characters before a date in which such words are looked for
_QUARTERS = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}
_THIRDS = {"early": (0, 4), "mid": (3, 6), "late": (5, 9)}


def widen(text: str, span: Span, when: When) -> tuple[Span, When]:
    """The date with what stands right before and after it."""
    span, when = _with_clock(text, span, when)
    for pattern, change in _CHANGES:
        match = pattern.search(text, max(0, span.start - _REACH), span.start)
        changed = change(match, when) if match else None
        if match and changed is not None:
            span, when = Span(start=match.start(), end=span.end), changed
    return span, when


def _with_clock(text: str, span: Span, when: When) -> tuple[Span, When]:
    """A day with its time or its part of the day; a bare number beside it is no time."""
    if part := _PART_OF_DAY.match(text, span.end):
        span = Span(start=span.start, end=part.end())
    if len(when.edtf) != len("2019-12-27"):
        return span, when
    after, before = (
        _AFTER_CLOCK.match(text, span.end),
        _BEFORE_CLOCK.search(text, max(0, span.start - _REACH), span.start),
    )
    if after and (clock := _clock(after)):
        return Span(start=span.start, end=after.end()), When(f"{when.edtf}T{clock}")
    if before and (clock := _clock(before)):
        return Span(start=before.start(), end=span.end), When(f"{when.edtf}T{clock}")
    return span, when


def _clock(match: re.Match[str]) -> str | None:
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if not half and match["minute"] is None:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{match['minute'] or '00'}" if hour < 24 else None


def _part(match: re.Match[str], when: When) -> When | None:
    """Early 2019 is its first quarter, late its last, mid the two between. In a month or week it says no more."""
    words = match["part"].lower()
    part = "early" if re.search("early|begin|start", words) else "mid" if "mid" in words else "late"
    of = whole_year(when)
    if of is not None and len(when.edtf) == len("2019"):
        return steps.months_of_year(of, *_QUARTERS[part])
    if (first := _decade(when)) is not None:
        return steps.interval(steps.year(first + _THIRDS[part][0]), steps.year(first + _THIRDS[part][1]))
    return when


def _decade(when: When) -> int | None:
    if re.fullmatch(r"\d{3}0/\d{3}9", when.edtf) and when.edtf[:3] == when.edtf[5:8]:
        return int(when.edtf[:4])
    return None


def _fraction(match: re.Match[str], when: When) -> When | None:
    """The second quarter of a year, its first half, its first six months."""
    if len(when.edtf) != len("2019"):
        return None
    unit, many = match["unit"].lower(), int(number_of(match["many"] or "a") or 0)
    if (unit in ("quarter", "half")) == (match["many"] is not None):
        return None
    size = {"quarter": 3, "half": 6}.get(unit, many)
    count = 12 // size if 0 < size <= 12 else 0
    place = count if match["nth"].lower() == "last" else ordinal_of(match["nth"]) or 0
    if not 0 < place <= count:
        return None
    return steps.months_of_year(int(when.edtf), (place - 1) * size + 1, place * size)


def _week_of(match: re.Match[str], when: When) -> When | None:
    if not when.is_day or when.earliest is None:
        return None
    return steps.week(when.earliest) if match["unit"].lower() == "week" else steps.weekend(when.earliest)


def _beside(match: re.Match[str], when: When) -> When | None:
    """The day before last Tuesday, three days after 5 May."""
    many = number_of(match["many"] or "a")
    if not when.is_day or when.earliest is None or many is None:
        return None
    step = int(many) * (-1 if match["side"].lower() == "before" else 1)
    reached: date = steps.days(when.earliest, step)
    return steps.day(reached)


def _same(_: re.Match[str], when: When) -> When | None:
    return when


def _since(_: re.Match[str], when: When) -> When | None:
    return when if when.is_open else steps.since(when)


_CHANGES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], When], When | None]], ...] = (
    (_FRACTION, _fraction),
    (_BEFORE, _part),
    (_EXTEND, _same),
    (_SPAN_OF, _week_of),
    (_BESIDE, _beside),
    (_SINCE, _since),
)
