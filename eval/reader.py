"""The one door to the reader that is measured: it goes by the contract of `saksi read FILE --json` and nothing else."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from eval.decode import read_record
from eval.records import Record

_LONGEST = 300  # seconds; a story takes one


class ReaderFailedError(RuntimeError):
    """The reader gave no record: it ended with an error, or printed something else."""


def read_file(path: Path, published: str | None) -> Record:
    """What the reader makes of a file; `published` is handed over where it is known."""
    given = ["--published", published] if published else []
    command = [sys.executable, "-m", "saksi", "read", str(path), "--json", *given]
    done = subprocess.run(command, capture_output=True, timeout=_LONGEST, check=False)  # noqa: S603 - our own program
    try:
        return read_record(json.loads(done.stdout))
    except ValueError as error:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise ReaderFailedError(f"{path.name}: exit {done.returncode}, {last or error}") from error


def read_text(text: str, published: str | None) -> Record:
    """What the reader makes of a plain text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.txt"
        path.write_bytes(text.encode("utf-8"))
        return read_file(path, published)
