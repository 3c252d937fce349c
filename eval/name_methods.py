"""The ways of comparing two names that are measured: Saksi's, and the best of the others where they are installed."""

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TypeAlias

from saksi.resolve.language import languages
from saksi.resolve.likeness import score
from saksi.resolve.tongues import highest
from saksi.resolve.written import Of

#: From 0 or below, nothing in common, to 1.
Method: TypeAlias = Callable[[str, str], float]

SAKSI = "Saksi"


def methods(language: str, of: Of = "person", *, slow: bool = True) -> Iterator[tuple[str, Method]]:
    """Each method with its name; the others are given names in small letters without accents, as they ask for."""
    own = languages()[language]
    yield SAKSI, lambda one, other: score(one, other, own, of)
    yield "Saksi, language not given", lambda one, other: highest(one, other, of)
    yield "Levenshtein", _plainly(levenshtein)
    if find_spec("rapidfuzz") is not None:
        fuzz, distance = import_module("rapidfuzz.fuzz"), import_module("rapidfuzz.distance")
        yield "Jaro-Winkler", _plainly(distance.JaroWinkler.similarity)
        yield "WRatio", _plainly(lambda one, other: fuzz.WRatio(one, other) / 100)
        yield "token_sort", _plainly(lambda one, other: fuzz.token_sort_ratio(one, other) / 100)
    if slow and find_spec("nomenklatura") is not None:
        yield "logic-v2", _logic_v2()


def romaniser() -> Callable[[str], str] | None:
    """The best transliteration library measured, where it is installed."""
    return import_module("anyascii").anyascii if find_spec("anyascii") is not None else None


def levenshtein(one: str, other: str) -> float:
    """1 less the number of single-letter edits, divided by the longer length."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        diagonal, row[0] = row[0], i
        for j, facing in enumerate(other, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != facing))
    return 1 - row[-1] / max(len(one), len(other), 1)


def _plainly(method: Method) -> Method:
    return lambda one, other: method(_plain(one), _plain(other))


@cache
def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _logic_v2() -> Method:
    matching = import_module("nomenklatura.matching.logic_v2.model").LogicV2
    config = import_module("nomenklatura.matching.types").ScoringConfig.defaults()
    model = import_module("followthemoney").model

    @cache
    def entity(name: str) -> object:
        made = model.make_entity("Person")
        made.id = name
        made.add("name", name)
        return made

    return lambda one, other: float(matching.compare(entity(one), entity(other), config).score)
