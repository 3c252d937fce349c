"""Power cuts: the work is watched once, and the disk is rebuilt as it may be found after a cut at any moment of it."""

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from .disk import Disk
from .state import wrongs_of
from .trace import Step, watch

Job = Literal["adding", "erasing", "merging"]
#: How many documents the watched work adds.
_DOCUMENTS = 12


#: How many bundles the watched merge takes in.
_BUNDLES = 6


def run(number: int, *, careless: bool = False, seed: int = 1, job: Job = "adding") -> tuple[int, list[str]]:
    """So many cuts of a job; how many acknowledgements came before, all told, and what is wrong.

    With `careless` the work runs under settings that are known to lose: then something must be wrong.
    """
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "disk"
        folder.mkdir()
        options = ["--careless"] if careless else []
        path, other = str(folder / "ledger"), str(Path(home) / "other" / "ledger")
        jobs: dict[Job, list[str]] = {
            "adding": ["soak.work", path, "0", str(_DOCUMENTS)],
            "erasing": ["soak.work", path, "0", str(_DOCUMENTS), "--erasing"],
            "merging": ["soak.merging", path, other, "0", str(_BUNDLES)],
        }
        steps = watch(folder, [*jobs[job], *options])
        return _cut(steps, folder, number, random.Random(seed))


def _cut(steps: Sequence[Step], folder: Path, number: int, chance: random.Random) -> tuple[int, list[str]]:
    acknowledged, wrongs = 0, []
    for disk, kept in _moments(steps, folder, number, chance):
        acknowledged += len(kept)
        with tempfile.TemporaryDirectory() as found:
            disk.after_a_cut(Path(found), chance)
            wrongs += wrongs_of(Path(found) / "ledger", kept)
    return acknowledged, wrongs


def _moments(
    steps: Sequence[Step], folder: Path, number: int, chance: random.Random
) -> Iterator[tuple[Disk, list[int]]]:
    """The disk at so many moments, in order of time, with what had been acknowledged by then."""
    moments = sorted(chance.randint(0, len(steps)) for _ in range(number))
    disk, kept, done = Disk(folder), list[int](), 0
    for moment in moments:
        for step in steps[done:moment]:
            if step.act == "acknowledge":
                kept.append(step.at)
            else:
                disk.do(step)
        done = moment
        yield disk, kept
