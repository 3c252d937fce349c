from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from saksi.ledger.checkpoint import sign_checkpoint
from saksi.ledger.log import EMPTY_ROOT, Frontier, is_consistent, leaf_hash
from saksi.ledger.witnessing import objection, read_growth, write_growth
from saksi.model import BadValueError, TamperError

KEY = SigningKey(b"TEST KEY of a log, not for real!")
THEN = datetime(2026, 11, 23, tzinfo=UTC)


def ids(size, first=0):
    return [f"{number:064x}" for number in range(first, first + size)]


def note(log):
    tree = Frontier().grown([leaf_hash(bytes.fromhex(each)) for each in log])
    return sign_checkpoint(tree.size, tree.root, KEY)


def growth(log, old):
    return read_growth(write_growth(log, old, note(log)))


def state(log):
    return growth(log, len(log)).checkpoint


@given(st.integers(0, 40), st.integers(0, 40))
def test_every_log_that_only_grew_is_cosigned(old, more):
    log = ids(old + more)
    last = state(log[:old]) if old else None
    assert objection(growth(log, old), last, is_old=False) is None


@given(st.integers(1, 20), st.integers(1, 20), st.data())
def test_no_log_is_cosigned_in_which_anything_was_replaced(old, more, data):
    log = ids(old + more)
    log[data.draw(st.integers(0, old - 1))] = "f" * 64
    assert objection(growth(log, old), state(ids(old)), is_old=False).is_evidence


def test_the_text_is_a_witness_request_of_c2sp():
    text = write_growth(ids(3), 2, note(ids(3)))
    first, path, blank, rest = text.split("\n", 3)
    assert (first, len(path), blank, rest) == ("old 2", 44, "", note(ids(3)))


def test_the_same_state_is_cosigned_again_and_another_of_its_size_is_a_fork():
    assert objection(growth(ids(5), 5), state(ids(5)), is_old=True) is None
    wrong = objection(growth(ids(5, 1), 5), state(ids(5)), is_old=False)
    assert wrong.is_evidence
    assert "forked" in wrong.line


def test_a_smaller_log_was_rolled_back_unless_the_file_is_known_to_be_old():
    wrong = objection(growth(ids(4), 2), state(ids(5)), is_old=False)
    assert wrong.is_evidence
    assert "rolled back" in wrong.line
    assert not objection(growth(ids(4), 2), state(ids(5)), is_old=True).is_evidence


@pytest.mark.parametrize("old", [0, 2, 5])
def test_a_proof_from_another_size_is_asked_for_again_and_is_no_evidence(old):
    wrong = objection(growth(ids(6), old), state(ids(4)), is_old=False)
    assert not wrong.is_evidence
    assert "--since 4" in wrong.line


@pytest.mark.parametrize(
    "text",
    [
        "",
        note(ids(3)),
        "old 1\n" + note(ids(3)),
        "old 01\n\n" + note(ids(3)),
        "old 1\nAAA\n\n" + note(ids(3)),
        "old 1\n" + "AAAA\n" * 64 + "\n" + note(ids(3)),
        write_growth(ids(3), 1, note(ids(3))).replace("\n3\n", "\n4\n"),
    ],
)
def test_any_other_text_is_refused(text):
    with pytest.raises(TamperError):
        read_growth(text)


def test_hashes_of_another_length_prove_nothing():
    found = objection(read_growth("old 2\nAAAA\n\n" + note(ids(3))), state(ids(2)), is_old=False)
    assert found.is_evidence


def test_an_empty_log_of_another_root_is_not_the_empty_log():
    assert is_consistent(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])
    assert not is_consistent(0, EMPTY_ROOT, 0, bytes(32), [])


def test_a_log_cannot_have_grown_since_it_was_larger():
    with pytest.raises(BadValueError, match="holds 3 entries"):
        write_growth(ids(3), 4, note(ids(3)))
