from itertools import permutations

import pytest

from saksi.ledger.admission import Admitted, admitted_keys, key_fields

OWNER, KEY = "a" * 64, "b" * 64
AS_READER = key_fields(("reader", "test-1"), KEY)


def test_the_owner_admits_itself_and_its_readers():
    keys = admitted_keys(OWNER, [(OWNER, key_fields("owner", OWNER)), (OWNER, AS_READER)])
    assert keys == {OWNER: Admitted(role="owner"), KEY: Admitted(role="reader", versions=("test-1",))}


def test_what_another_key_admits_does_not_count():
    assert admitted_keys(OWNER, [(KEY, key_fields("owner", KEY)), (KEY, AS_READER)]) == {}


@pytest.mark.parametrize("order", list(permutations([key_fields("owner", KEY), AS_READER])))
def test_a_key_admitted_twice_has_the_lesser_right_in_any_order(order):
    assert admitted_keys(OWNER, [(OWNER, fields) for fields in order])[KEY].role == "reader"


@pytest.mark.parametrize("change", [{"act": "revoke"}, {"role": "king"}])
def test_what_is_no_known_admission_admits_nobody(change):
    assert admitted_keys(OWNER, [(OWNER, {**AS_READER, **change})]) == {}
