"""The register by pages: of any day, as known at any instant, from the stored rows."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, literal, select, tuple_

from saksi.ledger import Ledger
from saksi.model import OFFICE, BadValueError, JsonObject, View
from saksi.register import GroupRow, PersonRow, Tally

from .bodies import Bodies
from .documents import seconds
from .following import follow, load_unit
from .store import reading
from .tables import OPEN, days, erased, row, saying
from .units import counted_by, encode_stored, order, rows_at

#: How many rows stand on a page where nobody says otherwise.
PAGE = 50
#: The instant of knowledge of who names none.
_NOW = OPEN - 1
#: Written out in queries, so that the index of what holds now, or no longer, can be used.
_END = literal(OPEN, literal_execute=True)
_KINDS = ("person", "crowd")
#: Where a row stands: its kind, its name, its place among equal names, its unit, its number there.
_Place = tuple[int, str, str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """Some rows of the register of a day: the named first, then the groups, each in the order of the register.

    `rows` are the JSON of rows, byte for byte what `custody` gives for the same View and day. All counts are over the
    whole register: `named` people, `uncounted` statements on people neither named nor counted, and `erased` ones, which
    are left out because something of them was erased. `after` is where the next page begins; None on the last.
    """

    on: date
    rows: tuple[bytes, ...]
    counts: Tally
    named: int
    uncounted: int
    erased: int = 0
    after: str | None = None

    def encode(self) -> JsonObject:
        """The page as JSON."""
        counts = {each.name: getattr(self.counts, each.name) for each in fields(self.counts)}
        page: JsonObject = {
            "on": self.on.isoformat(),
            "counts": {name: count for name, count in counts.items() if count},
            "named": self.named,
            "rows": [json.loads(each) for each in self.rows],
            "uncounted": self.uncounted,
        }
        return page if self.after is None else {**page, "after": self.after}


def register_page(ledger: Ledger, view: View, on: date, *, after: str | None = None, most: int = PAGE) -> RegisterPage:
    """A page of the register of a day, through `view`: the first, or that which stands `after` another.

    What is new in the ledger is folded in first. Raises BadValueError on another audience than the office.
    """
    if view.audience != OFFICE:
        raise BadValueError("rows are stored for the audience office alone: any other answers without --first")
    follow(ledger)
    with reading(ledger) as connection:
        return _Asking(connection, view, on).page(None if after is None else _read_place(after), most)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folded:
    """A row that was folded for this question, as far as it is found and counted by: there may be many."""

    place: _Place
    liberty: str
    overdue: bool
    disputed: bool


class _Asking:
    """One question: the register of a day as known at an instant, at one trust."""

    def __init__(self, connection: Connection, view: View, on: date) -> None:
        self._connection = connection
        self._bodies = Bodies(connection)
        self._at = _NOW if view.as_of is None else seconds(view.as_of)
        self._reviewed = view.trust == "reviewed"
        self._on = on
        self._changing = list(self._fold_changing())

    def page(self, after: _Place | None, most: int) -> RegisterPage:
        """Up to `most` rows after a place, with the counts over all."""
        found: list[tuple[_Place, bytes]] = []
        for kind in range(_KINDS.index("person") if after is None else after[0], len(_KINDS)):
            found += self._rows(kind, after if after is not None and after[0] == kind else None, most + 1 - len(found))
        shown = found[:most]
        counts, named = self._counts()
        return RegisterPage(
            on=self._on,
            rows=tuple(body for _, body in shown),
            counts=counts,
            named=named,
            uncounted=self._uncounted(),
            erased=self._erased(),
            after=_write_place(shown[-1][0]) if len(found) > most else None,
        )

    def _fold_changing(self) -> Iterator[_Folded]:
        """The rows of those units of which later days still change something: the stored rows are not of this day."""
        among = (
            select(days.c.kind, days.c.unit)
            .where(days.c.reviewed == self._reviewed)
            .where(days.c.last > self._on.toordinal())
            .where(days.c.first <= self._on.toordinal())
            .where(days.c.since <= self._at)
            .where(days.c.until > self._at)
        )
        for kind, unit in self._connection.execute(among).all():
            for nth, each in enumerate(self._fold(kind, unit, self._on)):
                by = counted_by(each)
                yield _Folded(
                    place=(_KINDS.index(kind), str(by["name"]), str(by["place"]), unit, nth),
                    liberty=str(by["liberty"]),
                    overdue=bool(by["overdue"]),
                    disputed=bool(by["disputed"]),
                )

    def _fold(self, kind: str, unit: str, on: date | None) -> tuple[PersonRow | GroupRow, ...]:
        """The rows of a unit on a day, or from its last day on."""
        whole = load_unit(self._connection, self._bodies, kind, unit, self._at)
        folded = rows_at(whole, self._reviewed, self._at, on)
        return () if folded is None else folded.rows

    def _stored(self, kind: int) -> list[ColumnElement[bool]]:
        """The stored rows of this day: those that hold now and those that no longer do, each with an index."""
        known = (row.c.kind == _KINDS[kind]) & (row.c.reviewed == self._reviewed) & (row.c.last <= self._on.toordinal())
        if self._at == _NOW:
            return [known & (row.c.until == _END)]
        begun = known & (row.c.since <= self._at)
        return [begun & (row.c.until == _END), begun & (row.c.until < _END) & (row.c.until > self._at)]

    def _rows(self, kind: int, after: _Place | None, most: int) -> list[tuple[_Place, bytes]]:
        by_place = (row.c.name, row.c.place, row.c.unit, row.c.nth)
        places: list[_Place] = []
        for stored in self._stored(kind):
            wanted = select(*by_place).where(stored).order_by(*by_place).limit(most)
            if after is not None:
                wanted = wanted.where(tuple_(*by_place) > after[1:])
            places += [(kind, *each) for each in self._connection.execute(wanted)]
        folded = {
            each.place for each in self._changing if each.place[0] == kind and (after is None or each.place > after)
        }
        chosen = sorted([*places, *folded])[:most]
        if self._at == _NOW:
            whole = {place: self._held(place) for place in chosen if place not in folded}
            again = {place[3] for place in chosen if place in folded}
        else:
            # only what is known now is stored whole
            whole, again = {}, {place[3] for place in chosen}
        for unit in sorted(again):
            whole |= self._folded_again(
                kind, unit, chosen, self._on if unit in {place[3] for place in folded} else None
            )
        return [(place, whole[place]) for place in chosen]

    def _held(self, place: _Place) -> bytes:
        """The row at a place, as it is stored."""
        kind, name, beside, unit, nth = place
        at = (row.c.name == name) & (row.c.place == beside) & (row.c.unit == unit) & (row.c.nth == nth)
        now = (row.c.kind == _KINDS[kind]) & (row.c.reviewed == self._reviewed) & (row.c.until == _END)
        found: bytes = self._connection.execute(select(row.c.body).where(now).where(at)).scalar_one()
        return found

    def _folded_again(self, kind: int, unit: str, chosen: Iterable[_Place], on: date | None) -> dict[_Place, bytes]:
        """Those rows of a unit that are chosen."""
        rows = {(kind, *order(each), unit, nth): each for nth, each in enumerate(self._fold(_KINDS[kind], unit, on))}
        return {place: encode_stored(rows[place]) for place in chosen if place in rows}

    def _counts(self) -> tuple[Tally, int]:
        number: Counter[str] = Counter()
        columns = (row.c.liberty, row.c.overdue, row.c.disputed)
        for kind in range(len(_KINDS)):
            for stored in self._stored(kind):
                counted = select(*columns, func.count()).where(stored).group_by(*columns)
                for liberty, overdue, disputed, count in self._connection.execute(counted):
                    _count(number, kind, liberty, bool(overdue), bool(disputed), count)
        for each in self._changing:
            _count(number, each.place[0], each.liberty, each.overdue, each.disputed, 1)
        named = number.pop("named", 0)
        return Tally(**number), named

    def _erased(self) -> int:
        column = erased.c.reviewed if self._reviewed else erased.c.drafts
        lost = select(func.sum(column)).where(erased.c.since <= self._at).where(erased.c.until > self._at)
        return self._connection.execute(lost).scalar() or 0

    def _uncounted(self) -> int:
        vague = (
            select(func.count())
            .select_from(saying)
            .where(saying.c.vague_from <= self._on.toordinal())
            .where(saying.c.since <= self._at)
            .where(saying.c.until > self._at)
        )
        reviewed = vague.where(saying.c.reviewed == True) if self._reviewed else vague  # noqa: E712 - it is SQL
        return self._connection.execute(reviewed).scalar_one()


def _count(number: Counter[str], kind: int, liberty: str, overdue: bool, disputed: bool, count: int) -> None:
    if _KINDS[kind] == "crowd":
        number["groups"] += count
        return
    number["named"] += count
    number[liberty.replace(" ", "_")] += count
    number["overdue"] += count * overdue
    number["disputed"] += count * disputed


def _write_place(place: _Place) -> str:
    return json.dumps(place)


def _read_place(text: str) -> _Place:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    match found:
        case [0 | 1 as kind, str(name), str(place), str(unit), int(nth)]:
            return kind, name, place, unit, nth
    raise BadValueError(f"{text[:40]!r} is no place where a page of the register ends: give what a page says there")
