"""Say whose entries count: admit an office, a colleague; revoke a key; put a new key in the place of the old one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from saksi.ledger import Card, Exchange, Ledger, NewEntry, Trust
from saksi.model import BadInputError, JsonObject

from .originals import originals_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The id of the entry that says it, and how many entries came out of quarantine with it."""

    id: str
    let_in: int


def card(ledger: Ledger, name: str) -> Card:
    """What another office needs in order to admit this one: root, age recipient, and what it calls itself."""
    return Card(name=name, key=ledger.trust().home.root, recipient=Exchange(ledger).recipient())


def admit_office(ledger: Ledger, card: Card, *, recorded_at: datetime) -> Changed:
    """Let the entries of another office count, and bundles be sealed to it."""
    if card.key in ledger.trust().ours:
        raise BadInputError("this card is of this very ledger, or of one of its own keys: give another office's")
    fields: JsonObject = {"key": card.key, "name": card.name, "recipient": card.recipient}
    return _changed(ledger, NewEntry(kind="office", fields=fields), recorded_at)


def admit_person(ledger: Ledger, key: str, *, recorded_at: datetime) -> Changed:
    """Let a colleague's key write for this office: what it signs counts as a person's word, and it admits nobody."""
    return _changed(ledger, NewEntry(kind="key", fields={"act": "admit", "key": key, "role": "owner"}), recorded_at)


def revoke(ledger: Ledger, key: str, last: str | None, reason: str | None, *, recorded_at: datetime) -> Changed:
    """Let the entries of a key count up to its entry `last` and no further; None: let none of them count.

    Raises BadInputError where the key is not known here, is the one that this ledger signs with, or `last` is none of
    its entries.
    """
    trust = ledger.trust()
    if key == trust.home.key:
        raise BadInputError("this ledger signs with that key: `saksi keys rotate` first, then revoke the old one")
    if not trust.knows(key) and key not in (office.root for office in trust.partners):
        raise BadInputError(f"no key that counts here is {key[:12]}…: `saksi keys` lists them")
    if last is not None and ledger.entry(last).author != key:
        raise BadInputError(f"{last[:12]} is no entry of that key: `saksi log` lists who wrote what")
    fields: JsonObject = {"key": key}
    fields |= {} if last is None else {"last": ledger.entry(last).id}
    fields |= {} if reason is None else {"reason": reason}
    return _changed(ledger, NewEntry(kind="revocation", fields=fields), recorded_at)


def rotate(ledger: Ledger, *, recorded_at: datetime) -> Changed:
    """Sign with a new key from now on; the old one says so, and signs nothing more."""
    return Changed(id=Exchange(ledger).rotate(recorded_at=recorded_at), let_in=0)


def find_key(trust: Trust, prefix: str) -> str:
    """The one known key that begins so. Raises BadInputError where there is none, or more than one."""
    found = sorted(key for key in _known(trust) if key.startswith(prefix.lower()))
    if len(prefix) < 6 or len(found) != 1:
        raise BadInputError(
            f"{prefix[:12]!r} begins {len(found)} known keys: give more digits; `saksi keys` lists them"
        )
    return found[0]


def _known(trust: Trust) -> Iterable[str]:
    for office in (trust.home, *trust.partners):
        yield from {*office.lineage, *office.rights}


def _changed(ledger: Ledger, entry: NewEntry, recorded_at: datetime) -> Changed:
    exchange = Exchange(ledger)
    (entry_id,), let_in = exchange.change_trust([entry], recorded_at=recorded_at, place=originals_of(ledger).place)
    return Changed(id=entry_id, let_in=let_in)
