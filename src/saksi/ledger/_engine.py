"""Opening the database: encrypted, every write durable, no feature that a hostile file could use."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlcipher3 import dbapi2

from ..model import LedgerError

#: Older ones can corrupt a file that two connections write (the WAL-reset race).
_LEAST_SQLITE = (3, 51, 3)

#: Pages of 4 kB that a copy takes between two moments at which others may write, and how often it may begin anew.
_STEP = 2_000
_MOST_RESTARTS = 3
#: SQLITE_OK: a step that found the file locked is none.
_DONE_STEP = 0

# TRUNCATE with EXTRA lost no acknowledged row in simulated power cuts; a flipped bit in a WAL file is lost silently.
# recursive_triggers: without it INSERT OR REPLACE removes a row and no DELETE trigger fires.
_SETTINGS = (
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
)


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine on the encrypted file at `path`; connects lazily. A raw key: it is random, so nothing is derived."""
    if dbapi2.sqlite_version_info < _LEAST_SQLITE:
        raise LedgerError(f"SQLite {dbapi2.sqlite_version} can corrupt a ledger: install sqlcipher3 0.6.4 or later")
    _silence()
    engine = create_engine(URL.create("sqlite+pysqlcipher", password=f"x'{key.hex()}'", database=str(path)))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def key_of(engine: Engine) -> bytes:
    """The key that an engine opens its file with."""
    return bytes.fromhex(str(engine.url.password)[2:-1])


def copy_engine(engine: Engine, path: Path) -> Engine:
    """An engine on a copy at `path` of what `engine` opens, under the same key.

    It is copied in steps between which others may write; each write begins the copy anew. After some of those it is
    copied in one step, for which writers wait.
    """
    copy = open_engine(path, key_of(engine))
    try:
        with closing(engine.raw_connection()) as source, closing(copy.raw_connection()) as target:
            try:
                _driver(source).backup(_driver(target), pages=_STEP, progress=_Steps().follow)
            except _TooOftenError:
                _driver(source).backup(_driver(target))
    except dbapi2.Error as error:
        copy.dispose()
        raise LedgerError(f"the database cannot be copied to {path.parent}: {error}") from None
    return copy


def _driver(connection: PoolProxiedConnection) -> dbapi2.Connection:
    return connection.driver_connection


class _TooOftenError(Exception):
    """A copy was begun anew too often."""


class _Steps:
    """Counts how often a copy begins anew: a step that was done leaves no less to do than the one before."""

    def __init__(self) -> None:
        self._restarts = 0
        self._left: int | None = None

    def follow(self, status: int, left: int, total: int) -> None:
        if status == _DONE_STEP and self._left is not None and left >= self._left:
            self._restarts += 1
            if self._restarts > _MOST_RESTARTS:
                raise _TooOftenError
        self._left = left


def _silence() -> None:
    # SQLCipher prints to stderr when a key does not fit; the caller gets the error, in words
    connection = dbapi2.connect(":memory:")
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
    finally:
        connection.close()


def _prepare(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    # the driver's own transactions begin too late, at the first write: `_begin` begins them
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in _SETTINGS:
        cursor.execute(setting)
    cursor.execute("PRAGMA recursive_triggers")
    if cursor.fetchone() != (1,):
        raise LedgerError("this SQLite cannot keep the ledger append-only: install sqlcipher3 0.6.4 or later")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
