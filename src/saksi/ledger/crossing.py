"""What entries name in each other, checked as they go by. Pure.

Some hundred bytes are kept of each, so that a ledger of a million fits: its id, its kind, its author, and whether one
of its author follows it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from typing import NamedTuple

from ..model import JsonObject, TamperError
from .entries import Fault
from .schema import Kind
from .sign import Head, read_head
from .trust import Trust

_ID_BYTES = 32
#: In the place of a document that an entry keeps closed.
_CLOSED = object()
#: Which field of which kind names an entry of which kind.
_WANTED: tuple[tuple[Kind, str, Kind], ...] = (
    ("statement", "reading", "reading"),
    ("review", "target", "statement"),
    ("review", "replacement", "statement"),
)


class _Place(NamedTuple):
    """What is kept of an entry; many share one. `kind` is None where its head cannot be read."""

    kind: Kind | None
    author: str
    is_followed: bool


class _Naming(NamedTuple):
    """That an entry names another, of a kind, in a field; `document` is its own, or `_CLOSED`."""

    entry: str
    author: str
    field: str
    kind: Kind
    named: str
    document: object


class Crossing:
    """The entries that went by, and what is wrong between them."""

    def __init__(self) -> None:
        self._there: dict[bytes, _Place] = {}
        self._places: dict[_Place, _Place] = {}
        self._documents: dict[bytes, object] = {}
        self._firsts: Counter[str] = Counter()
        #: Followers of what had not gone by, or is of another author: by their author, how many.
        self._astray: Counter[tuple[str, str]] = Counter()
        self._forked: set[tuple[str, str | None]] = set()
        self._unmet: list[tuple[str, str, str]] = []
        self._unnamed: list[_Naming] = []

    def __contains__(self, entry_id: str) -> bool:
        """Whether an entry with this id went by."""
        return _key(entry_id) in self._there

    def kind_of(self, entry_id: str) -> Kind | None:
        """The kind of an entry; None where it did not go by, or its head cannot be read."""
        place = self._there.get(_key(entry_id))
        return None if place is None else place.kind

    def see(self, entry_id: str) -> None:
        """An entry of which the head cannot be read: it is there, and that is all."""
        self._put(_key(entry_id), _Place(None, "", False))

    def take(
        self, entry_id: str, head: Head, fields: JsonObject, trust: Trust, opened: Container[str]
    ) -> Iterator[Fault]:
        """An entry goes by, of which these fields are open; what is wrong between it and those that went by before."""
        key = _key(entry_id)
        document = fields.get("document") if "document" in opened else _CLOSED
        self._put(key, _Place(head.kind, head.author, False))
        if head.kind == "reading":
            self._documents[key] = document
        before = None if head.prev is None else self._readable(head.prev)
        if head.prev is not None and before is None:
            self._unmet.append((entry_id, head.author, head.prev))
        elif before is not None and before.author != head.author:
            yield Fault(where=entry_id, what="it follows an entry of another author")
        if _is_in_chain(entry_id, head.author, trust):
            self._follow(head.author, head.prev, before)
        for kind, name, of_kind in _WANTED:
            if head.kind == kind and name in fields:
                naming = _Naming(entry_id, head.author, name, of_kind, str(fields[name]), document)
                if self._readable(naming.named) is None:
                    self._unnamed.append(naming)
                else:
                    yield from self._named(naming)

    def faults(self, heads: Callable[[], Iterable[tuple[str, bytes]]], trust: Trust) -> Iterator[Fault]:
        """What is wrong besides, once all went by; `heads` are asked for only where a chain has forked."""
        for entry_id, author, prev in self._unmet:
            before = self._readable(prev)
            if before is None:
                yield Fault(where=entry_id, what=f"the entry that it follows, {prev[:12]}…, is missing")
            elif before.author != author:
                yield Fault(where=entry_id, what="it follows an entry of another author")
        for naming in self._unnamed:
            if self._readable(naming.named) is not None or not trust.may_name_elsewhere(naming.author):
                yield from self._named(naming)
        forked = self._forked | {each for each, count in self._astray.items() if count + self._followers(*each) > 1}
        if forked:
            yield from _fork_faults(forked, heads(), trust)

    def _follow(self, author: str, prev: str | None, before: _Place | None) -> None:
        """Note that an entry of this author follows another: a second one is a fork."""
        if prev is None:
            self._firsts[author] += 1
            if self._firsts[author] > 1:
                self._forked.add((author, None))
        elif before is None or before.author != author:
            self._astray[author, prev] += 1
        elif before.is_followed:
            self._forked.add((author, prev))
        else:
            self._put(_key(prev), before._replace(is_followed=True))

    def _followers(self, author: str, prev: str) -> int:
        before = self._readable(prev)
        return int(before is not None and before.author == author and before.is_followed)

    def _named(self, naming: _Naming) -> Iterator[Fault]:
        if self.kind_of(naming.named) != naming.kind:
            what = f"its {naming.field} names no {naming.kind} of this ledger"
            yield Fault(where=naming.entry, what=what)
        elif naming.field == "reading" and _differ(naming.document, self._documents[_key(naming.named)]):
            yield Fault(where=naming.entry, what="its reading is of another document")

    def _readable(self, entry_id: str) -> _Place | None:
        place = self._there.get(_key(entry_id))
        return None if place is None or place.kind is None else place

    def _put(self, key: bytes, place: _Place) -> None:
        self._there[key] = self._places.setdefault(place, place)


def _fork_faults(
    forked: set[tuple[str, str | None]], heads: Iterable[tuple[str, bytes]], trust: Trust
) -> Iterator[Fault]:
    siblings: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for entry_id, line in heads:
        try:
            head = read_head(line)
        except TamperError:
            continue
        if (head.author, head.prev) in forked and _is_in_chain(entry_id, head.author, trust):
            siblings[head.author, head.prev].append(entry_id)
    for (_, prev), found in siblings.items():
        after = "are first" if prev is None else f"follow {prev[:12]}…"
        for entry_id in found:
            yield Fault(where=entry_id, what=f"{len(found)} entries of its author {after}: one chain has forked")


def _is_in_chain(entry_id: str, author: str, trust: Trust) -> bool:
    # of the branches of a forked chain a revocation can leave one
    return trust.right(author, entry_id) is not None or not trust.knows(author)


def _differ(one: object, other: object) -> bool:
    if _CLOSED in (one, other):
        # what a partner keeps closed can be compared with nothing
        return False
    # by type as well: to Python 1 is True
    return type(one) is not type(other) or one != other


def _key(entry_id: str) -> bytes:
    """An id in half the room; what is no id is longer than one, so that it is never taken for one."""
    try:
        found = bytes.fromhex(entry_id)
    except ValueError:
        found = b""
    return found if found.hex() == entry_id and len(found) == _ID_BYTES else entry_id.encode() + bytes(_ID_BYTES + 1)
