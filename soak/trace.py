"""What a program did to the files of a folder, as the system saw it: its calls under `strace`, in order."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_CALLS = "openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename,mkdir,lseek"
_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_BYTES = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_PATH = re.compile(r"<((?:\\x[0-9a-f]{2})+)>")
_ACKNOWLEDGED = re.compile(rb"kept (\d+)\n")

Act = Literal["create", "empty", "write", "truncate", "sync", "unlink", "rename", "mkdir", "acknowledge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act on a path. `at` is an offset, a length or what was acknowledged."""

    act: Act
    path: str = ""
    at: int = 0
    data: bytes = b""
    to: str = ""


def watch(folder: Path, arguments: Sequence[str]) -> list[Step]:
    """Run a Python module under strace and give what it did in `folder`. Raises RuntimeError where it fails."""
    trace = folder.with_name(folder.name + ".trace")
    command = ["strace", "-y", "-xx", "-s", "1000000", "-e", f"trace={_CALLS}", "-o", str(trace), sys.executable, "-m"]
    done = subprocess.run([*command, *arguments], capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the work failed under strace: {done.stderr.decode(errors='replace')[-300:]}")
    with trace.open(encoding="ascii") as lines:
        steps = list(_steps(lines, str(folder)))
    trace.unlink()
    return steps


def _steps(lines: Iterator[str], folder: str) -> Iterator[Step]:
    places: dict[str, int] = {}
    for line in lines:
        found = _LINE.match(line)
        if found is None or int(found[3]) < 0:
            continue
        call, inside, result = found[1], found[2], int(found[3])
        strings = [_decoded(each) for each in _BYTES.findall(inside)]
        held = _PATH.search(inside)
        file = _decoded(held[1]).decode() if held else ""
        if call == "write" and inside.startswith("1<") and (kept := _ACKNOWLEDGED.fullmatch(strings[0])):
            yield Step(act="acknowledge", at=int(kept[1]))
        elif call in ("openat", "unlink", "rename", "mkdir"):
            if strings and strings[0].decode().startswith(folder):
                yield from _named(call, [each.decode() for each in strings], inside, places)
        elif file.startswith(folder):
            yield from _on_open_file(call, file, inside, strings, result, places)


def _named(call: str, paths: list[str], inside: str, places: dict[str, int]) -> Iterator[Step]:
    if call == "unlink":
        yield Step(act="unlink", path=paths[0])
    elif call == "mkdir":
        yield Step(act="mkdir", path=paths[0])
    elif call == "rename":
        yield Step(act="rename", path=paths[0], to=paths[1])
    elif "O_DIRECTORY" not in inside:
        places[paths[0]] = 0
        if "O_CREAT" in inside:
            yield Step(act="create", path=paths[0])
        if "O_TRUNC" in inside:
            yield Step(act="empty", path=paths[0])


def _on_open_file(
    call: str, file: str, inside: str, strings: list[bytes], result: int, places: dict[str, int]
) -> Iterator[Step]:
    if call == "lseek":
        places[file] = result
    elif call == "pwrite64":
        yield Step(act="write", path=file, at=int(inside.rpartition(", ")[2]), data=strings[0][:result])
    elif call == "write":
        yield Step(act="write", path=file, at=places.get(file, 0), data=strings[0][:result])
        places[file] = places.get(file, 0) + result
    elif call == "ftruncate":
        yield Step(act="truncate", path=file, at=int(inside.rpartition(", ")[2]))
    else:
        yield Step(act="sync", path=file)


def _decoded(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))
