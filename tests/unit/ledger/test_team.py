"""Several persons on one ledger. All keys are TEST keys, all persons invented."""

import pyrage
import pytest
from ledger_cases import LATER_READER, NOON, READER, STORY, capture, later, nowhere, reading, review
from nacl.bindings import crypto_scalarmult_base
from tests.engines import COLLEAGUE, at

from saksi.ledger import Exchange, NewEntry, check_proof, needs_passphrase, open_ledger
from saksi.ledger.age import bech32, identity_text
from saksi.ledger.keys import key_file, make_key
from saksi.ledger.member import Identity, Member, keys_of, unbox
from saksi.ledger.team import admit, admit_reader, identity_unless_admitted, make_identity
from saksi.model import BadInputError, LedgerError, TamperError, View

KEY = b"TEST KEY ONLY, NEVER A REAL ONE!"


@pytest.fixture
def ledger(server):
    with open_ledger(server, None, create=True) as opened:
        opened.append(STORY, recorded_at=NOON)
        yield opened


@pytest.fixture
def desk(server, tmp_path):
    """Where a colleague works."""
    return at(server.url, COLLEAGUE, tmp_path / "colleague")


@pytest.fixture
def admitted(ledger, desk):
    person = make_identity(desk, None)
    admit(ledger, person, recorded_at=later(1), place=nowhere)
    return person


def test_who_begins_a_ledger_is_its_root(ledger):
    first = next(iter(ledger.entries()))
    assert ledger.member.is_root
    assert (first.author, first.kind) == (ledger.member.root, "key")
    assert first.fields == {"act": "admit", "key": first.author, "role": "owner"}


def test_a_colleague_is_told_what_to_do_at_each_step(ledger, desk):
    with pytest.raises(LedgerError, match=r"you have no key for .*: make one with `saksi keys card"):
        open_ledger(desk, None, create=True)
    assert not key_file(desk.path).exists()
    person = make_identity(desk, None)
    with pytest.raises(LedgerError, match=r"not admitted on .* yet: make a card"):
        open_ledger(desk, None, create=False)
    assert identity_unless_admitted(desk, None) == person
    admit(ledger, person, recorded_at=NOON, place=nowhere)
    with open_ledger(desk, None, create=False) as opened:
        assert opened.verify().is_clean


def test_a_colleague_reads_all_and_writes_under_a_key_of_their_own(ledger, desk, admitted):
    target = ledger.view(View()).statements[0]
    with open_ledger(desk, None, create=False) as own:
        assert own.view(View()) == ledger.view(View())
        (reviewed,) = own.append([review(target.id)], recorded_at=later(2))
        entry = own.entry(reviewed)
        assert (entry.author, entry.role, entry.prev) == (admitted.public_key, "owner", None)
        assert own.append([review(target.id, "reject")], recorded_at=later(3))
    assert ledger.entry(reviewed).author == admitted.public_key != ledger.member.root
    assert ledger.verify().is_clean
    assert [item.standing for item in ledger.view(View()).statements if item.id == target.id] == []


def test_two_who_disagree_make_a_statement_disputed(ledger, desk, admitted):
    target = ledger.view(View()).statements[0].id
    ledger.append([review(target)], recorded_at=later(2))
    with open_ledger(desk, None, create=False) as own:
        own.append([review(target, "reject")], recorded_at=later(2))
        standings = {item.id: item.standing for item in own.view(View()).statements}
    assert standings[target] == "disputed"


def test_a_colleague_uses_the_readers_that_are_admitted_and_no_other(ledger, desk, admitted):
    with open_ledger(desk, None, create=False) as own:
        own.append([capture("c" * 64), reading(document="c" * 64)], recorded_at=later(2))
        before = list(own.entries())
        with pytest.raises(LedgerError, match="reader test-2 is not admitted on"):
            own.append([reading(by=LATER_READER)], recorded_at=later(2))
        assert list(own.entries()) == before
        admit_reader(ledger, LATER_READER[1], recorded_at=later(3))
        own.append([reading(by=LATER_READER)], recorded_at=later(3))
        assert own.verify().is_clean
    readings = [entry for entry in ledger.entries() if entry.kind == "reading"]
    assert [entry.reader for entry in readings] == [READER[1], READER[1], LATER_READER[1]]


def test_admitting_a_reader_twice_is_once(ledger):
    before = len(list(ledger.entries()))
    admit_reader(ledger, READER[1], recorded_at=later(1))
    assert len(list(ledger.entries())) == before
    assert ledger.verify().is_clean


def test_only_the_root_erases_and_admits(ledger, desk, admitted):
    target = ledger.view(View()).statements[0].id
    with open_ledger(desk, None, create=False) as own:
        named = NewEntry(kind="erase", fields={"target": target, "fields": ["words"]})
        with pytest.raises(LedgerError, match=r"only who began .* erases"):
            own.erase([named], recorded_at=NOON, place=lambda sha256, key: sha256)
        with pytest.raises(LedgerError, match=r"only who began .* admits"):
            admit(own, admitted, recorded_at=NOON, place=nowhere)
        with pytest.raises(LedgerError, match=r"only who began .* admits"):
            admit_reader(own, "test-9", recorded_at=NOON)
    assert "words" in ledger.entry(target).fields


def test_a_proof_by_a_colleague_is_signed_by_the_colleague(ledger, desk, admitted):
    target = ledger.view(View()).statements[0].id
    with open_ledger(desk, None, create=False) as own:
        proven = check_proof(own.prove(target, frozenset({"words"})))
    assert (proven.checkpoint.owner, proven.fields) == (admitted.public_key, {"words": "was taken"})


def test_what_is_no_key_or_no_recipient_is_refused_and_nobody_is_admitted(ledger, desk):
    person = make_identity(desk, None)
    small_order = "01" + "00" * 31
    for bad, what in (
        (Identity(public_key="abc", recipient=person.recipient), "is no public key"),
        (Identity(public_key=small_order, recipient=person.recipient), "is no public key"),
        (Identity(public_key=person.public_key.upper(), recipient=person.recipient), "is no public key"),
        (Identity(public_key=person.public_key, recipient="age1nobody"), "is no age recipient"),
    ):
        with pytest.raises(BadInputError, match=what):
            admit(ledger, bad, recorded_at=NOON, place=nowhere)
    with pytest.raises(LedgerError, match="not admitted"):
        open_ledger(desk, None, create=False)


def test_who_may_not_erase_begins_no_ledger(databases, tmp_path):
    place = at(databases.server(tmp_path).url, COLLEAGUE, tmp_path / "colleague")
    with pytest.raises(LedgerError, match="with the role saksi_eraser"):
        open_ledger(place, None, create=True)


def test_a_colleague_whose_key_was_revoked_adds_nothing_more(ledger, desk, admitted):
    fields = {"key": admitted.public_key}
    Exchange(ledger).change_trust([NewEntry(kind="revocation", fields=fields)], recorded_at=NOON, place=nowhere)
    with open_ledger(desk, None, create=False) as own, pytest.raises(LedgerError, match="your key was revoked"):
        own.append(STORY, recorded_at=NOON)


def test_a_ledger_in_a_file_admits_nobody(tmp_path):
    with open_ledger(tmp_path / "ledger", None, create=True) as ledger, pytest.raises(LedgerError, match="in a file"):
        admit(ledger, keys_of(KEY).public, recorded_at=NOON, place=nowhere)


def test_a_key_file_is_never_written_over(desk):
    person = make_identity(desk, None)
    with pytest.raises(LedgerError, match="there is a key for"):
        make_identity(desk, None)
    assert identity_unless_admitted(desk, None) == person


def test_the_key_of_a_person_can_have_a_passphrase(ledger, desk):
    person = make_identity(desk, "TEST passphrase")
    assert needs_passphrase(desk.path)
    admit(ledger, person, recorded_at=NOON, place=nowhere)
    with pytest.raises(LedgerError, match="needs its passphrase"):
        open_ledger(desk, None, create=False)
    with open_ledger(desk, "TEST passphrase", create=False) as own:
        assert own.member.keys.public == person
        assert identity_unless_admitted(desk, "TEST passphrase") is None


def test_the_same_key_file_is_the_same_person(ledger, server, tmp_path):
    other = at(server.url, "saksi_test_root", tmp_path / "elsewhere")
    other.path.parent.mkdir(parents=True)
    for suffix in (".key", ".checkpoint"):
        old = server.path.with_name("ledger" + suffix)
        other.path.with_name("ledger" + suffix).write_bytes(old.read_bytes())
    with open_ledger(other, None, create=False) as again:
        assert again.member.is_root
        again.append([capture("c" * 64)], recorded_at=later(1))
        assert again.verify().is_clean


def test_a_key_file_left_by_a_crash_serves_who_begins(server):
    server.path.parent.mkdir(parents=True)
    make_key(server.path, None)
    with open_ledger(server, None, create=True) as ledger:
        ledger.append(STORY, recorded_at=NOON)
    with open_ledger(server, None, create=False) as ledger:
        assert ledger.verify().is_clean


def test_a_box_that_was_changed_or_is_somebody_elses_is_refused():
    keys = keys_of(KEY)
    member = Member(keys=keys, root=keys.public.public_key, data_key=b"d" * 32, name="TEST")
    box = member.box_for(keys.public.recipient)
    assert unbox(keys, "TEST", box) == member
    other = keys_of(KEY[::-1])
    for bad in (box[:-1], box[:-1] + bytes([box[-1] ^ 1]), member.box_for(other.public.recipient), b""):
        with pytest.raises(TamperError, match="was changed"):
            unbox(keys, "TEST", bad)
    short = pyrage.encrypt(b"d" * 32, [pyrage.x25519.Recipient.from_str(keys.public.recipient)])
    with pytest.raises(TamperError, match="was changed"):
        unbox(keys, "TEST", short)


def test_no_key_shows_in_what_is_printed_of_a_member():
    keys = keys_of(KEY)
    member = Member(keys=keys, root=keys.public.public_key, data_key=b"d" * 32, name="TEST")
    assert "dddd" not in repr(member)
    assert "AGE-SECRET" not in repr(member)


@pytest.mark.parametrize("secret", [bytes(32), KEY, bytes(range(32)), b"\xff" * 32])
def test_an_identity_made_of_bytes_is_that_of_age(secret):
    identity = pyrage.x25519.Identity.from_str(identity_text(secret))
    assert str(identity) == identity_text(secret)
    assert str(identity.to_public()) == bech32("age", crypto_scalarmult_base(secret))


def test_signing_and_age_keys_are_told_apart_from_the_key_they_come_from():
    keys = keys_of(KEY)
    assert bytes(keys.signing) != KEY
    assert str(keys.age) != identity_text(KEY) != identity_text(bytes(keys.signing))
