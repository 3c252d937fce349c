"""The tree, against RFC 6962's own recursive definition and the eight leaves that its implementations share."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.ledger.log import (
    EMPTY_ROOT,
    Frontier,
    consistency_path,
    inclusion_path,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
)

#: The leaves with which implementations of certificate transparency test themselves, and their root.
SHARED = [bytes.fromhex(each) for each in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
SHARED.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))
SHARED_ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
MOST = 40

sizes = st.integers(1, MOST)


def leaves(size):
    return [leaf_hash(bytes([number])) for number in range(size)]


def defined_root(hashes):
    """Section 2.1 of RFC 6962, word for word."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = max(2**power for power in range(len(hashes).bit_length()) if 2**power < len(hashes))
    return node_hash(defined_root(hashes[:split]), defined_root(hashes[split:]))


def test_the_shared_leaves_have_their_known_root():
    assert Frontier().grown([leaf_hash(leaf) for leaf in SHARED]).root.hex() == SHARED_ROOT


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert Frontier().root == EMPTY_ROOT == hashlib.sha256().digest()


@pytest.mark.parametrize("size", range(MOST))
def test_a_tree_grown_leaf_by_leaf_has_the_root_of_the_definition(size):
    assert Frontier().grown(leaves(size)).root == defined_root(leaves(size))


@given(sizes, st.data())
def test_growing_in_batches_is_growing_at_once(size, data):
    cut = data.draw(st.integers(0, size))
    parts = Frontier().grown(leaves(size)[:cut]).grown(leaves(size)[cut:])
    assert parts == Frontier().grown(leaves(size))


@pytest.mark.parametrize("size", range(1, MOST))
def test_every_leaf_is_shown_to_be_in_its_tree_and_nowhere_else(size):
    tree, root = leaves(size), Frontier().grown(leaves(size)).root
    for index, leaf in enumerate(tree):
        path = inclusion_path(tree, index)
        shown = [number for number in range(size + 2) if is_included(leaf, number, size, root, path)]
        assert shown == [index]


@pytest.mark.parametrize("size", range(1, MOST))
def test_every_earlier_tree_is_shown_to_begin_the_later(size):
    tree, root = leaves(size), Frontier().grown(leaves(size)).root
    for old in range(1, size + 1):
        old_root = Frontier().grown(tree[:old]).root
        assert is_consistent(old, old_root, size, root, consistency_path(tree, old))


@given(sizes, st.data())
def test_a_proof_with_one_bit_changed_is_refused(size, data):
    tree, root = leaves(size), Frontier().grown(leaves(size)).root
    index = data.draw(st.integers(0, size - 1))
    parts = [tree[index], root, *inclusion_path(tree, index)]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    changed = bytearray(parts[which])
    changed[bit // 8] ^= 1 << bit % 8
    parts[which] = bytes(changed)
    assert not is_included(parts[0], index, size, parts[1], parts[2:])


@given(sizes, st.data())
def test_a_longer_or_shorter_path_is_refused(size, data):
    tree, root = leaves(size), Frontier().grown(leaves(size)).root
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_path(tree, index)
    assert not is_included(tree[index], index, size, root, (*path, root))
    assert size == 1 or not is_included(tree[index], index, size, root, path[:-1])


@given(st.integers(2, MOST), st.data())
def test_a_tree_in_which_an_old_leaf_was_replaced_is_not_consistent(size, data):
    old = data.draw(st.integers(1, size - 1))
    replaced = data.draw(st.integers(0, old - 1))
    tree = leaves(size)
    forged = [*tree[:replaced], leaf_hash(b"another"), *tree[replaced + 1 :]]
    old_root, root = Frontier().grown(tree[:old]).root, Frontier().grown(forged).root
    for path in (consistency_path(tree, old), consistency_path(forged, old)):
        assert not is_consistent(old, old_root, size, root, path)


def test_a_smaller_tree_does_not_follow_from_a_larger():
    small, large = (Frontier().grown(leaves(size)).root for size in (3, 5))
    assert not is_consistent(5, large, 3, small, consistency_path(leaves(5), 3))


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_path_from_a_leaf_that_is_not_there(index):
    with pytest.raises(IndexError, match="no leaf"):
        inclusion_path(leaves(3), index)
