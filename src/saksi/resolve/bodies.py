"""Which names mean one body: acronyms and short forms agree where the names on record say so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from saksi.model import Name, Party, Record

from .spelling import normal_name

_Local: TypeAlias = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMap:
    """Every name of a body to its one normal name: first within its reading, then over all of them."""

    within: _Local
    across: Mapping[str, str]

    def name_of(self, party: Party | None, reading: str) -> str:
        """The normal name of the body that a party means; its own words where no name is known of it."""
        if party is None:
            return ""
        normal = normal_name(party.name)
        full = self.within.get((reading, party.ref or "")) or self.within.get((reading, normal)) or normal
        return self.across.get(full, full)


def body_map(record: Record) -> BodyMap:
    """The bodies of a record. Only an acronym or a name of several words is trusted outside its own document."""
    within: dict[tuple[str, str], str] = {}
    # the longest name first, so that short forms point to it whatever the order of the record
    for (reading, ref), body in sorted(record.names.items(), key=lambda item: (-len(item[1].name), item[0])):
        if body.kind not in ("body", "place"):
            continue
        full = normal_name(body.name)
        within[reading, ref] = full
        for spelling in (body.name, *body.aliases):
            within.setdefault((reading, normal_name(spelling)), full)
    return BodyMap(within=within, across=homes(spellings(record.names.values())))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Spelling:
    """A way to write a body's name that is trusted outside its document: `full` is its normal name.

    In this order, the longest name first, the first of several that share a `key` says which body the key means.
    """

    before: int
    full: str
    key: str


def spellings(names: Iterable[Name]) -> set[Spelling]:
    """The spellings of the bodies among these names: the names themselves, acronyms, aliases of several words."""
    found = set()
    for body in names:
        if body.kind == "body":
            trusted = (alias for alias in body.aliases if alias.isupper() or " " in alias.strip())
            full, before = normal_name(body.name), -len(body.name)
            found |= {Spelling(before=before, full=full, key=normal_name(each)) for each in (body.name, *trusted)}
    return found


def homes(known: Iterable[Spelling]) -> dict[str, str]:
    """The one normal name of each key: its own where its first spelling is a name, else that of the body's name."""
    first: dict[str, str] = {}
    for each in sorted(known):
        first.setdefault(each.key, each.full)
    return {key: _home(key, first) for key in first}


def _home(key: str, first: Mapping[str, str]) -> str:
    # ends: each step leads to a name that is known from a longer one, or from the same
    passed = {key}
    while (full := first[key]) not in passed:
        passed.add(full)
        key = full
    return full
