"""The slots of a key file, without any I/O: each holds the one key of the ledger, wrapped for one who may open it.

The key never changes: a change of slots rewrites no page of the ledger. A slot carries a tag under the key itself, so
that whoever opens any slot sees whether another one was altered, above all to whom backups are sealed.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias, TypeVar

from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

from ..model import BadInputError, JsonObject
from .canonical import canonical
from .recovery_key import RecoveryKey

KEY_BYTES = 32
#: Who made the ledger, where a slot has no other name.
FIRST = "owner"
# Argon2id at 256 MiB and three rounds takes about a second on a laptop; written in the file, so that it can grow
_MEMORY = 256 * 2**20
_ROUNDS = 3
# names are padded to one length: how long a name is says whose it is
_NAME_BYTES = 64
VERSION = "saksi-key/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSlot:
    """The key as it is: a ledger without a passphrase."""

    key: bytes
    tag: bytes = b""

    @property
    def body(self) -> JsonObject:
        """What the tag is over."""
        return {"kind": "plain", "key": self.key.hex()}


@dataclass(frozen=True, slots=True, kw_only=True)
class PassphraseSlot:
    """The key under a passphrase. Whose it is, is sealed under the key: a seized disk names nobody."""

    name: bytes
    salt: bytes
    rounds: int
    memory: int
    box: bytes
    tag: bytes = b""

    @property
    def body(self) -> JsonObject:
        """What the tag is over."""
        return {
            "kind": "passphrase",
            "name": self.name.hex(),
            "salt": self.salt.hex(),
            "rounds": self.rounds,
            "memory": self.memory,
            "box": self.box.hex(),
        }

    def unwrap(self, passphrase: str) -> bytes | None:
        """The key; None where this is not its passphrase. Takes about a second."""
        try:
            return SecretBox(_derive(passphrase, self.salt, self.rounds, self.memory)).decrypt(self.box)
        except CryptoError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySlot:
    """The key under the recovery key of a sheet made on a day; backups are sealed to `recipient`."""

    made: date
    recipient: str
    box: bytes
    tag: bytes = b""

    @property
    def body(self) -> JsonObject:
        """What the tag is over."""
        return {
            "kind": "recovery",
            "made": self.made.isoformat(),
            "recipient": self.recipient,
            "box": self.box.hex(),
        }

    def unwrap(self, recovery: RecoveryKey) -> bytes | None:
        """The key; None where this is another sheet's slot."""
        try:
            return SecretBox(recovery.slot_key).decrypt(self.box)
        except CryptoError:
            return None


Slot: TypeAlias = PlainSlot | PassphraseSlot | RecoverySlot
_S = TypeVar("_S", bound=Slot)


def plain_slot(key: bytes) -> PlainSlot:
    """A slot that is open to everybody."""
    return _tagged(PlainSlot(key=key), key)


def passphrase_slot(key: bytes, name: str, passphrase: str) -> PassphraseSlot:
    """A slot for a passphrase, under a name. Raises BadInputError on a name that is empty or too long."""
    if not name.isprintable() or not 0 < len(name.encode()) <= _NAME_BYTES:
        raise BadInputError(f"a name for a passphrase has 1 to {_NAME_BYTES} bytes, on one line")
    salt = random_bytes(pwhash.argon2id.SALTBYTES)
    box = bytes(SecretBox(_derive(passphrase, salt, _ROUNDS, _MEMORY)).encrypt(key))
    sealed = _sealed_name(name, key)
    return _tagged(PassphraseSlot(name=sealed, salt=salt, rounds=_ROUNDS, memory=_MEMORY, box=box), key)


def recovery_slot(key: bytes, recovery: RecoveryKey, made: date) -> RecoverySlot:
    """A slot for the recovery key of a sheet."""
    box = bytes(SecretBox(recovery.slot_key).encrypt(key))
    return _tagged(RecoverySlot(made=made, recipient=recovery.recipient, box=box), key)


def is_intact(slot: Slot, key: bytes) -> bool:
    """Whether the slot is as somebody made it who had this key. Slots of version 1 have no tag, and pass."""
    return not slot.tag or hmac.compare_digest(slot.tag, _tag(slot, key))


def name_of(slot: PassphraseSlot, key: bytes) -> str:
    """Whose slot it is; those of version 1 have no name."""
    if not slot.name:
        return FIRST
    try:
        return SecretBox(_subkey(key, "name")).decrypt(slot.name).rstrip(b"\0").decode()
    except (CryptoError, UnicodeDecodeError):
        return "?"


def is_locked(slots: tuple[Slot, ...]) -> bool:
    """Whether no passphrase opens these, and they do not lie open."""
    return not any(isinstance(slot, PlainSlot | PassphraseSlot) for slot in slots)


def recovery_of(slots: tuple[Slot, ...]) -> RecoverySlot | None:
    """The slot of the sheet; None where there is none."""
    return next((slot for slot in slots if isinstance(slot, RecoverySlot)), None)


def passphrases_of(slots: tuple[Slot, ...]) -> Iterator[PassphraseSlot]:
    """The slots that a passphrase opens."""
    return (slot for slot in slots if isinstance(slot, PassphraseSlot))


def raised(slot: Slot, key: bytes) -> Slot:
    """A slot of version 1 as one of version 2."""
    if slot.tag:
        return slot
    if isinstance(slot, PassphraseSlot):
        return _tagged(replace(slot, name=_sealed_name(FIRST, key)), key)
    return _tagged(slot, key)


def _sealed_name(name: str, key: bytes) -> bytes:
    return bytes(SecretBox(_subkey(key, "name")).encrypt(name.encode().ljust(_NAME_BYTES, b"\0")))


def _tagged(slot: _S, key: bytes) -> _S:
    return replace(slot, tag=_tag(slot, key))


def _tag(slot: Slot, key: bytes) -> bytes:
    return hmac.new(_subkey(key, "tag"), canonical(slot.body), hashlib.sha256).digest()


def _subkey(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, f"{VERSION} {purpose}".encode(), hashlib.sha256).digest()


def _derive(passphrase: str, salt: bytes, rounds: int, memory: int) -> bytes:
    return pwhash.argon2id.kdf(SecretBox.KEY_SIZE, passphrase.encode(), salt, opslimit=rounds, memlimit=memory)
