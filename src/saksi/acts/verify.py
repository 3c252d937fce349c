"""Check a ledger whole: every entry by the ledger itself, every original by its hash."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from saksi.ledger import Bound, Fault, Kind, Ledger, Tell, silent
from saksi.model import LedgerError, SaksiError

from .known import office_name
from .originals import originals_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How much was checked, how much of it was erased, of how much time is proven, and what is wrong.

    None of these is a fault: `warnings` are entries whose author claims a time that contradicts what is proven;
    `beyond` entries do not count, since their key was revoked or replaced; `waiting` ones are outside the log; `absent`
    originals and texts were named by partners alone, and never sent. `theirs` has for each entry with a fault that a
    partner wrote what that office is called.
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
    beyond: int = 0
    waiting: int = 0
    absent: int = 0
    theirs: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(ledger: Ledger, tell: Tell = silent) -> Check:
    """Check entries, signatures, originals and derived texts; every fault is found, not only the first.

    `tell` hears how many entries and originals have gone through.
    """
    found = ledger.verify(tell)
    keys, entries = ledger.item_keys(), sum(found.counts.values())
    absent = frozenset(sha256 for sha256 in found.lent if sha256 not in keys)
    kept = tuple(each for each in dict.fromkeys((*found.documents, *found.texts)) if each not in absent)
    return Check(
        entries=dict(found.counts),
        originals=len(set(found.documents) - absent),
        texts=len(set(found.texts) - absent),
        faults=(
            *found.faults,
            *_faults(ledger, kept, keys, lambda originals: tell(entries, originals)),
            *_left(found.gone, keys),
        ),
        erased_fields=found.erased,
        erased_documents=len(found.erased_documents),
        bounds=found.bounds,
        proven=found.proven,
        warnings=found.warnings,
        beyond=found.beyond,
        waiting=found.waiting,
        absent=len(absent & {*found.documents, *found.texts}),
        theirs=_theirs(ledger, found.faults),
    )


def _theirs(ledger: Ledger, faults: tuple[Fault, ...]) -> dict[str, str]:
    trust, found = ledger.trust(), dict[str, str]()
    for fault in faults:
        # what is damaged so far that it cannot be read is nobody's
        with suppress(SaksiError):
            name = office_name(trust, ledger.entry(fault.where).author)
            found |= {} if name is None else {fault.where: name}
    return found


def _left(gone: tuple[str, ...], keys: Mapping[str, bytes]) -> Iterator[Fault]:
    for sha256 in gone:
        if sha256 in keys:
            yield Fault(where=sha256, what="it was erased, and its key is there")


def _faults(
    ledger: Ledger, kept: tuple[str, ...], keys: Mapping[str, bytes], tell: Callable[[int], None]
) -> Iterator[Fault]:
    originals = originals_of(ledger)
    for number, sha256 in enumerate(kept, start=1):
        key = keys.get(sha256)
        if key is None:
            yield Fault(where=sha256, what="the key of this original is not in the ledger")
            continue
        try:
            originals.check(sha256, key)
        except LedgerError as error:
            yield Fault(where=sha256, what=str(error))
        tell(number)
