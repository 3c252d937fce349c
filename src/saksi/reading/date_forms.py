"""The forms of dates that say themselves what they mean: days, months and years as on a calendar.

A form is a pattern and what it stands for. Where a form gives None, the words are no date after all. A date without a
year takes the one that the tense points to.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from saksi.model import BadValueError, When

from . import date_steps as steps
from .date_words import (
    ANY_WEEKDAY,
    HOLIDAY,
    HOLIDAYS,
    MONTH,
    NO_COUNT_AFTER,
    Holiday,
    month_number,
    weekday_number,
)
from .moment import Moment, whole_year

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of dates. The mention stands at the group `at`, where the pattern has one, else at the whole."""

    pattern: re.Pattern[str]
    resolve: Callable[[Match, Moment], When | None]


def form(pattern: str, resolve: Callable[[Match, Moment], When | None], flags: int = re.IGNORECASE) -> Form:
    """A form from the text of its pattern."""
    return Form(re.compile(pattern, flags), resolve)


_YEAR = rf"(?P<year>(?:1\d|20)\d\d)(?!\d|[.,]\d|-\d){NO_COUNT_AFTER}"
_WHICH_YEAR = r"(?:of\s+)?(?P<which>(?:this|that|last|next|the\s+same|the\s+following|the\s+previous)\s+year)\b"
_IN_YEAR = rf"(?:,?\s+(?:of\s+)?{_YEAR}|,?\s+{_WHICH_YEAR})"
_NTH = r"(?:st|nd|rd|th)?"
_DAY = rf"(?P<day>[0-3]?\d){_NTH}(?![\d/%]|[.,:]\d)"
_NAMED_DAY = rf"(?:(?<!\w)(?P<named>{ANY_WEEKDAY}),?\s+)?"
_MONTH = rf"(?<!\w)(?P<month>{MONTH})"
_RANGE = r"(?:\s*[-–—]\s*|\s+(?:to|until|through|till)\s+)"
#: Further than this a day of the past year without its year is not left unsaid, when it is coming soon.
_LONG_AGO, _SOON = 270, 60


def _exact(match: Match, _: Moment) -> When | None:
    """2019-12-27, with or without a time."""
    clock = match["clock"]
    return _when(f"{match['date']}T{clock}" if clock else match["date"])


def _by_numbers(match: Match, _: Moment) -> When | None:
    """27/12/2019 and 12/27/2019; 5/6/2019 is two days at once, so none."""
    first, second, of = int(match["first"]), int(match["second"]), int(match["year"])
    if (first > 12) == (second > 12) and first != second:
        return None
    number, in_month = (first, second) if first > 12 else (second, first)
    return _when(f"{of:04}-{in_month:02}-{number:02}")


def _day(match: Match, moment: Moment) -> When | None:
    """27 December; "Monday, 27 December 2019", which was a Friday, is no day that is known: the month is kept."""
    day = _day_of(match, moment, int(match["day"]))
    if day is None or day.earliest is None or match["named"] is None:
        return day
    contradicts = day.earliest.isoweekday() != weekday_number(match["named"])
    return steps.month((day.earliest.year, day.earliest.month)) if contradicts else day


def _day_of(match: Match, moment: Moment, number: int) -> When | None:
    in_month = month_number(match["month"])
    if match["year"] or match["which"]:
        of = year_of(match, moment)
        return None if of is None else _when(f"{of:04}-{in_month:02}-{number:02}")
    return _nearest_day(in_month, number, moment)


def _nearest_day(in_month: int, number: int, moment: Moment) -> When | None:
    if moment.today is None:
        return None  # no other date of the page lends its year
    found = [_date(moment.today.year + step, in_month, number) for step in (-1, 0, 1)]
    known = [one for one in found if one is not None]
    behind = max((one for one in known if one <= moment.today), default=None)
    ahead = min((one for one in known if one >= moment.today), default=None)
    chosen = _choose(behind, ahead, moment)
    return None if chosen is None else steps.day(chosen)


def _choose(behind: date | None, ahead: date | None, moment: Moment) -> date | None:
    """By tense, unless that would be most of a year away while the other is near: nobody leaves out the year then."""
    if behind is None or ahead is None or moment.today is None:
        return behind or ahead
    back, on = (moment.today - behind).days, (ahead - moment.today).days
    if moment.tense == "future":
        return behind if on > _LONG_AGO and back < _SOON else ahead
    return ahead if back > _LONG_AGO and on < _SOON else behind


def _month(match: Match, moment: Moment) -> When | None:
    of = year_of(match, moment)
    return None if of is None else steps.month((of, month_number(match["month"])))


def _run_of_days(match: Match, moment: Moment) -> When | None:
    first, last = _day_of(match, moment, int(match["day"])), _day_of(match, moment, int(match["to"]))
    return None if first is None or last is None else steps.interval(first, last)


def _last_of_days(match: Match, moment: Moment) -> When | None:
    return _day_of(match, moment, int(match["at"]))


def _year(match: Match, _: Moment) -> When | None:
    return steps.year(int(match["year"]))


def _run_of_years(match: Match, _: Moment) -> When | None:
    last = match["to"] if len(match["to"]) == 4 else match["year"][:2] + match["to"]
    return steps.interval(steps.year(int(match["year"])), steps.year(int(last)))


def _decade(match: Match, moment: Moment) -> When | None:
    if match["century"]:
        return _when(f"{match['century']}{match['ten']}0/{match['century']}{match['ten']}9")
    if moment.year is None:
        return None
    first = moment.year // 100 * 100 + int(match["ten"]) * 10
    first -= 100 if first > moment.year else 0
    return _when(f"{first}/{first + 9}")


def _holiday(match: Match, moment: Moment) -> When | None:
    row = HOLIDAYS[" ".join(match["name"].lower().replace("’", "'").split())]
    if match["year"] or match["which"]:
        of = year_of(match, moment)
        return None if of is None else steps.day(_holiday_of(row, of))
    if moment.today is None:
        return None
    found = [_holiday_of(row, moment.today.year + step) for step in (-1, 0, 1)]
    behind = max(one for one in found if one <= moment.today)
    ahead = min(one for one in found if one >= moment.today)
    chosen = behind if match["rel"] else _choose(behind, ahead, moment)
    return None if chosen is None else steps.day(chosen)


def _holiday_of(row: Holiday, of: int) -> date:
    if row.day is not None or row.weekday is None:
        return date(of, row.month, row.day or 1)
    return steps.nth_weekday((of, row.month), weekday_number(row.weekday), row.nth)


def year_of(match: Match, moment: Moment) -> int | None:
    """The year that a form gives in digits or as "last year", "that year"."""
    if match["year"]:
        return int(match["year"])
    which = " ".join(match["which"].lower().split())
    from_today = {"this year": 0, "last year": -1, "next year": 1}
    if which in from_today:
        return None if moment.year is None else moment.year + from_today[which]
    near = whole_year(moment.near)
    step = {"the following year": 1, "the previous year": -1}.get(which, 0)
    return None if near is None else near + step


def _when(edtf: str) -> When | None:
    try:
        return When(edtf)
    except BadValueError:
        return None


def _date(of: int, in_month: int, number: int) -> date | None:
    try:
        return date(of, in_month, number)
    except ValueError:
        return None


FORMS = (
    form(r"(?<![\d-])(?P<date>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d)?)?(?![\d-])", _exact),
    form(
        r"(?<![\d/.])(?P<first>\d\d?)(?P<sep>[/.])(?P<second>\d\d?)(?P=sep)(?P<year>(?:19|20)\d\d)(?![\d/])",
        _by_numbers,
    ),
    form(rf"{_NAMED_DAY}(?<![\w.,$€£:/-])(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}{_IN_YEAR}?", _day),
    form(rf"{_NAMED_DAY}{_MONTH}\s+(?:the\s+)?{_DAY}{NO_COUNT_AFTER}{_IN_YEAR}?", _day),
    form(rf"(?<![\w.,-]){_DAY}{_RANGE}(?P<to>[0-3]?\d){_NTH}\s+(?:of\s+)?{_MONTH}{_IN_YEAR}?", _run_of_days),
    form(rf"{_MONTH}\s+{_DAY}{_RANGE}(?P<to>[0-3]?\d){_NTH}(?!\d|[.:,]\d){_IN_YEAR}?", _run_of_days),
    form(rf"between\s+(?P<at>{_DAY}\s+and\s+(?P<to>[0-3]?\d){_NTH}\s+(?:of\s+)?{_MONTH}{_IN_YEAR}?)", _run_of_days),
    form(rf"between\s+(?P<at>{_MONTH}\s+{_DAY}\s+and\s+(?P<to>[0-3]?\d){_NTH}(?!\w|[.:,]\d){_IN_YEAR}?)", _run_of_days),
    form(rf"{_MONTH}\s+{_DAY}\s+(?:and|or)\s+(?P<at>[0-3]?\d)(?!\w|[.:,]\d){NO_COUNT_AFTER}{_IN_YEAR}?", _last_of_days),
    form(rf"{_MONTH}{_IN_YEAR}", _month),
    form(rf"(?<!\w)(?P<rel>last\s+)?(?P<name>{HOLIDAY})(?!\w){_IN_YEAR}?", _holiday),
    form(rf"(?<![\d$€£#.,/])(?<!\d[-–]){_YEAR}(?!\w|[–]\d)", _year),
    form(
        r"(?<![\w$€£.,])(?P<year>(?:1[89]|20)\d\d)(?:[-–/]|\s+to\s+)(?P<to>(?:1[89]|20)?\d\d)(?![\d-])", _run_of_years
    ),
    form(r"(?:\bthe\s+)?(?<!\d)(?P<century>1\d|20)(?P<ten>\d)0[’']?s\b", _decade),
    form(r"\bthe\s+[’'‘]?(?P<century>)(?P<ten>\d)0[’']?s\b", _decade),
)
