"""The engines that a ledger can lie on, for tests that run on each of them.

PostgreSQL is that of SAKSI_TEST_POSTGRES, an address of a role that may make databases and roles, or else one that is
brought up for the run. Ledgers on it are opened by a login that has the rights of who began one, and no others.
"""

import os
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL, Connection, make_url

from saksi.ledger import Ledger, Server
from saksi.ledger._hidden import hide_from
from saksi.ledger._postgres import open_server
from saksi.ledger.administrator import CLIENT, ERASER, administrator_sql

ENGINES = ("sqlite", "postgresql")
#: Logins of the tests: who began a ledger, and a colleague.
ROOT, COLLEAGUE = "saksi_test_root", "saksi_test_colleague"
PASSWORD = "TEST-ONLY"
#: Where the administrator's address stands while the tests run.
ADMINISTRATOR = "SAKSI_TEST_POSTGRES_NOW"
_LOCK = 0x7E57


class Postgres:
    """A server, and a new database for each ledger."""

    def __init__(self, address: str) -> None:
        self._admin = make_url(address)
        self._template = f"saksi_test_{uuid4().hex[:12]}"
        with self._connect(self._admin) as connection:
            # roles are the whole server's, and other workers make them too
            connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self._template)))
            with self._connect(self._admin.set(database=self._template)) as made, made.transaction():
                made.execute(administrator_sql().encode())
            for login, role in ((ROOT, ERASER), (COLLEAGUE, CLIENT)):
                if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [login]).fetchone():
                    make = "CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}"
                    parts = sql.Identifier(login), sql.Literal(PASSWORD), sql.Identifier(role)
                    connection.execute(sql.SQL(make).format(*parts))
        self._databases = [self._template]

    def database(self, *, tables: bool = True) -> URL:
        """The administrator's address of a new database, with the tables of a ledger, or empty."""
        name = f"saksi_test_{uuid4().hex[:12]}"
        with self._connect(self._admin) as connection:
            template = sql.Identifier(self._template if tables else "template1")
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), template))
        self._databases.append(name)
        return self._admin.set(database=name)

    def server(self, folder: Path, *, tables: bool = True) -> Server:
        """A new database, as who begins a ledger in it reaches it."""
        return at(self.database(tables=tables), ROOT, folder)

    def drop(self) -> None:
        """Remove the databases that this worker made."""
        with self._connect(self._admin) as connection:
            for name in self._databases:
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
    with warnings.catch_warnings():
        # where a system has no folder for running programs, one beside the temporary files is taken
        warnings.simplefilter("ignore")
        import pgserver
    # a short path: a socket's has at most 107 bytes
    folder = Path(tempfile.mkdtemp(prefix="saksi-postgres-"))
    started = pgserver.get_server(folder, cleanup_mode="delete")

    def let_go() -> None:
        # at once, without writing to the disk what is deleted next
        process = started.get_postmaster_info().process
        process.send_signal(signal.SIGQUIT)
        process.wait(30)
        started.cleanup()

    return started.get_uri(), let_go


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
