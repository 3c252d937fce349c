"""Opening a ledger on a server: beginning it, or opening it with a key that it has admitted."""

from nacl.utils import random as random_bytes
from sqlalchemy import Connection, Engine, func, insert, inspect, select
from sqlalchemy.exc import ProgrammingError

from ..model import LedgerError
from . import _store
from ._hidden import hide_from
from ._postgres import SCHEMA, open_server
from ._tables import meta, wrapped_key
from .administrator import tables_sql
from .checkpoint import sign_checkpoint
from .keys import key_file, make_key, read_key
from .last_checkpoint import keep_last
from .ledger import ORIGINALS, Ledger
from .log import EMPTY_ROOT
from .member import KEY_BYTES, Keys, Member, keys_of, unbox
from .schema import FORMAT
from .server import Server

_HOW_TO = "docs/how-to/team-on-postgresql.md says how"


def join(server: Server, passphrase: str | None, *, create: bool, accept: bool) -> Ledger:
    """Open the ledger on `server`, as `open_ledger` does one in a file; with `create`, begin it where there is none.

    Who begins it is its root. Raises LedgerError: no such server or ledger, no key of one's own, a key that is not
    admitted, newer format, an older copy.
    """
    engine = open_server(server)
    try:
        with _store.explained(server.name):
            is_begun = _is_begun(engine, server)
            if not is_begun and not create:
                raise LedgerError(f"there is no ledger on {server.name} yet: begin it with `saksi add FILE`")
            keys = _own_keys(server, passphrase, may_make=not is_begun)
            if not is_begun:
                _begin(engine, keys, server)
            member = _admitted(engine, keys, server)
        hide_from(engine, member.data_key)
        ledger = Ledger(server.path, engine, member)
        ledger.begin(accept=accept)
    except LedgerError:
        engine.dispose()
        raise
    return ledger


def is_begun(server: Server) -> bool:
    """Whether there is a ledger on the server. Raises LedgerError where it cannot be reached."""
    engine = open_server(server)
    try:
        with _store.explained(server.name):
            return _is_begun(engine, server)
    finally:
        engine.dispose()


def _is_begun(engine: Engine, server: Server) -> bool:
    with engine.connect() as connection, connection.begin():
        found = _format(connection)
    if found not in (None, FORMAT):
        raise LedgerError(f"the ledger {server.name} is of format {found}, and this Saksi knows {FORMAT}: update Saksi")
    return found is not None


def _format(connection: Connection) -> str | None:
    if not inspect(connection).has_table(meta.name, schema=SCHEMA):
        return None
    return connection.execute(select(meta.c.format)).scalar_one_or_none()


def _own_keys(server: Server, passphrase: str | None, *, may_make: bool) -> Keys:
    if key_file(server.path).exists():
        return keys_of(read_key(server.path, passphrase))
    if not may_make:
        raise LedgerError(
            f"you have no key for {server.name}: make one with `saksi keys card --name YOU`, and give the card to who "
            f"began the ledger; {_HOW_TO}"
        )
    return new_keys(server, passphrase)


def new_keys(server: Server, passphrase: str | None) -> Keys:
    """Make the key file of who works on a server. Raises LedgerError where there is one, or it cannot be written.

    A checkpoint of nothing goes with it: the first opening is then like any other, and a checkpoint file that is gone
    is noticed as it is anywhere.
    """
    try:
        server.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise LedgerError(f"the folder {server.path.parent} cannot be made: {error.strerror}") from None
    keys = keys_of(make_key(server.path, passphrase))
    keep_last(server.path, sign_checkpoint(0, EMPTY_ROOT, keys.signing))
    return keys


def _begin(engine: Engine, keys: Keys, server: Server) -> None:
    """Make the tables, where no administrator has, and put in what every ledger has from its first moment."""
    own = keys.public
    data_key = random_bytes(KEY_BYTES)
    member = Member(keys=keys, root=own.public_key, data_key=data_key, name=server.name)
    hide_from(engine, data_key)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if not inspect(connection).has_table(meta.name, schema=SCHEMA):
            _make_tables(connection, server)
        if _format(connection) is not None:
            # somebody began it in this moment
            return
        if not connection.execute(select(func.has_table_privilege(f"{SCHEMA}.opening", "DELETE"))).scalar():
            raise LedgerError(
                f"your role on {server.name} may not erase, and who begins a ledger is the one who does: it is begun "
                f"by a login with the role saksi_eraser; {_HOW_TO}"
            )
        _store.begin(connection, {ORIGINALS: random_bytes(32)})
        box = member.box_for(own.recipient)
        connection.execute(insert(wrapped_key), {"recipient": own.recipient, "box": box})


def _make_tables(connection: Connection, server: Server) -> None:
    try:
        for statement in tables_sql():
            connection.exec_driver_sql(statement)
    except ProgrammingError as error:
        raise LedgerError(
            f"{server.name} has no tables for a ledger, and your role may not make them: the administrator does "
            f"({str(error.orig).splitlines()[0]}); {_HOW_TO}"
        ) from None


def is_admitted(server: Server, keys: Keys) -> bool:
    """Whether the ledger on the server has a box for these keys."""
    engine = open_server(server)
    try:
        with _store.explained(server.name):
            return _box(engine, keys) is not None
    finally:
        engine.dispose()


def _admitted(engine: Engine, keys: Keys, server: Server) -> Member:
    box = _box(engine, keys)
    if box is None:
        raise LedgerError(
            f"your key is not admitted on {server.name} yet: make a card with `saksi keys card --name YOU`, and give "
            f"it to who began the ledger; {_HOW_TO}"
        )
    return unbox(keys, server.name, box)


def _box(engine: Engine, keys: Keys) -> bytes | None:
    held = select(wrapped_key.c.box).where(wrapped_key.c.recipient == keys.public.recipient)
    with engine.connect() as connection, connection.begin():
        return connection.execute(held).scalar_one_or_none()
