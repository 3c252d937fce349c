"""Measures the comparison of names beside other methods in the same run.

python -m eval.names PATH          PATH: khmer-places, a folder or tar archive; without it only people and speed

Levenshtein is counted here; rapidfuzz, nomenklatura and anyascii are measured too where they are installed.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from eval.certainty import interval, paired
from eval.name_methods import SAKSI, Method, methods, romaniser
from eval.name_sets import Pair, Places, half, is_latin, pairs_of, read_people, read_places
from eval.table import align_columns
from saksi.resolve import NameIndex
from saksi.resolve.language import languages
from saksi.resolve.likeness import score
from saksi.resolve.proposals import LEAST
from saksi.resolve.sound_key import keys_of

LANGUAGES = ("khmer", "burmese", "thai", "vietnamese", "arabic", "cyrillic")
_WANTED = 0.95
_LIST = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints every table; 0 unless the data cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.names", description="Measures the comparison of names.")
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="khmer-places, a folder or tar archive")
    path = parser.parse_args(arguments).path
    if path is not None and not path.exists():
        print(f"data absent: {path}", file=sys.stderr)
        return 1
    if path is not None:
        places = read_places(path)
        _print("Official spelling from a rarer one", _retrieval(places))
        _print("Khmer script to Latin", _script(places))
    for language in LANGUAGES:
        _print(f"Public figures, {language}", _people(language))
    _print("Speed", _speed())
    return 0


def _print(title: str, rows: list[list[str]]) -> None:
    print(f"\n{title}\n{align_columns(rows)}")


def _retrieval(places: Places) -> list[list[str]]:
    """Top-1 on both halves; the last columns compare with Levenshtein, question by question, on the half kept aside."""
    asked = [[query for query in places.queries if half(query[0]) == part] for part in (0, 1)]
    right = {
        name: [
            [_first(method, spelling, places.candidates) == target for _, spelling, target in part] for part in asked
        ]
        for name, method in methods("khmer", "place", slow=False)
    }
    rows = [["", "looked at", "kept aside", "95 %", "right alone", "Levenshtein alone", "p"]]
    for name, (seen, unseen) in right.items():
        mine, theirs, chance = paired(unseen, right["Levenshtein"][1])
        rows.append([name, _share(seen), _share(unseen), _range(unseen), str(mine), str(theirs), f"{chance:.4f}"])
    return rows


def _first(method: Method, spelling: str, candidates: Sequence[str]) -> str:
    return max((name for name in candidates if name != spelling), key=lambda name: (method(spelling, name), name))


def _script(places: Places) -> list[list[str]]:
    khmer, foreign = languages()["khmer"], romaniser()
    rows = [["", "looked at", "kept aside", "95 %"]]
    ways: list[tuple[str, Callable[[str], str]]] = [(f"{SAKSI}'s table", str)]
    ways += [] if foreign is None else [("anyascii, compared by Saksi", foreign)]
    for name, romanise in ways:
        shares = []
        for part in (0, 1):
            these = [row for row in places.rows if half(row[0]) == part]
            latin = sorted({each for _, each in these})

            def compare(one: str, other: str) -> float:
                return score(one, other, khmer, "place")

            shares.append([_first(compare, romanise(written), latin) == each for written, each in these])
        rows.append([name, _share(shares[0]), _share(shares[1]), _range(shares[1])])
    return rows


def _people(language: str) -> list[list[str]]:
    """Recall and precision on the half kept aside, at the threshold that gave the other half a precision of 95 %."""
    people = read_people(language)
    sides = [[person for person in people if half(person[0]) == part] for part in (0, 1)]
    has_script = any(not is_latin(name) for person in people for name in person)
    rows = [["", "pairs", "true", "threshold", "recall", "95 %", "precision", "95 %", "recall of first half"]]
    for across in (False, True) if has_script else (False,):
        seen, unseen = (list(pairs_of(side, across_scripts=across)) for side in sides)
        for name, method in methods(language):
            if across and not name.startswith(SAKSI):
                continue
            least = _threshold(method, seen)
            label = f"{name}, original script" if across else name
            rows.append([label, *_at(method, unseen, least), f"{_reached(method, seen, least):.3f}"])
            if name.startswith(SAKSI) and not across:
                rows.append(
                    [f"{name}, as proposed", *_at(method, unseen, LEAST), f"{_reached(method, seen, LEAST):.3f}"]
                )
    return rows


def _threshold(method: Method, pairs: Sequence[Pair]) -> float:
    """The threshold that reaches most true pairs at the precision that is wanted; above all scores where none does.

    Several do where no false pair lies between two scores: then the middle of them, for every method alike.
    """
    scored = sorted(((method(pair.one, pair.other), pair.is_same) for pair in pairs), reverse=True)
    lowest, true, most, of_true = 2.0, 0, 0, [value for value, is_same in scored if is_same]
    for i, (value, is_same) in enumerate(scored, start=1):
        true += is_same
        is_last = i == len(scored) or scored[i][0] != value
        if is_last and true / i >= _WANTED:
            lowest, most = value, true
    return (lowest + of_true[most - 1]) / 2 if most else lowest


def _at(method: Method, pairs: Sequence[Pair], least: float) -> list[str]:
    taken = [pair.is_same for pair in pairs if method(pair.one, pair.other) >= least]
    same = sum(pair.is_same for pair in pairs)
    found = [True] * sum(taken) + [False] * (same - sum(taken))
    return [str(len(pairs)), str(same), f"{least:.3f}", _share(found), _range(found), _share(taken), _range(taken)]


def _reached(method: Method, pairs: Sequence[Pair], least: float) -> float:
    same = [pair for pair in pairs if pair.is_same]
    return sum(method(pair.one, pair.other) >= least for pair in same) / max(len(same), 1)


def _speed() -> list[list[str]]:
    """Time of this process alone; names are put together at random from the words of the Khmer set."""
    khmer = languages()["khmer"]
    spelled = [name for person in read_people("khmer") for name in person if is_latin(name)]
    compared = [(one, other) for one in spelled for other in spelled[::7]]
    for one, other in compared:
        score(one, other, khmer)  # words are cut into sounds once
    each = _timed(lambda: [score(one, other, khmer) for one, other in compared]) / len(compared)
    like = [(pair.one, pair.other) for pair in pairs_of(read_people("khmer"), across_scripts=False) if pair.is_same]
    alike = _timed(lambda: [score(one, other, khmer) for one, other in like]) / len(like)
    listed = _list(_LIST)
    keys = _timed(lambda: [keys_of(name) for name in listed]) / len(listed)
    begun = time.process_time()
    index = NameIndex([*listed, *(person[0] for person in read_people("khmer"))])
    built = time.process_time() - begun
    asked = [person[1] for person in read_people("khmer") if len(person) > 1][::5]
    took = sorted(_timed(partial(index.search, name, LEAST)) for name in asked)
    everyone = [person for language in LANGUAGES for person in read_people(language)]
    whole = NameIndex([*listed, *(person[0] for person in everyone)])
    questions = [(name, person[0]) for person in everyone for name in person[1:]]
    reached = [target in whole.reached(name) for name, target in questions]
    return [
        ["figure", "value"],
        ["a pair of two people's names, µs", f"{each * 1e6:.0f}"],
        ["a pair of one person's spellings, µs", f"{alike * 1e6:.0f}"],
        ["sound keys a second", f"{1 / keys:.0f}"],
        [f"index of {_LIST:,} names, s", f"{built:.1f}"],
        ["a search in it, s: median", f"{took[len(took) // 2]:.2f}"],
        ["a search in it, s: longest", f"{took[-1]:.2f}"],
        ["true pairs that blocking reaches", f"{_share(reached)} ({_range(reached)}, {len(reached)} pairs)"],
    ]


def _list(size: int) -> list[str]:
    chance = random.Random(1)  # noqa: S311 - a list to search, not a secret
    words = sorted({word for person in read_people("khmer") for word in person[0].split()})
    names: set[str] = set()
    while len(names) < size:
        names.add(" ".join(chance.choice(words) for _ in range(chance.choice((2, 2, 2, 3)))))
    return sorted(names)


def _timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right) / len(right):.3f}" if right else "–"


def _range(right: Sequence[bool]) -> str:
    low, high = interval(sum(right), len(right))
    return f"{low:.2f}–{high:.2f}"


if __name__ == "__main__":
    sys.exit(main())
