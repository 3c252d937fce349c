"""Base64 in its one canonical spelling: any other spelling of the same bytes is refused."""

import binascii

from ..model import TamperError


def encode(data: bytes) -> str:
    """The spelling."""
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def decode(text: str) -> bytes:
    """The bytes. Raises TamperError on another alphabet, on missing or idle bits, on nothing at all."""
    try:
        found = binascii.a2b_base64(text.encode("ascii"), strict_mode=True)
    except (binascii.Error, UnicodeEncodeError):
        found = b""
    if not found or encode(found) != text:
        raise TamperError("it holds something that is not base64")
    return found
