"""kill -9 while a ledger that is written to is backed up, and while a backup is restored; a bit turned in a backup.

A backup that was acknowledged comes back whole; one under its name is never half a one; a restore that was killed has
put nothing in its place, or all of it.
"""

import random
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from saksi.acts import backup, restore
from saksi.ledger import RecoveryKey, keep_recovery, open_ledger, open_slots
from saksi.model import SaksiError

from .kills import killed
from .state import wrongs_of
from .work import quick_passphrases, work

_SHEET = RecoveryKey(b"TEST secret of 20 b.")
_NEW = "TEST new passphrase"
#: Kills on one ledger before a new one is begun, so that checking stays quick.
_EACH = 10
_DOCUMENTS = 3
#: Most kills should come during a backup, and not while a document is read.
_PER_DOCUMENT = 5
#: A worker lives at most as long as so many documents with their backups, or so many restores, take: it starts a box of
#: its own first, which the measuring had already.
_BACKUPS, _RESTORES = 3.0, 2.0


def run(number: int, seed: int = 1) -> tuple[int, list[str]]:
    """So many kills, of a backup and of a restore in turn; how many of either were acknowledged, and what is wrong."""
    chance, acknowledged, wrongs = random.Random(seed), 0, list[str]()
    with quick_passphrases():
        for start in range(0, number, _EACH):
            with tempfile.TemporaryDirectory() as home:
                path, file, seconds = _prepare(Path(home))
                # documents in the backup that was acknowledged last, and in the ledger
                held = there = _count(path)
                for turn in range(min(_EACH, number - start)):
                    if turn % 2 == 0:
                        told = killed(partial(_back_up, path, file, there), chance.random() * _BACKUPS * seconds[0])
                        held, there = max([held, *told]), _count(path)
                        wrongs += wrongs_of(path, range(held))
                    else:
                        place = Path(home) / f"restored{turn}"
                        told = killed(partial(_bring_back, file, place), chance.random() * _RESTORES * seconds[1])
                        wrongs += _wrongs(file, place, held, is_told=bool(told))
                    acknowledged += len(told)
    return acknowledged, wrongs


def flips(number: int, seed: int = 1) -> tuple[int, list[str]]:
    """Turn one bit of a backup so many times; how many were noticed, and those that were not."""
    chance, wrongs = random.Random(seed), list[str]()
    with tempfile.TemporaryDirectory() as home, quick_passphrases():
        _, file, _ = _prepare(Path(home))
        good = file.read_bytes()
        for _ in range(number):
            bit = chance.randrange(8 * len(good))
            data = bytearray(good)
            data[bit // 8] ^= 1 << bit % 8
            file.write_bytes(data)
            place = Path(home) / "restored" / "ledger"
            try:
                _bring_back(file, place, lambda number: None)
            except SaksiError:
                pass
            else:
                wrongs.append(f"bit {bit} of the backup was turned, and it was restored")
            if place.exists():
                shutil.rmtree(place.parent)
    return number - len(wrongs), wrongs


def _prepare(home: Path) -> tuple[Path, Path, tuple[float, float]]:
    """A ledger with a sheet, a backup of it, and how many seconds a document with its backups, and a restore, take."""
    path, file = home / "ledger", home / "backup.age"
    work(path, 0, _DOCUMENTS, lambda number: None)
    keep_recovery(path, open_slots(path, None), _SHEET, date(2026, 11, 23))
    begun = time.monotonic()
    work(path, _DOCUMENTS, _DOCUMENTS + 1, lambda number: None)
    for _ in range(_PER_DOCUMENT):
        _back_up_once(path, file)
    backed_up = time.monotonic()
    _bring_back(file, home / "first", lambda number: None)
    return path, file, (backed_up - begun, time.monotonic() - backed_up)


def _back_up(path: Path, file: Path, first: int, acknowledge: Callable[[int], None]) -> None:
    for number in range(first, first + 10_000):
        work(path, number, number + 1, lambda number: None)
        for _ in range(_PER_DOCUMENT):
            _back_up_once(path, file)
            acknowledge(number + 1)


def _back_up_once(path: Path, file: Path) -> None:
    with open_ledger(path, None, create=False) as ledger:
        backup(ledger, file, made=datetime.now(UTC), force=True, tell=lambda stage: None)


def _bring_back(file: Path, place: Path, acknowledge: Callable[[int], None]) -> None:
    restore(file, place, _SHEET, passphrase=_NEW, known=None, tell=lambda stage: None)
    acknowledge(1)


def _wrongs(file: Path, place: Path, held: int, *, is_told: bool) -> list[str]:
    """What is wrong after a restore was killed: all of it is there, or it can be done again."""
    if is_told and not place.exists():
        return ["a restore was acknowledged, and nothing is there"]
    if not place.exists():
        try:
            _bring_back(file, place, lambda number: None)
        except SaksiError as error:
            return [f"a restore that was killed cannot be done again: {error}"]
    return wrongs_of(place, range(held), _NEW)


def _count(path: Path) -> int:
    with open_ledger(path, None, create=False) as ledger:
        return len({entry.fields["document"] for entry in ledger.entries() if entry.kind == "reading"})
