"""The process in the box: it imports parsers, and forks a child for each file, which seals itself and reads it.

Started by `saksi.archive.warm`, and by nobody else. Orders come over the socket that is its stdin: one line of JSON,
and with it two pipes, one that the file comes from and one for what is told of it. This process never touches a byte
of a file; the child never has the socket, and ends with its file. So nothing that one file does can reach the next.

The child writes lines of JSON: first how well it is sealed, then what the parser tells, at last `"end"`, or
`{"refused": code}`. When it has ended, this process writes back one line: how it ended, and what it took.
"""

import gc
import json
import os
import socket
import sys
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from .seal import seal
from .told import RefusedError, tell_line

_CHUNK = 1 << 20


def main() -> None:
    """Answer orders until the socket is closed."""
    sys.setrecursionlimit(2_000)
    orders = socket.socket(fileno=0)
    orders.sendall(b"ready\n")
    ready: dict[str, ModuleType] = {}
    while True:
        line, pipes, _, _ = socket.recv_fds(orders, _CHUNK, 2)
        if not line:
            os._exit(0)
        order = json.loads(line)
        module = ready.get(order["parser"]) or _import(order["parser"])
        ready[order["parser"]] = module
        child = os.fork()
        if child == 0:
            _read_one(module, order, pipes)
        for pipe in pipes:
            os.close(pipe)
        _, status, usage = os.wait4(child, 0)
        took = [status, usage.ru_maxrss, round(usage.ru_utime + usage.ru_stime, 3)]
        orders.sendall(json.dumps(took).encode("ascii") + b"\n")


def _import(parser: str) -> ModuleType:
    module = import_module(f".{parser}", __package__)
    module.prepare()
    # what is there now stays as it is, so that children share its memory
    gc.collect()
    gc.freeze()
    return module


def _read_one(module: ModuleType, order: dict[str, object], pipes: list[int]) -> NoReturn:
    """Read the file from the first pipe, tell of it on the second, and end; the socket is gone before that."""
    try:
        for place, pipe in enumerate(pipes):
            os.dup2(pipe, place)
            os.close(pipe)
        _write({"filtered": seal(memory=int(str(order["memory"])), seconds=int(str(order["seconds"])))})
        try:
            data = _read(int(str(order["most"])))
            for told in module.read(data, **_arguments(order)):
                _write_bytes(tell_line(told))
            _write("end")
        except RefusedError as error:
            _write({"refused": error.code})
        except MemoryError:
            _write({"refused": "memory"})
        except RecursionError:
            _write({"refused": "nested"})
        except Exception:  # noqa: BLE001 - whatever a parser trips over, the file is what cannot be read
            _write({"refused": "broken"})
    finally:
        # nothing is flushed, closed or called at exit: that would need calls that are refused now
        os._exit(0)


def _arguments(order: dict[str, object]) -> dict[str, object]:
    arguments = order["arguments"]
    return arguments if isinstance(arguments, dict) else {}


def _read(most: int) -> bytes:
    chunks: list[bytes] = []
    while chunk := os.read(0, _CHUNK):
        chunks.append(chunk)
        most -= len(chunk)
        if most < 0:
            raise RefusedError("large")
    return b"".join(chunks)


def _write(value: object) -> None:
    _write_bytes(json.dumps(value).encode("ascii") + b"\n")


def _write_bytes(line: bytes) -> None:
    view = memoryview(line)
    while view:
        view = view[os.write(1, view) :]
