"""Folding in what is new in the ledger: only the documents and units that it touches."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

from sqlalchemy import Connection, Table, select

from saksi.ledger import Entry, Ledger
from saksi.model import LedgerError, View

from .bodies import Bodies
from .documents import Row, Told, what_is_told
from .index import Index
from .store import DamagedError, Watermark, code_version, empty, put, put_watermark, read_watermark, reading, writing
from .tables import OPEN, days, erased, link, naming, row, saying, spelling, withheld
from .units import Unit, decode_naming, decode_saying, versions

#: Entries that are folded in together: what is in the memory at a time.
_TOGETHER = 2_000
#: From which instant on the rows of a unit no longer hold.
_Touched: TypeAlias = "dict[tuple[str, str], int]"
#: Documents that are folded together.
_DOCUMENTS = 50
_TABLES: Mapping[str, Table] = {
    "naming": naming,
    "spelling": spelling,
    "saying": saying,
    "link": link,
    "erased": erased,
}


def follow(ledger: Ledger) -> Watermark:
    """Bring the projections to where the ledger is, and give the watermark; nothing is written where they are there.

    What was folded from another log or by other code, and what is damaged, is dropped and folded again. Raises
    LedgerError where another program is folding, TamperError where entries are damaged.
    """
    try:
        return _follow(ledger)
    except DamagedError:
        ledger.drop_projections()
        return _follow(ledger)


def _follow(ledger: Ledger) -> Watermark:
    size, root = ledger.log_size()
    with reading(ledger) as connection:
        there = read_watermark(connection)
        is_there = there is not None and (there.size, there.root, there.code) == (size, root, code_version())
        if there is not None and is_there and not _is_opened(ledger, connection):
            return there
    with writing(ledger) as connection:
        return _Following(ledger, connection).run()


class _Following:
    """One transaction in which new entries are folded in."""

    def __init__(self, ledger: Ledger, connection: Connection) -> None:
        self._ledger = ledger
        self._connection = connection
        self._touched: _Touched = {}
        self._begin(self._standing())

    def _standing(self) -> Watermark | None:
        there = read_watermark(self._connection)
        fits = there is not None and (there.size == 0 or self._ledger.root_at(there.size) == there.root)
        if there is None or not fits or there.code != code_version() or _is_opened(self._ledger, self._connection):
            return None
        return there

    def _begin(self, there: Watermark | None) -> None:
        if there is None:
            empty(self._connection)
        self._is_new = there is None
        self._folded: set[int] = set()
        self._from = there or Watermark(size=0, root=b"", seq=0, code=code_version())
        self._index = Index(self._connection)
        self._bodies = Bodies(self._connection)

    def run(self) -> Watermark:
        """Fold in all that came after the watermark."""
        now = self._fold_new()
        if now is None:
            # something came that changes what others count for
            self._begin(None)
            now = self._fold_new()
        if now is None:
            raise LedgerError("the stored projections cannot be folded")
        if self._index.is_stale:
            self._index.place_anew(self._ledger.places())
            self._fold_documents(self._index.every_document(), {})
        self._touched |= {("person", unit): 0 for unit in self._bodies.touched()}
        self._fold_units()
        put_watermark(self._connection, now)
        return now

    def _fold_new(self) -> Watermark | None:
        """Fold in the documents of new entries; None where one of them asks for all to be folded anew."""
        entries, size, seq = (
            self._ledger.entries_after(self._from.seq, self._from.size),
            self._from.size,
            self._from.seq,
        )
        while batch := list(islice(entries, _TOGETHER)):
            seen = self._ledger.seen_among(batch[0].seq, batch[-1].seq, View())
            if not self._is_new and self._index.overturns(batch, seen):
                return None
            changed = self._index.add(batch, seen)
            if not self._is_new and self._index.is_stale:
                return None
            self._fold_documents(changed, {entry.seq: entry for entry in batch})
            size, seq = size + len(batch), batch[-1].seq
        return Watermark(size=size, root=self._ledger.root_at(size) or b"", seq=seq, code=code_version())

    def _fold_documents(self, numbers: Iterable[int], at_hand: Mapping[int, Entry]) -> None:
        wanted = iter(sorted(numbers))
        while some := list(islice(wanted, _DOCUMENTS)):
            places = {number: self._index.entries_of(number) for number in some}
            seqs = {seq for of in places.values() for seq in of.values()}
            read = {entry.seq: entry for entry in self._ledger.entries_at(seqs - at_hand.keys())}
            for number, of in places.items():
                entries = [at_hand.get(seq) or read[seq] for seq in of.values()]
                told = what_is_told(self._index.sha256(number), entries, self._depths(entries))
                self._replace(number, told)

    def _depths(self, entries: Sequence[Entry]) -> Mapping[str, int]:
        """Their places in the chains of their authors, as far as these decide: between what came at one instant."""
        # the readings of a document, or what is said of one statement
        of = {entry.id: (entry.recorded_at, entry.kind, entry.fields.get("target")) for entry in entries}
        often = Counter(of.values())
        return {
            entry.id: self._index.depth(entry.id)
            if entry.kind in ("reading", "review") and often[of[entry.id]] > 1
            else 0
            for entry in entries
        }

    def _replace(self, number: int, told: Told) -> None:
        new = {name: [{"document": number, **each} for each in getattr(told, name)] for name in _TABLES}
        old = {name: self._held(table, number) for name, table in _TABLES.items()}
        self._folded.add(number)
        for name, table in _TABLES.items():
            if old[name]:
                self._connection.execute(table.delete().where(table.c.document == number))
            put(self._connection, table, new[name])
        if not self._is_new:
            self._bodies.changed(number, old["spelling"], new["spelling"])
        units = _units_by_member([*old["link"], *new["link"]])
        for each, since in _differences(old["naming"], new["naming"]):
            self._touch(("person", str(each["unit"])), since)
        for each, since in _differences(old["saying"], new["saying"]):
            for unit in units[str(each["id"])] | units[str(each["reading"])]:
                self._touch(unit, since)
        self._touch_linked(old["link"], new["link"], [*old["saying"], *new["saying"]])

    def _touch_linked(self, old: Sequence[Row], new: Sequence[Row], sayings: Iterable[Row]) -> None:
        """A unit that a reading belongs to from now on, or no longer, has another past with it."""
        since: dict[object, int] = {}
        for each in sayings:
            since[each["reading"]] = min(since.get(each["reading"], OPEN), int(str(each["since"])))
        members = [{(each["kind"], each["unit"], each["member"]) for each in links} for links in (old, new)]
        for kind, unit, member in members[0] ^ members[1]:
            if member in since:
                self._touch((str(kind), str(unit)), since[member])

    def _held(self, table: Table, number: int) -> list[Row]:
        if self._is_new and number not in self._folded:
            return []
        return [
            dict(each._mapping) for each in self._connection.execute(select(table).where(table.c.document == number))
        ]

    def _touch(self, unit: tuple[str, str], since: int) -> None:
        self._touched[unit] = min(since, self._touched.get(unit, OPEN))

    def _fold_units(self) -> None:
        """Fold the rows of what is touched anew; all units where nothing was there."""
        pending: dict[Table, list[Row]] = {days: [], row: []}
        for (kind, unit), since in sorted(self._touched.items()):
            start = 0 if self._is_new else since
            whole = load_unit(self._connection, self._bodies, kind, unit)
            for table, new in zip((days, row), versions(whole, start), strict=True):
                pending[table] += new if self._is_new else self._take_versions(table, kind, unit, start, new)
            if len(pending[row]) > _TOGETHER:
                self._put_pending(pending)
        self._put_pending(pending)

    def _put_pending(self, pending: Mapping[Table, list[Row]]) -> None:
        for table, rows in pending.items():
            put(self._connection, table, rows)
            rows.clear()

    def _take_versions(self, table: Table, kind: str, unit: str, since: int, new: list[Row]) -> list[Row]:
        """Take out the rows of a unit that do not end before an instant, and give those to put in their place."""
        of_unit = (table.c.kind == kind) & (table.c.unit == unit) & (table.c.until >= since)
        held = [dict(each._mapping) for each in self._connection.execute(select(table).where(of_unit))]
        self._connection.execute(table.delete().where(of_unit))
        return _joined(held, new, since)


def _is_opened(ledger: Ledger, connection: Connection) -> bool:
    """Whether something is open now that another office withheld when it was folded."""
    held = {each.id: each.openings for each in connection.execute(select(withheld))}
    return bool(held) and ledger.count_openings(held) != sum(held.values())


def load_unit(connection: Connection, bodies: Bodies, kind: str, unit: str, at: int | None = None) -> Unit:
    """All that a unit rests on; with `at`, of its statements only those that are known at that instant."""
    linked = (link.c.kind == kind) & (link.c.unit == unit)
    if kind == "person":
        among = select(saying, link.c.refs).join(link, link.c.member == saying.c.id).where(linked)
        named = select(naming).where(naming.c.unit == unit)
    else:
        readings = select(link.c.member).where(linked)
        among = select(saying).where(saying.c.reading.in_(readings))
        named = select(naming).where(naming.c.reading.in_(readings))
    if at is not None:
        among = among.where(saying.c.since <= at).where(saying.c.until > at)
    sayings = tuple(decode_saying(dict(each._mapping)) for each in connection.execute(among))
    found = connection.execute(named).all() if sayings else []
    affiliations = {each.affiliation for each in found if each.affiliation is not None} if kind == "person" else set()
    return Unit(
        kind="person" if kind == "person" else "crowd",
        unit=unit,
        namings=tuple(decode_naming(dict(each._mapping)) for each in found),
        sayings=sayings,
        homes=bodies.homes(affiliations),
    )


def _units_by_member(links: Iterable[Row]) -> Mapping[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for each in links:
        found[str(each["member"])].add((str(each["kind"]), str(each["unit"])))
    return found


def _differences(old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[Row, int]]:
    """What is in one and not in the other, and from which instant on; of a row that now ends, from its end."""
    mine = {_without_end(each): each for each in old}
    theirs = {_without_end(each): each for each in new}
    for key in mine.keys() | theirs.keys():
        one, other = mine.get(key), theirs.get(key)
        if one is not None and other is not None:
            if one["until"] != other["until"]:
                yield one, min(int(str(each["until"])) for each in (one, other))
        else:
            changed = one or other or {}
            yield changed, int(str(changed["since"]))


def _without_end(each: Row) -> tuple[object, ...]:
    return tuple(value for name, value in sorted(each.items()) if name != "until")


def _joined(held: Sequence[Row], new: Sequence[Row], since: int) -> list[Row]:
    """Rows of before an instant with those from it on: what goes on is one row; what ends is no longer kept whole."""
    begun = {_without_span(each): each for each in new if each["since"] == since}
    kept: list[Row] = []
    for each in held:
        start, end = int(str(each["since"])), int(str(each["until"]))
        if start >= since:
            continue
        goes_on = begun.get(_without_span(each))
        if goes_on is not None:
            goes_on["since"] = start
        else:
            kept.append({**each, "until": min(end, since), **({"body": None} if "body" in each else {})})
    return [*kept, *new]


def _without_span(each: Row) -> tuple[object, ...]:
    return tuple(value for name, value in sorted(each.items()) if name not in ("since", "until", "body"))
