"""Which names mean one person, until somebody decides it.

Within a document the reader decides, by the ids it gave. Across documents equal names are one person where nothing
known about them disagrees; that is marked "by name only", because two people may share a name. Affiliations disagree
only where both name a body of their own and neither is an alias, acronym or short form of the other.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from saksi.model import Name, Party, Record

from .affiliations import agreeing, is_proper
from .bodies import body_map
from .spelling import normal_name

_MEMBERS = re.compile(r"\s*(?:,|;|\band\b|\balong with\b|\btogether with\b|&)\s*")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PersonKey:
    """One person as far as is known: `id` is stable for a set of statements, `name` is the fullest spelling."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    by_name_only: bool = False


#: Persons by (reading, the reader's id) and by (reading, name or alias).
PersonMap: TypeAlias = Mapping[tuple[str, str], PersonKey]
_Found: TypeAlias = tuple[str, Name]


def identify(record: Record) -> PersonMap:
    """Every reference to a person in the record, with the person that it means."""
    bodies = body_map(record).across
    same_name: dict[str, list[_Found]] = defaultdict(list)
    for (reading, _), name in sorted(record.names.items(), key=lambda item: item[0]):
        if name.kind == "person":
            same_name[normal_name(name.name)].append((reading, name))
    found: dict[tuple[str, str], PersonKey] = {}
    for normal, namesakes in same_name.items():
        for people in _split_namesakes(namesakes, bodies):
            _enter(found, people, _key(normal, people, bodies, record))
    return found


def person_of(party: Party | None, reading: str, people: PersonMap) -> PersonKey | None:
    """The person that a party of a statement means, or None where it is a body or a group."""
    if party is None:
        return None
    if party.ref is not None and (reading, party.ref) in people:
        return people[reading, party.ref]
    return people.get((reading, normal_name(party.name)))


def members_of(party: Party, reading: str, people: PersonMap) -> tuple[tuple[PersonKey, ...], str | None]:
    """The known persons named in a party, and the words for the others ("A and two friends": A, "two friends").

    Only a member of the list counts: "supporters of A" does not make A one of them.
    """
    person = person_of(party, reading, people)
    if person is not None:
        return (person,), None
    parts = [part for part in _MEMBERS.split(party.name) if part]
    known = {part: people.get((reading, normal_name(part))) for part in parts}
    named = tuple(key for key in known.values() if key is not None)
    if not named:
        return (), party.name
    return named, " and ".join(part for part in parts if known[part] is None) or None


def _split_namesakes(namesakes: list[_Found], bodies: Mapping[str, str]) -> Iterable[list[_Found]]:
    """Namesakes apart: by affiliation where several clearly differ, and never joined over two ids of one reading."""
    known = agreeing(
        (name.affiliation for _, name in namesakes if name.affiliation and is_proper(name.affiliation)), bodies
    )
    groups: dict[frozenset[str], list[_Found]] = defaultdict(list)
    unknown = known[0] if len(known) == 1 else frozenset[str]()
    for reading, name in namesakes:
        groups[next((each for each in known if name.affiliation in each), unknown)].append((reading, name))
    for people in groups.values():
        readings = [reading for reading, _ in people]
        if len(set(readings)) == len(readings):
            yield people
        else:
            yield from ([one] for one in people)


def _key(normal: str, people: list[_Found], bodies: Mapping[str, str], record: Record) -> PersonKey:
    names = sorted({name.name for _, name in people}, key=lambda spelling: (-len(spelling), spelling))
    aliases = {alias for _, name in people for alias in name.aliases} | set(names[1:])
    documents = {_document(reading, record) for reading, _ in people}
    affiliations = sorted({name.affiliation for _, name in people if name.affiliation}, key=_fullest)
    roles = sorted({name.role for _, name in people if name.role}, key=lambda role: (-len(role), role))
    reading, first = min(people, key=lambda found: (_document(found[0], record), found[1].id))
    mark = next((bodies.get(normal_name(each), normal_name(each)) for each in affiliations if is_proper(each)), "")
    # two ids of one reading that share all else stay apart by the id itself
    alone = f"#{_document(reading, record)[:12]}:{first.id}" if len(people) == 1 and not mark else ""
    return PersonKey(
        id=f"{normal}|{mark}{alone}",
        name=names[0],
        aliases=tuple(sorted(aliases - {names[0]})),
        role=roles[0] if roles else None,
        affiliation=affiliations[0] if affiliations else None,
        by_name_only=len(documents) > 1,
    )


def _enter(found: dict[tuple[str, str], PersonKey], people: list[_Found], key: PersonKey) -> None:
    for reading, name in people:
        found[reading, name.id] = key
        for spelling in (name.name, *name.aliases):
            found.setdefault((reading, normal_name(spelling)), key)


def _document(reading: str, record: Record) -> str:
    document = record.documents.get(reading)
    return reading if document is None else document.sha256


def _fullest(affiliation: str) -> tuple[bool, int, str]:
    return not is_proper(affiliation), -len(affiliation), affiliation
