"""The files of a ledger in one, sealed by age: a tar archive, so that `age -d | tar x` opens it where Saksi is gone.

The names are few and fixed, and a header that this module would not have written is refused: no path leads out of the
folder, and nothing but plain files comes out. The last file, SHA256SUMS, is for `sha256sum -c`.
"""

import hashlib
import io
import os
import re
import tarfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyrage

from ..model import LedgerError, TamperError

#: What a backup is called inside, whatever the ledger was called.
LEDGER = "ledger"
HEADER = "header.json"
_SUMS = "SHA256SUMS"
_NAME = re.compile(rf"{HEADER}|{LEDGER}(\.key|\.checkpoint|\.originals/[0-9a-f]{{2}}/[0-9a-f]{{64}})?|{_SUMS}")
_BLOCK = tarfile.BLOCKSIZE
_CHUNK = 1 << 20
_END = bytes(2 * _BLOCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file to be packed: bytes at hand, or a file to be read when its turn comes."""

    name: str
    source: bytes | Path


def seal(parts: Iterable[Part], to: Path, recipients: Sequence[pyrage.x25519.Recipient]) -> None:
    """Pack the parts into the file `to`, sealed to each of the recipients; on return its bytes are on the disk.

    Raises OSError; FileNotFoundError where a part is gone.
    """
    reader = _Reader(_pack(parts))
    handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        writer = _Writer(stream)
        try:
            pyrage.encrypt_io(reader, writer, recipients)
        except (pyrage.EncryptError, OSError) as error:
            # it tells in words alone of what either of them met
            raise reader.error or writer.error or LedgerError(f"{to} cannot be sealed: {error}") from None
        stream.flush()
        os.fsync(stream.fileno())
        # what is read back should come from the disk and not from memory
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def unseal(file: Path, identity: pyrage.x25519.Identity, into: Path) -> None:
    """Unpack a sealed file into a new folder. Raises TamperError on any that is not as it was sealed, OSError."""
    into.mkdir(mode=0o700)
    sink = _Sink(_unpack(into))
    with file.open("rb") as stream:
        try:
            pyrage.decrypt_io(stream, sink, [identity])
        except pyrage.DecryptError as error:
            if "No matching keys" in str(error):
                raise LedgerError(f"this recovery key does not open {file}: it is sealed to another") from None
            raise TamperError(f"{file} is no backup, or is damaged: take another copy of it") from None
        except OSError as error:
            if error.errno is not None:
                raise
            raise TamperError(f"{file} is damaged: take another copy of it") from None
    if not sink.is_done:
        raise TamperError(f"{file} is cut off: take another copy of it")


def _pack(parts: Iterable[Part]) -> Iterator[bytes]:
    sums = ""
    for part in parts:
        digest = hashlib.sha256()
        with _reading(part.source) as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(0)
            yield _head(part.name, size)
            left = size
            while left:
                chunk = stream.read(min(left, _CHUNK))
                if not chunk:
                    raise OSError(f"{part.name} became shorter while it was read")
                digest.update(chunk)
                left -= len(chunk)
                yield chunk
            yield _padding(size)
        sums += _sum(digest.hexdigest(), part.name)
    yield from (_head(_SUMS, len(sums)), sums.encode(), _padding(len(sums)), _END)


def _unpack(folder: Path) -> Generator[int, bytes, None]:
    """Takes the archive in pieces of the sizes that it asks for. Raises TamperError on any other than `_pack` makes."""
    sums = ""
    while True:
        head = yield _BLOCK
        name, size = _read_head(head)
        if name == _SUMS:
            break
        digest = hashlib.sha256()
        with _new(folder / name) as stream:
            left = size
            while left:
                chunk = yield min(left, _CHUNK)
                stream.write(chunk)
                digest.update(chunk)
                left -= len(chunk)
        if any((yield len(_padding(size)))):
            raise TamperError("a part of the backup is not filled up as it should be")
        sums += _sum(digest.hexdigest(), name)
    if size != len(sums) or (yield size) != sums.encode():
        raise TamperError("the sums at the end of the backup are not those of its parts")
    if (yield len(_padding(size) + _END)) != _padding(size) + _END:
        raise TamperError("the end of the backup is not as it should be")


def _reading(source: bytes | Path) -> IO[bytes]:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _new(file: Path) -> IO[bytes]:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError:
        raise TamperError("a part stands twice in the backup") from None


def _sum(digest: str, name: str) -> str:
    return f"{digest}  {name}\n"


def _padding(size: int) -> bytes:
    return bytes(-size % _BLOCK)


def _head(name: str, size: int) -> bytes:
    told = tarfile.TarInfo(name)
    told.size, told.mode = size, 0o600
    return told.tobuf(tarfile.GNU_FORMAT)


def _read_head(block: bytes) -> tuple[str, int]:
    try:
        told = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    except (tarfile.HeaderError, UnicodeDecodeError):
        raise TamperError("a part of the backup has no name") from None
    if not _NAME.fullmatch(told.name) or told.size < 0 or _head(told.name, told.size) != block:
        raise TamperError("a part of the backup is none that a ledger has")
    return told.name, told.size


class _Reader(io.RawIOBase):
    """The pieces as a stream that is read; `error` is what stopped them."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""
        self.error: OSError | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; nothing at the end."""
        try:
            while not self._left:
                self._left = next(self._pieces)
        except StopIteration:
            return b""
        except OSError as error:
            self.error = error
            raise
        taken, self._left = self._left[:size], self._left[size:]
        return taken


class _Writer:
    """A file that is written to; `error` is what stopped it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        """Write all of it."""
        try:
            return self._stream.write(data)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        """The file is flushed in the end."""


class _Sink:
    """A stream that is written to, and hands on pieces of the sizes that are asked for."""

    def __init__(self, taker: Generator[int, bytes, None]) -> None:
        self._taker = taker
        self._wanted = next(taker)
        self._held = bytearray()
        self.is_done = False

    def write(self, data: bytes) -> int:
        """Take all of it."""
        self._held += data
        while len(self._held) >= self._wanted and not self.is_done:
            piece, self._held = bytes(self._held[: self._wanted]), self._held[self._wanted :]
            try:
                self._wanted = self._taker.send(piece)
            except StopIteration:
                self.is_done = True
        if self.is_done and self._held:
            raise TamperError("something stands behind the end of the backup")
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""
