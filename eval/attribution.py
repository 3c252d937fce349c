"""Scores the reader's claims against PolNeAR: who says what, by which word.

    python -m eval.attribution PATH [--part dev] [--limit N] [--json]

PATH is the folder or the tar archive with `dev/text`, `dev/attributions` and `metadata.tsv`.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from eval.archives import read_files
from eval.brat import Article, Attribution, read_articles
from eval.located import locate_attributions
from eval.reader import read_text
from eval.score import HALF, match
from eval.table import json_of_totals, table_of_totals
from eval.tally import Tallies, Tally, sum_tallies
from eval.words import Span, find_words, word_f, words_within

Agreement = Callable[[Attribution, Attribution], float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores; 0 also where the data are absent."""
    parser = argparse.ArgumentParser(prog="python -m eval.attribution", description="Scores claims against PolNeAR.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if not options.path.exists():
        print(f"data absent: {options.path}")
        return 0
    articles = read_articles(read_files(options.path, (".txt", ".ann", ".tsv")), options.part)[: options.limit]
    total = sum_tallies(score_article(article) for article in articles)
    print(json_of_totals(total) if options.json else f"{len(articles)} articles\n\n{table_of_totals(total)}")
    return 0


def score_article(article: Article) -> Tallies:
    """Reads one article and scores what was found."""
    claims = read_text(article.text, article.published).claims
    return score_attributions(article.text, article.attributions, locate_attributions(article.text, claims))


def score_attributions(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> Tallies:
    """Cue and source by overlap; contents word by word and exactly; and all three of one attribution together."""
    words = find_words(text)
    said = {one: _said(text, words, one.content) for one in (*gold, *predicted)}

    def exact(one: Attribution, other: Attribution) -> float:
        return float(said[one] == said[other])

    def triple(one: Attribution, other: Attribution) -> float:
        agreed = word_f(said[one], said[other])
        return agreed if agreed >= HALF and _touch(one.cue, other.cue) and _touch(one.source, other.source) else 0.0

    wanted, found = (frozenset[Span]().union(*(said[one] for one in side)) for side in (gold, predicted))
    return {
        "cue_overlap": _tally(gold, predicted, lambda one, other: float(_touch(one.cue, other.cue))),
        "content_words": Tally(right=len(wanted & found), predicted=len(found), gold=len(wanted)),
        "content_exact": _tally(gold, predicted, exact),
        "source_overlap": _tally(
            [one for one in gold if one.source],
            [one for one in predicted if one.source],
            lambda one, other: float(_touch(one.source, other.source)),
        ),
        "triple": _tally(gold, predicted, triple),
    }


def _tally(gold: Sequence[Attribution], predicted: Sequence[Attribution], agreement: Agreement) -> Tally:
    return Tally(right=len(match(gold, predicted, agreement)), predicted=len(predicted), gold=len(gold))


def _touch(one: Span | None, other: Span | None) -> bool:
    """Whether the two overlap, or both are absent."""
    return one is other if one is None or other is None else one.overlaps(other)


def _said(text: str, words: Sequence[Span], content: Sequence[Span]) -> frozenset[Span]:
    """The words of a content; PolNeAR counts a leading "that" to it, the reader does not."""
    inside = words_within(words, content)
    first = min(inside, default=None)
    return inside - {first} if first is not None and text[first.start : first.end].casefold() == "that" else inside


if __name__ == "__main__":
    sys.exit(main())
