"""The originals: encrypted bytes under names that say nothing, written whole or not at all."""

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Protocol

import nacl.bindings as secretstream
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

from ..model import LedgerError, TamperError


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was kept: its hash, and the key that its file is encrypted with. The key belongs in the ledger."""

    sha256: str
    item_key: bytes


#: How a box begins whose original was too large for the memory: then a stream of sealed pieces follows.
_STREAM = b"saksi/original/stream/v1\0"
_PIECE = 1 << 20
_MORE = secretstream.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_LAST = secretstream.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_SEALED_PIECE = _PIECE + secretstream.crypto_secretstream_xchacha20poly1305_ABYTES
_HEAD = secretstream.crypto_secretstream_xchacha20poly1305_HEADERBYTES


class Shelf(Protocol):
    """Where boxes lie: a folder of files, or a table of a server. Its text is what people are told of it."""

    def read(self, place: str) -> bytes | None:
        """The box in this place; None where there is none. Raises LedgerError where it cannot be read."""

    def write(self, place: str, box: bytes) -> None:
        """Put a box into a place, whole or not at all; on return it is on the disk. Raises LedgerError."""


class Originals:
    """A shelf of originals. Each has a key of its own, so that destroying the key erases it.

    The place of one is made from its hash and the item's key: who holds a known document cannot find out whether it
    is kept here, and nothing that is kept is ever written over.
    """

    def __init__(self, shelf: Shelf, name_key: bytes) -> None:
        self._shelf = shelf
        self._name_key = name_key

    def keep(self, data: bytes, item_key: bytes | None = None) -> Kept:
        """Keep `data`; on return it is on the disk. `item_key` is the key that the ledger has for it already.

        Raises LedgerError, with nothing half-written, when the disk is full or the folder closed.
        """
        kept = Kept(
            sha256=hashlib.sha256(data).hexdigest(),
            item_key=random_bytes(SecretBox.KEY_SIZE) if item_key is None else item_key,
        )
        if not self._is_whole(kept):
            self._shelf.write(self.place(kept.sha256, kept.item_key), bytes(SecretBox(kept.item_key).encrypt(data)))
        return kept

    def open(self, sha256: str, item_key: bytes) -> bytes:
        """The original of this hash. Raises TamperError when it is gone, or not what was kept."""
        box = self._shelf.read(self.place(sha256, item_key))
        if box is None:
            raise TamperError(f"the original {sha256} is gone from {self._shelf}")
        try:
            is_stream = box.startswith(_STREAM)
            data = b"".join(_unsealed(BytesIO(box), item_key)) if is_stream else SecretBox(item_key).decrypt(box)
        except (CryptoError, ValueError):
            raise TamperError(f"the original {sha256} was changed since it was kept") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise TamperError(f"the original {sha256} is another document than its name says")
        return data

    def keep_stream(self, stream: IO[bytes], sha256: str, item_key: bytes | None = None) -> Kept:
        """Keep what is too large for the memory; its hash is known. On return it is on the disk.

        Raises LedgerError where it is not what was hashed, with nothing half-written, and on a server, where an
        original lies in one row of a table.
        """
        if not isinstance(self._shelf, Folder):
            raise LedgerError(f"it is too large for {self._shelf}: keep it in a ledger of your own, which is a file")
        kept = Kept(sha256=sha256, item_key=random_bytes(SecretBox.KEY_SIZE) if item_key is None else item_key)
        place = self.place(sha256, kept.item_key)
        if not self._shelf.has(place):
            self._shelf.write_pieces(place, _sealed(stream, sha256, kept.item_key))
        return kept

    def check(self, sha256: str, item_key: bytes) -> None:
        """Raise TamperError where the original is gone, or not what was kept; however large, it is read in pieces."""
        place = self.place(sha256, item_key)
        if not isinstance(self._shelf, Folder) or not self._shelf.has(place):
            self.open(sha256, item_key)
            return
        with self._shelf.stream(place) as stream:
            if stream.read(len(_STREAM)) == _STREAM:
                stream.seek(0)
                self._check_stream(stream, sha256, item_key)
                return
        self.open(sha256, item_key)

    def _check_stream(self, stream: IO[bytes], sha256: str, item_key: bytes) -> None:
        digest = hashlib.sha256()
        try:
            for piece in _unsealed(stream, item_key):
                digest.update(piece)
        except (CryptoError, ValueError, OSError):
            raise TamperError(f"the original {sha256} was changed since it was kept") from None
        if digest.hexdigest() != sha256:
            raise TamperError(f"the original {sha256} is another document than its name says")

    def place(self, sha256: str, item_key: bytes) -> str:
        """Where on the shelf this original lies: a name that says nothing once the key is gone."""
        name = hmac.new(self._name_key, bytes.fromhex(sha256) + item_key, hashlib.sha256).hexdigest()
        return f"{name[:2]}/{name}"

    def _is_whole(self, kept: Kept) -> bool:
        try:
            self.open(kept.sha256, kept.item_key)
        except LedgerError:
            return False
        return True


class Folder:
    """A shelf that is a folder of files."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __str__(self) -> str:
        return str(self._path)

    def read(self, place: str) -> bytes | None:
        """The box in this file; None where there is none. Raises LedgerError where it cannot be read."""
        try:
            return (self._path / place).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise LedgerError(f"the original in {self._path / place} cannot be read: {error.strerror}") from None

    def has(self, place: str) -> bool:
        """Whether there is a box in this place."""
        return (self._path / place).is_file()

    def stream(self, place: str) -> IO[bytes]:
        """The box in this file, to be read in pieces. Raises LedgerError where it cannot be read."""
        try:
            return (self._path / place).open("rb")
        except OSError as error:
            raise LedgerError(f"the original in {self._path / place} cannot be read: {error.strerror}") from None

    def write(self, place: str, box: bytes) -> None:
        """Write the file beside its place, and put it there. Raises LedgerError, with nothing half-written."""
        self.write_pieces(place, (box,))

    def write_pieces(self, place: str, pieces: Iterable[bytes]) -> None:
        """The same of a box that comes in pieces; where making them fails, nothing is left."""
        file = self._path / place
        part = file.with_name(f"{file.name}.part")
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_synced(part, pieces)
            part.replace(file)
            for folder in (file.parent, self._path, self._path.parent):
                _sync_folder(folder)
        except (OSError, LedgerError) as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            if isinstance(error, LedgerError):
                raise
            raise LedgerError(f"an original cannot be kept in {self._path}: {error.strerror}") from None


def _sealed(stream: IO[bytes], sha256: str, item_key: bytes) -> Iterator[bytes]:
    """The box of a stream: its pieces in order, the last marked as such, so that none is lost or moved unseen."""
    state = secretstream.crypto_secretstream_xchacha20poly1305_state()
    yield _STREAM + secretstream.crypto_secretstream_xchacha20poly1305_init_push(state, item_key)
    digest, piece = hashlib.sha256(), stream.read(_PIECE)
    while True:
        following = stream.read(_PIECE)
        digest.update(piece)
        yield secretstream.crypto_secretstream_xchacha20poly1305_push(state, piece, None, _MORE if following else _LAST)
        if not following:
            break
        piece = following
    if digest.hexdigest() != sha256:
        raise LedgerError("it changed while it was kept: add it again")


def _unsealed(stream: IO[bytes], item_key: bytes) -> Iterator[bytes]:
    """What a box of pieces holds. Raises CryptoError or ValueError where it was changed or cut."""
    stream.read(len(_STREAM))
    state = secretstream.crypto_secretstream_xchacha20poly1305_state()
    secretstream.crypto_secretstream_xchacha20poly1305_init_pull(state, stream.read(_HEAD), item_key)
    tag = _MORE
    while sealed := stream.read(_SEALED_PIECE):
        if tag == _LAST:
            raise ValueError("something follows the last piece")
        try:
            piece, tag = secretstream.crypto_secretstream_xchacha20poly1305_pull(state, sealed, None)
        except RuntimeError as error:
            raise ValueError(str(error)) from None
        yield piece
    if tag != _LAST:
        raise ValueError("the last piece is gone")


def _write_synced(file: Path, pieces: Iterable[bytes]) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.writelines(pieces)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    # a synced file can still lose its name in a power cut
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
