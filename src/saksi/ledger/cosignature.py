"""Cosignatures: a witness's word that it saw a checkpoint by a time, and nothing before it taken back.

A line of the checkpoint's note in the form of C2SP tlog-cosignature (c2sp.org/tlog-cosignature), `cosignature/v1`. An
office signs as `saksi/` and its key, so that the line names the key under which it is checked.
"""

import re
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from nacl.signing import SigningKey

from .checkpoint import KEY_ID_BYTES, is_signed, key_id, read_checkpoint, signature_line, signatures_of

#: The byte that C2SP gives to Ed25519 over a checkpoint and a time.
_COSIGNATURE = b"\x04"
_WITNESS = re.compile(r"saksi/([0-9a-f]{64})")
#: Key id, seconds since 1970 (the larger number first), signature.
_FORM = struct.Struct(">4sQ64s")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: The last second that a calendar can name.
_LATEST = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosignature:
    """The public key of a witness, the second (UTC) by its clock, and the line of the note that says so."""

    witness: str
    at: datetime
    line: str


def cosign(note: str, key: SigningKey, at: datetime) -> str:
    """The note with this witness's line at its end. Raises TamperError unless its owner has signed it."""
    checkpoint = read_checkpoint(note)
    public_key, seconds = bytes(key.verify_key), (at - _EPOCH) // timedelta(seconds=1)
    name = f"saksi/{public_key.hex()}"
    signature = key.sign(_message(seconds, checkpoint.text).encode()).signature
    return note + signature_line(name, _FORM.pack(key_id(name, _COSIGNATURE, public_key), seconds, signature))


def cosignatures(note: str) -> tuple[Cosignature, ...]:
    """The cosignatures that hold. Any other line is left alone: it shows nothing. Raises TamperError on no checkpoint.

    Whether a witness is one to be believed is for the caller to know: whoever makes a key can cosign with it.
    """
    text = read_checkpoint(note).text
    found = (_cosignature(name, signature, text) for name, signature in signatures_of(note))
    return tuple(each for each in found if each is not None)


def _cosignature(name: str, signature: bytes, text: str) -> Cosignature | None:
    witness = _WITNESS.fullmatch(name)
    if witness is None or len(signature) != _FORM.size:
        return None
    public_key = bytes.fromhex(witness[1])
    seconds, signed = _FORM.unpack(signature)[1:]
    if signature[:KEY_ID_BYTES] != key_id(name, _COSIGNATURE, public_key) or seconds > _LATEST:
        return None
    if not is_signed(_message(seconds, text), signed, public_key):
        return None
    return Cosignature(witness=witness[1], at=_EPOCH + timedelta(seconds=seconds), line=signature_line(name, signature))


def _message(seconds: int, text: str) -> str:
    return f"cosignature/v1\ntime {seconds}\n{text}"
