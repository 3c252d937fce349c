"""Which persons on record may be one under two spellings, and which one may be two of a name; nothing is decided here.

A name alone never makes two people one: a pair waits for a person, who sees every reason for and against it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from saksi.model import Document, Name, Record

from .likeness import Likeness
from .name_index import NameIndex
from .persons import PersonKey, identify
from .spelling import normal_name
from .tongues import closest, highest

#: Less alike than this is not worth a person's time: set on one half of the public figures (`python -m eval.names`).
LEAST = 0.76
#: So many pairs of names are compared at most, a minute's work: a list of one name cannot hang it.
_MOST = 300_000
#: What is left of the likeness of a pair when one document names both, or the name is of one word.
_BOTH_IN_ONE = 0.8
_ONE_WORD = 0.85
#: What something else in common adds of what was missing.
_COMMON = 0.3
#: The files of lists of people, of which several are one list at several days.
_LISTS = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A question for a person: may `left` and `right` be one, or may the one person `left` be two?

    `score` only orders the questions; it is no probability. `against` are the reasons that speak against it.
    """

    kind: Literal["may be one", "may be two"]
    left: PersonKey
    score_percent: int
    right: PersonKey | None = None
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """The questions of a record; `is_cut` says that there are more pairs of near names than were compared."""

    rows: tuple[Proposal, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A person on record whose name is like the one asked for: which of the names, and why."""

    person: PersonKey
    name: str
    score_percent: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the documents say of each person."""

    documents: Mapping[PersonKey, frozenset[str]]
    names: Mapping[PersonKey, tuple[Name, ...]]
    origins: Mapping[PersonKey, frozenset[str]]


def propose(record: Record) -> Questions:
    """Every question, the best first; the order of the record does not matter."""
    known = _gather(record)
    pairs, is_cut = _may_be_one(known)
    found = [*pairs, *_may_be_two(known)]
    found.sort(key=lambda each: (each.kind, -each.score_percent, each.left, each.right or each.left))
    return Questions(rows=tuple(found), is_cut=is_cut)


def alike(record: Record, name: str) -> tuple[Alike, ...]:
    """The persons on record whose name may be another spelling of this one, the likest first."""
    by_name = _by_name(set(identify(record).values()))
    best: dict[PersonKey, Alike] = {}
    for found in NameIndex(by_name).search(name, LEAST):
        for person in by_name[found.name]:
            likeness = found.likeness
            row = Alike(
                person=person, name=found.name, score_percent=_percent(likeness.score), reasons=likeness.reasons
            )
            best.setdefault(person, row)
    return tuple(sorted(best.values(), key=lambda each: (-each.score_percent, each.person)))


def _gather(record: Record) -> _Known:
    documents: dict[PersonKey, set[str]] = defaultdict(set)
    names: dict[PersonKey, list[Name]] = defaultdict(list)
    origins: dict[PersonKey, set[str]] = defaultdict(set)
    people = identify(record)
    for (reading, ref), name in sorted(record.names.items(), key=lambda item: item[0]):
        person = people.get((reading, ref))
        if person is not None:
            document = record.documents.get(reading)
            documents[person].add(reading if document is None else document.sha256)
            origins[person].add(reading if document is None else _origin(document))
            names[person].append(name)
    return _Known(
        {person: frozenset(each) for person, each in documents.items()},
        {person: tuple(each) for person, each in names.items()},
        {person: frozenset(each) for person, each in origins.items()},
    )


def _origin(document: Document) -> str:
    """The list that a document is a file of, else the document: a list itself says which of its rows are one person."""
    return f"list {document.title}" if document.media_type in _LISTS and document.title else document.sha256


def _by_name(people: Iterable[PersonKey]) -> dict[str, list[PersonKey]]:
    by_name: dict[str, list[PersonKey]] = defaultdict(list)
    for person in sorted(people):
        for name in {person.name, *person.aliases}:
            by_name[name].append(person)
    return by_name


def _may_be_one(known: _Known) -> tuple[list[Proposal], bool]:
    """The pairs, and whether there are more than can be compared."""
    by_name = _by_name(known.names)
    nearest, is_cut = NameIndex(by_name).pairs(_MOST)
    spelled = [(name, name) for name, people in by_name.items() if len(people) > 1]
    spelled += [pair for pair in nearest if highest(*pair) >= LEAST]
    best: dict[tuple[PersonKey, PersonKey], Likeness] = {}
    for name, other in spelled:
        likeness = closest(name, other)
        for pair in _persons(by_name[name], by_name[other]):
            before = best.get(pair)
            if before is None or (likeness.score, likeness.reasons) > (before.score, before.reasons):
                best[pair] = likeness
    return [_pair(one, other, likeness, known) for (one, other), likeness in best.items()], is_cut


def _persons(some: Iterable[PersonKey], others: Iterable[PersonKey]) -> set[tuple[PersonKey, PersonKey]]:
    return {(min(one, other), max(one, other)) for one in some for other in others if one != other}


def _pair(one: PersonKey, other: PersonKey, likeness: Likeness, known: _Known) -> Proposal:
    score, reasons, against = likeness.score, list(likeness.reasons), []
    for field in ("affiliation", "role"):
        mine, theirs = getattr(one, field), getattr(other, field)
        if mine and theirs and normal_name(mine) == normal_name(theirs):
            reasons.append(f"the same {field}: {mine}")
            score += (1 - score) * _COMMON
        elif mine and theirs:
            against.append(f"{field}: {mine} / {theirs}")
    if min(len(each.name.split()) for each in (one, other)) == 1:
        against.append("a name of one word")
        score *= _ONE_WORD
    if known.documents[one] & known.documents[other]:
        against.append("one document names both")
        score *= _BOTH_IN_ONE
    return Proposal(
        kind="may be one",
        left=one,
        right=other,
        score_percent=_percent(score),
        reasons=tuple(reasons),
        against=tuple(against),
    )


def _may_be_two(known: _Known) -> Iterator[Proposal]:
    """Persons whom several documents name, and whom nothing but the name holds together."""
    for person, names in known.names.items():
        if not person.by_name_only or len(known.origins[person]) == 1:
            continue
        said = {
            field: sorted({getattr(each, field) or "" for each in names} - {""}) for field in ("role", "affiliation")
        }
        differing = tuple(f"{field}: {' / '.join(values)}" for field, values in said.items() if len(values) > 1)
        common = tuple(
            f"the same {field} in several documents: {values[0]}"
            for field, values in said.items()
            if len(values) == 1 and sum(getattr(each, field) == values[0] for each in names) > 1
        )
        score = 0.5 + 0.2 * len(differing) - 0.2 * len(common)
        yield Proposal(
            kind="may be two",
            left=person,
            score_percent=_percent(score),
            reasons=(f"one name in {len(known.documents[person])} documents", *differing),
            against=common,
        )


def _percent(score: float) -> int:
    return round(100 * score)
