"""How a ledger of many entries answers and is gone through: `python -m bench size --entries 10000`."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from nacl.signing import SigningKey

from bench.asking import Answers
from bench.making import make_ledger, one_report
from bench.whole import Taken, taken_by
from saksi.ledger import open_ledger
from saksi.projection import follow

#: What is wanted at a million entries, in seconds and MB.
LIMITS = (
    "wanted at 1,000,000: open 1, first page 0.1, as of an earlier instant 1 (seconds); memory 300 MB, "
    "of which the shares below are"
)
_MOST_MEGABYTES = 300
_SIGNATURES = 2_000


def run(arguments: Sequence[str]) -> None:
    """Measure ledgers of so many entries, one after the other; a million take hours."""
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
    folded = taken_by("fold", path)
    found |= {"all projections folded from nothing": _seconds(folded), **_memory("folding", folded.megabytes)}
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
        **_memory("those", asked.megabytes),
        "first page of a day in the past": asked.past_day,
        **_memory("that", asked.past_day_megabytes),
        "rows on record, people and groups": f"{asked.rows:,}",
        "ledger, MB": f"{path.stat().st_size / 1e6:,.0f}",
        "projections, MB": f"{path.with_name(path.name + '.views').stat().st_size / 1e6:,.0f}",
    }
    signature = _seconds_a_signature()
    for what in ("verify", "bundle", "merge"):
        taken = taken_by(what, path)
        found[f"{what}, all entries"] = _seconds(taken)
        found[f"… {what}, times its signatures alone"] = f"{taken.processor / (signature * taken.entries):.1f}"
        found |= _memory(what, taken.megabytes)
    return found


def _asked(path: Path) -> Answers:
    """In a process of its own, so that its memory is that of asking alone."""
    asked = subprocess.run([sys.executable, "-m", "bench.asking", str(path)], stdout=subprocess.PIPE, check=True)
    return Answers(**json.loads(asked.stdout))


def _seconds_a_signature() -> float:
    """Processor seconds that checking one takes: less cannot be done for an entry."""
    key = SigningKey.generate()
    signed, public = key.sign(b"as long as a head is" * 70), key.verify_key
    begun = time.process_time()
    for _ in range(_SIGNATURES):
        public.verify(signed)
    return (time.process_time() - begun) / _SIGNATURES


def _seconds(taken: Taken) -> str:
    return f"{taken.wall:,.1f} / {taken.processor:,.1f}"


def _memory(of: str, megabytes: float) -> dict[str, str]:
    return {f"peak memory of {of}, MB, and of the limit": f"{megabytes:,.0f} / {megabytes / _MOST_MEGABYTES:.2f}"}


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(begun: tuple[float, float]) -> str:
    wall, processor = (now - then for now, then in zip(_now(), begun, strict=True))
    return f"{wall:,.1f} / {processor:,.1f}"
