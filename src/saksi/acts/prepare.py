"""Take a file in and read it, apart from the ledger: what several processes can do at once."""

from dataclasses import dataclass

from saksi.archive import Source, UnreadableError, take_in, unread
from saksi.model import Reading, When

from .read import read_source


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file as it was taken in, and what was read of it."""

    source: Source
    reading: Reading


def take_in_or_keep(data: bytes, *, name: str, password: str | None = None) -> Source:
    """The source of a file; of one that cannot be read, the record of why. Raises BadInputError on an empty file."""
    try:
        return take_in(data, name=name, password=password)
    except UnreadableError as error:
        return unread(data, error)


def prepare(data: bytes, *, name: str, published: When | None = None, password: str | None = None) -> Prepared:
    """Take in and read. Raises BadInputError where there is nothing to keep."""
    source = take_in_or_keep(data, name=name, password=password)
    return Prepared(source=source, reading=read_source(source, published))
