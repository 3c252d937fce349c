import json

import pytest

SECOND = """Unionist Still in Prison

Phnom Penh, December 10, 2019

Police still hold Sokh Testmann, who was arrested on December 2, 2019 in Battambang province.
"""


@pytest.fixture
def two_spellings(ledger, story, tmp_path, run_saksi):
    other = tmp_path / "other.txt"
    other.write_text(SECOND, encoding="utf-8")
    assert run_saksi("add", str(story), str(other))[0] == 0


def test_links_lists_who_may_be_one_and_changes_nothing(two_spellings, run_saksi):
    before = run_saksi("log", "--json")[1]
    status, out, err = run_saksi("links", "--json")
    assert (status, err) == (0, "")
    (pair,) = json.loads(out)["links"]
    assert {pair["left"]["name"], pair["right"]["name"]} == {"Sok Testman", "Sokh Testmann"}
    assert pair["reasons"]
    out = run_saksi("links")[1]
    assert "MAY BE ONE PERSON" in out
    assert max(map(len, out.splitlines())) <= 80
    assert run_saksi("log", "--json")[1] == before


def test_an_empty_list_of_links_says_so(ledger, story, run_saksi):
    run_saksi("add", str(story))
    assert "Nothing: no two names" in run_saksi("links")[1]


def test_a_person_is_found_under_another_spelling_and_the_page_says_why(ledger, story, run_saksi):
    run_saksi("add", str(story))
    status, out, _ = run_saksi("person", "Sohk Testmann")
    assert status == 0
    assert "Sohk Testmann: found as Sok Testman" in " ".join(out.split())
    page = json.loads(run_saksi("person", "Sohk Testmann", "--json")[1])
    assert page["asked"] == "Sohk Testmann"
    assert page["why"][0] == "found as Sok Testman"
    assert "asked" not in json.loads(run_saksi("person", "Sok Testman", "--json")[1])


def test_several_who_are_nearly_called_so_are_listed_with_reasons(two_spellings, run_saksi):
    status, _, err = run_saksi("person", "Sock Testmen")
    assert status == 1
    assert "nearly so: " in " ".join(err.split())
    assert "Sok Testman (" in " ".join(err.split())


def test_a_place_is_found_by_another_spelling(run_saksi):
    status, out, _ = run_saksi("place", "Takaew")
    assert status == 0
    assert "KH-21" in out
    assert json.loads(run_saksi("place", "Takaew", "--json")[1])["places"][0]["place"]["latitude"] == "11.0"


def test_a_place_nobody_knows_and_a_bad_gazetteer_are_refused_in_one_line(tmp_path, run_saksi):
    assert "no place sounds like" in run_saksi("place", "Xqzzt")[2]
    bad = tmp_path / "mine.csv"
    bad.write_bytes(b"id,name\nX,\xff\n")
    status, _, err = run_saksi("place", "Takeo", "--gazetteer", str(bad))
    assert status == 1
    assert "mine.csv is not UTF-8" in err
