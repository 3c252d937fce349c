"""How much a word says within its document: what everybody there speaks of says little."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from saksi.model import Recorded, Utterance

from .words import stems


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """In how many passages of a document each stem stands, out of how many passages."""

    passages: int
    among: Counter[str]

    def weigh(self, shared: Iterable[str]) -> float:
        """The weight of shared stems together; a stem of every passage weighs almost nothing."""
        return sum(log((self.passages + 1) / max(self.among[stem], 1)) for stem in sorted(shared))

    def rare(self, shared: Iterable[str], most: int) -> frozenset[str]:
        """The stems that stand in at most so many passages."""
        return frozenset(stem for stem in shared if self.among[stem] <= most)


def rarity_in(told: Iterable[Recorded]) -> Rarity:
    """The rarity of stems in one document: over its claims, and over what it tells in its own voice."""
    passages = {
        (each.statement.span.start, each.statement.span.end): stems(each.words)
        for each in told
        if isinstance(each.statement.content, Utterance) or each.statement.said_by is None
    }
    return Rarity(passages=len(passages), among=Counter(stem for found in passages.values() for stem in found))
