"""Scores the reader's dates against AQUAINT TimeML.

    python -m eval.dates PATH [--json]

PATH is the folder or the tar archive with the `.tml` files. Only the body counts. Durations, sets, seasons and words
such as "now" and "recently" stand for no date: they are asked of nobody, and finding them costs nothing.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.archives import read_files
from eval.reader import read_text
from eval.records import Dated
from eval.score import match, same_date, share
from eval.table import json_of_totals, table_of_totals
from eval.tally import Tallies, Tally, sum_tallies
from eval.timeml import TimedText, read_timed_texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores; 0 also where the data are absent."""
    parser = argparse.ArgumentParser(prog="python -m eval.dates", description="Scores dates against AQUAINT TimeML.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if not options.path.exists():
        print(f"data absent: {options.path}")
        return 0
    documents = read_timed_texts(read_files(options.path, (".tml",)))
    found = (score_timed(one, read_text(one.text, one.published).dates) for one in documents)
    total = sum_tallies(found)
    print(json_of_totals(total) if options.json else f"{len(documents)} documents\n\n{table_of_totals(total)}")
    return 0


def score_timed(document: TimedText, predicted: Sequence[Dated]) -> Tallies:
    """Relaxed (the spans overlap) and value (and the date is the same, as precise as the gold's)."""
    pairs = match(document.dates, predicted, share)
    matched = {id(other) for _, other in pairs}
    counted = [one for one in predicted if id(one) in matched or not _is_open(document, one)]
    same = [pair for pair in pairs if same_date(pair[0].edtf, pair[1].edtf)]
    return {
        name: Tally(right=len(right), predicted=len(counted), gold=len(document.dates))
        for name, right in (("relaxed", pairs), ("value", same))
    }


def _is_open(document: TimedText, dated: Dated) -> bool:
    return any(dated.span.overlaps(span) for span in document.open_spans)


if __name__ == "__main__":
    sys.exit(main())
