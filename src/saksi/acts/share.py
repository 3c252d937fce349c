"""Hand entries to other offices and take theirs in."""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO

from saksi.archive import Kept
from saksi.ledger import Exchange, Header, Ledger, Merged, Office, Tell, read_checkpoint, silent
from saksi.model import BadInputError, LedgerError

from .originals import originals_of


def find_offices(ledger: Ledger, names: Sequence[str]) -> list[Office]:
    """The admitted offices, and colleagues' own ledgers, that are called so, or whose keys begin so.

    Raises BadInputError on a name that is none of theirs.
    """
    trust = ledger.trust()
    return [_find((*trust.partners, *trust.colleagues), name) for name in names]


def size_then(ledger: Ledger, note: str) -> int:
    """How many entries a checkpoint of this ledger counts. Raises BadInputError on one of another ledger."""
    checkpoint = read_checkpoint(note)
    if not ledger.trust().is_home(checkpoint.owner):
        raise BadInputError("that checkpoint is of another ledger: give one of this one")
    return checkpoint.size


def bundle(
    ledger: Ledger,
    file: Path,
    to: Sequence[Office],
    *,
    since: int,
    on: date,
    forward: bool,
    tell: Tell = silent,
) -> Header:
    """Write a bundle to `file`, which must not exist, whole or not at all.

    `on`: the day on which consent is asked; `tell` hears how far it is, twice.
    """
    without = [office.name or office.root[:12] for office in to if office.recipient is None]
    if without:
        raise BadInputError(f"nothing can be sealed to {without[0]}: admit it again with its card")
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as out:
            header = Exchange(ledger).write_bundle(
                out, to=to, since=since, on=on, original=originals_of(ledger).open, forward=forward, tell=tell
            )
            out.flush()
            os.fsync(out.fileno())
        # a link refuses to replace what is there, which a rename would not
        os.link(part, file)
    except FileExistsError:
        raise BadInputError(f"{file} is there already: name another file") from None
    except OSError as error:
        raise LedgerError(f"the bundle cannot be written to {file}: {error.strerror}") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return header


def merge(ledger: Ledger, stream: IO[bytes], *, back: bool = False) -> Merged:
    """Take in a bundle. Where it is refused, nothing of it is kept."""
    originals = originals_of(ledger)
    kept: list[Kept] = []

    def keep(data: bytes) -> bytes:
        made = originals.keep(data)
        kept.append(made)
        return made.item_key

    try:
        return Exchange(ledger).merge(stream, keep=keep, place=originals.place, back=back)
    except BaseException:
        # what failed may have been the file of the checkpoint, after the commit: only what has no key is of no use
        for each in kept:
            with suppress(OSError, LedgerError):
                if not Exchange(ledger).has_key(each.sha256, each.item_key):
                    (ledger.originals_folder / originals.place(each.sha256, each.item_key)).unlink(missing_ok=True)
        raise


def _find(offices: Sequence[Office], name: str) -> Office:
    found = [office for office in offices if office.name == name]
    found = found or [office for office in offices if len(name) >= 6 and office.root.startswith(name.lower())]
    if len(found) != 1:
        known = ", ".join(sorted(office.name or office.root[:12] for office in offices)) or "none yet"
        raise BadInputError(f"{len(found)} offices are called {name}; admitted are: {known}")
    return found[0]
