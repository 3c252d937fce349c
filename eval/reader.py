"""The one door to the reader that is measured."""

from pathlib import Path

from eval.records import Record


class ReaderMissingError(RuntimeError):
    """This copy of the program has no reader."""


def read_file(path: Path, published: str | None) -> Record:
    """What the reader makes of a file."""
    raise ReaderMissingError(f"no reader for {path.name}, {published}")


def read_text(text: str, published: str | None) -> Record:
    """What the reader makes of a plain text."""
    raise ReaderMissingError(f"no reader for {len(text)} characters, {published}")
