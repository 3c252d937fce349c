"""What a partner may send: sound entries that no rule allows, or that say what no fold can read."""

import shutil
from itertools import permutations

import pytest
from desk_cases import Desk
from ledger_cases import NOON, READER, capture, reading, review, said, statement
from nacl.signing import SigningKey

from saksi.ledger import NewEntry, _scopes, statement_fields
from saksi.ledger.sharing import Outgoing
from saksi.ledger.sign import read_head
from saksi.ledger.trust import key_fields
from saksi.model import TamperError

SAID = statement_fields(said(), document="d" * 64, words="was taken")


@pytest.fixture(autouse=True)
def careless(monkeypatch):
    """A partner that breaks rules does not ask what may leave its house either."""
    monkeypatch.setattr(_scopes, "leaving_among", lambda _, ids, *of: frozenset(ids))


@pytest.fixture
def pair(desks):
    one, other, _ = desks
    one.admits(other)
    other.admits(one)
    return one, other


def hands_over(one, other, *batch):
    one.ledger.append(list(batch), recorded_at=NOON)
    return other.merges(one.bundle(other))


def by_reader(kind, **fields):
    return NewEntry(kind=kind, fields=fields, by=READER)


@pytest.mark.parametrize("kind", ["review", "capture"])
def test_what_a_reader_may_not_write_waits(pair, kind):
    one, other = pair
    new = {"review": review("a" * 64, by=READER), "capture": NewEntry(kind="capture", fields={}, by=READER)}[kind]
    merged = hands_over(one, other, capture(), reading(), new)
    assert merged.waiting == {f"a reader may not write a {kind}": 1}
    assert other.is_sound()


@pytest.mark.parametrize(
    "new",
    [
        by_reader("reading"),
        by_reader("reading", document=5, reader="test-1", text="f" * 64),
        by_reader("reading", document="d" * 64, reader="test-1", text="f" * 64, zones="all of it"),
        by_reader("reading", document="d" * 64, reader="test-1", text="f" * 64, names=[7]),
        by_reader("reading", document="d" * 64, reader="test-1", text="f" * 64, published="tomorrow"),
        by_reader("statement"),
        by_reader("statement", **{**SAID, "reading": "a" * 64, "span": 5}),
        by_reader("statement", **{**SAID, "reading": "a" * 64, "span": [9, 3]}),
        by_reader("statement", **{**SAID, "reading": "a" * 64, "content": {"type": "rumour"}}),
        by_reader("statement", **{**SAID, "reading": "a" * 64, "content": {"type": "event", "targets": [1]}}),
        by_reader("statement", **{**SAID, "reading": ["a"]}),
        NewEntry(kind="review", fields={"verdict": "accept"}),
        NewEntry(kind="review", fields={"target": "a" * 64}),
        NewEntry(kind="review", fields={"target": ["a" * 64], "verdict": "accept"}),
        NewEntry(kind="review", fields={"target": "a" * 64, "verdict": "perhaps"}),
        NewEntry(kind="capture", fields={"document": {"a": 1}}),
        NewEntry(kind="capture", fields={"document": "d" * 64, "media_type": 7}),
    ],
    ids=range(17),
)
def test_what_no_fold_can_read_waits_with_all_that_follows_it(pair, new):
    one, other = pair
    merged = hands_over(one, other, new, review("b" * 64, by=new.by) if new.by == "owner" else statement(at=0))
    (why,) = set(merged.waiting) - {"it follows one that waits"}
    assert why.startswith("this Saksi cannot read what is in the")
    assert merged.waiting["it follows one that waits"] >= 1
    assert other.shown() == []
    assert other.is_sound()


def test_what_waits_for_its_form_does_not_hold_up_the_rest(pair):
    one, other = pair
    _, ids = one.tells()
    hands_over(one, other, NewEntry(kind="review", fields={}))
    assert other.shown() == [ids[2]]


def test_a_partner_that_is_wholly_revoked_leaves_a_sound_ledger_that_rests_on_nothing_of_it(pair):
    one, other = pair
    _, ids = one.tells()
    other.merges(one.bundle(other))
    assert other.shown() == [ids[2]]
    one.erases(target=ids[2], fields=["cue"])
    other.merges(one.bundle(other))
    other.change("revocation", key=one.root)
    assert other.shown() == []
    assert other.is_sound()
    assert {entry.role for entry in other.ledger.entries() if entry.author == one.root} == {None}


def test_a_key_that_was_contested_leaves_a_sound_ledger(pair, tmp_path):
    one, other = pair
    shutil.copytree(one.ledger.path.parent, tmp_path / "thief")
    thief = Desk(tmp_path / "thief" / "ledger")
    one.exchange.rotate(recorded_at=NOON)
    one.tells()
    other.merges(one.bundle(other))
    assert len(other.shown()) == 1
    thief.exchange.rotate(recorded_at=NOON)
    merged = other.merges(thief.bundle(other))
    (partner,) = other.ledger.trust().partners
    assert partner.contested
    assert merged.new
    assert other.shown() == []
    # until one branch of the forked chain is believed, neither counts
    assert other.is_sound()
    rotation = next(
        entry.id
        for entry in other.ledger.entries()
        if entry.kind == "rotation" and entry.fields["key"] == one.ledger.trust().home.key
    )
    other.change("revocation", key=one.root, last=rotation)
    assert len(other.shown()) == 1
    assert other.is_sound()
    thief.ledger.close()


def test_readers_of_a_new_key_are_new_and_the_old_ones_can_be_revoked(pair):
    one, _ = pair
    one.tells()
    before = {key for key, right in one.ledger.trust().home.rights.items() if right.role == "reader"}
    one.exchange.rotate(recorded_at=NOON)
    one.tells()
    after = {key for key, right in one.ledger.trust().home.rights.items() if right.role == "reader"}
    assert len(after) == len(before) + 1
    for key in before:
        one.change("revocation", key=key)
    assert (len(one.shown()), one.is_sound()) == (1, True)
    assert not before & one.exchange.signing_keys()


def test_originals_that_a_partner_never_sent_are_no_fault_of_this_ledger(pair):
    one, other = pair
    hands_over(one, other, capture(), reading(), statement(at=1))
    assert other.is_sound()
    assert len(other.shown()) == 1
    assert not one.is_sound()


def test_they_are_none_either_where_this_ledger_asks_a_colleague_to_erase_them(pair):
    one, other = pair
    other.change("key", **key_fields("owner", SigningKey(b"c" * 32).verify_key.encode().hex()))
    hands_over(one, other, capture(), reading(), statement(at=1))
    other.erases(document="d" * 64)
    assert other.ledger.erased_items() == {}
    assert other.is_sound()


def test_an_entry_that_opens_to_what_no_fold_can_read_refuses_the_bundle(pair, monkeypatch):
    one, other = pair
    one.ledger.append([NewEntry(kind="reading", fields={"document": 5}, by=READER)], recorded_at=NOON)
    with monkeypatch.context() as closing:
        # the partner first shows nothing of it, then all
        closing.setattr(Outgoing, "_may_open", lambda self, sealed, leaving: read_head(sealed.head).kind != "reading")
        assert other.merges(one.bundle(other)).waiting == {}
    with pytest.raises(TamperError, match="this Saksi cannot read what is in the reading: ask its sender"):
        other.merges(one.bundle(other))
    assert (other.shown(), other.is_sound()) == ([], True)


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_two_claims_to_one_place_end_alike_whichever_came_first(desks, tmp_path, order):
    one, other, _ = desks
    one.admits(other)
    shutil.copytree(one.ledger.path.parent, tmp_path / "thief")
    thief = Desk(tmp_path / "thief" / "ledger")
    for desk in (one, thief):
        desk.exchange.rotate(recorded_at=NOON)
    other.admits(one)
    bundles = [one.bundle(other), thief.bundle(other)]
    for place in order:
        other.merges(bundles[place])
    (partner,) = other.ledger.trust().partners
    assert (partner.contested, partner.lineage) == (True, (one.root,))
    thief.ledger.close()
