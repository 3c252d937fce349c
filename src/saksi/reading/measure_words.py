"""The words of figures, from `lexicon/measures.toml`, as patterns and look-ups."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from .date_words import any_of

_LEXICON = tomllib.loads(files(__package__).joinpath("lexicon", "measures.toml").read_text(encoding="utf-8"))
_COMPARED = _LEXICON["compared"]
_PEOPLE = _LEXICON["people"]
_TIME = _LEXICON["time"]

#: Words of a unit, in lower case, to the unit.
UNIT_OF: Mapping[str, str] = {
    form.lower(): unit for table in ("currencies", "units") for unit, row in _LEXICON[table].items() for form in row
}
SIGNS: Mapping[str, str] = _LEXICON["signs"]
CURRENCIES: frozenset[str] = frozenset(_LEXICON["currencies"]) | frozenset(SIGNS.values())
#: The currency of a country whose money is called pound.
POUNDS: Mapping[str, str] = _LEXICON["pounds"]
DECADES: Mapping[str, int] = dict.fromkeys(_LEXICON["decades"]["words"], _LEXICON["decades"]["factor"])
DECADE_UNIT: str = _LEXICON["decades"]["unit"]
TIME_UNITS: frozenset[str] = frozenset(_TIME["units"])
SHRINKING: frozenset[str] = frozenset(_LEXICON["decline"]["units"]) | CURRENCIES
NOT_COUNTED: frozenset[str] = frozenset(_LEXICON["things"]["not"])
STOPS: frozenset[str] = frozenset(_LEXICON["stops"]["words"])
OPENING: frozenset[str] = frozenset(_LEXICON["no_figure"]["opening"])

SIGN = rf"(?:(?:U\.S\.\s?|US\s?|A|NZ|HK)?[{re.escape(''.join(SIGNS))}]|(?:{'|'.join(sorted(CURRENCIES))})\s)\s?"
UNIT = rf"(?:{any_of([*UNIT_OF, *DECADES])})(?!\w)"
BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<least>{any_of(_COMPARED['least'])})|(?P<most>{any_of(_COMPARED['most'])})"
    rf"|(?P<about>{any_of(_COMPARED['about'])}))\s+$",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf"(?:\s+(?:(?P<least>{any_of(_COMPARED['least_after'])})|(?P<most>{any_of(_COMPARED['most_after'])})"
    rf"|(?P<about>{any_of(_COMPARED['about_after'])})))(?!\w)",
    re.IGNORECASE,
)
NO_FIGURE_BEFORE = re.compile(rf"(?<!\w){any_of(_LEXICON['no_figure']['before'])}\s*$", re.IGNORECASE)
NO_TIME_AFTER = re.compile(rf"\s+{any_of(_TIME['no_figure_after'])}\b", re.IGNORECASE)
_FALL = "|".join(_LEXICON["decline"]["before"])
FALLING = re.compile(
    rf"\b(?:{_FALL})(?:\s+(?!to\b|from\b|that\b)\w+){{0,8}}?\s+(?:by|of|at)\s+$|\b(?:{_FALL})\s+$", re.IGNORECASE
)
FALLEN = re.compile(rf"[\s-]+{any_of(_LEXICON['decline']['after'])}\b", re.IGNORECASE)
_DEPENDS = _LEXICON["condition"]
CONDITION = re.compile(
    rf"(?<!\w)(?:{any_of(_DEPENDS['clauses'])}\s[^,.;:“”\"()]+"
    rf"|{any_of(_DEPENDS['phrases'])}\s(?:(?:an?|the)\s)?[\w’-]+(?:\sof\s(?:the\s)?[\w’-]+)?)",
    re.IGNORECASE,
)
BEHIND = re.compile(rf"(?<!\w)(?:{'|'.join(_LEXICON['behind']['words'])})\s+(?!to\b|by\b)", re.IGNORECASE)
COMPARED = re.compile(rf"(?<!\w){any_of(_LEXICON['condition']['compared'])}\s+$", re.IGNORECASE)

_NOUNS = frozenset(_PEOPLE["nouns"])
_THINGS = tuple(_LEXICON["things"]["nouns"])
_NOT_PEOPLE = frozenset(_PEOPLE["not"]) - _NOUNS
_ENDINGS = tuple(_PEOPLE["endings"])


def is_people(noun: str) -> bool:
    """Whether a noun counts people."""
    word = noun.lower()
    return word in _NOUNS or (word.endswith(_ENDINGS) and word not in _NOT_PEOPLE)


def starts_compound(words: str) -> bool:
    """Whether words begin with a noun of two words, like "polling stations"."""
    return words.lower().startswith(_THINGS)


def is_counted(noun: str) -> bool:
    """Whether a word looks like a noun that is counted: people, or a plural."""
    word = noun.lower()
    if word in NOT_COUNTED:
        return False
    return (
        is_people(word) or word in _THINGS or (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s")))
    )
