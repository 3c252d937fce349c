"""kill -9 while passphrases are changed, sheets made, and a ledger is locked and unlocked.

Whatever the moment, the key file is that of before the change or that of after it, and opens as it should.
"""

import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from saksi.ledger import (
    FIRST,
    RecoveryKey,
    keep_recovery,
    lock,
    open_slots,
    open_with_recovery,
    set_passphrase,
)
from saksi.model import LedgerError

from .kills import killed
from .state import wrongs_of
from .work import quick_passphrases, work

_DAY = date(2026, 11, 23)
#: A worker lives at most as long as so many changes take.
_CHANGES = 12


@dataclass(frozen=True, slots=True)
class State:
    """Who opens the ledger: the passphrase of the change of this number, None where locked; the sheet of another."""

    passphrase: int | None
    sheet: int


def run(number: int, seed: int = 1) -> tuple[int, list[str]]:
    """Kill a worker so many times; how many changes were acknowledged, and everything that is wrong."""
    chance, acknowledged, wrongs = random.Random(seed), 0, list[str]()
    with tempfile.TemporaryDirectory() as folder, quick_passphrases():
        path = Path(folder) / "ledger"
        work(path, 0, 1, lambda number: None)
        set_passphrase(path, open_slots(path, None), FIRST, _passphrase(0))
        keep_recovery(path, open_slots(path, _passphrase(0)), _sheet(0), _DAY)
        state, at, longest = State(0, 0), 1, _CHANGES * _seconds_of_one(path)
        for _ in range(number):
            told = killed(partial(_change, path, state, at), chance.random() * longest)
            acknowledged += len(told)
            for done in told:
                state, at = _after(state, done), done + 1
            # the change that was under way stands whole, or not at all
            under_way = _after(state, at)
            if not _is(path, state) and _is(path, under_way):
                state, at = under_way, at + 1
            wrongs += _wrongs(path, state)
    return acknowledged, wrongs


def _change(path: Path, state: State, first: int, acknowledge: Callable[[int], None]) -> None:
    for number in range(first, first + 10_000):
        _change_once(path, state, number)
        state = _after(state, number)
        acknowledge(number)


def _change_once(path: Path, state: State, number: int) -> None:
    match number % 4:
        case 0 | 1 if state.passphrase is None:
            set_passphrase(path, open_with_recovery(path, _sheet(state.sheet)), FIRST, _passphrase(number))
        case 1:
            keep_recovery(path, open_slots(path, _passphrase(state.passphrase)), _sheet(number), _DAY)
        case 3:
            lock(path)
        case _:
            opened = open_with_recovery(path, _sheet(state.sheet))
            set_passphrase(path, opened, FIRST, _passphrase(number))


def _after(state: State, number: int) -> State:
    if number % 4 == 3:
        return replace(state, passphrase=None)
    if number % 4 == 1 and state.passphrase is not None:
        return replace(state, sheet=number)
    return replace(state, passphrase=number)


def _is(path: Path, state: State) -> bool:
    return not _differences(path, state)


def _differences(path: Path, state: State) -> list[str]:
    found = []
    try:
        open_with_recovery(path, _sheet(state.sheet))
    except LedgerError as error:
        found.append(f"the sheet does not open: {error}")
    try:
        open_slots(path, _passphrase(state.passphrase))
        if state.passphrase is None:
            found.append("it is locked, and a passphrase opens it")
    except LedgerError as error:
        if state.passphrase is not None or "is locked" not in str(error):
            found.append(f"the passphrase does not open: {error}")
    return found


def _wrongs(path: Path, state: State) -> list[str]:
    found = _differences(path, state)
    if found or state.passphrase is None:
        return found
    return wrongs_of(path, [0], _passphrase(state.passphrase))


def _seconds_of_one(path: Path) -> float:
    begun = time.monotonic()
    set_passphrase(path, open_slots(path, _passphrase(0)), FIRST, _passphrase(0))
    return time.monotonic() - begun


def _passphrase(number: int | None) -> str:
    return f"TEST {number}"


def _sheet(number: int) -> RecoveryKey:
    return RecoveryKey(f"TEST {number}".encode().ljust(20))
