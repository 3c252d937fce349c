"""Two and three offices that hand each other bundles."""

import hashlib
import io
import json
import shutil
from datetime import timedelta
from itertools import permutations

import pyrage
import pytest
from desk_cases import Desk
from ledger_cases import NOON, capture, later, review
from sqlalchemy import select
from tests.engines import ENGINES, unguarded

from saksi.acts import permits
from saksi.ledger import Exchange, NewEntry
from saksi.ledger._tables import arrival, waiting
from saksi.ledger.bundle import Grown, Header, new_identity, write_bundle
from saksi.ledger.canonical import canonical
from saksi.ledger.sharing import Outgoing
from saksi.model import BadInputError, BadValueError, LedgerError, TamperError, View


@pytest.fixture
def file_desks(tmp_path):
    """Three offices, each with a ledger in a file."""
    made = [Desk(tmp_path / name / "ledger") for name in "abc"]
    yield made
    for desk in made:
        desk.ledger.close()


@pytest.fixture(params=ENGINES)
def desks(request, tmp_path):
    """Three offices, all of one engine: bundles are the same bytes, whatever they come from."""
    places = [tmp_path / name / "ledger" for name in "abc"]
    if request.param == "postgresql":
        databases = request.getfixturevalue("databases")
        places = [databases.server(place.parent) for place in places]
    made = [Desk(place) for place in places]
    yield made
    for desk in made:
        desk.ledger.close()


def test_what_a_partner_wrote_comes_with_its_originals_and_checks_out(desks):
    one, other, _ = desks
    one.admits(other)
    document, ids = one.tells()
    other.admits(one)
    merged = other.merges(one.bundle(other))
    assert (merged.is_known, merged.new, merged.waiting, merged.originals) == (True, 6, {}, 2)
    assert other.shown() == [ids[2]]
    assert other.is_sound()
    assert other.originals.open(document, other.ledger.item_key(document))


def test_an_unknown_signer_waits_is_shown_and_comes_in_when_it_is_admitted(desks):
    one, other, _ = desks
    one.admits(other)
    document, ids = one.tells()
    merged = other.merges(one.bundle(other))
    assert (merged.is_known, merged.new, merged.waiting) == (False, 0, {"its key was never admitted": 6})
    assert (other.shown(), other.ledger.item_key(document)) == ([], None)
    assert {each.why for each in other.exchange.quarantine()} == {"its key was never admitted"}
    other.admits(one)
    assert other.exchange.quarantine() == ()
    assert other.shown() == [ids[2]]
    assert other.is_sound()


def test_a_bundle_taken_in_again_changes_nothing(desks):
    one, other, _ = desks
    one.admits(other)
    other.admits(one)
    one.tells()
    data = one.bundle(other)
    other.merges(data)
    before = other.ledger.checkpoint()
    merged = other.merges(data)
    assert (merged.new, merged.known, merged.opened, merged.originals) == (0, 6, 0, 0)
    assert other.ledger.checkpoint() == before


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_bundles_in_any_order_end_alike(desks, order):
    one, other, _ = desks
    one.admits(other)
    parts, since = [], 0
    for _ in range(3):
        one.tells()
        parts.append(one.bundle(other, since=since))
        since = len(list(one.ledger.entries()))
    for place in order:
        other.merges(parts[place])
    other.admits(one)
    assert (len(other.shown()), other.exchange.quarantine(), other.is_sound()) == (3, (), True)


def test_a_later_part_waits_for_what_it_follows(desks):
    one, other, _ = desks
    one.admits(other)
    other.admits(one)
    one.tells()
    size = len(list(one.ledger.entries()))
    one.tells()
    late = other.merges(one.bundle(other, since=size))
    assert (late.new, late.waiting) == (
        0,
        {"its key was never admitted": 2, "it follows an entry that is not here": 1},
    )
    assert other.merges(one.bundle(other)).waiting == {}
    assert (len(other.shown()), other.exchange.quarantine(), other.is_sound()) == (2, (), True)


def test_whom_an_office_trusts_stays_its_own_affair(desks):
    one, other, third = desks
    one.admits(other, third)
    one.tells()
    other.admits(one)
    other.merges(one.bundle(other))
    (entries,) = [[each for each in other.ledger.entries() if each.kind == "office" and each.author == one.root]]
    assert [each.fields for each in entries] == [{}, {}]
    assert other.is_sound()


def test_what_partners_wrote_goes_along_only_where_somebody_says_so(desks):
    one, other, third = desks
    one.admits(other)
    other.admits(one, third)
    third.admits(other, one)
    _, ids = one.tells()
    other.merges(one.bundle(other))
    third.merges(other.bundle(third))
    assert third.shown() == []
    third.merges(other.bundle(third, forward=True))
    assert third.shown() == [ids[2]]
    assert third.is_sound()


def test_a_bundle_for_others_is_refused(desks):
    one, other, third = desks
    one.admits(other, third)
    one.tells()
    with pytest.raises(TamperError, match="it is sealed to others"):
        third.merges(one.bundle(other))
    # sealed again to somebody for whom it was not made
    inside = pyrage.decrypt(one.bundle(other), [pyrage.x25519.Identity.from_str(identity_of(other))])
    again = pyrage.encrypt(inside, [pyrage.x25519.Recipient.from_str(third.exchange.recipient())])
    with pytest.raises(LedgerError, match="made for other offices"):
        third.merges(again)
    assert third.exchange.quarantine() == ()


def identity_of(desk):
    desk.exchange.recipient()
    with desk.ledger._writes() as connection:
        return desk.exchange._identities(connection)[-1]


def resealed(data, desk, change):
    inside = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity_of(desk))])
    return pyrage.encrypt(change(inside), [pyrage.x25519.Recipient.from_str(desk.exchange.recipient())])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda inside: inside[:-1], "ends in the middle"),
        (lambda inside: inside + b"x", "goes on after its end"),
        (lambda inside: inside.replace(b'"items":2', b'"items":1'), "signature does not fit"),
        (lambda inside: inside[: inside.rindex(b"{") - 1], "ends in the middle"),
        (lambda inside: inside[:-1] + bytes([inside[-1] ^ 1]), "another document than it says"),
        (lambda inside: inside.replace(b'"kind":"bundle"', b'"kind":"bundel"'), "not in the form"),
        (lambda inside: b"", "ends in the middle"),
    ],
    ids=range(7),
)
def test_a_bundle_that_was_changed_is_refused_and_leaves_nothing(desks, change, why):
    one, other, _ = desks
    one.admits(other)
    other.admits(one)
    one.tells()
    before = other.ledger.checkpoint()
    with pytest.raises(TamperError, match=why):
        other.merges(resealed(one.bundle(other), other, change))
    assert (other.ledger.checkpoint(), other.exchange.quarantine(), other.is_sound()) == (before, (), True)


def test_a_bundle_with_one_forged_entry_is_refused_whole(desks):
    one, other, _ = desks
    one.admits(other)
    other.admits(one)
    one.tells()

    def forge(inside):
        # a thief who holds the sender's key, and not the author's
        with one.ledger._reads() as connection:
            key = one.ledger._signing_key(connection)
        header, _, first, rest = inside.split(b"\n", 3)
        held = json.loads(first)
        held["openings"]["act"]["value"] = "forged"
        return signed_again(header, canonical(held) + b"\n" + rest, key)

    with pytest.raises(TamperError, match="that is not sound"):
        other.merges(resealed(one.bundle(other), other, forge))
    assert other.shown() == []


def signed_again(header, body, key):
    held = json.loads(header)
    line = canonical({**held, "size": len(body), "body": hashlib.sha256(body).hexdigest()})
    return line + b"\n" + key.sign(b"saksi/bundle/v1\0" + line).signature.hex().encode() + b"\n" + body


def test_a_partner_erases_everywhere_what_it_wrote(desks):
    one, other, _ = desks
    one.admits(other)
    other.admits(one)
    document, _ids = one.tells()
    early = one.bundle(other)
    other.merges(early)
    one.erases(document=document)
    merged = other.merges(one.bundle(other))
    assert merged.requests == ()
    assert (other.shown(), other.ledger.item_key(document), other.is_sound()) == ([], None, True)
    other.merges(early)
    assert (other.shown(), other.ledger.item_key(document), other.is_sound()) == ([], None, True)


def test_a_partner_cannot_erase_what_others_wrote_it_can_only_ask(desks):
    one, other, _ = desks
    one.admits(other)
    other.admits(one)
    words = b"the same page"
    document, ours = other.tells(words)
    one.tells(words)
    one.erases(document=document)
    merged = other.merges(one.bundle(other))
    assert len(merged.requests) == 1
    assert (other.shown(), other.is_sound()) == ([ours[2]], True)
    assert other.originals.open(document, other.ledger.item_key(document)) == words


def test_what_was_erased_here_does_not_come_back_nor_wait(desks):
    one, other, _ = desks
    one.admits(other)
    document, _ids = one.tells()
    data = one.bundle(other)
    other.admits(one)
    other.merges(data)
    other.erases(document=document)
    other.merges(data)
    assert (other.shown(), other.ledger.item_key(document), other.is_sound()) == ([], None, True)


def test_an_erasure_reaches_what_waits(desks):
    one, other, _ = desks
    one.admits(other)
    words = b"a page in two offices"
    document, _ = one.tells(words)
    other.tells(words)
    other.merges(one.bundle(other))
    other.erases(document=document)
    with other.ledger._reads() as connection:
        lines = b"".join(connection.execute(select(waiting.c.line)).scalars())
    assert document.encode() in lines
    assert b"was taken" not in lines
    other.admits(one)
    assert (other.shown(), other.is_sound()) == ([], True)


def test_a_new_key_is_followed_by_partners(file_desks):
    one, other, _ = file_desks
    one.admits(other)
    other.admits(one)
    one.tells()
    one.exchange.rotate(recorded_at=NOON)
    _, _ids = one.tells()
    merged = other.merges(one.bundle(other))
    assert (merged.is_known, merged.waiting, len(other.shown())) == (True, {}, 2)
    assert (one.is_sound(), other.is_sound()) == (True, True)
    # bundles to the old recipient still open, and new ones are sealed to the new one
    assert other.ledger.trust().partners[0].recipient == one.exchange.recipient()
    assert one.merges(other.bundle(one)).is_known


def test_what_a_revoked_key_signed_later_waits_or_does_not_count(desks):
    one, other, third = desks
    for desk, partner in ((one, other), (one, third), (other, one), (third, one)):
        desk.admits(partner)
    one.tells()
    last = [each for each in one.ledger.entries() if each.author == one.root][-1].id
    one.tells()
    data = {desk: one.bundle(desk) for desk in (other, third)}
    # the one hears of the theft after, the other before
    other.merges(data[other])
    for desk in (other, third):
        desk.change("revocation", key=one.root, last=last)
    merged = third.merges(data[third])
    assert merged.waiting == {"its key was revoked or replaced before it": 1}
    assert (other.is_sound(), third.is_sound()) == (True, True)
    counted = [
        {each.id for each in desk.ledger.entries() if each.role and each.office == one.root} for desk in (other, third)
    ]
    assert counted[0] == counted[1]


def test_an_older_copy_gets_back_from_a_partner_what_it_signed_only_where_somebody_says_so(file_desks, tmp_path):
    one, other, _ = file_desks
    one.admits(other)
    other.admits(one)
    copy = tmp_path / "older"
    shutil.copytree(one.ledger.path.parent, copy)
    _, ids = one.tells()
    other.merges(one.bundle(other))
    back = other.bundle(one, forward=True)
    older = Desk(copy / "ledger")
    assert older.merges(back).waiting == {
        "a key of this very ledger signed it elsewhere": 2,
        "its key was never admitted": 2,
    }
    assert older.shown() == []
    older.merges(back, back=True)
    assert (older.shown(), older.exchange.quarantine(), older.is_sound()) == ([ids[2]], (), True)
    older.ledger.close()


def test_only_entries_that_say_whose_count_go_that_way(ledger):
    exchange = Exchange(ledger)
    with pytest.raises(BadValueError, match="say whose entries count"):
        exchange.change_trust([capture()], recorded_at=NOON, place=lambda sha256, key: "x")
    with pytest.raises(BadValueError, match="an act that does what it says"):
        ledger.append([NewEntry(kind="office", fields={"key": "a" * 64})], recorded_at=NOON)


def test_a_bundle_begins_within_the_log(ledger):
    with pytest.raises(BadInputError, match="was to begin after 9"):
        Exchange(ledger).write_bundle(io.BytesIO(), to=[], since=9, on=NOON.date(), original=lambda sha256, key: b"")


def test_an_oversize_bundle_is_refused_by_its_header(desks):
    one, other, _ = desks
    key = one.ledger
    with one.ledger._writes() as connection:
        key = one.ledger._signing_key(connection)
    header = Header(
        sender=one.root, key=one.root, to=(other.root,), since=0, checkpoint="x", growth=(Grown(),),
        entries=0, items=0, size=2**50, body="0" * 64,
    )  # fmt: skip
    out = io.BytesIO()
    write_bundle(
        out,
        lines=lambda: [],
        items=lambda: [],
        header=lambda *of: header,
        key=key,
        recipients=[other.exchange.recipient()],
    )
    with pytest.raises(TamperError, match="too large"):
        other.merges(out.getvalue())


def test_an_identity_is_made_once(ledger):
    assert Exchange(ledger).recipient() == Exchange(ledger).recipient() != new_identity()


def test_reviews_of_a_partner_count_as_a_persons(desks):
    one, other, _ = desks
    one.admits(other)
    other.admits(one)
    _, ids = one.tells()
    other.merges(one.bundle(other))
    other.ledger.append([review(ids[2])], recorded_at=NOON)
    one.merges(other.bundle(one))
    assert [item.standing for item in one.ledger.view(View()).statements] == ["accepted"]


def told_in_confidence(desk, **consent):
    """A document that a witness told, with or without consent."""
    document, ids = desk.tells()
    said = NewEntry(kind="consent", fields={"document": document, **consent})
    desk.ledger.append([said], recorded_at=NOON)
    return document, ids


@pytest.mark.parametrize(
    ("consent", "goes"),
    [
        ({"uses": ["share"]}, True),
        ({"uses": ["publish"]}, True),
        ({"uses": ["archive"]}, False),
        ({"uses": ["share"], "withdrawn": True}, False),
        ({"uses": ["share"], "until": "2020-01-02"}, True),
        ({"uses": ["share"], "until": "2020-01-01"}, False),
        ({"uses": ["share"], "scope": "case-7"}, False),
    ],
    ids=str,
)
def test_testimony_goes_to_a_partner_only_as_far_as_its_consent(desks, consent, goes):
    one, other, _ = desks
    one.admits(other)
    other.admits(one)
    document, ids = told_in_confidence(one, **consent)
    data = one.bundle(other)
    inside = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity_of(other))])
    assert (document.encode() in inside) == goes
    assert (b"was taken" in inside) == goes
    other.merges(data)
    assert other.shown() == ([ids[2]] if goes else [])
    assert (other.ledger.item_key(document) is not None) == goes
    assert other.is_sound()


def test_what_came_closed_is_opened_when_consent_comes(desks):
    one, other, _ = desks
    one.admits(other)
    other.admits(one)
    document, ids = told_in_confidence(one, uses=["archive"])
    other.merges(one.bundle(other))
    assert other.shown() == []
    one.ledger.append(
        [NewEntry(kind="consent", fields={"document": document, "uses": ["share"]})], recorded_at=later(1)
    )
    merged = other.merges(one.bundle(other))
    assert merged.opened > 0
    assert (other.shown(), other.is_sound()) == ([ids[2]], True)


def test_a_partners_testimony_goes_no_further_than_here(desks):
    one, other, third = desks
    one.admits(other)
    other.admits(one, third)
    third.admits(other, one)
    document, _ = told_in_confidence(one, uses=["publish"])
    other.merges(one.bundle(other))
    inside = pyrage.decrypt(other.bundle(third, forward=True), [pyrage.x25519.Identity.from_str(identity_of(third))])
    assert document.encode() not in inside
    assert other.ledger.view(View(audience="public", asked_on=NOON.date())).statements == ()
    # what was allowed to the other office is listed as nothing here: its withdrawal would not be seen
    assert [(each.document, each.consent) for each in permits(other.ledger, View(), NOON.date())] == [(document, None)]


def test_a_merge_says_what_it_erased_and_that_its_sender_signs_with_a_new_key(file_desks):
    one, other, _ = file_desks
    one.admits(other)
    other.admits(one)
    document, _ = one.tells()
    first = other.merges(one.bundle(other))
    assert (first.erased, first.new_key) == (0, None)
    one.erases(document=document)
    one.exchange.rotate(recorded_at=NOON)
    merged = other.merges(one.bundle(other))
    assert merged.erased > 10
    assert merged.new_key == one.ledger.trust().home.key
    again = other.merges(one.bundle(other))
    assert (again.erased, again.new_key) == (0, None)


def test_what_a_thief_wrote_with_the_old_key_counts_no_more_by_naming_another_to_follow(file_desks, tmp_path):
    one, other, _ = file_desks
    one.admits(other)
    other.admits(one)
    _, (_, _, said) = one.tells()
    shutil.copytree(one.ledger.path.parent, tmp_path / "stolen")
    thief = Desk(tmp_path / "stolen" / "ledger")
    one.exchange.rotate(recorded_at=NOON)
    other.merges(one.bundle(other))
    thief.ledger.append([review(said, "reject")], recorded_at=NOON)
    other.merges(thief.bundle(other))
    assert other.shown() == [said]
    thief.exchange.rotate(recorded_at=NOON)
    other.merges(thief.bundle(other))
    assert other.ledger.trust().partners[0].contested
    assert other.shown() == [said]
    thief.ledger.close()


def test_what_a_person_of_this_office_wrote_waits_while_somebody_keeps_fields_of_it_closed(file_desks):
    one, other, third = file_desks
    one.admits(third)
    third.admits(one)
    third.change("key", act="admit", key=other.root, role="owner")
    other.admits(one)
    one.admits(other)
    _, ids = other.tells()
    one.merges(other.bundle(one))
    told_in_confidence(other, uses=["archive"])
    # the one hands on what it has of the other, of which some is closed
    one.merges(other.bundle(one))
    third.merges(one.bundle(third, forward=True))
    assert "it is of this office, and who handed it on kept fields of it closed" in {
        each.why for each in third.exchange.quarantine()
    }
    assert third.is_sound()
    assert third.ledger.view(View()).statements == ()
    assert ids


def test_a_bundle_is_the_same_whatever_is_read_together(desks, monkeypatch):
    one, other, third = desks
    one.admits(other, third)
    other.admits(one)
    for _ in range(3):
        one.tells()
    trust = one.ledger.trust()
    with one.ledger._reads() as connection:
        going = [Outgoing(connection, trust, since, on=NOON.date(), forward=False) for since in (0, 4)]
        whole = [list(each.lines()) for each in going]
        monkeypatch.setattr("saksi.ledger._store._AT_ONCE", 2)
        assert [list(each.lines()) for each in going] == whole
        assert [len(lines) for lines in whole] == [going[0]._size, going[0]._size - 4]


def test_a_bundle_is_refused_where_an_entry_cannot_be_found(desks):
    one, other, _ = desks
    one.admits(other)
    _, ids = one.tells()
    with unguarded(one.ledger) as connection:
        connection.execute(arrival.delete().where(arrival.c.entry == ids[1]))
    with pytest.raises(TamperError, match="can be found: run `saksi verify`"):
        one.bundle(other)


@pytest.mark.parametrize("is_backdated", [False, True])
def test_what_a_thief_wrote_with_a_copied_readers_key_does_not_count_while_two_keys_claim_one_place(
    file_desks, tmp_path, is_backdated
):
    one, other, third = file_desks
    one.admits(other, third)
    for desk in (other, third):
        desk.admits(one)
    _, (_, _, said) = one.tells()
    shutil.copytree(one.ledger.path.parent, tmp_path / "stolen")
    thief = Desk(tmp_path / "stolen" / "ledger")
    one.exchange.rotate(recorded_at=NOON)
    thief.tells()
    if is_backdated:
        # as if he had named the true key before its owner did
        true = NewEntry(kind="rotation", fields={"key": one.ledger.trust().home.key, "recipient": "x"})
        with thief.ledger._writes() as connection:
            thief.ledger._add(connection, [true], NOON - timedelta(days=1))
    thief.exchange.rotate(recorded_at=NOON)
    for copy, senders in ((other, (one, thief)), (third, (thief, one))):
        for sender in senders:
            copy.merges(sender.bundle(copy))
        assert copy.ledger.trust().partners[0].contested
        assert copy.shown() == [said]
        assert copy.is_sound()
    thief.ledger.close()


@pytest.mark.parametrize("first", ["nearer", "farther"])
def test_of_two_limits_on_a_key_a_partner_sees_the_nearer_hold_whichever_came_first(file_desks, first):
    one, other, _ = file_desks
    other.admits(one)
    one.admits(other)
    _, (_, _, near) = one.tells()
    _, (_, _, far) = one.tells()
    reader = next(entry.author for entry in one.ledger.entries() if entry.kind == "statement")
    for last in (near, far) if first == "nearer" else (far, near):
        one.change("revocation", key=reader, last=last)
    assert one.shown() == [near]
    other.merges(one.bundle(other))
    assert other.shown() == [near]
    assert other.is_sound()
