"""Clearing the disk of what was erased, after the commit that says so: originals, old pages."""

from collections.abc import Iterable, Set
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlcipher3.dbapi2 import Error as SQLiteError

from ..model import LedgerError
from . import _originals
from ._engine import open_beside
from ._erased import PAGES
from ._tables import item_key, opening, original
from .durable import sync_folder


def clear(engine: Engine, folder: Path, left: Set[str]) -> None:
    """Remove the originals named in `left`, and rewrite the database without its old pages.

    Doing it again does no harm. Raises LedgerError where the disk refuses.
    """
    places = left - {PAGES}
    if engine.dialect.name == "postgresql":
        _clear_server(engine, places)
        return
    for name in sorted(places):
        _remove(folder / name)
    # secure_delete blanks what is deleted, and not the copies that a page keeps of rows that moved to another page
    try:
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM")
    except SQLiteError as error:
        raise LedgerError(f"the database cannot be rewritten without them: {error}") from None


def _clear_server(engine: Engine, places: Set[str]) -> None:
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        _originals.remove(connection, places)
    # the room of what was deleted is used again; who does not own the tables is passed over with a notice, and the
    # server's own rounds do it later
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"VACUUM {opening.name}, {item_key.name}, {original.name}")


def projections_file(path: Path) -> Path:
    """Where the projections of the ledger at `path` are stored."""
    return path.with_name(path.name + ".views")


def drop_projections(engine: Engine, path: Path) -> None:
    """Remove the stored projections: they repeat what entries say. The next reader folds them again.

    Taken under their lock, so that nobody who is writing to them finds another file under his journal's name. Raises
    LedgerError where they are in use for long, or cannot be removed.
    """
    file = projections_file(path)
    if not file.exists():
        return
    both = (file, file.with_name(file.name + "-journal"))
    beside = open_beside(engine, file)
    try:
        with beside.connect().execution_options(writes=True) as connection, connection.begin():
            _remove_all(both)
    except DatabaseError as error:
        if "locked" in str(error.orig):
            raise LedgerError(f"{file} is in use by another program") from None
        # a damaged file cannot be locked, nor used
        _remove_all(both)
    finally:
        beside.dispose()


def _remove_all(files: Iterable[Path]) -> None:
    for file in files:
        _remove(file)


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
        if file.parent.is_dir():
            sync_folder(file.parent)
    except OSError as error:
        raise LedgerError(f"{file} repeats what is erased, and cannot be removed: {error.strerror}") from None
