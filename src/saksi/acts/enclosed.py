"""Add what a document holds: attachments, the mails of a mailbox, and what is in those."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from saksi.archive import Enclosed, Source
from saksi.ledger import Ledger
from saksi.model import BadInputError, LedgerError

from .add import Added, add
from .prepare import take_in_or_keep

#: A mail in a mail in a mailbox has an attachment; deeper is a hall of mirrors.
MOST_DEEP = 4
#: A mailbox of thousands of mails, each with attachments.
MOST_ENCLOSED = 10_000
# each mail brings its sender's logo: pictures without words are no documents
_SHOWN_BY_THE_WHOLE = frozenset({"no-words"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One document within another: where it stood, its name, and what became of it.

    `added` is None where it is kept in the document around it alone, which `refusal` explains.
    """

    place: str
    name: str
    source: Source | None = None
    added: Added | None = None
    refusal: str | None = None


def add_enclosed(ledger: Ledger, source: Source, *, recorded_at: datetime, how: str | None = None) -> Iterator[Held]:
    """Add each document within `source`, and those within it, as documents of their own that name what brought them.

    `how` is the way in which those right within it came, where that is known. One that cannot be read stops no other.
    Raises LedgerError where the ledger cannot be written.
    """
    left = [MOST_ENCLOSED]
    yield from _add_within(ledger, source, recorded_at, "", MOST_DEEP, left, how)


def _add_within(
    ledger: Ledger,
    around: Source,
    recorded_at: datetime,
    place: str,
    depth: int,
    left: list[int],
    how: str | None = None,
) -> Iterator[Held]:
    for enclosed in around.enclosed:
        here = f"{place}, {enclosed.place}" if place else enclosed.place
        left[0] -= 1
        if depth == 0 or left[0] < 0:
            yield Held(
                place=here, name=enclosed.name, refusal="it lies too deep, or there are too many: add it by itself"
            )
            continue
        held = _add_one(ledger, around, enclosed, recorded_at, here, how)
        yield held
        if held.source is not None:
            yield from _add_within(ledger, held.source, recorded_at, here, depth - 1, left)


def _add_one(
    ledger: Ledger, around: Source, enclosed: Enclosed, recorded_at: datetime, place: str, how: str | None
) -> Held:
    try:
        source = take_in_or_keep(enclosed.data, name=enclosed.called)
        if source.refusal is not None and source.refusal.code in _SHOWN_BY_THE_WHOLE:
            return Held(place=place, name=enclosed.name, refusal=source.refusal.words)
        ledger.refuse_erased(source.sha256)
    except (BadInputError, LedgerError) as error:
        return Held(place=place, name=enclosed.name, refusal=str(error))
    try:
        added = add(
            ledger,
            enclosed.data,
            source,
            name=enclosed.name or place,
            published=None,
            recorded_at=recorded_at,
            brought_by=around.sha256,
            how=how,
        )
    except BadInputError as error:
        return Held(place=place, name=enclosed.name, refusal=str(error))
    return Held(place=place, name=enclosed.name, source=source, added=added)
