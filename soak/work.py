"""The work that is interrupted: documents added one after the other, each called kept once the act returns.

python -m soak.work LEDGER FIRST LAST [--erasing] [--careless]
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from saksi.acts import add, erase, plan_document, read_source
from saksi.archive import take_in
from saksi.ledger import _engine, open_ledger, slots

#: What is acknowledged once the document of a number is erased: that number and this.
ERASED = 1_000_000
#: The settings that many tutorials give. With them acknowledged rows are lost in a power cut: the trial must see it.
CARELESS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL")


def story(number: int) -> bytes:
    """An invented report of its own for each number."""
    return (
        f"Farmer Number {number} Held in Exampleville\n\n"
        f"EXAMPLEVILLE, 3 March 2021 - Police arrested Sok Testman{number} on Monday, his lawyer Dara Proof said.\n"
    ).encode()


def sha256_of(number: int) -> str:
    """How the ledger knows it."""
    return hashlib.sha256(story(number)).hexdigest()


def work(
    ledger_path: Path, first: int, last: int, acknowledge: Callable[[int], None], *, erasing: bool = False
) -> None:
    """Add the stories from `first` up to `last`, and acknowledge each when the act has returned.

    Where it is `erasing`, every second one is erased again after it.
    """
    with open_ledger(ledger_path, None, create=True) as ledger:
        for number in range(first, last):
            data = story(number)
            source = take_in(data)
            add(ledger, data, source, name=f"{number}.txt", published=None, recorded_at=datetime.now(UTC))
            acknowledge(number)
            if erasing and number % 2:
                erase(ledger, plan_document(ledger, sha256_of(number)), reason=None, recorded_at=datetime.now(UTC))
                acknowledge(ERASED + number)


def warm_up() -> None:
    """Read one story, so that a worker that is forked from here begins at once."""
    read_source(take_in(story(0)))


@contextmanager
def quick_passphrases() -> Iterator[None]:
    """Make passphrases that are quickly tried: the price stands in the file, and no trial depends on it."""
    before = slots._MEMORY, slots._ROUNDS
    slots._MEMORY, slots._ROUNDS = 8192, 1
    try:
        yield
    finally:
        slots._MEMORY, slots._ROUNDS = before


def be_careless() -> None:
    """Open ledgers with settings that lose acknowledged rows: the control without which no trial proves anything."""
    _engine._SETTINGS = CARELESS + _engine._SETTINGS[2:]


def _say(number: int) -> None:
    sys.stdout.write(f"kept {number}\n")
    sys.stdout.flush()


def main() -> None:
    """Do the work of the command line; each acknowledged number is a line on stdout, written at once."""
    path, first, last, *options = sys.argv[1:]
    if "--careless" in options:
        be_careless()
    work(Path(path), int(first), int(last), _say, erasing="--erasing" in options)


if __name__ == "__main__":
    main()
