import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from saksi.ledger.checkpoint import read_checkpoint, sign_checkpoint
from saksi.model import TamperError

KEY = SigningKey(b"TEST KEY of a log, not for real!")
ROOT = bytes(range(32))
NOTE = sign_checkpoint(7, ROOT, KEY)


def test_a_checkpoint_is_a_note_of_origin_size_and_root():
    owner = bytes(KEY.verify_key).hex()
    text, signature = NOTE.split("\n\n")
    assert text == f"saksi/{owner}\n7\n{base64.b64encode(ROOT).decode()}"
    assert signature.startswith(f"— saksi/{owner} ")
    assert signature.endswith("\n")


def test_what_was_signed_is_read_back():
    found = read_checkpoint(NOTE)
    assert (found.owner, found.size, found.root) == (bytes(KEY.verify_key).hex(), 7, ROOT)


def test_signatures_of_others_are_left_alone():
    assert read_checkpoint(NOTE + "— other.example/office AAAAAAAA\n").size == 7


@given(st.integers(0, len(NOTE) - 1), st.characters(codec="utf-8"))
def test_a_note_with_one_character_changed_says_the_same_or_is_refused(at, character):
    changed = NOTE[:at] + character + NOTE[at + 1 :]
    try:
        found = read_checkpoint(changed)
    except TamperError:
        return
    assert found == read_checkpoint(NOTE)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "hello",
        NOTE.replace("\n7\n", "\n07\n"),
        NOTE.replace("\n7\n", "\n8\n"),
        NOTE.replace("\n\n", "\nextension\n\n"),
        NOTE.split("\n\n")[0] + "\n\n",
        NOTE * 1000,
    ],
)
def test_any_other_text_is_refused(note):
    with pytest.raises(TamperError):
        read_checkpoint(note)


def test_another_key_cannot_sign_for_the_owner():
    other = sign_checkpoint(7, ROOT, SigningKey(b"TEST KEY of another, not for real"[:32]))
    forged = NOTE.split("\n\n")[0] + "\n\n" + other.split("\n\n")[1]
    with pytest.raises(TamperError, match="signature"):
        read_checkpoint(forged)
