"""The vectors of ledgers with partners. `tools/saksi_verify.py` is to be given the same: faults and counting ids."""

import json
from random import Random

import pytest
from office_vectors import FILE, counting, make
from test_format_vectors import stored

from saksi.ledger.checking import check_all

VECTORS = json.loads(FILE.read_text("utf-8"))["offices"]


def why(vector):
    return vector["why"]


def test_the_file_holds_what_the_same_keys_and_salts_make():
    assert make() == VECTORS, "run: PYTHONPATH=src:tests/unit/ledger python tests/unit/ledger/office_vectors.py"


@pytest.mark.parametrize("vector", VECTORS, ids=why)
def test_a_ledger_of_offices_has_these_faults_and_these_entries_count_in_any_order(vector):
    entries = list(vector["entries"])
    for seed in range(3):
        Random(seed).shuffle(entries)
        found = check_all(stored(entries), vector["root"]).faults
        assert [{"where": fault.where, "what": fault.what} for fault in found] == vector["faults"]
        assert counting({**vector, "entries": entries}) == vector["counts"]


#: Written by hand from the page of the format: how many entries count, and how many faults there are.
EXPECTED = {
    "a partner counts with the reader that it admits": (9, 0),
    "an office that nobody admitted": (1, 1),
    "a partner of a partner does not count": (6, 1),
    "a partner's reader writes a review": (6, 1),
    "a partner may speak of what is not here": (6, 0),
    "a key that is admitted as a person and as a reader is a reader": (8, 1),
    "a partner's reading that openly names no version": (6, 1),
    "the version beside the role of a person says nothing": (8, 1),
    "a partner keeps fields of a statement to itself": (9, 0),
    "a partner keeps a reading to itself, of which a statement is open": (9, 0),
    "the home office keeps no fields from itself": (9, 2),
    "a partner erases what it wrote": (10, 0),
    "a partner erased what it wrote, and it is still there": (10, 2),
    "a partner asks to erase what it did not write, and nothing is erased": (10, 0),
    "a partner asked to erase what it did not write, and it is gone": (10, 2),
    "the home office erases what a partner wrote": (10, 0),
    "a partner's new key follows the old one": (8, 0),
    "what the old key signs after its rotation does not count": (8, 0),
    "two keys claim the place of one, and neither follows": (5, 0),
    "the home office believes the old key up to one of the two rotations": (9, 0),
    "who has the old key goes on with it and names another: what leads up to both claims counts": (6, 0),
    "of two rotations to one key the first limits, and what leads up to the other says nothing": (11, 0),
    "two keys claim the place of one: what leads up to any rotation ends a reader": (9, 0),
    "the home office believes a partner up to an entry": (7, 0),
    "the home office believes nothing of a partner: neither what it admitted": (6, 0),
    "a partner revokes its reader, and cannot revoke a person of the home office": (9, 0),
    "no office revokes the key that it signs with": (6, 0),
    "after a theft the new key of the home office revokes what the old one signed last": (8, 0),
    "the second of three own keys limits the first, and what that admitted counts no more": (6, 0),
    "two revocations of one key hold together": (8, 0),
    "where the home office limits a key, its review may name what waits elsewhere": (9, 0),
    "an office of two asks to erase, and waits": (9, 0),
    "what an office of two asks to erase is gone while it waits": (9, 2),
    "the other person assents": (10, 2),
    "the other person assents; and it is gone": (10, 0),
    "the one who asks cannot assent": (10, 0),
    "the one who asks cannot assent; and it is gone": (10, 2),
    "another office cannot assent": (10, 0),
    "another office cannot assent; and it is gone": (10, 2),
    "whom the office admits after asking cannot assent": (11, 0),
    "whom the office admits after asking cannot assent; and it is gone": (11, 2),
    "an assent to something else, and it is gone": (11, 2),
    "after the other left the office erases alone": (11, 0),
    "the next own key inherits the other person, and the one before is no other person": (12, 0),
    "a person of the home office keeps to itself whom else it trusts": (7, 0),
    "a reader proposes that two documents have one origin, and a person says that they have two": (4, 0),
    "why two documents have one origin can be erased": (6, 0),
    "which documents a link is between cannot be erased": (3, 1),
    "a partner keeps to itself what it says of origins": (5, 0),
}


def test_the_vectors_say_what_the_page_says():
    assert {why(each): (len(each["counts"]), len(each["faults"])) for each in VECTORS} == EXPECTED
