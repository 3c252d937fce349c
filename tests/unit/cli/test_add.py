"""`saksi add`: dates given later, and nothing left behind where nothing was added."""

import json

import pytest
from terminal import on_a_terminal

from saksi.ledger import needs_passphrase

WIRE = "Police arrested Sok Testman in Battambang province on Monday, rights groups said.\n"


@pytest.fixture
def undated(tmp_path):
    file = tmp_path / "wire.txt"
    file.write_text(WIRE, encoding="utf-8")
    return str(file)


def test_a_page_without_a_date_is_warned_of_with_the_cure(ledger, undated, run_saksi):
    for _ in range(2):
        _, out, err = run_saksi("add", undated)
        told = " ".join(err.split())
        assert "no date of publication on the page" in told
        assert f"saksi add {undated} --published" in told
    assert "nothing added" in " ".join(out.split())


def test_the_cure_works_and_ends_the_warning(ledger, undated, run_saksi):
    run_saksi("add", undated)
    status, out, err = run_saksi("add", undated, "--published", "2019-12-06")
    assert (status, err) == (0, "")
    assert "read again, dated 2019-12-06" in " ".join(out.split())
    (row,) = json.loads(run_saksi("register", "--on", "2019-12-06", "--json")[1])["rows"]
    assert row["liberty"]["since"] == "2019-12-02"
    assert run_saksi("add", undated)[2] == ""


def test_a_dated_page_is_not_warned_of(ledger, story, run_saksi):
    run_saksi("add", str(story))
    assert "no date" not in run_saksi("add", str(story))[2]


@pytest.mark.parametrize("content", [None, b""], ids=["missing", "empty"])
def test_a_first_add_that_fails_leaves_no_ledger_behind(ledger, tmp_path, run_saksi, content):
    file = tmp_path / "bad.txt"
    if content is not None:
        file.write_bytes(content)
    status, out, err = run_saksi("add", str(file))
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert not ledger.parent.exists()


def test_every_line_fits_eighty_columns(ledger, tmp_path, run_saksi, monkeypatch):
    folder = tmp_path / "x"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "a-story-with-a-rather-long-name.txt").write_text(WIRE, encoding="utf-8")
    told = run_saksi("add", "a-story-with-a-rather-long-name.txt")
    # a path is never broken, so that it can be copied
    lines = [line for line in (told[1] + told[2]).splitlines() if str(ledger.parent) not in line]
    assert max(map(len, lines)) <= 80
    assert max(map(len, run_saksi("verify")[1].splitlines())) <= 80


@pytest.mark.slow
def test_a_terminal_is_asked_for_the_passphrase_twice_and_shows_none_of_it(ledger, story):
    typed = [b"TEST one\n", b"TEST two\n", b"TEST one\n", b"TEST one\n"]
    status, shown = on_a_terminal(["add", str(story)], typed)
    assert (status, needs_passphrase(ledger)) == (0, True)
    assert shown.count("the two are not the same") == 1
    assert "TEST" not in shown.replace(str(story), "")


@pytest.mark.slow
def test_enter_alone_makes_a_ledger_without_one_and_warns(ledger, story):
    status, shown = on_a_terminal(["add", str(story)], [b"\n"])
    assert (status, needs_passphrase(ledger)) == (0, False)
    assert "no passphrase" in shown


def test_the_name_of_a_file_never_acts_on_the_terminal(ledger, tmp_path, run_saksi):
    file = tmp_path / "wire\x1b[2J.txt"
    file.write_text(WIRE, encoding="utf-8")
    told = run_saksi("add", str(file))
    assert "\x1b" not in told[1] + told[2]
