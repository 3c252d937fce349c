"""The one door to the reader that is measured: bytes go in as `saksi read` takes them, its JSON comes out.

The reading is done in this process, since a process a document would cost more than the reading; the record still goes
through the JSON, so that what is scored is what users of `saksi read FILE --json` get.
"""

from pathlib import Path

from eval.decode import read_record
from eval.records import Record
from saksi.acts import read_source
from saksi.archive import take_in
from saksi.model import SaksiError, When, encode_reading


class ReaderFailedError(RuntimeError):
    """The reader gave no record: it ended with an error."""


def read_file(path: Path, published: str | None) -> Record:
    """What the reader makes of a file; `published` is handed over where it is known."""
    return _read(path.read_bytes(), path.name, published)


def read_text(text: str, published: str | None) -> Record:
    """What the reader makes of a plain text."""
    return _read(text.encode("utf-8"), "story.txt", published)


def _read(data: bytes, name: str, published: str | None) -> Record:
    try:
        reading = read_source(take_in(data, name=name), When(published) if published else None)
    except (SaksiError, ValueError) as error:
        raise ReaderFailedError(f"{name}: {type(error).__name__}: {error}") from error
    return read_record(encode_reading(reading))
