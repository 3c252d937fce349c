"""A file that is kept and was not read: its bytes, and in place of its text a record of why."""

import hashlib

from saksi.model import Span, Zone

from .document import Refusal, Source
from .refusals import UnreadableError

#: Of these there is nothing to keep.
_NOTHING = frozenset({"nothing"})


def unread(data: bytes, error: UnreadableError) -> Source:
    """A source whose text says why its file was not read. Raises the error where there is nothing to keep."""
    return unread_hashed(
        hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest(), len(data), error, Refusal.of(error)
    )


def unread_hashed(sha256: str, sha512: str, size: int, error: UnreadableError, refusal: Refusal) -> Source:
    """The same of a file that is not in the memory."""
    if error.code in _NOTHING:
        raise error
    # with the hash, so that no two documents have one text: what is erased with one must not be missed by the other
    text = f"Kept, and not read: {refusal.words}\n\nSHA-256 {sha256}\n"
    return Source(
        sha256=sha256,
        sha512=sha512,
        size=size,
        media_type=error.media_type,
        text=text,
        zones=(Zone(kind="furniture", span=Span(start=0, end=len(text) - 1)),),
        refusal=refusal,
    )
