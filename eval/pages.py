"""The article told from the rest of foreign pages: python -m eval.pages FOLDER

FOLDER is a set in the layout of Scrapinghub's article-extraction-benchmark: ground-truth.json, with the `articleBody`
of each page by its name, and html/NAME.html or html/NAME.html.gz. What trafilatura finds by itself on the same pages
stands beside what the reader takes for the article. A page counts as much as another: precision and recall are means
over pages of what agrees among the stretches of four words that both have, F is of these two, and what stands after ±
is 1.96 standard deviations of a thousand samples of the pages.
"""

import gzip
import json
import random
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from saksi.archive import take_in
from saksi.model import BadInputError

_WORD = re.compile(r"\w+")
_STRETCH = 4
_SAMPLES = 1_000

#: Precision and recall of one page; None where one has no words to be right about.
_Page = tuple[float | None, float | None]


def main(arguments: Sequence[str]) -> int:
    """Print a line for each way to find the article; 1 where there are no pages, 0 otherwise."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "ground-truth.json").exists():
        print("no pages: give the folder of a set of pages with its ground-truth.json (python -m eval.pages FOLDER)")
        return 1
    folder = Path(arguments[0])
    truth: dict[str, dict[str, str]] = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {name: _open(folder / "html", name) for name in sorted(truth)}
    print(f"{len(pages)} pages\n\n{'':44}{'F':>14}{'precision':>11}{'recall':>8}")
    for way, find in _WAYS.items():
        scores = [score(truth[name].get("articleBody", ""), find(page)) for name, page in pages.items()]
        f, precision, recall = total(scores)
        print(f"{way:44}{f:7.3f} ±{_spread(scores):6.3f}{precision:11.3f}{recall:8.3f}")
    return 0


def score(right: str, found: str) -> _Page:
    """Precision and recall of the stretches of one page."""
    wanted, had = _stretches(right), _stretches(found)
    both = (wanted & had).total()
    return (both / had.total() if had else None, both / wanted.total() if wanted else None)


def total(scores: Sequence[_Page]) -> tuple[float, float, float]:
    """F, precision and recall over pages; none where nothing was found, or nothing was to be."""
    precision, recall = (
        statistics.fmean([value for value in values if value is not None] or [0.0])
        for values in zip(*scores, strict=True)
    )
    return (2 * precision * recall / (precision + recall) if precision + recall else 0.0, precision, recall)


def _spread(scores: Sequence[_Page]) -> float:
    chance = random.Random(1)  # noqa: S311 - nothing secret hangs on it
    return 1.96 * statistics.stdev(total(chance.choices(scores, k=len(scores)))[0] for _ in range(_SAMPLES))


def _stretches(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    last = max(1, len(words) - _STRETCH + 1) if words else 0
    return Counter(tuple(words[start : start + _STRETCH]) for start in range(last))


def _open(folder: Path, name: str) -> bytes:
    packed = folder / f"{name}.html.gz"
    return gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / f"{name}.html").read_bytes()


def _read(page: bytes) -> str:
    try:
        source = take_in(page, name="page.html")
    except BadInputError:
        return ""
    return "\n".join(zone.span.of(source.text) for zone in source.zones if zone.kind == "article")


def _alone(page: bytes, *, fast: bool) -> str:
    return trafilatura.extract(page, include_comments=False, include_tables=not fast, fast=fast) or ""


_WAYS: dict[str, Callable[[bytes], str]] = {
    "Saksi": _read,
    "trafilatura, fast, no tables": lambda page: _alone(page, fast=True),
    "trafilatura, as the box calls it": lambda page: _alone(page, fast=False),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
