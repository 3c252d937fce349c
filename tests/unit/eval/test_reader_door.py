"""The door to the reader: what it hands over, and what it does with what comes back."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from eval import reader

Install = Callable[[str, str], list[list[str]]]


@pytest.fixture
def prints(monkeypatch: pytest.MonkeyPatch) -> Install:
    """A program that prints these words and these errors; the commands that started it are kept."""

    def install(out: str, err: str = "") -> list[list[str]]:
        commands: list[list[str]] = []

        def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
            commands.append(command)
            return subprocess.CompletedProcess(command, 1 if err else 0, out.encode(), err.encode())

        monkeypatch.setattr(subprocess, "run", run)
        return commands

    return install


def test_the_record_that_is_printed_comes_back(prints: Install) -> None:
    prints(json.dumps({"text": "He fled.", "statements": []}), "")
    assert reader.read_text("He fled.", None).text == "He fled."


def test_the_date_of_publication_is_handed_over_where_it_is_known(prints: Install) -> None:
    commands = prints(json.dumps({"text": "x"}), "")
    reader.read_file(Path("story.txt"), "2019-12-09")
    reader.read_file(Path("story.txt"), None)
    assert [command[-2:] for command in commands] == [["--published", "2019-12-09"], ["story.txt", "--json"]]


@pytest.mark.parametrize("out", ["", "not JSON", "{}"])
def test_a_reader_that_fails_says_why(prints: Install, out: str) -> None:
    prints(out, "Traceback\nBadInputError: no such file")
    with pytest.raises(reader.ReaderFailedError, match=r"story\.txt: exit 1, BadInputError"):
        reader.read_file(Path("story.txt"), None)
