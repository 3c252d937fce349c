"""Proofs as texts, spoiled: none may show anything that the honest proof does not, and two verifiers must agree."""

import functools
from dataclasses import dataclass
from random import Random

from nacl.signing import SigningKey
from tools import saksi_verify
from tools.saksi_verify import Json, RefusedError, canonical

from saksi.ledger import check_proof
from saksi.model import TamperError

from .making import make_entry, make_key, make_proof, public
from .mutating import mutated


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a proof shows, whoever read it."""

    id: str
    kind: str
    author: str
    prev: str | None
    recorded_at: str
    index: int
    log: tuple[str, int, bytes]
    fields: frozenset[tuple[str, bytes | None]]

    def is_part_of(self, other: "Shown") -> bool:
        """Whether the other shows all this: an opening may be left out by anybody who hands a proof on."""
        return self.fields <= other.fields and (self.id, self.index, self.log) == (other.id, other.index, other.log)


def by_package(text: str) -> Shown | None:
    """What the package reads in this proof; nothing where it refuses it."""
    try:
        held = check_proof(text)
    except TamperError:
        return None
    return Shown(
        id=held.id,
        kind=held.head.kind,
        author=held.head.author,
        prev=held.head.prev,
        recorded_at=f"{held.head.recorded_at:%Y-%m-%dT%H:%M:%SZ}",
        index=held.index,
        log=(held.checkpoint.owner, held.checkpoint.size, held.checkpoint.root),
        fields=frozenset((name, canonical(held.fields[name]) if name in held.fields else None) for name in held.opened),
    )


def by_verifier(text: str) -> Shown | None:
    """What the verifier that was written from the page alone reads in it."""
    try:
        held = saksi_verify.check_proof(text)
    except RefusedError:
        return None
    entry, checkpoint = held.entry, held.checkpoint
    return Shown(
        id=entry.id,
        kind=entry.kind,
        author=entry.author,
        prev=entry.prev,
        recorded_at=entry.recorded_at,
        index=held.index,
        log=(checkpoint.owner, checkpoint.size, checkpoint.root),
        fields=frozenset(
            (name, canonical(entry.values[name]) if name in entry.values else None)
            for name in {*entry.values, *entry.absent}
        ),
    )


def proofs(number: int, seed: int) -> tuple[int, list[str]]:
    """Spoil so many proofs; how many both refused, and each that shows something new or divides the two verifiers."""
    chance, refused, wrongs = Random(seed), 0, list[str]()
    for _ in range(number):
        honest, other = chance.sample(honest_proofs(), 2)
        text = mutated(honest, other, chance)
        package, verifier = by_package(text), by_verifier(text)
        refused += package is None and verifier is None
        wrong = _wrong(package, verifier, text, honest)
        wrongs += [f"{wrong}: {text!r}"] if wrong else []
    return refused, wrongs


def _wrong(package: Shown | None, verifier: Shown | None, text: str, honest: str) -> str:
    expected = _expected(honest)
    if any(found is not None and not found.is_part_of(expected) for found in (package, verifier)):
        return "it shows what the honest proof does not"
    return "" if package == verifier else f"the two disagree (package {package is not None})"


@functools.cache
def _expected(honest: str) -> Shown:
    found = by_verifier(honest)
    if found is None or found != by_package(honest):
        raise AssertionError("an honest proof must hold, and show the same to both")
    return found


@functools.cache
def honest_proofs() -> tuple[str, ...]:
    """Proofs that hold, of several kinds of entry, in logs of several sizes. The same in every process."""
    chance = Random(2)
    owner, reader = make_key(chance), make_key(chance)
    found = []
    for size in (1, 2, 3, 7, 8, 40):
        # other entries in each: the openings of one proof of an entry would do in another proof of it
        for entry in (*_entries(owner, chance), *_entries(reader, chance)):
            ids = [chance.randbytes(32).hex() for _ in range(size)]
            ids[chance.randrange(size)] = str(entry["id"])
            found.append(make_proof(_shown(entry, chance), ids, owner))
    return tuple(found)


def _entries(key: SigningKey, chance: Random) -> list[dict[str, Json]]:
    words: dict[str, Json] = {"words": "Test Sokunthea ត្រូវបានចាប់ខ្លួន", "span": [0, 53], "confidence": "0.9"}
    nested: Json = {"type": "event", "targets": [{"name": "Test Sokunthea", "ref": "n1"}], "is_new": True}
    return [
        make_entry("review", {"target": "0" * 64, "verdict": "accept"}, key, chance, "1" * 64),
        make_entry("statement", {**words, "content": nested}, key, chance, "2" * 64),
        make_entry("key", {"act": "admit", "key": public(key), "role": "owner"}, key, chance),
    ]


def _shown(entry: dict[str, Json], chance: Random) -> dict[str, Json]:
    openings = entry["openings"]
    if not isinstance(openings, dict):
        raise TypeError("openings are an object")
    kept = chance.sample(sorted(openings), chance.randrange(len(openings) + 1))
    return {**entry, "openings": {name: openings[name] for name in kept}}
