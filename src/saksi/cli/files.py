"""The bytes of a file that a user names."""

import sys
from pathlib import Path

from saksi.model import BadInputError

#: Far above what `archive` takes in: only so that a disk image is refused before it fills memory.
_MOST_BYTES = 256 * 2**20


def is_large(file: str) -> bool:
    """Whether a file is too large for the memory: it can be kept, and not be read."""
    path = Path(file)
    return file != "-" and path.is_file() and path.stat().st_size > _MOST_BYTES


def read_bytes(file: str) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises OSError, BadInputError with what to do."""
    if file == "-":
        return _bounded(sys.stdin.buffer.read(_MOST_BYTES + 1), "standard input")
    path = Path(file)
    if path.is_dir():
        raise BadInputError(f"{file} is a folder: name the files in it, such as {file.rstrip('/')}/*.txt")
    with path.open("rb") as stream:
        return _bounded(stream.read(_MOST_BYTES + 1), file)


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > _MOST_BYTES:
        raise BadInputError(f"{name} is larger than {_MOST_BYTES // 2**20} MiB: that is no story; cut out what matters")
    return data
