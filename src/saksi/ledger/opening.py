"""Opening and making a ledger: the file, its key file, and what stands in the way, said in one line."""

import os
from pathlib import Path

from sqlalchemy import Engine

from ..model import LedgerError
from . import _scopes, _store
from ._engine import open_engine
from .keys import key_file, make_key, read_key
from .last_checkpoint import checkpoint_file
from .ledger import Ledger, fill_new
from .schema import FORMAT
from .server import Server

#: SQLCipher writes whole pages of this size: a file of another size is none of its.
_PAGE = 4096


def open_ledger(where: Path | Server, passphrase: str | None, *, create: bool, accept: bool = False) -> Ledger:
    """Open the ledger in a file or on a server; with `create`, make it where there is none.

    It is compared with its last checkpoint; with `accept` it is taken for the newest as it is. Raises LedgerError: no
    such ledger, no ledger at all, wrong key, key file gone, newer format, full disk, an older copy, a tail cut off.
    """
    if isinstance(where, Server):
        # a ledger in a file needs neither the driver of the server nor age
        from .joining import join

        return join(where, passphrase, create=create, accept=accept)
    path = where.absolute()
    _refuse_other_things(path)
    must_make = is_new(path)
    if must_make and not create:
        raise LedgerError(f"there is no ledger at {path}: make one with `saksi add FILE`")
    key = _make(path, passphrase) if must_make else read_key(path, passphrase)
    return _open(path, key, create=create, accept=accept)


def open_under(path: Path, key: bytes) -> Ledger:
    """Open the ledger at `path`, of which the key is at hand: a copy. Raises LedgerError as `open_ledger` does."""
    return _open(path, key, create=False, accept=False)


def check_key(path: Path, key: bytes) -> None:
    """Raise LedgerError unless this key opens the ledger at `path`."""
    engine = open_engine(path, key)
    try:
        with _store.explained(path), engine.connect() as connection:
            _store.read_format(connection)
    finally:
        engine.dispose()


def _open(path: Path, key: bytes, *, create: bool, accept: bool) -> Ledger:
    engine = open_engine(path, key)
    try:
        with _store.explained(path):
            _prepare(engine, path, create=create)
        ledger = Ledger(path, engine)
        ledger.begin(accept=accept)
    except LedgerError:
        engine.dispose()
        raise
    return ledger


def is_new(where: Path | Server) -> bool:
    """Whether there is no ledger yet, in this file or on this server."""
    if isinstance(where, Server):
        from .joining import is_begun

        return not is_begun(where)
    return not where.exists() or where.stat().st_size == 0


def _refuse_other_things(path: Path) -> None:
    """A ledger is a file with a key file beside it; an empty one with its key is what a crash leaves."""
    if path.is_dir():
        raise LedgerError(f"{path} is not a Saksi ledger but a folder: name a file, such as {path / 'ledger'}")
    if not path.exists() or key_file(path).exists():
        return
    size = path.stat().st_size
    if size == 0 or size % _PAGE:
        raise LedgerError(f"{path} is not a Saksi ledger: name another file with --ledger or SAKSI_LEDGER")


def _make(path: Path, passphrase: str | None) -> bytes:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # a key file without a ledger is left by a crash just here: its key will do
        key = read_key(path, passphrase) if key_file(path).exists() else make_key(path, passphrase)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    except OSError as error:
        raise LedgerError(f"a ledger cannot be made at {path}: {error.strerror}") from None
    return key


def _prepare(engine: Engine, path: Path, *, create: bool) -> None:
    with engine.connect() as connection, connection.begin():
        found = _store.read_format(connection)
        is_logged = found is None or _store.has_log(connection)
        lacks_tables = found is not None and _store.lacks_tables(connection)
        is_scoped = found is None or _scopes.has_scopes(connection)
    if found is None and create:
        fill_new(engine)
    elif found is None:
        raise LedgerError(f"the ledger {path} is empty: make it anew with `saksi add FILE`")
    elif found != FORMAT:
        raise LedgerError(f"the ledger {path} is of format {found}, and this Saksi knows {FORMAT}: update Saksi")
    elif (lacks_tables or not is_scoped) and (is_logged or not checkpoint_file(path).exists()):
        # made by an earlier Saksi; a log that is gone, while its checkpoint is there, is not made anew
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            _store.add_tables(connection)
            keep = not is_logged and _store.count_arrived(connection) > 0
            if not is_scoped:
                # it may take minutes: with the tables, so that a crash leaves none that are empty
                Ledger(path, engine).begin_scopes(connection)
        if keep:
            Ledger(path, engine).accept()
