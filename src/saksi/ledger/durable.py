"""Files that are on the disk when the writing returns: their bytes, and their names."""

import os
from pathlib import Path


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
