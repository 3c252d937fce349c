"""Floors: what a corpus must score at least. They rise; lowering one is asked for by name.

The digest of the corpus is kept beside its floors, so that a changed story or gold cannot pass as a better reader.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from eval.tally import Tallies, Tally

_SHOWN = 1000  # floors keep three decimals, cut off and not rounded up


class LoweredFloorError(ValueError):
    """An update would lower floors, and that was not allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The least F of each measure on one corpus."""

    digest: str
    least: Mapping[str, float] = field(default_factory=dict)


def find_failures(floors: Floors, digest: str, tallies: Tallies) -> list[str]:
    """What keeps a run from passing, in words; empty where it passes."""
    failures = []
    if digest != floors.digest:
        failures.append("the corpus is not the one that the floors were set on; look at the change, then --update")
    for measure, least in floors.least.items():
        reached = tallies.get(measure, Tally(gold=1)).f
        if reached < least:
            failures.append(f"{measure} {reached:.3f} is below its floor {least:.3f}")
    return failures


def raise_floors(old: Floors | None, digest: str, tallies: Tallies, *, allow_regression: bool = False) -> Floors:
    """The floors of this run; a floor that would sink raises an error unless that is allowed."""
    least = {name: math.floor(tally.f * _SHOWN) / _SHOWN for name, tally in tallies.items() if tally.gold}
    before = old.least if old else {}
    lowered = [
        f"{name} {was:.3f} → {least.get(name, 0):.3f}" for name, was in before.items() if least.get(name, 0) < was
    ]
    if lowered and not allow_regression:
        raise LoweredFloorError("these floors would sink: " + ", ".join(lowered) + " (--allow-regression lets them)")
    return Floors(digest=digest, least=least)


def load_floors(path: Path) -> dict[str, Floors]:
    """The floors of every corpus by its folder; none where there is no file."""
    if not path.exists():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Floors(digest=row["digest"], least=row["least"]) for name, row in table.items()}


def store_floors(path: Path, floors: Mapping[str, Floors]) -> None:
    """Writes the floors of every corpus."""
    blocks = [
        "\n".join(
            [f'["{name}"]', f'digest = "{row.digest}"', f'["{name}".least]']
            + [f"{measure} = {least:.3f}" for measure, least in row.least.items()]
        )
        for name, row in floors.items()
    ]
    head = "# The least F of each measure, by corpus. Written by `python -m eval.reading --update`.\n\n"
    path.write_text(head + "\n\n".join(blocks) + "\n", encoding="utf-8")
