"""How a ledger of many entries answers from its stored projections: `python -m bench size --entries 10000`."""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.asking import Answers
from bench.making import make_ledger, one_report
from saksi.ledger import open_ledger
from saksi.projection import follow

#: What is wanted at a million entries, in seconds and MB.
LIMITS = "wanted at 1,000,000: open 1, first page 0.1, as of an earlier instant 1 (seconds); memory 300 MB"


def main(arguments: Sequence[str]) -> None:
    """Measure ledgers of so many entries, one after the other; a million take an hour or so."""
    parser = argparse.ArgumentParser(prog="python -m bench size")
    parser.add_argument("--entries", type=int, nargs="+", default=[10_000])
    parser.add_argument("--keep", type=Path, help="a folder in which ledgers are made and left, to measure them again")
    chosen = parser.parse_args(arguments)
    print(f"{'seconds, wall / processor':44}{'':>4}" + "".join(f"{entries:>20,}" for entries in chosen.entries))
    with tempfile.TemporaryDirectory() as folder:
        columns = [_measure((chosen.keep or Path(folder)) / f"ledger-{entries}", entries) for entries in chosen.entries]
    print(LIMITS)
    for name in columns[0]:
        print(f"{name:48}" + "".join(f"{column[name]:>20}" for column in columns))


def _measure(path: Path, entries: int) -> dict[str, str]:
    found: dict[str, str] = {}
    if not path.exists():
        begun = _now()
        make_ledger(path, entries).close()
        found["entries made, signed and kept"] = _since(begun)
    else:
        found["entries made, signed and kept"] = "(made before)"
    with open_ledger(path, None, create=False) as ledger:
        ledger.drop_projections()
    begun = _now()
    with open_ledger(path, None, create=False) as ledger:
        follow(ledger)
    found["all projections folded from nothing"] = _since(begun)
    found["peak memory by then, MB"] = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}"
    asked = _asked(path)
    with open_ledger(path, None, create=False) as ledger:
        ledger.append(one_report(entries), recorded_at=datetime.now(UTC))
        begun = _now()
        follow(ledger)
    found["one report more folded in"] = _since(begun)
    found |= {
        "open": asked.open,
        "first page of today's register": asked.first_page,
        "… as of an earlier instant, median of 9": asked.past,
        "… as of an earlier instant, slowest of 9": asked.slowest_past,
        "peak memory of those, MB": f"{asked.megabytes:.0f}",
        "first page of a day in the past": asked.past_day,
        "peak memory then, MB": f"{asked.past_day_megabytes:.0f}",
        "rows on record, people and groups": f"{asked.rows:,}",
        "ledger, MB": f"{path.stat().st_size / 1e6:,.0f}",
        "projections, MB": f"{path.with_name(path.name + '.views').stat().st_size / 1e6:,.0f}",
    }
    return found


def _asked(path: Path) -> Answers:
    """In a process of its own, so that its memory is that of asking alone."""
    run = subprocess.run([sys.executable, "-m", "bench.asking", str(path)], stdout=subprocess.PIPE, check=True)
    return Answers(**json.loads(run.stdout))


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(begun: tuple[float, float]) -> str:
    wall, processor = (now - then for now, then in zip(_now(), begun, strict=True))
    return f"{wall:,.1f} / {processor:,.1f}"
