"""The whole check of a ledger: pure, from stored rows to a list of what is wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ..model import BadValueError, JsonObject, TamperError
from .admission import Admitted, admitted_keys
from .entries import Fault, Verification
from .erasing import Erased, Erasure, check_target, erasure_of, items_gone
from .log import Frontier, leaf_hash
from .schema import KINDS, Kind
from .sign import Head, Sealed, faults_of, is_good_key, read_head


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the check needs of a stored entry; `complaints` are the store's own, such as a lost arrival.

    `erased` is what the store remembers of it as erased, and by which entry; None where there is no store.
    """

    sealed: Sealed
    complaints: tuple[str, ...] = ()
    erased: Mapping[str, str] | None = None


def check_all(stored: Sequence[Stored], owner: str) -> Verification:
    """Check every entry by itself, then the authors, the chains and what entries name in each other."""
    heads = {item.sealed.id: head for item in stored if (head := _head(item.sealed)) is not None}
    fields = {item.sealed.id: _fields(item.sealed) for item in stored}
    keys = _admitted(heads, fields, owner)
    erasing = Erased(_erasures(heads, fields, keys, owner))
    erased = {entry_id: _erased(erasing, entry_id, heads, fields) for entry_id in heads}
    made = [(str(of["document"]), _text(of)) for of in fields.values() if "document" in of]
    faults = [
        *(
            Fault(where=item.sealed.id, what=what)
            for item in stored
            for what in _own_faults(item, erased.get(item.sealed.id, {}))
        ),
        *_author_faults(heads, fields, keys, owner),
        *_erasure_faults(heads, fields),
        *_chain_faults(heads),
        *_reference_faults(heads, fields),
    ]
    kinds = Counter(head.kind for head in heads.values())
    return Verification(
        counts={kind: kinds[kind] for kind in KINDS},
        faults=tuple(sorted(faults, key=lambda fault: (fault.where, fault.what))),
        documents=tuple(sorted({document for document, _ in made} - set(erasing.documents))),
        texts=tuple(
            sorted({text for document, text in made if text is not None and document not in erasing.documents})
        ),
        erased=sum(map(len, erased.values())),
        erased_documents=tuple(sorted(erasing.documents)),
        gone=tuple(sorted(items_gone(made, set(erasing.documents)))),
    )


def check_one(stored: Stored, keys: Mapping[str, Admitted], erasing: Iterable[Sealed], owner: str) -> Iterator[str]:
    """Check an entry by itself, and whether its author's key may write it; `erasing` are all erase entries."""
    sealed = {each.id: each for each in (stored.sealed, *erasing)}
    heads = {each.id: head for each in sealed.values() if (head := _head(each)) is not None}
    fields = {entry_id: _fields(sealed[entry_id]) for entry_id in heads}
    found = Erased(_erasures(heads, fields, keys, owner))
    yield from _own_faults(stored, _erased(found, stored.sealed.id, heads, fields))
    head = heads.get(stored.sealed.id)
    what = None if head is None else _right_fault(head, keys.get(head.author), _fields(stored.sealed), owner)
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


def _own_faults(item: Stored, erased: Mapping[str, str]) -> Iterator[str]:
    yield from item.complaints
    yield from faults_of(item.sealed, frozenset(erased))
    if item.erased is not None and set(item.erased) != set(erased):
        yield "what the store remembers of it as erased is not what the erase entries name"


def _admitted(heads: Mapping[str, Head], fields: Mapping[str, JsonObject], owner: str) -> Mapping[str, Admitted]:
    return admitted_keys(
        owner, ((head.author, fields[entry_id]) for entry_id, head in heads.items() if head.kind == "key")
    )


def _erasures(
    heads: Mapping[str, Head], fields: Mapping[str, JsonObject], keys: Mapping[str, Admitted], owner: str
) -> Iterator[Erasure]:
    """What the owner's erase entries name; one that is wrong erases nothing."""
    for entry_id, head in heads.items():
        if head.kind == "erase" and _erases(head, keys, owner):
            with suppress(BadValueError):
                yield _erasure(entry_id, heads, fields)


def _erases(head: Head, keys: Mapping[str, Admitted], owner: str) -> bool:
    author = keys.get(head.author)
    return head.author == owner and author is not None and author.role == "owner"


def _erasure(entry_id: str, heads: Mapping[str, Head], fields: Mapping[str, JsonObject]) -> Erasure:
    erasure = erasure_of(entry_id, fields[entry_id])
    target = heads.get(erasure.target or "")
    check_target(erasure, None if target is None else target.kind)
    return erasure


def _erased(
    erasing: Erased, entry_id: str, heads: Mapping[str, Head], fields: Mapping[str, JsonObject]
) -> dict[str, str]:
    head = heads.get(entry_id)
    return {} if head is None else erasing.of(entry_id, head.kind, fields[entry_id].get("document"))


def _erasure_faults(heads: Mapping[str, Head], fields: Mapping[str, JsonObject]) -> Iterator[Fault]:
    for entry_id, head in heads.items():
        if head.kind != "erase":
            continue
        try:
            _erasure(entry_id, heads, fields)
        except BadValueError as error:
            yield Fault(where=entry_id, what=str(error))


def _author_faults(
    heads: Mapping[str, Head], fields: Mapping[str, JsonObject], keys: Mapping[str, Admitted], owner: str
) -> Iterator[Fault]:
    for entry_id, head in heads.items():
        if head.kind == "key" and not _is_good_hex(str(fields[entry_id].get("key", ""))):
            yield Fault(where=entry_id, what="it admits something that is no Ed25519 key of full order")
    for entry_id, head in heads.items():
        if head.author == owner and head.prev is None and not _is_own_admission(head, fields[entry_id]):
            yield Fault(where=entry_id, what="it is the owner's first entry, and not its own admission")
        what = _right_fault(head, keys.get(head.author), fields[entry_id], owner)
        if what is not None:
            yield Fault(where=entry_id, what=what)


def _is_own_admission(head: Head, fields: JsonObject) -> bool:
    return head.kind == "key" and fields == {"act": "admit", "key": head.author, "role": "owner"}


def _right_fault(head: Head, author: Admitted | None, fields: JsonObject, owner: str) -> str | None:
    if author is None:
        return "its author was never admitted"
    if author.role == "reader" and head.kind not in ("reading", "statement"):
        return f"a reader may not write {'an' if head.kind == 'erase' else 'a'} {head.kind}"
    if author.role == "reader" and head.kind == "reading" and fields.get("reader") not in author.versions:
        return "it claims another version of the reader than its author's key has"
    if author.role == "owner" and head.kind == "erase" and head.author != owner:
        return "only the owner erases"
    return None


def _chain_faults(heads: Mapping[str, Head]) -> Iterator[Fault]:
    followers: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for entry_id, head in heads.items():
        followers[head.author, head.prev].append(entry_id)
        before = None if head.prev is None else heads.get(head.prev)
        if head.prev is not None and before is None:
            yield Fault(where=entry_id, what=f"the entry that it follows, {head.prev[:12]}…, is missing")
        elif before is not None and before.author != head.author:
            yield Fault(where=entry_id, what="it follows an entry of another author")
    for (_, prev), siblings in followers.items():
        if len(siblings) > 1:
            after = "are first" if prev is None else f"follow {prev[:12]}…"
            for entry_id in siblings:
                yield Fault(where=entry_id, what=f"{len(siblings)} entries of its author {after}: one chain has forked")


def _reference_faults(heads: Mapping[str, Head], fields: Mapping[str, JsonObject]) -> Iterator[Fault]:
    wanted: tuple[tuple[Kind, str, Kind], ...] = (
        ("statement", "reading", "reading"),
        ("review", "target", "statement"),
        ("review", "replacement", "statement"),
    )
    for entry_id, head in heads.items():
        for kind, name, of_kind in wanted:
            if head.kind != kind or name not in fields[entry_id]:
                continue
            found = heads.get(str(fields[entry_id][name]))
            if found is None or found.kind != of_kind:
                yield Fault(where=entry_id, what=f"its {name} names no {of_kind} of this ledger")
            elif name == "reading" and _documents_differ(fields, entry_id):
                yield Fault(where=entry_id, what="its reading is of another document")


def _documents_differ(fields: Mapping[str, JsonObject], statement: str) -> bool:
    one, other = fields[statement].get("document"), fields[str(fields[statement]["reading"])].get("document")
    # by type as well: to Python 1 is True
    return type(one) is not type(other) or one != other


def _text(fields: JsonObject) -> str | None:
    return str(fields["text"]) if "text" in fields else None


def _is_good_hex(digits: str) -> bool:
    try:
        found = bytes.fromhex(digits)
    except ValueError:
        return False
    return found.hex() == digits and is_good_key(found)
