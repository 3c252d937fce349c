"""Partial dates in EDTF (ISO 8601-2): a missing day stays missing, and nothing is guessed.

Understood: `2019`, `2019-12`, `2019-12-27`, an instant `2019-12-27T15:19`, and intervals `2015/2016`, `2015/..`,
`../2016`.
A calendar day has no time zone here; the zone of an instant is that of the page, which seldom says it.
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from .errors import BadValueError

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?)?)?")


@dataclass(frozen=True, slots=True)
class When:
    """A partial date: its EDTF text, and the first and last day that it can mean.

    `earliest` is None where the start is open, `latest` where the end is (`2015/..`: since 2015 and still).
    """

    edtf: str
    earliest: date | None = field(init=False)
    latest: date | None = field(init=False)

    def __post_init__(self) -> None:
        first, last = _bounds(self.edtf)
        object.__setattr__(self, "earliest", first)
        object.__setattr__(self, "latest", last)

    def __str__(self) -> str:
        return self.edtf

    @property
    def is_open(self) -> bool:
        """Whether it still goes on: `2015/..`."""
        return self.latest is None

    @property
    def is_day(self) -> bool:
        """Whether it names a single day."""
        return self.earliest is not None and self.earliest == self.latest


@lru_cache(maxsize=4096)
def _bounds(edtf: str) -> tuple[date | None, date | None]:
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(edtf, edtf)
    first = None if start == ".." else _point(start, edtf)[0]
    last = None if end == ".." else _point(end, edtf)[1]
    if first is None and last is None:
        raise BadValueError(f"{edtf!r} is open on both sides: leave the date out instead")
    if first is not None and last is not None and first > last:
        raise BadValueError(f"{edtf!r} ends before it begins")
    return first, last


def _point(text: str, whole: str) -> tuple[date, date]:
    match = _POINT.fullmatch(text)
    if match is None:
        raise BadValueError(f"{whole!r} is no date: write 2019, 2019-12, 2019-12-27 or 2015/..")
    year, month, day, hour, minute, second = (int(part) if part else None for part in match.groups())
    if year is None or (hour or 0) > 23 or (minute or 0) > 59 or (second or 0) > 60:
        raise BadValueError(f"{whole!r} is no date: its time does not exist")
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except (ValueError, calendar.IllegalMonthError):
        raise BadValueError(f"{whole!r} is no date: that day does not exist") from None
    return first, last
