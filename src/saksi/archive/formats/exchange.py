"""An answer of a web server as it was kept, byte for byte: its head, and its body unpacked within bounds."""

import base64
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import brotli
from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

#: What is taken in as one document, unpacked.
MOST_BODY = 20_000_000
_CHUNK = 1 << 16
_DIGESTS = ("sha1", "sha256", "sha384", "sha512", "md5")
_AS_IT_IS = ("", "identity", "none", "utf-8")
_PLAIN_HEAD = 1 << 16


class BodyError(Exception):
    """A body that cannot be taken in, by its code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status (0 for none), headers by their lower name (the first of each), and the body as it was sent."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """The type that the server named, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def split_answer(block: bytes) -> Answer:
    """The head and the body of an answer."""
    ends = [end for mark in (b"\r\n\r\n", b"\n\n") if (end := block.find(mark, 0, _PLAIN_HEAD)) >= 0]
    end = min(ends, default=len(block))
    gap = 4 if block[end : end + 4] == b"\r\n\r\n" else 2
    lines = block[:end].decode("latin-1").splitlines()
    words = lines[0].split(None, 2) if lines else []
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    status = int(words[1]) if len(words) > 1 and words[1].isascii() and words[1].isdigit() and len(words[1]) == 3 else 0
    return Answer(status=status, headers=headers, body=block[end + gap :])


def unpack(answer: Answer, most: int = MOST_BODY) -> bytes:
    """The body without transfer and content coding. Raises BodyError: `large`, `coding`, `broken`."""
    body = answer.body
    if "chunked" in answer.headers.get("transfer-encoding", "").lower():
        body = unchunk(body)
    codings = [each.strip().lower() for each in answer.headers.get("content-encoding", "").split(",")]
    for coding in reversed(codings):
        if coding not in _AS_IT_IS:
            body = _decoded(coding, body, most)
    if len(body) > most:
        raise BodyError("large")
    return body


def unchunk(body: bytes) -> bytes:
    """A body without its chunks. Raises BodyError."""
    reader = ChunkedDataReader(BytesIO(body), raise_exceptions=True)
    try:
        return bytes(reader.read())
    except ChunkedDataException:
        # many archives keep the body unpacked and the header as it was
        if body[:1] in b"0123456789abcdefABCDEF" and b"\r\n" in body[:12]:
            raise BodyError("broken") from None
        return body


def _decoded(coding: str, body: bytes, most: int) -> bytes:
    pieces, size = [], 0
    try:
        for piece in _pieces(coding, body, most):
            size += len(piece)
            if size > most:
                raise BodyError("large")
            pieces.append(piece)
    except (zlib.error, brotli.error):
        # kept unpacked, with the header as it was
        if not pieces and coding in ("gzip", "x-gzip") and not body.startswith(b"\x1f\x8b"):
            return body
        raise BodyError("broken") from None
    return b"".join(pieces)


def _pieces(coding: str, body: bytes, most: int) -> Iterator[bytes]:
    if coding == "br":
        reader = brotli.Decompressor()
        yield reader.process(body, output_buffer_limit=_CHUNK)
        while not reader.is_finished():
            piece = reader.process(b"", output_buffer_limit=_CHUNK)
            if not piece:
                raise BodyError("broken")
            yield piece
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise BodyError("coding")
    # "deflate" is either of two forms, whichever the server's author believed in
    is_raw = coding == "deflate" and (body[:1] or b"\0")[0] & 0x0F != 8
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS if is_raw else zlib.MAX_WBITS + (0 if coding == "deflate" else 16))
    rest = body
    while rest and not unpacker.eof:
        yield unpacker.decompress(rest, min(_CHUNK * 16, most + 1))
        rest = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise BodyError("broken")


def is_digest_of(digest: str, data: bytes) -> bool | None:
    """Whether a digest as archives write it ("sha1:" and base32, or hexadecimal) fits; None where it cannot be told."""
    name, _, value = digest.partition(":")
    name = name.lower().replace("-", "")
    if name not in _DIGESTS or not value:
        return None
    made = hashlib.new(name, data, usedforsecurity=False).digest()
    if value.lower() == made.hex():
        return True
    return value.rstrip("=") in {
        written(made).decode("ascii").rstrip("=")
        for written in (base64.b32encode, base64.b64encode, base64.urlsafe_b64encode)
    }
