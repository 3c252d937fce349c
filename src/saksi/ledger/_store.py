"""The only code that speaks SQL to the ledger's tables."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, TypeVar, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Table,
    func,
    insert,
    inspect,
    literal_column,
    select,
)
from sqlalchemy import Row as SqlRow
from sqlalchemy.exc import DBAPIError

from ..model import Json, JsonObject, LedgerError, TamperError
from ._erased import erased_fields, guard_erasable, note_erased
from ._hidden import Findable
from ._postgres import explanation, server_faults
from ._scopes import Counts, note
from ._streamed import streamed
from ._tables import (
    ERASABLE,
    GROWS_ONLY,
    arrival,
    belonging,
    entry,
    erased_opening,
    item_key,
    log,
    meta,
    metadata,
    opening,
    released_item,
    secret,
    wrapped_key,
)
from ._unless_there import insert_unless_there
from .canonical import canonical, parse_canonical, parse_trusted
from .erasing import Erased
from .log import HASH_BYTES, Frontier, leaf_hash
from .schema import FORMAT, FOUND_BY, Kind
from .sign import Opening, Sealed, Signature, read_head

#: How many values one query may bind: SQLite takes 32,766.
_MOST_VALUES = 30_000
#: How many entries are read together where not all are wanted: enough to share a query, few enough for the memory.
_AT_ONCE = 500
#: A stored opening: salt, and the canonical bytes of the value.
_Raw: TypeAlias = tuple[bytes, bytes | None]
_Read = TypeVar("_Read")
#: When an entry came to this copy: its place in the order, and the instant.
_Arrival: TypeAlias = tuple[int, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry as stored: nothing of it is parsed. `arrived` is None where its arrival is lost.

    `erased` says by which entry each field was erased, as the store remembers it.
    """

    id: str
    kind: str
    author: str
    head: bytes
    signatures: str
    openings: Mapping[str, tuple[bytes, bytes | None]]
    arrived: tuple[int, str] | None
    erased: Mapping[str, str]

    def sealed(self) -> tuple[Sealed, tuple[str, ...]]:
        """The signed form, and the names of what is not in canonical form, which is left out of it."""
        openings, unreadable = _openings(self.openings)
        signed = _signatures(self.signatures)
        sealed = Sealed(id=self.id, head=self.head, signatures=signed, openings=openings)
        return sealed, unreadable if signed else (*unreadable, "signatures")

    def fields(self) -> JsonObject:
        """The values of the fields that are present. Raises TamperError on what is no JSON."""
        return {name: parse_trusted(value) for name, (_, value) in self.openings.items() if value is not None}


@contextmanager
def explained(name: object) -> Iterator[None]:
    """Turn what the database raises into one line that says what to do; `name` is the ledger's, for people."""
    try:
        yield
    except DBAPIError as error:
        raise LedgerError(explanation(error, str(name)) or _explanation(str(error.orig), str(name))) from None


def create_tables(engine: Engine, secrets: Mapping[str, bytes]) -> None:
    """Make the tables, their triggers, the mark of the format and the first secrets: all or none."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        metadata.create_all(connection)
        _guard(connection, GROWS_ONLY)
        _guard(connection, ERASABLE, acts=("UPDATE",))
        guard_erasable(connection)
        begin(connection, secrets)


def begin(connection: Connection, secrets: Mapping[str, bytes]) -> None:
    """Put the mark of the format and the first secrets into tables that are empty."""
    connection.execute(insert(meta), {"format": FORMAT})
    connection.execute(insert(secret), [{"name": name, "seed": seed} for name, seed in secrets.items()])


def read_format(connection: Connection) -> str | None:
    """The format that the store says it has; None for an empty store."""
    if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0:
        return None
    found: str = connection.execute(select(meta.c.format)).scalar_one()
    return found


def put(connection: Connection, batch: Iterable[Sealed], arrived_at: datetime, erased: Erased, counts: Counts) -> None:
    """Add entries; one that is there already stays as it is, with its arrival. What is erased does not come back.

    `erased` is what was erased before. `counts` is asked when they are there: how far their documents go hangs on whose
    word counts.
    """
    new = _unknown(connection, list(batch))
    if not new:
        return
    connection.execute(insert(entry), [_entry_row(sealed) for sealed in new])
    if erased:
        _note_erased(connection, new, erased)
    # partners may keep every field of all of them to themselves
    put_openings(connection, new)
    arrived = arrived_at.isoformat()
    logged = read_frontier(connection)
    connection.execute(
        insert(arrival),
        [
            {"seq": place, "entry": sealed.id, "arrived_at": arrived}
            for place, sealed in enumerate(new, start=logged.size + 1)
        ],
    )
    _put_frontier(connection, logged.grown([_leaf(sealed.id) for sealed in new]))
    note(connection, new, counts)


def has_log(connection: Connection) -> bool:
    """Whether the store has a log at all; one of before there were checkpoints has none."""
    return inspect(connection).has_table(log.name)


def lacks_tables(connection: Connection) -> bool:
    """Whether the store was made before some of the tables were."""
    return not set(metadata.tables) <= set(inspect(connection).get_table_names())


def add_tables(connection: Connection) -> None:
    """Make the tables that a store of before lacks, with what guards them, and the log from the arrivals it has."""
    known = set(inspect(connection).get_table_names())
    metadata.create_all(connection)
    _guard(connection, [table for table in GROWS_ONLY if table.name not in known])
    if not {erased_opening.name, released_item.name} <= known:
        guard_erasable(connection)
    if log.name not in known:
        _put_frontier(connection, Frontier().grown(_leaf(each) for each in each_arrived(connection)))


def read_frontier(connection: Connection) -> Frontier:
    """The log as it is now."""
    last = connection.execute(select(log).order_by(log.c.size.desc()).limit(1)).one_or_none()
    if last is None:
        return Frontier()
    peaks = tuple(last.peaks[at : at + HASH_BYTES] for at in range(0, len(last.peaks), HASH_BYTES))
    return Frontier(size=last.size, peaks=peaks)


def logged_roots(connection: Connection) -> Iterator[tuple[int, bytes]]:
    """The root at every size that was acknowledged, the smallest first."""
    sizes = select(log.c.size, log.c.root).order_by(log.c.size)
    yield from ((row.size, row.root) for row in connection.execute(sizes))


def logged_root(connection: Connection, size: int) -> bytes | None:
    """The root at this size, where it was acknowledged."""
    return connection.execute(select(log.c.root).where(log.c.size == size)).scalar()


def arrived_ids(connection: Connection) -> list[str]:
    """The ids of all entries in order of arrival."""
    return list(each_arrived(connection))


def each_arrived(connection: Connection) -> Iterator[str]:
    """The same one by one."""
    return streamed(connection, select(arrival.c.entry).order_by(arrival.c.seq))


def count_arrived(connection: Connection) -> int:
    """How many entries have arrived."""
    return connection.execute(select(func.count()).select_from(arrival)).scalar_one()


def last_number(connection: Connection) -> int:
    """The number of the newest arrival; 0 where nothing has arrived."""
    return connection.execute(select(func.max(arrival.c.seq))).scalar() or 0


def put_openings(connection: Connection, batch: Collection[Sealed]) -> int:
    """Add what opens fields of entries that are there, and count it. What is open stays; what is erased stays away."""
    rows = [row for sealed in batch for row in _opening_rows(sealed)]
    if not rows:
        return 0
    of_these = select(func.count()).where(opening.c.entry.in_({sealed.id for sealed in batch}))
    before = connection.execute(of_these).scalar_one()
    insert_unless_there(connection, opening, rows)
    return connection.execute(of_these).scalar_one() - before


def put_item_keys(connection: Connection, keys: Mapping[str, bytes]) -> None:
    """Remember under which key each original is kept; the first key stays, and an erased one does not come back."""
    if keys:
        rows = [{"document": document, "key": key} for document, key in keys.items()]
        insert_unless_there(connection, item_key, rows)


def put_boxes(connection: Connection, boxes: Mapping[str, bytes]) -> None:
    """Keep the data key for recipients; one that has it already keeps the box that it has."""
    if boxes:
        rows = [{"recipient": recipient, "box": box} for recipient, box in boxes.items()]
        insert_unless_there(connection, wrapped_key, rows)


def read_item_key(connection: Connection, document: str) -> bytes | None:
    """The key of an original."""
    return connection.execute(select(item_key.c.key).where(item_key.c.document == document)).scalar()


def read_item_keys(connection: Connection) -> dict[str, bytes]:
    """The key of every original."""
    return {row.document: row.key for row in connection.execute(select(item_key))}


def put_secret(connection: Connection, name: str, seed: bytes) -> None:
    """Keep a signing seed or other secret of this ledger."""
    connection.execute(insert(secret), {"name": name, "seed": seed})


def read_secret(connection: Connection, name: str) -> bytes | None:
    """A secret of this ledger."""
    return connection.execute(select(secret.c.seed).where(secret.c.name == name)).scalar()


def read_secrets(connection: Connection, prefix: str) -> dict[str, bytes]:
    """The secrets of this ledger whose names begin so."""
    # a server is not told the names: there are few
    return {row.name: row.seed for row in connection.execute(select(secret)) if row.name.startswith(prefix)}


def last_of(connection: Connection, author: str) -> str | None:
    """The id of the author's last entry, which the next one follows."""
    if connection.execute(select(entry.c.id).where(entry.c.author == author).limit(1)).scalar() is None:
        return None
    # back from the newest arrival: an author's entries are many, and his last is seldom far from the end
    author_of = select(entry.c.author).where(entry.c.id == arrival.c.entry).scalar_subquery()
    latest = select(arrival.c.entry).where(author_of == author).order_by(arrival.c.seq.desc()).limit(1)
    return connection.execute(latest).scalar()


def find_ids(connection: Connection, prefix: str) -> list[str]:
    """Up to two ids that begin with `prefix`, which is hexadecimal."""
    within = select(entry.c.id).where(entry.c.id >= prefix).where(entry.c.id < prefix + "g").limit(2)
    return list(connection.execute(within).scalars())


def kind_of(connection: Connection, entry_id: str | None) -> Kind | None:
    """The kind of an entry; None where it is not there."""
    return cast(Kind | None, connection.execute(select(entry.c.kind).where(entry.c.id == entry_id)).scalar())


def find_readings(connection: Connection, document: str, reader: str) -> list[tuple[str, str]]:
    """The readings of `document` by `reader`, the last to arrive first: ids and authors."""
    # by the document first, of which there are few: an index of kinds would go through all readings, so none fits
    of_document = (
        select(entry.c.id, entry.c.author)
        .join(belonging, belonging.c.entry == entry.c.id)
        .join(arrival, arrival.c.entry == entry.c.id)
        .where(belonging.c.document == document)
        .where(entry.c.kind.concat("") == "reading")
        .order_by(arrival.c.seq.desc())
    )
    found = [(row.id, row.author) for row in connection.execute(of_document)]
    by_reader = (
        select(opening.c.entry)
        .where(opening.c.entry.in_([entry_id for entry_id, _ in found]))
        .where(opening.c.name == "reader")
        .where(opening.c.value == canonical(reader))
    )
    wanted = frozenset(connection.execute(by_reader).scalars()) if found else frozenset()
    return [(entry_id, author) for entry_id, author in found if entry_id in wanted]


def rows(connection: Connection) -> list[Row]:
    """Every entry, in order of arrival; one whose arrival is lost comes last. For ledgers that fit in the memory."""
    return sorted((row for page in every_page(connection) for row in whole(connection, page)), key=_arrival_order)


def every_page(connection: Connection) -> Iterator[Sequence[SqlRow[Any]]]:
    """All entries without their fields, some hundreds at a time, as they lie in their table.

    No index has a part in it: a damaged one cannot hide an entry.
    """
    if connection.dialect.name == "postgresql":
        streamed = connection.execution_options(stream_results=True, max_row_buffer=_AT_ONCE)
        yield from streamed.execute(select(entry)).partitions(_AT_ONCE)
        return
    after: int | None = None
    while page := _page_of(connection, after):
        yield page
        after = page[-1].place


def each_page_apart(
    reads: Callable[[], AbstractContextManager[Connection]],
    read: Callable[[Connection, Sequence[SqlRow[Any]]], _Read],
) -> Iterator[_Read]:
    """What is read with each page. Nothing is held between them: who is slow with one keeps nobody from writing."""
    after: int | None = None
    while True:
        with reads() as connection:
            if connection.dialect.name == "postgresql":
                # a server keeps what is read as it was, and who writes does not wait for that
                yield from (read(connection, page) for page in every_page(connection))
                return
            page = _page_of(connection, after)
            if not page:
                return
            found = read(connection, page)
        yield found
        after = page[-1].place


def _page_of(connection: Connection, after: int | None) -> Sequence[SqlRow[Any]]:
    place: ColumnElement[int] = literal_column("entry.rowid", Integer)
    wanted = select(entry, place.label("place")).order_by(place).limit(_AT_ONCE)
    return connection.execute(wanted if after is None else wanted.where(place > after)).all()


def whole(connection: Connection, found: Sequence[SqlRow[Any]], names: Sequence[str] | None = None) -> list[Row]:
    """These entries with their fields, all or those with these `names`, and their arrival, in the order given."""
    ids = [row.id for row in found]
    arrived = connection.execute(select(arrival).where(arrival.c.entry.in_(ids)))
    return _whole(connection, found, {row.entry: (row.seq, row.arrived_at) for row in arrived}, names)


def rows_after(connection: Connection, seq: int, most: int) -> list[Row]:
    """Up to `most` entries that arrived after number `seq`, in order of arrival; not those that are gone."""
    wanted = select(arrival).where(arrival.c.seq > seq).order_by(arrival.c.seq).limit(most)
    return _rows_of(connection, {row.entry: (row.seq, row.arrived_at) for row in connection.execute(wanted)})


def rows_at(connection: Connection, seqs: Iterable[int]) -> list[Row]:
    """The entries with these numbers of arrival, in that order."""
    wanted = sorted(seqs)
    arrivals: dict[str, tuple[int, str]] = {}
    for start in range(0, len(wanted), _MOST_VALUES):
        among = select(arrival).where(arrival.c.seq.in_(wanted[start : start + _MOST_VALUES]))
        arrivals |= {row.entry: (row.seq, row.arrived_at) for row in connection.execute(among)}
    return _rows_of(connection, arrivals)


def numbers_of_kind(connection: Connection, kind: Kind) -> list[int]:
    """The numbers of arrival of the entries of one kind, in order."""
    of_kind = select(arrival.c.seq).join(entry, entry.c.id == arrival.c.entry).where(entry.c.kind == kind)
    return list(connection.execute(of_kind.order_by(arrival.c.seq)).scalars())


def _rows_of(connection: Connection, arrivals: Mapping[str, tuple[int, str]]) -> list[Row]:
    ids = list(arrivals)
    found: list[Row] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = connection.execute(select(entry).where(entry.c.id.in_(ids[start : start + _AT_ONCE]))).all()
        found += _whole(connection, some, arrivals)
    return sorted(found, key=_arrival_order)


def _whole(
    connection: Connection,
    found: Sequence[SqlRow[Any]],
    arrivals: Mapping[str, tuple[int, str]],
    names: Sequence[str] | None = None,
) -> list[Row]:
    ids = [row.id for row in found]
    openings: dict[str, dict[str, _Raw]] = {}
    opened = select(opening.c.entry, opening.c.name, opening.c.salt, opening.c.value).where(opening.c.entry.in_(ids))
    wanted = opened if names is None else opened.where(opening.c.name.in_(names))
    for entry_id, name, salt, value in connection.execute(wanted).all():
        openings.setdefault(entry_id, {})[name] = (salt, value)
    erased: dict[str, dict[str, str]] = {}
    for row in connection.execute(select(erased_opening).where(erased_opening.c.entry.in_(ids))):
        erased.setdefault(row.entry, {})[row.name] = row.by
    return [_row(row, openings.get(row.id, {}), arrivals.get(row.id), erased.get(row.id, {})) for row in found]


def count_openings(connection: Connection, ids: Iterable[str]) -> int:
    """How many openings these entries have."""
    wanted, count = sorted(ids), 0
    for start in range(0, len(wanted), _MOST_VALUES):
        some = wanted[start : start + _MOST_VALUES]
        among = select(func.count()).select_from(opening).where(opening.c.entry.in_(some))
        count += connection.execute(among).scalar_one()
    return count


def one_row(connection: Connection, entry_id: str) -> Row:
    """The entry with this id, which is there."""
    found = connection.execute(select(entry).where(entry.c.id == entry_id)).one()
    openings = {
        row.name: (row.salt, row.value)
        for row in connection.execute(select(opening).where(opening.c.entry == entry_id))
    }
    arrived = connection.execute(select(arrival).where(arrival.c.entry == entry_id)).one_or_none()
    when = None if arrived is None else (arrived.seq, arrived.arrived_at)
    return _row(found, openings, when, erased_fields(connection, entry_id).get(entry_id, {}))


def pages_between(connection: Connection, since: int, size: int) -> Iterator[list[Row]]:
    """The entries that came into the log since it had `since`, until it had `size`, in order of arrival, by pages.

    Raises TamperError where not all of them can be found.
    """
    numbers = select(arrival.c.seq).order_by(arrival.c.seq)
    # the numbers of a log that an earlier Saksi wrote may have gaps
    seq = connection.execute(numbers.offset(since - 1).limit(1)).scalar_one() if since else 0
    found = since
    while found < size and (page := rows_after(connection, seq, min(_AT_ONCE, size - found))):
        yield page
        found, seq = found + len(page), 0 if page[-1].arrived is None else page[-1].arrived[0]
    if found != size:
        raise TamperError(f"{found} of {size} entries can be found: run `saksi verify`")


def rows_of(connection: Connection, ids: Sequence[str]) -> list[Row]:
    """The entries with these ids, of which there are few."""
    return whole(connection, connection.execute(select(entry).where(entry.c.id.in_(ids))).all())


def ids_of_kind(connection: Connection, kind: Kind) -> list[str]:
    """The ids of the entries of a kind, in order of arrival."""
    of_kind = select(entry.c.id).join(arrival, arrival.c.entry == entry.c.id).where(entry.c.kind == kind)
    return list(connection.execute(of_kind.order_by(arrival.c.seq)).scalars())


def traces(connection: Connection, is_there: Callable[[str], bool]) -> tuple[list[str], int]:
    """Ids that arrivals or openings name and that no entry has, since it was removed; how many openings others have.

    `is_there` knows all entries that were seen; one that came since then is looked for. Tables are read and no index.
    """
    missing, count = {each for each in each_arrived(connection) if not is_there(each)}, 0
    with _without_indexes(connection):
        each_opened = select(opening.c.entry, func.count()).group_by(opening.c.entry)
        for entry_id, number in connection.execute(each_opened, execution_options={"yield_per": _AT_ONCE}):
            if is_there(entry_id):
                count += number
            else:
                missing.add(entry_id)
    return sorted(missing - there(connection, missing)), count


@contextmanager
def _without_indexes(connection: Connection) -> Iterator[None]:
    """A server may answer from an index alone; in a file the table of openings is in the order that is asked for."""
    ways = ("indexscan", "indexonlyscan", "bitmapscan") if connection.dialect.name == "postgresql" else ()
    for way in ways:
        connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
    yield
    for way in ways:
        connection.exec_driver_sql(f"SET LOCAL enable_{way} = on")


def there(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of these ids that entries have."""
    wanted, found = list(ids), set[str]()
    for start in range(0, len(wanted), _MOST_VALUES):
        among = select(entry.c.id).where(entry.c.id.in_(wanted[start : start + _MOST_VALUES]))
        found |= set(connection.execute(among).scalars())
    return found


def has_arrived_since(connection: Connection, size: int, kinds: Iterable[Kind]) -> bool:
    """Whether an entry of one of these kinds arrived after the first `size`."""
    since = select(arrival.c.seq).join(entry, entry.c.id == arrival.c.entry).where(arrival.c.seq > size)
    return connection.execute(since.where(entry.c.kind.in_([*kinds])).limit(1)).first() is not None


def count_arrived_since(connection: Connection, size: int, kind: Kind) -> int:
    """How many entries of a kind arrived after the first `size`."""
    since = select(func.count()).select_from(arrival).join(entry, entry.c.id == arrival.c.entry)
    return connection.execute(since.where(arrival.c.seq > size).where(entry.c.kind == kind)).scalar_one()


def page_faults(connection: Connection) -> list[str]:
    """What the database itself finds wrong with its pages and indexes; of a server, with its settings."""
    if connection.dialect.name == "postgresql":
        return server_faults(connection)
    pages = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    wrong = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    free: int = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
    if wrong == ["ok"] and len(pages) <= free:
        # every page that holds anything was read and fits: a power cut may tear a free one, which no journal keeps
        return []
    return [line for line in (*pages, *wrong) if line != "ok"]


def _unknown(connection: Connection, batch: list[Sealed]) -> list[Sealed]:
    """Those that are not there yet, each once."""
    by_id = {sealed.id: sealed for sealed in batch}
    ids = list(by_id)
    for start in range(0, len(ids), _MOST_VALUES):
        known = select(entry.c.id).where(entry.c.id.in_(ids[start : start + _MOST_VALUES]))
        for found in connection.execute(known).scalars():
            del by_id[found]
    return list(by_id.values())


def _put_frontier(connection: Connection, frontier: Frontier) -> None:
    row = {"size": frontier.size, "root": frontier.root, "peaks": b"".join(frontier.peaks)}
    connection.execute(insert(log), row)


def _leaf(entry_id: str) -> bytes:
    return leaf_hash(bytes.fromhex(entry_id))


def _note_erased(connection: Connection, new: Iterable[Sealed], erased: Erased) -> None:
    for sealed in new:
        head, document = read_head(sealed.head), sealed.openings.get("document")
        gone = erased.of(sealed.id, head.kind, head.author, None if document is None else document.value)
        for name, by in gone.items():
            note_erased(connection, by, [(sealed.id, name)])


def _guard(connection: Connection, tables: Iterable[Table], acts: Iterable[str] = ("UPDATE", "DELETE")) -> None:
    for table in tables:
        for act in acts:
            connection.exec_driver_sql(_refusal(table.name, act))


def _refusal(table: str, act: str) -> str:
    # the names are constants of this module: a trigger takes no bound values
    return f"""
        CREATE TRIGGER {table}_refuses_{act.lower()}
        BEFORE {act} ON {table}
        BEGIN
            SELECT RAISE(ABORT, 'the ledger only grows');
        END
    """


def _arrival_order(row: Row) -> tuple[bool, int, str]:
    return (row.arrived is None, row.arrived[0] if row.arrived else 0, row.id)


def _entry_row(sealed: Sealed) -> dict[str, object]:
    head = read_head(sealed.head)
    signatures: Json = [{"alg": signature.alg, "sig": signature.sig.hex()} for signature in sealed.signatures]
    return {
        "id": sealed.id,
        "kind": head.kind,
        "author": head.author,
        "head": sealed.head,
        "signatures": canonical(signatures).decode(),
    }


def _opening_rows(sealed: Sealed) -> Iterator[dict[str, object]]:
    for name, held in sealed.openings.items():
        value = None if held.value is None else canonical(held.value)
        if value is not None and name in FOUND_BY:
            value = Findable(value)
        yield {"entry": sealed.id, "name": name, "salt": held.salt, "value": value}


def _row(
    found: SqlRow[tuple[str, str, str, bytes, str]],
    openings: Mapping[str, _Raw],
    arrived: _Arrival,
    erased: Mapping[str, str],
) -> Row:
    return Row(
        id=found.id,
        kind=found.kind,
        author=found.author,
        head=found.head,
        signatures=found.signatures,
        openings=openings,
        arrived=arrived,
        erased=erased,
    )


def _openings(stored: Mapping[str, _Raw]) -> tuple[dict[str, Opening], tuple[str, ...]]:
    openings: dict[str, Opening] = {}
    unreadable = []
    for name, (salt, value) in stored.items():
        try:
            openings[name] = Opening(salt=salt, value=None if value is None else parse_canonical(value))
        except TamperError:
            unreadable.append(name)
    return openings, tuple(unreadable)


def _signatures(stored: str) -> tuple[Signature, ...]:
    try:
        found = cast(list[dict[str, str]], parse_canonical(stored.encode()))
        return tuple(Signature(alg=item["alg"], sig=_bytes(item["sig"])) for item in found)
    except (TamperError, ValueError, KeyError, TypeError):
        return ()


def _bytes(digits: str) -> bytes:
    found = bytes.fromhex(digits)
    if found.hex() != digits:
        raise ValueError(f"{digits} is not lowercase hexadecimal")
    return found


def _explanation(message: str, path: str) -> str:
    if "file is not a database" in message:
        return f"the key does not open {path}: it is another ledger's key, or the file is no ledger or is damaged"
    if "full" in message:
        return f"the disk is full: nothing was written to {path}; free some space and do it again"
    if "locked" in message:
        return f"another program is writing to {path}: try again when it has ended"
    if "readonly" in message or "unable to open" in message:
        return f"{path} cannot be opened for writing: check who may write there"
    return f"the ledger {path} cannot be used: {message}; run `saksi verify`, or put back a good copy"
