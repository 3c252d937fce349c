"""Makes `offices` of docs/format/vectors.json: ledgers with partners, from TEST keys and salts. Run it to write them.

A test makes them again and compares, so that the file and the program cannot drift apart.
"""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nacl.signing import SigningKey

from saksi.ledger.checking import Stored, check_all
from saksi.ledger.schema import FIELDS
from saksi.ledger.sign import read_head, seal
from saksi.ledger.trust import key_fields
from saksi.ledger.wire import write_entry

FILE = Path(__file__).parents[3] / "docs" / "format" / "vectors.json"
START = datetime(2019, 12, 27, 10, 0, 0, tzinfo=UTC)
NAMES = (
    "home",
    "home next",
    "home person",
    "home reader",
    "partner",
    "partner next",
    "thief",
    "partner reader",
    "third",
)
KEYS = {name: SigningKey(f"TEST KEY of {name}, not real".ljust(32, "!").encode()[:32]) for name in NAMES}
DOCUMENT = hashlib.sha256(b"Test Sokunthea was arrested in Exampleville.\n").hexdigest()
TEXT = hashlib.sha256(b"the text of it").hexdigest()


def public(name):
    return KEYS[name].verify_key.encode().hex()


class Ledger:
    """Entries as their authors sign them, one after the other."""

    def __init__(self):
        self.sealed, self.last, self.closed = {}, {}, {}

    def sign(self, who, kind, after=None, **fields):
        """Sign and keep an entry; its id. `after` forks the author's chain."""
        number = len(self.sealed)
        salts = {name: hashlib.sha256(f"TEST salt {number} {name}".encode()).digest() for name in FIELDS[kind]}
        made = seal(
            kind,
            fields,
            key=KEYS[who],
            prev=after or self.last.get(who),
            recorded_at=START + timedelta(hours=number),
            salts=salts,
        )
        self.sealed[made.id], self.last[who] = made, made.id
        return made.id

    def begin(self, who):
        return self.sign(who, "key", **key_fields("owner", public(who)))

    def admit(self, who, whom, reader=None):
        return self.sign(who, "key", **key_fields("owner" if reader is None else ("reader", reader), public(whom)))

    def office(self, who="home", whom="partner", name="Test Desk"):
        return self.sign(who, "office", key=public(whom), name=name)

    def tell(self, reader, version):
        """A reading and a statement of it; the statement's id."""
        read = self.sign(reader, "reading", document=DOCUMENT, reader=version, text=TEXT)
        return self.sign(
            reader,
            "statement",
            document=DOCUMENT,
            reading=read,
            span=[0, 14],
            words="Test Sokunthea",
            stance="asserts",
            content={"type": "utterance"},
        )

    def close(self, entry_id, *names):
        self.closed[entry_id] = self.closed.get(entry_id, frozenset()) | set(names)
        return self

    def vector(self, why):
        lines = [
            write_entry(each, each.openings.keys() - self.closed.get(each.id, set())) for each in self.sealed.values()
        ]
        return {"why": why, "root": public("home"), "entries": [json.loads(line) for line in lines]}


def pair(*, reader=True):
    """A home office with a reader, and a partner with one."""
    ledger = Ledger()
    ledger.begin("home")
    ledger.admit("home", "home reader", "test-1")
    ledger.office()
    ledger.begin("partner")
    if reader:
        ledger.admit("partner", "partner reader", "test-2")
    return ledger


def with_statements():
    ledger = pair()
    return ledger, ledger.tell("home reader", "test-1"), ledger.tell("partner reader", "test-2")


def _partner():
    yield with_statements()[0].vector("a partner counts with the reader that it admits")
    ledger = Ledger()
    ledger.begin("home")
    ledger.begin("partner")
    yield ledger.vector("an office that nobody admitted")
    ledger = pair()
    ledger.office("partner", "third")
    ledger.begin("third")
    yield ledger.vector("a partner of a partner does not count")
    ledger = pair()
    ledger.sign("partner reader", "review", target="a" * 64, verdict="accept")
    yield ledger.vector("a partner's reader writes a review")
    ledger = pair()
    ledger.sign("partner", "review", target="a" * 64, verdict="accept")
    yield ledger.vector("a partner may speak of what is not here")
    ledger = pair()
    ledger.admit("home", "home person")
    ledger.admit("home", "home person", "test-1")
    ledger.sign("home person", "capture", document=DOCUMENT)
    yield ledger.vector("a key that is admitted as a person and as a reader is a reader")

    ledger = pair()
    ledger.sign("partner reader", "reading", document=DOCUMENT, text=TEXT)
    yield ledger.vector("a partner's reading that openly names no version")
    ledger = pair(reader=False)
    key = {"act": "admit", "key": public("partner reader")}
    ledger.sign("partner", "key", **key, role="owner", reader="test-1")
    ledger.sign("partner", "key", **key, role="reader", reader="test-2")
    ledger.tell("partner reader", "test-1")
    yield ledger.vector("the version beside the role of a person says nothing")


def _openings():
    ledger, _, theirs = with_statements()
    yield ledger.close(theirs, "words", "said_by").vector("a partner keeps fields of a statement to itself")
    ledger = with_statements()[0]
    *_, read, _ = ledger.sealed
    ledger.close(read, *FIELDS["reading"])
    yield ledger.vector("a partner keeps a reading to itself, of which a statement is open")
    ledger, ours, _ = with_statements()
    yield ledger.close(ours, "words", "said_by").vector("the home office keeps no fields from itself")
    for of, gone, why in (
        ("theirs", True, "a partner erases what it wrote"),
        ("theirs", False, "a partner erased what it wrote, and it is still there"),
        ("ours", False, "a partner asks to erase what it did not write, and nothing is erased"),
        ("ours", True, "a partner asked to erase what it did not write, and it is gone"),
    ):
        ledger, ours, theirs = with_statements()
        target = {"ours": ours, "theirs": theirs}[of]
        ledger.sign("partner", "erase", target=target, fields=["words", "said_by"])
        yield (ledger.close(target, "words", "said_by") if gone else ledger).vector(why)
    ledger, _, theirs = with_statements()
    ledger.sign("home", "erase", target=theirs, fields=["words"])
    yield ledger.close(theirs, "words").vector("the home office erases what a partner wrote")


def _rotations():
    ledger = pair()
    ledger.sign("partner", "rotation", key=public("partner next"))
    ledger.begin("partner next")
    ledger.sign("partner next", "capture", document=DOCUMENT)
    yield ledger.vector("a partner's new key follows the old one")
    ledger.sign("partner", "capture", document=DOCUMENT)
    yield ledger.vector("what the old key signs after its rotation does not count")
    ledger = pair()
    turn = ledger.last["partner"]
    true = ledger.sign("partner", "rotation", key=public("partner next"))
    ledger.begin("partner next")
    ledger.admit("partner next", "partner reader", "test-2")
    ledger.sign("partner", "rotation", after=turn, key=public("thief"))
    ledger.begin("thief")
    yield ledger.vector("two keys claim the place of one, and neither follows")
    ledger.sign("home", "revocation", key=public("partner"), last=true)
    yield ledger.vector("the home office believes the old key up to one of the two rotations")

    ledger = pair()
    ledger.sign("partner", "rotation", key=public("partner next"))
    ledger.begin("partner next")
    ledger.sign("partner next", "capture", document=DOCUMENT)
    ledger.sign("partner", "capture", document=TEXT)
    ledger.sign("partner", "rotation", key=public("thief"))
    ledger.begin("thief")
    yield ledger.vector("who has the old key goes on with it and names another: what leads up to both claims counts")

    ledger = with_statements()[0]
    turn, told = ledger.last["partner"], ledger.last["partner reader"]
    ledger.sign("partner", "rotation", key=public("partner next"))
    ledger.sign("partner", "revocation", after=turn, key=public("partner reader"), last=told)
    ledger.sign("partner", "rotation", key=public("partner next"))
    ledger.sign("partner reader", "reading", document=DOCUMENT, reader="test-2", text=TEXT)
    yield ledger.vector("of two rotations to one key the first limits, and what leads up to the other says nothing")
    ledger.sign("partner", "rotation", after=turn, key=public("thief"))
    yield ledger.vector("two keys claim the place of one: what leads up to any rotation ends a reader")


def _revocations():
    ledger = pair()
    last = ledger.sign("partner", "capture", document=DOCUMENT)
    ledger.sign("partner", "capture", document=DOCUMENT)
    ledger.sign("home", "revocation", key=public("partner"), last=last, reason="a raid")
    yield ledger.vector("the home office believes a partner up to an entry")
    ledger, _, _ = with_statements()
    ledger.sign("home", "revocation", key=public("partner"))
    yield ledger.vector("the home office believes nothing of a partner: neither what it admitted")
    ledger = pair()
    ledger.admit("home", "home person")
    ledger.sign("home person", "capture", document=DOCUMENT)
    ledger.sign("partner", "revocation", key=public("home person"))
    ledger.tell("partner reader", "test-2")
    ledger.sign("partner", "revocation", key=public("partner reader"))
    yield ledger.vector("a partner revokes its reader, and cannot revoke a person of the home office")
    ledger = pair()
    ledger.sign("partner", "revocation", key=public("partner"))
    yield ledger.vector("no office revokes the key that it signs with")
    ledger = pair()
    mine = ledger.sign("home", "capture", document=DOCUMENT)
    ledger.sign("home", "capture", document=TEXT)
    ledger.sign("home", "rotation", key=public("home next"))
    ledger.begin("home next")
    ledger.sign("home next", "revocation", key=public("home"), last=mine)
    yield ledger.vector("after a theft the new key of the home office revokes what the old one signed last")


def _limits():
    ledger = Ledger()
    mine = ledger.begin("home")
    ledger.admit("home", "home person")
    ledger.sign("home", "capture", document=DOCUMENT)
    ledger.sign("home", "rotation", key=public("home next"))
    ledger.begin("home next")
    ledger.sign("home next", "revocation", key=public("home"), last=mine)
    ledger.sign("home next", "rotation", key=public("third"))
    ledger.begin("third")
    ledger.sign("third", "capture", document=DOCUMENT)
    yield ledger.vector("the second of three own keys limits the first, and what that admitted counts no more")
    ledger = pair()
    first = ledger.sign("partner", "capture", document=DOCUMENT)
    second = ledger.sign("partner", "capture", document=TEXT)
    ledger.sign("home", "revocation", key=public("partner"), last=second)
    ledger.sign("home", "revocation", key=public("partner"), last=first)
    yield ledger.vector("two revocations of one key hold together")
    ledger, ours, _ = with_statements()
    ledger.sign("home", "revocation", key=public("home reader"))
    ledger.sign("home", "review", target=ours, verdict="reject")
    ledger.sealed.pop(ours)
    yield ledger.vector("where the home office limits a key, its review may name what waits elsewhere")


def _erasing_by_two():
    def asking():
        ledger = pair()
        ledger.admit("home", "home person")
        ours = ledger.tell("home reader", "test-1")
        return ledger, ours, ledger.sign("home", "erase", target=ours, fields=["words", "said_by"])

    yield asking()[0].vector("an office of two asks to erase, and waits")
    ledger, ours, _ = asking()
    yield ledger.close(ours, "words", "said_by").vector("what an office of two asks to erase is gone while it waits")
    for who, why in (
        ("home person", "the other person assents"),
        ("home", "the one who asks cannot assent"),
        ("partner", "another office cannot assent"),
        ("third", "whom the office admits after asking cannot assent"),
    ):
        ledger, ours, erase = asking()
        if who == "third":
            ledger.admit("home", who)
        ledger.sign(who, "assent", target=erase)
        yield ledger.vector(why)
        # an assent that does not count may have counted once: what it names may be gone
        yield ledger.close(ours, "words", "said_by").vector(f"{why}; and it is gone")
    ledger, ours, erase = asking()
    ledger.sign("home person", "assent", target=ledger.sign("home person", "review", target=ours, verdict="accept"))
    yield ledger.close(ours, "words", "said_by").vector("an assent to something else, and it is gone")
    ledger, ours, _ = asking()
    ledger.sign("home", "revocation", key=public("home person"))
    ledger.sign("home", "erase", target=ours, fields=["words"])
    yield ledger.close(ours, "words").vector("after the other left the office erases alone")
    ledger, ours, _ = asking()
    ledger.sign("home", "rotation", key=public("home next"))
    ledger.begin("home next")
    again = ledger.sign("home next", "erase", target=ours, fields=["words"])
    ledger.sign("home", "assent", after=None, target=again)
    yield ledger.vector("the next own key inherits the other person, and the one before is no other person")
    ledger = pair()
    ledger.admit("home", "home person")
    met = ledger.sign("home person", "office", key=public("third"), name="Third Desk")
    yield ledger.close(met, *FIELDS["office"]).vector("a person of the home office keeps to itself whom else it trusts")


def _links():
    """What is said of the origins of documents: by whom, what of it can be erased, what a partner may withhold."""
    between = sorted([DOCUMENT, hashlib.sha256(b"a reprint of it").hexdigest()])
    link = {"of": "origin", "between": between, "verdict": "same"}
    ledger = Ledger()
    ledger.begin("home")
    ledger.admit("home", "home reader", "test-1")
    ledger.sign("home reader", "link", **link, basis={"how": "reprint", "shared": 97})
    ledger.sign("home", "link", **{**link, "verdict": "different"})
    yield ledger.vector("a reader proposes that two documents have one origin, and a person says that they have two")
    made = ledger.sign("home", "link", **{**link, "verdict": "unsure"}, basis={"how": "told"})
    ledger.sign("home", "erase", target=made, fields=["basis"])
    yield ledger.close(made, "basis").vector("why two documents have one origin can be erased")
    ledger = Ledger()
    ledger.begin("home")
    made = ledger.sign("home", "link", **link)
    ledger.sign("home", "erase", target=made, fields=["between"])
    yield ledger.vector("which documents a link is between cannot be erased")
    ledger = pair(reader=False)
    made = ledger.sign("partner", "link", **link)
    yield ledger.close(made, *FIELDS["link"]).vector("a partner keeps to itself what it says of origins")


def make():
    """The vectors, with the faults and with the entries that count."""
    from test_format_vectors import sealed

    made = [
        vector
        for group in (_partner, _openings, _rotations, _revocations, _limits, _erasing_by_two, _links)
        for vector in group()
    ]
    for vector in made:
        found = check_all([Stored(sealed=sealed(entry)) for entry in vector["entries"]], vector["root"])
        vector["faults"] = [{"where": fault.where, "what": fault.what} for fault in found.faults]
        vector["counts"] = counting(vector)
    return made


def counting(vector):
    """The ids of the entries that count, sorted."""
    from test_format_vectors import sealed

    from saksi.ledger.checking import trust_in

    entries = [sealed(entry) for entry in vector["entries"]]
    trust = trust_in(entries, vector["root"])
    return sorted(each.id for each in entries if trust.right(read_head(each.head).author, each.id) is not None)


if __name__ == "__main__":
    held = json.loads(FILE.read_text("utf-8"))
    FILE.write_text(json.dumps({**held, "offices": make()}, indent=1) + "\n", "utf-8")
