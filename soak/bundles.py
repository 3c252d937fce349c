"""The inside of bundles, spoiled on the way or by its sender: two verifiers must judge alike, and see the same."""

import functools
import hashlib
import io
import json
from random import Random

import pyrage
from nacl.signing import SigningKey
from tools import saksi_verify
from tools.saksi_verify import Json, RefusedError, canonical

from saksi.ledger.bundle import Header, new_identity, read_bundle, recipient_of
from saksi.ledger.sign import shown_faults
from saksi.ledger.wire import read_entry
from saksi.model import TamperError

from .making import encoded, make_checkpoint, make_entry, make_key, public
from .mutating import spoiled_value

#: What a bundle shows, whoever read it: the header, the entries' ids and the hashes of the originals and texts.
Shown = tuple[bytes, tuple[str, ...], tuple[str, ...]]


@functools.cache
def _identity() -> str:
    return new_identity()


class _Sink:
    """Takes a bundle in as a ledger would, and keeps only what it shows."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.items: list[str] = []

    def begin(self, header: Header) -> None:
        """For whom it is, the ledger asks."""

    def entry(self, line: bytes) -> None:
        """One entry, which must be sound by itself."""
        sealed = read_entry(line)
        for fault in shown_faults(sealed):
            raise TamperError(fault)
        self.ids.append(sealed.id)

    def item(self, sha256: str, data: bytes) -> None:
        """One original or text."""
        self.items.append(sha256)


def by_package(inside: bytes) -> Shown | None:
    """What the package reads in it, once it is sealed; nothing where it refuses it."""
    sink, seal = _Sink(), pyrage.x25519.Recipient.from_str(recipient_of(_identity()))
    try:
        header = read_bundle(io.BytesIO(pyrage.encrypt(inside, [seal])), [_identity()], sink)
    except TamperError:
        return None
    return header.encoded(), tuple(sink.ids), tuple(sink.items)


def by_verifier(inside: bytes) -> Shown | None:
    """What the verifier that was written from the page alone reads in it."""
    try:
        held = saksi_verify.check_bundle(inside)
    except RefusedError:
        return None
    return canonical(held.header), tuple(entry.id for entry in held.entries), tuple(sha256 for sha256, _ in held.items)


def make_bundle(
    entries: list[dict[str, Json]], items: list[bytes], key: SigningKey, /, to: list[str], **changed: Json
) -> bytes:
    """The inside of a bundle of this key; `changed` replaces what its header would say."""
    lines = b"".join(canonical(entry) + b"\n" for entry in entries)
    heads = [canonical({"bytes": len(each), "sha256": hashlib.sha256(each).hexdigest()}) for each in items]
    body = lines + b"".join(head + b"\n" + each for head, each in zip(heads, items, strict=True))
    size, root = len(entries) + 2, hashlib.sha256(b"a log").digest()
    header: dict[str, Json] = {
        "v": "saksi/1",
        "kind": "bundle",
        "sender": public(key),
        "key": public(key),
        "to": list(to),
        "since": 2,
        "checkpoint": make_checkpoint(size, root, key),
        "growth": [{"old": 2, "path": [encoded(root)]} for _ in to],
        "cosigned": [make_checkpoint(3, root, make_key(Random(5)))],
        "entries": len(entries),
        "items": len(items),
        "size": len(body),
        "body": hashlib.sha256(body).hexdigest(),
        **changed,
    }
    return signed(header, body, key)


def signed(header: Json, body: bytes, key: SigningKey) -> bytes:
    """A header with a signature that fits, before this body."""
    line = canonical(header)
    return line + b"\n" + key.sign(b"saksi/bundle/v1\0" + line).signature.hex().encode() + b"\n" + body


@functools.cache
def honest_bundles() -> tuple[tuple[SigningKey, bytes], ...]:
    """Bundles that hold, each with the key that signed it. The same in every process."""
    chance, found = Random(3), []
    for number in range(4):
        key = make_key(chance)
        first = make_entry("key", {"act": "admit", "key": public(key), "role": "owner"}, key, chance)
        entries = [first]
        for _ in range(number):
            entries.append(make_entry("capture", {"document": "d" * 64}, key, chance, str(entries[-1]["id"])))
        items = [chance.randbytes(length) for length in (0, 7, 40)[:number]]
        found.append((key, make_bundle(entries, items, key, to=[public(make_key(chance))])))
    return tuple(found)


def spoiled(inside: bytes, key: SigningKey, chance: Random) -> bytes:
    """The same with something changed: on the way, or by a sender who signs what it changed."""
    way, (line, signature, body) = chance.randrange(6), inside.split(b"\n", 2)
    if way == 0:
        return _bytes(inside, chance)
    if way == 1:
        return chance.choice((inside[: chance.randrange(len(inside))], inside + chance.randbytes(1), b"\n" + inside))
    if way == 2:
        return b"\n".join((line, _bytes(signature, chance), body))
    header = json.loads(line)
    if way == 3:
        return _signed(spoiled_value(header, chance), body, key)
    parts = body.split(b"\n")
    at = chance.randrange(len(parts))
    try:
        parts[at] = canonical(spoiled_value(json.loads(parts[at]), chance)) if way == 4 else _bytes(parts[at], chance)
    except ValueError:
        parts = chance.choice((parts[:at] + parts[at + 1 :], [*parts, parts[at]], parts[::-1]))
    body = b"\n".join(parts)
    header |= {"size": len(body), "body": hashlib.sha256(body).hexdigest()}
    header |= chance.choice(({}, {}, {"entries": header["entries"] + 1}, {"items": header["items"] + 1}))
    return _signed(header, body, key)


def _signed(header: Json, body: bytes, key: SigningKey) -> bytes:
    try:
        return signed(header, body, key)
    except RefusedError:  # it cannot be spelled
        return b"{}\n" + body


def _bytes(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    put = chance.choice((b"", b"\n", b"\0", b"0", b" ", data[at : at + 1] * 2, chance.randbytes(1)))
    return data[:at] + put + data[at + chance.choice((0, 1)) :]


def bundles(number: int, seed: int) -> tuple[int, list[str]]:
    """Spoil so many bundles; how many both refused, and each that divides the two verifiers."""
    chance, refused, wrongs = Random(seed), 0, list[str]()
    for _, inside in honest_bundles():
        if by_package(inside) is None or by_package(inside) != by_verifier(inside):
            raise AssertionError("an honest bundle must hold, and show the same to both")
    for _ in range(number):
        key, honest = chance.choice(honest_bundles())
        inside = spoiled(honest, key, chance)
        package, verifier = by_package(inside), by_verifier(inside)
        refused += package is None and verifier is None
        wrongs += [] if package == verifier else [f"the two disagree (package {package is not None}): {inside!r}"]
    return refused, wrongs
