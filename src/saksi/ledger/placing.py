"""The files of a ledger as a set: a folder to work in beside them, and putting a whole set in its place."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..model import LedgerError
from .durable import alone, sync_folder, write_synced
from .keys import key_file
from .last_checkpoint import checkpoint_file
from .packing import LEDGER


@contextmanager
def workshop(path: Path, purpose: str) -> Iterator[Path]:
    """An empty folder beside the ledger at `path`, this process's alone; gone in the end, emptied after a crash."""
    folder = _workshop(path, purpose)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone(folder, wait=False):
            _empty(folder)
            try:
                yield folder
            finally:
                with suppress(OSError):
                    shutil.rmtree(folder)
    except BlockingIOError:
        raise LedgerError(f"another {purpose} of {path} is running: wait for its end") from None


def refuse_taken(path: Path) -> None:
    """Raise LedgerError where a ledger, or a part of one, lies at `path`; but a checkpoint may.

    What a restore that was killed has left counts as nothing: its folder stands there, and was made while the place
    was free.
    """
    if path.exists():
        raise LedgerError(f"there is a ledger at {path}, and it is not overwritten: name another place with --ledger")
    if _workshop(path, "restore").exists():
        return
    for part in (key_file(path), _originals(path)):
        if part.exists():
            raise LedgerError(f"{part} is there, a part of another ledger: move it away, or name another --ledger")


def put_in_place(folder: Path, path: Path, note: str) -> None:
    """Put the ledger that lies in `folder` at `path`, with this last checkpoint; on return it is there for good.

    The database comes last: a crash before that leaves no ledger, and after it a whole one.
    """
    part = folder / LEDGER
    write_synced(checkpoint_file(part), note.encode())
    _sync_all(folder)
    with suppress(FileNotFoundError):
        shutil.rmtree(_originals(path))
    if _originals(part).exists():
        _originals(part).replace(_originals(path))
    key_file(part).replace(key_file(path))
    checkpoint_file(part).replace(checkpoint_file(path))
    sync_folder(path.parent)
    part.replace(path)
    sync_folder(path.parent)


def _workshop(path: Path, purpose: str) -> Path:
    return path.with_name(f"{path.name}.{purpose}")


def _originals(path: Path) -> Path:
    return path.with_name(f"{path.name}.originals")


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def _sync_all(folder: Path) -> None:
    for inside, _, files in os.walk(folder):
        for name in files:
            handle = os.open(Path(inside, name), os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        sync_folder(Path(inside))
