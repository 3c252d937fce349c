"""Two lists of people compared: who came, who went, who changed, and who may be the same under another spelling.

Rows are one where their keys are: the list's own numbers, or names that only one row bears. What is left is compared
by name and facts; that finds questions, and decides nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .name_index import NameIndex
from .proposals import LEAST
from .spelling import normal_name

#: So many rows that have no fellow are compared by name: some seconds of work for each thousand.
_MOST = 3_000
#: What facts add to or take from what was missing or there of the likeness of two names.
_COMMON = 0.3
_OTHER = 0.85
#: Facts that one person has for life.
_LASTING = ("sex", "born", "name_in_original_script")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """A row of a list: its key, the person's name, where it stands, and its facts by what they are of."""

    key: str
    name: str
    place: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that is another than before; "" where the one list says nothing."""

    of: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPerson:
    """A row that is in both lists, and how it changed."""

    before: ListedPerson
    after: ListedPerson
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaybeSame:
    """Somebody who went and somebody who came, who may be one person. `score` only orders the questions."""

    before: ListedPerson
    after: ListedPerson
    score_percent: int
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two lists: `came` and `went` are without those of `maybe`. `is_cut`: too many were left to compare by name."""

    came: tuple[ListedPerson, ...]
    went: tuple[ListedPerson, ...]
    changed: tuple[ChangedPerson, ...]
    maybe: tuple[MaybeSame, ...]
    same: int
    is_cut: bool = False


def compare_lists(before: Iterable[ListedPerson], after: Iterable[ListedPerson]) -> Comparison:
    """Who came, went, changed; each list in the order of its rows."""
    old, new = {each.key: each for each in before}, {each.key: each for each in after}
    pairs = [(old[key], new[key]) for key in old if key in new]
    went = [each for key, each in old.items() if key not in new]
    came = [each for key, each in new.items() if key not in old]
    pairs += _of_one_name(went, came)
    paired = {id(each) for pair in pairs for each in pair}
    went, came = ([each for each in some if id(each) not in paired] for some in (went, came))
    is_cut = max(len(went), len(came)) > _MOST
    maybe = [] if is_cut else _maybe(went, came)
    doubtful = {id(each) for pair in maybe for each in (pair.before, pair.after)}
    changed = [
        ChangedPerson(before=one, after=other, changes=found) for one, other in pairs if (found := _changes(one, other))
    ]
    return Comparison(
        came=tuple(each for each in came if id(each) not in doubtful),
        went=tuple(each for each in went if id(each) not in doubtful),
        changed=tuple(changed),
        maybe=tuple(maybe),
        same=len(pairs) - len(changed),
        is_cut=is_cut,
    )


def _of_one_name(went: Sequence[ListedPerson], came: Sequence[ListedPerson]) -> list[tuple[ListedPerson, ListedPerson]]:
    """Those who went and came under one name that nobody else of them bears, unless a lasting fact differs."""
    mine, theirs = (Counter(normal_name(each.name) for each in some) for some in (went, came))
    by_name = {normal_name(each.name): each for each in came}
    return [
        (each, by_name[name])
        for each in went
        if mine[name := normal_name(each.name)] == 1 and theirs[name] == 1 and not _against(each, by_name[name])
    ]


def _maybe(went: Sequence[ListedPerson], came: Sequence[ListedPerson]) -> list[MaybeSame]:
    """The likest pairs, each person in one at most."""
    by_name: dict[str, list[ListedPerson]] = {}
    for each in came:
        by_name.setdefault(each.name, []).append(each)
    index = NameIndex(by_name)
    found: list[MaybeSame] = []
    for one in went:
        for near in index.search(one.name, LEAST):
            found += [_pair(one, other, near.likeness.score, near.likeness.reasons) for other in by_name[near.name]]
    found.sort(key=lambda each: (-each.score_percent, each.before.key, each.after.key))
    taken: set[int] = set()
    chosen: list[MaybeSame] = []
    for pair in found:
        if id(pair.before) not in taken and id(pair.after) not in taken and pair.score_percent >= 100 * LEAST:
            taken |= {id(pair.before), id(pair.after)}
            chosen.append(pair)
    return chosen


def _pair(one: ListedPerson, other: ListedPerson, score: float, reasons: tuple[str, ...]) -> MaybeSame:
    common = [each for each, said in one.facts.items() if each != "sex" and other.facts.get(each) == said]
    against = _against(one, other)
    for _ in common[:2]:
        score += (1 - score) * _COMMON
    for _ in against:
        score *= _OTHER
    return MaybeSame(
        before=one,
        after=other,
        score_percent=round(100 * score),
        reasons=(*reasons, *(f"the same {each.replace('_', ' ')}" for each in common[:3])),
        against=against,
    )


def _against(one: ListedPerson, other: ListedPerson) -> tuple[str, ...]:
    """Lasting facts in which the two differ; of two dates the one may only be finer than the other."""
    found: list[str] = []
    for each in _LASTING:
        mine, theirs = one.facts.get(each, ""), other.facts.get(each, "")
        if mine and theirs and not mine.startswith(theirs) and not theirs.startswith(mine):
            found.append(f"{each.replace('_', ' ')}: {mine} / {theirs}")
    return tuple(found)


def _changes(one: ListedPerson, other: ListedPerson) -> tuple[Change, ...]:
    found = [Change(of="name", before=one.name, after=other.name)] if one.name != other.name else []
    for each in dict.fromkeys((*one.facts, *other.facts)):
        mine, theirs = one.facts.get(each, ""), other.facts.get(each, "")
        if mine != theirs:
            found.append(Change(of=each.replace("_", " "), before=mine, after=theirs))
    return tuple(found)
