"""A copy of a ledger in a folder, as a backup holds it: what its header says of it, and whether it is sound."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from saksi.ledger import HEADER, LEDGER, Ledger, open_under, read_checkpoint
from saksi.model import TamperError

from .verify import verify

_VERSION = "saksi-backup/1"
_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a backup says of itself: when it was made, the signed checkpoint, how much there is."""

    made: datetime
    checkpoint: str
    entries: int
    originals: int

    def write(self) -> bytes:
        """As it stands in the file."""
        told = {
            "v": _VERSION,
            "made": self.made.isoformat(),
            "checkpoint": self.checkpoint,
            "entries": self.entries,
            "originals": self.originals,
        }
        return json.dumps(told, indent=1).encode()


def header_of(ledger: Ledger, made: datetime) -> Header:
    """The header of a backup of this ledger. Originals are counted with the texts that were made of them."""
    note = ledger.checkpoint()
    return Header(made=made, checkpoint=note, entries=read_checkpoint(note).size, originals=len(ledger.item_keys()))


def read_header(folder: Path) -> Header:
    """The header of the copy in a folder. Raises TamperError."""
    try:
        with (folder / HEADER).open("rb") as stream:
            held = json.loads(stream.read(_MOST_BYTES))
        version, checkpoint = held["v"], str(held["checkpoint"])
        made, entries, originals = datetime.fromisoformat(held["made"]), int(held["entries"]), int(held["originals"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        raise TamperError("the backup has no header that can be read") from None
    if version != _VERSION:
        raise TamperError("the backup is of a newer format: update Saksi")
    return Header(made=made, checkpoint=checkpoint, entries=entries, originals=originals)


def open_sound(folder: Path, key: bytes) -> tuple[Ledger, Header]:
    """Open the copy in a folder once all of it was checked: as `saksi verify` does, and against its header.

    Raises TamperError where anything is wrong with it.
    """
    header = read_header(folder)
    ledger = open_under(folder / LEDGER, key)
    try:
        faults = verify(ledger).faults
        if faults:
            raise TamperError(f"{faults[0].where[:12]}: {faults[0].what}")
        if header != header_of(ledger, header.made):
            raise TamperError("the backup does not hold what its header says")
    except TamperError:
        ledger.close()
        raise
    return ledger, header
