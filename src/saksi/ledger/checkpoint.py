"""Checkpoints: how large the log is and what its root is, signed, in the form that other logs use.

The bytes are a C2SP signed note (c2sp.org/signed-note) with the text of a tlog-checkpoint: origin, size, root, no more
lines. The origin holds the owner's key, so that whoever knows the key knows the log.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from ..model import TamperError
from .log import HASH_BYTES
from .sign import is_good_key

#: The byte that C2SP gives to Ed25519 over the text of the note.
_ED25519 = b"\x01"
_ORIGIN = re.compile(r"saksi/([0-9a-f]{64})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The state of a log: the public key of its owner, the number of its entries, the root over them."""

    owner: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"saksi/{self.owner}\n{self.size}\n{_base64(self.root)}\n"


def sign_checkpoint(size: int, root: bytes, key: SigningKey) -> str:
    """The signed note that says so, by the owner of the log."""
    checkpoint = Checkpoint(owner=bytes(key.verify_key).hex(), size=size, root=root)
    signature = key.sign(checkpoint.text.encode()).signature
    line = _base64(_key_id(checkpoint) + signature)
    return f"{checkpoint.text}\n— saksi/{checkpoint.owner} {line}\n"


def read_checkpoint(note: str) -> Checkpoint:
    """The checkpoint in a note that the owner named in it has signed. Raises TamperError on any other text.

    Whether that owner is the right one is for the caller to know. Signatures of others are left alone.
    """
    if len(note.encode()) > _MOST_BYTES:
        raise TamperError("a checkpoint is never so long")
    text, blank, signatures = note.rpartition("\n\n")
    checkpoint = _parse(text + "\n") if blank else None
    if checkpoint is None or checkpoint.text != text + "\n":
        raise TamperError("it is no checkpoint: origin, size and root, a blank line and a signature")
    if not any(_is_signed(checkpoint, line) for line in signatures.splitlines()):
        raise TamperError("its owner's signature does not fit")
    return checkpoint


def _parse(text: str) -> Checkpoint | None:
    lines = text.split("\n")
    if len(lines) != 4:
        return None
    origin, size = _ORIGIN.fullmatch(lines[0]), _SIZE.fullmatch(lines[1])
    root = _bytes(lines[2])
    if origin is None or size is None or len(root) != HASH_BYTES:
        return None
    return Checkpoint(owner=origin[1], size=int(size[0]), root=root)


def _is_signed(checkpoint: Checkpoint, line: str) -> bool:
    mark, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    held = _bytes(encoded)
    if mark != "—" or name != f"saksi/{checkpoint.owner}" or held[:4] != _key_id(checkpoint):
        return False
    key = bytes.fromhex(checkpoint.owner)
    if not is_good_key(key):
        return False
    try:
        VerifyKey(key).verify(checkpoint.text.encode(), held[4:])
    except (BadSignatureError, ValueError):
        return False
    return True


def _key_id(checkpoint: Checkpoint) -> bytes:
    name = f"saksi/{checkpoint.owner}\n".encode()
    return hashlib.sha256(name + _ED25519 + bytes.fromhex(checkpoint.owner)).digest()[:4]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(encoded: str) -> bytes:
    """What is encoded, or nothing where it is not the one canonical spelling."""
    try:
        found = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return found if _base64(found) == encoded else b""
