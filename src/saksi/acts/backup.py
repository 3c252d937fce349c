"""Back a ledger up: one file, sealed to the recovery key, put in place once it was read back and checked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pyrage import x25519

from saksi.ledger import (
    HEADER,
    LEDGER,
    Ledger,
    Part,
    seal,
    sheet_of,
    sync_folder,
    unseal,
    workshop,
)
from saksi.model import BadInputError, LedgerError, TamperError

from .copy import Header, header_of, open_sound
from .originals import originals_of

#: An original that is erased while it is copied makes the copy begin anew.
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What was backed up, into how many bytes, and the day of the sheet that opens it."""

    header: Header
    size: int
    sheet: date


def backup(ledger: Ledger, target: Path, *, made: datetime, force: bool, tell: Callable[[str], None]) -> Backup:
    """Write a backup of the ledger as it is at one moment; others may write meanwhile. On return it is on the disk.

    It is sealed to the recipient of the recovery slot, so that no sheet is needed to make one, and to a key of this
    moment that is forgotten in the end, so that it can be read back and checked whole before it takes its name. What
    is put down meanwhile, beside the ledger, is encrypted under the ledger's own key. Raises LedgerError, with no
    backup left, where there is no recovery key, or anything is wrong with the ledger; BadInputError on a bad target.
    """
    _refuse(target, ledger, force)
    sheet = sheet_of(ledger.path, ledger.key)
    own, part = x25519.Identity.generate(), target.with_name(f"{target.name}.part")
    try:
        with workshop(ledger.path, "backup") as folder:
            recipients = [x25519.Recipient.from_str(sheet.recipient), own.to_public()]
            header = _seal(ledger, part, folder, sheet.locked, recipients, made, tell)
            tell("reading it back and checking every entry and original")
            _check(part, own, folder / "check", ledger.key, header)
        _refuse(target, ledger, force)
        size = part.stat().st_size
        part.replace(target)
        sync_folder(target.absolute().parent)
    finally:
        part.unlink(missing_ok=True)
    return Backup(header=header, size=size, sheet=sheet.made)


def _seal(
    ledger: Ledger,
    part: Path,
    folder: Path,
    locked: bytes,
    recipients: list[x25519.Recipient],
    made: datetime,
    tell: Callable[[str], None],
) -> Header:
    for attempt in range(1, _ATTEMPTS + 1):
        tell("copying the database")
        with ledger.copy_to(folder / f"copy-{attempt}") as copy:
            header = header_of(copy, made)
            tell(f"sealing {header.entries} entries and {header.originals} originals and texts")
            try:
                seal(_parts(ledger, copy, header, locked), part, recipients)
            except FileNotFoundError:
                if copy.item_keys().keys() <= ledger.item_keys().keys():
                    raise LedgerError("an original is gone: `saksi verify` says which; nothing was backed up") from None
            else:
                return header
    raise LedgerError("originals are being erased: back up when that is done")


def _parts(ledger: Ledger, copy: Ledger, header: Header, locked: bytes) -> Iterator[Part]:
    yield Part(name=HEADER, source=header.write())
    yield Part(name=f"{LEDGER}.key", source=locked)
    yield Part(name=f"{LEDGER}.checkpoint", source=header.checkpoint.encode())
    yield Part(name=LEDGER, source=copy.path)
    originals = originals_of(copy)
    for sha256, key in copy.item_keys().items():
        place = originals.place(sha256, key)
        yield Part(name=f"{LEDGER}.originals/{place}", source=ledger.originals_folder / place)


def _check(part: Path, own: x25519.Identity, folder: Path, key: bytes, header: Header) -> None:
    try:
        unseal(part, own, folder)
    except TamperError:
        raise LedgerError("nothing was backed up: what was written does not read back; take another disk") from None
    try:
        copy, found = open_sound(folder, key)
    except TamperError as error:
        raise LedgerError(f"nothing was backed up, the copy is not sound ({error}): run `saksi verify`") from None
    copy.close()
    if found != header:
        raise LedgerError("nothing was backed up: what was written is not what was read back")


def _refuse(target: Path, ledger: Ledger, force: bool) -> None:
    if target.is_dir():
        raise BadInputError(f"{target} is a folder: name a file in it")
    if not target.absolute().parent.is_dir():
        raise BadInputError(f"there is no folder {target.absolute().parent}: make it, or name another file")
    if target.exists() and not force:
        raise BadInputError(f"{target} is there: name another file, or overwrite it with --force")
    own = ledger.path.resolve()
    if target.resolve().parent == own.parent and target.name.startswith(own.name):
        raise BadInputError(f"{target} would lie among the files of the ledger: name another file")
