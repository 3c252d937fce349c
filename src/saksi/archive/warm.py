"""A warm process in the box: it has imported the parsers, and forks a child for each file that it is ordered to read.

Starting Python and its libraries takes a quarter of a second, forking a few milliseconds. What two files of one process
share is what was there before either was read: code, and where in memory it lies. After some hundreds of files, and
after any that broke off, crashed or passed a limit, the process is ended and another one started.
"""

import json
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from .walls import ENVIRONMENT

_MOST_FILES = 500
# a child that has told all has nothing left to do
_MOST_LINGERING = 5.0
_MOST_STARTING = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """How the child of one file ended, as the system says it, and its peak memory in bytes and processor seconds."""

    status: int
    memory: int
    seconds: float


class Warm:
    """The process, and the socket on which it takes orders. One order at a time.

    `most_memory` is what the largest child took since somebody set it to nothing, in bytes.
    """

    most_memory: ClassVar[int] = 0

    def __init__(self, command: list[str], *, is_wrapped: bool) -> None:
        """Start it. Raises OSError where it cannot be started, or does not come so far as to take orders."""
        self.is_wrapped = is_wrapped
        self.process_id = os.getpid()
        self.thread_id = threading.get_ident()
        self._left = _MOST_FILES
        self._orders, theirs = socket.socketpair()
        with theirs:
            # an own session, so that no key typed at the terminal reaches it, and it reaches no terminal
            self._process = subprocess.Popen(  # noqa: S603 - a fixed program; files come by pipes alone
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=ENVIRONMENT,
                cwd="/",
                close_fds=True,
                start_new_session=True,
            )
        self._orders.settimeout(_MOST_STARTING)
        try:
            is_ready = self._orders.recv(16) == b"ready\n"
        except OSError:
            is_ready = False
        if not is_ready:
            self.end()
            raise OSError("it does not start")

    @property
    def is_worn(self) -> bool:
        """Whether it has read as many files as one process may."""
        return self._left <= 0

    def order(self, order: Mapping[str, object]) -> tuple[int, int]:
        """Have a file read: the pipe to write it to, and the pipe to hear what is told of it. Raises OSError."""
        self._left -= 1
        their_in, into = os.pipe()
        out, their_out = os.pipe()
        try:
            socket.send_fds(self._orders, [json.dumps(order).encode("ascii")], [their_in, their_out])
        except OSError:
            os.close(into)
            os.close(out)
            raise
        finally:
            os.close(their_in)
            os.close(their_out)
        return into, out

    def took(self) -> Took:
        """What the child took, once it has ended. Raises OSError where it does not end, or its parent did."""
        self._orders.settimeout(_MOST_LINGERING)
        try:
            status, kilobytes, seconds = json.loads(self._orders.recv(200))
        except ValueError:
            raise OSError("the process in the box ended") from None
        Warm.most_memory = max(Warm.most_memory, kilobytes * 1024)
        return Took(status=status, memory=kilobytes * 1024, seconds=seconds)

    def end(self) -> None:
        """End it and what it forked, at once."""
        with suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._orders.close()

    def forget(self) -> None:
        """Let go of it in a process that was forked from the one that it belongs to."""
        self._process.returncode = 0
        self._orders.close()
