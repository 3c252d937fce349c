"""The key of a ledger: 32 random bytes in a file beside it, in slots (`slots.py`). Reading it, and making it."""

from dataclasses import dataclass
from pathlib import Path

from nacl.utils import random as random_bytes

from ..model import LedgerError
from .durable import sync_folder, write_synced
from .slot_file import NewerFormatError, read_slots, write_slots
from .slots import (
    FIRST,
    KEY_BYTES,
    PassphraseSlot,
    PlainSlot,
    Slot,
    is_intact,
    is_locked,
    name_of,
    passphrase_slot,
    passphrases_of,
    plain_slot,
    recovery_of,
)

_MOST_FILE_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Opened:
    """The key, and the slot that gave it: `name` says whose, None for a plain one."""

    key: bytes
    name: str | None
    slots: tuple[Slot, ...]

    @property
    def damaged(self) -> tuple[Slot, ...]:
        """The slots that are not as they were made."""
        return tuple(slot for slot in self.slots if not is_intact(slot, self.key))


def key_file(path: Path) -> Path:
    """Where the key of the ledger at `path` lies."""
    return path.with_name(path.name + ".key")


def has_key(path: Path) -> bool:
    """Whether there is a key file for the ledger at `path`."""
    return key_file(path).exists()


def needs_passphrase(path: Path) -> bool:
    """Whether the ledger at `path` needs one; false where there is none yet. Raises LedgerError where it is locked."""
    if not key_file(path).exists():
        return False
    slots = read_file(path)[1]
    _refuse_locked(path, slots)
    return not any(isinstance(slot, PlainSlot) for slot in slots)


def make_key(path: Path, passphrase: str | None) -> bytes:
    """Make a key and write its file, which must not exist yet, for its owner's eyes only."""
    key, file = random_bytes(KEY_BYTES), key_file(path)
    slot = plain_slot(key) if passphrase is None else passphrase_slot(key, FIRST, passphrase)
    try:
        write_synced(file, write_slots((slot,)), must_be_new=True)
        sync_folder(file.parent)
    except OSError as error:
        raise LedgerError(f"the key file {file} cannot be written: {error.strerror}") from None
    return key


def read_key(path: Path, passphrase: str | None) -> bytes:
    """The key of the ledger at `path`. Raises LedgerError: file gone or altered, locked, the passphrase is wrong."""
    opened = open_slots(path, passphrase)
    if opened.damaged:
        raise LedgerError(_damage(path, opened))
    return opened.key


def open_slots(path: Path, passphrase: str | None) -> Opened:
    """The key and every slot, also where one of the others is damaged, so that it can be mended. Raises LedgerError."""
    slots = read_file(path)[1]
    _refuse_locked(path, slots)
    plain = next((slot for slot in slots if isinstance(slot, PlainSlot)), None)
    if plain is not None and passphrase is not None:
        raise LedgerError(f"the ledger {path} was made without a passphrase: open it without one")
    if plain is not None:
        if not is_intact(plain, plain.key):
            raise LedgerError(f"the key file {key_file(path)} is damaged: put back a good copy of it")
        return Opened(key=plain.key, name=None, slots=slots)
    if passphrase is None:
        raise LedgerError(f"the ledger {path} needs its passphrase: type it, or name a file in SAKSI_PASSPHRASE_FILE")
    for slot in passphrases_of(slots):
        key = slot.unwrap(passphrase)
        if key is not None:
            return Opened(key=key, name=name_of(slot, key), slots=slots)
    raise LedgerError(f"this passphrase does not open {path}: try again")


def read_file(path: Path) -> tuple[bytes, tuple[Slot, ...]]:
    """The bytes of the key file and its slots. Raises LedgerError where it is gone or damaged."""
    file = key_file(path)
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST_FILE_BYTES)
        return data, read_slots(data)
    except FileNotFoundError:
        if not path.exists():
            raise LedgerError(f"there is no ledger at {path}: make one with `saksi add FILE`") from None
        raise LedgerError(
            f"the key file {file} is gone: put it back, the ledger cannot be read without it; "
            f"or {path.name} is not a Saksi ledger"
        ) from None
    except OSError as error:
        raise LedgerError(f"the key file {file} cannot be read: {error.strerror}") from None
    except NewerFormatError:
        raise LedgerError(f"the key file {file} is of a newer format: update Saksi") from None
    except (ValueError, KeyError, TypeError):
        raise LedgerError(f"the key file {file} is damaged: put back a good copy of it") from None


def _refuse_locked(path: Path, slots: tuple[Slot, ...]) -> None:
    if not is_locked(slots):
        return
    recovery = recovery_of(slots)
    if recovery is None:
        raise LedgerError(f"the ledger {path} was locked for good: only a backup brings it back, `saksi restore`")
    raise LedgerError(
        f"the ledger {path} is locked: `saksi unlock` opens it with the recovery sheet of {recovery.made}"
    )


def _damage(path: Path, opened: Opened) -> str:
    names = [name_of(slot, opened.key) for slot in opened.damaged if isinstance(slot, PassphraseSlot)]
    cure = "`saksi recovery` makes a new sheet" if not names else f"`saksi passphrase --remove {names[0]}` takes it out"
    what = "the slot of the recovery sheet" if not names else "a slot"
    return f"{what} in the key file {key_file(path)} was altered: put back a good copy of the file; or {cure}"
