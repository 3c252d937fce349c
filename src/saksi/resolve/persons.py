"""Which names mean one person, until somebody decides it.

Within a document the reader decides, by the ids it gave. Across documents equal names are one person where nothing
known about them disagrees; that is marked "by name only", because two people may share a name. Affiliations disagree
only where both name a body of their own and neither is an alias, acronym or short form of the other.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from saksi.model import Name, Party, Record

from .affiliations import agreeing, is_proper
from .bodies import body_map
from .spelling import normal_name

_MEMBERS = re.compile(r"\s*(?:,|;|\band\b|\balong with\b|\btogether with\b|&)\s*")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PersonKey:
    """One person as far as is known: `id` is stable for a set of statements, `name` is the fullest spelling.

    `namesakes`: so many others bear the very name, and something known tells them apart.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    by_name_only: bool = False
    namesakes: int = 0


#: Persons by (reading, the reader's id) and by (reading, name or alias).
PersonMap: TypeAlias = Mapping[tuple[str, str], PersonKey]
#: Persons by (reading, the reader's id).
PersonKeys: TypeAlias = Mapping[tuple[str, str], PersonKey]
_Who = TypeVar("_Who")
_Found: TypeAlias = tuple[str, Name]


def identify(record: Record) -> PersonMap:
    """Every reference to a person in the record, with the person that it means."""
    keys = person_keys(record)
    return {place: keys[place[0], name.id] for place, name in references(record.names).items()}


def references(names: Mapping[tuple[str, str], Name]) -> Mapping[tuple[str, str], Name]:
    """By (reading, the reader's id) and by (reading, name or alias) the name of a person that is meant.

    What a reference means depends on the names of its own reading alone; of two with one spelling the first is meant.
    """
    people = [(reading, name) for (reading, _), name in sorted(names.items(), key=_place) if name.kind == "person"]
    found = {(reading, name.id): name for reading, name in people}
    for reading, name in people:
        for spelling in (name.name, *name.aliases):
            found.setdefault((reading, normal_name(spelling)), name)
    return found


def person_keys(record: Record) -> PersonKeys:
    """The person that each name of a person in the record is."""
    bodies = body_map(record).across
    same_name: dict[str, list[tuple[str, Name]]] = defaultdict(list)
    for (reading, _), name in record.names.items():
        if name.kind == "person":
            same_name[normal_name(name.name)].append((reading, name))
    shas = {reading: document.sha256 for reading, document in record.documents.items()}
    return {place: key for namesakes in same_name.values() for place, key in keys_of(namesakes, bodies, shas).items()}


def keys_of(namesakes: Iterable[tuple[str, Name]], bodies: Mapping[str, str], shas: Mapping[str, str]) -> PersonKeys:
    """The persons that names mean which are equal once normalised: they depend on no other person's names.

    Each with its reading. `bodies` gives the one normal name of a body's normal names, `shas` the document of a
    reading.
    """
    found: dict[tuple[str, str], PersonKey] = {}
    apart = list(_split_namesakes(sorted(namesakes, key=_found_place), bodies))
    for people in apart:
        key = _key(people, bodies, shas, namesakes=len(apart) - 1)
        found.update({(reading, name.id): key for reading, name in people})
    return found


def _place(item: tuple[tuple[str, str], Name]) -> tuple[str, str]:
    return item[0]


def _found_place(found: _Found) -> tuple[str, str]:
    return found[0], found[1].id


def person_of(party: Party | None, reading: str, people: PersonMap) -> PersonKey | None:
    """The person that a party of a statement means, or None where it is a body or a group."""
    return None if party is None else _meant(party, reading, people)


def _meant(party: Party, reading: str, people: Mapping[tuple[str, str], _Who]) -> _Who | None:
    if party.ref is not None and (reading, party.ref) in people:
        return people[reading, party.ref]
    return people.get((reading, normal_name(party.name)))


def members_of(
    party: Party, reading: str, people: Mapping[tuple[str, str], _Who]
) -> tuple[tuple[_Who, ...], str | None]:
    """The known persons named in a party, and the words for the others ("A and two friends": A, "two friends").

    Only a member of the list counts: "supporters of A" does not make A one of them.
    """
    person = _meant(party, reading, people)
    if person is not None:
        return (person,), None
    parts = [part for part in _MEMBERS.split(party.name) if part]
    known = {part: people.get((reading, normal_name(part))) for part in parts}
    named = tuple(who for who in known.values() if who is not None)
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


def _key(people: list[_Found], bodies: Mapping[str, str], shas: Mapping[str, str], *, namesakes: int) -> PersonKey:
    names = sorted({name.name for _, name in people}, key=lambda spelling: (-len(spelling), spelling))
    aliases = {alias for _, name in people for alias in name.aliases} | set(names[1:])
    affiliations = sorted({name.affiliation for _, name in people if name.affiliation}, key=_fullest)
    roles = sorted({name.role for _, name in people if name.role}, key=lambda role: (-len(role), role))
    documents = {shas.get(reading, reading) for reading, _ in people}
    reading, first = min(people, key=lambda found: (shas.get(found[0], found[0]), found[1].id))
    mark = next((bodies.get(normal_name(each), normal_name(each)) for each in affiliations if is_proper(each)), "")
    # two ids of one reading that share all else stay apart by the id itself
    alone = f"#{shas.get(reading, reading)[:12]}:{first.id}" if len(people) == 1 and not mark else ""
    return PersonKey(
        id=f"{normal_name(first.name)}|{mark}{alone}",
        name=names[0],
        aliases=tuple(sorted(aliases - {names[0]})),
        role=roles[0] if roles else None,
        affiliation=affiliations[0] if affiliations else None,
        by_name_only=len(documents) > 1,
        namesakes=namesakes,
    )


def _fullest(affiliation: str) -> tuple[bool, int, str]:
    return not is_proper(affiliation), -len(affiliation), affiliation
