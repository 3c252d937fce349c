"""The whole check of a ledger: pure, from stored rows to a list of what is wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model import JsonObject, TamperError
from .admission import Admitted, admitted_keys
from .entries import Fault, Verification
from .log import Frontier, leaf_hash
from .schema import KINDS, Kind
from .sign import Head, Sealed, faults_of, is_good_key, read_head


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the check needs of a stored entry; `complaints` are the store's own, such as a lost arrival."""

    sealed: Sealed
    complaints: tuple[str, ...] = ()


def check_all(stored: Sequence[Stored], owner: str) -> Verification:
    """Check every entry by itself, then the authors, the chains and what entries name in each other."""
    heads = {item.sealed.id: head for item in stored if (head := _head(item.sealed)) is not None}
    fields = {item.sealed.id: _fields(item.sealed) for item in stored}
    faults = [
        *(Fault(where=item.sealed.id, what=what) for item in stored for what in _own_faults(item)),
        *_author_faults(heads, fields, owner),
        *_chain_faults(heads),
        *_reference_faults(heads, fields),
    ]
    kinds = Counter(head.kind for head in heads.values())
    return Verification(
        counts={kind: kinds[kind] for kind in KINDS},
        faults=tuple(sorted(faults, key=lambda fault: (fault.where, fault.what))),
        documents=_named(fields.values(), "document"),
        texts=_named(fields.values(), "text"),
    )


def check_one(stored: Stored, keys: Mapping[str, Admitted]) -> Iterator[str]:
    """Check an entry by itself, and whether its author's key may write it."""
    yield from _own_faults(stored)
    head = _head(stored.sealed)
    what = None if head is None else _right_fault(head, keys.get(head.author), _fields(stored.sealed))
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


def _own_faults(item: Stored) -> Iterator[str]:
    yield from item.complaints
    yield from faults_of(item.sealed)


def _author_faults(heads: Mapping[str, Head], fields: Mapping[str, JsonObject], owner: str) -> Iterator[Fault]:
    key_entries = {entry_id: fields[entry_id] for entry_id, head in heads.items() if head.kind == "key"}
    keys = admitted_keys(owner, ((heads[entry_id].author, found) for entry_id, found in key_entries.items()))
    for entry_id, found in key_entries.items():
        if not _is_good_hex(str(found.get("key", ""))):
            yield Fault(where=entry_id, what="it admits something that is no Ed25519 key of full order")
    for entry_id, head in heads.items():
        what = _right_fault(head, keys.get(head.author), fields[entry_id])
        if what is not None:
            yield Fault(where=entry_id, what=what)


def _right_fault(head: Head, author: Admitted | None, fields: JsonObject) -> str | None:
    if author is None:
        return "its author was never admitted"
    if author.role == "reader" and head.kind not in ("reading", "statement"):
        return f"a reader may not write a {head.kind}"
    if author.role == "reader" and head.kind == "reading" and fields.get("reader") != author.reader:
        return "it claims another version of the reader than its author's key has"
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
    reading = str(fields[statement]["reading"])
    return fields[statement].get("document") != fields[reading].get("document")


def _named(fields: Iterable[JsonObject], name: str) -> tuple[str, ...]:
    return tuple(sorted({str(found[name]) for found in fields if name in found}))


def _is_good_hex(digits: str) -> bool:
    try:
        found = bytes.fromhex(digits)
    except ValueError:
        return False
    return found.hex() == digits and is_good_key(found)
