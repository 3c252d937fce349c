"""In which order the boxes of a page are read: from top to bottom, and where there are columns, column by column.

A page is cut into bands by the white between them, from edge to edge. Bands that share a gutter from top to bottom are
read together, as columns; a heading over both, which crosses the gutter, keeps a band of its own.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

# a gutter is wider than the white between words; where boxes overlap by a hair they do not touch
_GUTTER = 6.0
_HAIR = 1.0
# columns within columns within columns are no page
_MOST_DEPTH = 8


class Rectangle(Protocol):
    """Edges in points, counted from the lower left."""

    x0: float
    y0: float
    x1: float
    y1: float


R = TypeVar("R", bound=Rectangle)


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
