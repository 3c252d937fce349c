"""kill -9 at a random moment of the work, over and over on one growing ledger."""

import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from .merging import bundle_file, prepare, take_in
from .state import wrongs_of
from .work import warm_up, work

#: Kills on one ledger before a new one is begun, so that checking stays quick.
_EACH = 25
#: A worker lives at most as long as so many documents take, the making of the ledger included.
_DOCUMENTS = 8
#: How many bundles are taken in, if nobody is killed before.
_BUNDLES = 8


def run(number: int, seed: int = 1) -> tuple[int, list[str]]:
    """Kill a worker so many times; how many documents were acknowledged in all, and everything that is wrong."""
    longest = _DOCUMENTS * _seconds_of_one()
    chance, acknowledged, wrongs = random.Random(seed), 0, []
    for start in range(0, number, _EACH):
        with tempfile.TemporaryDirectory() as folder:
            path, kept = Path(folder) / "ledger", list[int]()
            for _ in range(min(_EACH, number - start)):
                first = max(kept, default=-1) + 1
                job = partial(work, path, first, first + 10_000)
                kept += killed(job, chance.random() * longest)
                wrongs += wrongs_of(path, kept)
            acknowledged += len(kept)
    return acknowledged, wrongs


def run_merge(number: int, seed: int = 1) -> tuple[int, list[str]]:
    """Kill so many times who takes bundles in and puts new keys in the place of old ones; the rest as `run`."""
    chance, acknowledged, wrongs = random.Random(seed), 0, []
    with tempfile.TemporaryDirectory() as home:
        before, other = Path(home) / "before", Path(home) / "other" / "ledger"
        before.mkdir()
        prepare(before / "ledger", other, 0, _BUNDLES)
        files = [(each, bundle_file(other, each)) for each in range(_BUNDLES)]
        longest = _seconds_to_take_in(before, files, Path(home) / "after")
        for start in range(0, number, _EACH):
            after, kept = Path(home) / "after", list[int]()
            shutil.rmtree(after, ignore_errors=True)
            shutil.copytree(before, after)
            for _ in range(min(_EACH, number - start)):
                # all are taken in again, those that were acknowledged as well
                kept += killed(partial(take_in, after / "ledger", files), chance.random() * longest)
                wrongs += wrongs_of(after / "ledger", sorted(set(kept)))
            acknowledged += len(set(kept))
    return acknowledged, wrongs


def _seconds_to_take_in(before: Path, files: list[tuple[int, Path]], after: Path) -> float:
    shutil.copytree(before, after)
    begun = time.monotonic()
    take_in(after / "ledger", files, lambda number: None)
    return time.monotonic() - begun


def _seconds_of_one() -> float:
    """How long one document takes here and now, so that a slow machine is killed at the same moments."""
    warm_up()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        work(Path(folder) / "ledger", 0, 1, lambda number: None)
    return time.monotonic() - begun


def killed(job: Callable[[Callable[[int], None]], None], seconds: float) -> list[int]:
    """Begin a job in a child, kill it after so many seconds, and read what it had acknowledged by then."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            job(_teller(told))
        finally:
            os._exit(1)
    os.close(told)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(heard) as lines:
        return [int(line) for line in lines.read().splitlines()]


def _teller(told: int) -> Callable[[int], None]:
    def tell(number: int) -> None:
        os.write(told, f"{number}\n".encode())

    return tell
