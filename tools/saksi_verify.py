"""Check a Saksi proof, or what is in a bundle, without Saksi: `python saksi_verify.py FILE [--owner KEY]`.

One file, for Python 3.11 and PyNaCl, written from docs/format/README.md and not from the program, so that two readers
of one page stand behind every "holds". age opens a bundle. Exit status: 0 it holds, 1 it does not, 2 wrongly called.
"""

import argparse
import base64
import hashlib
import hmac
import io
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

from nacl.bindings import crypto_core_ed25519_is_valid_point as is_valid_point
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

RefusedError: TypeAlias = ValueError  # what was given does not hold; the message says why, in one line
Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool"
Held = TypeVar("Held")
_KINDS = """
capture document! sha512 size media_type name how brought_by | link of! between! verdict! basis
reading document! reader! text! title published published_basis language zones names
statement document! reading! span words id said_by addressee cue form stance certainty confidence continues content
review target! verdict! replacement! | key act! key! role! reader! | erase target! fields! document! reason
office key! name recipient! | revocation key! last! reason | rotation key! recipient! | assent target!
witness document! identity whereabouts contact | consent document! uses! until! scope! withdrawn! basis
"""
_LINES = [line.split() for line in re.split(r"[|\n]", _KINDS.strip())]  # "!": holds a ledger together, is never erased
FIELDS = {kind: [name.removesuffix("!") for name in names] for kind, *names in _LINES}
ERASABLE = {kind: {name for name in names if not name.endswith("!")} for kind, *names in _LINES}
PRIVATE = {"office", "revocation"}  # whom else an office trusts is its own affair
NAMES_ENTRY = {"statement": {"reading": "reading"}, "review": {"target": "statement", "replacement": "statement"}}
DEEPEST = 64  # arrays and objects in one another: a bound, so that verifiers with small and large stacks judge alike
HASH, NUMBER = "[0-9a-f]{64}", "0|[1-9][0-9]{0,15}"
INSTANT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}Z"  # \d fits other scripts' digits too
Forms: TypeAlias = "Mapping[str, str | type]"  # a pattern for a string, or a type; a name with ? may be missing
HEAD: Forms = {"v": "saksi/1", "kind": "|".join(FIELDS), "author": HASH, "prev?": HASH, "recorded_at": INSTANT}
BUNDLE: Forms = {"v": "saksi/1", "kind": "bundle", "sender": HASH, "key": HASH, "checkpoint": str, "body": HASH}
NUMBERS_AND_LISTS: Forms = {**dict.fromkeys(("since", "entries", "items", "size"), int), "to": list, "growth": list}
PROOF = re.compile(rf"c2sp\.org/tlog-proof@v1\nextra (\S+)\nindex ({NUMBER})((?:\n\S+)*)\n\n((?s:.*))")
CHECKPOINT = re.compile(rf"((saksi/({HASH}))\n({NUMBER})\n(\S+)\n)\n((?:[^\n]+\n)+)")
SIGNATURE_LINE = re.compile(r"— ([^\s+\x00-\x1f\x7f-\x9f]+) (\S+)")  # no space, plus sign or control in a name


def need(holds: Held | None, why: str) -> Held:
    """What holds; where it does not, refuse and say why."""
    if not holds:
        raise RefusedError(why)
    return holds


def canonical(value: Json) -> bytes:
    """The one spelling of a value: RFC 8785, without floats and null."""
    return json.dumps(_ordered(value, DEEPEST), ensure_ascii=False, separators=(",", ":")).encode()


def _ordered(value: Json, depth: int) -> Json:
    if isinstance(value, str | int):  # to Python, true and false are whole numbers
        need(isinstance(value, str) or abs(value) < 2**53, "a whole number is not below 2^53")
        return value
    need(isinstance(value, list | dict), "only objects, arrays, strings, true, false and whole numbers are known")
    need(depth, f"arrays and objects are nested more than {DEEPEST} deep")
    if isinstance(value, list):
        return [_ordered(item, depth - 1) for item in value]
    keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    need(all(unicodedata.is_normalized("NFC", key) for key in keys), "a key is not in Unicode form NFC")
    return {key: _ordered(value[key], depth - 1) for key in keys}


def read_canonical(data: bytes) -> Json:
    """The value that these bytes spell; any other spelling of it is refused, and with it a key that stands twice."""
    try:
        value: Json = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RefusedError("these bytes are no JSON in UTF-8") from error
    need(canonical(value) == data, "this JSON is not in its canonical form")
    return value


class Entry(NamedTuple):
    """A sound entry. `values` holds the fields that are open and present, `absent` those that are open and absent."""

    id: str
    kind: str
    author: str
    prev: str | None
    recorded_at: str
    values: dict[str, Json]
    absent: list[str]
    closed: list[str]

    def text(self, name: str) -> str | None:
        """The value of a field, where it is a string."""
        return value if isinstance(value := self.values.get(name), str) else None


def check_entry(entry: Json) -> Entry:
    """The entry, where it is sound by itself, as far as it is open. Raises RefusedError, as all that checks does."""
    held = _object(entry, "an entry", {"id": HASH, "head": str, "signatures": list, "openings": dict})
    line = held["head"].encode("utf-8", "surrogatepass")
    head = _object(read_canonical(line), "the head", {**HEAD, "commitments": dict})
    kind, author, commitments = head["kind"], head["author"], head["commitments"]
    _object(commitments, f"the commitments of a {kind}", dict.fromkeys(FIELDS[kind], HASH))
    datetime.fromisoformat(head["recorded_at"])  # refuses what is no day of the calendar
    message = f"saksi/{kind}/v1\0".encode() + line
    need(held["id"] == hashlib.sha256(message).hexdigest(), "the id is not the hash of the head")
    need(len(held["signatures"]) == 1, "there is not one signature")
    signature = _object(held["signatures"][0], "the signature", {"alg": "ed25519", "sig": HASH * 2})
    _check_signed(author, message, signature["sig"], "the signature is not the author's over this head")
    openings = {name: _object(each, name, {"salt": HASH, "value?": object}) for name, each in held["openings"].items()}
    for name, opening in openings.items():
        pair = [name, *([opening["value"]] if "value" in opening else [])]
        made = hmac.new(bytes.fromhex(opening["salt"]), canonical(pair), hashlib.sha256).hexdigest()
        need(made == commitments.get(name), f"{name} is not what was committed to")
    values = {name: opening["value"] for name, opening in openings.items() if "value" in opening}
    absent, closed = [*openings.keys() - values.keys()], [name for name in FIELDS[kind] if name not in openings]
    return Entry(held["id"], kind, author, head.get("prev"), head["recorded_at"], values, absent, closed)


def _object(value: Json, what: str, forms: Forms) -> dict[str, Any]:
    """The value, where it is an object of these names, with ? of such as may be missing, and each of its form."""
    names = {name.removesuffix("?"): form for name, form in forms.items()}
    if not isinstance(value, dict) or not names.keys() & forms.keys() <= value.keys() <= names.keys():
        raise RefusedError(f"{what} must be an object of exactly {', '.join(sorted(names))}")
    for name, held in value.items():
        form, are_strings = names[name], isinstance(names[name], str) and isinstance(held, str)
        fits = re.fullmatch(str(form), str(held)) if are_strings else form in (object, type(held))
        need(fits, f"{name} of {what} is not of the form {form}")
    return value


def _check_signed(key: str, message: bytes, signature: str, why: str) -> None:
    need(_is_public_key(key), "a public key is no canonical point of the prime-order group of Ed25519")
    try:
        VerifyKey(bytes.fromhex(key)).verify(message, bytes.fromhex(signature))
    except (BadSignatureError, ValueError) as error:  # ValueError: not of 64 bytes
        raise RefusedError(why) from error


def _is_public_key(key: object) -> bool:
    # libsodium looks at all three: a canonical spelling, no small order, no part of small order
    return isinstance(key, str) and bool(re.fullmatch(HASH, key)) and is_valid_point(bytes.fromhex(key))


class Fault(NamedTuple):
    """What is wrong in a ledger, and in which entry: its id, or its number in the list where it has none."""

    where: str
    what: str


def find_faults(entries: Sequence[Json], root: str) -> list[Fault]:
    """Why these entries, as a set, are no sound ledger with this root, a public key; nothing if they are."""
    sound, faults = list[Entry](), list[Fault]()
    for number, held in enumerate(entries):
        try:
            sound.append(check_entry(held))
        except RefusedError as refused:
            name = held.get("id") if isinstance(held, dict) else None
            faults.append(Fault(name if isinstance(name, str) else f"number {number}", str(refused)))
    return sorted([*faults, *_broken_rules({each.id: each for each in sound}, root)])


def counted(entries: Sequence[Json], root: str) -> set[str]:
    """The ids of the entries that count in a ledger with this root; each must be sound by itself."""
    sound = {each.id: each for each in map(check_entry, entries)}
    offices = _offices(sound, root, ever=False)
    return {each.id for each in sound.values() if _vouching(each.author, each.id, offices)}


class Office:
    """What an office says of keys: its own in turn, those that it admits, and how far each counts."""

    def __init__(self, sound: Mapping[str, Entry], root: str, home: "Office | None", *, ever: bool) -> None:
        self._sound, self._ever, self.own, ends = sound, ever, [root], list[Entry]()  # `ever`: no limits, all follow
        self.limits: dict[str, set[str]] = dict(home.limits) if home else {}
        for key in self.own:  # the list grows while its last key names another
            told = sorted(self.said([key], "rotation"), key=lambda each: (each.recorded_at, each.id))
            named = {each.text("key") or key for each in told} - {*self.own}
            self.own += sorted(named) if ever or len(named) == 1 else []
            for turn in [each for each in told if each.text("key") in named][: 1 if len(named) == 1 else None]:
                self._limit(key, turn.id)  # where two claim to follow, what leads up to all counts
                ends += [sound[each] for each in self._leading(key, turn.id) if len(named) > 1]  # of others, of any
        ends = [each for each in ends if each.kind == "revocation" and each.text("key") not in self.own]
        for key in reversed(self.own):  # what a later key says of an earlier one comes first
            for each in self.said([key], "revocation") + ends:
                self._limit(None if each.text("key") == self.own[-1] else each.text("key"), each.text("last"))
        said = self.said(self.own, "key")  # the home root is admitted by its own first entry, others by what names them
        self.readers = _admitted(said, "reader")
        self.admitted = {*self.own[0 if home else 1 :], *_admitted(said, "owner"), *self.readers}
        self.waiting = {} if ever else {each.id: self._waits_for(each) for each in self.said(self.own, "erase")}

    def said(self, keys: Iterable[str], *kinds: str) -> list[Entry]:
        """The entries of these kinds, by these keys, that no limit excludes."""
        found = [each for each in self._sound.values() if each.kind in kinds and each.author in keys]
        return [each for each in found if each.id in self.limits.get(each.author, {each.id})]

    def _limit(self, key: str | None, last: str | None) -> None:
        if key is not None and not self._ever:
            self.limits[key] = self.limits.get(key, leading := self._leading(key, last)) & leading

    def _leading(self, key: str, last: str | None) -> set[str]:
        found = set[str]()
        while last is not None and last in self._sound and self._sound[last].author == key:
            found.add(last)
            last = self._sound[last].prev
        return found

    def _waits_for(self, erase: Entry) -> set[str]:
        """The other persons that the office had by then, where none of them has assented."""
        leading, older = self._leading(erase.author, erase.id), self.own[: self.own.index(erase.author)]
        told = [each for each in self.said(self.own, "key", "revocation") if each.author in older or each.id in leading]
        left = {each.text("key") for each in told if each.kind == "revocation"}
        others = _admitted(told, "owner").keys() - _admitted(told, "reader").keys() - {*self.own, *left}
        assents = self.said(others & self.admitted - self.readers.keys(), "assent")
        return set() if any(each.text("target") == erase.id for each in assents) else others


def _admitted(said: Iterable[Entry], role: str) -> dict[str, set[str]]:
    """The keys that these entries admit in this role, and the versions of the reader that they name for each."""
    found: dict[str, set[str]] = {}
    for each in said:
        key, version = each.text("key"), each.text("reader")
        if key and each.text("act") == "admit" and each.text("role") == role:
            found.setdefault(key, set()).update([version] if version else [])
    return found


def _offices(sound: Mapping[str, Entry], root: str, *, ever: bool) -> list[Office]:
    """The home office, and then its partners."""
    home = Office(sound, root, None, ever=ever)
    known = {*home.own} if ever else {root, *home.admitted}
    partners = {each.text("key") or root for each in home.said(home.own, "office")} - known
    return [home, *(Office(sound, key, home, ever=ever) for key in sorted(partners))]


def _vouching(by: str, entry_id: str, offices: Sequence[Office]) -> Office | None:
    """By whose word an entry of this key counts: the home office first, then who admitted a person, then others."""
    found = [each for each in offices if by in each.admitted and entry_id in each.limits.get(by, {entry_id})]
    return min(found, key=lambda office: (office is not offices[0], by in office.readers), default=None)


def _broken_rules(sound: Mapping[str, Entry], root: str) -> Iterator[Fault]:
    ever, offices = _offices(sound, root, ever=True), _offices(sound, root, ever=False)
    known, own = {key for each in ever for key in each.admitted}, {key for each in offices for key in each.own}
    vouching = {each.id: _vouching(each.author, each.id, offices) for each in sound.values()}
    followers = Counter((each.author, each.prev) for each in sound.values() if vouching[each.id])  # no prev: its first
    elsewhere = {key for each in ever[1:] for key in each.admitted} - set(ever[0].own)
    far = known if offices[0].limits else elsewhere  # whose entries may name what is not here
    named = {each.id: _named(each, sound, far) for each in sound.values() if each.kind == "erase"}
    waiting = {erase_id: persons for office in offices for erase_id, persons in office.waiting.items() if persons}
    said = {(each.text("target"), each.author) for each in sound.values() if each.kind == "assent"}
    idle = {erase_id for erase_id, persons in waiting.items() if said.isdisjoint((erase_id, by) for by in persons)}
    erased, asked = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)  # of which entry which fields
    for erase_id, taken in named.items():
        office, author = vouching[erase_id], sound[erase_id].author
        leads = office and author in office.own and author not in office.readers and erase_id not in waiting
        for made, names in (taken or {}).items():
            whose, home = sound[made].author, offices[0]
            once = [each for each in ever if author in each.own and (each is ever[0] or whose in each.admitted)]
            asked[made] |= names if once and erase_id not in idle else set()  # it may have destroyed it at some time
            is_root = office and whose == office.own[0] and whose not in home.admitted
            alone = [each for each in offices if whose in each.admitted] == [office]
            erased[made] |= names if leads and (office is home or is_root or alone) else set()
    for entry in sound.values():
        kind, author, office, before = entry.kind, entry.author, vouching[entry.id], sound.get(entry.prev or "")
        is_elsewhere, is_reader = author in elsewhere, office is not None and author in office.readers
        is_version = not office or "reader" in entry.closed or entry.text("reader") in office.readers.get(author, ())
        itself = {"act": "admit", "key": author, "role": "owner"}
        rules = {  # what is wrong where it does not hold
            "its first entry is not its own admission": author not in own or entry.prev or entry.values == itself,
            "its key is no public key of Ed25519": "key" not in entry.values or _is_public_key(entry.values["key"]),
            "its author was never admitted": author in known,
            f"a reader may not write a {kind}": not is_reader or kind in ("reading", "statement", "link"),
            "its key is of another version": kind != "reading" or not is_reader or is_version,
            "the chain of its author forks there": office is None or followers[author, entry.prev] == 1,
            "what it follows is missing, or another author's": not entry.prev or (before and before.author == author),
            "only its own key erases for an office": kind != "erase" or not office or is_reader or author in office.own,
            "what it names cannot be erased, or is not there": named.get(entry.id, {}) is not None,
        }
        for field, of_kind in NAMES_ENTRY.get(kind, {}).items():
            target = sound.get(entry.text(field) or "")
            is_there = target.kind == of_kind if target else field not in entry.values or author in far
            rules[f"its {field} names no {of_kind} of this ledger"] = is_there
            if field == "reading" and is_there and target and "document" not in {*entry.closed, *target.closed}:
                one, other = (json.dumps(each.values.get("document")) for each in (entry, target))  # 1 is not True
                rules["its document is not the one that its reading is of"] = one == other
        closed, gone, may = set(entry.closed), erased[entry.id], erased[entry.id] | asked[entry.id]
        if is_elsewhere or (kind in PRIVATE and author not in ever[0].own):  # another office keeps things to itself
            may = closed if kind in PRIVATE or len(closed) == len(FIELDS[kind]) else ERASABLE[kind]
        rules |= {f"{name} must be open unless it was erased": False for name in (gone - closed) | (closed - may)}
        yield from (Fault(entry.id, what) for what, holds in rules.items() if not holds)


def _named(erase: Entry, sound: Mapping[str, Entry], far: set[str]) -> dict[str, set[str]] | None:
    """Of which entries an erase entry says that which fields were destroyed; None where it may not say so."""
    document, named, listed = erase.text("document"), erase.text("target"), erase.values.get("fields")
    if document is not None and not {"target", "fields"} & erase.values.keys():
        of_document = [each for each in sound.values() if each.kind != "erase" and each.text("document") == document]
        return {each.id: ERASABLE[each.kind] for each in of_document}
    fields = listed if isinstance(listed, list) and "document" not in erase.values else []
    target = sound.get(named or "")
    known = ERASABLE[target.kind] if target else fields if named is not None and erase.author in far else ()
    chosen = {field for field in fields if isinstance(field, str) and field in known}
    return None if not fields or len(chosen) < len(fields) else {target.id: chosen} if target else {}


def leaf_hash(entry_id: str) -> bytes:
    """The hash of the leaf of an entry; 0x00 keeps a leaf from passing for a node."""
    return hashlib.sha256(b"\x00" + bytes.fromhex(entry_id)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash over leaf hashes: RFC 6962, section 2.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1  # the largest power of two below the number of leaves
    return _node(root_of(leaves[:split]), root_of(leaves[split:]))


def is_included(leaf: bytes, index: int, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path leads from this leaf hash, as number `index` of `size`, to the root: RFC 9162, 2.1.3.2."""
    are_hashes = all(len(each) == 32 for each in (leaf, root, *path))
    return are_hashes and 0 <= index < size and _climb(index, size - 1, leaf, path)[1] == root


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path shows that the tree of `new` leaves begins with that of `old` leaves: RFC 9162, 2.1.4.2."""
    if not 0 <= old <= new or any(len(each) != 32 for each in (old_root, new_root, *path)):
        return False
    if old in (0, new):  # every tree begins with the empty one and with itself, and nothing is needed to show it
        return not path and old_root == (new_root if old else root_of([])) and (new > 0 or old_root == new_root)
    level = (old & -old).bit_length() - 1  # of the last full subtree of the old tree
    node, last = (old - 1) >> level, (new - 1) >> level
    first, *rest = path if node and path else (old_root, *path)  # the path begins with it, unless it is the old tree
    return _climb(node, last, first, rest) == (old_root, new_root)


def _climb(node: int, last: int, found: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The root of the tree that ends with a node, and of the whole, whose level ends with node `last`; b"" for none."""
    both = (node ^ last).bit_length()  # the level on which the node and the last one are the same
    if len(path) != both + (node >> both).bit_count():  # above it, only siblings on the left are in the path
        return b"", b""
    old = new = found
    for level, sibling in enumerate(path):
        is_left = level >= both or node >> level & 1
        old, new = (_node(sibling, old), _node(sibling, new)) if is_left else (old, _node(new, sibling))
    return old, new


class Checkpoint(NamedTuple):
    """A state of a log, signed by the owner whose public key it names."""

    owner: str
    size: int
    root: bytes


class Proof(NamedTuple):
    """What holds: this entry stands at this index of the log of that checkpoint."""

    entry: Entry
    index: int  # type: ignore[assignment]  # a tuple's method of that name is not needed
    checkpoint: Checkpoint


def check_proof(text: str) -> Proof:
    """What the proof in this text shows. Raises RefusedError on anything that does not hold."""
    extra, number, hashes, note = need(PROOF.fullmatch(text), "this is no tlog-proof").groups()
    entry = check_entry(read_canonical(_base64(extra)))
    index, path, checkpoint = int(number), [_base64(line) for line in hashes.split()], check_checkpoint(note)
    is_there = is_included(leaf_hash(entry.id), index, checkpoint.size, checkpoint.root, path)
    need(is_there, "the path does not lead from this entry to the root of the checkpoint")
    return Proof(entry, index, checkpoint)


def check_checkpoint(note: str) -> Checkpoint:
    """The checkpoint in this signed note, where the owner that it names has signed it."""
    form = need(CHECKPOINT.fullmatch(note), "the checkpoint is not three lines, a blank one and signatures, all ended")
    signed, name, owner, size, root, signatures = form.groups()
    lines = [need(SIGNATURE_LINE.fullmatch(line), "a line is no signature") for line in signatures[:-1].split("\n")]
    made = [(line[1], _base64(line[2])) for line in lines]
    need(all(len(data) > 4 for _, data in made), "a signature of the checkpoint is too short")
    key_id = hashlib.sha256(name.encode() + b"\x0a\x01" + bytes.fromhex(owner)).digest()[:4]
    own = [data[4:].hex() for signer, data in made if (signer, data[:4]) == (name, key_id)]
    need(own, "the owner named in the checkpoint has not signed it")
    for each in own:  # one line of the owner that fails spoils the note, as signed-note advises: someone tried
        _check_signed(owner, signed.encode(), each, "a signature of the owner does not fit")
    return Checkpoint(owner, int(size), _base64(root))


def _base64(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    need(base64.b64encode(data).decode() == text, "base64 is not in its one canonical spelling")
    return data


class Bundle(NamedTuple):
    """What holds: a header, the checkpoint in it, the entries, and hash and length of each original and text."""

    header: dict[str, Any]
    checkpoint: Checkpoint
    entries: list[Entry]
    items: list[tuple[str, int]]


def check_bundle(inside: bytes, to: str | None = None) -> Bundle:
    """What age finds in a bundle, where it holds and is for the office with the root `to`. Raises RefusedError."""
    first, signature, body = (*inside.split(b"\n", 2), b"", b"")[:3]
    stream = io.BytesIO(body)  # of its lines the last byte is cut: of one that is not ended, too much
    header = _object(read_canonical(first), "the header", {**BUNDLE, **NUMBERS_AND_LISTS, "cosigned": list})
    made = str(need(re.fullmatch(HASH * 2, signature.decode("latin-1")), "the second line is no signature")[0])
    _check_signed(header["key"], b"saksi/bundle/v1\0" + first, made, "the signature is not of this header")
    need(all(map(_is_public_key, [header["sender"], *header["to"]])), "the sender or a recipient is no public key")
    need(to is None or to in header["to"], "it is for another office")
    checkpoint, *_ = [check_checkpoint(str(note)) for note in (header["checkpoint"], *header["cosigned"])]
    grown = [_object(each, "a growth", {"old": int, "path": list}) for each in header["growth"]]
    is_it = all(0 <= old <= checkpoint.size for old in (header["since"], *(each["old"] for each in grown)))
    need(is_it and checkpoint.owner == header["key"] and len(grown) == len(header["to"]), "the stretch is another's")
    need(all(len(_base64(str(each))) == 32 for one in grown for each in one["path"]), "a path is not of hashes")
    is_it = (header["size"], header["body"]) == (len(body), hashlib.sha256(body).hexdigest())
    need(is_it and min(header["entries"], header["items"]) >= 0, "what follows the header is not what it says")
    lines = (read_canonical(stream.readline()[:-1]) for _ in range(header["entries"]))
    bundle = Bundle(header, checkpoint, [check_entry(line) for line in lines], [])
    for _ in range(header["items"]):
        item = _object(read_canonical(stream.readline()[:-1]), "what leads a document", {"bytes": int, "sha256": HASH})
        data = stream.read(max(0, item["bytes"]))
        found = (hashlib.sha256(data).hexdigest(), len(data))
        need(found == (item["sha256"], item["bytes"]), "an original or text is not what its line says")
        bundle.items.append(found)
    need(not stream.read(), "there is more in it than the header says")
    return bundle


def shown(held: Proof | Bundle, owner: str | None = None) -> Iterator[str]:
    """What a proof shows or a bundle holds, in lines for a person. `owner` is the key that the person knows."""
    known = "the key that you gave" if owner else "compare it with the office's key as you know it from elsewhere"
    log = f"{held.checkpoint.size} entries, root {held.checkpoint.root.hex()}"
    if isinstance(held, Bundle):
        yield f"sender       {held.header['sender']} ({known})"
        yield from (f"for          {office}" for office in held.header["to"])
        yield f"stretch      of its log, {held.header['since']} to {log}"
        counts = Counter(entry.author for entry in held.entries).items()
        yield from (f"entries      {number} of {author}" for author, number in counts)
        yield f"documents    {len(held.items)} originals and texts, {sum(size for _, size in held.items)} bytes"
        return
    entry, by_owner = held.entry, held.entry.author == held.checkpoint.owner
    author = "the owner" if by_owner else "this proof does not show that this key was admitted"
    yield from (f"owner        {held.checkpoint.owner} ({known})", f"log          {log}")
    yield f"entry        {entry.id}, a {entry.kind}, at index {held.index}, counted from 0"
    yield f"author       {entry.author} ({author})"
    yield f"recorded at  {entry.recorded_at} (the author's claim)"
    yield from (f"field        {name} = {canonical(value).decode()}" for name, value in entry.values.items())
    yield from (f"field        {name} is absent" for name in sorted(entry.absent))
    yield from [f"not shown    {', '.join(entry.closed)}"] if entry.closed else []


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the file named in the arguments; the exit status."""
    parser = argparse.ArgumentParser(description="Check a Saksi proof, or what is in a bundle.", allow_abbrev=False)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--owner", metavar="KEY", help="the office's public key, known from elsewhere: 64 digits")
    called, what, status = parser.parse_args(arguments), "proof", 0
    if called.owner is not None and not _is_public_key(called.owner):
        parser.error("KEY is no public key in 64 lowercase hexadecimal digits")
    try:
        data = called.file.read_bytes()
        need(not data.startswith(b"age-encryption.org/"), "open it first: age -d -i IDENTITY BUNDLE > FILE")
        what = "bundle" if data.startswith(b"{") else "proof"
        held = check_bundle(data) if what == "bundle" else check_proof(data.decode("utf-8"))
        owner = held.header["sender"] if isinstance(held, Bundle) else held.checkpoint.owner
        need(called.owner in (None, owner), f"it is of the office {owner}, not of the owner that you gave")
        told = [f"The {what} holds.", *shown(held, called.owner)]
    except OSError as error:
        parser.error(f"{called.file}: {error.strerror}")
    except ValueError as refused:
        told, status = [f"The {what} does not hold: {refused}"], 1
    # what a file says must not move the cursor or turn the direction of the text in the reader's terminal
    clean = ("".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in line) for line in told)
    encoding = sys.stdout.encoding or "utf-8"  # a terminal without Khmer gets escapes, not a crash
    sys.stdout.write("".join(f"{line}\n" for line in clean).encode(encoding, "backslashreplace").decode(encoding))
    return status


if __name__ == "__main__":
    sys.exit(main())
