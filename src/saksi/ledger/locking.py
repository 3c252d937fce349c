"""Changing who may open a ledger: passphrases, the recovery key, locking. No page of the ledger is rewritten.

Each change replaces the key file whole, so that a crash leaves the old one or the new one, and either opens.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..model import BadInputError, LedgerError
from .durable import alone, overwrite_in_place, replace_wiping
from .keys import Opened, key_file, read_file
from .opening import check_key
from .recovery_key import RecoveryKey
from .slot_file import write_slots
from .slots import (
    PassphraseSlot,
    PlainSlot,
    RecoverySlot,
    Slot,
    is_intact,
    is_locked,
    name_of,
    passphrase_slot,
    passphrases_of,
    recovery_of,
    recovery_slot,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Who may open a ledger: the names of its passphrases, and the day of its recovery sheet."""

    names: tuple[str, ...]
    recovery: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A recovery sheet: its day, to whom backups are sealed, and the key file that it alone opens."""

    made: date
    recipient: str
    locked: bytes


def set_passphrase(path: Path, opened: Opened, name: str, passphrase: str) -> Doors:
    """Give a name this passphrase, in place of the one it had; a plain key goes. Raises LedgerError, BadInputError."""
    new = passphrase_slot(opened.key, name, passphrase)

    def change(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        kept = [slot for slot in slots if not isinstance(slot, PlainSlot) and not _is_of(slot, name, opened.key)]
        return (new, *kept)

    return _change(path, opened, change)


def remove_passphrase(path: Path, opened: Opened, name: str) -> Doors:
    """Take a name's passphrase away. Who kept a copy of the key file and knows the passphrase still has the key."""
    if opened.name is None:
        raise LedgerError(f"the ledger {path} has no passphrase: give it one with `saksi passphrase`")

    def change(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        kept = tuple(slot for slot in slots if not _is_of(slot, name, opened.key))
        names = ", ".join(doors_of(slots, opened.key).names)
        if len(kept) == len(slots):
            raise BadInputError(f"no passphrase here is that of {name}: there are those of {names}")
        if not any(is_intact(slot, opened.key) for slot in passphrases_of(kept)):
            raise BadInputError("the last passphrase cannot be removed: `saksi lock` leaves the recovery sheet alone")
        return kept

    return _change(path, opened, change)


def keep_recovery(path: Path, opened: Opened, recovery: RecoveryKey, made: date) -> Doors:
    """Let the sheet of this recovery key open the ledger, in place of any sheet before."""
    new = recovery_slot(opened.key, recovery, made)

    def change(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        return (*(slot for slot in slots if not isinstance(slot, RecoverySlot)), new)

    return _change(path, opened, change)


def open_with_recovery(path: Path, recovery: RecoveryKey) -> Opened:
    """The key and every slot. Raises LedgerError where the sheet is another, or there is none."""
    slots = read_file(path)[1]
    slot = recovery_of(slots)
    if slot is None:
        raise LedgerError(f"the ledger {path} has no recovery key: only its passphrase opens it")
    key = slot.unwrap(recovery)
    if key is None:
        raise LedgerError(f"this recovery key does not open {path}: it wants that of the sheet of {slot.made}")
    return Opened(key=key, name=None, slots=slots)


def lock(path: Path, *, forever: bool = False) -> date | None:
    """Destroy every slot but that of the recovery sheet, at once and without a passphrase; the day of that sheet.

    With `forever` that one too. Raises LedgerError, with nothing destroyed, where no sheet would be left.
    """
    file = key_file(path)
    if not file.exists():
        # nothing to destroy: it says what is missing
        read_file(path)
    try:
        with alone(file.parent):
            recovery = None if forever else _recovery(path)
            data = write_slots(() if recovery is None else (recovery,))
            try:
                replace_wiping(file, data)
            except OSError:
                # no room, or a closed folder: then where it lies
                overwrite_in_place(file, data)
    except OSError as error:
        raise LedgerError(f"{file} cannot be overwritten ({error.strerror}): destroy the disk or the file") from None
    return None if recovery is None else recovery.made


def sheet_of(path: Path, key: bytes) -> Sheet:
    """The recovery sheet of a ledger, for a backup. Raises LedgerError where there is none, or its slot was altered."""
    recovery = recovery_of(read_file(path)[1])
    if recovery is None:
        raise LedgerError(f"{path} has no recovery key, to which a backup is sealed: make one with `saksi recovery`")
    if not is_intact(recovery, key):
        raise LedgerError(f"the recovery slot in {key_file(path)} was altered: make a new sheet with `saksi recovery`")
    return Sheet(made=recovery.made, recipient=recovery.recipient, locked=write_slots((recovery,)))


def doors_of(slots: tuple[Slot, ...], key: bytes) -> Doors:
    """Who may open these slots."""
    recovery = recovery_of(slots)
    names = tuple(name_of(slot, key) for slot in passphrases_of(slots))
    return Doors(names=names, recovery=None if recovery is None else recovery.made)


def _recovery(path: Path) -> RecoverySlot:
    recovery = recovery_of(read_file(path)[1])
    if recovery is None:
        raise LedgerError(
            f"nothing was locked: {path} has no recovery key, and nobody could ever open it again: "
            "make one with `saksi recovery`, or say --forever"
        )
    return recovery


def _is_of(slot: Slot, name: str, key: bytes) -> bool:
    return isinstance(slot, PassphraseSlot) and name_of(slot, key) == name


def _change(path: Path, opened: Opened, change: Callable[[tuple[Slot, ...]], tuple[Slot, ...]]) -> Doors:
    # a key that does not open the ledger would be sealed where one that does is destroyed
    check_key(path, opened.key)
    file = key_file(path)
    try:
        # read again: a colleague may have changed it while a passphrase was being typed
        with alone(file.parent):
            now = read_file(path)[1]
            if is_locked(now) and not is_locked(opened.slots):
                raise LedgerError(f"nothing was changed: somebody has just locked {path}")
            slots = change(now)
            replace_wiping(file, write_slots(slots, opened.key))
    except OSError as error:
        raise LedgerError(f"the key file {file} cannot be written ({error.strerror}): nothing was changed") from None
    return doors_of(slots, opened.key)
