"""Check a Saksi proof without Saksi: `python saksi_verify.py FILE [--owner KEY]`.

One file, for Python 3.11 and PyNaCl, written from the page of the format (docs/format/README.md) and not from the
program, so that two readers of one page stand behind every "holds". Exit status: 0 it holds, 1 it does not, 2 wrongly
called. Below, in this order: is an entry sound, is a list of entries a sound ledger, does a proof hold.
"""

import argparse
import base64
import hashlib
import hmac
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from nacl.bindings import crypto_core_ed25519_is_valid_point
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool"

#: Kind and fields; what holds a ledger together, and can never be erased, is marked.
_KINDS = """
capture document! sha512 size media_type name how brought_by
reading document! reader! text! title published published_basis language zones names
statement document! reading! span words id said_by addressee cue form stance certainty confidence continues content
review target! verdict! replacement!
key act! key! role! reader!
erase target! fields! document! reason
office key! name recipient!
revocation key! last! reason
rotation key! recipient!
witness document! identity whereabouts contact
consent document! uses! until! scope! withdrawn! basis
"""
_LINES = [line.split() for line in _KINDS.strip().splitlines()]
FIELDS = {kind: [name.removesuffix("!") for name in names] for kind, *names in _LINES}
ERASABLE = {kind: {name for name in names if not name.endswith("!")} for kind, *names in _LINES}
READER_WRITES = ("reading", "statement")
#: Kind → the fields that name an entry, and of which kind that is.
NAMES_ENTRY = {"statement": {"reading": "reading"}, "review": {"target": "statement", "replacement": "statement"}}
#: Arrays and objects in one another: a bound, so that verifiers with small and large stacks judge alike.
DEEPEST = 64
HASH = "[0-9a-f]{64}"
NUMBER = "0|[1-9][0-9]{0,15}"
#: [0-9], since \d fits the digits of every script.
INSTANT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}Z"
#: In a signed note: a dash, a name without spaces, plus signs or control characters, and the signature.
SIGNATURE_LINE = re.compile(r"— ([^\s+\x00-\x1f\x7f-\x9f]+) (\S+)")


class RefusedError(ValueError):
    """What was given does not hold; the message says why, in one line."""


def need(holds: object, why: str) -> None:
    """Refuse, and say why, unless this holds."""
    if not holds:
        raise RefusedError(why)


def canonical(value: Json) -> bytes:
    """The one spelling of a value: RFC 8785, without floats and null."""
    try:
        return json.dumps(_ordered(value, DEEPEST), ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise RefusedError("a string holds half a surrogate pair") from error


def _ordered(value: Json, depth: int) -> Json:
    if isinstance(value, str | int):  # to Python, true and false are whole numbers
        need(isinstance(value, str) or abs(value) < 2**53, "a whole number is not below 2^53")
        return value
    need(isinstance(value, list | dict), "only objects, arrays, strings, true, false and whole numbers are known")
    need(depth, f"arrays and objects are nested more than {DEEPEST} deep")
    if isinstance(value, list):
        return [_ordered(item, depth - 1) for item in value]
    need(all(unicodedata.is_normalized("NFC", key) for key in value), "a key is not in Unicode form NFC")
    keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return {key: _ordered(value[key], depth - 1) for key in keys}


def read_canonical(data: bytes) -> Json:
    """The value that these bytes spell; any other spelling of it is refused, and with it a key that stands twice."""
    try:
        value: Json = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RefusedError("these bytes are no JSON in UTF-8") from error
    need(canonical(value) == data, "this JSON is not in its canonical form")
    return value


@dataclass(frozen=True)
class Entry:
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
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def spelled(self, name: str) -> bytes | None:
        """The bytes of a value, to compare it by: in Python 1 equals True, in JSON it does not."""
        return canonical(self.values[name]) if name in self.values else None


def check_entry(entry: Json, *, whole: bool) -> Entry:
    """The entry, where it is sound by itself. `whole`: every field must be open, as in a ledger."""
    held = _object(entry, "an entry", {"id", "head", "signatures", "openings"})
    line = _text(held["head"], "(?s).*", "the head").encode("utf-8", "surrogatepass")
    head = _head(line)
    kind, author = str(head["kind"]), str(head["author"])
    message = b"saksi/" + kind.encode() + b"/v1\0" + line
    entry_id = hashlib.sha256(message).hexdigest()
    need(held["id"] == entry_id, "the id is not the hash of the head")
    signatures = held["signatures"]
    one = signatures[0] if isinstance(signatures, list) and len(signatures) == 1 else {}
    signature = _object(one, "the one signature", {"alg", "sig"})
    need(signature["alg"] == "ed25519", "the signature is not of ed25519")
    made = bytes.fromhex(_text(signature["sig"], "[0-9a-f]{128}", "the signature"))
    _check_signed(author, message, made, "the signature is not the author's over this head")
    values, absent = _opened(held["openings"], head["commitments"])
    closed = [name for name in FIELDS[kind] if name not in values and name not in absent]
    need(not (whole and closed), f"the opening of {', '.join(closed)} is missing")
    prev = str(head["prev"]) if "prev" in head else None
    return Entry(entry_id, kind, author, prev, str(head["recorded_at"]), values, absent, closed)


def _head(line: bytes) -> dict[str, Json]:
    head = _object(read_canonical(line), "the head", {"v", "kind", "author", "recorded_at", "commitments"}, {"prev"})
    need(head["v"] == "saksi/1", "the head is of another version than saksi/1")
    kind = _text(head["kind"], "|".join(FIELDS), "the kind")
    commitments = _object(head["commitments"], f"the commitments of a {kind}", set(FIELDS[kind]))
    for name, digits in [*commitments.items(), *((name, head[name]) for name in ("author", "prev") if name in head)]:
        _text(digits, HASH, name)
    try:
        datetime.fromisoformat(_text(head["recorded_at"], INSTANT, "recorded_at"))
    except ValueError as error:
        raise RefusedError("recorded_at is no instant in the form 2019-12-27T10:00:00Z") from error
    return head


def _check_signed(key: str, message: bytes, signature: bytes, why: str) -> None:
    need(_is_public_key(key), "a public key is no canonical point of the prime-order group of Ed25519")
    try:
        VerifyKey(bytes.fromhex(key)).verify(message, signature)
    except (BadSignatureError, ValueError) as error:  # ValueError: not of 64 bytes
        raise RefusedError(why) from error


def _is_public_key(key: str | None) -> bool:
    # libsodium looks at all three: a canonical spelling, no small order, no part of small order
    return bool(key and re.fullmatch(HASH, key) and crypto_core_ed25519_is_valid_point(bytes.fromhex(key)))


def _opened(openings: Json, commitments: Json) -> tuple[dict[str, Json], list[str]]:
    if not isinstance(openings, dict) or not isinstance(commitments, dict):
        raise RefusedError("the openings are no object")
    values: dict[str, Json] = {}
    for name, held in openings.items():
        opening = _object(held, f"the opening of {name}", {"salt"}, {"value"})
        salt = bytes.fromhex(_text(opening["salt"], HASH, f"the salt of {name}"))
        if "value" in opening:
            values[name] = opening["value"]
        pair: Json = [name, values[name]] if name in values else [name]
        made = hmac.new(salt, canonical(pair), hashlib.sha256).hexdigest()
        need(made == commitments.get(name), f"{name} is not what was committed to")
    return values, [name for name in openings if name not in values]


def _object(value: Json, what: str, needed: set[str], free: set[str] | frozenset[str] = frozenset()) -> dict[str, Json]:
    if not isinstance(value, dict) or not needed <= set(value) <= needed | free:
        raise RefusedError(f"{what} must be an object of exactly {', '.join(sorted(needed))}")
    return value


def _text(value: Json, form: str, what: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(form, value):
        raise RefusedError(f"{what} is no string of the form {form}")
    return value


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong in a ledger, and in which entry: its id, or its number in the list where it has none."""

    where: str
    what: str


def find_faults(entries: Sequence[Json], owner: str) -> list[Fault]:
    """Why these entries, as a set, are no sound ledger of the owner with this public key; nothing if they are."""
    sound: dict[str, Entry] = {}
    faults: list[Fault] = []
    for number, held in enumerate(entries):
        try:
            entry = check_entry(held, whole=False)
            sound[entry.id] = entry
        except RefusedError as refused:
            name = held.get("id") if isinstance(held, dict) else None
            faults.append(Fault(name if isinstance(name, str) else f"number {number}", str(refused)))
    return sorted([*faults, *_broken_rules(sound, owner)])


def _broken_rules(sound: Mapping[str, Entry], owner: str) -> Iterator[Fault]:
    owners, versions = _rights(sound, owner)
    # an author's first entry has no prev, so that two of them are a fork as well
    followers = Counter((entry.author, entry.prev) for entry in sound.values())
    named = {entry.id: _named(entry, sound) for entry in sound.values() if entry.kind == "erase"}
    erased = {pair for each in named if sound[each].author == owner in owners for pair in named[each] or ()}
    for entry in sound.values():
        kind, reader, is_reader = entry.kind, entry.text("reader"), entry.author in versions
        own = (entry.text("act"), entry.text("key"), entry.text("role")) == ("admit", owner, "owner")
        before = sound.get(entry.prev or "")
        is_version = reader is not None and reader in versions.get(entry.author, ())
        rules = {  # what is wrong where it does not hold
            "the owner's first entry is not its own admission": entry.author != owner or entry.prev is not None or own,
            "its key is no public key of Ed25519": kind != "key" or _is_public_key(entry.text("key")),
            "its author was never admitted": is_reader or entry.author in owners,
            f"a reader may not write a {kind}": not is_reader or kind in READER_WRITES,
            "its key was not admitted for that version": not is_reader or kind != "reading" or is_version,
            "the chain of its author forks there": followers[entry.author, entry.prev] == 1,
            "the entry that it follows is missing": entry.prev is None or before is not None,
            "the entry that it follows is another author's": before is None or before.author == entry.author,
            "only the owner erases": kind != "erase" or entry.author not in owners - {owner},
            "what it names cannot be erased, or is not there": named.get(entry.id, set()) is not None,
        }
        for field, of_kind in NAMES_ENTRY.get(kind, {}).items():
            target = sound.get(entry.text(field) or "")
            is_there = target is not None and target.kind == of_kind
            rules[f"its {field} names no {of_kind} of this ledger"] = field not in entry.values or is_there
            if field == "reading" and is_there and target is not None:
                same = entry.spelled("document") == target.spelled("document")
                rules["its document is not the one that its reading is of"] = same
        for name in FIELDS[kind]:
            rules[f"{name} must be open unless it was erased"] = (name in entry.closed) == ((entry.id, name) in erased)
        yield from (Fault(entry.id, what) for what, holds in rules.items() if not holds)


def _rights(sound: Mapping[str, Entry], owner: str) -> tuple[set[str], dict[str, set[str | None]]]:
    """The keys with the owner's right, and those of readers with their versions: the lesser right where both stand."""
    owners, versions = {owner}, dict[str, set[str | None]]()
    for entry in sound.values():
        key, role = entry.text("key"), entry.text("role")
        if entry.author == owner and entry.text("act") == "admit" and key is not None:
            if role == "owner":
                owners.add(key)
            elif role == "reader":
                versions.setdefault(key, set()).add(entry.text("reader"))
    return owners - versions.keys(), versions


def _named(erase: Entry, sound: Mapping[str, Entry]) -> set[tuple[str, str]] | None:
    """The entries and fields of theirs that an erase entry says were destroyed; None where it may not say so."""
    document, fields = erase.text("document"), erase.values.get("fields")
    if document is not None and not {"target", "fields"} & erase.values.keys():
        of_document = [each for each in sound.values() if each.kind != "erase" and each.text("document") == document]
        return {(each.id, field) for each in of_document for field in ERASABLE[each.kind]}
    target = sound.get(erase.text("target") or "")
    if "document" in erase.values or target is None or not isinstance(fields, list):
        return None
    pairs = {(target.id, field) for field in fields if isinstance(field, str) and field in ERASABLE[target.kind]}
    return pairs if fields and len(pairs) == len(fields) else None


def leaf_hash(entry_id: str) -> bytes:
    """The hash of the leaf of an entry; 0x00 keeps a leaf from passing for a node."""
    return hashlib.sha256(b"\x00" + bytes.fromhex(entry_id)).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash over leaf hashes: RFC 6962, section 2.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1  # the largest power of two below the number of leaves
    return node_hash(root_of(leaves[:split]), root_of(leaves[split:]))


def is_included(leaf: bytes, index: int, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path leads from this leaf hash, as number `index` of `size`, to the root: RFC 9162, 2.1.3.2."""
    if not 0 <= index < size or any(len(each) != 32 for each in (leaf, root, *path)):
        return False
    return _climb(index, size - 1, leaf, path)[1] == root


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path shows that the tree of `new` leaves begins with that of `old` leaves: RFC 9162, 2.1.4.2."""
    if not 0 <= old <= new or any(len(each) != 32 for each in (old_root, new_root, *path)):
        return False
    if old in (0, new):  # every tree begins with the empty one and with itself, and nothing is needed to show it
        return not path and old_root == (new_root if old else root_of([])) and (new > 0 or old_root == new_root)
    node, last = old - 1, new - 1
    while node % 2 == 1:
        node, last = node // 2, last // 2
    # the path begins with the last full subtree of the old tree, unless that is the whole old tree
    first, *rest = path if node and path else (old_root, *path)
    return _climb(node, last, first, rest) == (old_root, new_root)


def _climb(node: int, last: int, found: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The root of the tree that ends with a node, and of the whole, whose level ends with node `last`; b"" for none."""
    old = new = found
    for sibling in path:
        while 0 < node == last and node % 2 == 0:  # alone at the end of its level, it moves up without a sibling
            node, last = node // 2, last // 2
        if last == 0:
            return b"", b""
        old = node_hash(sibling, old) if node % 2 == 1 else old
        new = node_hash(sibling, new) if node % 2 == 1 else node_hash(new, sibling)
        node, last = node // 2, last // 2
    return (old, new) if last == 0 else (b"", b"")


@dataclass(frozen=True)
class Checkpoint:
    """A state of a log, signed by the owner whose public key it names."""

    owner: str
    size: int
    root: bytes


@dataclass(frozen=True)
class Proof:
    """What holds: this entry stands at this index of the log of that checkpoint."""

    entry: Entry
    index: int
    checkpoint: Checkpoint


def check_proof(text: str) -> Proof:
    """What the proof in this text shows. Raises RefusedError on anything that does not hold."""
    body, _, note = text.partition("\n\n")
    lines = body.split("\n")
    need(lines[0] == "c2sp.org/tlog-proof@v1" and len(lines) > 2, "this is no tlog-proof")
    starts = lines[1].startswith("extra ") and lines[2].startswith("index ")
    need(starts, "the lines `extra` and `index` must follow the first")
    entry = check_entry(read_canonical(_base64(lines[1][6:])), whole=False)
    index, path = int(_text(lines[2][6:], NUMBER, "the index")), [_base64(line) for line in lines[3:]]
    checkpoint = check_checkpoint(note)
    leads = is_included(leaf_hash(entry.id), index, checkpoint.size, checkpoint.root, path)
    need(leads, "the path does not lead from this entry to the root of the checkpoint")
    return Proof(entry, index, checkpoint)


def check_checkpoint(note: str) -> Checkpoint:
    """The checkpoint in this signed note, where the owner that it names has signed it."""
    text, _, signatures = note.partition("\n\n")
    name, *rest = text.split("\n")
    owner = _text(name, f"saksi/{HASH}", "the first line of the checkpoint").removeprefix("saksi/")
    need(len(rest) == 2, "the checkpoint is not three lines, a blank line and signatures")
    checkpoint = Checkpoint(owner, int(_text(rest[0], NUMBER, "the size of the log")), _base64(rest[1]))
    key_id = hashlib.sha256(name.encode() + b"\x0a\x01" + bytes.fromhex(owner)).digest()[:4]
    made = [data[4:] for signer, data in _note_signatures(signatures) if signer == name and data[:4] == key_id]
    need(made, "the owner named in the checkpoint has not signed it")
    for signature in made:  # one line of the owner that fails spoils the note, as signed-note advises: someone tried
        _check_signed(owner, f"{text}\n".encode(), signature, "a signature of the owner does not fit")
    return checkpoint


def _note_signatures(block: str) -> Iterator[tuple[str, bytes]]:
    need(block.endswith("\n"), "the last line of the checkpoint is not ended")
    for line in block.removesuffix("\n").split("\n"):
        found = SIGNATURE_LINE.fullmatch(line)
        data = _base64(found[2]) if found else b""
        if found is None or len(data) < 5:
            raise RefusedError("a line of the checkpoint is no signature of a signed note")
        yield found[1], data


def _base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise RefusedError("a line is not in base64") from error
    need(base64.b64encode(data).decode() == text, "base64 is not in its one canonical spelling")
    return data


def shown(proof: Proof, owner: str | None = None) -> list[str]:
    """What the proof shows, in lines for a person. `owner` is the key that the person knows."""
    entry, checkpoint = proof.entry, proof.checkpoint
    known = "the key that you gave" if owner else "compare it with the office's key as you know it from elsewhere"
    author = "the owner" if entry.author == checkpoint.owner else "this proof does not show that this key was admitted"
    return [
        "The proof holds.",
        f"owner        {checkpoint.owner} ({known})",
        f"log          {checkpoint.size} entries, root {checkpoint.root.hex()}",
        f"entry        {entry.id}, a {entry.kind}, at index {proof.index}, counted from 0",
        f"author       {entry.author} ({author})",
        f"recorded at  {entry.recorded_at} (the author's claim)",
        *(f"field        {name} = {_printable(value)}" for name, value in entry.values.items()),
        *(f"field        {name} is absent" for name in entry.absent),
        *([f"not shown    {', '.join(entry.closed)}"] if entry.closed else []),
    ]


def _printable(value: Json) -> str:
    # a quoted page must not move the cursor or turn the direction of the text in the reader's terminal
    text = canonical(value).decode()
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the file named in the arguments; the exit status."""
    parser = argparse.ArgumentParser(description="Check a Saksi proof.", allow_abbrev=False)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--owner", metavar="KEY", help="the office's public key, known from elsewhere: 64 digits")
    called = parser.parse_args(arguments)
    if called.owner is not None and not _is_public_key(called.owner):
        parser.error("KEY is no public key in 64 lowercase hexadecimal digits")
    try:
        proof = check_proof(called.file.read_bytes().decode("utf-8"))
        owner = proof.checkpoint.owner
        need(called.owner in (None, owner), f"it is of the log of {owner}, not of the owner that you gave")
    except OSError as error:
        parser.error(f"{called.file}: {error.strerror}")
    except ValueError as refused:
        _write(f"The proof does not hold: {refused}")
        return 1
    _write("\n".join(shown(proof, called.owner)))
    return 0


def _write(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"  # a terminal without Khmer gets escapes, not a crash
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


if __name__ == "__main__":
    sys.exit(main())
