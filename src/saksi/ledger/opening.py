"""Opening and making a ledger: the file, its key file, and what stands in the way, said in one line."""

import os
from pathlib import Path

from sqlalchemy import Engine

from ..model import LedgerError
from . import _store
from ._engine import open_engine
from .keys import key_file, make_key, read_key
from .ledger import Ledger, fill_new
from .schema import FORMAT


def open_ledger(path: Path, passphrase: str | None, *, create: bool) -> Ledger:
    """Open the ledger at `path`; with `create`, make it where there is none.

    Raises LedgerError: no such ledger, wrong key, key file gone, newer format, full disk.
    """
    path = path.absolute()
    is_new = not path.exists() or path.stat().st_size == 0
    if is_new and not create:
        raise LedgerError(f"there is no ledger at {path}: make one with `saksi add FILE`")
    key = _make(path, passphrase) if is_new else read_key(path, passphrase)
    engine = open_engine(path, key)
    try:
        with _store.explained(path):
            _prepare(engine, path, create=create)
    except LedgerError:
        engine.dispose()
        raise
    return Ledger(path, engine)


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
    if found is None and create:
        fill_new(engine)
    elif found is None:
        raise LedgerError(f"the ledger {path} is empty: make it anew with `saksi add FILE`")
    elif found != FORMAT:
        raise LedgerError(f"the ledger {path} is of format {found}, and this Saksi knows {FORMAT}: update Saksi")
