"""The engines that a ledger can lie on, for tests that run on each of them.

PostgreSQL is that of SAKSI_TEST_POSTGRES, an address of a role that may make databases and roles, or else one that is
brought up for the run. Ledgers on it are opened by a login that has the rights of who began one, and no others.
"""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL, Connection, make_url, select

from saksi.ledger import Ledger, Server
from saksi.ledger._hidden import hide_from
from saksi.ledger._postgres import open_server
from saksi.ledger._tables import metadata, of_server, original
from saksi.ledger.administrator import CLIENT, ERASER, administrator_sql

ENGINES = ("sqlite", "postgresql")
#: Logins of the tests: who began a ledger, and a colleague.
ROOT, COLLEAGUE = "saksi_test_root", "saksi_test_colleague"
PASSWORD = "TEST-ONLY"
#: Where the administrator's address stands while the tests run.
ADMINISTRATOR = "SAKSI_TEST_POSTGRES_NOW"
_LOCK = 0x7E57
_TRIES = 4


class Postgres:
    """A server, and on it databases that are emptied and used again: to make one takes the disk much longer."""

    def __init__(self, address: str) -> None:
        self._admin = make_url(address)
        self._made: list[str] = []
        self._free: list[str] = []
        self._given: list[str] = []
        with self._connect(self._admin) as connection:
            # roles are the whole server's, and other workers make them too
            connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            self._free.append(self.make(administrator_sql()))
            for login, role in ((ROOT, ERASER), (COLLEAGUE, CLIENT)):
                if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [login]).fetchone():
                    make = "CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}"
                    parts = sql.Identifier(login), sql.Literal(PASSWORD), sql.Identifier(role)
                    connection.execute(sql.SQL(make).format(*parts))

    def make(self, script: str | None = None) -> str:
        """Make a database, and run a script in it."""
        name = f"saksi_test_{uuid4().hex[:12]}"
        with self._connect(self._admin) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        self._made.append(name)
        if script is not None:
            with self._connect(self.url(name)) as made, made.transaction():
                made.execute(script.encode())
        return name

    def url(self, database: str) -> URL:
        """The administrator's address of a database."""
        return self._admin.set(database=database)

    def server(self, folder: Path) -> Server:
        """An empty database, as who begins a ledger in it reaches it; its own for the length of a test."""
        name = self._free.pop() if self._free else self.make(administrator_sql())
        self._given.append(name)
        return at(self.url(name), ROOT, folder)

    def take_back(self) -> None:
        """Empty the databases that were given, for the next test."""
        for name in self._given:
            with self._connect(self.url(name)) as connection, connection.transaction():
                connection.execute("SET LOCAL session_replication_role = replica")
                for table in (*metadata.sorted_tables, *of_server.sorted_tables):
                    connection.execute(sql.SQL("DELETE FROM saksi.{}").format(sql.Identifier(table.name)))
        self._free += self._given
        self._given.clear()

    def drop(self) -> None:
        """Remove the databases that this worker made."""
        with self._connect(self._admin) as connection:
            for name in self._made:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @staticmethod
    def _connect(url: URL) -> "psycopg.Connection[Any]":
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def at(url: URL, login: str, folder: Path) -> Server:
    """The same database, as one of the logins of the tests."""
    named = url.set(username=login, password=PASSWORD)
    return Server.of(named.render_as_string(hide_password=False), folder)


def bring_up() -> tuple[str, Callable[[], None]]:
    """The address of a server, and what lets go of it: the one that is named, or one for this worker.

    Raises whatever keeps it from starting here.
    """
    named = os.environ.get("SAKSI_TEST_POSTGRES")
    if named:
        return named, lambda: None
    # a short path: a socket's has at most 107 bytes
    folder = Path(tempfile.mkdtemp(prefix="saksi-postgres-"))
    started = _start(folder)

    def let_go() -> None:
        # at once, without writing to the disk what is deleted next
        process = started.get_postmaster_info().process
        process.send_signal(signal.SIGQUIT)
        process.wait(30)
        started.cleanup()

    return started.get_uri(), let_go


def originals_in(ledger: Ledger) -> list[str]:
    """Under which names originals and texts are kept."""
    if ledger.member is None:
        folder = ledger.originals_folder
        return [str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()]
    with ledger._reads() as connection:
        return list(connection.execute(select(original.c.name)).scalars())


def remove_originals(ledger: Ledger) -> None:
    """Take all originals away behind the ledger's back."""
    if ledger.member is None:
        shutil.rmtree(ledger.originals_folder)
        return
    with unguarded(ledger) as connection:
        connection.execute(original.delete())


def _start(folder: Path) -> Any:
    with warnings.catch_warnings():
        # where a system has no folder for running programs, one beside the temporary files is taken
        warnings.simplefilter("ignore")
        from pgserver.postgres_server import PostgresServer, get_server
    for _ in range(_TRIES - 1):
        try:
            return get_server(folder, cleanup_mode="delete")
        except subprocess.TimeoutExpired:
            # it waits ten seconds, which on a busy machine are not enough: by the next try the server is up
            atexit.unregister(PostgresServer._instances.pop(folder.resolve())._cleanup)
    return get_server(folder, cleanup_mode="delete")


@contextmanager
def unguarded(ledger: Ledger) -> Iterator[Connection]:
    """Change the store behind the ledger's back: without triggers, without foreign keys, as its disk's owner could."""
    if ledger.member is None:
        # outside a transaction, where alone SQLite heeds it
        ledger._engine.raw_connection().cursor().execute("PRAGMA foreign_keys = OFF")
        with ledger._writes() as connection:
            for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
        return
    with as_administrator(ledger) as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield connection


@contextmanager
def as_administrator(ledger: Ledger) -> Iterator[Connection]:
    """The store of a ledger on a server, in the hands of a role that may do everything and knows the data key."""
    assert ledger.member is not None
    url = make_url(os.environ[ADMINISTRATOR]).set(database=ledger._engine.url.database)
    engine = open_server(Server.of(url.render_as_string(hide_password=False), ledger.path.parent))
    hide_from(engine, ledger.member.data_key)
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()
