"""How soon a command answers, and how much memory it takes, beside the empty interpreter."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Wall seconds (median of five) and peak resident memory in MB (largest of five) of a whole process."""

    seconds: float
    megabytes: float


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Start `python ARGUMENTS` five times after a warm-up."""
    runs = [_once(arguments, environment) for _ in range(6)][1:]
    return Run(
        seconds=statistics.median(one.seconds for one in runs),
        megabytes=max(one.megabytes for one in runs),
    )


def _once(arguments: Sequence[str], environment: Mapping[str, str]) -> Run:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"bench: python {' '.join(arguments)} ended with {process.returncode}")
    return Run(seconds=seconds, megabytes=usage.ru_maxrss / 1024)
