"""Plain aligned tables for a terminal or a log."""

import json
from collections.abc import Mapping, Sequence

from eval.score import Scores
from eval.tally import Tallies, Tally


def table_by_document(scores: Mapping[str, Scores], measures: Sequence[str]) -> str:
    """One line a document, one column a measure, F in each."""
    rows = [[name, *(_f(row.tallies.get(measure, Tally())) for measure in measures)] for name, row in scores.items()]
    return align_columns([["document", *measures], *rows])


def table_of_totals(total: Tallies) -> str:
    """One line a measure: precision, recall, F and the counts behind them."""
    rows = [[name, *_ratios(tally), *_counts(tally)] for name, tally in total.items()]
    return align_columns([["measure", "precision", "recall", "F", "right", "predicted", "gold"], *rows])


def json_of_totals(total: Tallies) -> str:
    """The same for programs."""
    return json.dumps({name: ratios_and_counts(tally) for name, tally in total.items()}, indent=1)


def ratios_and_counts(tally: Tally) -> dict[str, float]:
    """A tally by the names of its numbers."""
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f": round(tally.f, 4),
        "right": tally.right,
        "predicted": tally.predicted,
        "gold": tally.gold,
    }


def align_columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows with the first column to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def _ratios(tally: Tally) -> list[str]:
    return [f"{ratio:.3f}" for ratio in (tally.precision, tally.recall, tally.f)]


def _counts(tally: Tally) -> list[str]:
    return [str(count) for count in (tally.right, tally.predicted, tally.gold)]


def _f(tally: Tally) -> str:
    return "–" if tally.is_empty else f"{tally.f:.2f}"
