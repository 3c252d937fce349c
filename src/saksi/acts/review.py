"""Review a draft: accept, correct, reject. Each decision is a signed entry; the draft stays as it was written."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from saksi.ledger import Ledger, NewEntry, statement_fields
from saksi.model import Record, Recorded, Statement, View

Verdict = Literal["accept", "correct", "reject"]
_OFFICE = View()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided on a statement, the entry that says so, and the statement that takes its place."""

    target: str
    verdict: Verdict
    review_id: str
    replacement: str | None = None


def drafts(record: Record, *, reading: str | None = None) -> tuple[Recorded, ...]:
    """The statements that nobody has reviewed, of one reading or of all, in the order of the record."""
    return tuple(item for item in record.statements if item.standing == "draft" and reading in (None, item.reading))


def open_drafts(ledger: Ledger, *, reading: str | None = None, view: View = _OFFICE) -> tuple[Recorded, ...]:
    """The drafts of a ledger as it is now, that the audience of `view` may see."""
    return drafts(ledger.view(view), reading=reading)


def reviewable(ledger: Ledger, prefix: str, *, view: View = _OFFICE) -> tuple[Recorded, ...]:
    """What a person may decide on: the drafts of the reading whose id begins so, or one statement, however it stands.

    A review stands for the statement that it is of: a decision is taken back by another.
    """
    entry = ledger.entry(prefix, view)
    wanted = str(entry.fields["target"]) if entry.kind == "review" else entry.id
    found = ledger.view(replace(view, trust="rejected")).statements
    return tuple(item for item in found if item.id == wanted or (item.reading == wanted and item.standing == "draft"))


def accept(ledger: Ledger, target: Recorded, *, recorded_at: datetime) -> Decision:
    """Say that the statement tells what its words tell."""
    return _decide(ledger, target, "accept", recorded_at)


def reject(ledger: Ledger, target: Recorded, *, recorded_at: datetime) -> Decision:
    """Say that the words do not tell this."""
    return _decide(ledger, target, "reject", recorded_at)


def correct(ledger: Ledger, target: Recorded, statement: Statement, *, recorded_at: datetime) -> Decision:
    """Write the statement as the reviewer reads it, on the same words, and a review that names it: both or neither."""
    document = str(ledger.entry(target.id).fields["document"])
    fields = statement_fields(statement, document=document, words=target.words)
    replacement = NewEntry(kind="statement", fields={**fields, "reading": target.reading})
    review = NewEntry(kind="review", fields={"target": target.id, "verdict": "correct"}, refs={"replacement": 0})
    ids = ledger.append([replacement, review], recorded_at=recorded_at)
    return Decision(target=target.id, verdict="correct", review_id=ids[1], replacement=ids[0])


def _decide(ledger: Ledger, target: Recorded, verdict: Literal["accept", "reject"], recorded_at: datetime) -> Decision:
    review = NewEntry(kind="review", fields={"target": target.id, "verdict": verdict})
    (review_id,) = ledger.append([review], recorded_at=recorded_at)
    return Decision(target=target.id, verdict=verdict, review_id=review_id)
