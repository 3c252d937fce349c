"""What is known of every key: whose it is, what it may do, since which entry, and what became of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from saksi.ledger import Card, Entry, Exchange, Ledger, Office, Right, Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """A key of an office.

    `right` is None where nothing that counts admits it any more. `since` is the entry that admitted it, `next` the key
    that took its place. `limits` are the revocations that limit it. `counting` and `beyond` are how many of its entries
    here count, and how many do not.
    """

    key: str
    right: Right | None
    since: Entry | None
    next: str | None
    limits: tuple[Entry, ...]
    counting: int
    beyond: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOffice:
    """An office and its keys, its own in turn first. `card` has no name for the home office, which has none here.

    `claims` are the rotations by which several keys claim to follow its last one: none does.
    """

    office: Office
    card: Card | None
    keys: tuple[KnownKey, ...]
    claims: tuple[Entry, ...] = ()

    @property
    def leading(self) -> tuple[KnownKey, ...]:
        """Its own keys and its persons'."""
        return tuple(key for key in self.keys if key.right is None or key.right.role == "owner")

    @property
    def readers(self) -> tuple[KnownKey, ...]:
        """The keys of its readers."""
        return tuple(key for key in self.keys if key.right is not None and key.right.role == "reader")


def known_offices(ledger: Ledger) -> tuple[KnownOffice, ...]:
    """The home office, then the partners in order of their names."""
    trust, entries = ledger.trust(), list(ledger.entries())
    partners = sorted(trust.partners, key=lambda office: (office.name or "", office.root))
    home = _known(trust, trust.home, Exchange(ledger).recipient(), entries)
    return (home, *(_known(trust, office, office.recipient, entries) for office in partners))


def office_name(trust: Trust, author: str) -> str | None:
    """What the partner is called that admitted this key; None for a key of this office, or of none."""
    if trust.is_home(author):
        return None
    named = (office for office in trust.partners if author in {office.root, *office.rights})
    return next((office.name or office.root[:12] for office in named), None)


def _known(trust: Trust, office: Office, recipient: str | None, entries: Sequence[Entry]) -> KnownOffice:
    own = frozenset(office.lineage)
    said = [entry for entry in entries if entry.author in own and entry.role is not None]
    home = frozenset(trust.home.lineage)
    limits = [
        entry
        for entry in entries
        if entry.kind == "revocation"
        and entry.author in own | home
        and (entry.role is not None or (office.contested and entry.id in office.turns))
    ]
    # of two claims neither counts, and both are shown
    asked = (entry for entry in entries if _claims(entry, office.lineage[-1]))
    claims = tuple(entry for entry in asked if trust.is_asked(entry.author, entry.kind, entry.id))
    count = Counter((entry.author, entry.role is not None) for entry in entries)
    keys = [*office.lineage, *sorted(_others(office, said), key=lambda key: (key not in office.rights, key))]
    return KnownOffice(
        office=office,
        card=None if recipient is None else Card(name=office.name or "", key=office.root, recipient=recipient),
        keys=tuple(
            KnownKey(
                key=key,
                right=_right(office, key),
                since=_since(key, office, said, [entry for entry in entries if entry.author in home]),
                next=_next(key, office.lineage),
                limits=tuple(
                    entry for entry in limits if entry.fields.get("key") == key and key != _free(entry, office)
                ),
                counting=count[key, True],
                beyond=count[key, False],
            )
            for key in keys
        ),
        claims=claims if office.contested else (),
    )


def _right(office: Office, key: str) -> Right | None:
    # a ledger that has signed nothing yet has not admitted its own key either
    return office.rights.get(key) or (
        Right(office=office.root, role="owner", leads=True) if key in office.lineage else None
    )


def _others(office: Office, said: Iterable[Entry]) -> set[str]:
    named = {str(entry.fields["key"]) for entry in said if entry.kind == "key" and "key" in entry.fields}
    return (set(office.rights) | named) - set(office.lineage)


def _claims(entry: Entry, last: str) -> bool:
    return entry.kind == "rotation" and entry.author == last and "key" in entry.fields


def _free(entry: Entry, office: Office) -> str | None:
    """The key that a revocation cannot limit: the last of its author's own office."""
    return office.lineage[-1] if entry.author in office.lineage else None


def _next(key: str, lineage: Sequence[str]) -> str | None:
    place = lineage.index(key) + 1 if key in lineage else len(lineage)
    return lineage[place] if place < len(lineage) else None


def _since(key: str, office: Office, said: Iterable[Entry], home: Iterable[Entry]) -> Entry | None:
    """The first entry that counts and admits the key."""
    naming = [entry for entry in said if entry.kind in ("key", "rotation")]
    naming += [entry for entry in home if entry.kind == "office" and entry.role is not None]
    found = [entry for entry in naming if entry.fields.get("key") == key]
    # a key that follows another also admits itself: what counts is who named it
    found = [entry for entry in found if entry.author != key] or found
    return min(found, key=lambda entry: (entry.recorded_at, entry.id), default=None)
