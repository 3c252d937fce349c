"""How far long work is, for a person who watches; a program hears nothing."""

import time
from collections.abc import Callable
from io import RawIOBase
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

import click

from .output import is_watched

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_EVERY = 0.5
_MIB = 2**20


class Progress:
    """One line on stderr that is written over, a few times a second, and cleared at the end."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._next = time.monotonic() + 2 * _EVERY
        self._is_shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_shown:
            click.echo(f"\r{'':<79}\r", nl=False, err=True)

    def counts(self, entries: int, originals: int) -> None:
        """So many entries and originals have gone through."""
        self._show(lambda: f"{entries} entries, {originals} originals and texts")

    def bytes_read(self, number: int) -> None:
        """So many bytes were read."""
        self._show(lambda: f"{number // _MIB} MiB")

    def part(self, done: int, of: int) -> None:
        """So much of all is done."""
        self._show(lambda: f"{done} of {of}")

    def _show(self, how_far: Callable[[], str]) -> None:
        now = time.monotonic()
        if now < self._next or not is_watched():
            return
        self._next, self._is_shown = now + _EVERY, True
        click.echo(f"\r{f'saksi: {self._what} {how_far()}'[:79]:<79}", nl=False, err=True)


class Watched(RawIOBase):
    """A stream that tells how much of it was read."""

    def __init__(self, stream: IO[bytes], progress: Progress) -> None:
        self._stream = stream
        self._progress = progress
        self._read = 0

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill as much of the buffer as there is."""
        view = memoryview(buffer)
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self._read += len(data)
        self._progress.bytes_read(self._read)
        return len(data)
