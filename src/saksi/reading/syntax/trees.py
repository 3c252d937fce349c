"""One tree for each sentence out of the scores of all arcs: the best that has one root and no circle.

Where a sentence holds several, because its end was not seen, each has a root and a tree of its own.
"""

from collections.abc import Sequence
from typing import Any

import numpy

#: 0 stands for the root; word n of a sentence is row n.
Scores = Any  # numpy array [word, head], words and heads counted from 0 = root
#: How likely a word must be a root to be one beside others.
_ROOT = 0.7


def heads_of(scores: Scores) -> list[int]:
    """The head of each word, 0 for the root's child; row and column 0 are the root's.

    Greedy where that is a tree already, as for nearly all sentences; else Chu-Liu/Edmonds.
    """
    arcs = numpy.array(scores, dtype=numpy.float64)
    numpy.fill_diagonal(arcs, -numpy.inf)
    arcs[0, :] = -numpy.inf
    heads = [0, *(int(row.argmax()) for row in arcs[1:])]
    roots = [n for n in range(1, len(heads)) if heads[n] == 0]
    if len(roots) == 1 and not _circle(heads):
        return heads[1:]
    sure = [n for n in roots if numpy.exp(arcs[n] - arcs[n, 0]).sum() < 1 / _ROOT]
    if len(sure) > 1:
        return _edmonds(_held(arcs, sure))[1:]
    return _best_with_one_root(arcs)[1:]


def _best_with_one_root(arcs: Scores) -> list[int]:
    """A tree whose root has one child: of the likeliest children the one whose tree scores best."""
    size = len(arcs)
    best: list[int] = []
    most = -numpy.inf
    for child in numpy.argsort(-arcs[1:, 0])[:4] + 1:
        heads = _edmonds(_held(arcs, [int(child)]))
        total = sum(arcs[n, heads[n]] for n in range(1, size))
        if total > most or not best:
            best, most = heads, total
    return best


def _held(arcs: Scores, roots: Sequence[int]) -> Scores:
    """The scores when these words, and no others, are roots."""
    held = arcs.copy()
    held[1:, 0] = -numpy.inf
    held[roots, :] = -numpy.inf
    held[roots, 0] = 0.0
    return held


def _edmonds(arcs: Scores) -> list[int]:
    """The best tree from the root, circles drawn together and opened where it costs least."""
    size = len(arcs)
    heads = [0, *(int(row.argmax()) for row in arcs[1:])]
    circle = _circle(heads)
    if not circle:
        return heads
    inside = numpy.array(circle)
    rest = numpy.array([n for n in range(size) if n not in set(circle)])
    drawn = len(rest)
    costs = arcs[inside, [heads[n] for n in circle]]
    gains = arcs[numpy.ix_(inside, rest)] - costs[:, None]
    small = numpy.full((drawn + 1, drawn + 1), -numpy.inf)
    small[:drawn, :drawn] = arcs[numpy.ix_(rest, rest)]
    small[drawn, :drawn] = costs.sum() + gains.max(0)
    small[:drawn, drawn] = arcs[numpy.ix_(rest, inside)].max(1)
    enters, leaves = inside[gains.argmax(0)], inside[arcs[numpy.ix_(rest, inside)].argmax(1)]
    numpy.fill_diagonal(small, -numpy.inf)
    inner = _edmonds(small)
    for place, n in enumerate(rest[1:], 1):
        heads[n] = int(leaves[place] if inner[place] == drawn else rest[inner[place]])
    heads[enters[inner[drawn]]] = int(rest[inner[drawn]])
    return heads


def _circle(heads: Sequence[int]) -> list[int]:
    """The words of one circle, or none."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, n = [], start
        while state[n] == 0:
            state[n] = 1
            path.append(n)
            n = heads[n]
        if state[n] == 1:
            return path[path.index(n) :]
        for seen in path:
            state[seen] = 2
    return []
