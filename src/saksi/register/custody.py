"""The custody register: every named person on a day, on three tracks, and the counted beside them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from saksi.model import Record
from saksi.resolve import PersonKey, Telling, rest_on, sources_of, tell

from .groups import group_rows, uncounted
from .oddities import oddities
from .rows import UNKNOWN, GroupRow, PersonRow, Register, Tally, Track
from .rules import STATES
from .tracks import announced, has_effect, is_past, track

_TRACKS = ("order", "liberty", "proceedings")


def custody(record: Record, on: date) -> Register:
    """Who is held, restricted, abroad or let out on that day, by the statements of this record."""
    tellings = tell(record)
    people = person_rows(tellings, on, record)
    groups = group_rows(tellings, on, record)
    counts = _tally(people, groups)
    return Register(on=on, people=people, groups=groups, counts=counts, uncounted=uncounted(tellings, on))


def person_rows(tellings: Iterable[Telling], on: date, record: Record) -> tuple[PersonRow, ...]:
    """A row for everybody of whom at least one track is known."""
    touching: dict[PersonKey, list[Telling]] = defaultdict(list)
    for telling in tellings:
        for person in telling.persons:
            touching[person].append(telling)
    return rows_of(touching, on, record)


def rows_of(touching: Mapping[PersonKey, list[Telling]], on: date, record: Record) -> tuple[PersonRow, ...]:
    """A row for each of these persons of whom a track is known, from what touches them in the order of the text."""
    rows = (person_row(person, touched, on, record) for person, touched in touching.items())
    known = [row for row in rows if any(getattr(row, name) != UNKNOWN for name in _TRACKS)]
    return tuple(sorted(known, key=lambda row: (row.person, row.id)))


def person_row(person: PersonKey, touched: list[Telling], on: date, record: Record) -> PersonRow:
    """One person on that day."""
    order, liberty, proceedings = (track(name, touched, on, record) for name in _TRACKS)
    proceedings = _with_next(proceedings, touched, on)
    told = [each for each in touched if is_past(each, on) and each.certainty in ("fact", "alleged")]
    charges = _charges(told)
    used = {one for each in (order, liberty, proceedings) for one in each.basis.statements}
    used |= set() if proceedings.next is None else set(proceedings.next.basis.statements)
    statements = [each.recorded for each in touched if each.recorded.id in used]
    abroad = _last_flight(told) if "abroad" in (liberty.value, liberty.last_known) else None
    return PersonRow(
        id=person.id,
        person=person.name,
        aliases=person.aliases,
        role=person.role,
        affiliation=person.affiliation,
        by_name_only=person.by_name_only,
        namesakes=person.namesakes,
        order=order,
        liberty=liberty,
        proceedings=proceedings,
        overdue=_is_overdue(order, liberty, touched, on),
        charge=charges[-1] if charges else None,
        charges=charges,
        place=liberty.place,
        origin=None if abroad is None else abroad.event.origin,
        destination=None if abroad is None else abroad.event.destination,
        oddities=oddities(touched, on),
        sources=sources_of(statements, record),
        basis=rest_on(statements),
    )


def _with_next(proceedings: Track, touched: list[Telling], on: date) -> Track:
    """A trial that is set stands beside the charge; with no charge on record it is all that is known."""
    coming = announced(touched, on)
    if coming is None or proceedings.value not in ("unknown", "summoned", "charged"):
        return proceedings
    if proceedings == UNKNOWN:
        return Track(value=coming.value, next=coming, basis=coming.basis)
    return replace(proceedings, next=coming)


def _is_overdue(order: Track, liberty: Track, touched: list[Telling], on: date) -> bool:
    """Held although the last order says release, told to be held no earlier than that order, and not taken again."""
    if order.value != "release" or liberty.value != "held" or liberty.attested is None:
        return False
    seen = [each for each in touched if each.recorded.id in liberty.basis.statements]
    if not any(each.event.kind in STATES or each.earliest is not None for each in seen):
        return False  # an arrest told without a date may be the one after the release
    ordered = [each.earliest for each in touched if each.recorded.id in order.basis.statements]
    taken = [each.earliest for each in touched if each.event.kind == "arrest" and has_effect(each, touched)]
    last = max((day for day in ordered if day is not None), default=None)
    is_taken_again = last is not None and any(day is not None and last < day <= on for day in taken)
    return not is_taken_again and all(day is None or day <= liberty.attested for day in ordered)


def _charges(told: list[Telling]) -> tuple[str, ...]:
    by_time = sorted(told, key=lambda each: (each.event.kind == "charge", each.latest, each.recorded.id))
    # "incitement" and "Incitement" are one charge
    return tuple({charge.casefold(): charge for each in by_time if (charge := each.event.charge)}.values())


def _last_flight(told: list[Telling]) -> Telling | None:
    flights = [each for each in told if each.event.kind == "flight"]
    return max(
        flights, key=lambda each: (each.latest, each.event.destination is not None, each.recorded.id), default=None
    )


def _tally(people: tuple[PersonRow, ...], groups: tuple[GroupRow, ...]) -> Tally:
    number = Counter(row.liberty.value.replace(" ", "_") for row in people)
    return Tally(
        **number,
        overdue=sum(row.overdue for row in people),
        disputed=sum(row.order.disputed or row.liberty.disputed or row.proceedings.disputed for row in people),
        groups=len(groups),
    )
