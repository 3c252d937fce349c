"""Which words of a page are told from its article: python -m eval.zones [FOLDER…]

For each page with gold: the words of comments, furniture and adverts that the reader takes for the article, and the
words of the article that it takes for something else. Both must be none.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.align import carry_spans
from eval.pairs import find_pairs
from eval.reader import read_file
from eval.records import Record
from eval.score import SILENT
from eval.words import Span, find_words

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Words of one page: of its article and beside it, and how many of each are on the wrong side."""

    article: int
    lost: int
    beside: int
    let_in: int


def main(arguments: Sequence[str]) -> int:
    """Print a line for each page that has both; 0 where nothing is on the wrong side."""
    folders = [Path(each) for each in arguments] or [ROOT / "examples", ROOT / "eval" / "blind"]
    print(f"{'page':34}{'article':>10}{'lost':>7}{'beside it':>11}{'let in':>8}")
    wrong = 0
    for folder in folders:
        for pair in find_pairs(folder, None):
            gold, predicted = pair.gold, read_file(pair.story, pair.published)
            told = judge(gold, predicted)
            wrong += told.lost + told.let_in
            print(f"{pair.name:34}{told.article:10}{told.lost:7}{told.beside:11}{told.let_in:8}")
    return 1 if wrong else 0


def judge(gold: Record, predicted: Record) -> Told:
    """What of one page is on the wrong side."""
    placed = predicted.carried(carry_spans(predicted.text, gold.text), gold.text)
    kinds = [(_kind(gold, word), _kind(placed, word)) for word in find_words(gold.text)]
    return Told(
        article=sum(right == "article" for right, _ in kinds),
        lost=sum(right == "article" and found != "article" for right, found in kinds),
        beside=sum(right in SILENT for right, _ in kinds),
        let_in=sum(right in SILENT and found == "article" for right, found in kinds),
    )


def _kind(record: Record, word: Span) -> str | None:
    """The kind of the zone in which a word begins."""
    first = Span(word.start, word.start + 1)
    return next((zone.kind for zone in record.zones if zone.span.overlaps(first)), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
