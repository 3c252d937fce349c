"""The whole check of a ledger: pure, from stored rows to a list of what is wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ..model import BadValueError, JsonObject, TamperError
from .entries import Fault, Verification
from .erasing import Erased, Erasure, check_target, erasure_of
from .links import LINKED, TRUSTING, Link
from .log import Frontier, leaf_hash
from .schema import KINDS, Kind, staying
from .sign import Head, Sealed, faults_of, is_good_hex, read_head
from .trust import Right, Trust, beyond_right, trust_of

#: Told also where there is none; most ledgers have none of the others.
_ALWAYS_COUNTED: tuple[Kind, ...] = ("capture", "reading", "statement", "review", "key", "erase")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the check needs of a stored entry; `complaints` are the store's own, such as a lost arrival.

    `erased` is what the store remembers of it as erased, and by which entry; None where there is no store.
    """

    sealed: Sealed
    complaints: tuple[str, ...] = ()
    erased: Mapping[str, str] | None = None


def check_all(stored: Sequence[Stored], root: str) -> Verification:
    """Check every entry by itself, then the authors, the chains and what entries name in each other."""
    found = _Found({item.sealed.id: item.sealed for item in stored}, root)
    erased = {
        entry_id: _erased(found.erased, entry_id, head, found.fields[entry_id])
        for entry_id, head in found.heads.items()
    }
    asked = {
        entry_id: _erased(found.asked, entry_id, head, found.fields[entry_id]) for entry_id, head in found.heads.items()
    }
    made = [
        (str(of["document"]), _text(of), found.heads[entry_id].author)
        for entry_id, of in found.fields.items()
        if "document" in of and entry_id in found.heads
    ]
    documents = found.erased.documents
    gone = set(found.erased.gone(made))
    faults = [
        *(
            Fault(where=item.sealed.id, what=what)
            for item in stored
            for what in _own_faults(item, erased.get(item.sealed.id, {}), asked.get(item.sealed.id, {}), found.trust)
        ),
        *_author_faults(found),
        *_erasure_faults(found),
        *_chain_faults(found),
        *_reference_faults(found),
    ]
    theirs, ours = set[str](), set[str]()
    for document, text, author in made:
        (theirs if found.trust.is_elsewhere(author) else ours).update({document, text or document})
    kinds = Counter(head.kind for head in found.heads.values())
    return Verification(
        counts={kind: kinds[kind] for kind in KINDS if kinds[kind] or kind in _ALWAYS_COUNTED},
        faults=tuple(sorted(faults, key=lambda fault: (fault.where, fault.what))),
        documents=tuple(sorted({document for document, _, _ in made} - gone - set(documents))),
        texts=tuple(
            sorted({text for document, text, _ in made if text is not None and document not in documents} - gone)
        ),
        erased=sum(map(len, erased.values())),
        erased_documents=tuple(sorted(documents)),
        gone=tuple(sorted(gone)),
        beyond=sum(
            found.trust.knows(head.author) and found.trust.right(head.author, entry_id) is None
            for entry_id, head in found.heads.items()
        ),
        lent=frozenset(theirs - ours),
    )


def trust_in(entries: Sequence[Sealed], root: str) -> Trust:
    """Whose entries count in the ledger that these entries are, read from its root."""
    return _Found({sealed.id: sealed for sealed in entries}, root).trust


def check_one(stored: Stored, trust: Trust, erased: Erased, asked: Erased) -> Iterator[str]:
    """Check an entry by itself, and whether its author's key may write it."""
    head, fields = _head(stored.sealed), _fields(stored.sealed)
    must, may = ({} if head is None else _erased(each, stored.sealed.id, head, fields) for each in (erased, asked))
    yield from _own_faults(stored, must, may, trust)
    what = None if head is None else _right_fault(stored.sealed.id, head, fields, trust)
    if what is not None:
        yield what


def log_faults(ids: Sequence[str], roots: Mapping[int, bytes]) -> Iterator[str]:
    """What differs between the entries in order of arrival and the roots that were signed over them.

    Names the smallest stretch that the log can tell: between the last size that is right and the first that is not.
    """
    tree, right = Frontier(), 0
    for size, root in sorted(roots.items()):
        if size > len(ids):
            yield f"the log says {size} entries, and {len(ids)} are there: {size - len(ids)} are missing"
            return
        tree = tree.grown([leaf_hash(bytes.fromhex(each)) for each in ids[right:size]])
        if tree.root != root:
            yield f"among entries {right + 1} to {size} in order of arrival one was removed, replaced or moved"
            return
        right = size
    if len(ids) > right:
        yield f"{len(ids) - right} entries at the end were never logged"


def _head(sealed: Sealed) -> Head | None:
    try:
        return read_head(sealed.head)
    except TamperError:
        return None


def _fields(sealed: Sealed) -> JsonObject:
    return {name: opening.value for name, opening in sealed.openings.items() if opening.value is not None}


class _Found:
    """Entries as far as they can be read, whose word counts among them, and what they say was erased."""

    def __init__(self, sealed: Mapping[str, Sealed], root: str) -> None:
        self.heads = {entry_id: head for entry_id, each in sealed.items() if (head := _head(each)) is not None}
        self.fields = {entry_id: _fields(each) for entry_id, each in sealed.items()}
        self.trust = trust_of(root, self._links(), self._chain)
        self.erased = Erased(self._erasures())
        self.asked = Erased(self._asked())

    def _links(self) -> Iterator[Link]:
        for entry_id, head in self.heads.items():
            if head.kind in LINKED:
                yield Link(
                    id=entry_id,
                    kind=head.kind,
                    author=head.author,
                    recorded_at=head.recorded_at,
                    fields=self.fields[entry_id],
                )

    def _chain(self, author: str) -> dict[str, str | None]:
        return {entry_id: head.prev for entry_id, head in self.heads.items() if head.author == author}

    def _erasures(self) -> Iterator[Erasure]:
        for entry_id, head in self.heads.items():
            reach = self.trust.reach(head.author, entry_id) if head.kind == "erase" else frozenset()
            if reach is None or reach:
                with suppress(BadValueError):
                    yield erasure_of(entry_id, self.fields[entry_id], reach)

    def _asked(self) -> Iterator[Erasure]:
        for entry_id, head in self.heads.items():
            reach = self.trust.once_reached(head.author, entry_id) if head.kind == "erase" else frozenset()
            if reach is None or reach:
                with suppress(BadValueError):
                    yield erasure_of(entry_id, self.fields[entry_id], reach)


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


def _erasure_faults(found: _Found) -> Iterator[Fault]:
    for entry_id, head in found.heads.items():
        if head.kind != "erase":
            continue
        try:
            erasure = erasure_of(entry_id, found.fields[entry_id])
            target = found.heads.get(erasure.target or "")
            if target is not None or not _may_be_elsewhere(found.trust, head.author):
                check_target(erasure, None if target is None else target.kind)
        except BadValueError as error:
            yield Fault(where=entry_id, what=str(error))


def _author_faults(found: _Found) -> Iterator[Fault]:
    leading = {key for office in (found.trust.home, *found.trust.partners) for key in office.lineage}
    for entry_id, head in found.heads.items():
        fields = found.fields[entry_id]
        if head.kind in TRUSTING and "key" in fields and not is_good_hex(str(fields["key"])):
            yield Fault(where=entry_id, what="it names as a key what is no Ed25519 key of full order")
        if head.author in leading and head.prev is None and not _is_own_admission(head, fields):
            yield Fault(where=entry_id, what="it is an office's first entry, and not its own admission")
        what = _right_fault(entry_id, head, fields, found.trust)
        if what is not None:
            yield Fault(where=entry_id, what=what)


def _is_own_admission(head: Head, fields: JsonObject) -> bool:
    return head.kind == "key" and fields == {"act": "admit", "key": head.author, "role": "owner"}


def _is_partner(trust: Trust, author: str) -> bool:
    return trust.is_elsewhere(author)


def _right_fault(entry_id: str, head: Head, fields: JsonObject, trust: Trust) -> str | None:
    if not trust.knows(head.author):
        return "its author was never admitted"
    right = trust.right(head.author, entry_id)
    # one that does not count any more, since its key was revoked, is no fault of the ledger
    return None if right is None else _beyond_right(head, fields, right, may_close=_is_partner(trust, head.author))


def _beyond_right(head: Head, fields: JsonObject, right: Right, *, may_close: bool) -> str | None:
    if not right.allows(head.kind):
        return beyond_right(right, head.kind)
    is_closed = may_close and "reader" not in fields
    if (
        right.role == "reader"
        and head.kind == "reading"
        and not is_closed
        and fields.get("reader") not in right.versions
    ):
        return "it claims another version of the reader than its author's key has"
    return None


def _chain_faults(found: _Found) -> Iterator[Fault]:
    followers: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for entry_id, head in found.heads.items():
        # of the branches of a forked chain a revocation can leave one
        if found.trust.right(head.author, entry_id) is not None or not found.trust.knows(head.author):
            followers[head.author, head.prev].append(entry_id)
        before = None if head.prev is None else found.heads.get(head.prev)
        if head.prev is not None and before is None:
            yield Fault(where=entry_id, what=f"the entry that it follows, {head.prev[:12]}…, is missing")
        elif before is not None and before.author != head.author:
            yield Fault(where=entry_id, what="it follows an entry of another author")
    for (_, prev), siblings in followers.items():
        if len(siblings) > 1:
            after = "are first" if prev is None else f"follow {prev[:12]}…"
            for entry_id in siblings:
                yield Fault(where=entry_id, what=f"{len(siblings)} entries of its author {after}: one chain has forked")


def _reference_faults(found: _Found) -> Iterator[Fault]:
    wanted: tuple[tuple[Kind, str, Kind], ...] = (
        ("statement", "reading", "reading"),
        ("review", "target", "statement"),
        ("review", "replacement", "statement"),
    )
    for entry_id, head in found.heads.items():
        for kind, name, of_kind in wanted:
            if head.kind != kind or name not in found.fields[entry_id]:
                continue
            named = found.heads.get(str(found.fields[entry_id][name]))
            if named is None and _may_be_elsewhere(found.trust, head.author):
                continue
            if named is None or named.kind != of_kind:
                yield Fault(where=entry_id, what=f"its {name} names no {of_kind} of this ledger")
            elif name == "reading" and _documents_differ(found.fields, entry_id):
                yield Fault(where=entry_id, what="its reading is of another document")


def _may_be_elsewhere(trust: Trust, author: str) -> bool:
    """Whether what an entry names may be missing.

    A partner speaks of what it has and this office has not; and what a key wrote that the home office limits may wait
    in a copy that learnt of the limit first.
    """
    return _is_partner(trust, author) or bool(trust.home.beyond)


def _documents_differ(fields: Mapping[str, JsonObject], statement: str) -> bool:
    one, other = fields[statement].get("document"), fields[str(fields[statement]["reading"])].get("document")
    # by type as well: to Python 1 is True
    return type(one) is not type(other) or one != other


def _text(fields: JsonObject) -> str | None:
    return str(fields["text"]) if "text" in fields else None
