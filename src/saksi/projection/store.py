"""The file of the projections: opened under its lock, dropped when it does not fit the ledger, made again."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from sqlalchemy import Connection, Engine, Table, insert, inspect, select
from sqlalchemy.exc import DatabaseError

from saksi.ledger import Ledger
from saksi.model import LedgerError

from .tables import metadata, watermark

#: Values that one query may bind are few on some databases.
AT_ONCE = 500
_CACHE = "PRAGMA cache_size = -65536"
#: What decides the rows: a change in any of these packages drops what was folded before it.
_FOLDED_BY = ("saksi.model", "saksi.ledger", "saksi.resolve", "saksi.register", "saksi.projection")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watermark:
    """How far the ledger is folded in: size and root of its log, number of the last entry, version of the code."""

    size: int
    root: bytes
    seq: int
    code: str


class DamagedError(LedgerError):
    """The stored projections cannot be read or written. Nothing is in them but can be folded again."""


@contextmanager
def reading(ledger: Ledger) -> Iterator[Connection]:
    """A connection that reads the projections as they are."""
    engine = ledger.open_projections()
    try:
        with _explained(), engine.connect() as connection, connection.begin():
            connection.exec_driver_sql(_CACHE)
            yield connection
    finally:
        engine.dispose()


@contextmanager
def writing(ledger: Ledger) -> Iterator[Connection]:
    """A connection that alone writes the projections; what it did is kept at the end, or nothing of it."""
    engine = ledger.open_projections()
    before = _stat(engine)
    try:
        with _explained(), engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.exec_driver_sql(_CACHE)
            # an erasure removes the file under this lock; who waited for it must not write to what is gone
            after = _stat(engine)
            if before is None or after is None or not os.path.samestat(before, after):
                raise LedgerError("what was erased took the stored projections along just now: run the command again")
            metadata.create_all(connection)
            yield connection
    finally:
        engine.dispose()


def read_watermark(connection: Connection) -> Watermark | None:
    """How far the projections are; None where there are none yet."""
    if not inspect(connection).has_table(watermark.name):
        return None
    found = connection.execute(select(watermark)).one_or_none()
    return None if found is None else Watermark(**found._mapping)


def put_watermark(connection: Connection, now: Watermark) -> None:
    """Say how far the projections are."""
    connection.execute(watermark.delete())
    put(connection, watermark, [{"size": now.size, "root": now.root, "seq": now.seq, "code": now.code}])


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows, if there are any."""
    if rows:
        connection.execute(insert(table), rows)


def empty(connection: Connection) -> None:
    """Forget all projections."""
    metadata.drop_all(connection)
    metadata.create_all(connection)


def in_parts(values: Iterable[str]) -> Iterator[list[str]]:
    """Values in as many parts as queries can take, in an order of their own."""
    whole = sorted(values)
    for start in range(0, len(whole), AT_ONCE):
        yield whole[start : start + AT_ONCE]


@cache
def code_version() -> str:
    """A hash of the code and rules that decide the rows: rows of other code are never shown."""
    found = hashlib.sha256()
    for package in _FOLDED_BY:
        for name, data in sorted(_sources(files(package), package)):
            found.update(f"{name} {len(data)}\n".encode() + data)
    return found.hexdigest()


def _sources(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _sources(each, f"{name}/{each.name}")
        elif each.name.endswith((".py", ".toml")):
            yield f"{name}/{each.name}", each.read_bytes()


def _stat(engine: Engine) -> os.stat_result | None:
    try:
        return os.stat(str(engine.url.database))
    except FileNotFoundError:
        return None


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        if "locked" in str(error.orig):
            raise LedgerError("the stored projections are being folded by another program: try again") from None
        raise DamagedError(
            f"what is stored beside the ledger cannot be read or written ({error.orig}): nothing of the ledger is "
            "lost; look at the disk, and try again"
        ) from None
