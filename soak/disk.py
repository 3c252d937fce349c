"""A disk that keeps what was synced and, of the rest, what it likes: dropped, torn, out of order.

After a power cut POSIX promises the bytes of a file up to its last fsync, and the names in a folder up to the folder's.
Of later writes each sector may be there or not. Names go the way they came: a file system keeps their order.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .trace import Step

_SECTOR = 512
#: Steps that change the names in a folder.
_NAMING = ("create", "mkdir", "unlink", "rename")


@dataclass(slots=True)
class File:
    """A file: the bytes that are safe, and what was written since. A folder has neither."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[Step] = field(default_factory=list)
    is_folder: bool = False

    def sync(self) -> None:
        """All that was written is safe."""
        for step in self.pending:
            _apply(self.safe, step)
        self.pending.clear()

    def after_a_cut(self, chance: random.Random) -> bytes:
        """The bytes as they may be found."""
        found = bytearray(self.safe)
        for step in self.pending:
            for part in _parts(step):
                if chance.random() < 0.5:
                    _apply(found, part)
        return bytes(found)


class Disk:
    """The files of a folder while steps are done to them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, File] = {}
        self._safe: dict[str, File] = {}
        self._pending: list[tuple[Step, File]] = []

    def do(self, step: Step) -> None:
        """Do one step."""
        if step.act in _NAMING:
            if step.act not in ("create", "mkdir") or step.path not in self._names:
                made = self._names.get(step.path) or File(is_folder=step.act == "mkdir")
                _rename(self._names, step, made)
                self._pending.append((step, made))
        elif step.act == "sync":
            self._sync(step.path)
        elif step.path in self._names:
            self._names[step.path].pending.append(step)

    def after_a_cut(self, into: Path, chance: random.Random) -> None:
        """Write the files as they may be found into another folder."""
        names = dict(self._safe)
        for step, made in self._pending[: chance.randint(0, len(self._pending))]:
            _rename(names, step, made)
        for path, file in sorted(names.items()):
            place = into / Path(path).relative_to(self._folder)
            if not place.parent.is_dir():
                continue
            if file.is_folder:
                place.mkdir()
            else:
                place.write_bytes(file.after_a_cut(chance))
                place.chmod(0o600)

    def _sync(self, path: str) -> None:
        if path in self._names:
            self._names[path].sync()
        waiting = []
        for step, made in self._pending:
            if str(Path(step.path).parent) == path:
                _rename(self._safe, step, made)
            else:
                waiting.append((step, made))
        self._pending = waiting


def _rename(names: dict[str, File], step: Step, file: File) -> None:
    if step.act in ("create", "mkdir"):
        names.setdefault(step.path, file)
    elif step.path in names:
        del names[step.path]
    if step.act == "rename":
        names[step.to] = file


def _parts(step: Step) -> Sequence[Step]:
    """A write by sectors, each of which is written whole or not at all."""
    if step.act != "write":
        return [step]
    ends = range(step.at - step.at % _SECTOR + _SECTOR, step.at + len(step.data) + _SECTOR, _SECTOR)
    starts = [step.at, *ends[:-1]]
    return [
        Step(act="write", path=step.path, at=start, data=step.data[start - step.at : end - step.at])
        for start, end in zip(starts, ends, strict=True)
    ]


def _apply(content: bytearray, step: Step) -> None:
    if step.act == "write":
        content.extend(bytes(max(0, step.at - len(content))))
        content[step.at : step.at + len(step.data)] = step.data
    else:
        size = step.at if step.act == "truncate" else 0
        del content[size:]
        content.extend(bytes(size - len(content)))
