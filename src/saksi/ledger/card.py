"""An office's card: the few lines by which another office admits it. They are no secret, and must be compared."""

import hashlib
import re
from dataclasses import dataclass

from ..model import BadInputError
from .bundle import is_recipient
from .sign import is_good_key

_FIRST = "saksi office card"
_MOST_CHARACTERS = 4096
_MOST_NAME = 100
_TAG = b"saksi/card/v1\0"
_DIGITS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The root of an office's ledger, the age key to which bundles for it are sealed, and its name for itself."""

    name: str
    key: str
    recipient: str

    @property
    def fingerprint(self) -> str:
        """The two keys as 32 decimal digits, to be compared over the telephone; nobody can make other keys for it.

        Digits are read aloud alike in every language, and 106 bits are beyond anybody's search.
        """
        message = _TAG + bytes.fromhex(self.key) + self.recipient.encode("ascii")
        return f"{int.from_bytes(hashlib.sha256(message).digest(), 'big') % 10**_DIGITS:0{_DIGITS}d}"


def write_card(card: Card) -> str:
    """The card as text, for a file or a sheet of paper."""
    return f"{_FIRST}\nname {card.name}\nkey {card.key}\nrecipient {card.recipient}\n"


def read_card(text: str) -> Card:
    """The card in a text. Raises BadInputError where it is none, or its keys are not what they must be."""
    lines = [line.strip() for line in text[:_MOST_CHARACTERS].strip().splitlines()]
    said = dict(line.partition(" ")[::2] for line in lines[1:] if line)
    if not lines or lines[0] != _FIRST or set(said) != {"name", "key", "recipient"}:
        raise BadInputError("it is no office card: the other office makes one with `saksi keys card`")
    if not re.fullmatch("[0-9a-f]{64}", said["key"]) or not is_good_key(bytes.fromhex(said["key"])):
        raise BadInputError("the key on the card is no Ed25519 key: ask for the card again")
    if not is_recipient(said["recipient"]):
        raise BadInputError("the recipient on the card is no age key: ask for the card again")
    if not is_name(said["name"]):
        raise BadInputError("the card gives the office no name that can be printed: ask for the card again")
    return Card(name=said["name"], key=said["key"], recipient=said["recipient"])


def is_name(text: str) -> bool:
    """Whether an office can be called so: on one line, not too long, with no blanks around it."""
    return 0 < len(text) <= _MOST_NAME and text.isprintable() and text == " ".join(text.split())
