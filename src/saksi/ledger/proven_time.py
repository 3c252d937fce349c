"""What is proven of time: by when an entry was there at the latest. That it was not there earlier nothing proves. Pure.

A claim of an author's clock is no proof. What others said of a checkpoint is one, as far as their clocks are right:
every entry that it counts was there when they said it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from ..model import TamperError
from .entries import Bound, Fault
from .sign import read_head


def earliest(bounds: Iterable[Bound], place: int) -> Bound | None:
    """The earliest bound on the entry at this place of the log, counted from 0; None where nothing is proven of it."""
    return min((bound for bound in bounds if bound.size > place), key=_order, default=None)


def by_place(bounds: Iterable[Bound], size: int) -> tuple[Bound | None, ...]:
    """The same for every entry of a log of this size, in one pass."""
    ordered = sorted(bounds, key=lambda bound: bound.size)
    found: list[Bound | None] = [None] * size
    best: Bound | None = None
    for place in reversed(range(size)):
        while ordered and ordered[-1].size > place:
            bound = ordered.pop()
            best = bound if best is None else min(best, bound, key=_order)
        found[place] = best
    return tuple(found)


def late_claims(heads: Sequence[tuple[str, bytes]], bounds: Sequence[Bound | None]) -> Iterator[Fault]:
    """Entries, given by id and head, whose author claims a time after the one by which they were there.

    The signatures are sound; a clock is not. A damaged head claims nothing.
    """
    for (entry_id, line), bound in zip(heads, bounds, strict=True):
        if bound is None:
            continue
        with suppress(TamperError):
            claimed = read_head(line).recorded_at
            if claimed > bound.at:
                by = f"{bound.at:%Y-%m-%d %H:%M:%S}"
                what = f"its author claims {claimed:%Y-%m-%d %H:%M:%S} UTC, and it was there by {by} UTC at the latest"
                yield Fault(where=entry_id, what=what)


def _order(bound: Bound) -> tuple[datetime, int, str]:
    return bound.at, bound.size, bound.by
