"""Ledgers of several offices, made by chance: two verifiers must find the same entries at fault, and count the same."""

from random import Random

from nacl.signing import SigningKey
from tools import saksi_verify
from tools.saksi_verify import FIELDS, Json, canonical

from saksi.ledger.checking import Stored, check_all
from saksi.ledger.links import LINKED, Link
from saksi.ledger.sign import Sealed, read_head
from saksi.ledger.trust import trust_of
from saksi.ledger.wire import read_entry

from .making import make_entry, make_key, public

_DOCUMENTS = ("d" * 64, "e" * 64)
_KINDS = (
    *("key", "key", "key", "office", "office", "revocation", "revocation", "rotation", "rotation"),
    *("capture", "reading", "statement", "review", "erase", "erase", "assent", "assent", "link"),
)
_KEYS = [make_key(Random(number)) for number in range(7)]
#: The first key is the root of the ledger.
ROOT = public(_KEYS[0])


class Writers:
    """Several authors, each with a chain that now and then forks."""

    def __init__(self, chance: Random) -> None:
        self.entries: list[dict[str, Json]] = []
        self._chance = chance
        self._chains: dict[str, list[str]] = {}
        self._kinds: dict[str, str] = {}

    def write(self, key: SigningKey, kind: str, values: dict[str, Json]) -> None:
        """Add an entry of this key."""
        chain = self._chains.setdefault(public(key), [])
        at = self._chance.choice((-1,) * 9 + (-2,))
        prev = chain[max(at, -len(chain))] if chain else None
        when = f"2019-12-27T{self._chance.randrange(10, 20)}:00:00Z"
        entry = make_entry(kind, values, key, self._chance, prev, recorded_at=when)
        chain.append(str(entry["id"]))
        self._kinds[str(entry["id"])] = kind
        self.entries.append(entry)

    def write_something(self) -> None:
        """Add an entry of some key, which begins with its own admission, as honest keys do."""
        key, kind = self._chance.choice((*_KEYS[:3], *_KEYS)), self._chance.choice(_KINDS)
        if public(key) not in self._chains and self._chance.random() < 0.9:
            self.write(key, "key", {"act": "admit", "key": public(key), "role": "owner"})
        values = {name: value for name, value in self._values(kind).items() if self._chance.random() < 0.97}
        self.write(key, kind, values)

    def _values(self, kind: str) -> dict[str, Json]:
        choose, named = self._chance.choice, public(self._chance.choice(_KEYS))
        document = choose(_DOCUMENTS)
        match kind:
            case "key":
                return {"act": choose(("admit",) * 9 + ("x",)), "key": named, **self._role()}
            case "office" | "rotation":
                return {"key": named}
            case "revocation":
                last: dict[str, Json] = {"last": self._some(*FIELDS)}
                return {"key": named, **choose((last, {}))}
            case "statement":
                return {"document": document, "reading": self._some("reading"), "words": "x"}
            case "reading":
                return {"document": document, "reader": choose(("v1", "v2"))}
            case "review":
                return {"target": self._some("statement"), "verdict": "accept"}
            case "link":
                return {"of": "origin", "between": [*_DOCUMENTS], "verdict": choose(("same", "different")), "basis": {}}
            case "assent":
                return {"target": self._some("erase")}
            case "erase" if choose((True, False)):
                fields: list[Json] = list(choose((("words",), ("words", "content"), ("basis",), ("between",), ())))
                return {"target": self._some("statement", "link"), "fields": fields}
            case _:
                return {"document": document}

    def _role(self) -> dict[str, Json]:
        role = self._chance.choice(("owner", "owner", "reader", "x"))
        return {"role": role, **({"reader": self._chance.choice(("v1", "v2"))} if role == "reader" else {})}

    def _some(self, *kinds: str) -> str:
        found = [entry_id for entry_id, kind in self._kinds.items() if kind in kinds]
        return self._chance.choice([*found, "0" * 64]) if found else "0" * 64

    def close(self) -> None:
        """Take some openings away, as who sends or erases does."""
        for entry in self.entries:
            openings = entry["openings"]
            if isinstance(openings, dict) and self._chance.random() < 0.3:
                gone = self._chance.choice(("words", "reason", "basis"))
                entry["openings"] = {name: held for name, held in openings.items() if name != gone}


def by_verifier(entries: list[Json]) -> tuple[set[str], set[str]]:
    """The entries with which the verifier finds fault, and those that count."""
    faults = saksi_verify.find_faults(entries, ROOT)
    return {fault.where for fault in faults}, saksi_verify.counted(entries, ROOT)


def by_package(entries: list[Json]) -> tuple[set[str], set[str]]:
    """The same of the package."""
    sealed = [read_entry(canonical(entry)) for entry in entries]
    faults = check_all([Stored(sealed=each) for each in sealed], ROOT).faults
    heads = {each.id: read_head(each.head) for each in sealed}
    trust = trust_of(
        ROOT,
        [_link(each) for each in sealed if heads[each.id].kind in LINKED],
        lambda author: {entry_id: head.prev for entry_id, head in heads.items() if head.author == author},
    )
    counting = {entry_id for entry_id, head in heads.items() if trust.right(head.author, entry_id) is not None}
    return {fault.where for fault in faults}, counting


def _link(sealed: Sealed) -> Link:
    head = read_head(sealed.head)
    fields = {name: held.value for name, held in sealed.openings.items() if held.value is not None}
    return Link(
        id=sealed.id,
        kind=head.kind,
        author=head.author,
        recorded_at=head.recorded_at,
        fields=fields,
    )


def offices(number: int, seed: int) -> tuple[int, list[str]]:
    """Make so many ledgers; how many entries do not count in both, and each ledger that divides the two verifiers."""
    chance, excluded, wrongs = Random(seed), 0, list[str]()
    for _ in range(number):
        writers = Writers(chance)
        writers.write(_KEYS[0], "key", {"act": "admit", "key": ROOT, "role": "owner"})
        if chance.random() < 0.3:
            writers.write(_KEYS[0], "key", {"act": "admit", "key": public(_KEYS[1]), "role": "owner"})
        for _ in range(chance.randrange(4, 25)):
            writers.write_something()
        writers.close()
        entries: list[Json] = list(writers.entries)
        verifier, package = by_verifier(entries), by_package(entries)
        excluded += len(entries) - len(verifier[1])
        if verifier != package:
            wrongs.append(f"the two disagree: {canonical(entries).decode()}")
    return excluded, wrongs
