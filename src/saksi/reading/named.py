"""What the trained model takes for names, as evidence beside that of the rules."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .capitals import Run
from .kinds import Guess
from .page import Page
from .tokens import Token

#: How sure the model must be, on the whole, of what the rules cannot tell.
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Seen:
    """The names that the model sees in a document: start, end, kind and chance of each."""

    names: Sequence[tuple[int, int, Guess, float]]

    def guess(self, places: Sequence[tuple[int, int]]) -> Guess | None:
        """What stands at these places, all of one name, where the model is sure of it on the whole."""
        votes: Counter[Guess] = Counter()
        for start, end, guess, chance in self.names:
            if (start, end) in places:
                votes[guess] += chance  # type: ignore[assignment]
        best, weight = max(votes.items(), key=lambda item: item[1], default=(None, 0.0))
        return best if weight >= _SURE * len(places) else None

    def widened(self, text: str, tokens: Sequence[Token], runs: Sequence[Run]) -> Iterator[Run]:
        """The runs, those of a body's name that small words part drawn together: "Committee to Protect Journalists"."""
        starts, ends = {t.start: t.number for t in tokens}, {t.end: t.number for t in tokens}
        whole: dict[int, Run] = {}
        for start, end, guess, chance in self.names:
            first, last = starts.get(start), ends.get(end)
            if guess == "body" and chance >= _SURE and first is not None and last is not None:
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
