"""The work that is interrupted, between two offices: bundles taken in one after the other, now and then a new key.

python -m soak.merging LEDGER OTHER FIRST LAST [--careless]: the ledger at OTHER is the sender's; both are made where
they are not there.
"""

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from saksi.acts import originals_of
from saksi.acts.share import bundle, merge
from saksi.ledger import Exchange, Ledger, NewEntry, Office, open_ledger
from saksi.model import JsonObject, SaksiError

from .work import be_careless, work

#: After how many bundles the office that takes them in puts a new key in the place of its own.
_ROTATES = 3


def prepare(path: Path, other: Path, first: int, last: int) -> None:
    """Make both ledgers, let them admit each other, and lay bundles with a document each beside the sender's."""
    other.parent.mkdir(parents=True, exist_ok=True)
    with open_ledger(path, None, create=True) as ledger, open_ledger(other, None, create=True) as sender:
        for one, partner in ((ledger, sender), (sender, ledger)):
            _admit(one, partner)
    for number in range(first, last):
        with open_ledger(other, None, create=False) as sender:
            size = len(list(sender.entries())) if number > first else 0
        work(other, number, number + 1, lambda number: None)
        with open_ledger(other, None, create=False) as sender:
            to: list[Office] = list(sender.trust().partners)
            bundle(sender, bundle_file(other, number), to, since=size, on=datetime.now(UTC).date(), forward=False)


def bundle_file(other: Path, number: int) -> Path:
    """Where the bundle with this document lies."""
    return other.with_name(f"{number}.bundle")


def take_in(path: Path, files: Iterable[tuple[int, Path]], acknowledge: Callable[[int], None]) -> None:
    """Take bundles in, and acknowledge each when the act has returned."""
    with open_ledger(path, None, create=False) as ledger:
        for number, file in files:
            with file.open("rb") as stream:
                merge(ledger, stream)
            if number % _ROTATES == _ROTATES - 1:
                Exchange(ledger).rotate(recorded_at=datetime.now(UTC))
            acknowledge(number)


def _admit(ledger: Ledger, other: Ledger) -> None:
    fields: JsonObject = {"key": other.trust().home.root, "name": "other", "recipient": Exchange(other).recipient()}
    Exchange(ledger).change_trust(
        [NewEntry(kind="office", fields=fields)], recorded_at=datetime.now(UTC), place=originals_of(ledger).place
    )


def _say(number: int) -> None:
    sys.stdout.write(f"kept {number}\n")
    sys.stdout.flush()


def main() -> int:
    """Do the work of the command line; each acknowledged number is a line on stdout, written at once."""
    path, other, first, last, *options = sys.argv[1:]
    if "--careless" in options:
        be_careless()
    if not Path(path).exists():
        prepare(Path(path), Path(other), int(first), int(last))
    try:
        take_in(Path(path), [(each, bundle_file(Path(other), each)) for each in range(int(first), int(last))], _say)
    except SaksiError as error:
        sys.stderr.write(f"saksi: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
