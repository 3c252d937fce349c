"""What is proven of time: by when an entry was there at the latest. That it was not there earlier nothing proves. Pure.

A claim of an author's clock is no proof. What others said of a checkpoint is one, as far as their clocks are right:
every entry that it counts was there when they said it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """By `at` (UTC) the first `size` entries were there, says `by`: the key of an office or a timestamp authority."""

    size: int
    at: datetime
    by: str
    how: Literal["cosignature", "timestamp"]


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


def late_claims(
    claims: Sequence[tuple[str, datetime]], bounds: Sequence[Bound | None]
) -> Iterator[tuple[str, datetime, Bound]]:
    """Claims (an entry's id, and its recorded_at) of a time after the one by which the entry is proven to be there."""
    for (entry_id, recorded_at), bound in zip(claims, bounds, strict=True):
        if bound is not None and recorded_at > bound.at:
            yield entry_id, recorded_at, bound


def _order(bound: Bound) -> tuple[datetime, int, str]:
    return bound.at, bound.size, bound.by
