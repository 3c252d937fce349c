from hypothesis import given
from hypothesis import strategies as st
from ledger_cases import DOCUMENT, NOON, TEST_KEY, TEST_SALTS
from nacl.signing import SigningKey

from saksi.ledger.checking import Stored, check_all
from saksi.ledger.sign import seal
from saksi.ledger.trust import key_fields

READER_KEY = SigningKey(b"TEST KEY of a reader, not real!!")
OWNER = bytes(TEST_KEY.verify_key).hex()


def sealed(kind, fields, key=TEST_KEY, prev=None):
    return seal(kind, fields, key=key, prev=prev, recorded_at=NOON, salts=TEST_SALTS)


def admission(of="owner", key=TEST_KEY, prev=None):
    return sealed("key", key_fields(of, bytes(key.verify_key).hex()), prev=prev)


def faults(*entries):
    return [fault.what for fault in check_all([Stored(sealed=entry) for entry in entries], OWNER).faults]


ROOT = admission()
READER = admission(of=("reader", "test-1"), key=READER_KEY, prev=ROOT.id)


def told(at, prev, key=READER_KEY, document=DOCUMENT, reading=None):
    fields = {"document": document, "words": f"at {at}", **({} if reading is None else {"reading": reading})}
    return sealed("statement", fields, key=key, prev=prev)


READING = sealed("reading", {"document": DOCUMENT, "reader": "test-1"}, key=READER_KEY)
FIRST = told(1, READING.id, reading=READING.id)
SECOND = told(2, FIRST.id, reading=READING.id, document="e" * 64)
FORKED = told(3, FIRST.id, reading=READER.id)
MISSING = told(4, "a" * 64, reading="b" * 64)
AGAIN = told(5, "a" * 64)
STRAY = sealed("review", {"target": SECOND.id, "verdict": "accept"}, prev=FIRST.id)
OTHER = sealed("review", {"target": READING.id, "verdict": "accept"}, prev=FIRST.id)
ALL = (ROOT, READER, READING, FIRST, SECOND, FORKED, MISSING, AGAIN, STRAY, OTHER)
#: What is wrong between them, worked out by hand.
WRONG = {
    (SECOND.id, "its reading is of another document"),
    (FORKED.id, "its reading names no reading of this ledger"),
    *((each.id, f"2 entries of its author follow {FIRST.id[:12]}…: one chain has forked") for each in (SECOND, FORKED)),
    *((each.id, "the entry that it follows, aaaaaaaaaaaa…, is missing") for each in (MISSING, AGAIN)),
    *((each.id, "2 entries of its author follow aaaaaaaaaaaa…: one chain has forked") for each in (MISSING, AGAIN)),
    (MISSING.id, "its reading names no reading of this ledger"),
    *((each.id, "it follows an entry of another author") for each in (STRAY, OTHER)),
    *((each.id, f"2 entries of its author follow {FIRST.id[:12]}…: one chain has forked") for each in (STRAY, OTHER)),
    (OTHER.id, "its target names no statement of this ledger"),
}


@given(st.permutations(ALL))
def test_what_is_wrong_between_entries_is_found_in_whatever_order_they_lie(entries):
    found = check_all([Stored(sealed=entry) for entry in entries], OWNER).faults
    assert {(fault.where, fault.what) for fault in found} == WRONG
    assert len(found) == len(WRONG)


@given(st.permutations(ALL))
def test_a_text_that_is_no_id_names_nothing(entries):
    # as many bytes as an id has, and the id itself in capitals
    for named in (READING.id[:32], READING.id.upper(), bytes(32).decode(), ""):
        stranger = told(9, SECOND.id, reading=named)
        found = check_all([Stored(sealed=entry) for entry in (*entries, stranger)], OWNER).faults
        assert (stranger.id, "its reading names no reading of this ledger") in {(f.where, f.what) for f in found}


def test_an_owner_and_its_reader_check_out():
    assert faults(ROOT, READER) == []


def test_following_another_authors_entry_is_found():
    stray = sealed("reading", {"document": DOCUMENT, "reader": "test-1"}, key=READER_KEY, prev=READER.id)
    assert faults(ROOT, READER, stray) == ["it follows an entry of another author"]


def test_a_reader_that_claims_another_version_is_found():
    other = sealed("reading", {"document": DOCUMENT, "reader": "test-9"}, key=READER_KEY)
    assert faults(ROOT, READER, other) == ["it claims another version of the reader than its author's key has"]


def test_admitting_a_key_of_small_order_is_found():
    weak = sealed("key", key_fields(("reader", "test-1"), "01" + "00" * 31), prev=ROOT.id)
    upper = sealed("key", key_fields(("reader", "test-1"), OWNER.upper()), prev=weak.id)
    assert faults(ROOT, weak, upper) == ["it names as a key what is no Ed25519 key of full order"] * 2


def test_a_second_first_entry_is_found():
    found = faults(ROOT, sealed("capture", {"document": DOCUMENT}))
    assert sum("one chain has forked" in what for what in found) == 2


def test_the_owner_begins_with_its_own_admission():
    assert "it is an office's first entry, and not its own admission" in faults(
        sealed("capture", {"document": DOCUMENT})
    )
