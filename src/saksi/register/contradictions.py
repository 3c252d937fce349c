"""Who answers whom: pairs of statements that cannot both be right, or of which one answers the other.

Every pair says on what ground it was made, so that a person can judge it. Folding decides nothing about who is right.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from saksi.model import EVENT_KINDS, Count, Event, Json, Record, Recorded, When
from saksi.resolve import (
    Basis,
    Source,
    Telling,
    identify,
    plain,
    rest_on,
    source_of,
    sources_of,
    statements_of,
    tell,
)

from .answers import answers_in, supporters
from .groups import strip_count
from .passages import Passages, claim_around, passages_of
from .rows import NOTHING
from .rules import NEAR_DAYS
from .words import stems

Ground = Literal[
    "same event", "same act", "answers", "denies the charge", "may answer", "different date", "different count"
]

#: Grounds on which nobody answers anybody: two tellings do not agree on this.
DIFFERING: Mapping[Ground, Callable[[Event], When | Count | None]] = {
    "different date": lambda event: event.date,
    "different count": lambda event: event.count,
}
#: Grounds on which the one answers the other.
_ANSWERING = ("same event", "same act", "answers")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionRow:
    """`left` answers or differs from `right`, on this ground; `support` are third parties who side with `right`.

    Each side is the claim in words where there is one, else the telling. `differ` are the dates or counts of the two
    where these are what differs. Whether what "may answer" a claim does so is not known.
    """

    left: Source
    right: Source
    about: str
    kind: Ground
    differ: tuple[When | Count, ...] = ()
    support: tuple[Source, ...] = ()
    basis: Basis = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two tellings that do not agree, or a denial and the claim that it answers."""

    left: Recorded
    right: Recorded
    kind: Ground
    about: str
    differ: tuple[When | Count, ...] = ()


def contradictions(record: Record, on: date | None = None) -> tuple[ContradictionRow, ...]:
    """Every pair, by document and place; with a day, only what was told by then."""
    tellings = [each for each in tell(record) if on is None or each.told <= on]
    passages = _by_reading(tellings, record, {each.recorded.reading for each in tellings} if on is not None else None)
    pairs = list(_of_events(tellings))
    for each in passages.values():
        pairs += (_Pair(left=one.denial, right=one.claim, kind=one.ground, about=one.about) for one in answers_in(each))
    alike: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        sides = tuple(claim_around(each, passages[each.reading]).id for each in (pair.left, pair.right))
        if (sides[1], sides[0]) not in alike:
            alike[sides[0], sides[1]].append(pair)
    rows = [_row(pairs, passages, record) for pairs in alike.values()]
    return tuple(sorted(rows, key=lambda row: (row.right.published or "", row.left.statement, row.right.statement)))


def encode_contradictions(rows: Iterable[ContradictionRow]) -> list[Json]:
    """The rows as JSON."""
    return [plain(row) for row in rows]


def _by_reading(tellings: list[Telling], record: Record, shown: set[str] | None) -> dict[str, Passages]:
    people = identify(record)
    told: dict[str, list[Recorded]] = defaultdict(list)
    events: dict[str, list[Telling]] = defaultdict(list)
    for each in statements_of(record):
        if shown is None or each.reading in shown:
            told[each.reading].append(each)
    for telling in tellings:
        events[telling.recorded.reading].append(telling)
    return {reading: passages_of(each, events[reading], people) for reading, each in told.items()}


def _row(pairs: list[_Pair], passages: Mapping[str, Passages], record: Record) -> ContradictionRow:
    """One row for all in which two claims differ."""
    first = pairs[0]
    left, right = (claim_around(each, passages[each.reading]) for each in (first.left, first.right))
    support = supporters(left, right, passages[right.reading]) if first.kind in _ANSWERING else ()
    return ContradictionRow(
        left=source_of(left, record),
        right=source_of(right, record),
        about="; ".join(dict.fromkeys(pair.about for pair in pairs if pair.kind == first.kind)),
        kind=first.kind,
        differ=first.differ,
        support=sources_of(support, record),
        basis=rest_on([left, right, *support, *(each for pair in pairs for each in (pair.left, pair.right))]),
    )


def _of_events(tellings: list[Telling]) -> Iterator[_Pair]:
    """Pairs among tellings of one event, or of one kind about the same people."""
    near: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    for each in sorted(tellings, key=lambda one: (one.told, one.recorded.reading, one.recorded.statement.span.start)):
        for person in each.persons:
            near[each.event.kind, person.id].append(each)
        if not each.persons:
            near[each.event.kind, ""].append(each)
    for (kind, _), told in near.items():
        for one, other in combinations(told, 2):
            ground = _ground(one, other)
            if ground is not None:
                # the later answers the earlier; a negation always answers
                left, right = (one, other) if one.certainty == "negated" else (other, one)
                yield _pair(left, right, ground, kind)


def _pair(left: Telling, right: Telling, ground: Ground, kind: str) -> _Pair:
    value = DIFFERING.get(ground)
    values = (value(left.event), value(right.event)) if value is not None else ()
    return _Pair(
        left=left.recorded,
        right=right.recorded,
        kind=ground,
        about=_about(left, kind),
        differ=tuple(value for value in values if value is not None),
    )


def _ground(one: Telling, other: Telling) -> Ground | None:
    negated = (one.certainty == "negated") != (other.certainty == "negated")
    if one.speaker == other.speaker or "planned" in (one.certainty, other.certainty):
        return None
    if negated and one.occurrence == other.occurrence:
        return "same event"
    if negated:
        return "same act" if one.persons and one.overlaps(other) else None
    if not one.persons and not other.persons:
        return "different count" if _counts_differ(one, other) else None
    return "different date" if _dates_differ(one, other) else None


def _counts_differ(one: Telling, other: Telling) -> bool:
    mine, theirs = one.event.count, other.event.count
    if mine is None or theirs is None or not _are_apart(mine, theirs) or not one.overlaps(other):
        return False
    if one.event.part_of == other.event.event or other.event.part_of == one.event.event:
        return False
    if one.event.date is None or other.event.date is None:
        return False
    left, right = _counted(one), _counted(other)
    same_document = one.recorded.reading == other.recorded.reading
    return len(left & right) >= (1 if same_document else max(1, min(len(left), len(right)) // 2))


def _are_apart(one: Count, other: Count) -> bool:
    """Whether both cannot be right: "at least 70" and 74 can."""
    least = max(one.min or 0, other.min or 0)
    return any(each.max is not None and each.max < least for each in (one, other))


def _counted(each: Telling) -> frozenset[str]:
    described = " ".join(strip_count(crowd.description) for crowd in each.crowds)
    return stems(described or strip_count(each.recorded.words))


def _dates_differ(one: Telling, other: Telling) -> bool:
    """Whether two documents date one act differently: apart, yet near enough to be one act."""
    if one.recorded.reading == other.recorded.reading or one.earliest is None or other.earliest is None:
        return False
    told_once = EVENT_KINDS[one.event.kind].liberty is not None or EVENT_KINDS[one.event.kind].proceedings is not None
    open_ = any(each.event.date is not None and each.event.date.is_open for each in (one, other))
    apart = max(one.earliest, other.earliest) - min(one.latest, other.latest)
    return told_once and not open_ and 0 < apart.days <= NEAR_DAYS


def _about(each: Telling, kind: str) -> str:
    whom = ", ".join(person.name for person in each.persons) or ", ".join(one.description for one in each.crowds)
    label = EVENT_KINDS[kind].label
    return f"{label}: {whom}" if whom else label
