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
from .form import misfit
from .links import LINKED, upto
from .sign import Sealed, read_head
from .trust import Trust, beyond_right

_AT_ONCE = 1000
_NOTHING = Erased([])
_CLOSED = "it is of this office, and who handed it on kept fields of it closed"
_NEXT = "nothing keeps it: it comes in next"
_MISSING = "it follows an entry that is not here"


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
        trusting = False
        for batch in _ready(connection, trust, withheld):
            _store.put(connection, batch, arrived_at, _NOTHING, _offices.counting(connection, root))
            _offices.end_waiting(connection, [sealed.id for sealed in batch])
            trusting = trusting or any(read_head(sealed.head).kind in LINKED for sealed in batch)
            count += len(batch)
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
    connection: Connection, found: Iterable[Waiting], trust: Trust, withheld: frozenset[str]
) -> dict[str, str]:
    """Why each of these entries waits."""
    held = list(found)
    before = _offices.authors_of(connection, [each.prev for each in held if each.prev is not None])
    turning = _turning(trust, _offices.list_waiting(connection))
    reasons = {each.id: _why(each, trust, before, withheld, turning) for each in held}
    waiting = {each.id for each in _offices.list_waiting(connection)}
    for each in held:
        if reasons[each.id] == _MISSING and each.prev in waiting:
            reasons[each.id] = "it follows one that waits"
    left = [each.id for each in held if reasons[each.id] is None]
    forms = {sealed.id: misfit(sealed) for sealed in _offices.read_waiting(connection, left)}
    closed = _closed(connection, trust, [each for each in held if each.id in left])
    told = dict.fromkeys(closed, _CLOSED)
    return {each.id: reasons[each.id] or forms[each.id] or told.get(each.id, _NEXT) for each in held}


def _why(
    each: Waiting, trust: Trust, before: Mapping[str, str], withheld: frozenset[str], turning: frozenset[str]
) -> str | None:
    """Why an entry waits, as far as it can be seen without its fields."""
    if each.author in withheld:
        return "a key of this very ledger signed it elsewhere"
    if not trust.knows(each.author):
        return "its key was never admitted"
    right = trust.right(each.author, each.id)
    if right is None and each.id not in turning:
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


def _ready(connection: Connection, trust: Trust, withheld: frozenset[str]) -> Iterator[list[Sealed]]:
    """The entries that may come in, each after the one that it follows."""
    held = _offices.list_waiting(connection)
    before = _offices.authors_of(connection, {each.prev for each in held if each.prev is not None})
    turning = _turning(trust, held)
    following: Mapping[str | None, list[Waiting]] = defaultdict(list)
    begun = []
    for each in held:
        why = _why(each, trust, before, withheld, turning)
        if why is None:
            begun.append(each)
        elif why == _MISSING:
            following[each.prev].append(each)
    ids = list(_walk(begun, following))
    coming = frozenset(ids)
    stopped = set(_closed(connection, trust, [each for each in held if each.id in coming]))
    for start in range(0, len(ids), _AT_ONCE):
        batch = []
        for sealed in _in_order(connection, ids[start : start + _AT_ONCE]):
            if not stopped.isdisjoint({sealed.id, read_head(sealed.head).prev}) or misfit(sealed) is not None:
                stopped.add(sealed.id)
            else:
                batch.append(sealed)
        yield batch


def _turning(trust: Trust, held: Iterable[Waiting]) -> frozenset[str]:
    """What comes in though it does not count, since it says how far something counts; and what leads up to it."""
    chains: dict[str, dict[str, str | None]] = defaultdict(dict)
    asked = []
    for each in held:
        chains[each.author][each.id] = each.prev
        asked += [each] * trust.is_asked(each.author, each.kind, each.id)
    return frozenset(before for each in asked for before in upto(chains[each.author], each.id))


def _closed(connection: Connection, trust: Trust, coming: Iterable[Waiting]) -> frozenset[str]:
    """Those of these entries of which a field is closed that no erase entry names, nor one of these.

    Only partners keep fields closed. What an own key wrote may wait for an erase entry of the key that follows it, and
    that one for this: such entries come in.
    """
    held = list(coming)
    strict = [each.id for each in held if not trust.may_keep(each.author, each.kind) and each.author not in trust.own]
    lacking = [
        sealed
        for sealed in _offices.read_waiting(connection, strict)
        if read_head(sealed.head).commitments.keys() - sealed.openings.keys()
    ]
    if not lacking:
        return frozenset()
    erasures = list(_offices.read_waiting(connection, [each.id for each in held if each.kind == "erase"]))
    asked = _erased.read_asked(connection, trust, erasures)
    return frozenset(
        sealed.id
        for sealed in lacking
        if read_head(sealed.head).commitments.keys() - sealed.openings.keys() - _erasable_of(sealed, asked).keys()
    )


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
