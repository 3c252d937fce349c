"""Whom a report credits, and whose reports it builds on: "(AP)", "AFP contributed", "told Radio Free Asia"."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import regex

#: Where a credit stands: the first words, with the dateline, and the last lines.
_HEAD, _FOOT = 200, 300
_TIMEOUT = 1.0
#: How a credit and a report that is built on are worded, around the name.
_CREDIT = (
    r"(?:\({0}\)|[/©]\s?{0}|,\s{0}[ \t]*(?:\n|$)|{0}[^.\n]{{0,40}}\bcontribut"
    r"|\b(?i:copyright|source|credit|with|by|from|via)\b[ :\d©,]{{0,12}}{0})"
)
_CITED = (
    r"(?:\b(?:told|according to|quoted by|cited by|interview(?:ed)? (?:with|by))\s(?:the\s)?{0}"
    r"|{0}\s(?:has\s)?(?:report|quot)(?:ed|s)\b)"
)


def credited(text: str) -> frozenset[str]:
    """The agencies that a report, with its byline and dateline, credits at its beginning and at its end."""
    return frozenset(name for end in (text[:_HEAD], text[-_FOOT:]) for name in _found(_CREDIT, end))


def cited(text: str) -> frozenset[str]:
    """The agencies and outlets on whose reports it says that it builds."""
    return frozenset(_found(_CITED, text))


def _found(around: str, text: str) -> Iterator[str]:
    patterns = _patterns(around)
    for name, spellings in _agencies().items():
        # most reports name none of them, which is quickly seen
        if any(each in text for each in spellings):
            try:
                if patterns[name].search(text, timeout=_TIMEOUT):
                    yield name
            except TimeoutError:
                continue


@cache
def _agencies() -> Mapping[str, list[str]]:
    listed = tomllib.loads((files("saksi.resolve") / "agencies.toml").read_text("utf-8"))
    return {name: agency["names"] for name, agency in listed.items()}


@cache
def _patterns(around: str) -> "Mapping[str, regex.Pattern[str]]":
    return {
        name: regex.compile(around.format("(?:" + "|".join(map(_written, spellings)) + ")"))
        for name, spellings in _agencies().items()
    }


def _written(name: str) -> str:
    # scripts without spaces have no edges of words
    is_spaced = regex.fullmatch(r"[\p{Latin}\p{Cyrillic} -]+", name) is not None
    return rf"\b{regex.escape(name)}\b" if is_spaced else regex.escape(name)
