"""What is left of a ledger after a trial: what was acknowledged and is not there, and what does not check out."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from saksi.acts import originals_of, verify
from saksi.ledger import Ledger, open_ledger
from saksi.model import LedgerError, SaksiError
from saksi.reading import READER

from .work import ERASED, sha256_of


def wrongs_of(ledger_path: Path, acknowledged: Iterable[int], passphrase: str | None = None) -> list[str]:
    """Everything that is wrong; nothing where all that was acknowledged is kept whole."""
    kept = list(acknowledged)
    try:
        with open_ledger(ledger_path, passphrase, create=False) as ledger:
            return [*_lost(ledger, kept), *(f"{fault.where[:12]}: {fault.what}" for fault in verify(ledger).faults)]
    except LedgerError as error:
        # before the first acknowledgement there may be no ledger yet
        return [f"refused: {error}"] if kept else []


def _lost(ledger: Ledger, kept: list[int]) -> Iterator[str]:
    # a partner's reading is as good here: what a bundle brought must be kept like what was added
    read = {
        entry.fields["document"]
        for entry in ledger.entries()
        if entry.kind == "reading" and entry.role is not None and entry.fields.get("reader") == READER
    }
    erased = ledger.erased_items()
    for number in kept:
        sha256 = sha256_of(number % ERASED)
        key = ledger.item_key(sha256)
        if number >= ERASED and (sha256 not in erased or key is not None):
            yield f"document {number - ERASED} was erased, and is there"
        elif sha256 in erased:
            # a signed entry says so, whether or not it came to an acknowledgement
            continue
        elif sha256 not in read or key is None:
            yield f"document {number} was acknowledged and is lost"
        else:
            try:
                originals_of(ledger).open(sha256, key)
            except SaksiError as error:
                yield f"the original of document {number} is lost: {error}"
