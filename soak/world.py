"""What happens between offices: honest work, thieves, forgers, bad carriers; and what must hold at the end of it."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random

from nacl.signing import SigningKey

from saksi.ledger import Entry, NewEntry, erasable, reading_fields, statement_fields
from saksi.ledger.ledger import hex_of
from saksi.ledger.schema import Kind, staying
from saksi.ledger.sharing import items_of
from saksi.ledger.sign import Sealed, read_head
from saksi.ledger.trust import key_fields
from saksi.model import Document, Event, JsonObject, LedgerError, Party, Reading, Span, Statement

from .copies import Copy, copy_of, differences
from .desks import Desk, author_of, made_bundle, sign

_NOON = datetime(2020, 1, 2, 12, tzinfo=UTC)
_PERSONS = tuple(SigningKey(bytes([number]) * 32) for number in (1, 2))
_FORGERIES: tuple[Kind, ...] = ("review", "key", "rotation", "revocation", "erase", "office", "assent")


class World:
    """Some offices, what was handed about, and what thieves signed."""

    def __init__(self, number: int, chance: Random) -> None:
        self.chance = chance
        self.desks = [Desk(each, chance) for each in range(number)]
        self.sent: list[tuple[Desk, bytes]] = []
        #: By whom a key was taken from them, and what was signed with it.
        self.robbed: set[int] = set()
        self.stolen: list[Sealed] = []
        self.persons: list[list[Sealed]] = [[] for _ in _PERSONS]

    def close(self) -> None:
        """Forget all of it."""
        for desk in self.desks:
            desk.close()

    def at(self) -> datetime:
        """What some clock says: it may stand still, run backwards, or be off by centuries."""
        return _NOON + timedelta(hours=self.chance.choice((0, 0, 1, -1, 5, -(10**7), 6 * 10**7)))

    def tell(self, desk: Desk, document: int, version: int) -> None:
        """A document is taken in and read; two offices may have the same one, and two versions read two texts."""
        data = f"document {document}".encode()
        text = f"text {document} by {version}".encode()
        sha256, reader = hashlib.sha256(data).hexdigest(), f"test-{version}"
        page = Document(sha256=sha256, media_type="text/plain", title=f"Page {document}")
        content = Event(kind="arrest", event="e1", targets=(Party(name="Test Sokunthea", ref="n1"),))
        said = Statement(id="s1", span=Span(start=version, end=version + 9), content=content)
        read = reading_fields(Reading(document=page, text="x"), reader=reader, text=hashlib.sha256(text).hexdigest())
        capture: JsonObject = {"document": sha256, "sha512": "e" * 128, "size": len(data), "media_type": "text/plain"}
        batch = [
            NewEntry(kind="capture", fields={**capture, "name": "a", "how": "file"}),
            NewEntry(kind="reading", fields=read, by=("reader", reader)),
            NewEntry(
                kind="statement",
                fields=statement_fields(said, document=sha256, words="was taken"),
                by=("reader", reader),
                refs={"reading": 1},
            ),
        ]
        keys = {hashlib.sha256(each).hexdigest(): desk.keep(each) for each in (data, text)}
        try:
            desk.ledger.append(batch, recorded_at=self.at(), item_keys=keys)
        except LedgerError as error:
            if "was erased" not in str(error):
                raise

    def review(self, desk: Desk, which: int) -> None:
        """A person of the office reviews a statement, of whomever."""
        target = _one(desk.entries(), which, "statement")
        if target is not None:
            fields: JsonObject = {"target": target.id, "verdict": self.chance.choice(("accept", "reject"))}
            desk.ledger.append([NewEntry(kind="review", fields=fields)], recorded_at=self.at())

    def erase(self, desk: Desk, which: int, *, whole: bool) -> None:
        """Fields of an entry are erased, or a document; its own or another's."""
        target = _one(desk.entries(), which, "capture", "reading", "statement")
        if target is None:
            return
        fields: JsonObject = {"document": target.fields["document"]}
        if not whole:
            can = erasable(target.kind)
            fields = {"target": target.id, "fields": list(self.chance.sample(can, self.chance.randint(1, len(can))))}
        desk.ledger.erase([NewEntry(kind="erase", fields=fields)], recorded_at=self.at(), place=desk.place)

    def admit(self, desk: Desk, other: Desk) -> None:
        """An office becomes a partner, perhaps again."""
        card: JsonObject = {"key": other.root, "name": str(other.number), "recipient": other.exchange.recipient()}
        if desk is not other:
            desk.change("office", self.at(), card)

    def admit_person(self, desk: Desk, person: int) -> None:
        """A person may write for the office, or for two."""
        key = _PERSONS[person % len(_PERSONS)]
        desk.change("key", self.at(), key_fields("owner", hex_of(key)))

    def person_writes(self, desk: Desk, person: int, which: int) -> None:
        """A person writes what names no entry, and hands it to an office."""
        key, chain = _PERSONS[person % len(_PERSONS)], self.persons[person % len(_PERSONS)]
        target = _one(desk.entries(), which, "statement")
        if target is not None:
            prev = chain[-1].id if chain else None
            fields: JsonObject = {"key": desk.root, "recipient": target.id}
            chain.append(sign(self.chance, key, "office", fields, prev, self.at()))
            desk.merge(made_bundle(chain, [desk], key))

    def assent(self, desk: Desk, person: int, which: int) -> None:
        """A person assents to something that an office asks to erase, and hands it to that office or to another."""
        key, chain = _PERSONS[person % len(_PERSONS)], self.persons[person % len(_PERSONS)]
        target = _one(desk.entries(), which, "erase")
        if target is not None:
            prev = chain[-1].id if chain else None
            chain.append(sign(self.chance, key, "assent", {"target": target.id}, prev, self.at()))
            desk.merge(made_bundle(chain, [desk], key))

    def rotate(self, desk: Desk) -> None:
        """A new key takes the place of the old one."""
        if desk.number not in self.robbed or desk.ledger.trust().home.key == hex_of(SigningKey(desk.seeds()[-1])):
            desk.exchange.rotate(recorded_at=self.at())

    def revoke(self, desk: Desk, which: int, last: int | None) -> None:
        """A key counts up to one of its entries, or not at all: of the office itself, of a reader, of a partner."""
        trust = desk.ledger.trust()
        known = sorted({key for office in trust.offices for key in office.rights} - {trust.home.key})
        if not known:
            return
        key = known[which % len(known)]
        its = [entry.id for entry in desk.entries() if entry.author == key]
        upto: JsonObject = {} if last is None or not its else {"last": its[last % len(its)]}
        desk.change("revocation", self.at(), {"key": key, **upto})

    def hand(self, desk: Desk, other: Desk, *, since: float, forward: bool) -> None:
        """A bundle goes from one to another, whole or since some size."""
        size = int(since * len(desk.entries()))
        data = desk.bundle(other, since=size, forward=forward)
        self.sent.append((other, data))
        other.merge(data)

    def replay(self, which: int, *, to: Desk) -> None:
        """A bundle is brought again, to its office or to another, which refuses it."""
        if not self.sent:
            return
        meant, data = self.sent[which % len(self.sent)]
        if meant is to:
            meant.merge(data)
        else:
            refused(to, data)

    def spoil(self, which: int, place: float, *, cut: bool) -> None:
        """A bundle comes truncated, or with a bit turned: it is refused, and nothing of it is kept."""
        if self.sent:
            meant, data = self.sent[which % len(self.sent)]
            at = int(place * len(data))
            refused(meant, data[:at] if cut else data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])

    def forge(self, desk: Desk, other: Desk, which: int) -> None:
        """A sender alters an entry of somebody else and signs the bundle: it is refused whole."""
        sealed = desk.sealed()
        if sealed:
            one = sealed[which % len(sealed)]
            head = one.head.replace(b'"recorded_at":"', b'"recorded_at":"0001-01-01T00:00:00Z","x":"', 1)
            forged = Sealed(id=one.id, head=head, signatures=one.signatures, openings=one.openings)
            refused(other, made_bundle([*sealed, forged], [other], SigningKey(desk.seeds()[0])))

    def carry(self, desk: Desk, other: Desk, part: float) -> None:
        """A carrier hands on some of what an office knows, in any order, and keeps what it likes to itself."""
        sealed = [each for each in desk.sealed() if self.chance.random() < part]
        self.chance.shuffle(sealed)
        closed = {
            each.id: frozenset(name for name in _may_close(each) if self.chance.random() < 0.3) for each in sealed
        }
        other.merge(made_bundle(sealed, [other], SigningKey(desk.seeds()[0]), closed=closed))

    def steal(self, desk: Desk, other: Desk, seed: int, after: int, what: int) -> None:
        """Who has a key of an office writes a second entry after one that has a follower, and hands it to another."""
        seeds = desk.seeds()
        key = SigningKey(seeds[seed % len(seeds)])
        mine = [*(each for each in desk.sealed() if author_of(each) == hex_of(key))]
        mine += [each for each in self.stolen if author_of(each) == hex_of(key)]
        if not mine:
            return
        prev = mine[after % len(mine)].id
        kind = _FORGERIES[what % len(_FORGERIES)]
        made = sign(self.chance, key, kind, self._forgery(kind, desk, other), prev, self.at())
        self.robbed.add(desk.number)
        self.stolen.append(made)
        other.merge(made_bundle([*(each for each in mine if each.id != made.id), made], [other], key))

    def _forgery(self, kind: Kind, desk: Desk, other: Desk) -> JsonObject:
        thief = hex_of(self.chance.choice(_PERSONS))
        target = _one(other.entries(), self.chance.randrange(99), "statement")
        aim: JsonObject = {} if target is None else {"target": target.id}
        erasing = _one(desk.entries(), self.chance.randrange(99), "erase")
        asking: JsonObject = {"target": "e" * 64 if erasing is None else erasing.id}
        fields: dict[Kind, JsonObject] = {
            "review": {**aim, "verdict": "reject"},
            "key": key_fields("owner", thief),
            "rotation": {"key": thief, "recipient": "x"},
            "revocation": {"key": self.chance.choice((thief, desk.root))},
            "erase": {**aim, "fields": ["words"]} if aim else {"document": "d" * 64},
            "office": {"key": thief, "recipient": "x"},
            "assent": asking,
        }
        return fields[kind]

    def everybody_hands_everybody_everything(self) -> None:
        """Until nothing changes, in any order; what thieves signed and persons wrote goes to all as well."""
        loose = [*self.stolen, *(each for chain in self.persons for each in chain)]
        for desk in self.desks if loose else ():
            desk.merge(made_bundle(loose, [desk], _PERSONS[0]))
        handed: dict[int, tuple[int, int]] = {}
        while changed := [desk for desk in self.desks if handed.get(desk.number) != desk.size()]:
            desk = self.chance.choice(changed)
            handed[desk.number] = desk.size()
            others = [each for each in self.desks if each is not desk]
            data = desk.bundle(*others, forward=True)
            for other in self.chance.sample(others, len(others)):
                other.merge(data)

    def wrongs(self) -> list[str]:
        """What does not hold: an office against a copy that learnt the same in another order, each against others."""
        found, copies = list[str](), {desk.number: copy_of(desk) for desk in self.desks}
        again = self.chance.choice(self.desks)
        found += [f"another copy of {again.number}: {each}" for each in self._against_a_copy(again)]
        for desk in self.desks:
            found += [f"office {desk.number}: {fault}" for fault in desk.faults()]
            for other in self.desks:
                if other is not desk and desk.number not in self.robbed:
                    said = copies[desk.number].of_office(copies[other.number], desk.root)
                    found += [f"office {desk.number} at {other.number}: {each}" for each in said]
        return found

    def _against_a_copy(self, desk: Desk) -> Iterable[str]:
        """An early copy of the same office, put back, learns the same entries in another order, in two bundles."""
        withheld = desk.withheld()
        sealed = [each for each in desk.sealed() if each.id not in withheld]
        items = {sha256: data for (sha256, _), data in desk.kept.items()}
        twin = Desk(desk.number, self.chance, desk.secrets())
        try:
            twin.begin([each for each in sealed if author_of(each) == desk.root][:1])
            self.chance.shuffle(sealed)
            cut = self.chance.randint(0, len(sealed))
            for part in (sealed[:cut], sealed[cut:]):
                named = {value for each in part for value in items_of(each)}
                held = {sha256: data for sha256, data in items.items() if sha256 in named}
                twin.merge(made_bundle(part, [twin], _PERSONS[0], held), back=True)
            yield from (str(fault) for fault in twin.faults())
            yield from differences(copy_of(desk), copy_of(twin))
        finally:
            twin.close()


def refused(desk: Desk, data: bytes) -> None:
    """Raise AssertionError unless the office refuses it and is what it was."""
    before: Copy = copy_of(desk)
    try:
        desk.merge(data)
    except LedgerError:
        if copy_of(desk).digest != before.digest:
            raise AssertionError("a bundle was refused, and something of it was kept") from None
        return
    raise AssertionError("a bundle that must be refused was taken")


def _may_close(sealed: Sealed) -> list[str]:
    head = read_head(sealed.head)
    return sorted(sealed.openings.keys() - staying(head.kind))


def _one(entries: list[Entry], which: int, *kinds: str) -> Entry | None:
    found = [each for each in entries if each.kind in kinds]
    return found[which % len(found)] if found else None
