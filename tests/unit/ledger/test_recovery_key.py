"""A recovery key goes to paper and comes back; what was mistyped is named."""

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.ledger import GROUPS, RecoveryKey, check_group, read_recovery_key
from saksi.ledger.age import bech32
from saksi.model import BadInputError

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
keys = st.binary(min_size=20, max_size=20).map(RecoveryKey)


@given(keys)
def test_what_is_printed_is_read_however_it_is_typed(key):
    groups = key.groups
    assert [len(group) for group in groups] == [5] * GROUPS
    for typed in ("-".join(groups), " ".join(groups).lower(), "".join(groups), "\n".join(groups) + "\n"):
        assert read_recovery_key(typed).secret == key.secret


def test_letters_that_look_like_digits_are_understood():
    key = RecoveryKey(bytes(20))
    assert "0" in "".join(key.groups)
    assert read_recovery_key("-".join(key.groups).replace("0", "O").replace("1", "l")).secret == key.secret


@given(keys, st.integers(0, GROUPS - 1), st.integers(0, 4), st.sampled_from(DIGITS))
def test_one_wrong_digit_is_always_noticed_in_its_group(key, place, at, digit):
    groups = list(key.groups)
    if groups[place][at] == digit:
        return
    groups[place] = groups[place][:at] + digit + groups[place][at + 1 :]
    with pytest.raises(BadInputError, match=f"group {place + 1} .*mistyped"):
        read_recovery_key("-".join(groups))


@given(keys, st.integers(0, GROUPS - 1), st.integers(0, 3))
def test_two_digits_that_changed_places_are_always_noticed(key, place, at):
    groups, group = list(key.groups), key.groups[place]
    groups[place] = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
    if groups[place] == group:
        return
    with pytest.raises(BadInputError, match=f"group {place + 1} "):
        read_recovery_key("-".join(groups))


@given(keys, st.integers(0, GROUPS - 1), st.integers(0, GROUPS - 1))
def test_a_group_in_the_place_of_another_is_always_noticed(key, one, other):
    if one == other:
        return
    with pytest.raises(BadInputError, match="mistyped"):
        check_group(key.groups[one], other + 1)


@given(keys, st.integers(1, GROUPS - 1))
def test_a_key_that_is_cut_off_or_too_long_says_so(key, kept):
    for groups in (key.groups[:kept], key.groups * 2):
        with pytest.raises(BadInputError):
            read_recovery_key("-".join(groups))


@pytest.mark.parametrize("text", ["", " ", "x", "K7Q2", "ÄÖÜßx", "-----", "1\0002", "U" * 40, "a-b-c-d\n" * 9])
def test_what_is_no_key_is_refused_in_a_line(text):
    with pytest.raises(BadInputError, match="recovery key"):
        read_recovery_key(text)


def test_a_key_says_nothing_of_itself_by_accident():
    key = RecoveryKey(b"TEST secret of 20 b.")
    assert not any(group in f"{key!r} {key}" for group in (*key.groups, "TEST", key.secret.hex()))


def test_two_keys_are_never_the_same_and_derive_apart():
    one, other = RecoveryKey.make(), RecoveryKey.make()
    assert len({one.secret, other.secret}) == 2
    assert len({one.slot_key, other.slot_key}) == 2
    assert one.slot_key not in (one.secret, one.secret.ljust(32, b"\0"))


def test_what_is_sealed_to_the_recipient_opens_with_the_sheet_alone():
    key = RecoveryKey.make()
    sealed = pyrage.encrypt(b"told", [pyrage.x25519.Recipient.from_str(key.recipient)])
    assert pyrage.decrypt(sealed, [read_recovery_key("-".join(key.groups)).identity]) == b"told"
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [RecoveryKey.make().identity])


def test_the_derivation_never_changes():
    """Sheets outlive programs: a change here would void every one that is on paper."""
    key = RecoveryKey(b"TEST secret of 20 b.")
    assert "-".join(key.groups) == "AH2NB-6N10G-EDJPM-6WK5W-EGG6C-YSH08-68R29-0RHE4"
    assert key.recipient == "age16ucurklc36mxc3yey9hdg5epyrvsgq8naa769tsy48ml4tfafa2qzn28hd"
    assert key.slot_key.hex() == "2c36aad4d407d88c0f5d0a853c3d54b90d96c37a424c7261b9dc8d11778668c3"


@pytest.mark.parametrize(
    ("prefix", "data", "written"),
    [("a", b"", "a12uel5l"), ("?", b"", "?1ezyfcl")],
)
def test_bech32_agrees_with_the_examples_of_its_proposal(prefix, data, written):
    assert bech32(prefix, data) == written


@given(st.binary(min_size=32, max_size=32))
def test_bech32_is_what_age_reads(data):
    pyrage.x25519.Identity.from_str(bech32("age-secret-key-", data).upper())
