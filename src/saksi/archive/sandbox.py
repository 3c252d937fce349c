"""The box: a child process in which every foreign format is parsed, and the only door to those parsers.

The child has the file on its stdin and nothing else: an empty environment, no open files, limits on memory, time and
output, and a filter on system calls (`formats/seal.py`). Where bubblewrap is installed there is a second wall around
it: no network interface, no files but Python and its packages, read-only, and no other processes to be seen.
"""

import json
import os
import select
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Literal

from saksi.model import BadInputError

from .formats.told import RefusedError, Told, hear_line

Parser = Literal["docx", "feed", "mail", "mailbox", "odt", "pdf", "wacz", "warc", "xlsx"]
#: What the parsers import from outside of the standard library and of Saksi.
_PACKAGES = ("brotli", "charset_normalizer", "cryptography", "lxml", "nacl", "pdfminer", "warcio")
_START = "import sys; sys.path += {path!r}; from saksi.archive.formats.child import main; main(*{arguments!r})"
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one file may take: bytes of memory, seconds by the clock and of the processor, bytes in and out."""

    memory: int = 768 * 2**20
    seconds: int = 55
    processor_seconds: int = 50
    most_in: int = 100_000_000
    most_out: int = 150_000_000
    most_line: int = 40_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """What stood around the child, beside limits and an empty environment."""

    bubblewrap: bool
    filtered: bool

    @property
    def lacking(self) -> str | None:
        """What is missing, in words; None where nothing is."""
        missing = [*(() if self.bubblewrap else ("bubblewrap",)), *(() if self.filtered else ("a system call filter",))]
        return " and ".join(missing) or None


def read_boxed(parser: Parser, data: bytes, limits: Limits | None = None) -> tuple[list[Told], Walls]:
    """All that the parser tells of `data`, checked line by line, and what stood around it.

    Raises RefusedError with the parser's code, or with "time", "memory", "answer" where it did not keep to its limits;
    BadInputError where this system has no box.
    """
    limits = limits or Limits()
    if len(data) > limits.most_in:
        raise RefusedError("large")
    if _can_wrap():
        told = _read_in(_wrapped(parser, limits), data, limits)
        if told is not None:
            return told[0], Walls(bubblewrap=True, filtered=told[1])
    told = _read_in(_bare(parser, limits), data, limits)
    if told is None:
        raise BadInputError("no box can be made on this system to read it in: save it as plain text or HTML")
    return told[0], Walls(bubblewrap=False, filtered=told[1])


def _read_in(command: list[str], data: bytes, limits: Limits) -> tuple[list[Told], bool] | None:
    """What the child tells, and whether its calls are filtered; None where it did not come so far as to be sealed."""
    try:
        # an own session, so that no key typed at the terminal reaches it, and it reaches no terminal
        child = subprocess.Popen(  # noqa: S603 - a fixed program; the file is on its stdin alone
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            close_fds=True,
            start_new_session=True,
        )
    except OSError:
        return None
    assert child.stdin is not None  # noqa: S101 - they are pipes
    assert child.stdout is not None  # noqa: S101
    feeder = threading.Thread(target=_feed, args=(child.stdin, data), daemon=True)
    feeder.start()
    try:
        lines = _lines(child.stdout.fileno(), limits)
        first = next(lines, None)
        if first is None:
            return None
        return list(_hear(lines)), json.loads(first)["filtered"] is True
    finally:
        child.kill()
        child.wait()
        feeder.join()
        child.stdout.close()


def _feed(stream: IO[bytes], data: bytes) -> None:
    # a child that has refused already reads no further
    with suppress(OSError):
        stream.write(data)
    with suppress(OSError):
        stream.close()


def _hear(lines: Iterator[bytes]) -> Iterator[Told]:
    for line in lines:
        if line == b'"end"':
            return
        if line.startswith(b'{"refused": "') and len(line) < 60:
            raise RefusedError(line[13:-2].decode("ascii", "replace"))
        yield hear_line(line)
    # killed by a limit, or crashed: either way by this file
    raise RefusedError("ended")


def _lines(pipe: int, limits: Limits) -> Iterator[bytes]:
    """The lines that come, as long as they keep to the limits."""
    ends = time.monotonic() + limits.seconds
    pending, told = bytearray(), 0
    while True:
        ready, _, _ = select.select([pipe], [], [], max(0.0, ends - time.monotonic()))
        if not ready:
            raise RefusedError("time")
        chunk = os.read(pipe, _CHUNK)
        if not chunk:
            return
        told += len(chunk)
        pending += chunk
        if b"\n" in chunk:
            *whole, rest = bytes(pending).split(b"\n")
            pending = bytearray(rest)
            yield from whole
        if told > limits.most_out or len(pending) > limits.most_line:
            raise RefusedError("answer")


def _bare(parser: Parser, limits: Limits) -> list[str]:
    """The child's command: Python alone, without a user's or a system's additions to it."""
    arguments = (parser, limits.memory, limits.processor_seconds, limits.most_in)
    path = [str(folder) for folder in (_root(), *_package_folders())]
    return [_python(), "-I", "-S", "-B", "-c", _START.format(path=path, arguments=arguments)]


def _wrapped(parser: Parser, limits: Limits) -> list[str]:
    """The same under bubblewrap."""
    shown: list[str] = []
    for folder in (*_system_folders(), *_package_folders(), _root() / "saksi"):
        shown += ["--ro-bind", str(folder), str(folder)]
    walls = ["--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL", "--chdir", "/"]
    return [str(_bubblewrap()), *walls, *shown, *_links(), "--", *_bare(parser, limits)]


def _bubblewrap() -> str | None:
    return shutil.which("bwrap", path="/usr/bin:/bin:/usr/local/bin")


@cache
def _can_wrap() -> bool:
    """Whether bubblewrap is here and may make a box: in some containers, and on some systems, it may not."""
    if sys.platform != "linux" or _bubblewrap() is None:
        return False
    command = _wrapped("mail", Limits())
    command[command.index("--") + 1 :] = [_python(), "-I", "-S", "-c", ""]
    tried = subprocess.run(command, env={}, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603
    return tried.returncode == 0


def _python() -> str:
    # the interpreter itself, not a virtual environment's link to it
    return os.path.realpath(sys.executable)


def _root() -> Path:
    return Path(__file__).resolve().parents[2]


@cache
def _package_folders() -> tuple[Path, ...]:
    specs = (find_spec(name) for name in _PACKAGES)
    origins = (Path(spec.origin).parents[1] for spec in specs if spec is not None and spec.origin is not None)
    return tuple(dict.fromkeys(origins))


def _system_folders() -> tuple[Path, ...]:
    """Where Python and the libraries of the system lie; a folder that is a link is made one in the box too."""
    named = [Path(sys.base_prefix), *(Path(each) for each in ("/usr", "/lib", "/lib64", "/bin"))]
    real = [folder for folder in named if folder.is_dir() and not folder.is_symlink()]
    return tuple(dict.fromkeys(real))


def _links() -> list[str]:
    links = [Path(each) for each in ("/lib", "/lib64", "/bin") if Path(each).is_symlink()]
    return [word for link in links for word in ("--symlink", os.readlink(link), str(link))]
