"""A file that is kept and was not read: its bytes, and in place of its text a record of why."""

import hashlib
from typing import IO

from saksi.model import Span, Zone

from .document import Refusal, Source
from .refusals import UnreadableError

#: Of these there is nothing to keep.
_NOTHING = frozenset({"nothing"})
_AT_ONCE = 1 << 20


def unread(data: bytes, error: UnreadableError) -> Source:
    """A source whose text says why its file was not read. Raises the error where there is nothing to keep."""
    if error.code in _NOTHING:
        raise error
    hashes = hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest()
    return _record(hashes, len(data), error.media_type, Refusal(code=error.code, words=str(error)))


def unread_stream(stream: IO[bytes]) -> Source:
    """The same of a file that is too large to lie in the memory."""
    sha256, sha512, size = hashlib.sha256(), hashlib.sha512(), 0
    while chunk := stream.read(_AT_ONCE):
        sha256.update(chunk)
        sha512.update(chunk)
        size += len(chunk)
    error = UnreadableError("file", "large")
    hashes = sha256.hexdigest(), sha512.hexdigest()
    return _record(hashes, size, error.media_type, Refusal(code=error.code, words=str(error)))


def _record(hashes: tuple[str, str], size: int, media_type: str, refusal: Refusal) -> Source:
    # with the hash, so that no two documents have one text: what is erased with one must not be missed by the other
    text = f"Kept, and not read: {refusal.words}\n\nSHA-256 {hashes[0]}\n"
    return Source(
        sha256=hashes[0],
        sha512=hashes[1],
        size=size,
        media_type=media_type,
        text=text,
        zones=(Zone(kind="furniture", span=Span(start=0, end=len(text) - 1)),),
        refusal=refusal,
    )
