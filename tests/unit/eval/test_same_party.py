"""When two names mean the same."""

import pytest
from eval.parties import normalise, same_name, same_party


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Cambodia National Rescue Party (CNRP)", "cambodia national rescue party"),
        ("the Interior Ministry", "interior ministry"),
        ("Cambodia’s Ministry of Foreign Affairs", "cambodia ministry of foreign affairs"),
        ("José Niño", "jose nino"),
        ("The prisoners' wives", "prisoners wives"),
        ("O’Brien", "obrien"),
    ],
)
def test_names_lose_case_accents_articles_possessives_and_acronyms(written: str, plain: str) -> None:
    assert normalise(written) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tep Khnor", "Ms. Tep Khnor"),
        ("Lapukh", "Taisia Lapukh"),
        ("IMF", "International Monetary Fund"),
        ("U.S.", "United States"),
        ("activists of the opposition party", "two activists of the opposition party"),
        ("Cambodia’s Ministry of Foreign Affairs", "Ministry of Foreign Affairs"),
    ],
)
def test_these_are_the_same_party(one: str, other: str) -> None:
    assert same_party([one], [other])
    assert same_party([other], [one])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Supreme Court", "Appeals Court"),
        ("Kem Sokha", "Sam Sokha"),
        ("Ministry of Foreign Affairs", "Ministry of Commerce"),
        ("guards", "the guard’s lawyer"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    assert not same_party([one], [other])


def test_no_party_is_the_same_as_no_party_only() -> None:
    assert same_party([], [])
    assert not same_party([], ["Tep Khnor"])


def test_a_name_must_be_equal_where_a_speaker_may_be_close() -> None:
    assert same_name(["Lapukh", "Taisia Lapukh"], ["taisia lapukh"])
    assert not same_name(["Lapukh"], ["Taisia Lapukh"])
