"""Run the trials and print what was lost: python -m soak [TRIAL…] [--share 0.01] [--seed 1]"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context

from . import (
    backups,
    bundles,
    convergence,
    cuts,
    erasures,
    faults,
    flips,
    hostile,
    kills,
    offices,
    paths,
    proofs,
    rekeys,
    spoiling,
)

#: A trial of some size from a seed: what it counted, and what was wrong.
_Run = Callable[[int, int], tuple[int, list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One kind of harm: how often at full size, in chunks of how many, and what its count counts."""

    full: int
    chunk: int
    run: _Run
    counts: str
    must_lose: bool = False


def _cuts(number: int, seed: int, *, careless: bool = False, job: cuts.Job = "adding") -> tuple[int, list[str]]:
    return cuts.run(number, careless=careless, seed=seed, job=job)


def _flips(number: int, seed: int, *, kind: str) -> tuple[int, list[str]]:
    return flips.run(number, kind, seed)


def _faults(number: int, seed: int, *, job: cuts.Job) -> tuple[int, list[str]]:
    # there are some two hundred calls: a smaller share takes each so-manieth
    return faults.run(every=max(1, 200 // number), job=job)


TRIALS: dict[str, Trial] = {
    "kills": Trial(full=2_000, chunk=50, run=kills.run, counts="acknowledged"),
    "merge kills": Trial(full=2_000, chunk=50, run=kills.run_merge, counts="bundles acknowledged"),
    "rekeys": Trial(full=2_000, chunk=50, run=rekeys.run, counts="changes of keys acknowledged"),
    "backups": Trial(full=2_000, chunk=50, run=backups.run, counts="backups and restores acknowledged"),
    "flips in backup": Trial(full=10_000, chunk=200, run=backups.flips, counts="noticed"),
    "cuts": Trial(full=20_000, chunk=200, run=_cuts, counts="acknowledged before a cut"),
    "careless cuts": Trial(
        full=400, chunk=200, run=partial(_cuts, careless=True), counts="acknowledged before a cut", must_lose=True
    ),
    "merge cuts": Trial(
        full=2_000,
        chunk=200,
        run=partial(_cuts, job="merging"),
        counts="bundles acknowledged before a cut",
    ),
    "erase cuts": Trial(full=2_000, chunk=200, run=partial(_cuts, job="erasing"), counts="acknowledged before a cut"),
    "faults": Trial(full=200, chunk=200, run=partial(_faults, job="adding"), counts="calls that failed"),
    "merge faults": Trial(full=200, chunk=200, run=partial(_faults, job="merging"), counts="calls that failed"),
    "erase faults": Trial(full=200, chunk=200, run=partial(_faults, job="erasing"), counts="calls that failed"),
    **{
        f"flips in {kind}": Trial(full=10_000, chunk=200, run=partial(_flips, kind=kind), counts="noticed")
        for kind in flips.KINDS
    },
    "flips in bundle": Trial(full=10_000, chunk=500, run=spoiling.run, counts="refused"),
    "convergence": Trial(full=20_000, chunk=100, run=convergence.run, counts="runs that ended alike"),
    "careless convergence": Trial(
        full=200, chunk=100, run=partial(convergence.run, careless=True), counts="runs", must_lose=True
    ),
    "erasures": Trial(full=1_000, chunk=50, run=erasures.run, counts="salts, values and keys looked for"),
    "careless erasures": Trial(
        full=100, chunk=50, run=partial(erasures.run, careless=True), counts="salts, values and keys", must_lose=True
    ),
    "hostile": Trial(full=2_400, chunk=100, run=hostile.run, counts="read or refused in one line, within limits"),
    "inclusion": Trial(full=1_000_000, chunk=10_000, run=paths.inclusion, counts="refused by both verifiers"),
    "consistency": Trial(full=1_000_000, chunk=10_000, run=paths.consistency, counts="refused by both verifiers"),
    "proofs": Trial(
        full=1_000_000, chunk=10_000, run=proofs.proofs, counts="refused by both, the rest show nothing new"
    ),
    "bundles": Trial(full=1_000_000, chunk=10_000, run=bundles.bundles, counts="refused by both, the rest alike"),
    "offices": Trial(full=100_000, chunk=1_000, run=offices.offices, counts="entries that count in neither verifier"),
}


def main() -> int:
    """Run what is asked for; 0 where nothing was lost, and the careless control lost something."""
    parser = argparse.ArgumentParser(prog="python -m soak", description="What a ledger goes through.")
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help=f"all, or some of: {', '.join(TRIALS)}")
    parser.add_argument("--share", type=float, default=1.0, help="a part of the full size, such as 0.01")
    parser.add_argument("--seed", type=int, default=1, help="that of the first chunk: a trial goes on where it ended")
    options = parser.parse_args()
    unknown = sorted(set(options.trials) - set(TRIALS))
    if unknown:
        parser.error(f"there is no trial {unknown[0]!r}: choose from {', '.join(TRIALS)}")
    print(f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print(f"{'trial':28}{'tried':>8}{'wrong':>8}{'seconds':>9}  counted")
    results = [_run(name, TRIALS[name], options.share, options.seed) for name in options.trials or TRIALS]
    return 0 if all(results) else 1


def _run(name: str, trial: Trial, share: float, seed: int) -> bool:
    begun, number = time.monotonic(), max(1, round(trial.full * share))
    chunks = [min(trial.chunk, number - start) for start in range(0, number, trial.chunk)]
    counted, wrongs, tried = 0, list[str](), 0
    # forked before anything is read, so that no worker shares an open ledger with another
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        seeds = range(seed, seed + len(chunks))
        for size, (count, found) in zip(chunks, pool.map(trial.run, chunks, seeds), strict=True):
            counted, wrongs, tried = counted + count, wrongs + found, tried + size
            _progress(f"{name}: {tried} of {number}, {len(wrongs)} wrong")
    seconds = time.monotonic() - begun
    _progress("")
    print(f"{name:28}{number:8}{len(wrongs):8}{seconds:9.0f}  {counted} {trial.counts}")
    if trial.must_lose:
        return _told("the control lost nothing: the trial sees nothing", not wrongs)
    return _told("\n".join(f"  wrong: {wrong}" for wrong in wrongs[:20]), bool(wrongs))


def _told(words: str, is_bad: bool) -> bool:
    if is_bad:
        print(words)
    return not is_bad


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{words:70}\r")
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
