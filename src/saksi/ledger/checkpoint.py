"""Checkpoints: how large the log is and what its root is, signed, in the form that other logs use.

The bytes are a C2SP signed note (c2sp.org/signed-note) with the text of a tlog-checkpoint: origin, size, root, no more
lines. The origin holds the owner's key, so that whoever knows the key knows the log.
"""

import hashlib
import re
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from ..model import TamperError
from .base64 import decode, encode
from .log import HASH_BYTES
from .sign import is_good_key

#: The byte that C2SP gives to Ed25519 over the text of the note.
_ED25519 = b"\x01"
_ORIGIN = re.compile(r"saksi/([0-9a-f]{64})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
#: A name holds no space of any kind, no plus sign, no control character.
_LINE = re.compile(r"— ([^\s+\x00-\x1f\x7f-\x9f]+) (\S+)")
_KEY_ID_BYTES = 4
_MOST_CHARACTERS = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The state of a log: the public key of its owner, the number of its entries, the root over them."""

    owner: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"saksi/{self.owner}\n{self.size}\n{encode(self.root)}\n"


def sign_checkpoint(size: int, root: bytes, key: SigningKey) -> str:
    """The signed note that says so, by the owner of the log."""
    checkpoint = Checkpoint(owner=bytes(key.verify_key).hex(), size=size, root=root)
    signature = key.sign(checkpoint.text.encode()).signature
    return f"{checkpoint.text}\n— saksi/{checkpoint.owner} {encode(_key_id(checkpoint) + signature)}\n"


def read_checkpoint(note: str) -> Checkpoint:
    """The checkpoint in a note that the owner named in it has signed. Raises TamperError on any other text.

    Whether that owner is the right one is for the caller to know. Signatures of others may stand beside: they are
    left alone, but a line that is no signature, or one of the owner's that does not fit, spoils the note.
    """
    if len(note) > _MOST_CHARACTERS:
        raise TamperError("a checkpoint is never so long")
    text, _, signatures = note.rpartition("\n\n")
    checkpoint = _parse(text)
    own = [sig for name, sig in _signatures(signatures) if name == f"saksi/{checkpoint.owner}"]
    own = [sig for sig in own if sig[:_KEY_ID_BYTES] == _key_id(checkpoint)]
    if not own or not all(_is_signed(checkpoint, sig[_KEY_ID_BYTES:]) for sig in own):
        raise TamperError("its owner's signature does not fit")
    return checkpoint


def _parse(text: str) -> Checkpoint:
    lines = text.split("\n")
    origin, size = _ORIGIN.fullmatch(lines[0]), _SIZE.fullmatch(lines[1]) if len(lines) == 3 else None
    root = decode(lines[2]) if size is not None else b""
    if origin is None or size is None or len(root) != HASH_BYTES:
        raise TamperError("it is no checkpoint: origin, size and root, a blank line and a signature")
    return Checkpoint(owner=origin[1], size=int(size[0]), root=root)


def _signatures(block: str) -> list[tuple[str, bytes]]:
    """The signers and what each has signed with, its key id first."""
    lines = block.split("\n")
    if lines.pop():
        raise TamperError("its last line does not end")
    found = [_LINE.fullmatch(line) for line in lines]
    signed = [(match[1], decode(match[2])) for match in found if match is not None]
    if len(signed) != len(lines) or any(len(sig) <= _KEY_ID_BYTES for _, sig in signed):
        raise TamperError("one of its signature lines is no signature")
    return signed


def _is_signed(checkpoint: Checkpoint, signature: bytes) -> bool:
    key = bytes.fromhex(checkpoint.owner)
    if not is_good_key(key):
        return False
    try:
        VerifyKey(key).verify(checkpoint.text.encode(), signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def _key_id(checkpoint: Checkpoint) -> bytes:
    name = f"saksi/{checkpoint.owner}\n".encode()
    return hashlib.sha256(name + _ED25519 + bytes.fromhex(checkpoint.owner)).digest()[:_KEY_ID_BYTES]
