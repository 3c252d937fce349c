"""Inclusion and consistency proofs with something changed: what does not lead to the root must be refused.

A size alone is never changed here: a root says nothing of the size of its tree, and a path may fit two sizes of one
shape. The owner's signature over size and root together binds it; `proofs.py` changes sizes there.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from tools import saksi_verify

from saksi.ledger import log

_SIZES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17, 31, 32, 33, 50, 64, 65, 100, 129)


@dataclass(frozen=True, slots=True)
class Inclusion:
    """What `is_included` is asked."""

    leaf: bytes
    index: int
    size: int
    root: bytes
    path: tuple[bytes, ...]

    def judged(self) -> tuple[bool, bool]:
        """Whether the package says yes, and whether the verifier does."""
        asked = (self.leaf, self.index, self.size, self.root, self.path)
        return log.is_included(*asked), saksi_verify.is_included(*asked)


@dataclass(frozen=True, slots=True)
class Consistency:
    """What `is_consistent` is asked."""

    old: int
    old_root: bytes
    new: int
    new_root: bytes
    path: tuple[bytes, ...]

    def judged(self) -> tuple[bool, bool]:
        """Whether the package says yes, and whether the verifier does."""
        asked = (self.old, self.old_root, self.new, self.new_root, self.path)
        return log.is_consistent(*asked), saksi_verify.is_consistent(*asked)


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree with everything that holds of it, by index and by old size, and the hashes in it."""

    inclusions: tuple[Inclusion, ...]
    consistencies: tuple[Consistency, ...]
    holds: frozenset[Inclusion | Consistency]
    hashes: tuple[bytes, ...]


@functools.cache
def trees() -> tuple[tuple[Tree, Tree], ...]:
    """Trees, each beside its fork: a tree of that size with another first leaf. The same in every process."""
    chance = Random(1)
    leaves = [[chance.randbytes(32) for _ in range(size)] for size in _SIZES]
    return tuple((_tree(each), _tree([chance.randbytes(32), *each[1:]])) for each in leaves)


def _tree(leaves: list[bytes]) -> Tree:
    size, root = len(leaves), saksi_verify.root_of(leaves)
    inclusions = tuple(
        Inclusion(leaf, index, size, root, log.inclusion_path(leaves, index)) for index, leaf in enumerate(leaves)
    )
    consistencies = tuple(
        Consistency(old, saksi_verify.root_of(leaves[:old]), size, root, log.consistency_path(leaves, old))
        for old in range(1, size + 1)
    )
    hashes = {*leaves, *(each for held in inclusions for each in held.path), *(held.old_root for held in consistencies)}
    return Tree(inclusions, consistencies, frozenset((*inclusions, *consistencies)), tuple(sorted(hashes)))


def inclusion(number: int, seed: int) -> tuple[int, list[str]]:
    """Ask of so many changed inclusion proofs; how many both refused, and each that was accepted."""
    return _asked(number, Random(seed), _changed_inclusion)


def consistency(number: int, seed: int) -> tuple[int, list[str]]:
    """The same of consistency proofs."""
    return _asked(number, Random(seed), _changed_consistency)


def _asked(
    number: int, chance: Random, change: Callable[[Tree, Tree, Random], Inclusion | Consistency]
) -> tuple[int, list[str]]:
    refused, wrongs = 0, list[str]()
    while refused + len(wrongs) < number:
        tree, fork = chance.choice(trees())
        changed = change(tree, fork, chance)
        if changed in tree.holds or changed in fork.holds:
            continue
        package, verifier = changed.judged()
        if package or verifier:
            wrongs.append(f"accepted (package {package}, verifier {verifier}): {changed}")
        else:
            refused += 1
    return refused, wrongs


def _changed_inclusion(tree: Tree, fork: Tree, chance: Random) -> Inclusion:
    honest, another = chance.choice(tree.inclusions), chance.choice(tree.inclusions)
    forked = fork.inclusions[honest.index]
    way = chance.randrange(8)
    if way < 3:
        return replace(honest, path=_path(honest.path, tree, chance))
    if way == 3:
        return replace(honest, leaf=_hash(honest.leaf, tree, chance))
    if way == 4:
        return replace(honest, root=_hash(honest.root, tree, chance))
    if way == 5:
        return replace(honest, index=_number(honest.size, chance))
    if way == 6:
        mixed = (
            replace(honest, path=another.path),
            replace(honest, leaf=another.leaf),
            replace(another, index=honest.index),
        )
        return chance.choice(mixed)
    return chance.choice(
        (replace(honest, leaf=forked.leaf), replace(honest, path=forked.path), replace(honest, root=forked.root))
    )


def _changed_consistency(tree: Tree, fork: Tree, chance: Random) -> Consistency:
    honest, another = chance.choice(tree.consistencies), chance.choice(tree.consistencies)
    forked = fork.consistencies[honest.old - 1]
    way = chance.randrange(8)
    if way < 3:
        return replace(honest, path=_path(honest.path, tree, chance))
    if way == 3:
        return replace(honest, old_root=_hash(honest.old_root, tree, chance))
    if way == 4:
        return replace(honest, new_root=_hash(honest.new_root, tree, chance))
    if way == 5:
        return replace(honest, old=_number(honest.new, chance))
    if way == 6:
        mixed = (
            replace(honest, path=another.path),
            replace(honest, old_root=another.old_root),
            replace(another, old=honest.old),
        )
        return chance.choice(mixed)
    # the forgery that matters: a log with another past, and the path that would be honest for it
    return chance.choice(
        (
            replace(forked, old_root=honest.old_root),
            replace(honest, new_root=forked.new_root),
            replace(honest, path=forked.path),
        )
    )


def _path(path: tuple[bytes, ...], tree: Tree, chance: Random) -> tuple[bytes, ...]:
    hashes = list(path)
    at, way = chance.randrange(len(hashes) + 1), chance.randrange(7)
    if way == 0:
        return (*hashes[:at], chance.choice(tree.hashes), *hashes[at:])
    if not hashes or way == 1:
        return (*hashes, chance.randbytes(32))
    at = chance.randrange(len(hashes))
    if way == 2:
        del hashes[at]
    elif way == 3:
        hashes.insert(at, hashes[at])
    elif way == 4:
        chance.shuffle(hashes)
    elif way == 5:
        hashes = hashes[:at]
    else:
        hashes[at] = _hash(hashes[at], tree, chance)
    return tuple(hashes)


def _hash(honest: bytes, tree: Tree, chance: Random) -> bytes:
    way = chance.randrange(5)
    if way == 0:
        return chance.choice(tree.hashes)
    if way == 1:
        return chance.choice((b"", honest[:-1], honest + b"\0", honest[::-1], bytes(32)))
    flipped = bytearray(honest)
    flipped[chance.randrange(32)] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _number(size: int, chance: Random) -> int:
    return chance.choice((chance.randrange(size), chance.randrange(size), size, size + 1, 0, 2 * size, 2**53))
