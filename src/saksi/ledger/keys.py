"""The key of a ledger: 32 random bytes in a file beside it, wrapped by a passphrase where there is one."""

import json
from dataclasses import dataclass
from pathlib import Path

from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

from ..model import LedgerError
from .durable import sync_folder, write_synced

KEY_BYTES = 32
# Argon2id at 256 MiB and three rounds takes about a second on a laptop; written in the file, so that it can grow
_MEMORY = 256 * 2**20
_ROUNDS = 3
# a file that somebody changed must not make this machine allocate without end
_MOST_MEMORY = 2 * 2**30
_MOST_ROUNDS = 20
_VERSION = "saksi-key/1"


def key_file(path: Path) -> Path:
    """Where the key of the ledger at `path` lies."""
    return path.with_name(path.name + ".key")


def has_key(path: Path) -> bool:
    """Whether there is a key file for the ledger at `path`."""
    return key_file(path).exists()


def needs_passphrase(path: Path) -> bool:
    """Whether the ledger at `path` was made with a passphrase; false where there is none yet."""
    return key_file(path).exists() and isinstance(_read(path), _Wrapped)


def make_key(path: Path, passphrase: str | None) -> bytes:
    """Make a key and write its file, which must not exist yet, for its owner's eyes only."""
    key = random_bytes(KEY_BYTES)
    _write_exclusively(key_file(path), json.dumps(_plain(key) if passphrase is None else _wrap(key, passphrase)))
    return key


def read_key(path: Path, passphrase: str | None) -> bytes:
    """The key of the ledger at `path`. Raises LedgerError when the file is gone or the passphrase is wrong."""
    held = _read(path)
    if isinstance(held, bytes):
        if passphrase is not None:
            raise LedgerError(f"the ledger {path} was made without a passphrase: open it without one")
        return held
    if passphrase is None:
        raise LedgerError(f"the ledger {path} needs its passphrase: type it, or name a file in SAKSI_PASSPHRASE_FILE")
    return held.unwrap(passphrase, path)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrapped:
    salt: bytes
    rounds: int
    memory: int
    box: bytes

    def unwrap(self, passphrase: str, path: Path) -> bytes:
        try:
            return SecretBox(_derive(passphrase, self.salt, self.rounds, self.memory)).decrypt(self.box)
        except CryptoError:
            raise LedgerError(f"this passphrase does not open {path}: try again") from None


def _derive(passphrase: str, salt: bytes, rounds: int, memory: int) -> bytes:
    return pwhash.argon2id.kdf(SecretBox.KEY_SIZE, passphrase.encode(), salt, opslimit=rounds, memlimit=memory)


def _plain(key: bytes) -> dict[str, str | int]:
    return {"v": _VERSION, "key": key.hex()}


def _wrap(key: bytes, passphrase: str) -> dict[str, str | int]:
    salt = random_bytes(pwhash.argon2id.SALTBYTES)
    box = bytes(SecretBox(_derive(passphrase, salt, _ROUNDS, _MEMORY)).encrypt(key))
    return {
        "v": _VERSION,
        "kdf": "argon2id",
        "salt": salt.hex(),
        "rounds": _ROUNDS,
        "memory": _MEMORY,
        "box": box.hex(),
    }


def _read(path: Path) -> bytes | _Wrapped:
    file = key_file(path)
    try:
        held = json.loads(file.read_text("ascii"))
        if held["v"] != _VERSION:
            raise LedgerError(f"the key file {file} is of a newer format: update Saksi")
        return _parse(held)
    except FileNotFoundError:
        raise LedgerError(
            f"the key file {file} is gone: put it back, the ledger cannot be read without it; "
            f"or {path.name} is not a Saksi ledger"
        ) from None
    except OSError as error:
        raise LedgerError(f"the key file {file} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise LedgerError(f"the key file {file} is damaged: put back a good copy of it") from None


def _parse(held: dict[str, object]) -> bytes | _Wrapped:
    if "key" in held:
        key = bytes.fromhex(str(held["key"]))
        if len(key) != KEY_BYTES:
            raise ValueError
        return key
    rounds, memory = held["rounds"], held["memory"]
    if not isinstance(rounds, int) or not isinstance(memory, int) or held["kdf"] != "argon2id":
        raise ValueError
    if rounds > _MOST_ROUNDS or memory > _MOST_MEMORY:
        raise ValueError
    salt, box = bytes.fromhex(str(held["salt"])), bytes.fromhex(str(held["box"]))
    return _Wrapped(salt=salt, rounds=rounds, memory=memory, box=box)


def _write_exclusively(file: Path, text: str) -> None:
    try:
        write_synced(file, text.encode("ascii"), must_be_new=True)
        sync_folder(file.parent)
    except OSError as error:
        raise LedgerError(f"the key file {file} cannot be written: {error.strerror}") from None
