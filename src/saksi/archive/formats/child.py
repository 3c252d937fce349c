"""The process in the box: import the parser, seal the box, and only then read the file and tell what is in it.

Started by `saksi.archive.sandbox`, and by nobody else. It reads the file from stdin and writes lines of JSON to stdout:
first how well it is sealed, then what the parser tells, at last `"end"`, or `{"refused": code}`.
"""

import json
import os
import sys
from importlib import import_module

from .seal import seal
from .told import RefusedError, tell_line

_CHUNK = 1 << 20


def main(parser: str, memory: int, seconds: int, most_bytes: int) -> None:
    """Parse stdin by the module of that name beside this one, within these limits."""
    sys.setrecursionlimit(2_000)
    module = import_module(f".{parser}", __package__)
    module.prepare()
    _write({"filtered": seal(memory=memory, seconds=seconds)})
    try:
        data = _read(most_bytes)
        for told in module.read(data):
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
    # nothing is flushed, closed or called at exit: that would need calls that are refused now
    os._exit(0)


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
