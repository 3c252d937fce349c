"""Running the command line in this process, on a ledger of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from saksi.cli.main import saksi

STORY = """Activist Held in Test Town

Phnom Penh, December 6, 2019

Police arrested Sok Testman on December 2, 2019 in Battambang province and charged him with treason.

“I have done nothing wrong,” Sok Testman said on Thursday.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    return file


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "ledger" / "test"
    monkeypatch.setenv("SAKSI_LEDGER", str(path))
    monkeypatch.delenv("SAKSI_PASSPHRASE_FILE", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return path


@pytest.fixture
def run_saksi(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run with arguments; the exit status, stdout and stderr."""
    from saksi.cli.main import run

    def call(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        status = run(arguments)
        told = capfd.readouterr()
        return status, told.out, told.err

    return call


@pytest.fixture
def type_keys() -> Callable[[str, list[str]], Result]:
    """Run with lines of input."""
    return lambda keys, arguments: CliRunner().invoke(saksi, arguments, input=keys, catch_exceptions=False)
