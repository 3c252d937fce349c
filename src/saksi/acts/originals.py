"""The originals of an open ledger."""

from saksi.archive import Folder, Originals
from saksi.ledger import Ledger


def originals_of(ledger: Ledger) -> Originals:
    """Where the originals of this ledger lie."""
    return Originals(ledger.shelf or Folder(ledger.originals_folder), ledger.originals_key)
