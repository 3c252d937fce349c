"""Which pieces of ink are one line, and in which order boxes of a page are read: column by column, from the top.

A page is cut into bands by the white between them, from edge to edge. Bands that share a gutter from top to bottom are
read together, as columns; a heading over both, which crosses the gutter, keeps a band of its own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Protocol, TypeVar

# a gutter is wider than the white between words; where boxes overlap by a hair they do not touch
_GUTTER = 6.0
_HAIR = 1.0
# a line that was stretched to the edge has wide blanks, but none as wide as a gutter; heights of a letter
_BLANK = 1.3
_NEAR = 2.5
# columns within columns within columns are no page
_MOST_DEPTH = 8


class Rectangle(Protocol):
    """Edges in points, counted from the lower left."""

    x0: float
    y0: float
    x1: float
    y1: float


R = TypeVar("R", bound=Rectangle)


def stretched(rows: Sequence[R]) -> list[list[R]]:
    """The rows that are one line, side by side: where a near line runs through the white between, it is no gutter."""
    ordered = sorted(rows, key=lambda row: (-row.y1, row.x0))
    tops = [-row.y1 for row in ordered]
    lines: list[list[R]] = []
    taken: set[int] = set()
    for row in sorted(ordered, key=lambda row: row.x0):
        if id(row) in taken:
            continue
        line = [row]
        while (found := _right_of(line[-1], ordered, tops)) is not None and id(found) not in taken:
            taken.add(id(found))
            line.append(found)
        lines.append(line)
    return lines


def _right_of(row: R, ordered: Sequence[R], tops: Sequence[float]) -> R | None:
    """The row that goes on after a wide blank."""
    height = row.y1 - row.y0
    level = _between(ordered, tops, row.y1, 0.3 * height)
    right = [each for each in level if 0 < each.x0 - row.x1 < _BLANK * height and abs(each.y0 - row.y0) < 0.3 * height]
    following = min(right, key=lambda each: each.x0, default=None)
    if following is None:
        return None
    near = _between(ordered, tops, row.y1, _NEAR * height)
    is_crossed = any(each.x0 < row.x1 - _HAIR and each.x1 > following.x0 + _HAIR for each in near)
    return following if is_crossed else None


def _between(ordered: Sequence[R], tops: Sequence[float], top: float, distance: float) -> Sequence[R]:
    """The rows whose upper edge is so near to `top`."""
    return ordered[bisect_left(tops, -top - distance) : bisect_right(tops, -top + distance)]


def in_order(boxes: Sequence[R], depth: int = 0) -> list[R]:
    """The boxes in reading order."""
    if len(boxes) < 2 or depth > _MOST_DEPTH:
        return sorted(boxes, key=lambda box: (-box.y1, box.x0))
    return [box for group in _groups(_bands(boxes)) for box in _read_group(group, depth)]


def _read_group(boxes: list[R], depth: int) -> list[R]:
    columns = _columns(boxes)
    if len(columns) == 1:
        return sorted(boxes, key=lambda box: (-box.y1, box.x0))
    return [box for column in columns for box in in_order(column, depth + 1)]


def _bands(boxes: Sequence[R]) -> list[list[R]]:
    """The boxes between two stripes of white from edge to edge, from the top."""
    bands: list[list[R]] = []
    foot = 0.0
    for box in sorted(boxes, key=lambda box: -box.y1):
        if bands and box.y1 > foot + _HAIR:
            bands[-1].append(box)
            foot = min(foot, box.y0)
        else:
            bands.append([box])
            foot = box.y0
    return bands


def _groups(bands: Sequence[list[R]]) -> list[list[R]]:
    """Bands one below another are one group as long as a gutter runs through all of them."""
    groups: list[list[R]] = []
    for band in bands:
        if groups and len(_columns(groups[-1] + band)) > 1:
            groups[-1] = groups[-1] + band
        else:
            groups.append(band)
    return groups


def _columns(boxes: Sequence[R]) -> list[list[R]]:
    """The boxes between two gutters, from the left."""
    columns: list[list[R]] = []
    edge = 0.0
    for box in sorted(boxes, key=lambda box: box.x0):
        if columns and box.x0 < edge + _GUTTER:
            columns[-1].append(box)
            edge = max(edge, box.x1)
        else:
            columns.append([box])
            edge = box.x1
    return columns
