"""The whole check of a ledger: from stored entries, one after the other, to a list of what is wrong.

Of an entry that went by little is kept, so that there may be as many as there are: see `crossing`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Protocol

from ..model import BadValueError, JsonObject, TamperError
from .crossing import Crossing
from .entries import Fault, Verification
from .erasing import Erased, Erasure, check_target, erasure_of
from .links import LINKED, TRUSTING, Link
from .log import Frontier, leaf_hash
from .schema import KINDS, Kind, staying
from .sign import Head, Sealed, faults_of, is_good_hex, read_head
from .trust import Right, Trust, beyond_right, trust_of

#: Told also where there is none; most ledgers have none of the others.
_ALWAYS_COUNTED: tuple[Kind, ...] = ("capture", "reading", "statement", "review", "key", "erase")
#: In the one form in which a head may stand. Others contain it nowhere: values are digits and names of fields.
_DECIDES = re.compile(f'"kind":"({"|".join(LINKED)})"'.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the check needs of a stored entry; `complaints` are the store's own, such as a lost arrival.

    `erased` is what the store remembers of it as erased, and by which entry; None where there is no store.
    """

    sealed: Sealed
    complaints: tuple[str, ...] = ()
    erased: Mapping[str, str] | None = None


class Source(Protocol):
    """Entries that can be gone through more than once, each time all of them."""

    def heads(self) -> Iterable[tuple[str, bytes]]:
        """Every id, and the head beside it."""

    def some(self, wanted: Callable[[bytes], object]) -> Iterable[Stored]:
        """The entries whose head is `wanted`, whole."""

    def whole(self) -> Iterable[Stored]:
        """Every entry, whole."""


def check_all(stored: Iterable[Stored], root: str) -> Verification:
    """Check entries that are at hand: each by itself, then the authors, the chains and what entries name."""
    # they are a set: what is there twice is there once
    return check(_AtHand(list({item.sealed.id: item for item in stored}.values())), root, Crossing())


def check(source: Source, root: str, crossing: Crossing) -> Verification:
    """Check every entry by itself, the authors, the chains and what entries name; `crossing` knows them all then."""
    said = _Said(source, root)
    trust, tally, faults = said.trust, _Tally(), list[Fault]()
    for item in source.whole():
        entry_id, head, fields = item.sealed.id, _head(item.sealed), _fields(item.sealed)
        if head is None:
            faults += (Fault(where=entry_id, what=what) for what in _own_faults(item, {}, {}, trust))
            crossing.see(entry_id)
            continue
        must, may = (_erased(each, entry_id, head, fields) for each in (said.erased, said.asked))
        faults += (Fault(where=entry_id, what=what) for what in _own_faults(item, must, may, trust))
        faults += _author_faults(item.sealed, head, fields, said)
        faults += crossing.take(entry_id, head, fields, trust, item.sealed.openings)
        tally.count(head, fields, trust.right(head.author, entry_id), trust)
        tally.erased += len(must)
    faults += said.faults(crossing)
    faults += crossing.faults(source.heads, trust)
    documents = said.erased.documents
    gone = set(said.erased.gone(tally.made))
    theirs, ours = set[str](), set[str]()
    for document, text, author in tally.made:
        (theirs if trust.is_elsewhere(author) else ours).update({document, text or document})
    return Verification(
        counts={kind: tally.kinds[kind] for kind in KINDS if tally.kinds[kind] or kind in _ALWAYS_COUNTED},
        faults=tuple(sorted(faults, key=lambda fault: (fault.where, fault.what))),
        documents=tuple(sorted({document for document, _, _ in tally.made} - gone - set(documents))),
        texts=tuple(
            sorted({text for document, text, _ in tally.made if text is not None and document not in documents} - gone)
        ),
        erased=tally.erased,
        erased_documents=tuple(sorted(documents)),
        gone=tuple(sorted(gone)),
        beyond=tally.beyond,
        lent=frozenset(theirs - ours),
    )


class _AtHand:
    """Entries in the memory, as a source."""

    def __init__(self, stored: Sequence[Stored]) -> None:
        self._stored = stored

    def heads(self) -> Iterator[tuple[str, bytes]]:
        """Every id, and the head beside it."""
        return ((item.sealed.id, item.sealed.head) for item in self._stored)

    def some(self, wanted: Callable[[bytes], object]) -> Iterator[Stored]:
        """Those whose head is wanted."""
        return (item for item in self._stored if wanted(item.sealed.head))

    def whole(self) -> Iterable[Stored]:
        """All of them."""
        return self._stored


class _Tally:
    """What is counted as entries go by."""

    def __init__(self) -> None:
        self.kinds: Counter[Kind] = Counter()
        self.erased = self.beyond = 0
        #: Every document that was taken in or read, with the text of a reading, by whom: each once.
        self.made: set[tuple[str, str | None, str]] = set()
        self._names: dict[str, str] = {}

    def count(self, head: Head, fields: JsonObject, right: Right | None, trust: Trust) -> None:
        """Count one entry."""
        self.kinds[head.kind] += 1
        self.beyond += right is None and trust.knows(head.author)
        if head.kind in ("capture", "reading") and "document" in fields:
            text = str(fields["text"]) if "text" in fields else None
            self.made.add((self._once(str(fields["document"])), text, self._once(head.author)))

    def _once(self, name: str) -> str:
        # hundreds of entries name one document: one copy of its name is enough
        return self._names.setdefault(name, name)


def trust_in(entries: Sequence[Sealed], root: str) -> Trust:
    """Whose entries count in the ledger that these entries are, read from its root."""
    return _Said(_AtHand([Stored(sealed=each) for each in entries]), root).trust


def check_one(stored: Stored, trust: Trust, erased: Erased, asked: Erased) -> Iterator[str]:
    """Check an entry by itself, and whether its author's key may write it."""
    head, fields = _head(stored.sealed), _fields(stored.sealed)
    must, may = ({} if head is None else _erased(each, stored.sealed.id, head, fields) for each in (erased, asked))
    yield from _own_faults(stored, must, may, trust)
    what = None if head is None else _right_fault(stored.sealed, head, fields, trust)
    if what is not None:
        yield what


def log_faults(ids: Iterable[str], roots: Iterable[tuple[int, bytes]]) -> Iterator[str]:
    """What differs between the entries in order of arrival and the roots that were signed over them.

    Names the smallest stretch that the log can tell: between the last size that is right and the first that is not.
    """
    tree, right, left = Frontier(), 0, iter(ids)
    for size, root in sorted(roots):
        tree = tree.grown(leaf_hash(bytes.fromhex(each)) for each in islice(left, size - right))
        if tree.size < size:
            yield f"the log says {size} entries, and {tree.size} are there: {size - tree.size} are missing"
            return
        if tree.root != root:
            yield f"among entries {right + 1} to {size} in order of arrival one was removed, replaced or moved"
            return
        right = size
    unlogged = sum(1 for _ in left)
    if unlogged:
        yield f"{unlogged} entries at the end were never logged"


def _head(sealed: Sealed) -> Head | None:
    return _read(sealed.head)


def _read(line: bytes) -> Head | None:
    try:
        return read_head(line)
    except TamperError:
        return None


def _fields(sealed: Sealed) -> JsonObject:
    return {name: opening.value for name, opening in sealed.openings.items() if opening.value is not None}


class _Said:
    """Whose word counts among entries, and what they say was erased."""

    def __init__(self, source: Source, root: str) -> None:
        self._heads = source.heads
        self._deciding = [
            (item.sealed.id, head, _fields(item.sealed))
            for item in source.some(_DECIDES.search)
            if (head := _head(item.sealed)) is not None
        ]
        self.trust = trust_of(root, self._links(), cache(self._chain))
        self.leading = {key for office in self.trust.offices for key in office.lineage}
        self.erased = Erased(self._erasures(lambda author, entry_id: self.trust.reach(author, entry_id)))
        self.asked = Erased(self._erasures(lambda author, entry_id: self.trust.once_reached(author, entry_id)))

    def faults(self, crossing: Crossing) -> Iterator[Fault]:
        """What is wrong with the erase entries, once all entries are known."""
        for entry_id, head, fields in self._deciding:
            if head.kind != "erase":
                continue
            try:
                erasure = erasure_of(entry_id, fields)
                target = None if erasure.target is None else crossing.kind_of(erasure.target)
                if target is not None or not self.trust.may_name_elsewhere(head.author):
                    check_target(erasure, target)
            except BadValueError as error:
                yield Fault(where=entry_id, what=str(error))

    def _links(self) -> Iterator[Link]:
        for entry_id, head, fields in self._deciding:
            if head.kind in LINKED:
                yield Link(id=entry_id, kind=head.kind, author=head.author, recorded_at=head.recorded_at, fields=fields)

    def _chain(self, author: str) -> dict[str, str | None]:
        named = author.encode()
        heads = ((entry_id, _read(line)) for entry_id, line in self._heads() if named in line)
        return {entry_id: head.prev for entry_id, head in heads if head is not None and head.author == author}

    def _erasures(self, reach_of: Callable[[str, str], frozenset[str] | None]) -> Iterator[Erasure]:
        for entry_id, head, fields in self._deciding:
            reach = reach_of(head.author, entry_id) if head.kind == "erase" else frozenset[str]()
            if reach is None or reach:
                with suppress(BadValueError):
                    yield erasure_of(entry_id, fields, reach)


def _own_faults(item: Stored, erased: Mapping[str, str], asked: Mapping[str, str], trust: Trust) -> Iterator[str]:
    """`erased` must be gone; `asked` may be: an erase entry had effect, here or at its sender's, and has it no more."""
    yield from item.complaints
    head = _head(item.sealed)
    closed = set() if head is None else set(head.commitments) - set(item.sealed.openings)
    if head is not None and trust.may_keep(head.author, head.kind):
        # another office may keep an entry to itself, or fields of it, but for those that hold a ledger together
        may = closed - staying(head.kind) if item.sealed.openings else closed
    else:
        may = closed & set(asked)
    yield from faults_of(item.sealed, frozenset(erased) | may)
    if item.erased is not None and not set(erased) <= set(item.erased) <= set(erased) | set(asked):
        yield "what the store remembers of it as erased is not what the erase entries name"


def _erased(erased: Erased, entry_id: str, head: Head, fields: JsonObject) -> dict[str, str]:
    return erased.of(entry_id, head.kind, head.author, fields.get("document"))


def _author_faults(sealed: Sealed, head: Head, fields: JsonObject, said: _Said) -> Iterator[Fault]:
    entry_id = sealed.id
    if head.kind in TRUSTING and "key" in fields and not is_good_hex(str(fields["key"])):
        yield Fault(where=entry_id, what="it names as a key what is no Ed25519 key of full order")
    if head.author in said.leading and head.prev is None and not _is_own_admission(head, fields):
        yield Fault(where=entry_id, what="it is an office's first entry, and not its own admission")
    what = _right_fault(sealed, head, fields, said.trust)
    if what is not None:
        yield Fault(where=entry_id, what=what)


def _is_own_admission(head: Head, fields: JsonObject) -> bool:
    return head.kind == "key" and fields == {"act": "admit", "key": head.author, "role": "owner"}


def _right_fault(sealed: Sealed, head: Head, fields: JsonObject, trust: Trust) -> str | None:
    if not trust.knows(head.author):
        return "its author was never admitted"
    right = trust.right(head.author, sealed.id)
    # one that does not count any more, since its key was revoked, is no fault of the ledger
    is_closed = trust.is_elsewhere(head.author) and "reader" not in sealed.openings
    return None if right is None else _beyond_right(head, fields, right, is_closed=is_closed)


def _beyond_right(head: Head, fields: JsonObject, right: Right, *, is_closed: bool) -> str | None:
    if not right.allows(head.kind):
        return beyond_right(right, head.kind)
    if (
        right.role == "reader"
        and head.kind == "reading"
        and not is_closed
        and fields.get("reader") not in right.versions
    ):
        return "it claims another version of the reader than its author's key has"
    return None
