"""Restore a ledger from a backup, where none is. An older copy than others know of is recognised."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from saksi.ledger import (
    FIRST,
    LEDGER,
    Ledger,
    RecoveryKey,
    checkpoint_file,
    open_with_recovery,
    put_in_place,
    read_checkpoint,
    refuse_taken,
    set_passphrase,
    unseal,
    workshop,
)
from saksi.model import LedgerError, TamperError

from .copy import Header, open_sound


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was restored. `missing` entries are known to have been in the ledger after this copy was made."""

    header: Header
    missing: int


def restore(
    file: Path,
    path: Path,
    recovery: RecoveryKey,
    *,
    passphrase: str,
    known: str | None,
    tell: Callable[[str], None],
) -> Restored:
    """Put the ledger of a backup at `path`, once all of it was checked; this passphrase opens it, and no earlier one.

    `known` is a checkpoint from elsewhere; one that lies at `path` counts as well. Where they show that the copy is
    older, the newest stays as the last checkpoint, so that every opening refuses until a person accepts the copy.
    Raises LedgerError, with nothing put there: a ledger is there, another sheet, a damaged or foreign file.
    """
    path = path.absolute()
    refuse_taken(path)
    notes = [note for note in (known, _lying(path)) if note is not None]
    with workshop(path, "restore") as folder:
        tell("opening the backup")
        inside = folder / "inside"
        unseal(file, recovery.identity, inside)
        tell("checking every entry and original")
        opened = open_with_recovery(inside / LEDGER, recovery)
        copy, header = open_sound(inside, opened.key)
        with copy:
            note, missing = _newest(copy, header, notes)
        set_passphrase(inside / LEDGER, opened, FIRST, passphrase)
        refuse_taken(path)
        put_in_place(inside, path, note)
    return Restored(header=header, missing=missing)


def _lying(path: Path) -> str | None:
    file = checkpoint_file(path)
    try:
        note = file.read_text("utf-8")
        read_checkpoint(note)
    except FileNotFoundError:
        return None
    except (TamperError, UnicodeDecodeError):
        raise LedgerError(f"{file} is there and is damaged: move it away, then restore again") from None
    return note


def _newest(copy: Ledger, header: Header, notes: list[str]) -> tuple[str, int]:
    """The checkpoint that counts most entries, and how many of them the copy lacks."""
    best, most = header.checkpoint, 0
    for note in notes:
        try:
            missing = copy.count_missing(read_checkpoint(note))
        except TamperError as error:
            raise TamperError(f"nothing was restored: {error} that is known; compare the two") from None
        if missing > most:
            best, most = note, missing
    return best, most
