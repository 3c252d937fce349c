"""The originals: encrypted bytes under names that say nothing, written whole or not at all."""

import hashlib
import hmac
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

from ..model import LedgerError, TamperError


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was kept: its hash, and the key that its file is encrypted with. The key belongs in the ledger."""

    sha256: str
    item_key: bytes


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
            data = SecretBox(item_key).decrypt(box)
        except (CryptoError, ValueError):
            raise TamperError(f"the original {sha256} was changed since it was kept") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise TamperError(f"the original {sha256} is another document than its name says")
        return data

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

    def write(self, place: str, box: bytes) -> None:
        """Write the file beside its place, and put it there. Raises LedgerError, with nothing half-written."""
        file = self._path / place
        part = file.with_name(f"{file.name}.part")
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_synced(part, box)
            part.replace(file)
            for folder in (file.parent, self._path, self._path.parent):
                _sync_folder(folder)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise LedgerError(f"an original cannot be kept in {self._path}: {error.strerror}") from None


def _write_synced(file: Path, data: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    # a synced file can still lose its name in a power cut
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
