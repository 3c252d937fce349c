"""The words of time, from `lexicon/dates.toml`, as patterns and look-ups."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day with a name: a day of a month, or the nth weekday of it."""

    month: int
    day: int | None = None
    weekday: str | None = None
    nth: int = 1


_LEXICON = tomllib.loads(files(__package__).joinpath("lexicon", "dates.toml").read_text(encoding="utf-8"))


def _numbered(table: Mapping[str, list[str]]) -> dict[str, int]:
    rows = enumerate(table.items(), start=1)
    return {form.lower(): number for number, (name, short) in rows for form in (name, *short)}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these, the longest first; straight and curly apostrophes are one."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace("’", "[’']").replace(r"\ ", r"\s+") for word in ordered) + ")"


#: Month and weekday by any of their forms, in lower case: 1 to 12, 1 (Monday) to 7.
MONTHS: Mapping[str, int] = _numbered(_LEXICON["months"])
WEEKDAYS: Mapping[str, int] = _numbered(_LEXICON["weekdays"])

#: A month that stands for itself, and one that may be shortened.
FULL_MONTH = any_of(_LEXICON["months"])
MONTH = rf"(?:{any_of(form for row in _LEXICON['months'].values() for form in row)}\b\.?|{FULL_MONTH}\b)"
WEEKDAY = any_of(_LEXICON["weekdays"])
ANY_WEEKDAY = rf"(?:{WEEKDAY}\b|{any_of(form for row in _LEXICON['weekdays'].values() for form in row)}\b\.?)"

#: Days with a name, as written in the lexicon with straight apostrophes.
HOLIDAYS: Mapping[str, Holiday] = {
    name.lower().replace("’", "'"): Holiday(**row) for name, row in _LEXICON["holidays"].items()
}
HOLIDAY = any_of(_LEXICON["holidays"])

NO_YEAR_BEFORE = re.compile(rf"(?:(?<!\w){any_of(_LEXICON['no_year']['before'])}|[#$€£])\s*$", re.IGNORECASE)
#: What makes the number before it a count, as a lookahead.
NO_COUNT_AFTER = rf"(?!\s*%|[\s-]+{any_of(_LEXICON['no_year']['after'])}\b)"
NO_DATE_AFTER = re.compile(rf"\s+{any_of(_LEXICON['no_date']['after'])}\b")

PRESENT = re.compile(rf"(?<!\w){any_of(_LEXICON['present']['words'])}(?!\w)", re.IGNORECASE)

_TENSE = _LEXICON["tense"]
TENSE = re.compile(
    rf"(?<!\w)(?:(?P<idle>{'|'.join(_TENSE['idle'])})|(?P<future>{'|'.join(_TENSE['future'])})"
    rf"|(?P<past>{'|'.join(_TENSE['past'])}))(?!\w)".replace("’", "[’']"),
)
NEXT_TO_FUTURE = re.compile(rf"(?<!\w){any_of(_TENSE['next_to_future'])}\s*$", re.IGNORECASE)
CLAUSE = re.compile(rf"[;:—,]|(?<!\w){any_of(_TENSE['clause'])}(?!\w)", re.IGNORECASE)
TELLING = re.compile(rf"(?<!\w){any_of(_LEXICON['telling']['verbs'])}(?:\s+\w+){{0,4}}?\s+$")

_DOUBTFUL = _LEXICON["doubtful"]
DOUBTFUL_MONTH = re.compile(any_of(_DOUBTFUL["months"]))
BEFORE_MONTH = re.compile(rf"(?<!\w){any_of(_DOUBTFUL['before'])}[\s-]+$", re.IGNORECASE)
ARTICLE_BEFORE = re.compile(rf"(?:(?<!\w)|(?=[’'])){any_of(_DOUBTFUL['articles'])}\s+$", re.IGNORECASE)


def month_number(word: str) -> int:
    """12 for "Dec." and "December"."""
    return MONTHS[word.lower().rstrip(".")]


def weekday_number(word: str) -> int:
    """1 for "Monday", 7 for "Sun."."""
    return WEEKDAYS[word.lower().rstrip(".")]
