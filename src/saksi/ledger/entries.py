"""What goes into the ledger and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from ..model import JsonObject
from .schema import By, Kind, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry that is still to be signed.

    `refs` fills fields with the ids of earlier entries of the same batch: `{"reading": 1}` puts the id of the
    batch's entry 1 into `reading`.
    """

    kind: Kind
    fields: JsonObject
    by: By = "owner"
    refs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as this copy holds it, opened.

    `seq` and `arrived_at` are this copy's own. `role` and `reader` (its version) are those of the author's key,
    None where the entry does not count; `office` is the root of the office that vouches for it. `erased` says by which
    entry each field was erased that is not there; `closed` names those that another office kept to itself.
    """

    seq: int
    id: str
    kind: Kind
    author: str
    role: Role | None
    reader: str | None
    recorded_at: datetime
    arrived_at: datetime
    prev: str | None
    fields: JsonObject
    erased: Mapping[str, str] = field(default_factory=dict)
    office: str | None = None
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """An entry that does not count yet, and why. It is not in the log, and no answer rests on it."""

    id: str
    kind: Kind
    author: str
    recorded_at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that does not check out: the id of an entry (or of a document), and what is wrong with it."""

    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """By `at` (UTC) the first `size` entries were there, says `by`: the key of an office or a timestamp authority."""

    size: int
    at: datetime
    by: str
    how: Literal["cosignature", "timestamp"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check of all entries found. `documents` and `texts` are the hashes that entries name, to be checked.

    `erased` counts fields; `erased_documents` are not among `documents`, and of `gone` no key may be there. `proven`
    counts the entries that were there by one of the `bounds`; `warnings` are claims of time that contradict one.
    `beyond` counts the entries that do not count, since their key was revoked or replaced; `waiting` those outside the
    log. Of documents and texts, `lent` are named by partners alone, who need not have sent them.
    """

    counts: Mapping[Kind, int]
    faults: tuple[Fault, ...] = ()
    documents: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    erased: int = 0
    erased_documents: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    proven: int = 0
    warnings: tuple[Fault, ...] = ()
    beyond: int = 0
    waiting: int = 0
    lent: frozenset[str] = frozenset()

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong with any entry."""
        return not self.faults
