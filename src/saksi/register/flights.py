"""Who fled, from where to where, and why by whose account."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saksi.model import Count, Json, Record, Recorded, When
from saksi.resolve import Basis, Source, Telling, plain, rest_on, sources_of, tell

from .contradictions import ContradictionRow, contradictions
from .groups import strip_count
from .rows import NOTHING
from .tracks import is_past


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One party's word on a flight: a reason, a denial of it, or support for it. `words` are the document's."""

    kind: str
    words: str
    source: Source
    by: str | None = None
    stance: str = "asserts"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlightRow:
    """One flight of one person or group. `dates` has more than one where documents disagree."""

    who: str
    person: bool = False
    count: Count | None = None
    origin: str | None = None
    destination: str | None = None
    dates: tuple[When, ...] = ()
    accounts: tuple[Account, ...] = ()
    sources: tuple[Source, ...] = ()
    basis: Basis = NOTHING


def flights(record: Record, on: date) -> tuple[FlightRow, ...]:
    """Every flight told to have happened by that day, with the accounts of it side by side."""
    tellings = [each for each in tell(record) if each.event.kind == "flight" and is_past(each, on)]
    told = [each for each in tellings if each.certainty in ("fact", "alleged")]
    answers = contradictions(record, on)
    rows = [_row(who, each, tellings, answers, record) for who, each in _by_whom(told).items()]
    return tuple(sorted(rows, key=lambda row: (row.dates[0].edtf if row.dates else "", row.who)))


def encode_flights(rows: Iterable[FlightRow]) -> list[Json]:
    """The rows as JSON."""
    return [plain(row) for row in rows]


_Who = tuple[str, str, bool]


def _by_whom(told: list[Telling]) -> dict[_Who, list[Telling]]:
    """Tellings by person over all documents, and by group within its event."""
    rows: dict[_Who, list[Telling]] = defaultdict(list)
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in told:
        named[each.occurrence] |= {person.id for person in each.persons}
    for each in told:
        for person in each.persons:
            rows[person.id, person.name, True].append(each)
        for crowd in each.crowds:
            most = None if crowd.count is None else crowd.count.max
            others = len(named[each.occurrence] - {person.id for person in each.persons})
            if most is None or most > others:
                rows["/".join(each.occurrence), crowd.description, False].append(each)
        if not each.persons and not each.crowds:
            rows["/".join(each.occurrence), each.recorded.words, False].append(each)
    return rows


def _row(
    who: _Who, told: list[Telling], tellings: list[Telling], answers: tuple[ContradictionRow, ...], record: Record
) -> FlightRow:
    _, name, is_person = who
    first = max(told, key=lambda each: (each.event.destination is not None, each.event.origin is not None))
    dates = {each.event.date for each in told if each.event.date is not None}
    counts = [crowd.count for each in told for crowd in each.crowds if crowd.description == name and crowd.count]
    return FlightRow(
        who=name if is_person else strip_count(name),
        person=is_person,
        count=None if is_person else next(iter(counts), told[0].event.count),
        origin=first.event.origin,
        destination=first.event.destination or first.event.place,
        dates=tuple(sorted(dates, key=lambda when: when.edtf)),
        accounts=_accounts(told, tellings, answers, record),
        sources=sources_of((each.recorded for each in told), record),
        basis=rest_on(each.recorded for each in told),
    )


def _accounts(
    told: list[Telling], tellings: list[Telling], answers: tuple[ContradictionRow, ...], record: Record
) -> tuple[Account, ...]:
    """Reasons of this flight, rival reasons for flights like it, then denials and support in words."""
    accounts = [
        _account("reason", each.recorded, each.event.reason or "", record) for each in told if each.event.reason
    ]
    accounts += [
        _account("rival reason", each.recorded, each.event.reason, record)
        for each in tellings
        if each.event.reason and any(_could_mean(each, other) for other in told) and each not in told
    ]
    ids = {each.recorded.id for each in told}
    documents = {source.document for source in sources_of((each.recorded for each in told), record)}
    own = {party for each in told for party in _own_voices(each)}
    for row in answers:
        if row.kind not in ("answers", "same event", "same act"):
            continue
        if row.right.statement in ids or (row.right.document in documents and row.right.by in own):
            accounts.append(
                Account(kind="denial", words=row.left.words, source=row.left, by=row.left.by, stance="denies")
            )
            accounts += [Account(kind="support", words=one.words, source=one, by=one.by) for one in row.support]
    return tuple(dict.fromkeys(accounts))


def _account(kind: str, recorded: Recorded, words: str, record: Record) -> Account:
    source = sources_of([recorded], record)[0]
    return Account(kind=kind, words=words, source=source, by=source.by, stance=recorded.statement.stance)


def _own_voices(each: Telling) -> tuple[str, ...]:
    """Those who fled, where they are named; else the one who tells of them."""
    return tuple(person.name for person in each.persons) or (each.speaker[1],)


def _could_mean(each: Telling, other: Telling) -> bool:
    """Whether another speaker of the same document speaks of people in general, who may be these."""
    same_document = each.recorded.reading == other.recorded.reading
    return same_document and not each.persons and each.speaker != other.speaker
