"""Which pairs of many documents are one report: found by sketches, judged by the texts. It asks for the texts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saksi.model import OriginLink, OriginVerdict

from .origins import Parts, parts_of
from .reprints import APART, Likeness, Printed, compare, shared_percent
from .shingles import numbers_of

#: A pair is looked at where about so much of the shorter seems to be in the longer: a sketch errs by a tenth.
_WORTH = 0.15
#: Of the documents that agree in one band a new one is compared with so many: of a thousand copies with the first.
_MOST_IN_BAND = 32
#: With so many documents of one origin a new one is compared to see whether a digest holds two stories.
_MOST_PARTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketched:
    """A document by the sketch of its text, and the number of its stretches."""

    document: str
    size: int
    sketch: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginProposal:
    """That two documents, the lower hash first, have one origin; or, of two parts of one digest, that they have not."""

    between: tuple[str, str]
    verdict: OriginVerdict
    likeness: Likeness


def likely(held: Sequence[Sketched], new: Sequence[int]) -> list[tuple[str, str]]:
    """Pairs that seem alike, one of each new, the most alike as wholes first: a copy before a digest with it."""
    found: list[tuple[float, str, str]] = []
    if not new:
        return []
    sketches = numbers_of(each.sketch for each in held)
    for one, other in _candidates(sketches, new):
        likeness = float(np.mean(sketches[one] == sketches[other]))
        sizes = held[one].size, held[other].size
        if likeness * sum(sizes) / ((1 + likeness) * min(sizes)) >= _WORTH:
            low, high = sorted((held[one].document, held[other].document))
            found.append((-likeness, low, high))
    return [(one, other) for _, one, other in sorted(found) if one != other]


def judge(
    pairs: Iterable[tuple[str, str]], told: Iterable[OriginLink], printed: Callable[[str], Printed | None]
) -> Iterator[OriginProposal]:
    """What is to be said of pairs that are `likely`, in that order; `told` is what was said before.

    Of many copies one link each is enough: what is of one origin already is not said again, nor what anybody has
    spoken of. `printed` gives a document with its text, None where it cannot be read.
    """
    before = list(told)
    known = {link.between for link in before}
    parts, cuts = parts_of(before)
    for one, other in pairs:
        pair = (min(one, other), max(one, other))
        if pair in known or parts.is_one(pair):
            continue
        both = printed(one), printed(other)
        likeness = None if both[0] is None or both[1] is None else compare(both[0], both[1])
        if likeness is None:
            continue
        known.add(pair)
        yield OriginProposal(between=pair, verdict="same", likeness=likeness)
        for apart in _apart(pair, likeness, parts, printed):
            if apart.between not in known:
                known.add(apart.between)
                cuts.append(apart.between)
                yield apart
        if not any(parts.would_join(pair, cut) for cut in cuts):
            parts.join(pair)


def _apart(
    pair: tuple[str, str], likeness: Likeness, parts: Parts, printed: Callable[[str], Printed | None]
) -> Iterator[OriginProposal]:
    """A digest holds two stories whole: they have two origins for all that each has one with the digest."""
    if likeness.how != "part":
        return
    for part, whole in (pair, pair[::-1]):
        one = printed(part)
        for other in parts.with_(whole)[:_MOST_PARTS]:
            if other == whole or one is None or (known := printed(other)) is None:
                continue
            shared = shared_percent(one, known)
            if shared < APART:
                between = (min(part, other), max(part, other))
                yield OriginProposal(
                    between=between, verdict="different", likeness=Likeness(how="parts of one", shared=shared)
                )


def _candidates(sketches: NDArray[np.uint32], new: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of places of which a band is the same.

    A band is of two numbers: the same by chance in few of the texts that share nothing, and somewhere in most of those
    that share a tenth.
    """
    bands = np.ascontiguousarray(sketches).view(np.uint64)
    fresh, found = np.zeros(len(sketches), dtype=bool), set[tuple[int, int]]()
    fresh[list(new)] = True
    for band in bands.T:
        order = np.argsort(band, kind="stable")
        edges = np.flatnonzero(np.diff(band[order])) + 1
        starts, ends = (0, *edges.tolist()), (*edges.tolist(), len(order))
        for start, end in zip(starts, ends, strict=True):
            if end - start > 1:
                group = order[start:end].tolist()
                near = group[:_MOST_IN_BAND]
                found |= {(min(a, b), max(a, b)) for a in group if fresh[a] for b in near if a != b}
    return sorted(found)
