"""What the store hides from a server before it sends it: columns that a database sees as ciphertext only.

A file is encrypted whole, and its columns are plain inside. A server is not: what is not needed to hold the ledger
together is sealed here, in the types of the columns, so that no statement of SQL can forget it.
"""

import hashlib
from collections.abc import MutableMapping
from typing import Any
from weakref import WeakKeyDictionary

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from sqlalchemy import Dialect, Engine, LargeBinary, Text
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine

from ..model import LedgerError
from .derive import derived

#: What is hidden is filled up to a multiple of this many bytes: `accept` looks like `correct`.
_BLOCK = 64
#: Stands for what cannot be opened: no salt, no key and no JSON is empty, so that every check refuses it.
UNREADABLE = b""


class Findable(bytes):
    """A value by which rows are found: the same one is hidden as the same bytes, and the server sees that it is."""


class Cipher:
    """Hides under a data key; another key for what can be found, so that one scheme never weakens the other."""

    def __init__(self, data_key: bytes) -> None:
        self._hide = SecretBox(derived(data_key, b"saksi/hide"))
        self._find = SecretBox(derived(data_key, b"saksi/find"))
        self._nonces = derived(data_key, b"saksi/nonce")

    def hide(self, data: bytes) -> bytes:
        """Another ciphertext each time."""
        return bytes(self._hide.encrypt(data))

    def hide_findably(self, data: bytes) -> bytes:
        """The same ciphertext for the same data: its nonce is a keyed hash of it."""
        nonce = hashlib.blake2b(data, digest_size=SecretBox.NONCE_SIZE, key=self._nonces).digest()
        return bytes(self._find.encrypt(data, nonce))

    def show(self, hidden: bytes) -> bytes | None:
        """What was hidden; None where it was changed or is another ledger's."""
        for box in (self._hide, self._find):
            try:
                return bytes(box.decrypt(hidden))
            except (CryptoError, ValueError):
                continue
        return None


# by dialect, of which each engine has its own: a column's type is told no other thing of where it is used
_ciphers: MutableMapping[Dialect, Cipher] = WeakKeyDictionary()


def hide_from(engine: Engine, data_key: bytes) -> None:
    """From now on, what this engine sends of hidden columns is sealed with this key."""
    _ciphers[engine.dialect] = Cipher(data_key)


def _cipher(dialect: Dialect) -> Cipher | None:
    """None for a file, which is encrypted whole. To a server nothing goes without a key."""
    if dialect.name == "sqlite":
        return None
    if dialect not in _ciphers:
        raise LedgerError("nothing of a ledger goes to a server before its data key is known")
    return _ciphers[dialect]


class Hidden(TypeDecorator[bytes]):
    """Bytes of one length, such as salts and keys. Other lengths are `HiddenValue`."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Hide what is sent."""
        cipher = _cipher(dialect)
        return value if cipher is None or value is None else cipher.hide(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bytes | None:
        """Show what comes."""
        cipher = _cipher(dialect)
        if cipher is None or value is None:
            return value
        shown = cipher.show(value)
        return UNREADABLE if shown is None else shown


class HiddenValue(TypeDecorator[bytes]):
    """A field's value: neither its length can be seen nor whether there is one. What is compared is `Findable`."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Hide what is sent."""
        cipher = _cipher(dialect)
        if cipher is None:
            return value
        # no value is empty: canonical JSON has at least a character
        padded = sodium_pad(value or b"", _BLOCK)
        return cipher.hide_findably(padded) if isinstance(value, Findable) else cipher.hide(padded)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bytes | None:
        """Show what comes."""
        cipher = _cipher(dialect)
        if cipher is None or value is None:
            return value
        shown = cipher.show(value)
        return UNREADABLE if shown is None else (sodium_unpad(shown, _BLOCK) or None)

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        """What is compared is hidden so that it can be found."""
        return _Compared()


class _Compared(TypeDecorator[bytes]):
    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        cipher = _cipher(dialect)
        return value if cipher is None or value is None else cipher.hide_findably(sodium_pad(value, _BLOCK))


class HiddenText(TypeDecorator[str]):
    """Text by which rows are found, such as the hash of a document: whoever has the document cannot ask for it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Hide what is sent."""
        cipher = _cipher(dialect)
        if cipher is None or value is None:
            return value
        return cipher.hide_findably(sodium_pad(value.encode(), _BLOCK)).hex()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Show what comes; what cannot be opened stays as it is, and is the name of nothing."""
        cipher = _cipher(dialect)
        if cipher is None or value is None:
            return value
        shown = cipher.show(bytes.fromhex(value)) if _is_hex(value) else None
        return str(value) if shown is None else sodium_unpad(shown, _BLOCK).decode()


def _is_hex(text: str) -> bool:
    try:
        bytes.fromhex(text)
    except ValueError:
        return False
    return True
