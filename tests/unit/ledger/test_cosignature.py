import base64
import hashlib
import struct
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from saksi.ledger.checkpoint import owners_part, read_checkpoint, sign_checkpoint
from saksi.ledger.cosignature import cosign, cosignatures
from saksi.model import TamperError

OWNER = SigningKey(b"TEST KEY of a log, not for real!")
WITNESS = SigningKey(b"TEST KEY of a witness, no office")
NAME = f"saksi/{bytes(WITNESS.verify_key).hex()}"
NOTE = sign_checkpoint(7, bytes(range(32)), OWNER)
TEXT = NOTE.split("\n\n")[0] + "\n"
THEN = datetime(2026, 11, 23, 12, 0, 5, tzinfo=UTC)


def line(name, kind, key, seconds, message):
    key_id = hashlib.sha256(f"{name}\n".encode() + kind + bytes(key.verify_key)).digest()[:4]
    signed = key_id + struct.pack(">Q", seconds) + key.sign(message.encode()).signature
    return f"— {name} {base64.b64encode(signed).decode()}\n"


def message(seconds, text=TEXT):
    return f"cosignature/v1\ntime {seconds}\n{text}"


def test_a_cosignature_is_written_as_c2sp_says():
    seconds = int(THEN.timestamp())
    assert cosign(NOTE, WITNESS, THEN) == NOTE + line(NAME, b"\x04", WITNESS, seconds, message(seconds))


@given(st.integers(0, 253402300799), st.integers(0, 999_999))
def test_what_was_cosigned_is_read_back_to_the_second(seconds, microseconds):
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    (found,) = cosignatures(cosign(NOTE, WITNESS, at.replace(microsecond=microseconds)))
    assert (f"saksi/{found.witness}", found.at) == (NAME, at)


def test_the_owners_checkpoint_stays_what_it_was_under_any_number_of_cosignatures():
    twice = cosign(cosign(NOTE, WITNESS, THEN), OWNER, THEN + timedelta(seconds=1))
    assert read_checkpoint(twice) == read_checkpoint(NOTE)
    assert owners_part(twice) == NOTE
    assert [each.line for each in cosignatures(twice)] == twice.removeprefix(NOTE).splitlines(keepends=True)


@given(st.data())
def test_a_cosignature_with_one_bit_changed_is_none(data):
    signed = bytearray(base64.b64decode(cosign(NOTE, WITNESS, THEN).removeprefix(NOTE).split(" ")[2]))
    bit = data.draw(st.integers(0, len(signed) * 8 - 1))
    signed[bit // 8] ^= 1 << bit % 8
    assert cosignatures(NOTE + f"— {NAME} {base64.b64encode(signed).decode()}\n") == ()


@pytest.mark.parametrize(
    "other",
    [
        line(NAME, b"\x01", WITNESS, 5, message(5)),
        line(NAME, b"\x04", WITNESS, 5, message(6)),
        line(NAME, b"\x04", WITNESS, 5, message(5, "saksi/other\n7\nAAAA\n")),
        line(NAME, b"\x04", OWNER, 5, message(5)),
        line("witness.example/w1", b"\x04", WITNESS, 5, message(5)),
        line(NAME.upper(), b"\x04", WITNESS, 5, message(5)),
        line(NAME, b"\x04", WITNESS, 2**63, message(2**63)),
        line(NAME, b"\x04", WITNESS, 253402300800, message(253402300800)),
    ],
    ids=[
        *("another kind", "another time", "another checkpoint", "another key", "another name", "another spelling"),
        *("a time that is no time", "after the year 9999"),
    ],
)
def test_any_other_line_shows_nothing_and_spoils_nothing(other):
    assert cosignatures(NOTE + other) == ()


def test_a_key_of_small_order_cosigns_nothing():
    # under it this signature fits any message
    small = bytes([1] + [0] * 31)
    name = f"saksi/{small.hex()}"
    key_id = hashlib.sha256(f"{name}\n".encode() + b"\x04" + small).digest()[:4]
    signed = key_id + struct.pack(">Q", 5) + small + bytes(32)
    assert cosignatures(NOTE + f"— {name} {base64.b64encode(signed).decode()}\n") == ()


def test_nothing_is_cosigned_that_its_owner_has_not_signed():
    with pytest.raises(TamperError):
        cosign(NOTE.replace("\n7\n", "\n8\n"), WITNESS, THEN)
