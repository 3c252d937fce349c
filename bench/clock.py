"""Timing that can be quoted: the median of several runs."""

import statistics
import time
from collections.abc import Callable


def median_seconds(work: Callable[[], object], runs: int = 5) -> float:
    """The median wall time of `work` over `runs`, after one run that is not counted."""
    work()
    return statistics.median(_seconds(work) for _ in range(runs))


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
