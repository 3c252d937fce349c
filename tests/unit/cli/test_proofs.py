"""Checkpoints and proofs from the command line: what an outsider can check without the ledger."""

import json
import shutil

import pytest


@pytest.fixture
def added(ledger, story, run_saksi):
    assert run_saksi("add", str(story))[0] == 0
    entries = json.loads(run_saksi("log", "--json")[1])["entries"]
    return next(entry for entry in entries if entry["kind"] == "statement")


@pytest.fixture
def proof(added, run_saksi, tmp_path):
    file = tmp_path / "proof.txt"
    file.write_text(run_saksi("prove", added["id"], "--open", "words")[1], "utf-8")
    return file


def owner(run_saksi):
    return run_saksi("checkpoint")[1].split("\n")[0].removeprefix("saksi/")


def test_a_proof_is_checked_without_the_ledger(proof, added, ledger, run_saksi):
    key = owner(run_saksi)
    shutil.rmtree(ledger.parent)
    status, out, _ = run_saksi("check", str(proof), "--owner", key, "--json")
    found = json.loads(out)
    assert (status, found["id"], found["fields"]) == (0, added["id"], {"words": added["fields"]["words"]})
    assert "content" in found["closed"]


def test_the_page_shows_the_open_words_and_names_the_closed(proof, added, run_saksi):
    out = run_saksi("check", str(proof))[1]
    assert added["fields"]["words"] in " ".join(out.split())
    assert "closed        addressee" in out
    assert "that the owner admitted it is not shown" in " ".join(out.split())
    assert all(len(line) <= 80 for line in out.splitlines())


def test_a_proof_in_the_ledger_of_another_is_refused(proof, run_saksi):
    status, out, err = run_saksi("check", str(proof), "--owner", "a" * 64, "--json")
    assert (status, json.loads(out)["owner_as_expected"]) == (1, False)
    assert "another ledger" in err


def test_a_changed_proof_is_refused_in_one_line(proof, run_saksi):
    proof.write_text(proof.read_text("utf-8").replace("index ", "index 1"), "utf-8")
    status, out, err = run_saksi("check", str(proof))
    assert (status, out) == (1, "")
    assert "path does not lead" in err


def test_what_is_no_proof_is_called_so(tmp_path, run_saksi):
    binary = tmp_path / "photo.jpg"
    binary.write_bytes(b"\xff\xd8\xff")
    assert "it is no proof" in run_saksi("check", str(binary))[2]
    assert "no such file" in run_saksi("check", str(tmp_path / "gone"))[2]


def test_with_no_field_open_the_proof_shows_nothing_and_says_so(added, run_saksi):
    _, out, err = run_saksi("prove", added["id"])
    assert "no field is open" in err
    assert out.startswith("c2sp.org/tlog-proof@v1\n")


def test_a_field_that_is_not_there_is_refused_with_those_that_are(added, run_saksi):
    status, _, err = run_saksi("prove", added["id"], "--open", "name")
    assert status == 2
    assert "open one of document, reading" in err


def test_an_older_copy_is_refused_until_it_is_accepted(added, ledger, story, run_saksi, tmp_path):
    old = shutil.copy(ledger, tmp_path / "old")
    run_saksi("add", str(story), "--published", "2019-01-01")
    shutil.copy(old, ledger)
    status, _, err = run_saksi("log")
    assert status == 1
    assert "older copy" in err
    assert run_saksi("checkpoint", "--accept")[0] == 0
    assert run_saksi("verify")[0] == 0


def test_the_first_line_of_the_checkpoint_will_do_as_the_key(proof, run_saksi):
    assert run_saksi("check", str(proof), "--owner", f"saksi/{owner(run_saksi)}")[0] == 0


def test_what_is_no_key_is_called_so(proof, run_saksi):
    status, _, err = run_saksi("check", str(proof), "--owner", "KEY")
    assert status == 2
    assert "'KEY' is no key" in err


def test_the_page_says_first_whether_it_is_the_ledger_that_was_asked_for(proof, run_saksi):
    assert "is NOT the one you gave" in " ".join(run_saksi("check", str(proof), "--owner", "a" * 64)[1].split())
    assert run_saksi("check", str(proof), "--owner", "a" * 64)[1].startswith("The proof is of ANOTHER ledger")
    assert "is the one that you gave" in " ".join(
        run_saksi("check", str(proof), "--owner", owner(run_saksi))[1].split()
    )
