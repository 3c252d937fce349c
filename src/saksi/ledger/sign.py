"""The signed form of an entry, without any I/O: commit, seal, read back, check. `docs/format` describes the bytes."""

import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import cast

from nacl.bindings import crypto_core_ed25519_is_valid_point
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from ..model import BadValueError, Json, JsonObject, TamperError
from .canonical import canonical, parse_object
from .schema import FIELDS, FORMAT, KINDS, Kind, check_fields

ALGORITHM = "ed25519"
SALT_BYTES = 32
_HEX = re.compile(r"[0-9a-f]{64}")
_INSTANT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What opens a commitment: its salt, and the value, None where the field is absent."""

    salt: bytes
    value: "Json | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature and its algorithm. An entry may carry several, so that a second algorithm finds a place."""

    alg: str
    sig: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is signed: who, when by their own account, after which of their entries, and commitments to the fields."""

    kind: Kind
    author: str
    recorded_at: datetime
    commitments: Mapping[str, str]
    prev: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A signed entry as it is kept and exchanged: the exact bytes of its head, signatures, and openings beside it."""

    id: str
    head: bytes
    signatures: tuple[Signature, ...]
    openings: Mapping[str, Opening]


def commit(name: str, opening: Opening) -> str:
    """The salted commitment to a field: it says nothing to whom does not hold the opening."""
    pair: list[Json] = [name] if opening.value is None else [name, opening.value]
    return hmac.new(opening.salt, canonical(pair), hashlib.sha256).hexdigest()


def seal(
    kind: Kind,
    fields: JsonObject,
    *,
    key: SigningKey,
    prev: str | None,
    recorded_at: datetime,
    salts: Mapping[str, bytes],
) -> Sealed:
    """Sign `fields` as an entry. Raises BadValueError on a field or value that the format has no place for."""
    check_fields(kind, frozenset(fields))
    openings = {name: Opening(salt=salts[name], value=fields.get(name)) for name in FIELDS[kind]}
    head = canonical(_head(kind, key, prev, recorded_at, openings))
    signature = Signature(alg=ALGORITHM, sig=key.sign(_tagged(kind, head)).signature)
    return Sealed(id=entry_id(kind, head), head=head, signatures=(signature,), openings=openings)


@lru_cache(maxsize=4096)
def read_head(data: bytes) -> Head:
    """The head in these bytes. Raises TamperError unless they are exactly what `seal` would have written."""
    return head_of(parse_object(data))


def head_of(json: Json) -> Head:
    """The head in a JSON object. Raises TamperError on any other shape than `seal` gives it."""
    if not isinstance(json, dict):
        raise TamperError("the head is no JSON object")
    kind = json.get("kind")
    if json.get("v") != FORMAT or kind not in KINDS:
        raise TamperError(f"the head is of version {json.get('v')!r} and kind {kind!r}, which {FORMAT} does not know")
    _check_keys(set(json), {"v", "kind", "author", "recorded_at", "commitments"}, "the head")
    commitments = json["commitments"]
    if not isinstance(commitments, dict):
        raise TamperError("the commitments are no object")
    if set(commitments) != set(FIELDS[kind]):
        raise TamperError(f"the commitments are not those of a {kind}")
    return Head(
        kind=kind,
        author=_hex(json["author"], "author"),
        recorded_at=_instant(json["recorded_at"]),
        commitments={name: _hex(value, f"commitment to {name}") for name, value in commitments.items()},
        prev=_hex(json["prev"], "prev") if "prev" in json else None,
    )


def faults_of(sealed: Sealed, erased: Set[str] = frozenset()) -> Iterator[str]:
    """All that is wrong with an entry by itself; nothing when hash, signature, form and every opening check out.

    `erased` names the fields that must not be there, since the owner says that they were erased.
    """
    yield from shown_faults(sealed)
    with suppress(TamperError):
        for name in sorted(set(read_head(sealed.head).commitments) - set(sealed.openings) - erased):
            yield f"the opening of {name} is missing"
    for name in sorted(erased & set(sealed.openings)):
        yield f"{name} was erased, and its opening is there"


def shown_faults(sealed: Sealed) -> Iterator[str]:
    """The same for an entry of which some fields are kept closed."""
    try:
        head = read_head(sealed.head)
    except TamperError as error:
        yield str(error)
        return
    if entry_id(head.kind, sealed.head) != sealed.id:
        yield "the id is not the hash of the head"
    yield from _signature_faults(head, sealed)
    yield from _opening_faults(head, sealed.openings)


def entry_id(kind: Kind, head: bytes) -> str:
    """The name of an entry: SHA-256 of its kind's tag and its head."""
    return hashlib.sha256(_tagged(kind, head)).hexdigest()


def is_good_key(public_key: bytes) -> bool:
    """Whether these bytes are a canonical Ed25519 key of full order.

    Under a key of small order one signature fits any message.
    """
    return len(public_key) == 32 and crypto_core_ed25519_is_valid_point(public_key)


def is_good_hex(digits: str) -> bool:
    """Whether this is such a key in 64 lowercase hexadecimal digits."""
    try:
        found = bytes.fromhex(digits)
    except ValueError:
        return False
    return found.hex() == digits and is_good_key(found)


def instant_text(instant: datetime) -> str:
    """`2019-12-27T10:00:00Z`. Parts of a second are cut off. Raises BadValueError unless in UTC."""
    if instant.tzinfo is not UTC:
        raise BadValueError(f"{instant} must be an instant in UTC")
    return instant.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _head(
    kind: Kind, key: SigningKey, prev: str | None, recorded_at: datetime, openings: Mapping[str, Opening]
) -> JsonObject:
    head: JsonObject = {
        "v": FORMAT,
        "kind": kind,
        "author": bytes(key.verify_key).hex(),
        "recorded_at": instant_text(recorded_at),
        "commitments": {name: commit(name, opening) for name, opening in openings.items()},
    }
    return head if prev is None else {**head, "prev": prev}


def _tagged(kind: Kind, head: bytes) -> bytes:
    # the tag keeps a signature over one kind of object from passing for another
    return f"saksi/{kind}/v1\0".encode() + head


def _signature_faults(head: Head, sealed: Sealed) -> Iterator[str]:
    if [signature.alg for signature in sealed.signatures] != [ALGORITHM]:
        yield f"it must carry exactly one signature, of {ALGORITHM}"
        return
    public_key = bytes.fromhex(head.author)
    if not is_good_key(public_key):
        yield "the author's key is no Ed25519 key of full order"
        return
    try:
        VerifyKey(public_key).verify(_tagged(head.kind, sealed.head), sealed.signatures[0].sig)
    except (BadSignatureError, ValueError):
        yield "the signature is not the author's over this head"


def _opening_faults(head: Head, openings: Mapping[str, Opening]) -> Iterator[str]:
    for name in sorted(openings):
        if name not in head.commitments:
            yield f"it has an opening for {name}, which its head does not name"
        elif len(openings[name].salt) != SALT_BYTES:
            yield f"the salt of {name} is not of {SALT_BYTES} bytes"
        elif not hmac.compare_digest(_commit_or_none(name, openings[name]), head.commitments[name]):
            yield f"{name} is not what was committed to"


def _commit_or_none(name: str, opening: Opening) -> str:
    try:
        return commit(name, opening)
    except BadValueError:
        return ""


def _check_keys(found: set[str], needed: set[str], what: str) -> None:
    if needed - found:
        raise TamperError(f"{what} lacks {', '.join(sorted(needed - found))}")
    if found - needed - {"prev"}:
        raise TamperError(f"{what} has unknown keys: {', '.join(sorted(found - needed - {'prev'}))}")


def _hex(value: Json, what: str) -> str:
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise TamperError(f"the {what} is not 64 lowercase hexadecimal digits")
    return value


def _instant(value: Json) -> datetime:
    try:
        instant = datetime.strptime(cast(str, value), _INSTANT).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        raise TamperError("recorded_at is no instant in the form 2019-12-27T10:00:00Z") from None
    # strptime accepts 2019-1-2T3:4:5Z
    if instant_text(instant) != value:
        raise TamperError("recorded_at is no instant in the form 2019-12-27T10:00:00Z")
    return instant
