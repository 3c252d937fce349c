"""A key file: its slots in one spelling, and no other."""

import json
from datetime import date

from nacl import pwhash

from ..model import BadInputError
from .canonical import canonical
from .slots import KEY_BYTES, VERSION, PassphraseSlot, PlainSlot, RecoverySlot, Slot, raised

# a file that somebody changed must not make this machine allocate without end
_MOST_MEMORY = 2 * 2**30
_MOST_ROUNDS = 20
_MOST_SLOTS = 16
_FIRST_VERSION = "saksi-key/1"


class NewerFormatError(ValueError):
    """The file is of a version that this program does not know."""


def write_slots(slots: tuple[Slot, ...], key: bytes | None = None) -> bytes:
    """The bytes of a key file. `key` is needed where a slot of version 1 is among them: it gets a name and a tag."""
    if len(slots) > _MOST_SLOTS:
        raise BadInputError(f"a ledger has at most {_MOST_SLOTS} passphrases: remove one first")
    done = [slot if key is None else raised(slot, key) for slot in slots]
    return canonical({"v": VERSION, "slots": [{**slot.body, "tag": slot.tag.hex()} for slot in done]})


def read_slots(data: bytes) -> tuple[Slot, ...]:
    """The slots of a key file. Raises ValueError on anything that this module did not write."""
    held = json.loads(data.decode("ascii"))
    if not isinstance(held, dict) or not isinstance(held.get("v"), str):
        raise ValueError
    if held["v"] == _FIRST_VERSION:
        return (_first(held),)
    if held["v"] != VERSION:
        raise NewerFormatError
    slots = tuple(_slot(each) for each in held["slots"])
    # parsers take the last of two equal keys, and hexadecimal digits of either case: only this comparison sees it
    if write_slots(slots) != data or not all(slot.tag for slot in slots):
        raise ValueError
    return slots


def _first(held: dict[str, object]) -> Slot:
    """The one slot of a file of version 1."""
    if "key" in held:
        return _plain(held)
    if held["kdf"] != "argon2id":
        raise ValueError
    return _passphrase({**held, "name": ""})


def _slot(held: dict[str, object]) -> Slot:
    match held["kind"]:
        case "plain":
            return _plain(held)
        case "passphrase":
            return _passphrase(held)
        case "recovery":
            made, recipient = date.fromisoformat(str(held["made"])), str(held["recipient"])
            return RecoverySlot(made=made, recipient=recipient, box=_bytes(held["box"]), tag=_bytes(held["tag"]))
    raise ValueError


def _plain(held: dict[str, object]) -> PlainSlot:
    key = _bytes(held["key"])
    if len(key) != KEY_BYTES:
        raise ValueError
    return PlainSlot(key=key, tag=_bytes(held.get("tag", "")))


def _passphrase(held: dict[str, object]) -> PassphraseSlot:
    rounds, memory = held["rounds"], held["memory"]
    if not isinstance(rounds, int) or not isinstance(memory, int):
        raise ValueError
    salt, box = _bytes(held["salt"]), _bytes(held["box"])
    # the least are libsodium's own
    if not 1 <= rounds <= _MOST_ROUNDS or not 8192 <= memory <= _MOST_MEMORY or len(salt) != pwhash.argon2id.SALTBYTES:
        raise ValueError
    tag = _bytes(held.get("tag", ""))
    return PassphraseSlot(name=_bytes(held["name"]), salt=salt, rounds=rounds, memory=memory, box=box, tag=tag)


def _bytes(text: object) -> bytes:
    return bytes.fromhex(str(text))
