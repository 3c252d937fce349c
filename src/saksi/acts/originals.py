"""The originals of an open ledger."""

from saksi.archive import Folder, Originals
from saksi.ledger import Ledger


def originals_of(ledger: Ledger) -> Originals:
    """Where the originals of this ledger lie."""
    return Originals(ledger.shelf or Folder(ledger.originals_folder), ledger.originals_key)


def open_kept(ledger: Ledger, sha256: str) -> bytes | None:
    """An original, or the text of one, by its hash; None where the ledger names it and does not keep it.

    Raises TamperError where it was kept and is gone or changed.
    """
    key = ledger.item_key(sha256)
    return None if key is None else originals_of(ledger).open(sha256, key)
