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
