"""Who fled, from where to where, and why by whose account."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saksi.model import Count, Json, Record, When
from saksi.resolve import Basis, Source, Telling, plain, rest_on, source_of, sources_of, tell

from .contradictions import DIFFERING, ContradictionRow, contradictions
from .groups import strip_count
from .rows import NOTHING
from .tracks import is_past


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One party's word on a flight. `words` are the document's.

    A "reason" is that of the telling itself; "another account" and a "rival reason" are a third party's, who asserts or
    denies; a "denial" contradicts the telling, or its teller, without a reason of its own.
    """

    kind: str
    words: str
    source: Source
    by: str | None = None
    stance: str = "asserts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """When and from where to where, as these sources tell it; `place` is on the way."""

    date: When | None = None
    origin: str | None = None
    destination: str | None = None
    place: str | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlightRow:
    """One flight of one person or group. Where tellings differ each has a route, and none is made up of two."""

    who: str
    person: bool = False
    count: Count | None = None
    routes: tuple[Route, ...] = ()
    accounts: tuple[Account, ...] = ()
    sources: tuple[Source, ...] = ()
    basis: Basis = NOTHING


def flights(record: Record, on: date) -> tuple[FlightRow, ...]:
    """Every flight told to have happened by that day, with the accounts of it side by side."""
    tellings = [each for each in tell(record) if each.event.kind == "flight" and is_past(each, on)]
    told = [each for each in tellings if each.certainty in ("fact", "alleged") and not _is_denial(each)]
    answers = contradictions(record, on)
    rows = [_row(who, each, tellings, answers, record) for who, each in _by_whom(told).items()]
    return tuple(sorted(rows, key=lambda row: (_first_date(row), row.who)))


def encode_flights(rows: Iterable[FlightRow]) -> list[Json]:
    """The rows as JSON."""
    return [plain(row) for row in rows]


def _first_date(row: FlightRow) -> str:
    return min((route.date.edtf for route in row.routes if route.date is not None), default="")


def _is_denial(each: Telling) -> bool:
    return each.recorded.statement.stance == "denies"


_Who = tuple[str, str, bool]
#: Who fled, where only flights are told of: "eleven flights".
_UNTOLD = "people"


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
    by_name = {name: who for who in rows for _, name, is_person in [who] if is_person}
    for each in told:
        if not each.persons and not each.crowds:
            # "we fled": the speaker's own, where the speaker is known to have fled
            mine = by_name.get(each.speaker[1])
            rows[mine or ("/".join(each.occurrence), _UNTOLD, False)].append(each)
    return rows


def _row(
    who: _Who, told: list[Telling], tellings: list[Telling], answers: tuple[ContradictionRow, ...], record: Record
) -> FlightRow:
    _, name, is_person = who
    counts = [crowd.count for each in told for crowd in each.crowds if crowd.description == name and crowd.count]
    return FlightRow(
        who=name if is_person else strip_count(name),
        person=is_person,
        count=None if is_person else next(iter(counts), told[0].event.count),
        routes=_routes(told, record),
        accounts=_accounts(told, tellings, answers, record),
        sources=sources_of((each.recorded for each in told), record),
        basis=rest_on(each.recorded for each in told),
    )


def _routes(told: list[Telling], record: Record) -> tuple[Route, ...]:
    """The routes told; one that only says less than another is told with that one."""
    routes: dict[_Way, list[Telling]] = defaultdict(list)
    for each in sorted(told, key=_detail, reverse=True):
        way = _way(each)
        fuller = next((other for other in routes if _is_less(way, other)), way)
        routes[fuller].append(each)
    made = [
        Route(
            date=date,
            origin=origin,
            destination=destination,
            place=place,
            sources=sources_of((each.recorded for each in sayers), record),
        )
        for (date, origin, destination, place), sayers in routes.items()
    ]
    return tuple(sorted(made, key=lambda route: ("" if route.date is None else route.date.edtf, route.sources)))


_Way = tuple[When | None, str | None, str | None, str | None]


def _way(each: Telling) -> _Way:
    event = each.event
    return event.date, event.origin, event.destination, event.place


def _detail(each: Telling) -> tuple[int, str]:
    return sum(part is not None for part in _way(each)), each.recorded.id


def _is_less(way: _Way, fuller: _Way) -> bool:
    return all(part is None or part == other for part, other in zip(way, fuller, strict=True))


def _accounts(
    told: list[Telling], tellings: list[Telling], answers: tuple[ContradictionRow, ...], record: Record
) -> tuple[Account, ...]:
    """Reasons of this flight; what third parties say of such flights; denials that give no reason."""
    about = [each for each in tellings if each not in told and any(_is_about(each, other) for other in told)]
    accounts = [
        *(_account("reason", each, record) for each in told if each.event.reason),
        *(_account("rival reason" if _is_denial(each) else "another account", each, record) for each in about),
    ]
    ids = {each.recorded.id for each in told}
    own = {party for each in told for party in _own_voices(each)}
    against = {(each.speaker[1], _document(each, record)) for each in about if _is_denial(each)}
    for row in answers:
        answers_this = row.kind not in DIFFERING and not ids.isdisjoint(row.basis.statements)
        if answers_this or (row.right.by in own and (row.left.by, row.left.document) in against):
            accounts.append(
                Account(kind="denial", words=row.left.words, source=row.left, by=row.left.by, stance="denies")
            )
    return tuple(dict.fromkeys(accounts))


def _document(each: Telling, record: Record) -> str:
    return source_of(each.recorded, record).document


def _account(kind: str, each: Telling, record: Record) -> Account:
    source = source_of(each.recorded, record)
    words = each.event.reason or each.recorded.words
    return Account(kind=kind, words=words, source=source, by=source.by, stance=each.recorded.statement.stance)


def _own_voices(each: Telling) -> tuple[str, ...]:
    """Those who fled, where they are named; else the one who tells of them."""
    return tuple(person.name for person in each.persons) or (each.speaker[1],)


def _is_about(each: Telling, other: Telling) -> bool:
    """Whether a third party of the same document gives a reason for the flight of people such as these."""
    same_document = each.recorded.reading == other.recorded.reading
    if not same_document or each.persons or not each.event.reason or each.recorded.statement.said_by is None:
        return False
    is_third = each.speaker[1] not in _own_voices(other) and each.speaker[1] not in _descriptions(each)
    return is_third and _is_kin(each, other)


def _is_kin(each: Telling, other: Telling) -> bool:
    """Whether what people are called in general ("the activists") fits what these are called."""
    called = " ".join([*_descriptions(other), *(person.role or "" for person in other.persons)]).casefold()
    heads = {name.casefold().split()[-1].rstrip("s") for name in _descriptions(each)}
    return bool(heads) and (not called or any(head in called for head in heads))


def _descriptions(each: Telling) -> list[str]:
    return [crowd.description for crowd in each.crowds]
