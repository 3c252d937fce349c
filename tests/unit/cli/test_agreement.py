import pytest

from saksi.cli.agreement import agreeing, counted, is_many

MANY = [
    "witnesses",
    "police",
    "Phnom Penh police",
    "Thai authorities",
    "UN experts",
    "two fellow activists",
    "about 40 supporters",
    "12 of the accused",
    "some of his friends",
    "relatives of Sok Testman",
    "Test Watch International and Testland Rights Forum",
]
ONE = [
    "Sok Testman",
    "a police chief",
    "one of his lawyers",
    "a group of activists",
    "the Ministry of Foreign Affairs",
    "Ministry of Labour and Vocational Training",
    "Defence and Security Council",
    "Reuters",
    "Test Rights Watch",
    "state press",
    "1 witness",
    "[1]",
    "",
]


@pytest.mark.parametrize("party", MANY)
def test_several_take_the_verb_of_several(party):
    assert (agreeing("asserts", party), agreeing("denies", party)) == ("assert", "deny")


@pytest.mark.parametrize("party", ONE)
def test_one_takes_the_verb_of_one(party):
    assert not is_many(party)
    assert agreeing("promises", party) == "promises"


def test_a_noun_agrees_with_its_number():
    shown = [counted(number, noun) for number, noun in ((1, "original"), (2, "entry"), (0, "draft"), (3, "key"))]
    assert shown == ["1 original", "2 entries", "0 drafts", "3 keys"]
