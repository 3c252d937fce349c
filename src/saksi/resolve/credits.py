"""Whom a report credits, and whose reports it builds on: "(AP)", "AFP contributed", "told Radio Free Asia"."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import regex

#: Where a credit stands: the first words, with the dateline, and the last lines.
_HEAD, _FOOT = 200, 300
_TIMEOUT = 1.0
#: How a credit and a report that is built on are worded, around the name.
_CREDIT = (
    r"(?:\({0}\)|[/©]\s?{0}|{0}[^.\n]{{0,40}}\bcontribut"
    r"|\b(?i:copyright|source|credit|with|by|from|via)\b[ :\d©,]{{0,12}}{0})"
)
_CITED = (
    r"(?:\b(?:told|according to|quoted by|cited by|interview(?:ed)? (?:with|by))\s(?:the\s)?{0}"
    r"|{0}\s(?:has\s)?(?:report|quot)(?:ed|s)\b)"
)


def credited(text: str, lines: Iterable[str] = ()) -> frozenset[str]:
    """The agencies that a report credits: in `lines`, its byline and dateline, at its beginning and at its end."""
    named = {name for line in lines for name, pattern in _patterns("{0}").items() if _has(pattern, line)}
    ends = (text[:_HEAD], text[-_FOOT:])
    return frozenset(
        named | {name for name, found in _patterns(_CREDIT).items() if any(_has(found, end) for end in ends)}
    )


def cited(text: str) -> frozenset[str]:
    """The agencies and outlets on whose reports it says that it builds."""
    return frozenset(name for name, pattern in _patterns(_CITED).items() if _has(pattern, text))


def _has(pattern: "regex.Pattern[str]", text: str) -> bool:
    try:
        return pattern.search(text, timeout=_TIMEOUT) is not None
    except TimeoutError:
        return False


@cache
def _patterns(around: str) -> "Mapping[str, regex.Pattern[str]]":
    agencies = tomllib.loads((files("saksi.resolve") / "agencies.toml").read_text("utf-8"))
    return {
        name: regex.compile(around.format("(?:" + "|".join(_written(each) for each in agency["names"]) + ")"))
        for name, agency in agencies.items()
    }


def _written(name: str) -> str:
    # scripts without spaces have no edges of words
    is_spaced = regex.fullmatch(r"[\p{Latin}\p{Cyrillic} -]+", name) is not None
    return rf"\b{regex.escape(name)}\b" if is_spaced else regex.escape(name)
