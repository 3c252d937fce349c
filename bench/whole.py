"""What goes through a whole ledger, each in a process of its own: `python -m bench.whole verify LEDGER`."""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from bench.memory import peak_megabytes
from saksi.acts import admit_office, bundle, card, find_offices, merge, verify
from saksi.ledger import Ledger, open_ledger

#: What the offices of the bench call each other.
HERE, THERE = "Bench North", "Bench South"


def measure(what: str, path: Path) -> dict[str, float]:
    """Do it to the ledger at `path`: entries, wall and processor seconds, and peak memory in MB."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, open_ledger(path, None, create=False) as ledger:
        size, _ = ledger.log_size()
        wall, cpu = time.perf_counter(), time.process_time()
        _ACTS[what](ledger, Path(folder))
        return {
            "entries": size,
            "wall": time.perf_counter() - wall,
            "cpu": time.process_time() - cpu,
            "megabytes": peak_megabytes(),
        }


def _verify(ledger: Ledger, _folder: Path) -> None:
    # the originals of the bench are invented and were never kept: that is all that may be wrong
    others = {fault.what for fault in verify(ledger).faults} - {"the key of this original is not in the ledger"}
    if others:
        raise SystemExit(f"bench: {others}")


def _bundle(ledger: Ledger, _folder: Path) -> None:
    """To an office that is admitted on the way; the bundle stays beside the ledger, with the card of who wrote it."""
    with open_ledger(_taker(ledger.path), None, create=True) as other:
        now = datetime.now(UTC)
        if not ledger.trust().partners:
            admit_office(ledger, card(other, THERE), recorded_at=now)
            admit_office(other, card(ledger, HERE), recorded_at=now)
    file = _file(ledger.path)
    file.unlink(missing_ok=True)
    bundle(ledger, file, find_offices(ledger, [THERE]), since=0, on=date(2099, 1, 1), forward=False)


def _merge(ledger: Ledger, _folder: Path) -> None:
    """What `_bundle` left, into the other office's ledger."""
    with open_ledger(_taker(ledger.path), None, create=False) as other, _file(ledger.path).open("rb") as stream:
        merge(other, stream)


def _taker(path: Path) -> Path:
    return path.with_name(f"{path.name}-other")


def _file(path: Path) -> Path:
    return path.with_name(f"{path.name}-bundle")


_ACTS: dict[str, Callable[[Ledger, Path], None]] = {
    "open": lambda _ledger, _folder: None,
    "verify": _verify,
    "bundle": _bundle,
    "merge": _merge,
}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))
