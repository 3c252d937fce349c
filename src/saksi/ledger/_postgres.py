"""The ledger on a PostgreSQL server: the connection, one writer at a time, and what a failure of it means."""

import logging
from collections.abc import Mapping

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from .server import Server

SCHEMA = "saksi"
# one number of this database's own, under which writers wait for each other: "saksi" in ASCII
_WRITER = 0x73616B7369
_PATIENCE = 10

# pg_temp last: a table that somebody made for himself must not stand in the place of the ledger's
_SETTINGS = (
    f"SET search_path = {SCHEMA}, pg_temp",
    "SET synchronous_commit = on",
    f"SET lock_timeout = '{_PATIENCE}s'",
)
# all statements of a reading see the ledger of one moment
_READS = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
# a writer must see what the one before it committed, which it waited for
_ADDS = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED"
_WRITES = f"{_ADDS}; SELECT pg_advisory_xact_lock({_WRITER})"


def open_server(server: Server) -> Engine:
    """An engine on a server; connects lazily."""
    # it tells stderr what it raises as well
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)
    given = {} if "connect_timeout" in server.url.query else {"connect_timeout": _PATIENCE}
    engine = create_engine(server.url, connect_args=given)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


#: Settings that must be on, and what may happen where one is not.
_NEEDED = {
    "fsync": "what it acknowledges can be lost in a power cut",
    "full_page_writes": "a power cut can leave half a page",
}


def server_faults(connection: Connection, needed: Mapping[str, str] = _NEEDED) -> list[str]:
    """The settings under which the server may lose what it acknowledged.

    There is no twin of the check of every page that SQLCipher makes; the commitments find what was changed.
    """
    held = connection.execute(text("SELECT name, setting FROM pg_settings"))
    settings = {row.name: row.setting for row in held}
    return [
        f"the server runs with {name} = {settings.get(name)}: {meaning}"
        for name, meaning in needed.items()
        if settings.get(name) != "on"
    ]


def explanation(error: DBAPIError, name: str) -> str | None:
    """What a failure of a server means and what to do, in one line; None where it is no server's."""
    if not type(error.orig).__module__.startswith("psycopg"):
        return None
    state = getattr(error.orig, "sqlstate", None)
    said = (str(error.orig).strip() or "no answer").splitlines()[0]
    match state:
        case None:
            return f"{name} cannot be reached: check the address, the network and the password ({said})"
        case "42501":
            return f"your role may not do that on {name}: the administrator grants it ({said})"
        case "55P03":
            return f"another program is writing to {name}: try again when it has ended"
        case "53100":
            return f"the disk of the server is full: nothing was written to {name}; try again when there is room"
    return f"the ledger {name} cannot be used: {said}; run `saksi verify`, or ask the administrator"


def _prepare(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for setting in _SETTINGS:
        cursor.execute(setting)
    cursor.close()
    # else the settings are taken back with the transaction that they began
    connection.commit()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("adds", False):
        # beside whatever writer there is: what is added means nothing before an entry names it
        connection.exec_driver_sql(_ADDS)
        return
    connection.exec_driver_sql(_WRITES if options.get("writes", False) else _READS)
