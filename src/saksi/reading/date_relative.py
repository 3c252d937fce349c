"""Dates that count from somewhere: from the publication ("last week") or from what was told ("that year")."""

from datetime import date

from saksi.model import When

from . import date_steps as steps
from .date_forms import Form, Match, form
from .date_words import FULL_MONTH, WEEKDAY, month_number, weekday_number
from .moment import Moment, whole_month, whole_year
from .numbers import number_of

_SELF = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2}
#: Steps from the publication, and from what was told.
_FROM_TODAY = {"this": 0, "this past": 0, "the current": 0, "last": -1, "next": 1, "this coming": 1, "the coming": 1}
_FROM_TOLD = {
    "that": 0, "that same": 0, "the same": 0, "the following": 1, "the next": 1, "the previous": -1,
    "the preceding": -1,
}  # fmt: skip
_REL = "|".join(sorted((*_FROM_TODAY, *_FROM_TOLD), key=len, reverse=True)).replace(" ", r"\s+")
_PARTS_OF_DAY = "morning|afternoon|evening|night"
_MANY = r"(?P<many>a\s+couple\s+of|an?|[a-z]+(?:-[a-z]+)?|\d+)"
_UNIT = r"(?P<unit>day|week|month|year|decade|century|centurie)s?"
_ABOUT = r"(?:(?:about|around|nearly|almost|some|roughly|just|only|exactly)\s+)?"
_END = rf"(?=\s*(?:[,.;:!?)”\"—–]|$)|\s+(?:in|at|on|by|and|but|when|for|with|from|near|to|as|that|{_PARTS_OF_DAY})\b)"
#: A unit of time and how many months it is; days and weeks are counted otherwise.
_IN_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200, "centurie": 1200}


def _self(match: Match, moment: Moment) -> When | None:
    step = _SELF[_words(match["self"])]
    return None if moment.today is None else steps.day(steps.days(moment.today, step))


def _unit(match: Match, moment: Moment) -> When | None:
    """Last week, this year, that day, the following month."""
    rel, unit = _words(match["rel"]), match["unit"].lower()
    if rel in _FROM_TODAY:
        if unit == "day" or (rel == "last" and unit in ("morning", "afternoon", "evening")):
            return None
        return _step(moment.published, unit, _FROM_TODAY[rel])
    return _step(moment.near, unit, _FROM_TOLD[rel])


def _step(start: When | None, unit: str, count: int) -> When | None:
    """So many days, weeks, months or years from a date, as precise as both; None where the date is less precise."""
    if start is None or start.earliest is None:
        return None
    if unit in ("day", "week", "weekend", *_PARTS_OF_DAY.split("|")):
        return _step_days(start, unit, count)
    in_month, in_year = whole_month(start), whole_year(start)
    if unit == "month":
        return None if in_month is None else steps.month(steps.months(in_month, count))
    if unit == "quarter":
        return None if in_month is None else _quarter(steps.months(in_month, 3 * count))
    if unit == "year":
        return None if in_year is None else steps.year(in_year + count)
    return None


def _step_days(start: When, unit: str, count: int) -> When | None:
    if unit == "week" and start.earliest is not None and start.latest == steps.days(start.earliest, 6):
        return steps.week(start.earliest, count)
    if not start.is_day or start.earliest is None:
        return None
    if unit == "week":
        return steps.week(start.earliest, count)
    if unit == "weekend":
        return steps.weekend(start.earliest, count)
    return steps.day(steps.days(start.earliest, count))


def _quarter(of: steps.Month) -> When:
    first = (of[1] - 1) // 3 * 3 + 1
    return steps.months_of_year(of[0], first, first + 2)


def _weekend(_: Match, moment: Moment) -> When | None:
    """The weekend: this one when it has begun or lies ahead, else the last."""
    if moment.today is None:
        return None
    begun = moment.today.isoweekday() > 5 or moment.tense == "future"
    return steps.weekend(moment.today, 0 if begun else -1)


def _weekday(match: Match, moment: Moment) -> When | None:
    """The last such day up to and including the publication, or the coming one."""
    number, rel = weekday_number(match["name"]), _words(match["rel"])
    if rel in _FROM_TOLD:
        return _weekday_told(number, _FROM_TOLD[rel], moment)
    if moment.today is None:
        return None
    monday = steps.days(moment.today, -moment.today.weekday())
    match rel:
        case "last":
            return steps.day(steps.weekday_back(number, steps.days(moment.today, -1)))
        case "next":
            return steps.day(steps.weekday_on(number, steps.days(monday, 7)))
        case "this":
            return steps.day(steps.weekday_on(number, monday))
        case "this coming" | "the coming":
            return steps.day(steps.weekday_on(number, steps.days(moment.today, 1)))
    if moment.tense == "future" and rel != "this past":
        return steps.day(steps.weekday_on(number, moment.today))
    return steps.day(steps.weekday_back(number, moment.today))


def _weekday_told(number: int, step: int, moment: Moment) -> When | None:
    near = moment.near
    if near is None or not near.is_day or near.earliest is None:
        return None
    if step < 0:
        return steps.day(steps.weekday_back(number, steps.days(near.earliest, -1)))
    return steps.day(steps.weekday_on(number, steps.days(near.earliest, step)))


def _month(match: Match, moment: Moment) -> When | None:
    """The nearest such month behind, or ahead where the tense says so."""
    number, rel = month_number(match["name"]), _words(match["rel"])
    if rel in _FROM_TOLD:
        near = whole_year(moment.near)
        return None if near is None else steps.month((near, number))
    if moment.month is None:
        return None  # no other date of the page lends its year
    of, now = moment.month
    if rel == "this":
        return steps.month((of, number))
    if rel == "last":
        return steps.month((of if number < now else of - 1, number))
    if rel in ("next", "this coming", "the coming"):
        return steps.month((of if number > now else of + 1, number))
    if moment.tense == "future":
        return steps.month((of if number >= now else of + 1, number))
    return steps.month((of if number <= now else of - 1, number))


def _ago(match: Match, moment: Moment) -> When | None:
    return _count(moment.published, match, -1)


def _later(match: Match, moment: Moment) -> When | None:
    """Two months later: no later than the publication, for news tells what has been."""
    reached = _count(moment.near, match, 1)
    if reached is None or moment.published is None or reached.earliest is None or moment.published.latest is None:
        return reached
    if reached.earliest <= moment.published.latest or moment.tense == "future":
        return reached
    return steps.year(moment.published.latest.year) if match["unit"].lower() in ("decade", "year") else None


def _earlier(match: Match, moment: Moment) -> When | None:
    return _count(moment.near, match, -1)


def _count(start: When | None, match: Match, sign: int) -> When | None:
    """So many units from a date. A month more or less than a day is a month, a year a year."""
    words = " ".join(match["many"].lower().split())
    many = 2 if words == "a couple of" else number_of(words)
    unit = match["unit"].lower()
    if many is None or start is None or start.earliest is None:
        return None
    count = sign * int(many)
    if unit in ("day", "week"):
        return steps.day(steps.days(start.earliest, count * (7 if unit == "week" else 1))) if start.is_day else None
    if unit == "month":
        in_month = whole_month(start)
        return None if in_month is None else steps.month(steps.months(in_month, count))
    return _years_from(start, count * _IN_MONTHS[unit] // 12)


def _years_from(start: When, count: int) -> When | None:
    end = start.latest if count > 0 and start.latest is not None else start.earliest
    return None if end is None or end.year + count < 1 else steps.year(end.year + count)


def _day_beside(match: Match, moment: Moment) -> When | None:
    """The day before, a day earlier, the day after."""
    step = -1 if match["side"].lower() in ("before", "earlier") else 1
    return _step(moment.last, "day", step)


def _run_up_to_now(match: Match, moment: Moment) -> When | None:
    """The past 25 years: from then to the publication, in the same unit."""
    unit = match["unit"].lower()
    start, end = _count(moment.published, match, -1), moment.published
    if start is None or end is None or moment.today is None:
        return None
    today: date = moment.today
    last = {"month": steps.month(steps.month_of(today)), "year": steps.year(today.year)}.get(unit, end)
    return steps.interval(start, steps.year(today.year) if unit in ("decade", "century") else last)


def _then(_: Match, moment: Moment) -> When | None:
    """Since then: since what was told last."""
    return None if moment.near is None else steps.since(moment.near)


def _words(found: str | None) -> str:
    return " ".join((found or "").lower().split())


RELATIVE: tuple[Form, ...] = (
    form(rf"(?<!\w)(?P<self>{'|'.join(sorted(_SELF, key=len, reverse=True))})\b", _self),
    form(rf"(?<!\w)(?P<rel>{_REL})\s+(?P<unit>day|week|weekend|month|quarter|year|{_PARTS_OF_DAY})\b", _unit),
    form(r"\b(?:over|during|on|at)\s+(?P<at>the\s+weekend)\b", _weekend),
    form(rf"(?<!\w)(?:(?P<rel>{_REL})\s+)?(?P<name>{WEEKDAY})\b", _weekday),
    form(rf"(?<!\w)(?:(?P<rel>{_REL})\s+)?(?P<name>{FULL_MONTH})(?!\w)(?!\s+\d)", _month),
    form(rf"\b{_ABOUT}{_MANY}\s+{_UNIT}\s+ago\b", _ago),
    form(rf"\b{_ABOUT}{_MANY}\s+{_UNIT}\s+(?:later|afterwards?)\b", _later),
    form(rf"\b{_ABOUT}{_MANY}\s+{_UNIT}\s+(?:earlier|before|previously){_END}", _earlier),
    form(rf"\b(?:the|a)\s+day\s+(?P<side>before|earlier|after|later){_END}", _day_beside),
    form(rf"\bthe\s+(?:past|last)\s+{_MANY}\s+{_UNIT}\b", _run_up_to_now),
    form(r"\bsince\s+then\b", _then),
)
