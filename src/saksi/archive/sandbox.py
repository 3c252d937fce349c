"""The box: a child process in which every byte that comes from elsewhere is parsed, and the only door to the parsers.

The child has the file on a pipe and nothing else: an empty environment, no open files, limits on memory, time and
output, and a filter on system calls (`formats/seal.py`). Where bubblewrap is installed there is a second wall around
it: no network interface, no files but Python and its packages, read-only, and no other processes to be seen.
Each file has a child of its own, forked from a warm process that has touched no file (`warm.py`).
"""

import atexit
import json
import os
import select
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from .formats.told import RefusedError, Told, hear_line
from .walls import Walls, bare, can_wrap, wrapped
from .warm import Took, Warm

Parser = Literal[
    "docx", "feed", "html", "mail", "mailbox", "odt", "pdf", "picture", "scan", "text", "wacz", "warc", "xlsx"
]
_CHUNK = 1 << 16


#: After a file that ended so, the warm process is not used again.
SUSPECT = frozenset({"answer", "ended", "memory", "time"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one file may take: bytes of memory, seconds by the clock and of the processor, bytes in and out."""

    memory: int = 768 * 2**20
    seconds: int = 55
    processor_seconds: int = 50
    most_in: int = 100_000_000
    most_out: int = 150_000_000
    most_line: int = 60_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """All that a parser told, what stood around it, and what it took."""

    told: list[Told]
    walls: Walls
    took: Took


#: The warm process of each thread, for as long as this program runs. It ends with it: its socket is then closed.
_warm: dict[int, Warm] = {}
_alone = threading.Lock()


def read_boxed(
    parser: Parser, data: bytes, limits: Limits | None = None, arguments: Mapping[str, object] | None = None
) -> Heard:
    """All that the parser tells of `data`, checked line by line.

    Raises RefusedError with the parser's code, with "time", "memory", "answer" where it did not keep to its limits, or
    with "no-box" where this system has none.
    """
    limits = limits or Limits()
    if len(data) > limits.most_in:
        raise RefusedError("large")
    order = {
        "parser": parser,
        "memory": limits.memory,
        "seconds": limits.processor_seconds,
        "most": limits.most_in,
        "arguments": {**(arguments or {})},
    }
    # twice, since the process that is there may have ended meanwhile
    for is_wrapped in (True, True, False) if can_wrap() else (False, False):
        heard = _read_by(_started(is_wrapped=is_wrapped), order, data, limits)
        if heard is not None:
            return heard
    raise RefusedError("no-box")


def end_boxes() -> None:
    """End every warm process; the next file starts another one."""
    with _alone:
        boxes = [*_warm.values()]
        _warm.clear()
    for box in boxes:
        box.end()


def _forget() -> None:
    """In a process that was forked: the boxes are the other's, and so was whoever held the lock."""
    global _alone
    _alone = threading.Lock()
    for box in _warm.values():
        box.forget()
    _warm.clear()


atexit.register(end_boxes)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _started(*, is_wrapped: bool) -> Warm | None:
    """The warm process of this thread; None where it does not start."""
    with _alone:
        box = _warm.get(threading.get_ident())
        if box is not None and not box.is_worn and box.is_wrapped == is_wrapped:
            return box
    _drop(box)
    try:
        box = Warm(wrapped() if is_wrapped else bare(), is_wrapped=is_wrapped)
    except (OSError, AttributeError):
        # systems without forking have no such sockets either
        return None
    with _alone:
        _warm[box.thread_id] = box
    return box


def _drop(box: Warm | None) -> None:
    if box is not None:
        with _alone:
            _warm.pop(box.thread_id, None)
        box.end()


def _read_by(box: Warm | None, order: Mapping[str, object], data: bytes, limits: Limits) -> Heard | None:
    """What the child tells; None where it did not come so far as to be sealed."""
    if box is None:
        return None
    try:
        into, out = box.order(order)
    except OSError:
        _drop(box)
        return None
    feeder = threading.Thread(target=_feed, args=(into, data), daemon=True)
    feeder.start()
    try:
        lines = _lines(out, limits)
        first = next(lines, None)
        if first is None:
            _drop(box)
            return None
        told = list(_hear(lines))
        walls = Walls(bubblewrap=box.is_wrapped, filtered=json.loads(first)["filtered"] is True)
        return Heard(told=told, walls=walls, took=box.took())
    except RefusedError as error:
        if error.code in SUSPECT or not _has_ended(box):
            _drop(box)
        raise
    except OSError:
        # it told all and did not end
        _drop(box)
        raise RefusedError("ended") from None
    except BaseException:
        # interrupted: the child may still be at it
        _drop(box)
        raise
    finally:
        os.close(out)
        feeder.join()


def _has_ended(box: Warm) -> bool:
    try:
        box.took()
    except OSError:
        return False
    return True


def _feed(pipe: int, data: bytes) -> None:
    # a child that has refused already reads no further
    with suppress(OSError), os.fdopen(pipe, "wb") as stream:
        stream.write(data)


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
