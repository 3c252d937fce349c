"""Keys derived from a key, so that one secret is kept and each purpose has its own."""

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

_BYTES = 32


def derived(key: bytes, purpose: bytes) -> bytes:
    """A key of its own for each purpose (at most 16 bytes); it says nothing of `key` or of the others."""
    found: bytes = blake2b(b"", digest_size=_BYTES, key=key, person=purpose, encoder=RawEncoder)
    return found
