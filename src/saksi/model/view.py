"""Through which window the ledger is read, and what is seen there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

from .errors import BadValueError
from .names import Name
from .origin import OriginLink
from .statement import Document, Statement

Trust = Literal["reviewed", "drafts", "rejected"]
#: Audiences: everybody; the office; any other name is a need-to-know scope of the office.
PUBLIC = "public"
OFFICE = "office"
#: What reviews say of a statement: nobody looked; accepted; rejected; reviewers disagree.
Standing = Literal["draft", "accepted", "rejected", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The one door to the ledger.

    `as_of`: what was recorded by that instant (None = all). `trust`: statements that a person has reviewed, or drafts
    too, or what was rejected as well: for who decides anew. The day on which something was true is an argument of the
    folds: a statement about one day may bear on another. `audience`: who reads: the office, the public, or a scope of
    the office, by name. `asked_on`: the day of the asking, by which consent is judged, never the day asked about; the
    public needs one.
    """

    as_of: datetime | None = None
    trust: Trust = "drafts"
    audience: str = OFFICE
    asked_on: date | None = None

    def __post_init__(self) -> None:
        if self.as_of is not None and self.as_of.tzinfo is not UTC:
            raise BadValueError(f"as-of {self.as_of} must be an instant in UTC")
        if self.audience == PUBLIC and self.asked_on is None:
            raise BadValueError("what the public may see hangs on the day: say on which it is asked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A statement as the ledger holds it: its entry's id, its words, its author, its standing.

    `reading` is the id of the entry that says how its document was read. The local ids of a statement (`event`,
    `part_of`, a party's `ref`) have meaning within that reading only.
    """

    id: str
    reading: str
    words: str
    statement: Statement
    author: str
    recorded_at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a View shows: statements in a fixed order, with the documents and names that they refer to.

    `documents` by reading; `names` by (reading, local id). Folds take a Record and a day and give rows. A document that
    was read again by a later reader shows the drafts of its latest reading, and what a person reviewed in any.
    `erased` counts the statements that would be shown had nothing of them been erased. `links` are what is said of the
    origins of documents.
    """

    statements: tuple[Recorded, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    names: Mapping[tuple[str, str], Name] = field(default_factory=dict)
    erased: int = 0
    links: tuple[OriginLink, ...] = ()
