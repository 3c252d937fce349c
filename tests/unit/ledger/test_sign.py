import dataclasses
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_cases import NOON, TEST_KEY, TEST_SALTS, sealed_statement
from nacl.signing import SigningKey

from saksi.ledger import FIELDS
from saksi.ledger.canonical import canonical, parse_object
from saksi.ledger.sign import Opening, Signature, commit, entry_id, faults_of, is_good_key, read_head, seal
from saksi.model import BadValueError, TamperError

SEALED = sealed_statement()


def changed(data, place, bit):
    place %= len(data)
    return data[:place] + bytes([data[place] ^ (1 << bit)]) + data[place + 1 :]


def with_opening(name, opening):
    return dataclasses.replace(SEALED, openings={**SEALED.openings, name: opening})


def resigned(change):
    """The head with something changed, signed and named anew by the same key."""
    head = canonical({**parse_object(SEALED.head), **change})
    tagged = b"saksi/statement/v1\0" + head
    signature = Signature(alg="ed25519", sig=TEST_KEY.sign(tagged).signature)
    return dataclasses.replace(SEALED, id=hashlib.sha256(tagged).hexdigest(), head=head, signatures=(signature,))


def test_a_sealed_entry_checks_out():
    assert list(faults_of(SEALED)) == []


@given(st.integers(0, 10_000), st.integers(0, 7))
def test_any_changed_bit_of_the_head_is_found(place, bit):
    assert list(faults_of(dataclasses.replace(SEALED, head=changed(SEALED.head, place, bit))))


@given(st.integers(0, 63), st.integers(0, 7))
def test_any_changed_bit_of_the_signature_is_found(place, bit):
    signature = Signature(alg="ed25519", sig=changed(SEALED.signatures[0].sig, place, bit))
    assert list(faults_of(dataclasses.replace(SEALED, signatures=(signature,))))


@given(st.sampled_from(FIELDS["statement"]), st.integers(0, 31), st.integers(0, 7))
def test_any_changed_bit_of_a_salt_is_found(name, place, bit):
    held = SEALED.openings[name]
    found = list(faults_of(with_opening(name, dataclasses.replace(held, salt=changed(held.salt, place, bit)))))
    assert found == [f"{name} is not what was committed to"]


@given(st.sampled_from(FIELDS["statement"]), st.none() | st.text("ab") | st.integers(0, 3))
def test_any_changed_value_is_found(name, value):
    held = SEALED.openings[name]
    faults = list(faults_of(with_opening(name, dataclasses.replace(held, value=value))))
    assert bool(faults) == (value != held.value)


def test_a_missing_and_a_surplus_opening_are_found():
    fewer = {name: held for name, held in SEALED.openings.items() if name != "cue"}
    assert list(faults_of(dataclasses.replace(SEALED, openings=fewer))) == ["the opening of cue is missing"]
    assert list(faults_of(with_opening("mood", Opening(salt=b"0" * 32))))


def test_a_salt_of_another_length_is_found_even_when_the_commitment_fits():
    short = Opening(salt=b"")
    commitments = {**parse_object(SEALED.head)["commitments"], "cue": commit("cue", short)}
    sealed = dataclasses.replace(resigned({"commitments": commitments}), openings={**SEALED.openings, "cue": short})
    assert list(faults_of(sealed)) == ["the salt of cue is not of 32 bytes"]


def test_absent_and_empty_are_different():
    assert commit("cue", Opening(salt=b"0" * 32)) != commit("cue", Opening(salt=b"0" * 32, value=""))


def test_the_number_of_fields_given_does_not_show_in_the_head():
    bare = sealed_statement(fields={"words": "was taken"})
    assert set(parse_object(bare.head)["commitments"]) == set(parse_object(SEALED.head)["commitments"])
    assert len(bare.head) == len(SEALED.head)


@pytest.mark.parametrize(
    "change",
    [
        {"v": "saksi/2"},
        {"kind": "rumour"},
        {"mood": "dark"},
        {"author": bytes(TEST_KEY.verify_key).hex().upper()},
        {"author": "ab"},
        {"prev": "z" * 64},
        {"prev": "A" * 64},
        {"recorded_at": "2020-01-02T12:00:00+00:00"},
        {"recorded_at": "2020-1-2T12:00:00Z"},
        {"recorded_at": "2020-02-30T12:00:00Z"},
        {"recorded_at": 5},
        {"commitments": {}},
        {"commitments": []},
        {"kind": ["capture"]},
    ],
)
def test_a_head_of_another_shape_is_refused_though_its_signature_holds(change):
    assert list(faults_of(resigned(change)))


def test_a_head_that_lacks_a_key_is_refused():
    head = parse_object(SEALED.head)
    del head["recorded_at"]
    with pytest.raises(TamperError, match="lacks recorded_at"):
        read_head(canonical(head))


def test_a_signature_does_not_hold_for_another_key():
    other = bytes(SigningKey(b"1" * 32).verify_key).hex()
    head = canonical({**parse_object(SEALED.head), "author": other})
    stolen = dataclasses.replace(SEALED, head=head, id=entry_id("statement", head))
    assert list(faults_of(stolen)) == ["the signature is not the author's over this head"]


@pytest.mark.parametrize("signatures", [(), SEALED.signatures * 2, (Signature(alg="none", sig=b""),)])
def test_exactly_one_known_signature_is_needed(signatures):
    assert list(faults_of(dataclasses.replace(SEALED, signatures=signatures)))


@pytest.mark.parametrize(
    "public_key",
    [bytes([1]) + bytes(31), bytes(32), bytes([0xEC]) + b"\xff" * 30 + b"\x7f", b"\xff" * 32, b"short"],
)
def test_keys_of_small_order_and_in_other_forms_are_refused(public_key):
    assert not is_good_key(public_key)
    if len(public_key) == 32:
        assert "the author's key is no Ed25519 key of full order" in list(
            faults_of(resigned({"author": public_key.hex()}))
        )


def test_a_field_that_the_kind_does_not_have_is_refused():
    with pytest.raises(BadValueError, match="no field mood"):
        seal("review", {"mood": "dark"}, key=TEST_KEY, prev=None, recorded_at=NOON, salts=TEST_SALTS)


def test_an_instant_outside_utc_is_refused():
    with pytest.raises(BadValueError, match="UTC"):
        seal("review", {}, key=TEST_KEY, prev=None, recorded_at=NOON.replace(tzinfo=None), salts=TEST_SALTS)
