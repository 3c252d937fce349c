"""The bytes of a bundle: entries and originals that one office hands to others, signed inside and sealed outside.

The outside is age (age-encryption.org/v1) to the recipients' keys. Inside: the header, its signature, the entries in
order of the sender's log, then the originals and texts that they name. `docs/format` has the details.
"""

import hashlib
import io
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Literal, Protocol

import pyrage
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from ..model import BadValueError, JsonObject, LedgerError, TamperError
from .base64 import decode
from .canonical import canonical, parse_object
from .checkpoint import read_checkpoint
from .schema import FORMAT
from .sign import is_good_key
from .telling import Tell, silent

_TAG = b"saksi/bundle/v1\0"
_MOST_LINE = 8 * 2**20
#: What one bundle may hold; more is a reason to ask, not to fill a disk.
MOST_BYTES = 16 * 2**30
#: As the archive takes in.
_MOST_ITEM = 512 * 2**20
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """That the sender's log only grew since it had `old` entries: the hashes of the consistency path, in base64."""

    old: int = 0
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the sender signs: who, for whom, which stretch of its log, and the size and hash of the rest.

    `sender` is the root of the sender's ledger and `key` the key that it signs with now; `to` are the recipients'
    roots. The stretch goes from `since` (a number of entries) to `checkpoint` (a signed note), and `growth` shows each
    recipient in turn that the log only grew since what it saw last. `cosigned` are checkpoints of recipients' logs,
    cosigned by the sender.
    """

    sender: str
    key: str
    to: tuple[str, ...]
    since: int
    checkpoint: str
    growth: tuple[Grown, ...]
    cosigned: tuple[str, ...] = ()
    entries: int
    items: int
    size: int
    body: str

    def encoded(self) -> bytes:
        """The line that is signed."""
        fields: JsonObject = {
            "v": FORMAT,
            "kind": "bundle",
            "sender": self.sender,
            "key": self.key,
            "to": list(self.to),
            "since": self.since,
            "checkpoint": self.checkpoint,
            "growth": [{"old": each.old, "path": list(each.path)} for each in self.growth],
            "cosigned": list(self.cosigned),
            "entries": self.entries,
            "items": self.items,
            "size": self.size,
            "body": self.body,
        }
        return canonical(fields)


class Sink(Protocol):
    """Where the parts of a bundle go, in order. What it raises stops the reading."""

    def begin(self, header: Header) -> None:
        """The header, whose signature fits."""

    def entry(self, line: bytes) -> None:
        """One entry."""

    def item(self, sha256: str, data: bytes) -> None:
        """One original or text, whose hash fits."""


def write_bundle(
    out: IO[bytes],
    *,
    lines: Callable[[], Iterable[bytes]],
    items: Callable[[], Iterable[tuple[str, bytes]]],
    header: Callable[[int, int, int, str], Header],
    key: SigningKey,
    recipients: Sequence[str],
    tell: Tell = silent,
) -> Header:
    """Write a bundle and give its header. `lines` and `items` are asked twice, and must say the same.

    `header` makes the header from the number of entries and of items, the size and the hash of what follows it.
    """
    counts = {"entries": 0, "items": 0}
    digest, size = hashlib.sha256(), 0
    for part in _body(lines, items, counts, tell):
        digest.update(part)
        size += len(part)
    made = header(counts["entries"], counts["items"], size, digest.hexdigest())
    line = made.encoded()
    signature = key.sign(_TAG + line).signature.hex().encode()
    whole = _chained(line + b"\n", signature + b"\n", body=_body(lines, items, {"entries": 0, "items": 0}, tell))
    try:
        pyrage.encrypt_io(_Pieces(whole), out, [pyrage.x25519.Recipient.from_str(each) for each in recipients])
    except pyrage.RecipientError:
        raise BadValueError("an office's recipient is no age key: admit the office again with its card") from None
    return made


def read_bundle(stream: IO[bytes], identities: Sequence[str], sink: Sink) -> Header:
    """Open a bundle and hand its parts to `sink`.

    Raises TamperError when it is not for one of these identities, cut off, changed, or not what its sender signed:
    what the sink was given before that must not be kept.
    """
    parser = _Parser(sink)
    try:
        pyrage.decrypt_io(stream, parser, [pyrage.x25519.Identity.from_str(each) for each in identities])
    except (pyrage.DecryptError, OSError) as error:
        if parser.stopped is not None:
            raise parser.stopped from None
        raise TamperError(_why_closed(error)) from None
    if parser.stopped is not None:
        raise parser.stopped
    return parser.finished()


def _why_closed(error: Exception) -> str:
    # age authenticates what it opens: where the key fits, what fails later is damage
    if isinstance(error, OSError):
        return "it was cut off or changed on the way: ask its sender for it again"
    if "matching" in str(error):
        return "it is sealed to others: ask its sender for one to this office's card, `saksi keys card`"
    return f"it is no bundle, or its beginning was cut off or changed ({error}): ask its sender for it again"


def _chained(*first: bytes, body: Iterable[bytes]) -> Iterator[bytes]:
    yield from first
    yield from body


def _body(
    lines: Callable[[], Iterable[bytes]],
    items: Callable[[], Iterable[tuple[str, bytes]]],
    counts: dict[str, int],
    tell: Tell,
) -> Iterator[bytes]:
    for line in lines():
        counts["entries"] += 1
        tell(counts["entries"], counts["items"])
        yield line + b"\n"
    for sha256, data in items():
        counts["items"] += 1
        tell(counts["entries"], counts["items"])
        yield canonical({"sha256": sha256, "bytes": len(data)}) + b"\n"
        yield data


class _Pieces(io.RawIOBase):
    """What is yielded, read in pieces of the size that is asked for."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._left = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        while not self._left:
            part = next(self._parts, None)
            if part is None:
                return b""
            self._left = part
        wanted = self._left[: size if size >= 0 else _PIECE]
        self._left = self._left[len(wanted) :]
        return wanted


#: What the reading asks for next: a line, or so many bytes.
_Wants = Literal["line"] | int


class _Parser(io.RawIOBase):
    """Takes the decrypted bytes as they come, and hands on each part once it is whole."""

    def __init__(self, sink: Sink) -> None:
        self._buffer = bytearray()
        self._reading = _read_parts(sink)
        self._wants = next(self._reading)
        self._searched = 0
        self._result: Header | None = None
        self.stopped: Exception | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # pyrage hands bytes
        if self.stopped is None:
            self._buffer += data
            try:
                self._go_on()
            except Exception as error:  # noqa: BLE001 - it passes through the decryption, and is raised after it
                self.stopped = error
        return len(data)

    def finished(self) -> Header:
        if self._result is None or self._buffer:
            raise TamperError("the bundle ends in the middle, or goes on after its end")
        return self._result

    def _go_on(self) -> None:
        while self._result is None:
            part = self._next()
            if part is None:
                return
            try:
                self._wants = self._reading.send(part)
            except StopIteration as end:
                self._result = end.value
        if self._buffer:
            raise TamperError("the bundle goes on after its end")

    def _next(self) -> bytes | None:
        if self._wants == "line":
            end = self._buffer.find(b"\n", self._searched)
            if end < 0:
                self._searched = len(self._buffer)
                if self._searched > _MOST_LINE:
                    raise TamperError("a line of the bundle is longer than any entry")
                return None
            return self._cut(end, end + 1)
        return None if len(self._buffer) < self._wants else self._cut(self._wants, self._wants)

    def _cut(self, end: int, after: int) -> bytes:
        part = bytes(self._buffer[:end])
        del self._buffer[:after]
        self._searched = 0
        return part


def _read_parts(sink: Sink) -> Generator[_Wants, bytes, Header]:
    line = yield "line"
    header = _header(line)
    signature = yield "line"
    if not _is_signed(header.key, _TAG + line, signature):
        raise TamperError("the sender's signature does not fit the header of the bundle")
    sink.begin(header)
    digest, size = hashlib.sha256(), 0
    for _ in range(header.entries):
        line = yield "line"
        digest.update(line + b"\n")
        size += len(line) + 1
        _check_size(size, header)
        sink.entry(line)
    for _ in range(header.items):
        line = yield "line"
        sha256, length = _item(parse_object(line))
        data = (yield length) if length else b""
        digest.update(line + b"\n" + data)
        size += len(line) + 1 + length
        _check_size(size, header)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise TamperError(f"the original {sha256[:12]} of the bundle is another document than it says")
        sink.item(sha256, data)
    if (size, digest.hexdigest()) != (header.size, header.body):
        raise TamperError("what the bundle holds is not what its sender signed")
    return header


def _check_size(size: int, header: Header) -> None:
    if size > header.size:
        raise TamperError("the bundle holds more than its sender signed")


def _header(line: bytes) -> Header:
    held = parse_object(line)
    try:
        found = Header(
            sender=_hex(held["sender"]),
            key=_hex(held["key"]),
            to=tuple(_hex(each) for each in _list(held["to"])),
            since=_number(held["since"], 2**53),
            checkpoint=str(held["checkpoint"]),
            growth=tuple(_grown(each) for each in _list(held["growth"])),
            cosigned=tuple(str(each) for each in _list(held["cosigned"])),
            entries=_number(held["entries"], 2**53),
            items=_number(held["items"], 2**53),
            size=_number(held["size"], MOST_BYTES),
            body=_hex(held["body"]),
        )
    except (KeyError, ValueError):
        found = None
    if found is None or found.encoded() != line:
        raise TamperError("the header of the bundle is not in the form that Saksi writes, or it is too large")
    _check_stretch(found)
    return found


def _check_stretch(header: Header) -> None:
    """Refuse what a sender signs and no Saksi writes: others to whom it hands the bundle on would refuse it too."""
    checkpoint = read_checkpoint(header.checkpoint)
    if checkpoint.owner != header.key or header.since > checkpoint.size:
        raise TamperError("the checkpoint of the bundle is not one of its sender's log, up to which it goes")
    if not all(is_good_key(bytes.fromhex(each)) for each in (header.sender, *header.to)):
        raise TamperError("the bundle names as an office what has no Ed25519 key of full order")
    if len(header.growth) != len(header.to) or any(each.old > checkpoint.size for each in header.growth):
        raise TamperError("the bundle has not for each office a proof that its sender's log grew up to its checkpoint")
    if any(len(decode(each)) != hashlib.sha256().digest_size for grown in header.growth for each in grown.path):
        raise TamperError("a proof of growth in the bundle is not of hashes")
    for note in header.cosigned:
        read_checkpoint(note)


def _grown(held: object) -> Grown:
    if not isinstance(held, dict) or set(held) != {"old", "path"}:
        raise ValueError(held)
    return Grown(old=_number(held["old"], 2**53), path=tuple(str(each) for each in _list(held["path"])))


def _item(held: Mapping[str, object]) -> tuple[str, int]:
    try:
        found = _hex(held["sha256"]), _number(held["bytes"], _MOST_ITEM)
    except (KeyError, ValueError):
        raise TamperError("an original of the bundle has no size and hash, or it is too large") from None
    if len(held) > len(found):
        raise TamperError("an original of the bundle has more to its line than size and hash")
    return found


def _is_signed(key: str, message: bytes, signature: bytes) -> bool:
    try:
        public, made = bytes.fromhex(key), bytes.fromhex(signature.decode("ascii"))
        if not is_good_key(public) or made.hex().encode() != signature:
            return False
        VerifyKey(public).verify(message, made)
    except (BadSignatureError, ValueError):
        return False
    return True


def _hex(held: object) -> str:
    if not isinstance(held, str) or len(held) != 64 or bytes.fromhex(held).hex() != held:
        raise ValueError(held)
    return held


def _list(held: object) -> list[object]:
    if not isinstance(held, list):
        raise ValueError(held)
    return held


def _number(held: object, most: int) -> int:
    if not isinstance(held, int) or isinstance(held, bool) or not 0 <= held <= most:
        raise ValueError(held)
    return held


def new_identity() -> str:
    """An age identity, to which others can seal bundles."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public half of an identity."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError:
        raise LedgerError("the age identity of this ledger is damaged: put back a good copy") from None


def is_recipient(text: str) -> bool:
    """Whether a bundle can be sealed to this."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True
