"""Say whose entries count: admit an office, a colleague; revoke a key; put a new key in the place of the old one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from saksi.ledger import Card, Entry, Exchange, Ledger, NewEntry, Office, Trust, is_good_hex, is_name
from saksi.model import BadInputError, JsonObject

from .originals import originals_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The id of the entry that says it, and how many entries came out of quarantine with it."""

    id: str
    let_in: int


def card(ledger: Ledger, name: str) -> Card:
    """What another office needs in order to admit this one: root, age recipient, and what it calls itself."""
    return Card(name=write_name(name), key=ledger.trust().home.root, recipient=Exchange(ledger).recipient())


def write_name(name: str) -> str:
    """A name as it stands on a card. Raises BadInputError where that is no name."""
    called = " ".join(name.split())
    if not is_name(called):
        raise BadInputError("a name on a card is of 1 to 100 characters that can be printed: give another")
    return called


def check_office(ledger: Ledger, card: Card) -> Office | None:
    """The office of a card as it is admitted already, or None. Raises BadInputError on one that cannot be admitted."""
    trust = ledger.trust()
    if card.key == trust.home.root or trust.is_home(card.key):
        raise BadInputError("this card is of this very ledger, or of one of its own keys: give another office's")
    _refuse_revoked(ledger, card.key)
    called = [office for office in trust.partners if office.name == card.name and office.root != card.key]
    if called:
        raise BadInputError(
            f"another office, {called[0].root[:12]}…, is called {card.name} here: ask for a card with another name"
        )
    return next((office for office in trust.partners if office.root == card.key), None)


def admit_office(ledger: Ledger, card: Card, *, recorded_at: datetime) -> Changed:
    """Let the entries of another office count, and bundles be sealed to it."""
    check_office(ledger, card)
    fields: JsonObject = {"key": card.key, "name": card.name, "recipient": card.recipient}
    return _changed(ledger, [NewEntry(kind="office", fields=fields)], recorded_at)


def check_person(ledger: Ledger, key: str) -> bool:
    """Whether a key counts as a person of this office already. Raises BadInputError on one that cannot be admitted."""
    if not is_good_hex(key):
        raise BadInputError("that is no Ed25519 key: give the 64 hexadecimal digits of the colleague's key")
    trust = ledger.trust()
    _refuse_revoked(ledger, key)
    right = trust.home.rights.get(key)
    if right is not None and right.role == "reader":
        raise BadInputError("that key is a reader's, and a right is never raised: the colleague needs a new key")
    if right is None and trust.knows(key):
        raise BadInputError("that key is of another office or was replaced: a colleague needs a key of their own")
    return right is not None


def admit_person(ledger: Ledger, key: str, *, recorded_at: datetime, card: Card | None = None) -> Changed:
    """Let a colleague's key write for this office: what it signs counts as a person's word, and it admits nobody.

    With the card of the colleague's own ledger bundles can be sealed to it. On a server the card is needed: it says to
    whom the key of what is kept there is sealed.
    """
    check_person(ledger, key)
    if ledger.member is not None:
        return _admit_to_server(ledger, key, card, recorded_at)
    entries = [NewEntry(kind="key", fields={"act": "admit", "key": key, "role": "owner"})]
    if card is not None:
        entries.append(NewEntry(kind="office", fields={"key": key, "name": card.name, "recipient": card.recipient}))
    return _changed(ledger, entries, recorded_at)


def _admit_to_server(ledger: Ledger, key: str, card: Card | None, recorded_at: datetime) -> Changed:
    # age comes with it, which a ledger in a file can do without
    from saksi.ledger.member import Identity
    from saksi.ledger.team import admit

    if card is None:
        raise BadInputError("on a server a colleague is admitted with a card: they make it with `saksi keys card`")
    person = Identity(public_key=key, recipient=card.recipient)
    return Changed(id=admit(ledger, person, recorded_at=recorded_at, place=originals_of(ledger).place), let_in=0)


def _refuse_revoked(ledger: Ledger, key: str) -> None:
    """What was revoked stays so: whoever held that key may hold it still."""
    home = frozenset(ledger.trust().home.lineage)
    said = (entry for entry in ledger.entries() if entry.kind == "revocation" and entry.author in home)
    by = [entry.id for entry in said if entry.role is not None and entry.fields.get("key") == key]
    if by:
        raise BadInputError(f"that key was revoked here by {by[0][:12]}, for good: ask for a card with a new key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """A revocation before it is signed: `lost` are the entries that count now and would not, oldest first.

    `ends` is the partner whose present key it is: no rotation of that key is believed after it.
    """

    key: str
    last: str | None
    lost: tuple[Entry, ...]
    ends: Office | None = None


def plan_revocation(ledger: Ledger, key: str, last: str | None) -> Revocation:
    """What would no longer count were a key believed up to its entry `last` and no further; None: not at all.

    Raises BadInputError where the key is not known here, is one that this ledger signs with, or `last` is none of its
    entries.
    """
    exchange, trust = Exchange(ledger), ledger.trust()
    if key in exchange.signing_keys():
        raise BadInputError("this ledger signs with that key: `saksi keys rotate` first, then revoke the old one")
    if not trust.knows(key):
        raise BadInputError(f"no key that counts here is {key[:12]}…: `saksi keys` lists them")
    named = None if last is None else ledger.entry(last)
    if named is not None and named.author != key:
        raise BadInputError(f"{named.id[:12]} is no entry of that key: `saksi log` lists who wrote what")
    fields: JsonObject = {"key": key, **({} if named is None else {"last": named.id})}
    lost = exchange.lost_by(fields)
    gone = sorted((entry for entry in ledger.entries() if entry.id in lost), key=lambda entry: entry.recorded_at)
    # up to a rotation: then the key that it names follows
    is_turn = named is not None and named.kind == "rotation"
    ends = None if is_turn else next((office for office in trust.partners if office.key == key), None)
    return Revocation(key=key, last=None if named is None else named.id, lost=tuple(gone), ends=ends)


def latest_of(ledger: Ledger, key: str) -> str | None:
    """The entry that a key wrote last, as far as it is here; None where it wrote none. Raises on a forked chain."""
    own = [entry for entry in ledger.entries() if entry.author == key and entry.role is not None]
    followed = {entry.prev for entry in own}
    heads = [entry.id for entry in own if entry.id not in followed]
    if len(heads) > 1:
        raise BadInputError(
            f"that key's chain has forked: choose between {', '.join(each[:12] for each in heads)} with "
            "`saksi keys revoke KEY --last ID`"
        )
    return heads[0] if heads else None


def revoke(ledger: Ledger, plan: Revocation, reason: str | None, *, recorded_at: datetime) -> Changed:
    """Let the entries of a key count up to the one that was planned, and no further."""
    fields: JsonObject = {"key": plan.key}
    fields |= {} if plan.last is None else {"last": plan.last}
    fields |= {} if reason is None else {"reason": reason}
    return _changed(ledger, [NewEntry(kind="revocation", fields=fields)], recorded_at)


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
    yield from {*trust.ours, *trust.theirs, *(office.root for office in trust.partners)}


def _changed(ledger: Ledger, entries: Sequence[NewEntry], recorded_at: datetime) -> Changed:
    exchange = Exchange(ledger)
    ids, let_in = exchange.change_trust(entries, recorded_at=recorded_at, place=originals_of(ledger).place)
    return Changed(id=ids[0], let_in=let_in)
