"""Check a ledger whole: every entry by the ledger itself, every original by its hash."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from saksi.ledger import Bound, Fault, Kind, Ledger
from saksi.model import LedgerError

from .originals import originals_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How much was checked, how much of it was erased, of how much time is proven, and what is wrong.

    `warnings` are entries whose author claims a time that contradicts what is proven: no fault of any signature.
    """

    entries: Mapping[Kind, int]
    originals: int
    texts: int
    faults: tuple[Fault, ...] = ()
    erased_fields: int = 0
    erased_documents: int = 0
    bounds: tuple[Bound, ...] = ()
    proven: int = 0
    warnings: tuple[Fault, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(ledger: Ledger) -> Check:
    """Check entries, signatures, originals and derived texts; every fault is found, not only the first."""
    found = ledger.verify()
    kept = tuple(dict.fromkeys((*found.documents, *found.texts)))
    return Check(
        entries=dict(found.counts),
        originals=len(found.documents),
        texts=len(found.texts),
        faults=(*found.faults, *_faults(ledger, kept, frozenset(found.elsewhere)), *_left(ledger, found.gone)),
        erased_fields=found.erased,
        erased_documents=len(found.erased_documents),
        bounds=found.bounds,
        proven=found.proven,
        warnings=found.warnings,
    )


def _left(ledger: Ledger, gone: tuple[str, ...]) -> Iterator[Fault]:
    for sha256 in gone:
        if ledger.item_key(sha256) is not None:
            yield Fault(where=sha256, what="it was erased, and its key is there")


def _faults(ledger: Ledger, kept: tuple[str, ...], elsewhere: frozenset[str]) -> Iterator[Fault]:
    originals = originals_of(ledger)
    for sha256 in kept:
        key = ledger.item_key(sha256)
        if key is None:
            # a partner may have kept it to itself, or erased it
            if sha256 not in elsewhere:
                yield Fault(where=sha256, what="the key of this original is not in the ledger")
            continue
        try:
            originals.open(sha256, key)
        except LedgerError as error:
            yield Fault(where=sha256, what=str(error))
