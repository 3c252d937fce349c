"""Places by name, in any of their spellings: a gazetteer of the project's own, or one that a user names.

A gazetteer is CSV with the columns id, name, original (its own script), kind, country, latitude, longitude (degrees,
WGS 84), others (further spellings, separated by semicolons). Only id and name must be filled. In the project's own,
ids, names and Khmer spellings of Cambodia follow the official codes of its National Committee for Sub-national
Democratic Development (a code begins with the code of the province); coordinates are rounded to a tenth of a degree,
about eleven kilometres: enough to tell places apart, never to find a house.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from saksi.model import BadInputError

from .likeness import Likeness, compare
from .name_index import NameIndex
from .spelling import normal_name
from .tongues import closest, language_in

_COLUMNS = ("id", "name", "original", "kind", "country", "latitude", "longitude", "others")
_MUST = ("id", "name")
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,12})?")
#: Less alike than this is another place: names of places share most of their words.
_LEAST = 0.8
#: So many are given at most.
_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A place of a gazetteer. Degrees are None where it gives none."""

    id: str
    name: str
    original: str = ""
    kind: str = ""
    country: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    others: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every name of it."""
        return tuple(dict.fromkeys(each for each in (self.name, self.original, *self.others) if each))


class Gazetteer:
    """Places that can be found by name."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._exact: dict[str, list[Place]] = defaultdict(list)
        self._spelled: dict[str, list[Place]] = defaultdict(list)
        for place in sorted(places):
            for spelling in place.spellings:
                self._spelled[spelling].append(place)
            for normal in {normal_name(spelling) for spelling in place.spellings}:
                self._exact[normal].append(place)
        self._index = NameIndex(self._spelled, of="place")

    def named(self, name: str) -> tuple[Place, ...]:
        """The places of exactly this name, but for case, accents and spacing; a province and its town share one."""
        return tuple(self._exact.get(normal_name(name), ()))

    def find(self, name: str) -> tuple[tuple[Place, Likeness], ...]:
        """The places of exactly this name, else those that sound like it, the likest first."""
        exact = self.named(name)
        if exact:
            return tuple((place, Likeness(score=1.0, language="", reasons=("same spelling",))) for place in exact)
        found: dict[Place, Likeness] = {}
        for spelling in self._index.reached(name):
            for place in self._spelled[spelling]:
                likeness = _likeness(name, spelling, place)
                if likeness.score >= max(_LEAST, found[place].score if place in found else 0.0):
                    found[place] = likeness
        return tuple(sorted(found.items(), key=lambda each: (-each[1].score, each[0].id))[:_MOST])

    def compare(self, one: str, other: str) -> Likeness:
        """The likeness of two names of places: two names of two known places are different, however near they sound."""
        mine, theirs = self.named(one), self.named(other)
        if not mine or not theirs:
            return closest(one, other, "place")
        common = [place for place in mine if place in theirs]
        if common:
            return Likeness(score=1.0, language="", reasons=(f"both are {common[0].name} ({common[0].id})",))
        return Likeness(score=0.0, language="", reasons=(f"two places: {mine[0].id} and {theirs[0].id}",))


def _likeness(name: str, spelling: str, place: Place) -> Likeness:
    """As names of the language of the place's country, where it is known: guessing it finds less and errs more."""
    language = language_in(place.country) if name.isascii() else None
    return closest(name, spelling, "place") if language is None else compare(name, spelling, language, "place")


@cache
def own_gazetteer() -> Gazetteer:
    """The project's own: provinces and main districts of Cambodia, capitals and border towns of the region."""
    text = files(__package__).joinpath("gazetteer.csv").read_text(encoding="utf-8")
    return Gazetteer(read_gazetteer(text, "gazetteer.csv"))


def read_gazetteer(text: str, called: str) -> tuple[Place, ...]:
    """The places of a gazetteer in CSV; `called` names it in the one line that says what is wrong with it."""
    rows = csv.DictReader(text.splitlines())
    missing = [column for column in _MUST if column not in (rows.fieldnames or ())]
    if missing:
        raise BadInputError(f"{called} has no column {missing[0]}: its first line must name {', '.join(_COLUMNS)}")
    try:
        return tuple(_places(rows, called))
    except csv.Error as error:
        raise BadInputError(f"{called}, line {rows.line_num}: {error}; write it anew as CSV") from error


def _places(rows: "csv.DictReader[str]", called: str) -> Iterator[Place]:
    for row in rows:
        given = {column: (row.get(column) or "").strip() for column in _COLUMNS}
        where = f"{called}, line {rows.line_num}"
        empty = [column for column in _MUST if not given[column]]
        if empty:
            raise BadInputError(f"{where}: no {empty[0]}; fill it or take the line out")
        yield Place(
            id=given["id"],
            name=given["name"],
            original=given["original"],
            kind=given["kind"],
            country=given["country"],
            latitude=_degrees(given["latitude"], 90, f"{where}, latitude"),
            longitude=_degrees(given["longitude"], 180, f"{where}, longitude"),
            others=tuple(each.strip() for each in given["others"].split(";") if each.strip()),
        )


def _degrees(written: str, most: int, where: str) -> Decimal | None:
    if not written:
        return None
    degrees = Decimal(written) if _NUMBER.fullmatch(written) else None
    if degrees is None or abs(degrees) > most:
        raise BadInputError(f"{where}: {written!r} is no number of degrees from -{most} to {most}")
    return degrees
