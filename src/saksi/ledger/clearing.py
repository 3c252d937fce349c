"""Clearing the disk of what was erased, after the commit that says so: files of originals, old pages."""

from collections.abc import Set
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from ..model import LedgerError
from ._erased import PAGES
from .durable import sync_folder


def clear(engine: Engine, folder: Path, left: Set[str]) -> None:
    """Remove the files named in `left` from the folder of originals, and rewrite the database without its old pages.

    Doing it again does no harm. Raises LedgerError where a file cannot be removed.
    """
    for name in sorted(left - {PAGES}):
        _remove(folder / name)
    # secure_delete blanks what is deleted, and not the copies that a page keeps of rows that moved to another page
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM")


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
        if file.parent.is_dir():
            sync_folder(file.parent)
    except OSError as error:
        raise LedgerError(f"{file}, of which the key is destroyed, cannot be removed: {error.strerror}") from None
