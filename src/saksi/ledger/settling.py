"""Letting in what counts: entries that came from elsewhere wait until their signer is known and their chain is whole.

Which entries are in, at the end, depends on the set of all that is known and not on the order in which it came.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from . import _erased, _offices, _scopes, _store
from ._offices import Waiting
from ._scopes import Counts
from .erasing import Erased, Erasure
from .form import misfit
from .sign import Sealed, read_head
from .trust import TRUSTING, Trust, beyond_right

_AT_ONCE = 1000
_MISSING = "it follows an entry that is not here"


def settle(
    connection: Connection, root: str, place: _erased.Place, arrived_at: datetime, *, withheld: frozenset[str]
) -> int:
    """Let in what waits and counts now; the number of entries. Authors in `withheld` stay out whatever they may do.

    Each round lets in what the keys that are known allow; an entry that admits a key makes another round.
    """
    count = 0
    while True:
        trust = _offices.read_trust(connection, root)
        trusting = False
        for batch in _ready(connection, trust, withheld):
            take(connection, trust, batch, place, arrived_at)
            _offices.end_waiting(connection, [sealed.id for sealed in batch])
            trusting = trusting or any(read_head(sealed.head).kind in TRUSTING for sealed in batch)
            count += len(batch)
        if not trusting:
            break
    # a text may come after its document was erased, and whose word counts may be another now
    found = _erased.read_erasures(connection, trust)
    if found:
        _destroy(connection, found, Erased(found), place, _offices.counting(connection, root))
    _take_items(connection)
    return count


def take(
    connection: Connection, trust: Trust, batch: Iterable[Sealed], place: _erased.Place, arrived_at: datetime
) -> None:
    """Add entries, and destroy what erase entries among them name."""
    entries = list(batch)
    counts = _offices.counting(connection, trust.home.root)
    _store.put(connection, entries, arrived_at, _erased.read_erased(connection, trust), counts)
    new = frozenset(sealed.id for sealed in entries if read_head(sealed.head).kind == "erase")
    if new:
        found = _erased.read_erasures(connection, trust)
        _destroy(connection, [each for each in found if each.id in new], Erased(found), place, counts)


def strip(sealed: Sealed, erased: Erased) -> Sealed:
    """The entry without the openings that were erased here: they do not come back, and do not wait either."""
    head, document = read_head(sealed.head), sealed.openings.get("document")
    gone = erased.of(sealed.id, head.kind, head.author, None if document is None else document.value)
    if gone.keys().isdisjoint(sealed.openings):
        return sealed
    return replace(sealed, openings={name: held for name, held in sealed.openings.items() if name not in gone})


def strip_waiting(connection: Connection, erased: Erased) -> None:
    """Take what was erased from the entries that wait as well."""
    for sealed in _offices.read_waiting(connection):
        stripped = strip(sealed, erased)
        if stripped is not sealed:
            _offices.end_waiting(connection, [sealed.id])
            _offices.put_waiting(connection, [stripped])


def why_waiting(
    connection: Connection, found: Iterable[Waiting], trust: Trust, withheld: frozenset[str]
) -> dict[str, str]:
    """Why each of these entries waits."""
    held = list(found)
    before = _offices.authors_of(connection, [each.prev for each in held if each.prev is not None])
    reasons = {each.id: _why(each, trust, before, withheld) for each in held}
    waiting = {each.id for each in _offices.list_waiting(connection)}
    for each in held:
        if reasons[each.id] == _MISSING and each.prev in waiting:
            reasons[each.id] = "it follows one that waits"
    left = [each.id for each in held if reasons[each.id] is None]
    erased = _erased.read_erased(connection, trust)
    forms = {sealed.id: _lack(sealed, trust, erased) for sealed in _offices.read_waiting(connection, left)}
    return {each.id: reasons[each.id] or forms[each.id] or "nothing keeps it: it comes in next" for each in held}


def _why(each: Waiting, trust: Trust, before: Mapping[str, str], withheld: frozenset[str]) -> str | None:
    """Why an entry waits, as far as it can be seen without its fields."""
    if each.author in withheld:
        return "a key of this very ledger signed it elsewhere"
    if not trust.knows(each.author):
        return "its key was never admitted"
    right = trust.right(each.author, each.id)
    if right is None and not (each.kind == "rotation" and trust.is_asked(each.author, each.id)):
        if trust.is_contested(each.author):
            return "two keys claim one place, and neither counts"
        return "its key was revoked or replaced before it"
    if right is not None and not right.allows(each.kind):
        return beyond_right(right, each.kind)
    if each.prev is not None and before.get(each.prev, each.author) != each.author:
        return "it follows an entry of another author"
    if each.prev is not None and each.prev not in before:
        return _MISSING
    return None


def _lack(sealed: Sealed, trust: Trust, erased: Erased) -> str | None:
    """What keeps an entry out that may come in by its author and its place."""
    head, document = read_head(sealed.head), sealed.openings.get("document")
    gone = erased.of(sealed.id, head.kind, head.author, None if document is None else document.value)
    if trust.is_home(head.author) and set(head.commitments) - set(sealed.openings) - set(gone):
        return "it is of this office, and who handed it on kept fields of it closed"
    return misfit(sealed)


def _ready(connection: Connection, trust: Trust, withheld: frozenset[str]) -> Iterator[list[Sealed]]:
    """The entries that may come in, each after the one that it follows."""
    held = _offices.list_waiting(connection)
    before = _offices.authors_of(connection, {each.prev for each in held if each.prev is not None})
    following: Mapping[str | None, list[Waiting]] = defaultdict(list)
    begun = []
    for each in held:
        why = _why(each, trust, before, withheld)
        if why is None:
            begun.append(each)
        elif why == _MISSING:
            following[each.prev].append(each)
    ids, stopped = list(_walk(begun, following)), set[str]()
    erased = _erased.read_erased(connection, trust)
    for start in range(0, len(ids), _AT_ONCE):
        batch = []
        for sealed in _in_order(connection, ids[start : start + _AT_ONCE]):
            if read_head(sealed.head).prev in stopped or _lack(sealed, trust, erased) is not None:
                stopped.add(sealed.id)
            else:
                batch.append(sealed)
        yield batch


def _walk(begun: Iterable[Waiting], following: Mapping[str | None, list[Waiting]]) -> Iterator[str]:
    left = sorted(begun, key=lambda each: (each.author, each.id), reverse=True)
    while left:
        here = left.pop()
        yield here.id
        left += [each for each in following.get(here.id, ()) if each.author == here.author]


def _in_order(connection: Connection, ids: list[str]) -> list[Sealed]:
    found = {sealed.id: sealed for sealed in _offices.read_waiting(connection, ids)}
    return [found[each] for each in ids]


def _destroy(
    connection: Connection, erasures: Iterable[Erasure], erased: Erased, place: _erased.Place, counts: Counts
) -> None:
    done = _erased.destroy(connection, erasures, erased, place)
    strip_waiting(connection, erased)
    _scopes.renew(connection, _scopes.documents_of(connection, done), counts)


def _take_items(connection: Connection) -> None:
    keys = _offices.waiting_item_keys(connection)
    named = _offices.named_items(connection, keys)
    _store.put_item_keys(connection, {document: keys[document] for document in sorted(named)})
    _offices.end_waiting_items(connection, named)
