"""Terms of law and the calendar: hours, days, weeks, months and years are never converted into one another.

A term of months ends on the day of the same number, or, where the month has none, on its last day. The last day belongs
to the term. A term of hours runs from an instant; where only the day is known, it ends somewhere within a span.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, Self, cast
from zoneinfo import ZoneInfo

from ..model import BadValueError

Unit = Literal["hours", "days", "weeks", "months", "years"]
_TERM = re.compile(r"(\d{1,5}) (hour|day|week|month|year)s?")
#: Of these a whole number of the smaller unit makes the larger by definition, and not by custom.
_SMALLER: dict[Unit, tuple[int, Unit]] = {"years": (12, "months"), "weeks": (7, "days")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The first and the last moment that something can mean, in UTC; the two are equal where it is known exactly."""

    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """So many of a unit, as the law says it."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Self:
        """`48 hours`, `6 months`. Raises BadValueError on anything else, "a few days" too."""
        match = _TERM.fullmatch(text)
        if match is None:
            raise BadValueError(f"{text!r} is no term of law: write 48 hours, 20 days, 2 weeks, 6 months or 5 years")
        return cls(count=int(match[1]), unit=cast(Unit, match[2] + "s"))

    def __str__(self) -> str:
        return f"{self.count} {self.unit if self.count != 1 else self.unit[:-1]}"

    def half(self) -> "Term | None":
        """Half of it, where that is a whole number of its unit or of the one below; half a month is no known term."""
        if self.count % 2 == 0:
            return Term(count=self.count // 2, unit=self.unit)
        smaller = _SMALLER.get(self.unit)
        return None if smaller is None else Term(count=self.count * smaller[0], unit=smaller[1]).half()

    def plus(self, other: "Term", times: int = 1) -> "Term | None":
        """This and so many of the other, where both are of one unit."""
        if times == 0:
            return self
        return Term(count=self.count + times * other.count, unit=self.unit) if self.unit == other.unit else None

    def last_day(self, start: date) -> date:
        """The last day of a term that begins on `start`. Raises BadValueError on a term of hours, and beyond 9999."""
        if self.unit == "hours":
            raise BadValueError("a term of hours ends at an instant, and not on a day")
        try:
            match self.unit:
                case "days":
                    return start + timedelta(days=self.count)
                case "weeks":
                    return start + timedelta(days=7 * self.count)
                case "months":
                    return _months_later(start, self.count)
                case "years":
                    return _months_later(start, 12 * self.count)
        except (OverflowError, ValueError):
            raise BadValueError(f"{self} from {start} ends beyond the calendar") from None

    def end(self, start: Span, zone: ZoneInfo) -> Span:
        """When the term ends that begins within `start`: at an instant, or with the last day where the place is."""
        if self.unit == "hours":
            length = timedelta(hours=self.count)
            return Span(first=start.first + length, last=start.last + length)
        return Span(
            first=day_span(self.last_day(start.first.astimezone(zone).date()), zone).last,
            last=day_span(self.last_day(start.last.astimezone(zone).date()), zone).last,
        )


def day_span(day: date, zone: ZoneInfo) -> Span:
    """A day of the calendar of a place, up to its last microsecond; with a change of the clocks it has other hours."""
    begins = datetime.combine(day, time(), zone).astimezone(UTC)
    next_day = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    return Span(first=begins, last=next_day - timedelta(microseconds=1))


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.month - 1 + months, 12)
    return date(start.year + year, month + 1, min(start.day, calendar.monthrange(start.year + year, month + 1)[1]))
