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
KEY_ID_BYTES = 4
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
    return f"{checkpoint.text}\n{signature_line(_name(checkpoint), _key_id(checkpoint) + signature)}"


def read_checkpoint(note: str) -> Checkpoint:
    """The checkpoint in a note that the owner named in it has signed. Raises TamperError on any other text.

    Whether that owner is the right one is for the caller to know. Signatures of others may stand beside: they are
    left alone, but a line that is no signature, or one of the owner's that does not fit, spoils the note.
    """
    if len(note) > _MOST_CHARACTERS:
        raise TamperError("a checkpoint is never so long")
    checkpoint = _parse(note.rpartition("\n\n")[0])
    own = [sig for name, sig in signatures_of(note) if name == _name(checkpoint)]
    own = [sig for sig in own if sig[:KEY_ID_BYTES] == _key_id(checkpoint)]
    key = bytes.fromhex(checkpoint.owner)
    if not own or not all(is_signed(checkpoint.text, sig[KEY_ID_BYTES:], key) for sig in own):
        raise TamperError("its owner's signature does not fit")
    return checkpoint


def owners_part(note: str) -> str:
    """The note without what others have signed: as its owner printed it. Raises TamperError on no checkpoint."""
    checkpoint = read_checkpoint(note)
    for name, signature in signatures_of(note):
        if name == _name(checkpoint) and signature[:KEY_ID_BYTES] == _key_id(checkpoint):
            return f"{checkpoint.text}\n{signature_line(name, signature)}"
    raise TamperError("its owner has not signed it")


def signatures_of(note: str) -> list[tuple[str, bytes]]:
    """The names of who signed a note, and what each has signed with, its key id first. Raises TamperError."""
    lines = note.rpartition("\n\n")[2].split("\n")
    if lines.pop():
        raise TamperError("its last line does not end")
    found = [_LINE.fullmatch(line) for line in lines]
    signed = [(match[1], decode(match[2])) for match in found if match is not None]
    if len(signed) != len(lines) or any(len(sig) <= KEY_ID_BYTES for _, sig in signed):
        raise TamperError("one of its signature lines is no signature")
    return signed


def signature_line(name: str, signature: bytes) -> str:
    """The line of a note that says with what this name has signed, its key id first."""
    return f"— {name} {encode(signature)}\n"


def key_id(name: str, kind: bytes, public_key: bytes) -> bytes:
    """What tells a signer's keys and kinds of signature apart; `kind` is the byte that C2SP gives to the kind."""
    return hashlib.sha256(name.encode() + b"\n" + kind + public_key).digest()[:KEY_ID_BYTES]


def is_signed(text: str, signature: bytes, public_key: bytes) -> bool:
    """Whether this is the key's Ed25519 signature over the text; never under a key for which that says nothing."""
    if not is_good_key(public_key):
        return False
    try:
        VerifyKey(public_key).verify(text.encode(), signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def _parse(text: str) -> Checkpoint:
    lines = text.split("\n")
    origin, size = _ORIGIN.fullmatch(lines[0]), _SIZE.fullmatch(lines[1]) if len(lines) == 3 else None
    root = decode(lines[2]) if size is not None else b""
    if origin is None or size is None or len(root) != HASH_BYTES:
        raise TamperError("it is no checkpoint: origin, size and root, a blank line and a signature")
    return Checkpoint(owner=origin[1], size=int(size[0]), root=root)


def _name(checkpoint: Checkpoint) -> str:
    return f"saksi/{checkpoint.owner}"


def _key_id(checkpoint: Checkpoint) -> bytes:
    return key_id(_name(checkpoint), _ED25519, bytes.fromhex(checkpoint.owner))
