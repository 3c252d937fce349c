"""What thieves, carriers and partners of ill will may bring, and what an honest bundle may lack."""

import hashlib
from random import Random

import pytest
from ledger_cases import NOON
from nacl.signing import SigningKey
from soak.desks import author_of, made_bundle, sign, without_disk
from soak.world import World
from test_exchange import Desk

from saksi.acts import share
from saksi.acts.originals import originals_of
from saksi.ledger import exchange, open_ledger
from saksi.ledger.ledger import hex_of
from saksi.ledger.trust import key_fields
from saksi.model import LedgerError, TamperError, View


@pytest.fixture
def chance():
    return Random(1)


@pytest.fixture
def world(chance):
    with without_disk(chance):
        made = World(3, chance)
        for desk in made.desks:
            for other in made.desks:
                made.admit(desk, other)
        yield made
        made.close()


def own_key(desk):
    return SigningKey(desk.seeds()[0])


def own(desk):
    return [each for each in desk.sealed() if author_of(each) == desk.root]


def text_hash(document, version):
    return hashlib.sha256(f"text {document} by {version}".encode()).hexdigest()


def document_hash(document):
    return hashlib.sha256(f"document {document}".encode()).hexdigest()


def test_a_bundle_of_nothing_but_closed_entries_is_taken(world):
    one, other, third = world.desks
    other.merge(one.bundle(other))
    size = len(one.entries())
    world.admit(one, third)
    assert other.merge(one.bundle(other, since=size)).new == 1


@pytest.mark.parametrize("first", [0, 1])
def test_two_rotations_of_one_key_leave_its_place_to_neither_whichever_comes_first(world, chance, first):
    one, other, _ = world.desks
    before = own(one)
    thief = hex_of(SigningKey(bytes([9]) * 32))
    false = sign(chance, own_key(one), "rotation", {"key": thief, "recipient": "x"}, before[-1].id, NOON)
    world.rotate(one)
    bundles = [one.bundle(other), made_bundle([*before, false], [other], own_key(one))]
    for data in (bundles[first], bundles[1 - first]):
        other.merge(data)
    (partner,) = [each for each in other.ledger.trust().partners if each.root == one.root]
    assert (partner.contested, partner.lineage) == (True, (one.root,))
    assert other.faults() == []


def test_an_office_whose_first_key_counts_for_nothing_any_more_is_followed_to_its_next(world):
    one, other, _ = world.desks
    world.rotate(one)
    one.change("revocation", NOON, {"key": one.root})
    world.tell(one, 1, 1)
    other.merge(one.bundle(other))
    (partner,) = [each for each in other.ledger.trust().partners if each.root == one.root]
    assert partner.lineage == one.ledger.trust().home.lineage
    assert other.ledger.trust().right(one.root, own(one)[0].id) is None
    assert (len(other.ledger.view(View()).statements), other.faults()) == (1, [])


def test_after_a_partner_is_revoked_what_its_readers_wrote_is_no_fault(world):
    one, other, _ = world.desks
    world.tell(one, 1, 1)
    other.merge(one.bundle(other))
    other.change("revocation", NOON, {"key": one.root})
    assert (other.ledger.view(View()).statements, other.faults()) == ((), [])


def test_what_a_partner_erased_of_its_own_can_still_be_taken_in_here(world):
    one, other, _ = world.desks
    world.tell(one, 1, 1)
    world.erase(one, 0, whole=True)
    other.merge(one.bundle(other))
    world.tell(other, 1, 1)
    assert other.ledger.item_key(document_hash(1)) is not None
    assert (len(other.ledger.view(View()).statements), other.faults()) == (1, [])


def test_a_text_that_comes_after_its_document_was_erased_is_not_kept(world):
    one, other, _ = world.desks
    world.tell(one, 1, 1)
    world.tell(other, 1, 2)
    world.erase(other, 0, whole=True)
    other.merge(one.bundle(other))
    assert other.ledger.item_key(text_hash(1, 1)) is None
    assert other.faults() == []


def test_what_partners_erased_is_erased_when_nobody_else_vouches_any_more(world):
    one, other, third = world.desks
    world.tell(one, 1, 1)
    (reader,) = [each.author for each in one.entries() if each.kind == "statement"]
    third.change("key", NOON, key_fields(("reader", "test-1"), reader))
    for desk in (one, third):
        other.merge(desk.bundle(other))
    world.erase(one, 2, whole=False)
    other.merge(one.bundle(other))
    (said,) = [each for each in other.entries() if each.kind == "statement"]
    assert not said.erased
    other.change("revocation", NOON, {"key": third.root})
    assert other.ledger.entry(said.id).erased
    assert other.faults() == []


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("review", {}),
        ("review", {"target": ["a"], "verdict": "accept"}),
        ("capture", {"document": [1]}),
        ("capture", {}),
        ("reading", {"document": "d" * 64, "reader": "x", "text": 5}),
        ("reading", {"document": "d" * 64, "reader": "x", "text": "e" * 64, "names": 5}),
        ("statement", {"document": "d" * 64, "reading": "e" * 64, "span": "no"}),
        ("erase", {"target": 5}),
        ("office", {"key": 5}),
        ("revocation", {"key": ["a"], "last": 5}),
    ],
)
def test_values_that_cannot_be_read_reach_no_answer(world, chance, kind, fields):
    one, other, _ = world.desks
    world.tell(other, 2, 1)
    made = sign(chance, own_key(one), kind, fields, own(one)[-1].id, NOON)
    other.merge(made_bundle([*own(one), made], [other], own_key(one)))
    assert other.faults() == []
    assert len(other.ledger.view(View()).statements) == 1


def test_an_entry_that_follows_anothers_waits(world, chance):
    one, other, _ = world.desks
    made = sign(chance, own_key(one), "review", {"target": "a" * 64, "verdict": "accept"}, own(other)[-1].id, NOON)
    merged = other.merge(made_bundle([*own(one), made], [other], own_key(one)))
    assert sum(merged.waiting.values()) == 1
    assert other.faults() == []


def test_what_holds_a_ledger_together_cannot_be_kept_back(world):
    one, other, _ = world.desks
    world.tell(one, 1, 1)
    closed = {each.id: frozenset({"document"}) for each in one.sealed()}
    with pytest.raises(TamperError, match="which is always open"):
        other.merge(made_bundle(one.sealed(), [other], own_key(one), closed=closed))


def test_an_original_that_no_entry_names_is_refused(world):
    one, other, _ = world.desks
    items = {hashlib.sha256(b"x").hexdigest(): b"x"}
    with pytest.raises(TamperError, match="none of its entries names"):
        other.merge(made_bundle(own(one), [other], own_key(one), items))


def test_originals_stay_where_only_the_checkpoint_could_not_be_written(tmp_path, monkeypatch):
    one, other = (Desk(tmp_path / name / "ledger") for name in "ab")
    one.admits(other)
    other.admits(one)
    document, _ = one.tells()
    data = tmp_path / "bundle"
    data.write_bytes(one.bundle(other))

    def fail(path, note):
        raise LedgerError("TEST disk full")

    with monkeypatch.context() as broken, data.open("rb") as stream:
        broken.setattr(exchange, "keep_last", fail)
        with pytest.raises(LedgerError, match="TEST disk full"):
            share.merge(other.ledger, stream)
    other.ledger.close()
    with open_ledger(other.ledger.path, None, create=False) as again:
        assert originals_of(again).open(document, again.item_key(document))


def test_an_erase_entry_that_names_a_document_that_is_not_here_is_no_fault(world, chance):
    one, other, _ = world.desks
    fields = {"document": "d" * 64}
    made = sign(chance, own_key(one), "erase", fields, own(one)[-1].id, NOON)
    assert other.merge(made_bundle([*own(one), made], [other], own_key(one))).new > 0
    assert other.faults() == []
