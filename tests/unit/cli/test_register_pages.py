import json

import pytest


@pytest.fixture
def added(ledger, story, run_saksi):
    assert run_saksi("add", str(story))[0] == 0
    return ledger


def test_the_first_rows_are_those_of_the_whole_register(added, run_saksi):
    _, whole, _ = run_saksi("register", "--on", "2019-12-27", "--json")
    status, page, _ = run_saksi("register", "--on", "2019-12-27", "--first", "50", "--json")
    assert status == 0
    assert json.loads(page)["rows"] == json.loads(whole)["rows"]
    assert json.loads(page)["named"] == 1


def test_rows_are_listed_one_a_line_within_eighty_columns(added, run_saksi):
    status, listed, _ = run_saksi("register", "--on", "2019-12-27", "--first", "1")
    assert status == 0
    assert "Sok Testman" in listed
    assert all(len(line) <= 80 for line in listed.splitlines())


def test_after_without_first_is_refused_in_one_line(added, run_saksi):
    status, _, said = run_saksi("register", "--after", "[]")
    assert (status, "--first" in said) == (2, True)


def test_a_place_that_no_page_named_is_refused_in_one_line(added, run_saksi):
    status, _, said = run_saksi("register", "--first", "1", "--after", "there")
    assert (status, "no place" in said) == (1, True)
    assert "Traceback" not in said


def test_what_is_erased_is_counted_and_the_stored_rows_are_gone(added, story, run_saksi):
    run_saksi("register", "--first", "1")
    views = added.with_name(added.name + ".views")
    assert views.exists()
    _, logged, _ = run_saksi("log", "--json")
    reading = next(entry["id"] for entry in json.loads(logged)["entries"] if entry["kind"] == "reading")
    run_saksi("erase", reading, "--field", "names", "--yes")
    assert not views.exists()
    _, listed, said = run_saksi("register", "--first", "9")
    assert "Testman" not in listed
    assert "erased, and left out" in said


def test_another_audience_is_told_in_one_line_to_ask_without_first(added, run_saksi):
    status, listed, said = run_saksi("register", "--first", "1", "--audience", "public")
    assert (status, listed, said.count("\n")) == (1, "", 1)
    assert "without --first" in said
