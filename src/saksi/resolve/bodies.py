"""Which names mean one body: acronyms and short forms agree where the names on record say so."""

from collections.abc import Mapping
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
    across: dict[str, str] = {}
    # the longest name first, so that short forms point to it whatever the order of the record
    for (reading, ref), body in sorted(record.names.items(), key=lambda item: (-len(item[1].name), item[0])):
        if body.kind not in ("body", "place"):
            continue
        full = normal_name(body.name)
        within[reading, ref] = full
        for spelling in (body.name, *body.aliases):
            within.setdefault((reading, normal_name(spelling)), full)
        if body.kind == "body":
            _enter(across, body, full)
    return BodyMap(within=within, across=across)


def _enter(across: dict[str, str], body: Name, full: str) -> None:
    home = across.get(full, full)
    across.setdefault(full, home)
    for alias in body.aliases:
        if alias.isupper() or " " in alias.strip():
            across.setdefault(normal_name(alias), home)
