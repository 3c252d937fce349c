"""Files made to harm, one after another: nobody touches the canaries, each ends within its limits, the next is read."""

import itertools
import re
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile_files import SENTENCE, mutated, named

from saksi.archive import UnreadableError, take_in
from saksi.archive.warm import Warm
from saksi.model import BadInputError

#: Of a file and of what it holds; and of a child, which shares some of it with the process that it was forked from.
_MOST_SECONDS = 60.0
_MOST_MEMORY = 768 * 2**20
_WORDS = "CANARY 5d1f"
_LONGEST_LINE = 400


class Canary:
    """A file that nobody may touch, and a port that nobody may call."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "canary.txt"
        self.file.write_text(_WORDS, encoding="utf-8")
        self._before = self.file.stat().st_mtime_ns
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.calls = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                self._listening.accept()[0].close()
            except OSError:
                return
            self.calls += 1

    def is_untouched(self) -> bool:
        """Whether the file is as it was and nobody called."""
        same = self.file.read_text(encoding="utf-8") == _WORDS and self.file.stat().st_mtime_ns == self._before
        return same and self.calls == 0

    def close(self) -> None:
        """Listen no more."""
        self._listening.close()


def run(number: int, seed: int) -> tuple[int, list[str]]:
    """So many files, those with a name first: how many were read or refused in one line, and what was wrong."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        canary = Canary(Path(folder))
        done = 0
        for deed, name, make in itertools.islice(_files(canary, seed), number):
            faults = [*_faults(name, make(), canary)]
            wrong += [f"seed {seed}, {deed}: {fault}" for fault in faults]
            done += not faults
        canary.close()
    return done, wrong


def _files(canary: Canary, seed: int) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Without end: in the first chunk all that have a name; then what is damaged by chance."""
    if seed == 1:
        for deed, (name, make, _) in named(canary.file, canary.port).items():
            yield deed, name, make
    for number, (name, data) in enumerate(mutated(seed)):
        yield f"file {number} ({name})", name, lambda data=data: data  # type: ignore[misc]


def _faults(name: str, data: bytes, canary: Canary) -> Iterator[str]:
    Warm.most_memory = 0
    began = time.monotonic()
    told = _tell(name, data)
    seconds = time.monotonic() - began
    if told is None or re.search("CANARY", told):
        yield "what it tells has no form, or the canary's words"
    if seconds > _MOST_SECONDS:
        yield f"{seconds:.0f} seconds"
    if Warm.most_memory > _MOST_MEMORY:
        yield f"{Warm.most_memory / 2**20:.0f} MB"
    if not canary.is_untouched():
        yield "it got out"
    if take_in(SENTENCE.encode()).text != SENTENCE:
        yield "the next file is not read"


def _tell(name: str, data: bytes) -> str | None:
    """The text, or the refusal; None where that is no line, or zones or places lie beyond the text."""
    try:
        source = take_in(data, name=name)
    except UnreadableError as error:
        line = str(error)
        return line if "\n" not in line and len(line) < _LONGEST_LINE else None
    except BadInputError:
        return None
    spans = [*(zone.span for zone in source.zones), *(position.span for position in source.positions)]
    return source.text if all(span.end <= len(source.text) for span in spans) else None
