"""Full dates as pages print them beside their text: in notices, datelines, and under comments."""

import re
from datetime import date

#: The first letters of each month's name.
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: A pattern of the names of months.
NAMES = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
# 13/02/2020 is left out: half the world reads it the other way round where both parts are below 13
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{NAMES} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {NAMES},? (?P<year>\d{{4}})\b",
        r"\b(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)\b",
        r"\b(?P<year>\d{4})/(?P<number>\d{1,2})/(?P<day>\d{1,2})\b",
    )
)


def first_date(words: str) -> date | None:
    """The first full date of a line; None where it has none."""
    return next(iter(full_dates(words)), None)


def full_dates(words: str) -> list[date]:
    """The full dates of a line in their order; what is no day of the calendar is left out."""
    found = sorted(
        ((match.start(), match) for pattern in _DATES for match in pattern.finditer(words)), key=lambda pair: pair[0]
    )
    return [day for _, match in found if (day := day_of(match)) is not None]


def day_of(match: re.Match[str], year: int | None = None) -> date | None:
    """The day that a pattern found, in the year given where it has none; None where the calendar has no such day."""
    parts = match.groupdict()
    name = parts.get("month")
    month = MONTHS.index(name[:3].lower()) + 1 if name else int(parts["number"])
    try:
        return date(year if year is not None else int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
