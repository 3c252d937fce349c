"""Erasing from the command line: it asks, says what goes and what stays, and cannot be done by mistake."""

import json

import pytest
from terminal import on_a_terminal


@pytest.fixture
def target(ledger, story, run_saksi):
    assert run_saksi("add", str(story))[0] == 0
    entries = json.loads(run_saksi("log", "--json")[1])["entries"]
    return next(entry for entry in entries if entry["kind"] == "statement")


def is_erased(run_saksi, target):
    return "words" not in json.loads(run_saksi("show", target["id"], "--json")[1])["fields"]


def test_what_goes_and_what_stays_is_said(target, run_saksi):
    status, out, err = run_saksi("erase", target["id"], "--field", "words", "--field", "said_by", "--yes")
    assert (status, err) == (0, "")
    told = " ".join(out.split())
    assert f"erased: words, said_by of statement {target['id'][:12]}" in told
    assert "answers lack 1 statement" in told
    assert f"saksi erase {target['fields']['document'][:12]} --document" in told
    assert all(len(line) <= 80 for line in out.splitlines())


def test_erasing_again_says_that_there_is_nothing_to_do(target, run_saksi):
    first = json.loads(run_saksi("erase", target["id"], "--field", "words", "--yes", "--json")[1])
    out = run_saksi("erase", target["id"], "--field", "words")[1]
    assert f"nothing to do: it was erased before ({first['by'][0][:12]})" in out


def test_without_a_terminal_nothing_is_erased_unless_told_so(target, run_saksi, monkeypatch):
    status, _, err = run_saksi("erase", target["id"], "--field", "words")
    assert (status, "--yes" in err) == (2, True)
    assert not is_erased(run_saksi, target)


@pytest.mark.parametrize(("typed", "erased"), [("right", True), ("wrong", False), ("", False)])
def test_on_a_terminal_the_first_digits_are_asked_for(target, run_saksi, typed, erased):
    keys = f"{target['id'][:6] if typed == 'right' else typed}\n".encode()
    status, shown = on_a_terminal(["erase", target["id"], "--field", "words"], [keys])
    assert "There is no way back" in shown
    assert "to be erased: words" in shown
    assert (status == 0, is_erased(run_saksi, target)) == (erased, erased)


def test_a_file_names_its_document(target, story, run_saksi):
    report = json.loads(run_saksi("erase", str(story), "--document", "--yes", "--json")[1])
    assert report["document"] == target["fields"]["document"]
    assert {item["kind"] for item in report["erased"]} == {"capture", "reading", "statement"}
    status, _, err = run_saksi("add", str(story))
    assert (status, "was erased" in err) == (1, True)


def test_the_beginning_of_a_hash_names_its_document(target, run_saksi):
    assert run_saksi("erase", target["fields"]["document"][:8], "--document", "--yes")[0] == 0
    found = json.loads(run_saksi("verify", "--json")[1])
    assert (found["sound"], found["erased"]["documents"], found["originals"]) == (True, 1, 0)
    assert "document whole" in " ".join(run_saksi("verify")[1].split())


def test_show_says_what_was_erased_when_and_by_which_entry(target, run_saksi):
    by = json.loads(run_saksi("erase", target["id"], "--field", "words", "--yes", "--json")[1])["by"][0]
    shown = json.loads(run_saksi("show", target["id"], "--json")[1])
    assert shown["erased"]["words"]["by"] == by
    page = " ".join(run_saksi("show", target["id"])[1].split())
    assert f"by {by[:12]}" in page
    assert "its hash and signature hold" in page
    assert run_saksi("show", by)[0] == 0


def test_the_reason_stands_in_the_trace(target, run_saksi):
    arguments = ("erase", target["id"], "--field", "words", "--yes", "--json", "--reason", "asked by the person")
    by = json.loads(run_saksi(*arguments)[1])["by"][0]
    assert json.loads(run_saksi("show", by, "--json")[1])["fields"]["reason"] == "asked by the person"


@pytest.mark.parametrize(
    "arguments",
    [["register"], ["flights"], ["procedures"], ["contradictions"], ["record"]],
    ids=lambda arguments: arguments[0],
)
@pytest.mark.parametrize("document", [False, True])
def test_every_answer_is_given_and_says_how_many_statements_it_lacks(target, run_saksi, arguments, document):
    what = ("--document",) if document else ("--field", "content")
    assert run_saksi("erase", target["fields"]["document"] if document else target["id"], *what, "--yes")[0] == 0
    for more in ((), ("--json",)):
        status, _, err = run_saksi(*arguments, *more)
        assert (status, "erased, and left out of this answer" in " ".join(err.split())) == (0, True)


def test_an_erased_field_cannot_be_opened_and_the_others_can(target, run_saksi, tmp_path):
    run_saksi("erase", target["id"], "--field", "words", "--yes")
    assert "was erased by" in run_saksi("prove", target["id"], "--open", "words")[2]
    file = tmp_path / "proof.txt"
    file.write_text(run_saksi("prove", target["id"], "--open", "all")[1], "utf-8")
    found = json.loads(run_saksi("check", str(file), "--json")[1])
    assert (found["closed"], found["fields"]["content"]) == (["words"], target["fields"]["content"])


@pytest.mark.parametrize("arguments", [[], ["--field", "words", "--document"]])
def test_fields_or_a_document_must_be_named_and_not_both(target, run_saksi, arguments):
    assert run_saksi("erase", target["id"], *arguments, "--yes")[0] == 2
    assert not is_erased(run_saksi, target)
