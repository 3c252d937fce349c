"""The sets that names are measured on: places with several official spellings, and public figures.

Everything is halved by the SHA-256 of the place's Khmer spelling or the person's first one: the costs of the languages
and the threshold were set while looking at the first half alone; figures are those of the other.
"""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path

from eval.archives import read_files

PEOPLE = Path(__file__).resolve().parent / "people"
_SCRIPT_ROWS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Queries as (Khmer, rarest spelling, commonest spelling), the names to choose from, and (Khmer, Latin) rows."""

    queries: Sequence[tuple[str, str, str]]
    candidates: Sequence[str]
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two spellings, and whether they are one person's."""

    one: str
    other: str
    is_same: bool


def half(text: str) -> int:
    """0 for the half that was looked at, 1 for the other."""
    return sha256(text.encode()).digest()[0] % 2


def read_places(path: Path) -> Places:
    """The retrieval set: names of provinces, districts and communes, and villages that are spelt in several ways."""
    (data,) = [each for name, each in read_files(path, (".csv",)).items() if name.endswith("places.csv")]
    text = data.decode("utf-8-sig")
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    official: set[str] = set()
    rows: dict[str, str] = {}
    for row in csv.DictReader(io.StringIO(text)):
        latin, khmer = " ".join(row["name_latin"].replace("\u200b", "").split()), row["name_khmer"].strip()
        if not latin:
            continue
        spelled[khmer][latin.casefold()] += 1
        if row["level"] != "village":
            official.add(latin.casefold())
        if row["level"] in ("district", "commune"):
            rows.setdefault(khmer, latin)
    several = {khmer: sorted(each, key=lambda name: (-each[name], name)) for khmer, each in spelled.items()}
    queries = [(khmer, names[-1], names[0]) for khmer, names in sorted(several.items()) if len(names) > 1]
    chosen = sorted(rows.items(), key=lambda row: sha256(b"x" + row[0].encode()).digest())
    return Places(
        queries=queries,
        candidates=sorted(official | {target for _, _, target in queries}),
        rows=[each for each in chosen if half(each[0]) == 0][:_SCRIPT_ROWS]
        + [each for each in chosen if half(each[0]) == 1][:_SCRIPT_ROWS],
    )


def read_people(language: str) -> list[list[str]]:
    """The public figures of a language: for each the spellings of one person, the one to halve by first."""
    lines = (PEOPLE / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    rows = ([spelling.strip() for spelling in line.split("|")] for line in lines if line and line[0] != "#")
    return [list(dict.fromkeys(row)) for row in rows]


def pairs_of(people: Iterable[Sequence[str]], *, across_scripts: bool) -> Iterator[Pair]:
    """Every spelling beside every other one: those of one person, and all those of two."""
    spelled = [(i, name) for i, names in enumerate(people) for name in names]
    for (i, one), (j, other) in combinations(spelled, 2):
        if (is_latin(one) and is_latin(other)) if not across_scripts else (is_latin(one) != is_latin(other)):
            yield Pair(one=one, other=other, is_same=i == j)


def is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters, with or without accents."""
    return not any("\u0370" <= letter < "\u1e00" for letter in name)
