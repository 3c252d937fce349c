"""Opening the database: encrypted, every write durable, no feature that a hostile file could use."""

import os
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlcipher3 import dbapi2

from ..model import LedgerError

#: Older ones can corrupt a file that two connections write (the WAL-reset race).
_LEAST_SQLITE = (3, 51, 3)

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


def open_beside(engine: Engine, path: Path) -> Engine:
    """An engine on another file, which is made, under the key and with the settings of `engine`."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    beside = create_engine(engine.url.set(database=str(path)))
    event.listen(beside, "connect", _prepare)
    event.listen(beside, "begin", _begin)
    return beside


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
