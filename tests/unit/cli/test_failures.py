import os
import subprocess
import sys
from pathlib import Path

import pytest

from saksi.cli.main import run


def _one_line(err: str) -> str:
    lines = err.splitlines()
    assert len(lines) == 1, err
    assert lines[0].startswith("saksi: ")
    return lines[0]


def _bad(tmp_path: Path, content: bytes) -> str:
    file = tmp_path / "bad.txt"
    file.write_bytes(content)
    return str(file)


@pytest.mark.parametrize(
    ("verb", "content"),
    [("add", b"")]
    + [
        (verb, content)
        for verb in ("read", "coverage")
        for content in (b"", b"\x00\x01\x02\xff" * 500, b"\xff\xfe\xfd broken \xc3\x28 text " * 3)
    ],
)
def test_what_is_no_story_ends_in_one_line(ledger, tmp_path, run_saksi, verb, content):
    status, out, err = run_saksi(verb, _bad(tmp_path, content))
    assert status == 1
    assert out == ""
    _one_line(err)


def test_a_text_of_fifty_megabytes_ends_in_one_line(ledger, tmp_path, run_saksi):
    status, _, err = run_saksi("read", _bad(tmp_path, b"Police arrested him. " * 2_500_000))
    assert status == 1
    assert "large" in _one_line(err)


@pytest.mark.parametrize("verb", ["read", "add"])
def test_a_missing_file_and_a_folder_are_named(ledger, tmp_path, run_saksi, verb):
    for name, word in ((str(tmp_path / "gone.txt"), "no such file"), (str(tmp_path), "folder")):
        status, _, err = run_saksi(verb, name)
        assert status == 1
        assert name in _one_line(err)
        assert word in err


def test_a_ledger_that_is_not_there_is_said(ledger, run_saksi):
    for arguments in (["register"], ["log"], ["verify"], ["person", "X"], ["show", "abcdef"], ["review"]):
        status, out, err = run_saksi(*arguments)
        assert (status, out) == (1, "")
        _one_line(err)


@pytest.mark.parametrize("content", [None, b"", b"Shopping list of Test Person", b"x" * 4096])
@pytest.mark.parametrize("verb", ["log", "add"])
def test_what_is_no_ledger_is_called_so_and_left_as_it_is(tmp_path, story, run_saksi, verb, content):
    other = tmp_path / "other"
    other.mkdir() if content is None else other.write_bytes(content)
    status, out, err = run_saksi("--ledger", str(other), verb, *([str(story)] if verb == "add" else []))
    assert (status, out) == (1, "")
    assert "is not a Saksi ledger" in _one_line(err)
    assert content is None or other.read_bytes() == content
    assert sorted(file.name for file in tmp_path.iterdir()) == ["other", "story.txt"]


@pytest.mark.parametrize("folder", ["/", "."])
def test_a_folder_without_a_name_is_no_ledger_either(run_saksi, folder):
    status, _, err = run_saksi("--ledger", folder, "log")
    assert status == 1
    assert "is not a Saksi ledger" in _one_line(err)


def test_a_wrong_passphrase_is_one_line(ledger, tmp_path, run_saksi, story, monkeypatch):
    secret = tmp_path / "secret"
    secret.write_text("TEST passphrase\n")
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", str(secret))
    assert run_saksi("add", str(story))[0] == 0
    secret.write_text("another TEST passphrase")
    status, _, err = run_saksi("log")
    assert status == 1
    assert "passphrase" in _one_line(err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["register", "--on", "yesterday"],
        ["register", "--as-of", "2020-01-01T10:00"],
        ["read"],
        ["read", "--x"],
    ],
)
def test_a_wrong_call_exits_with_two_and_one_line(ledger, run_saksi, arguments):
    status, _, err = run_saksi(*arguments)
    assert status == 2
    assert "--help" in _one_line(err)


def test_a_bug_is_not_hidden(monkeypatch):
    from saksi.cli import main

    def broken(**_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(main.saksi, "main", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        run(["log"])


def test_an_interrupt_is_one_line(monkeypatch, capsys):
    from saksi.cli import main

    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main.saksi, "main", interrupted)
    assert run(["log"]) == 130
    _one_line(capsys.readouterr().err)


@pytest.mark.parametrize("verb", ["--help", "log", "record", "verify"])
def test_a_reader_that_leaves_early_is_no_failure(ledger, story, run_saksi, verb):
    run_saksi("add", str(story))
    program = f"from saksi.cli.main import main; main([{verb!r}])"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-c", program], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_help_imports_nothing_heavy():
    program = (
        "import sys; from saksi.cli.main import run; assert run(['--help']) == 0;"
        "heavy = {'rich', 'sqlalchemy', 'trafilatura', 'nupunkt', 'nacl', 'lxml'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert "Verbs:" in done.stdout
