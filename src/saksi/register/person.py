"""One page on one person: the tracks, all that was told in order of time, and who disputes it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from saksi.model import Json, Record, When
from saksi.resolve import (
    Basis,
    PersonKey,
    Source,
    Telling,
    alike,
    identify,
    normal_name,
    person_of,
    plain,
    rest_on,
    source_of,
    sources_of,
    statements_of,
    tell,
)

from .contradictions import ContradictionRow, contradictions
from .custody import person_row
from .rows import NOTHING, PersonRow

#: A page is shown for another spelling only from here; what is less alike is listed, and a person chooses.
_SURE_PERCENT = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One event that touches the person, as one source tells it. `by` stands where there is no date."""

    kind: str
    source: Source
    when: When | None = None
    by: date | None = None
    certainty: str = "fact"
    stance: str = "asserts"
    agent: str | None = None
    place: str | None = None
    charge: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """All that the record holds on one person on a day. `unknown` says of which track nothing later is known.

    `asked` is the name that was asked for where the record spells it otherwise, and `why` the reasons to take it so.
    """

    on: date
    row: PersonRow
    events: tuple[EventLine, ...] = ()
    said: tuple[Source, ...] = ()
    contradictions: tuple[ContradictionRow, ...] = ()
    unknown: tuple[str, ...] = ()
    basis: Basis = NOTHING
    asked: str | None = None
    why: tuple[str, ...] = ()


def person_page(record: Record, name: str, on: date) -> PersonPage | None:
    """The page of the one person whom the name fits, or None where it fits nobody, or several.

    A name that nobody bears may be another spelling of one that somebody does (`saksi.resolve.alike`).
    """
    fitting = candidates(record, name)
    if fitting:
        return _page(record, fitting[0], on) if len(fitting) == 1 else None
    near = [each for each in alike(record, name) if each.score_percent >= _SURE_PERCENT]
    if len(near) != 1:
        return None
    return replace(_page(record, near[0].person, on), asked=name, why=(f"found as {near[0].name}", *near[0].reasons))


def candidates(record: Record, name: str) -> tuple[PersonKey, ...]:
    """The persons whom a name fits: those whose name or id it is, else whose alias, else whose name holds its words."""
    wanted = normal_name(name)
    people = sorted(set(identify(record).values()))
    own = [each for each in people if wanted == normal_name(each.name) or each.id == name]
    alias = [each for each in people if wanted in _spellings(each)]
    parts = set(wanted.split())
    loose = [each for each in people if parts and any(parts <= set(spelling.split()) for spelling in _spellings(each))]
    return tuple(own or alias or loose)


def encode_person(page: PersonPage) -> Json:
    """The page as JSON."""
    return plain(page)


def _spellings(person: PersonKey) -> set[str]:
    return {normal_name(spelling) for spelling in (person.name, *person.aliases)}


def _page(record: Record, person: PersonKey, on: date) -> PersonPage:
    touched = [each for each in tell(record) if person in each.persons]
    row = person_row(person, touched, on, record)
    people = identify(record)
    said = [each for each in statements_of(record) if person_of(each.statement.said_by, each.reading, people) == person]
    ids = {each.recorded.id for each in touched} | {each.id for each in said}
    pairs = [each for each in contradictions(record) if each.left.statement in ids or each.right.statement in ids]
    ordered = sorted(touched, key=lambda each: (each.earliest or each.latest, each.latest, each.recorded.id))
    return PersonPage(
        on=on,
        row=row,
        events=tuple(_line(each, record) for each in ordered),
        said=sources_of(said, record),
        contradictions=tuple(pairs),
        unknown=tuple(_unknown(row)),
        basis=rest_on([*(each.recorded for each in touched), *said]),
    )


def _line(each: Telling, record: Record) -> EventLine:
    statement = each.recorded.statement
    return EventLine(
        kind=each.event.kind,
        source=source_of(each.recorded, record),
        when=each.event.date,
        by=None if each.event.date is not None else each.latest,
        certainty=statement.certainty,
        stance=statement.stance,
        agent=None if each.event.agent is None else each.event.agent.name,
        place=each.event.place or each.event.destination,
        charge=each.event.charge,
        reason=each.event.reason,
    )


def _unknown(row: PersonRow) -> Iterable[str]:
    if row.liberty.unknown_since is not None:
        yield f"liberty: unknown since {row.liberty.unknown_since}, last known {row.liberty.last_known}"
    for name in ("order", "liberty", "proceedings"):
        if not getattr(row, name).basis.statements:
            yield f"{name}: nobody said anything"
