"""Scores the reader on folders of stories with gold, and fails below the floors.

python -m eval.reading [FOLDER…] [--texts FOLDER] [--json] [--update [--allow-regression]]
"""

import argparse
import json
import sys
from collections.abc import Sequence
from functools import reduce
from operator import add
from pathlib import Path

from eval.floors import LoweredFloorError, find_failures, load_floors, raise_floors, store_floors
from eval.pairs import digest_corpus, find_pairs
from eval.reader import ReaderFailedError, read_file
from eval.score import Scores, score
from eval.table import ratios_and_counts, table_by_document, table_of_totals

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "eval" / "floors.toml"
SHOWN = (
    "person",
    "body",
    "place",
    "date_value",
    "claim",
    "claim_speaker",
    "event",
    "event_subject_date",
    "figure",
    "zone",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the gate; 0 where every floor holds."""
    options = _parse(arguments)
    codes = [_run(folder, options) for folder in options.folders or [ROOT / "examples"]]
    return max(codes)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.reading", description="Scores the reader against gold.")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="pairs of stories and gold (examples)")
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="where stories lie that are not beside their gold")
    parser.add_argument("--json", action="store_true", help="print tallies as JSON")
    parser.add_argument("--update", action="store_true", help="raise the floors to this run")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower floors")
    return parser.parse_args(arguments)


def _run(folder: Path, options: argparse.Namespace) -> int:
    if not folder.is_dir():
        print(f"data absent: {folder}")
        return 1 if _name(folder) in load_floors(FLOORS) else 0
    try:
        scores = score_folder(folder, options.texts)
    except ReaderFailedError as error:
        print(f"FAIL {folder.name}: {error}", file=sys.stderr)
        return 1
    total = reduce(add, scores.values(), Scores(tallies={}))
    print(_as_json(folder, scores, total) if options.json else _as_tables(folder, scores, total))
    return _gate(folder, total, update=options.update, allow_regression=options.allow_regression)


def score_folder(folder: Path, texts: Path | None = None) -> dict[str, Scores]:
    """The scores of every pair in a folder."""
    return {pair.name: score(pair.gold, read_file(pair.story, pair.published)) for pair in find_pairs(folder, texts)}


def _gate(folder: Path, total: Scores, *, update: bool, allow_regression: bool) -> int:
    """Compares with the floors, or raises them; a folder outside the project has none."""
    floors, name, digest = load_floors(FLOORS), _name(folder), digest_corpus(folder)
    failures = [f"{total.resting} statements rest on comments or furniture"] if total.resting else []
    if update and name:
        try:
            floors[name] = raise_floors(floors.get(name), digest, total.tallies, allow_regression=allow_regression)
        except LoweredFloorError as error:
            failures.append(str(error))
        else:
            store_floors(FLOORS, floors)
    elif name in floors:
        failures += find_failures(floors[name], digest, total.tallies)
    for failure in failures:
        print(f"FAIL {folder.name}: {failure}", file=sys.stderr)
    return 1 if failures else 0


def _name(folder: Path) -> str | None:
    """The folder as the floors know it: its path inside the project."""
    whole = folder.resolve()
    return whole.relative_to(ROOT).as_posix() if whole.is_relative_to(ROOT) else None


def _as_tables(folder: Path, scores: dict[str, Scores], total: Scores) -> str:
    head = f"{folder.name}: {len(scores)} documents, F"
    tail = f"statements resting on comments or furniture: {total.resting}"
    return "\n\n".join([head, table_by_document(scores, SHOWN), table_of_totals(total.tallies), tail])


def _as_json(folder: Path, scores: dict[str, Scores], total: Scores) -> str:
    return json.dumps(
        {
            "folder": folder.name,
            "documents": {name: _tallies(row) for name, row in scores.items()},
            "total": _tallies(total),
        },
        ensure_ascii=False,
        indent=1,
    )


def _tallies(scores: Scores) -> dict[str, object]:
    rows: dict[str, object] = {name: ratios_and_counts(tally) for name, tally in scores.tallies.items()}
    return rows | {"resting": scores.resting}


if __name__ == "__main__":
    sys.exit(main())
