"""Files that are on the disk when the writing returns: their bytes, and their names."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


def write_synced(file: Path, data: bytes, *, must_be_new: bool = False) -> None:
    """Write a file for its owner's eyes only, and its bytes to the disk; its name is for `sync_folder`.

    Raises OSError; FileExistsError where it must be new and is there.
    """
    mode = os.O_EXCL if must_be_new else os.O_TRUNC
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | mode, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable: a file that was synced can still lose its name in a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Wait until nobody else who asks the same works in this folder; a process that dies lets go.

    Raises BlockingIOError instead where it should not wait.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def replace_wiping(file: Path, data: bytes) -> None:
    """Put a file in the place of the one before, whole or not at all, and overwrite what the one before held.

    Overwriting reaches the disk where a file system writes in place; others, and flash, may keep old sectors. Call it
    `alone`. Raises OSError, with the file before in its place.
    """
    beside = file.with_name(f"{file.name}.new")
    with suppress(FileNotFoundError):
        # a crash left it, and it may hold a key
        wipe(beside)
    try:
        write_synced(beside, data)
        with file.open("r+b") as before:
            beside.replace(file)
            sync_folder(file.parent)
            _overwrite(before)
    except OSError:
        with suppress(OSError):
            wipe(beside)
        raise


def wipe(file: Path) -> None:
    """Overwrite what a file holds, and remove it."""
    with file.open("r+b") as stream:
        _overwrite(stream)
    file.unlink()


def overwrite_in_place(file: Path, data: bytes) -> None:
    """Write over a file where it lies, for when there is no room for another: a crash may leave neither."""
    with file.open("r+b") as stream:
        _overwrite(stream)
        stream.seek(0)
        stream.write(data)
        stream.truncate()
        stream.flush()
        os.fsync(stream.fileno())


def _overwrite(stream: IO[bytes]) -> None:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    stream.write(os.urandom(size))
    stream.flush()
    os.fsync(stream.fileno())
