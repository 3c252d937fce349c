"""What the trained model takes for names, as evidence beside that of the rules."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .capitals import Run
from .kinds import Guess
from .page import Page
from .tokens import Token

W, W0 = float(os.environ.get("NAMEW", "3")), float(os.environ.get("NONEW", "0"))
WIDE = float(os.environ.get("WIDE", "0.8"))


@dataclass(frozen=True, slots=True)
class Seen:
    """The names that the model sees in a document: start, end, kind and chance of each."""

    names: Sequence[tuple[int, int, Guess, float]]

    def votes(self, start: int, end: int) -> Counter[Guess]:
        """What a run of capitals is by the model."""
        votes: Counter[Guess] = Counter()
        inside = [one for one in self.names if one[0] < end and one[1] > start]
        for first, last, guess, chance in inside:
            exact = first == start and last == end
            votes[guess] += W * chance * (1 if exact else 0.5)  # type: ignore[assignment]
        if not inside:
            votes["thing"] += W0  # type: ignore[assignment]
        return votes

    def widened(self, text: str, tokens: Sequence[Token], runs: Sequence[Run]) -> Iterator[Run]:
        """The runs, those of a body's name that small words part drawn together: "Committee to Protect Journalists"."""
        starts, ends = {t.start: t.number for t in tokens}, {t.end: t.number for t in tokens}
        whole: dict[int, Run] = {}
        for start, end, guess, chance in self.names:
            first, last = starts.get(start), ends.get(end)
            if guess == "body" and chance >= WIDE and first is not None and last is not None:
                inner = [run for run in runs if run.first <= last and run.last >= first]
                if len(inner) > 1 and all(first <= run.first and run.last <= last for run in inner):
                    whole.update(
                        dict.fromkeys(range(first, last + 1), Run(first, last, " ".join(text[start:end].split())))
                    )
        done = set()
        for run in runs:
            one = whole.get(run.first, run)
            if one.first not in done:
                yield one
            done.add(one.first)


def seen_in(page: Page) -> Seen:
    """The names that the model sees in the telling sentences of a page."""
    return Seen(
        [
            (tree.parsed.words[one.first].start, tree.parsed.words[one.last].end, one.label, one.chance)
            for tree in page.trees.values()
            for one in tree.parsed.names
        ]
    )
