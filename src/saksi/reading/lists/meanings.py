"""What the words of a list's cells mean: by the mapping, else by what lists mostly say; ages, sexes and days."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from importlib.resources import files

from .days import read_day
from .mapping import ListMapping, plain_words

_MEANINGS: Mapping[str, Mapping[str, str]] = {
    field: {plain_words(word): meaning for meaning, words in meanings.items() for word in words}
    for field, meanings in tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8")).items()
}
_YEARS = re.compile(r"(\d{1,3})(?:\s*(?:years?(?: old)?|yrs?|y\.?o?\.?|ans|ឆ្នាំ|ปี))?")
_OLDEST = 120


def known_meanings(field: str) -> Mapping[str, str]:
    """What the words of a field's cells mean in lists, where no mapping says otherwise."""
    return _MEANINGS.get(field, {})


def meaning_of(field: str, words: str, mapping: ListMapping) -> str:
    """What a cell's words mean by the mapping, else by what lists say, else the words themselves."""
    said = plain_words(words)
    own = mapping.words.get(field, {})
    return own[said] if said in own else _MEANINGS.get(field, {}).get(said, words)


def value_of(field: str, words: str, mapping: ListMapping) -> str:
    """The value of a trait that `words` mean; empty where they cannot be read as what they should be."""
    if field == "sex":
        return words if words in ("male", "female") else ""
    if field == "age":
        match = _YEARS.fullmatch(_western(words).strip().casefold())
        return str(int(match[1])) if match and int(match[1]) <= _OLDEST else ""
    if field == "born":
        day = read_day(words, mapping)
        return "" if day is None else day.edtf
    return words


def _western(words: str) -> str:
    return "".join(str(unicodedata.decimal(each)) if unicodedata.category(each) == "Nd" else each for each in words)
