"""Many files at once: which they are, and reading them in several processes, in the order in which they were named."""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Self

from .files import is_large, read_bytes
from .output import is_watched

if TYPE_CHECKING:
    from saksi.acts import Prepared
    from saksi.model import When

#: What gives the reading of a file and its bytes, or raises.
Given = Callable[[], "tuple[Prepared, bytes | None]"]
_HASHED_AT_ONCE = 1 << 20
# what a format shows of itself lies at the beginning
_HEAD = 1 << 16
# so that no process waits, and few texts lie in the memory
_AHEAD = 3
_MOST_FILES = 1_000
_BROKEN = "a process that reads was ended by the system, perhaps for want of memory: run it again with fewer --jobs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The hash of a file, and its first bytes."""

    sha256: str
    head: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The files that were named, and those in folders; what in a folder is no file; and folders without any."""

    files: tuple[str, ...]
    passed_over: tuple[tuple[str, str], ...]
    empty: tuple[str, ...]
    has_folder: bool


def list_files(named: Iterable[str]) -> Listed:
    """Every file that is named, and every file below a folder that is named, in order of their names.

    A link within a folder is not followed: it may lead anywhere.
    """
    files, passed_over, empty, has_folder = list[str](), list[tuple[str, str]](), list[str](), False
    for each in named:
        if each == "-" or not os.path.isdir(each):
            files.append(each)
            continue
        before, has_folder = len(files), True
        for folder, folders, names in os.walk(each):
            folders.sort()
            links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
            for name in sorted([*names, *links]):
                path = os.path.join(folder, name)
                if os.path.islink(path):
                    passed_over.append((path, "a link, which is not followed: name what it leads to"))
                elif not os.path.isfile(path):
                    passed_over.append((path, "no file: a device, a pipe or a socket"))
                else:
                    files.append(path)
        empty += [each] if len(files) == before else []
    return Listed(files=tuple(files), passed_over=tuple(passed_over), empty=tuple(empty), has_folder=has_folder)


def begin(file: str) -> Begun | None:
    """The hash of a file, read piece by piece; None for standard input. Raises OSError."""
    if file == "-":
        return None
    digest, head = hashlib.sha256(), b""
    with Path(file).open("rb") as stream:
        while chunk := stream.read(_HASHED_AT_ONCE):
            head = head or chunk[:_HEAD]
            digest.update(chunk)
    return Begun(sha256=digest.hexdigest(), head=head)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is wanted of each file."""

    published: "When | None" = None
    password: str | None = None


class Readers(AbstractContextManager["Readers"]):
    """So many processes that take files in and read them; with one, this process does it itself."""

    def __init__(self, jobs: int, work: Work) -> None:
        self._work = work
        self._ahead = jobs * _AHEAD if jobs > 1 else 0
        # started anew, not forked: nothing of an open ledger is in them
        self._pool = (
            ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), max_tasks_per_child=_MOST_FILES)
            if jobs > 1
            else None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def prepared(self, files: Sequence[str], is_wanted: Callable[[str], bool]) -> Iterator[tuple[str, "Given | None"]]:
        """Each file in turn with what gives its reading, or raises; with None where it is not wanted."""
        waiting: deque[tuple[str, Given | None]] = deque()
        for file in files:
            waiting.append((file, self._begun(file) if is_wanted(file) else None))
            if len(waiting) > self._ahead:
                yield waiting.popleft()
        yield from waiting

    def _begun(self, file: str) -> "Given":
        if self._pool is None or file == "-":
            return lambda: prepare_file(file, self._work)
        future = self._pool.submit(_prepared_elsewhere, file, self._work)
        # read once more, rather than handed from process to process
        return lambda: (_result(future), None if is_large(file) else read_bytes(file))


def _result(future: "Future[Prepared]") -> "Prepared":
    from saksi.model import BadInputError

    try:
        return future.result()
    except BrokenProcessPool:
        raise BadInputError(_BROKEN) from None


def prepare_file(file: str, work: Work) -> "tuple[Prepared, bytes | None]":
    """Take a file in and read it; and its bytes, unless it is too large for them. Raises OSError, BadInputError."""
    from saksi.acts import Prepared, prepare, read_source
    from saksi.archive import unread_stream

    if is_large(file):
        with Path(file).open("rb") as stream:
            source = unread_stream(stream)
        return Prepared(source=source, reading=read_source(source)), None
    data = read_bytes(file)
    return prepare(data, name=file, published=work.published, password=work.password), data


def _prepared_elsewhere(file: str, work: Work) -> "Prepared":
    return prepare_file(file, work)[0]


class Bar:
    """How many of how many files are done, for a person who watches."""

    def __init__(self, number: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        shown = is_watched() and number > 1
        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True, disable=not shown)
        self._task = self._progress.add_task("", total=number)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def step(self) -> None:
        """One more file is done."""
        self._progress.advance(self._task)
