"""Counts of what was right, predicted and expected, and the three ratios made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many were right, of how many predicted, of how many in the gold. Sums of tallies give micro averages."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            right=self.right + other.right,
            predicted=self.predicted + other.predicted,
            gold=self.gold + other.gold,
        )

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to find and nothing was predicted."""
        return self.predicted == 0 and self.gold == 0

    @property
    def precision(self) -> float:
        """The share of the predictions that are right; 1 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 1 where there was nothing to find."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall."""
        return 1.0 if self.is_empty else 2 * self.right / (self.predicted + self.gold)


Tallies = Mapping[str, Tally]


def sum_tallies(rows: Iterable[Tallies]) -> dict[str, Tally]:
    """The sum, measure by measure, in the order in which the measures appear."""
    total: dict[str, Tally] = {}
    for row in rows:
        for name, tally in row.items():
            total[name] = total.get(name, Tally()) + tally
    return total
