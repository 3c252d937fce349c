"""Backup and restore from the command line: a seized office goes on elsewhere, with a file and a sheet of paper."""

import json

import pytest
from terminal import on_a_terminal

from saksi.ledger import slots


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    # in this process; what runs on a terminal pays the whole price
    monkeypatch.setattr(slots, "_MEMORY", 8192)
    monkeypatch.setattr(slots, "_ROUNDS", 1)


@pytest.fixture
def sheet(ledger, story, run_saksi, tmp_path):
    assert run_saksi("add", str(story))[0] == 0
    file = tmp_path / "sheet.txt"
    file.write_text(run_saksi("recovery")[1])
    return str(file)


@pytest.fixture
def backup(sheet, run_saksi, tmp_path):
    file = str(tmp_path / "backup.age")
    status, out, err = run_saksi("backup", file)
    assert (status, err) == (0, "")
    assert "read back and sound" in " ".join(out.split())
    return file


@pytest.fixture
def new(tmp_path):
    file = tmp_path / "new"
    file.write_text("TEST new\n")
    return str(file)


def add_more(story, run_saksi):
    story.write_text(story.read_text().replace("Testman", "Proof"))
    assert run_saksi("add", str(story))[0] == 0


def test_a_ledger_comes_back_with_a_file_and_a_sheet(backup, sheet, new, tmp_path, run_saksi, monkeypatch):
    before = json.loads(run_saksi("log", "--json")[1])
    place = str(tmp_path / "elsewhere" / "test")
    status, out, err = run_saksi("restore", backup, "--ledger", place, "--sheet", sheet, "--new", new)
    assert (status, "restored: " in out) == (0, True)
    assert "no newer checkpoint is known" in " ".join(err.split())
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", new)
    assert json.loads(run_saksi("log", "--json", "--ledger", place)[1]) == before
    assert run_saksi("verify", "--ledger", place)[0] == 0


def test_an_older_copy_is_called_one_and_says_how_to_go_on(
    backup, sheet, new, story, ledger, tmp_path, run_saksi, monkeypatch
):
    held = len(json.loads(run_saksi("log", "--json")[1])["entries"])
    add_more(story, run_saksi)
    more = len(json.loads(run_saksi("log", "--json")[1])["entries"]) - held
    printed = tmp_path / "printed.txt"
    printed.write_text(run_saksi("checkpoint")[1])
    place = str(tmp_path / "older" / "test")
    options = ["--ledger", place, "--sheet", sheet, "--new", new]
    status, _, err = run_saksi("restore", backup, "--checkpoint", str(printed), *options)
    told = " ".join(err.split())
    assert (status, f"older copy: {more} entries came after it" in told, "forks" in told) == (0, True, True)
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", new)
    status, _, err = run_saksi("log", "--ledger", place)
    assert (status, "older copy" in err) == (1, True)
    assert run_saksi("checkpoint", "--accept", "--ledger", place)[0] == 0
    assert run_saksi("log", "--ledger", place)[0] == 0


def test_json_says_what_was_done(sheet, new, tmp_path, run_saksi):
    file, place = str(tmp_path / "b.age"), str(tmp_path / "there")
    made = json.loads(run_saksi("backup", file, "--json")[1])
    assert made["entries"] == len(json.loads(run_saksi("log", "--json")[1])["entries"])
    done = json.loads(run_saksi("restore", file, "--ledger", place, "--sheet", sheet, "--new", new, "--json")[1])
    assert (done["entries"], done["missing"], done["checkpoint"]) == (made["entries"], 0, made["checkpoint"])


def test_on_a_terminal_the_sheet_and_a_new_passphrase_are_asked_for(backup, sheet, ledger):
    with open(sheet) as stream:
        rows = [line.strip() for line in stream if line.count("-") == 3]
    keys = [f"{group}\n".encode() for row in rows for group in row.split("-")]
    place = str(ledger.with_name("elsewhere") / "test")
    typed = [*keys, b"TEST new\n", b"TEST new\n"]
    status, shown = on_a_terminal(["restore", backup, "--ledger", place], typed)
    assert status == 0, shown
    assert on_a_terminal(["--ledger", place, "verify"], [b"TEST new\n"])[0] == 0


def test_stages_are_told_to_a_person_only(sheet, tmp_path):
    status, shown = on_a_terminal(["backup", str(tmp_path / "b.age")], [])
    assert (status, "copying the database" in shown, "reading it back" in shown) == (0, True, True)


def test_what_is_there_is_not_overwritten(backup, sheet, new, ledger, run_saksi):
    held = ledger.read_bytes()
    status, _, err = run_saksi("restore", backup, "--sheet", sheet, "--new", new)
    assert (status, "there is a ledger" in err) == (1, True)
    assert ledger.read_bytes() == held
    assert run_saksi("backup", backup)[0] == 1
    assert run_saksi("backup", backup, "--force")[0] == 0


def test_without_a_sheet_there_is_no_backup(ledger, story, tmp_path, run_saksi):
    run_saksi("add", str(story))
    status, _, err = run_saksi("backup", str(tmp_path / "b.age"))
    assert (status, "saksi recovery" in err) == (1, True)


@pytest.mark.parametrize("data", [b"", b"Shopping list", b"age-encryption.org/v1\n"])
def test_what_is_no_backup_is_said(sheet, new, tmp_path, run_saksi, data):
    file = tmp_path / "file"
    file.write_bytes(data)
    place = tmp_path / "there"
    status, _, err = run_saksi("restore", str(file), "--ledger", str(place), "--sheet", sheet, "--new", new)
    assert (status, "is no backup" in err) == (1, True)
    status, _, err = run_saksi("restore", str(tmp_path / "gone"), "--ledger", str(place), "--sheet", sheet)
    assert (status, "no such file" in err) == (1, True)
    assert not place.exists()


def test_a_checkpoint_that_is_none_is_said(backup, sheet, new, story, tmp_path, run_saksi):
    place = tmp_path / "there"
    options = ["--ledger", str(place), "--sheet", sheet, "--new", new, "--checkpoint", str(story)]
    status, _, err = run_saksi("restore", backup, *options)
    assert (status, "nothing was restored" in err) == (1, True)
    assert not place.exists()
