from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from tests.authority import Authority

from saksi.ledger.timestamp import imprint_of, read_timestamp, request_for
from saksi.model import BadInputError, TamperError

NOTE = "a checkpoint — as good as any\n"


@pytest.fixture(scope="module")
def answer(authority):
    return authority.answer(request_for(NOTE))


def test_an_answer_proves_the_time_that_it_states_with_its_margin(authority, answer):
    found = read_timestamp(answer, NOTE, authority.certificates)
    now = datetime.now(UTC)
    # the authority says that it is right to a second and a half
    assert now - timedelta(minutes=5) < found.at - timedelta(seconds=1.5) <= now
    assert found.at.microsecond == 500_000
    assert found.authority == "CN=TEST authority"


def test_an_answer_over_something_else_is_refused(authority, answer):
    with pytest.raises(TamperError, match="something else than this checkpoint"):
        read_timestamp(answer, NOTE + " ", authority.certificates)


def test_an_answer_over_another_hash_is_refused(authority):
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    request = TimestampRequestBuilder(data=NOTE.encode(), hash_algorithm=HashAlgorithm.SHA512).build().as_bytes()
    with pytest.raises(TamperError, match="another hash"):
        imprint_of(authority.answer(request))


def test_an_answer_of_an_authority_that_is_not_trusted_is_refused(authority, answer, tmp_path):
    with pytest.raises(TamperError, match="does not hold"):
        read_timestamp(answer, NOTE, Authority(tmp_path).certificates)


def test_the_authoritys_own_certificate_is_no_root(authority, answer):
    with pytest.raises(TamperError, match="issuer"):
        read_timestamp(answer, NOTE, (authority.folder / "stamping.pem").read_bytes())


def test_an_answer_under_a_certificate_that_had_expired_is_refused(authority):
    with pytest.raises(TamperError, match="expired"):
        read_timestamp(authority.answer(request_for(NOTE), "expired"), NOTE, authority.certificates)


def test_an_answer_under_a_certificate_for_another_purpose_is_refused(authority):
    forged = authority.signed_by_a_web_server(request_for(NOTE))
    with pytest.raises(TamperError, match="does not hold"):
        read_timestamp(forged, NOTE, authority.certificates)


def test_the_forgery_of_that_test_is_refused_for_its_purpose_alone(authority):
    folder = authority.folder
    right, wrong = (folder / "stamping.pem").read_bytes(), (folder / "serving.pem").read_bytes()
    (folder / "serving.pem").write_bytes(right)
    try:
        honest = authority.signed_by_a_web_server(request_for(NOTE))
    finally:
        (folder / "serving.pem").write_bytes(wrong)
    assert read_timestamp(honest, NOTE, authority.certificates).authority == "CN=TEST authority"


def test_a_spoiled_answer_says_the_same_or_is_refused(authority, answer):
    chance, honest, refused = Random(5), read_timestamp(answer, NOTE, authority.certificates), 0
    for _ in range(600):
        spoiled = bytearray(answer)
        for _ in range(chance.choice((1, 1, 3))):
            spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
        if chance.random() < 0.1:
            del spoiled[chance.randrange(len(spoiled)) :]
        try:
            assert read_timestamp(bytes(spoiled), NOTE, authority.certificates) == honest
        except TamperError:
            refused += 1
    assert refused > 500


def test_a_refusal_of_the_authority_is_told_in_its_words(authority):
    with pytest.raises(TamperError, match="gave no timestamp: Bad request format"):
        imprint_of(authority.answer(b"no request"))


def test_what_is_no_answer_and_what_is_no_certificate_are_called_so(authority, answer):
    with pytest.raises(TamperError, match="no answer of a timestamp authority"):
        read_timestamp(b"<html>", NOTE, authority.certificates)
    with pytest.raises(BadInputError, match="PEM"):
        read_timestamp(answer, NOTE, b"no certificate")
