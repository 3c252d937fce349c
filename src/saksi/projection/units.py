"""The rows of one unit, a person's name or a count of people, over all instants of knowledge: pure.

A unit is what is folded alone: nothing that is told of other names changes its rows.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, cast

from saksi.ledger import statement_of
from saksi.model import Count, Document, JsonObject, Name, Record, Recorded, Standing, When, decode_name
from saksi.register import GroupRow, PersonRow, encode_row, group_rows, rows_of
from saksi.resolve import PersonKey, Telling, keys_of, references, telling_of

from .documents import Row, encode
from .tables import OPEN

Kind = Literal["person", "crowd"]
#: From each instant on, the one normal name of normal names of bodies.
Homes = Sequence[tuple[int, Mapping[str, str]]]
_LAST_DAY = date.max.toordinal()
_BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A name of a person in a reading, while it is known."""

    since: int
    until: int
    reviewed: bool
    reading: str
    sha256: str
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A statement of an event, while it stands as it does. `refs` are the names of its reading that it touches."""

    since: int
    until: int
    reviewed: bool
    recorded: Recorded
    document: Document
    refs: tuple[str, ...]

    @property
    def place(self) -> tuple[str, int, str]:
        """The order in which folds go through statements."""
        return self.recorded.reading, self.recorded.statement.span.start, self.recorded.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """All that one unit rests on, at any instant."""

    kind: Kind
    unit: str
    namings: tuple[Naming, ...]
    sayings: tuple[Saying, ...]
    homes: Mapping[bool, Homes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a unit as known at an instant: `first` and `last` are the days between which they change."""

    rows: tuple[PersonRow | GroupRow, ...]
    first: int
    last: int


def decode_naming(row: Mapping[str, object]) -> Naming:
    """A naming from its stored row."""
    body = _object(row["body"])
    sha256 = str(body.pop("document"))
    return Naming(
        since=cast(int, row["since"]),
        until=cast(int, row["until"]),
        reviewed=bool(row["reviewed"]),
        reading=str(row["reading"]),
        sha256=sha256,
        name=decode_name(body),
    )


def decode_saying(row: Mapping[str, object]) -> Saying:
    """A statement from its stored row, which has the `refs` of a link beside it."""
    body = _object(row["body"])
    page, fields = cast(JsonObject, body["document"]), cast(JsonObject, body["fields"])
    published = page.get("published")
    recorded = Recorded(
        id=str(row["id"]),
        reading=str(row["reading"]),
        words=str(fields["words"]),
        statement=statement_of(fields),
        author=str(body["author"]),
        recorded_at=_BEGINNING + timedelta(seconds=cast(int, body["recorded_at"])),
        standing=cast(Standing, body["standing"]),
    )
    # no row of the register shows the media type
    document = Document(
        sha256=str(page["sha256"]),
        media_type="",
        title=cast("str | None", page.get("title")),
        published=None if published is None else When(str(published)),
    )
    refs = tuple(json.loads(str(row["refs"]))) if "refs" in row else ()
    return Saying(
        since=cast(int, row["since"]),
        until=cast(int, row["until"]),
        reviewed=bool(row["reviewed"]),
        recorded=recorded,
        document=document,
        refs=refs,
    )


def rows_at(unit: Unit, reviewed: bool, at: int, on: date | None = None) -> Rows | None:
    """The rows of a unit as known at an instant, on a day or from its last day on; None where nothing is told."""
    return _Folding(unit, reviewed).rows(at, on)


def versions(unit: Unit, since: int) -> tuple[list[Row], list[Row]]:
    """The rows of the tables `days` and `row` that hold after `since`, for both trusts; as few as can be."""
    found: tuple[list[Row], list[Row]] = [], []
    for reviewed in (False, True):
        folding = _Folding(unit, reviewed)
        states = [(at, folding.rows(at)) for at in folding.steps(since)]
        for kept, spread in zip(found, (_days, _rows), strict=True):
            own = {"kind": unit.kind, "unit": unit.unit, "reviewed": reviewed}
            kept += [{**own, **row} for row in _merged((at, spread(rows)) for at, rows in states)]
    return [{key: value for key, value in row.items() if key != "body"} for row in found[0]], found[1]


class _Folding:
    """One unit at one trust: what is decoded once serves all instants."""

    def __init__(self, unit: Unit, reviewed: bool) -> None:
        self._unit = unit
        self._homes = unit.homes[reviewed]
        self._namings = [each for each in unit.namings if each.reviewed or not reviewed]
        self._sayings = sorted(
            (each for each in unit.sayings if each.reviewed or not reviewed), key=lambda each: each.place
        )
        self._tellings = self._told()

    def _told(self) -> list[Telling]:
        if self._unit.kind == "person":
            return [telling_of(each.recorded, each.document) for each in self._sayings]
        people = references({(each.reading, each.name.id): each.name for each in self._unit.namings})
        return [telling_of(each.recorded, each.document, people) for each in self._sayings]

    def steps(self, since: int) -> list[int]:
        """The instants from `since` on at which something changes."""
        every = {at for at, _ in self._homes}
        every |= {at for each in self._namings for at in (each.since, each.until)}
        every |= {at for each in self._sayings for at in (each.since, each.until)}
        return sorted({since} | {at for at in every if since < at < OPEN})

    def rows(self, at: int, on: date | None = None) -> Rows | None:
        places = [place for place, each in enumerate(self._sayings) if each.since <= at < each.until]
        if not places:
            return None
        told = [self._tellings[place] for place in places]
        first, last = _bounds(told)
        if on is None and last > _LAST_DAY:
            return Rows(rows=(), first=first, last=last)
        day = on or date.fromordinal(last)
        record = Record(
            documents={self._sayings[place].recorded.reading: self._sayings[place].document for place in places}
        )
        if self._unit.kind == "crowd":
            return Rows(rows=group_rows(told, day, record, only=_counted(self._unit.unit)), first=first, last=last)
        keys = self._keys(at)
        touching: dict[PersonKey, list[Telling]] = {}
        for place, telling in zip(places, told, strict=True):
            saying = self._sayings[place]
            who = {key.id: key for ref in saying.refs if (key := keys.get((saying.recorded.reading, ref)))}
            for key in who.values():
                touching.setdefault(key, []).append(telling)
        return Rows(rows=rows_of(touching, day, record), first=first, last=last)

    def _keys(self, at: int) -> Mapping[tuple[str, str], PersonKey]:
        known = [each for each in self._namings if each.since <= at < each.until]
        place = bisect_right([since for since, _ in self._homes], at)
        bodies = self._homes[place - 1][1] if place else {}
        return keys_of(
            [(each.reading, each.name) for each in known], bodies, {each.reading: each.sha256 for each in known}
        )


def encode_stored(row: PersonRow | GroupRow) -> bytes:
    """A row as it is stored and given out."""
    return encode(encode_row(row))


def order(row: PersonRow | GroupRow) -> tuple[str, str]:
    """By what rows are sorted within their kind: as the register sorts them."""
    if isinstance(row, PersonRow):
        return row.person, row.id
    counts = "-".join(f"{count or 0:016}" for count in (row.count.min, row.count.max))
    return row.of, "\x1f".join((row.liberty, ",".join(row.basis.statements), counts))


def counted_by(row: PersonRow | GroupRow) -> Row:
    """The columns of a row by which it is found and counted."""
    name, place = order(row)
    if isinstance(row, PersonRow):
        disputed = row.order.disputed or row.liberty.disputed or row.proceedings.disputed
        liberty, overdue = row.liberty.value, row.overdue
    else:
        disputed, liberty, overdue = row.disputed, row.liberty, False
    return {"name": name, "place": place, "liberty": liberty, "overdue": overdue, "disputed": disputed}


def _bounds(tellings: Iterable[Telling]) -> tuple[int, int]:
    """The first day on which a telling can have effect, and the day from which on no other day changes anything."""
    days = [day.toordinal() for telling in tellings for day in _days_of(telling)]
    return min(days), max(days) + 1


def _days_of(telling: Telling) -> Iterator[date]:
    yield telling.latest
    yield telling.told
    when = telling.event.date
    for day in (telling.earliest, None if when is None else when.earliest, None if when is None else when.latest):
        if day is not None:
            yield day


#: Columns of a row, and the row itself where it is stored whole.
_State = list[tuple[Row, "PersonRow | GroupRow | None"]]


def _days(state: Rows | None) -> _State:
    return [] if state is None else [({"first": state.first, "last": state.last}, None)]


def _rows(state: Rows | None) -> _State:
    if state is None:
        return []
    return [({**counted_by(row), "last": state.last, "nth": nth}, row) for nth, row in enumerate(state.rows)]


def _merged(states: Iterable[tuple[int, _State]]) -> Iterator[Row]:
    """States at instants to rows with a span; of those that end, the whole row is not kept."""
    held: dict[tuple[object, ...], tuple[Row, int, PersonRow | GroupRow | None]] = {}
    for at, state in states:
        now = {tuple(columns.values()): (columns, row) for columns, row in state}
        for key in [key for key in held if key not in now]:
            columns, since, _ = held.pop(key)
            yield {**columns, "since": since, "until": at, "body": None}
        for key, (columns, row) in now.items():
            held[key] = (columns, held[key][1] if key in held else at, row)
    for columns, since, row in held.values():
        yield {**columns, "since": since, "until": OPEN, "body": None if row is None else encode_stored(row)}


def _counted(unit: str) -> tuple[str, Count]:
    of, least, most = json.loads(unit)
    return of, Count(min=None if least == "" else least, max=None if most == "" else most)


def _object(body: object) -> JsonObject:
    return cast(JsonObject, json.loads(cast(bytes, body).decode()))
