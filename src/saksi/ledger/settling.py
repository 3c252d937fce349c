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
from .erasing import Erased
from .sign import Sealed, read_head
from .trust import TRUSTING, Trust

_AT_ONCE = 1000
_NOTHING = Erased([])


def settle(
    connection: Connection, root: str, place: _erased.Place, arrived_at: datetime, *, withheld: frozenset[str]
) -> tuple[int, Trust]:
    """Let in what waits and counts now; the number of entries, and whose count then.

    Authors in `withheld` stay out whatever they may do. Each round lets in what the keys that are known allow; an entry
    that admits a key makes another round. What erase entries name is destroyed at the end, by the word of those whose
    word counts then.
    """
    count = 0
    while True:
        trust = _offices.read_trust(connection, root)
        ready = _ready(connection, trust, withheld)
        trusting = False
        for start in range(0, len(ready), _AT_ONCE):
            batch = _in_order(connection, ready[start : start + _AT_ONCE])
            _store.put(connection, batch, arrived_at, _NOTHING, _offices.counting(connection, root))
            _offices.end_waiting(connection, [sealed.id for sealed in batch])
            trusting = trusting or any(read_head(sealed.head).kind in TRUSTING for sealed in batch)
        count += len(ready)
        if not trusting:
            # what came in does not bear on whose entries count: this is still who does
            break
    carry_out(connection, trust, place)
    _take_items(connection)
    return count, trust


def carry_out(connection: Connection, trust: Trust, place: _erased.Place) -> None:
    """Destroy what erase entries name, of what waits too."""
    erased, hit = _erased.carry_out(connection, trust, place)
    if hit:
        counts = _offices.counting(connection, trust.home.root)
        _scopes.renew(connection, _scopes.documents_of(connection, hit), counts)
    if erased:
        strip_waiting(connection, erased)


def strip(sealed: Sealed, erased: Erased) -> Sealed:
    """The entry without the openings that were erased here: they do not come back, and do not wait either."""
    gone = _erasable_of(sealed, erased)
    if gone.keys().isdisjoint(sealed.openings):
        return sealed
    return replace(sealed, openings={name: held for name, held in sealed.openings.items() if name not in gone})


def _erasable_of(sealed: Sealed, erased: Erased) -> dict[str, str]:
    head, document = read_head(sealed.head), sealed.openings.get("document")
    return erased.of(sealed.id, head.kind, head.author, None if document is None else document.value)


def strip_waiting(connection: Connection, erased: Erased) -> None:
    """Take what was erased from the entries that wait as well."""
    for sealed in _offices.read_waiting(connection):
        stripped = strip(sealed, erased)
        if stripped is not sealed:
            _offices.end_waiting(connection, [sealed.id])
            _offices.put_waiting(connection, [stripped])
            _erased.note(connection, {_erased.PAGES})


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
            reasons[each.id] = "it is closed in part, or follows an entry that waits"
    return reasons


def _ready(connection: Connection, trust: Trust, withheld: frozenset[str]) -> list[str]:
    """The ids that may come in, each after the one that it follows."""
    held = [
        each for each in _offices.list_waiting(connection) if trust.knows(each.author) and each.author not in withheld
    ]
    turning = _turning(connection, trust, held)
    allowed = [each for each in held if trust.right(each.author, each.id) is not None or each.id in turning]
    # what an own key wrote may wait for an erase entry of the key that follows it, and that one for this
    strict = [each.id for each in allowed if not trust.is_elsewhere(each.author) and each.author not in trust.own]
    closed = _closed(connection, trust, strict, [each.id for each in allowed])
    allowed = [each for each in allowed if each.id not in closed]
    authors = _offices.authors_of(connection, {each.prev for each in allowed if each.prev is not None})
    following: Mapping[str | None, list[Waiting]] = defaultdict(list)
    for each in allowed:
        following[each.prev].append(each)
    begun = [each for each in allowed if each.prev is None or authors.get(each.prev) == each.author]
    return list(_walk(begun, following))


def _closed(connection: Connection, trust: Trust, ids: list[str], coming: list[str]) -> frozenset[str]:
    """Those of these entries of which a field is closed that no erase entry names, not one that is `coming` either.

    Only partners keep fields closed.
    """
    lacking = [
        sealed
        for sealed in _offices.read_waiting(connection, ids)
        if read_head(sealed.head).commitments.keys() - sealed.openings.keys()
    ]
    if not lacking:
        return frozenset()
    read = _offices.read_waiting(connection, coming)
    erasures = [sealed for sealed in read if read_head(sealed.head).kind == "erase"]
    asked = _erased.read_asked(connection, trust, erasures)
    return frozenset(
        sealed.id
        for sealed in lacking
        if read_head(sealed.head).commitments.keys() - sealed.openings.keys() - _erasable_of(sealed, asked).keys()
    )


def _turning(connection: Connection, trust: Trust, held: Iterable[Waiting]) -> frozenset[str]:
    """What leads up to another rotation by an office's own key: who follows that key depends on all of them.

    They come in even where they are beyond the first rotation, unless the home office limits the key itself.
    """
    leading = {key: office is trust.home for office in (*trust.partners, trust.home) for key in office.lineage}
    chains: dict[str, dict[str, str | None]] = defaultdict(dict)
    for each in held:
        is_limited = not leading.get(each.author, True) and each.id in trust.home.beyond.get(each.author, ())
        if each.author in leading and not is_limited:
            chains[each.author][each.id] = each.prev
    found = set[str]()
    for chain in chains.values():
        for sealed in _offices.read_waiting(connection, list(chain)):
            here: str | None = sealed.id if read_head(sealed.head).kind == "rotation" else None
            while here is not None and here in chain and here not in found:
                found.add(here)
                here = chain[here]
    return frozenset(found)


def _walk(begun: Iterable[Waiting], following: Mapping[str | None, list[Waiting]]) -> Iterator[str]:
    left = sorted(begun, key=lambda each: (each.author, each.id), reverse=True)
    while left:
        here = left.pop()
        yield here.id
        left += [each for each in following.get(here.id, ()) if each.author == here.author]


def _in_order(connection: Connection, ids: list[str]) -> list[Sealed]:
    found = {sealed.id: sealed for sealed in _offices.read_waiting(connection, ids)}
    return [found[each] for each in ids]


def _take_items(connection: Connection) -> None:
    keys = _offices.waiting_item_keys(connection)
    named = _offices.named_items(connection, keys)
    _store.put_item_keys(connection, {document: keys[document] for document in sorted(named)})
    _offices.end_waiting_items(connection, named)
