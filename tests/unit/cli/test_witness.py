"""Witnesses of time from the command line: two offices that cosign, an authority that stamps."""

import json

import pytest


@pytest.fixture
def offices(ledger, story, tmp_path, run_saksi, monkeypatch):
    """Two ledgers with a story each; a function that goes to one of them and gives its owner's key."""
    paths = {"ours": ledger, "theirs": tmp_path / "theirs" / "ledger"}

    def go(name):
        monkeypatch.setenv("SAKSI_LEDGER", str(paths[name]))
        return run_saksi("checkpoint")[1].split("\n")[0].removeprefix("saksi/")

    for path in reversed(paths.values()):
        monkeypatch.setenv("SAKSI_LEDGER", str(path))
        assert run_saksi("add", str(story))[0] == 0
    return go


@pytest.fixture
def cosigned(offices, tmp_path, run_saksi):
    """Our checkpoint, cosigned by them."""
    asked, given = tmp_path / "for-them.txt", tmp_path / "back.txt"
    key = offices("ours")
    asked.write_text(run_saksi("checkpoint", "--since", "0")[1], "utf-8")
    offices("theirs")
    status, out, _ = run_saksi("witness", str(asked), "--owner", key)
    assert status == 0
    given.write_text(out, "utf-8")
    return given


def shown(run_saksi, *options):
    first = json.loads(run_saksi("log", "--json")[1])["entries"][0]["id"]
    return run_saksi("show", first, *options)[1]


def test_what_another_office_cosigned_proves_by_when_an_entry_was_there(offices, cosigned, run_saksi):
    theirs = offices("theirs")
    offices("ours")
    assert "nothing of when" in shown(run_saksi)
    status, out, _ = run_saksi("checkpoint", "--take", str(cosigned), "--owner", theirs)
    assert (status, f"kept: cosigned by {theirs[:16]}" in out) == (0, True)
    page = " ".join(shown(run_saksi).split())
    assert "as its author claims" in page
    assert f"cosigned by {theirs[:16]}…; not earlier than: not proven" in page
    assert max(map(len, shown(run_saksi).splitlines())) <= 80
    assert json.loads(shown(run_saksi, "--json"))["proven"]["not_later_than"]["by"] == theirs
    out = " ".join(run_saksi("verify")[1].split())
    assert "proven to be not later than 1 cosignature; not earlier than: not proven" in out
    assert json.loads(run_saksi("verify", "--json")[1])["proven"]["bounds"][0]["how"] == "cosignature"


def test_with_no_witness_verify_says_that_time_is_only_claimed(offices, run_saksi):
    offices("ours")
    assert "time: claimed only" in run_saksi("verify")[1]
    assert json.loads(shown(run_saksi, "--json"))["proven"] == {}


def test_a_proof_shows_who_cosigned_and_when(offices, cosigned, run_saksi, tmp_path):
    theirs = offices("theirs")
    offices("ours")
    run_saksi("checkpoint", "--take", str(cosigned), "--owner", theirs)
    first = json.loads(run_saksi("log", "--json")[1])["entries"][0]["id"]
    proof = tmp_path / "proof.txt"
    proof.write_text(run_saksi("prove", first, "--open", "all")[1], "utf-8")
    out = run_saksi("check", str(proof))[1]
    assert theirs in out
    assert "anybody can make a key" in out
    assert max(map(len, out.splitlines())) <= 80
    assert json.loads(run_saksi("check", str(proof), "--json")[1])["cosigned"][0]["by"] == theirs


def test_a_log_that_nobody_vouched_for_is_not_cosigned(offices, tmp_path, run_saksi):
    offices("ours")
    asked = tmp_path / "asked"
    asked.write_text(run_saksi("checkpoint", "--since", "0")[1], "utf-8")
    offices("theirs")
    status, out, err = run_saksi("witness", str(asked))
    assert (status, out) == (1, "")
    assert "--owner" in err


def test_a_bare_checkpoint_says_what_to_ask_for(offices, tmp_path, run_saksi):
    key = offices("ours")
    asked = tmp_path / "asked"
    asked.write_text(run_saksi("checkpoint")[1], "utf-8")
    offices("theirs")
    assert "saksi checkpoint --since SIZE" in run_saksi("witness", str(asked), "--owner", key)[2]


@pytest.mark.parametrize(
    "wrong",
    [
        ["checkpoint", "--since", "99999"],
        ["checkpoint", "--take", "x", "--since", "0"],
        ["checkpoint", "--owner", "a" * 64],
        ["witness"],
        ["witness", "x", "--evidence"],
        ["stamp", "--request", "x", "--answer", "y"],
        ["stamp", "--day", "--answer", "y"],
        ["stamp"],
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(offices, run_saksi, wrong, monkeypatch):
    monkeypatch.delenv("SAKSI_TIMESTAMP_AUTHORITY", raising=False)
    offices("ours")
    status, out, err = run_saksi(*wrong)
    assert (status in (1, 2), out, err.count("\n")) == (True, "", 1)


def test_evidence_is_printed_with_both_checkpoints_whole(offices, story, tmp_path, ledger, run_saksi):
    key = offices("ours")
    old = {name: (ledger.parent / name).read_bytes() for name in ("test", "test.checkpoint")}
    run_saksi("add", str(story), "--published", "2019-01-01")
    notes = []
    for _ in range(2):
        offices("ours")
        asked = tmp_path / "asked"
        notes.append(run_saksi("checkpoint")[1])
        asked.write_text(run_saksi("checkpoint", "--since", "0")[1], "utf-8")
        for name, data in old.items():
            (ledger.parent / name).write_bytes(data)
        offices("theirs")
        status, _, err = run_saksi("witness", str(asked), "--owner", key)
    assert (status, "rolled back" in err) == (1, True)
    printed = run_saksi("witness", "--evidence")[1]
    assert all(note in printed for note in notes)
    offices("ours")
    assert "fitted what it had seen" in run_saksi("witness", "--evidence")[1]


def test_a_stamp_is_asked_for_and_answered_by_files(offices, authority, tmp_path, run_saksi, monkeypatch):
    offices("ours")
    request, answer, trusted = (tmp_path / name for name in ("ask.tsq", "answer.tsr", "trusted.pem"))
    trusted.write_bytes(authority.certificates)
    monkeypatch.setenv("SAKSI_TIMESTAMP_CERTIFICATES", str(trusted))
    assert run_saksi("stamp", "--request", str(request))[0] == 0
    answer.write_bytes(authority.answer(request.read_bytes()))
    status, out, _ = run_saksi("stamp", "--answer", str(answer))
    assert (status, "says CN=TEST authority" in " ".join(out.split())) == (0, True)
    assert json.loads(run_saksi("stamp", "--answer", str(answer), "--json")[1])["how"] == "timestamp"
    assert "stamped by CN=TEST authority" in " ".join(shown(run_saksi).split())


def test_a_warning_leaves_the_ledger_sound(offices, authority, tmp_path, run_saksi, monkeypatch):
    from datetime import UTC, datetime, timedelta

    from saksi.ledger import NewEntry, open_ledger

    offices("ours")
    path = tmp_path / "late"
    with open_ledger(path, None, create=True) as late:
        late.append(
            [NewEntry(kind="review", fields={"verdict": "accept"})], recorded_at=datetime.now(UTC) + timedelta(9)
        )
        from saksi.acts import request_stamp, take_stamp

        take_stamp(late, authority.answer(request_stamp(late)), authority.certificates)
    status, out, _ = run_saksi("verify", "--ledger", str(path))
    assert (status, "warning: " in out, "wrong: " in out) == (0, True, False)
    assert len(json.loads(run_saksi("verify", "--json", "--ledger", str(path))[1])["warnings"]) == 2
