"""The Merkle tree over entry ids in order of arrival: roots, proofs and their checks, without any I/O.

The tree and its audit paths are those of RFC 6962, section 2.1; the checks follow RFC 9162, sections 2.1.3.2 and
2.1.4.2. A leaf is the 32 bytes of an entry's id.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

HASH_BYTES = 32
#: The root of the empty tree.
EMPTY_ROOT = hashlib.sha256(b"").digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """A tree as far as it is needed to grow it: its size, and the roots of its full subtrees, the largest first.

    A log of a million entries fits in twenty hashes.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def grown(self, leaves: Iterable[bytes]) -> Self:
        """The tree with `leaves` (leaf hashes) at its end."""
        peaks, size = list(self.peaks), self.size
        for leaf in leaves:
            carried = leaf
            # each one bit at the low end of the size is a full subtree that the new leaf completes
            bits = size
            while bits & 1:
                carried = node_hash(peaks.pop(), carried)
                bits >>= 1
            peaks.append(carried)
            size += 1
        return type(self)(size=size, peaks=tuple(peaks))

    @property
    def root(self) -> bytes:
        """The root of the whole tree."""
        if not self.peaks:
            return EMPTY_ROOT
        found = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            found = node_hash(peak, found)
        return found


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf. The tag keeps a leaf from passing for a node."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def inclusion_path(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The hashes that lead from leaf `index` to the root, the leaf's sibling first. Leaves are leaf hashes."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} in a tree of {len(leaves)}")
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*inclusion_path(leaves[:split], index), _root(leaves[split:]))
    return (*inclusion_path(leaves[split:], index - split), _root(leaves[:split]))


def consistency_path(leaves: Sequence[bytes], old: int) -> tuple[bytes, ...]:
    """The hashes that show that the tree of the first `old` leaves was only added to."""
    if not 0 < old <= len(leaves):
        raise IndexError(f"there is no tree of {old} leaves in one of {len(leaves)}")
    return _consistency(leaves, old, whole=True)


def is_included(leaf: bytes, index: int, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` leads from this leaf hash, as number `index` of `size`, to `root`."""
    if not 0 <= index < size or not _are_hashes(leaf, root, *path):
        return False
    number, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if number & 1 or number == last:
            found = node_hash(sibling, found)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        number, last = number >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` shows that the tree of `new` leaves begins with the tree of `old` leaves."""
    if old < 0 or not _are_hashes(old_root, new_root, *path):
        return False
    if old == 0 or old > new:
        # from nothing everything follows; nothing follows from what is larger
        return old == 0 and old_root == EMPTY_ROOT and not path and (new > 0 or new_root == EMPTY_ROOT)
    if old == new:
        return old_root == new_root and not path
    hashes = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not hashes:
        return False
    number, last = old - 1, new - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    was = now = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            now = node_hash(now, sibling)
        number, last = number >> 1, last >> 1
    return last == 0 and was == old_root and now == new_root


def _are_hashes(*found: bytes) -> bool:
    return all(len(each) == HASH_BYTES for each in found)


def _root(leaves: Sequence[bytes]) -> bytes:
    return Frontier().grown(leaves).root


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _consistency(leaves: Sequence[bytes], old: int, *, whole: bool) -> tuple[bytes, ...]:
    if old == len(leaves):
        # the old tree's own root is known to who asks; of any other subtree it is not
        return () if whole else (_root(leaves),)
    split = _split(len(leaves))
    if old <= split:
        return (*_consistency(leaves[:split], old, whole=whole), _root(leaves[split:]))
    return (*_consistency(leaves[split:], old - split, whole=False), _root(leaves[:split]))
