"""Check a Saksi proof without Saksi: `python saksi_verify.py FILE [--owner KEY]`.

One file, for Python 3.11 and PyNaCl, written from the page of the format (docs/format/README.md) and not from the
program, so that two readers of one page stand behind every "holds". Exit status: 0 it holds, 1 it does not, 2 wrongly
called. Below, in this order: is an entry sound, is a list of entries a sound ledger, does a proof hold.
"""

import argparse
import base64
import binascii
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

_KINDS = """
capture document sha512 size media_type name how brought_by
reading document reader text title published published_basis language zones names
statement document reading span words id said_by addressee cue form stance certainty confidence continues content
review target verdict replacement
key act key role reader
erase target fields document reason
office key name recipient
revocation key last reason
rotation key recipient
"""
FIELDS: Mapping[str, Sequence[str]] = {line.split()[0]: line.split()[1:] for line in _KINDS.strip().splitlines()}
READER_WRITES = ("reading", "statement")
#: Kind → the fields that cannot be erased; where a kind is not named, none can.
STAYS_OPEN: Mapping[str, Sequence[str]] = {
    "capture": ("document",),
    "reading": ("document", "reader", "text"),
    "statement": ("document", "reading"),
    "erase": ("target", "fields", "document"),
    "office": ("key", "recipient"),
    "revocation": ("key", "last"),
}
#: Field → the kind of the entry that it names.
NAMES_ENTRY = {"reading": "reading", "target": "statement", "replacement": "statement"}
#: Arrays and objects in one another: a bound, so that verifiers with small and large stacks judge alike.
DEEPEST = 64


class RefusedError(Exception):
    """What was given does not hold; the message says why, in one line."""


# --- Canonical JSON -------------------------------------------------------------------------------------------------


def canonical(value: Json) -> bytes:
    """The one spelling of a value: RFC 8785, without floats and null."""
    try:
        return _spelled(value, depth=DEEPEST).encode("utf-8")
    except UnicodeEncodeError as error:
        raise RefusedError("a string holds half a surrogate pair") from error


def _spelled(value: Json, depth: int) -> str:
    if isinstance(value, bool):  # before int, since True is an int in Python
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) < 2**53:
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)  # its escapes are those of RFC 8785
    if depth == 0:
        raise RefusedError(f"arrays and objects are nested more than {DEEPEST} deep")
    if isinstance(value, list):
        return "[" + ",".join(_spelled(item, depth - 1) for item in value) + "]"
    if isinstance(value, dict):
        if any(unicodedata.normalize("NFC", key) != key for key in value):
            raise RefusedError("a key is not in Unicode form NFC")
        ordered = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_spelled(key, depth)}:{_spelled(value[key], depth - 1)}" for key in ordered) + "}"
    raise RefusedError("only objects, arrays, strings, true, false and whole numbers below 2^53 are known")


def read_canonical(data: bytes) -> Json:
    """The value that these bytes spell; any other spelling of it is refused, and with it a key that stands twice."""
    try:
        value: Json = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RefusedError("these bytes are no JSON in UTF-8") from error
    if canonical(value) != data:
        raise RefusedError("this JSON is not in its canonical form")
    return value


# --- One entry ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """A sound entry. `values` holds the fields that are open and present, `absent` those that are open and absent."""

    id: str
    kind: str
    author: str
    prev: str | None
    recorded_at: str
    values: dict[str, Json]
    absent: tuple[str, ...]
    closed: tuple[str, ...]

    def spelled(self, name: str) -> bytes | None:
        """The bytes of a value, to compare it by: in Python 1 equals True, in JSON it does not."""
        return canonical(self.values[name]) if name in self.values else None


def check_entry(entry: Json, *, whole: bool) -> Entry:
    """The entry, where it is sound by itself. `whole`: every field must be open, as in a ledger."""
    held = _object(entry, "an entry", {"id", "head", "signatures", "openings"})
    line = _text(held["head"], "the head").encode("utf-8", "surrogatepass")
    head = _head(line)
    kind, author = str(head["kind"]), str(head["author"])
    message = b"saksi/" + kind.encode() + b"/v1\0" + line
    if held["id"] != hashlib.sha256(message).hexdigest():
        raise RefusedError("the id is not the hash of the head")
    _check_signature(held["signatures"], author, message)
    values, absent = _opened(held["openings"], head["commitments"])
    closed = tuple(name for name in FIELDS[kind] if name not in values and name not in absent)
    if whole and closed:
        raise RefusedError(f"the opening of {closed[0]} is missing")
    prev = str(head["prev"]) if "prev" in head else None
    return Entry(str(held["id"]), kind, author, prev, str(head["recorded_at"]), values, absent, closed)


def _head(line: bytes) -> dict[str, Json]:
    head = _object(read_canonical(line), "the head", {"v", "kind", "author", "recorded_at", "commitments"}, {"prev"})
    if head["v"] != "saksi/1" or not isinstance(head["kind"], str) or head["kind"] not in FIELDS:
        raise RefusedError("the head is of a version or kind that saksi/1 does not know")
    commitments = _object(head["commitments"], f"the commitments of a {head['kind']}", set(FIELDS[head["kind"]]))
    for name, commitment in commitments.items():
        _hexadecimal(commitment, f"the commitment to {name}", 32)
    _hexadecimal(head["author"], "the author", 32)
    if "prev" in head:
        _hexadecimal(head["prev"], "prev", 32)
    _check_instant(_text(head["recorded_at"], "recorded_at"))
    return head


def _check_instant(instant: str) -> None:
    # [0-9], since \d fits the digits of every script
    numbers = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z", instant)
    try:
        if numbers is None:
            raise ValueError
        datetime(*map(int, numbers.groups()))  # type: ignore[arg-type]  # noqa: DTZ001 - six numbers; Z is its zone
    except ValueError as error:
        raise RefusedError("recorded_at is no instant in the form 2019-12-27T10:00:00Z") from error


def _check_signature(signatures: Json, author: str, message: bytes) -> None:
    held = signatures[0] if isinstance(signatures, list) and len(signatures) == 1 else {}
    signature = _object(held, "the one signature", {"alg", "sig"})
    if signature["alg"] != "ed25519":
        raise RefusedError("the signature is not of ed25519")
    if not is_signed(bytes.fromhex(author), message, _hexadecimal(signature["sig"], "the signature", 64)):
        raise RefusedError("the signature is not the author's over this head")


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this is the key's Ed25519 signature. Raises RefusedError on a key under which that says nothing."""
    if not _is_public_key(key.hex()):
        raise RefusedError("a public key is no canonical point of the prime-order group of Ed25519")
    try:
        VerifyKey(key).verify(message, signature)
    except (BadSignatureError, ValueError):  # ValueError: not of 64 bytes
        return False
    return True


def _is_public_key(value: object) -> bool:
    # libsodium looks at all three: a canonical spelling, no small order, no part of small order
    return (
        isinstance(value, str)
        and re.fullmatch("[0-9a-f]{64}", value) is not None
        and crypto_core_ed25519_is_valid_point(bytes.fromhex(value))
    )


def _opened(openings: Json, commitments: Json) -> tuple[dict[str, Json], tuple[str, ...]]:
    if not isinstance(openings, dict) or not isinstance(commitments, dict):
        raise RefusedError("the openings are no object")
    values: dict[str, Json] = {}
    for name, held in openings.items():
        if name not in commitments:
            raise RefusedError("it has an opening that its head does not name")
        opening = _object(held, f"the opening of {name}", {"salt"}, {"value"})
        salt = _hexadecimal(opening["salt"], f"the salt of {name}", 32)
        pair: Json = [name, opening["value"]] if "value" in opening else [name]
        if hmac.new(salt, canonical(pair), hashlib.sha256).hexdigest() != commitments[name]:
            raise RefusedError(f"{name} is not what was committed to")
        if "value" in opening:
            values[name] = opening["value"]
    return values, tuple(name for name in openings if name not in values)


def _object(value: Json, what: str, needed: set[str], free: set[str] | frozenset[str] = frozenset()) -> dict[str, Json]:
    if not isinstance(value, dict) or not needed <= set(value) <= needed | free:
        raise RefusedError(f"{what} must be an object of exactly {', '.join(sorted(needed))}")
    return value


def _text(value: Json, what: str) -> str:
    if not isinstance(value, str):
        raise RefusedError(f"{what} is no string")
    return value


def _hexadecimal(value: Json, what: str, size: int) -> bytes:
    if not isinstance(value, str) or not re.fullmatch(rf"[0-9a-f]{{{2 * size}}}", value):
        raise RefusedError(f"{what} is not of {size} bytes in lowercase hexadecimal digits")
    return bytes.fromhex(value)


# --- A ledger -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong in a ledger, and in which entry: its id, or its number in the list where it has none."""

    where: str
    what: str


def find_faults(entries: Sequence[Json], owner: str) -> list[Fault]:
    """Why these entries, as a set, are no sound ledger of the owner with this public key; nothing if they are."""
    sound: dict[str, Entry] = {}
    faults = []
    for number, entry in enumerate(entries):
        try:
            checked = check_entry(entry, whole=False)
            sound[checked.id] = checked
        except RefusedError as refused:
            name = entry.get("id") if isinstance(entry, dict) else None
            faults.append(Fault(name if isinstance(name, str) else f"number {number}", str(refused)))
    faults += [*_faults_of_rights(sound, owner), *_faults_of_chains(sound), *_faults_of_names(sound)]
    return sorted([*faults, *_faults_of_openings(sound, owner)])


def _faults_of_rights(sound: Mapping[str, Entry], owner: str) -> Iterator[Fault]:
    owners, versions = _admitted(sound, owner)
    own = {"act": "admit", "key": owner, "role": "owner"}
    for entry in sound.values():
        if entry.author == owner and entry.prev is None and not own.items() <= _strings(entry).items():
            yield Fault(entry.id, "the owner's first entry is not its own admission")
        if entry.kind == "key" and not _is_public_key(entry.values.get("key")):
            yield Fault(entry.id, "its key is no public key of Ed25519 in the prime-order group")
        if entry.author in versions:
            if entry.kind not in READER_WRITES:
                yield Fault(entry.id, f"a reader may not write a {entry.kind}")
            elif entry.kind == "reading" and _strings(entry).get("reader") not in versions[entry.author]:
                yield Fault(entry.id, "it names a version of the reader for which its key was not admitted")
        elif entry.author not in owners:
            yield Fault(entry.id, "its author was never admitted")


def _admitted(sound: Mapping[str, Entry], owner: str) -> tuple[set[str], dict[str, set[str]]]:
    """The keys with the owner's right, and those of readers with their versions: the lesser right where both stand."""
    owners, versions = {owner}, dict[str, set[str]]()
    for entry in sound.values():
        said = _strings(entry)
        if entry.kind == "key" and entry.author == owner and said.get("act") == "admit" and "key" in said:
            if said.get("role") == "owner":
                owners.add(said["key"])
            elif said.get("role") == "reader":
                versions.setdefault(said["key"], set()).update({said["reader"]} if "reader" in said else ())
    return owners - versions.keys(), versions


def _strings(entry: Entry) -> dict[str, str]:
    return {name: value for name, value in entry.values.items() if isinstance(value, str)}


def _faults_of_chains(sound: Mapping[str, Entry]) -> Iterator[Fault]:
    # an author's first entry has no prev, so that two of them are a fork as well
    followers = Counter((entry.author, entry.prev) for entry in sound.values())
    for entry in sound.values():
        if followers[entry.author, entry.prev] > 1:
            yield Fault(entry.id, "another entry of its author follows the same one: the chain has forked")
        if entry.prev is not None and entry.prev not in sound:
            yield Fault(entry.id, f"the entry that it follows, {entry.prev}, is missing")
        elif entry.prev is not None and sound[entry.prev].author != entry.author:
            yield Fault(entry.id, "the entry that it follows is another author's")


def _faults_of_names(sound: Mapping[str, Entry]) -> Iterator[Fault]:
    for entry in sound.values():
        if entry.kind == "erase":
            continue
        for field in NAMES_ENTRY.keys() & entry.values.keys():
            named = sound.get(_strings(entry).get(field, ""))
            if named is None or named.kind != NAMES_ENTRY[field]:
                yield Fault(entry.id, f"its {field} names no {NAMES_ENTRY[field]} of this ledger")
            elif field == "reading" and entry.spelled("document") != named.spelled("document"):
                yield Fault(entry.id, "its document is not the one that its reading is of")


def _faults_of_openings(sound: Mapping[str, Entry], owner: str) -> Iterator[Fault]:
    erased: dict[str, set[str]] = {entry_id: set() for entry_id in sound}
    for entry in sound.values():
        if entry.kind != "erase":
            continue
        try:
            named = _erased_by(entry, sound)
        except RefusedError as refused:
            yield Fault(entry.id, str(refused))
            continue
        if entry.author == owner and owner not in _admitted(sound, owner)[1]:
            for entry_id, fields in named.items():
                erased[entry_id] |= fields
        elif entry.author in _admitted(sound, owner)[0]:
            yield Fault(entry.id, "only the owner erases")
    for entry in sound.values():
        for field in sorted(set(entry.closed) ^ erased[entry.id]):
            wrong = "is missing, and it was not erased" if field in entry.closed else "is there, and it was erased"
            yield Fault(entry.id, f"the opening of {field} {wrong}")


def _erased_by(entry: Entry, sound: Mapping[str, Entry]) -> dict[str, set[str]]:
    """The fields, by the entry that they are of, which an erase entry says were destroyed."""
    document, fields = entry.values.get("document"), entry.values.get("fields")
    if isinstance(document, str) and not {"target", "fields"} & entry.values.keys():
        of_document = [each for each in sound.values() if _strings(each).get("document") == document]
        return {each.id: _erasable(each.kind) for each in of_document if each.kind != "erase"}
    target = sound.get(_strings(entry).get("target", ""))
    if "document" in entry.values or target is None or not isinstance(fields, list) or not fields:
        raise RefusedError("it names neither fields of an entry that is there nor a document")
    named = {field for field in fields if isinstance(field, str)}
    if len(named) != len(fields) or not named <= _erasable(target.kind):
        raise RefusedError("it names a field twice, or one that cannot be erased")
    return {target.id: named}


def _erasable(kind: str) -> set[str]:
    return set(FIELDS[kind]) - set(STAYS_OPEN.get(kind, FIELDS[kind]))


# --- The log --------------------------------------------------------------------------------------------------------


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
    found, sides = leaf, _sides(index, size - 1)
    for sibling, is_left in zip(path, sides, strict=False):
        found = node_hash(sibling, found) if is_left else node_hash(found, sibling)
    return len(path) == len(sides) and found == root


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
    found_old, found_new, sides = first, first, _sides(node, last)
    for sibling, is_left in zip(rest, sides, strict=False):
        found_old = node_hash(sibling, found_old) if is_left else found_old
        found_new = node_hash(sibling, found_new) if is_left else node_hash(found_new, sibling)
    return len(rest) == len(sides) and (found_old, found_new) == (old_root, new_root)


def _sides(node: int, last: int) -> list[bool]:
    """On the way up from a node of a level whose last node is `last`: whether each sibling stands to the left."""
    sides = []
    while last > 0:
        sides.append(node % 2 == 1 or node == last)
        while node == last and node % 2 == 0:  # alone at the end of its level, it moves up without a sibling
            node, last = node // 2, last // 2
        node, last = node // 2, last // 2
    return sides


# --- Checkpoints and proofs -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A state of a log, signed by the owner whose public key it names."""

    owner: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Proof:
    """What holds: this entry stands at this index of the log of that checkpoint."""

    entry: Entry
    index: int
    checkpoint: Checkpoint


def check_proof(text: str) -> Proof:
    """What the proof in this text shows. Raises RefusedError on anything that does not hold."""
    body, blank, note = text.partition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) < 3 or lines[0] != "c2sp.org/tlog-proof@v1":
        raise RefusedError("this is no tlog-proof")
    if not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        raise RefusedError("the lines `extra` and `index` must follow the first")
    entry = check_entry(read_canonical(_base64(lines[1].removeprefix("extra "))), whole=False)
    index = _number(lines[2].removeprefix("index "))
    path = [_base64(line) for line in lines[3:]]
    checkpoint = check_checkpoint(note)
    if not is_included(leaf_hash(entry.id), index, checkpoint.size, checkpoint.root, path):
        raise RefusedError("the path does not lead from this entry to the root of the checkpoint")
    return Proof(entry, index, checkpoint)


def check_checkpoint(note: str) -> Checkpoint:
    """The checkpoint in this signed note, where the owner that it names has signed it."""
    text, _, signatures = note.partition("\n\n")
    lines = text.split("\n")
    if len(lines) != 3 or not re.fullmatch("saksi/[0-9a-f]{64}", lines[0]):
        raise RefusedError("the checkpoint is not three lines, a blank line and signatures")
    name = lines[0]
    key = bytes.fromhex(name.removeprefix("saksi/"))
    key_id = hashlib.sha256(name.encode() + b"\x0a\x01" + key).digest()[:4]
    made = [data[4:] for signer, data in _note_signatures(signatures) if signer == name and data[:4] == key_id]
    # one line of the owner that fails spoils the note, as signed-note advises: someone tried
    if not made or not all(is_signed(key, f"{text}\n".encode(), signature) for signature in made):
        raise RefusedError("the owner named in the checkpoint has not signed it")
    return Checkpoint(key.hex(), _number(lines[1]), _base64(lines[2]))


def _note_signatures(block: str) -> Iterator[tuple[str, bytes]]:
    if not block.endswith("\n"):
        raise RefusedError("the last line of the checkpoint is not ended")
    for line in block.removesuffix("\n").split("\n"):
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        if dash != "—" or not name or "+" in name or any(each.isspace() or each < " " for each in name):
            raise RefusedError("a line of the checkpoint is no signature of a signed note")
        data = _base64(encoded)
        if len(data) < 5:
            raise RefusedError("a signature of the checkpoint is too short")
        yield name, data


def _number(text: str) -> int:
    if not re.fullmatch("0|[1-9][0-9]{0,15}", text):
        raise RefusedError("a number is not of one to sixteen decimal digits without a leading zero")
    return int(text)


def _base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusedError("a line is not in base64") from error
    if base64.b64encode(data).decode() != text:
        raise RefusedError("base64 is not in its one canonical spelling")
    return data


# --- The command ----------------------------------------------------------------------------------------------------


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
        data = called.file.read_bytes()
    except OSError as error:
        parser.error(f"{called.file}: {error.strerror}")
    try:
        proof = check_proof(data.decode("utf-8"))
        if called.owner is not None and proof.checkpoint.owner != called.owner:
            raise RefusedError(f"it is of the log of {proof.checkpoint.owner}, not of the owner that you gave")
    except (RefusedError, UnicodeDecodeError) as refused:
        _write(f"The proof does not hold: {refused}")
        return 1
    _write("\n".join(shown(proof, called.owner)))
    return 0


def _write(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"  # a terminal without Khmer gets escapes, not a crash
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


if __name__ == "__main__":
    sys.exit(main())
