"""The days of a list, in the form that its mapping names. What could be read in two ways is not read."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from saksi.model import BadValueError, When

from .mapping import ListMapping, Order

_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        tomllib.loads(files(__package__).joinpath("months.toml").read_text(encoding="utf-8"))["months"], start=1
    )
    for name in names
}
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?)?)?")
_NUMBERS = re.compile(r"(\d{1,4})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,4})")
_MONTH_OF = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})\s*(?:st|nd|rd|th|er)?[\s.,\-/]+)?([^\d\s,/\-]+?)\.?[\s.,\-/]+(\d{2,4})")
_NAMED_FIRST = re.compile(r"([^\d\s,/\-.]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
# what Khmer and Thai write before day, month and year
_LABELS = re.compile(r"ថ្ងៃទី|ថ្ងៃ|ខែ|ឆ្នាំ|វันที่|วันที่|เดือน|พ\.ศ\.?|ค\.ศ\.?|ព\.ស\.?|គ\.ស\.?")
_BUDDHIST = 543
_FIRST_BUDDHIST = 2_400
_MOST_MONTH = 12


@cache
def day_of(words: str, mapping_dates: Order | None, *, is_buddhist: bool, century: int | None) -> When | None:
    """The day, month or year that a cell names; None where it names none, or could mean two."""
    text = " ".join(_LABELS.sub(" ", _western(words)).split()).strip(" .,")
    parts = _parts(text, mapping_dates)
    if parts is None:
        return None
    year, month, day = parts
    full = _year(year, is_buddhist=is_buddhist, century=century)
    if full is None:
        return None
    try:
        return When("-".join((f"{full:04}", *(f"{each:02}" for each in (month, day) if each))))
    except BadValueError:
        return None


def read_day(words: str, mapping: ListMapping) -> When | None:
    """The day that a cell names, as the mapping says that days are written."""
    return day_of(words, mapping.dates, is_buddhist=mapping.is_buddhist, century=mapping.century)


def _western(words: str) -> str:
    """Digits of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(each)) if unicodedata.category(each) == "Nd" else each for each in words)


def _parts(text: str, order: Order | None) -> tuple[str, int, int] | None:
    """Year as written, month, day; 0 for what is not told."""
    if match := _ISO.fullmatch(text):
        return match[1], int(match[2] or 0), int(match[3] or 0)
    if match := _MONTH_OF.fullmatch(text):
        return match[2], int(match[1]), 0
    if match := _NUMBERS.fullmatch(text):
        return _ordered(match[1], match[2], match[3], order)
    if match := _NAMED.fullmatch(text):
        month = _MONTHS.get(match[2].casefold())
        return None if month is None else (match[3], month, int(match[1] or 0))
    if match := _NAMED_FIRST.fullmatch(text):
        month = _MONTHS.get(match[1].casefold())
        return None if month is None else (match[3], month, int(match[2]))
    return None


def _ordered(first: str, second: str, third: str, order: Order | None) -> tuple[str, int, int] | None:
    if len(first) == len("2026") or order == "year first":
        return first, int(second), int(third)
    one, two = int(first), int(second)
    if order == "day first":
        return third, two, one
    if order == "month first":
        return third, one, two
    # said by nobody: only where one of the two can be no month, or both are the same
    if one > _MOST_MONTH >= two:
        return third, two, one
    if two > _MOST_MONTH >= one or one == two:
        return third, one, two
    return None


def _year(written: str, *, is_buddhist: bool, century: int | None) -> int | None:
    year = int(written)
    if len(written) <= len("26"):
        if century is None:
            return None
        year += century
    if year >= _FIRST_BUDDHIST:
        return year - _BUDDHIST if is_buddhist else None
    return year
