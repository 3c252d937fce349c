"""Letting in what counts: entries that came from elsewhere wait until their signer is known and their chain is whole.

Which entries are in, at the end, depends on the set of all that is known and not on the order in which it came.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from ..model import BadValueError
from . import _erased, _offices, _store
from ._offices import Waiting
from .erasing import Erased, erasure_of
from .sign import Sealed, read_head
from .trust import TRUSTING, Trust

_AT_ONCE = 1000


def settle(
    connection: Connection, root: str, place: _erased.Place, arrived_at: datetime, *, withheld: frozenset[str]
) -> int:
    """Let in what waits and counts now; the number of entries. Authors in `withheld` stay out whatever they may do.

    Each round lets in what the keys that are known allow; an entry that admits a key makes another round.
    """
    count = 0
    while True:
        trust = _offices.read_trust(connection, root)
        ready = _ready(connection, trust, withheld)
        if not ready:
            break
        trusting = False
        for start in range(0, len(ready), _AT_ONCE):
            batch = _in_order(connection, ready[start : start + _AT_ONCE])
            take(connection, trust, batch, place, arrived_at)
            _offices.end_waiting(connection, [sealed.id for sealed in batch])
            trusting = trusting or any(read_head(sealed.head).kind in TRUSTING for sealed in batch)
        count += len(ready)
        if not trusting:
            break
    _take_items(connection, root)
    return count


def take(
    connection: Connection, trust: Trust, batch: Iterable[Sealed], place: _erased.Place, arrived_at: datetime
) -> None:
    """Add entries, and destroy what erase entries among them name."""
    entries = list(batch)
    _store.put(connection, entries, arrived_at, _erased.read_erased(connection, trust))
    new = [sealed for sealed in entries if read_head(sealed.head).kind == "erase"]
    if new:
        erased = _erased.read_erased(connection, trust)
        for sealed in new:
            _destroy(connection, trust, sealed, erased, place)
        strip_waiting(connection, erased)


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
    found: Iterable[Waiting], trust: Trust, there: frozenset[str], withheld: frozenset[str]
) -> dict[str, str]:
    """Why each of these entries waits; `there` are the entries that they follow and that are in the ledger."""
    reasons = {}
    for each in found:
        if each.author in withheld:
            reasons[each.id] = "a key of this very ledger signed it elsewhere"
        elif not trust.knows(each.author):
            reasons[each.id] = "its key was never admitted"
        elif trust.right(each.author, each.id) is None:
            reasons[each.id] = "its key was revoked or replaced before it"
        elif each.prev is not None and each.prev not in there:
            reasons[each.id] = "it follows an entry that is not here"
        else:
            reasons[each.id] = "it follows one that waits"
    return reasons


def _ready(connection: Connection, trust: Trust, withheld: frozenset[str]) -> list[str]:
    """The ids that may come in, each after the one that it follows."""
    held = [each for each in _offices.list_waiting(connection) if trust.knows(each.author)]
    allowed = [each for each in held if each.author not in withheld and trust.right(each.author, each.id) is not None]
    there = _offices.are_there(connection, {each.prev for each in allowed if each.prev is not None})
    following: Mapping[str | None, list[Waiting]] = defaultdict(list)
    for each in allowed:
        following[each.prev].append(each)
    begun = [each for each in allowed if each.prev is None or each.prev in there]
    return list(_walk(begun, following))


def _walk(begun: Iterable[Waiting], following: Mapping[str | None, list[Waiting]]) -> Iterator[str]:
    left = sorted(begun, key=lambda each: (each.author, each.id), reverse=True)
    while left:
        here = left.pop()
        yield here.id
        left += [each for each in following.get(here.id, ()) if each.author == here.author]


def _in_order(connection: Connection, ids: list[str]) -> list[Sealed]:
    found = {sealed.id: sealed for sealed in _offices.read_waiting(connection, ids)}
    return [found[each] for each in ids]


def _destroy(connection: Connection, trust: Trust, sealed: Sealed, erased: Erased, place: _erased.Place) -> None:
    reach = trust.reach(read_head(sealed.head).author, sealed.id)
    fields = {name: held.value for name, held in sealed.openings.items() if held.value is not None}
    if reach is None or reach:
        with suppress(BadValueError):
            _erased.destroy(connection, erasure_of(sealed.id, fields, reach), erased, place)


def _take_items(connection: Connection, root: str) -> None:
    keys = _offices.waiting_item_keys(connection)
    named = _offices.named_items(connection, keys)
    _store.put_item_keys(connection, {document: keys[document] for document in sorted(named)})
    _offices.end_waiting_items(connection, named)
