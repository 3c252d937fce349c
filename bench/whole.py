"""What goes through a whole ledger, each in a process of its own: `python -m bench.whole verify LEDGER`."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bench.memory import peak_megabytes
from saksi.acts import admit_office, bundle, card, find_offices, merge, verify
from saksi.ledger import Ledger, open_ledger
from saksi.projection import follow

#: What the offices of the bench call each other.
HERE, THERE = "Bench North", "Bench South"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How many entries there were, and what it took with the opening: wall and processor seconds, peak memory in MB."""

    entries: int
    wall: float
    processor: float
    megabytes: float


def measure(what: str, path: Path) -> Taken:
    """Do it to the ledger at `path`, in this process."""
    wall, processor = time.perf_counter(), time.process_time()
    with open_ledger(path, None, create=False) as ledger:
        _ACTS[what](ledger)
        return Taken(
            entries=ledger.log_size()[0],
            wall=time.perf_counter() - wall,
            processor=time.process_time() - processor,
            megabytes=peak_megabytes(),
        )


def taken_by(what: str, path: Path) -> Taken:
    """The same in a process of its own, so that its memory is that of this alone."""
    run = subprocess.run([sys.executable, "-m", "bench.whole", what, str(path)], stdout=subprocess.PIPE, check=True)
    return Taken(**json.loads(run.stdout))


def _open(_ledger: Ledger) -> None:
    """Nothing more: the first time, with what a newer Saksi adds to an older store."""


def _fold(ledger: Ledger) -> None:
    """All projections from nothing."""
    ledger.drop_projections()
    follow(ledger)


def _verify(ledger: Ledger) -> None:
    # the originals of the bench are invented and were never kept: that is all that may be wrong
    others = {fault.what for fault in verify(ledger).faults} - {"the key of this original is not in the ledger"}
    if others:
        raise SystemExit(f"bench: {others}")


def _bundle(ledger: Ledger) -> None:
    """To an office that is admitted on the way; the bundle stays beside the ledger, with the card of who wrote it."""
    with open_ledger(_taker(ledger.path), None, create=True) as other:
        now = datetime.now(UTC)
        if not ledger.trust().partners:
            admit_office(ledger, card(other, THERE), recorded_at=now)
            admit_office(other, card(ledger, HERE), recorded_at=now)
    file = _file(ledger.path)
    file.unlink(missing_ok=True)
    bundle(ledger, file, find_offices(ledger, [THERE]), since=0, on=date(2099, 1, 1), forward=False)


def _merge(ledger: Ledger) -> None:
    """What `_bundle` left, into the other office's ledger."""
    with open_ledger(_taker(ledger.path), None, create=False) as other, _file(ledger.path).open("rb") as stream:
        merge(other, stream)


def _taker(path: Path) -> Path:
    return path.with_name(f"{path.name}-other")


def _file(path: Path) -> Path:
    return path.with_name(f"{path.name}-bundle")


_ACTS: dict[str, Callable[[Ledger], None]] = {
    "open": _open,
    "fold": _fold,
    "verify": _verify,
    "bundle": _bundle,
    "merge": _merge,
}


if __name__ == "__main__":
    print(json.dumps(asdict(measure(sys.argv[1], Path(sys.argv[2])))))
