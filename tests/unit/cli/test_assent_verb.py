"""Erasing by two on the command line: what waits is listed, and another person's word erases it."""

import json

import pytest
from terminal import on_a_terminal

STORY = """Activist Held in Test Town

Phnom Penh, December 6, 2019

Police arrested Sok Testman on December 2, 2019 in Battambang province and charged him with treason.
"""


@pytest.fixture
def says(run_saksi, tmp_path, monkeypatch):
    """What a person types at one of the two ledgers, and what is printed."""
    # short names, so that lines fit
    monkeypatch.chdir(tmp_path)

    def types(who, *arguments, refused=False):
        status, out, err = run_saksi("--ledger", f"{who}/ledger", *map(str, arguments))
        assert (status != 0) == refused, err
        lines = [] if "--json" in arguments else out.splitlines()
        assert all(len(line) <= 80 or "saksi/" in line for line in lines), out
        return " ".join((err if refused else out).split())

    return types


@pytest.fixture
def office(says, run_saksi, tmp_path):
    """North and a colleague with a ledger of her own, each known to the other; the id of what North asks to erase."""
    for who, name in (("north", "North"), ("dara", "Dara")):
        card = run_saksi("--ledger", f"{who}/ledger", "keys", "card", "--name", name)[1]
        (tmp_path / f"{who}.card").write_text(card, "utf-8")
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    says("north", "add", "story.txt")
    says("north", "keys", "admit", "--person", "dara.card", "--yes")
    says("dara", "keys", "admit", "north.card", "--yes")
    told = says("north", "erase", "story.txt", "--document", "--yes")
    assert "nothing is erased yet" in told
    asked = json.loads(says("north", "assent", "--json"))["asked"]
    assert [(each["waits_for_assent"], each["may_assent"]) for each in asked] == [(True, False)]
    says("north", "bundle", "ask", "--to", "Dara")
    says("dara", "merge", "ask")
    return asked[0]["id"]


def is_held(says, who):
    return "Sok Testman" in says(who, "register", "--on", "2019-12-06")


def test_two_persons_erase(office, says, tmp_path):
    listed = says("dara", "assent")
    assert office[:12] in listed
    assert f"to give it: saksi assent {office[:12]}" in listed
    assert is_held(says, "north")
    assert is_held(says, "dara")
    assert "assented" in says("dara", "assent", office[:12], "--yes")
    assert not is_held(says, "dara")
    says("dara", "bundle", "word", "--to", "North")
    assert "ERASED here" in says("north", "merge", "word")
    assert not is_held(says, "north")
    assert "nothing that was asked to be erased is left" in says("north", "assent")
    assert "every hash, signature and original is right" in says("north", "verify")


def test_the_one_who_asks_cannot_assent(office, says):
    assert "another person" in says("north", "assent", office[:12], "--yes", refused=True)
    assert is_held(says, "north")


def test_what_waits_for_nobody_is_refused(office, says):
    assert "0 erase entries that begin with abcdef" in says("dara", "assent", "abcdef", "--yes", refused=True)


@pytest.mark.parametrize(("typed", "held"), [("right", False), ("wrong", True)])
def test_on_a_terminal_the_first_digits_are_asked_for(office, says, tmp_path, typed, held):
    keys = f"{office[:6] if typed == 'right' else typed}\n".encode()
    ledger = str(tmp_path / "dara" / "ledger")
    shown = on_a_terminal(["--ledger", ledger, "assent", office], [keys])[1]
    assert "to be erased: document" in shown, shown
    assert is_held(says, "dara") is held


def test_erasing_alone_is_as_before_where_nobody_else_was_admitted(says, tmp_path):
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    says("alone", "add", "story.txt")
    assert "erased: document" in says("alone", "erase", "story.txt", "--document", "--yes")
    assert not is_held(says, "alone")
