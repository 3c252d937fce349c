"""A number of a spreadsheet as it is seen: a date by its format, leading zeros that its format keeps, else the number.

A spreadsheet keeps a day as a number of days, and only the format of the cell says that it is one. What the format
does not show is not told: a cell that shows "Mar-2020" becomes `2020-03`, whatever day lies under it.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

# ECMA-376, part 1, 18.8.30: the formats that a file names by number alone
_DAYS = frozenset({14, 15, 16, 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
_MONTHS = frozenset({17})
_PADDED = re.compile(r"0{2,}")
# words in quotes, escaped letters, colours and locales, and the room of a letter left free
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
# the one day on which the count of spreadsheets is wrong: 29 February 1900, which was not
_WRONG_LEAP = 60
_FIRST_1904 = date(1904, 1, 1)
_MOST_DAYS = 2_958_465
_MOST_DIGITS = 17


def number_words(stored: str, format_id: int, code: str, *, is_1904: bool) -> str:
    """The words of a cell that stores `stored` under a format, by its number and its own code."""
    try:
        number = Decimal(stored)
    except InvalidOperation:
        return stored
    if not number.is_finite():
        return stored
    shown = _parts(format_id, code)
    if shown and 0 <= number < _MOST_DAYS + 1:
        found = _day_words(number, shown, is_1904=is_1904)
        if found is not None:
            return found
    if abs(number.adjusted()) > _MOST_DIGITS:
        return stored
    # 17.0 and 1.7E1 are 17; 0.30000000000000004 is what a machine makes of 0.3
    rounded = number if number == number.to_integral_value() else Decimal(f"{float(number):.12g}")
    words = format(rounded.normalize(), "f")
    if _PADDED.fullmatch(code) and words.isdigit():
        return words.zfill(len(code))
    return words


def _parts(format_id: int, code: str) -> str:
    """Which parts of a date a format shows: "ymd", "ym", "y"; empty for one that shows no date."""
    if not code:
        return "ymd" if format_id in _DAYS else "ym" if format_id in _MONTHS else ""
    letters = _NOT_CODE.sub("", code.split(";", 1)[0]).lower()
    if "general" in letters or any(mark in letters for mark in "#0?@"):
        return ""
    has_year, has_day = re.search("[yeb]", letters) is not None, "d" in letters
    # m beside h or s is minutes
    has_month = re.search(r"m", re.sub(r"h+\W?m+|m+\W?s+", "", letters)) is not None
    if has_day and has_month:
        return "ymd"
    return ("ym" if has_month else "y") if has_year else ""


def _day_words(number: Decimal, shown: str, *, is_1904: bool) -> str | None:
    days = int(number)
    try:
        if is_1904:
            day = _FIRST_1904 + timedelta(days=days)
        elif days < 1 or days == _WRONG_LEAP:
            return None
        else:
            day = date(1899, 12, 31 if days < _WRONG_LEAP else 30) + timedelta(days=days)
    except OverflowError:
        return None
    if shown != "ymd":
        return day.isoformat()[: 4 if shown == "y" else 7]
    minutes = round((number - days) * 24 * 60)
    if not 0 < minutes < 24 * 60:
        return day.isoformat()
    return (datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)).isoformat()[:16]  # noqa: DTZ001
