"""Passphrases, the recovery sheet, locking: what a person types, and what they are told."""

import json
import re
import time

import pytest
from terminal import on_a_terminal

from saksi.ledger import needs_passphrase, slots
from saksi.model import LedgerError


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    # in this process; what runs on a terminal pays the whole price
    monkeypatch.setattr(slots, "_MEMORY", 8192)
    monkeypatch.setattr(slots, "_ROUNDS", 1)


@pytest.fixture
def made(ledger, story, run_saksi):
    assert run_saksi("add", str(story))[0] == 0
    return ledger


@pytest.fixture
def secret(tmp_path):
    def write(text, name="secret"):
        file = tmp_path / name
        file.write_text(f"{text}\n")
        return str(file)

    return write


@pytest.fixture
def sheet(made, run_saksi, tmp_path):
    """A ledger without passphrase that has a sheet, and the file that holds it."""
    status, out, err = run_saksi("recovery")
    assert (status, "is good from now on" in " ".join(err.split())) == (0, True)
    file = tmp_path / "sheet.txt"
    file.write_text(out)
    return str(file)


def groups_of(file):
    with open(file) as stream:
        return re.findall(r"\b[0-9A-Z]{5}\b(?=-|\n)", "".join(line for line in stream if line.count("-") == 3))


def test_a_passphrase_is_asked_for_twice_and_opens(made, run_saksi, secret, monkeypatch):
    status, shown = on_a_terminal(["passphrase"], [b"TEST one\n", b"TEST other\n", b"TEST one\n", b"TEST one\n"])
    assert status == 0, shown
    assert "not the same" in shown
    assert "TEST" not in shown
    assert needs_passphrase(made)
    assert "needs its passphrase" in run_saksi("log")[2]
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", secret("TEST one"))
    assert run_saksi("log")[0] == 0


def test_a_passphrase_is_changed_with_the_one_before(made, run_saksi, secret):
    assert run_saksi("passphrase", "--new", secret("TEST one"))[0] == 0
    status, shown = on_a_terminal(["passphrase"], [b"TEST wrong\n"])
    assert (status, "does not open" in shown) == (1, True)
    status, shown = on_a_terminal(["passphrase"], [b"TEST one\n", b"TEST two\n", b"TEST two\n"])
    assert status == 0, shown
    status, shown = on_a_terminal(["log"], [b"TEST two\n"])
    assert (status, "statement" in shown) == (0, True)


def test_an_empty_passphrase_changes_nothing(made):
    status, shown = on_a_terminal(["passphrase"], [b"\n"])
    assert (status, "nothing was changed" in shown) == (1, True)
    assert not needs_passphrase(made)


def test_a_colleague_gets_a_passphrase_and_loses_it(made, run_saksi, secret, monkeypatch):
    status, _, err = run_saksi("passphrase", "--for", "Test Colleague", "--new", secret("TEST two"))
    assert (status, "lies open" in err) == (1, True)
    assert run_saksi("passphrase", "--new", secret("TEST one"))[0] == 0
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", secret("TEST one"))
    status, out, _ = run_saksi("passphrase", "--for", "Test Colleague", "--new", secret("TEST two", "theirs"))
    assert (status, "2 passphrases (Test Colleague, owner)" in out) == (0, True)
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", secret("TEST two", "theirs"))
    assert run_saksi("verify")[0] == 0
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", secret("TEST one"))
    assert run_saksi("passphrase", "--remove", "Test Colleague")[0] == 0
    assert run_saksi("passphrase", "--remove", "Test Colleague")[0] == 1
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", secret("TEST two", "theirs"))
    assert "does not open" in run_saksi("log")[2]


def test_who_changes_the_passphrase_is_reminded_of_the_file_that_holds_it(made, run_saksi, secret, monkeypatch):
    assert run_saksi("passphrase", "--new", secret("TEST one"))[2] == ""
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", secret("TEST one"))
    assert "must hold the new passphrase" in " ".join(run_saksi("passphrase", "--new", secret("b", "other"))[2].split())


def test_the_sheet_fits_paper_and_says_whose_it_is(sheet, run_saksi):
    with open(sheet) as stream:
        lines = stream.read().splitlines()
    assert max(map(len, lines)) <= 80
    assert len(groups_of(sheet)) == 8
    owner = run_saksi("checkpoint")[1].splitlines()[0].removeprefix("saksi/")
    assert any(line.endswith(owner) for line in lines)
    told = json.loads(run_saksi("recovery", "--json")[1])
    assert (told["ledger"], len(told["recovery_key"].split("-"))) == (owner, 8)


def test_on_a_terminal_a_sheet_counts_once_its_last_group_was_typed_back(made, sheet, run_saksi, secret):
    status, shown = on_a_terminal(["recovery"], [b"00000\n", b"\n"])
    assert (status, "this sheet opens nothing" in " ".join(shown.split())) == (1, True)
    run_saksi("lock")
    assert run_saksi("unlock", "--sheet", sheet, "--new", secret("TEST one"))[0] == 0


def test_a_raid_is_answered_at_once_and_undone_with_the_sheet(made, sheet, run_saksi):
    begun = time.monotonic()
    status, out, _ = run_saksi("lock")
    assert time.monotonic() - begun < 1
    assert (status, "locked: only the recovery sheet" in " ".join(out.split())) == (0, True)
    for arguments in (["log"], ["passphrase"], ["recovery"], ["verify"], ["backup", "x"]):
        status, _, err = run_saksi(*arguments)
        assert (status, "is locked: `saksi unlock`" in err) == (1, True)
    keys = [group.encode() + b"\n" for group in groups_of(sheet)]
    wrong = b"0" + keys[2][1:] if keys[2][:1] != b"0" else b"1" + keys[2][1:]
    typed = [*keys[:2], wrong, *keys[2:], b"TEST new\n", b"TEST new\n"]
    status, shown = on_a_terminal(["unlock"], typed)
    assert status == 0, shown
    assert "group 3 of the recovery key is mistyped" in " ".join(shown.split())
    assert not any(key.strip().decode() in shown for key in keys)
    assert on_a_terminal(["log"], [b"TEST new\n"])[0] == 0


def test_a_whole_key_may_be_pasted(sheet, run_saksi):
    run_saksi("lock")
    key = "-".join(groups_of(sheet)).encode() + b"\n"
    assert on_a_terminal(["unlock"], [key, b"TEST new\n", b"TEST new\n"])[0] == 0


def test_a_forgotten_passphrase_is_replaced_and_a_colleague_keeps_theirs(sheet, run_saksi, secret, monkeypatch):
    run_saksi("passphrase", "--new", secret("TEST forgotten"))
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", secret("TEST forgotten"))
    run_saksi("passphrase", "--for", "Test Colleague", "--new", secret("TEST two", "theirs"))
    assert run_saksi("unlock", "--sheet", sheet, "--new", secret("TEST new", "new"))[0] == 0
    for file, status in (("secret", 1), ("theirs", 0), ("new", 0)):
        text = {"secret": "TEST forgotten", "theirs": "TEST two", "new": "TEST new"}[file]
        monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", secret(text, file))
        assert run_saksi("log")[0] == status


def test_without_a_sheet_locking_is_refused(made, run_saksi):
    status, out, err = run_saksi("lock")
    assert (status, out) == (1, "")
    assert "saksi recovery" in err
    assert run_saksi("log")[0] == 0


@pytest.mark.parametrize(("typed", "locked"), [("forever", True), ("yes", False), ("", False)])
def test_locking_for_good_is_asked_for_in_a_word(made, run_saksi, typed, locked):
    status, shown = on_a_terminal(["lock", "--forever"], [typed.encode() + b"\n"])
    assert (status == 0, "locked for good" in shown) == (locked, locked)
    assert (run_saksi("log")[0] == 1) is locked
    assert run_saksi("lock", "--forever")[0] == 2
    assert run_saksi("lock", "--forever", "--yes")[0] == 0
    with pytest.raises(LedgerError, match="for good"):
        needs_passphrase(made)


def test_a_wrong_sheet_and_a_mistyped_one_are_told_apart(sheet, run_saksi, secret, tmp_path):
    with open(sheet) as stream:
        text = stream.read()
    run_saksi("recovery")
    assert "sheet of" in run_saksi("unlock", "--sheet", sheet, "--new", secret("x"))[2]
    group = groups_of(sheet)[4]
    (tmp_path / "spoiled").write_text(text.replace(group, group[::-1] if group != group[::-1] else "00000"))
    assert "group 5 of the recovery key is mistyped" in run_saksi("unlock", "--sheet", str(tmp_path / "spoiled"))[2]


@pytest.mark.parametrize("verb", ["passphrase", "recovery", "lock", "unlock"])
def test_where_there_is_no_ledger_it_is_said(ledger, run_saksi, secret, sheet_file, verb):
    more = {"passphrase": ["--new", secret("x")], "unlock": ["--sheet", sheet_file, "--new", secret("x")]}
    status, out, err = run_saksi(verb, *more.get(verb, []))
    assert (status, out, "no ledger" in err) == (1, "", True)


@pytest.fixture
def sheet_file(tmp_path):
    from saksi.ledger import RecoveryKey

    file = tmp_path / "any.txt"
    file.write_text("-".join(RecoveryKey(b"TEST secret of 20 b.").groups))
    return str(file)


@pytest.mark.parametrize("arguments", [["passphrase"], ["unlock"], ["passphrase", "--remove", "a", "--for", "b"]])
def test_without_a_terminal_the_options_are_named(sheet, run_saksi, arguments):
    status, _, err = run_saksi(*arguments)
    assert status == 2
    assert "--" in err
