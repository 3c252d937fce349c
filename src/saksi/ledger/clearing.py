"""Clearing the disk of what was erased, after the commit that says so: originals, old pages."""

from collections.abc import Set
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from ..model import LedgerError
from . import _originals
from ._erased import PAGES
from ._tables import item_key, opening, original
from .durable import sync_folder


def clear(engine: Engine, folder: Path, left: Set[str]) -> None:
    """Remove the originals named in `left`, and rewrite the database without its old pages.

    Doing it again does no harm. Raises LedgerError where a file cannot be removed.
    """
    places = left - {PAGES}
    if engine.dialect.name == "postgresql":
        _clear_server(engine, places)
        return
    for name in sorted(places):
        _remove(folder / name)
    # secure_delete blanks what is deleted, and not the copies that a page keeps of rows that moved to another page
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM")


def _clear_server(engine: Engine, places: Set[str]) -> None:
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        _originals.remove(connection, places)
    # the room of what was deleted is used again; who does not own the tables is passed over with a notice, and the
    # server's own rounds do it later
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"VACUUM {opening.name}, {item_key.name}, {original.name}")


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
        if file.parent.is_dir():
            sync_folder(file.parent)
    except OSError as error:
        raise LedgerError(f"{file}, of which the key is destroyed, cannot be removed: {error.strerror}") from None
