"""Who answers whom: pairs of statements that cannot both be right, or of which one answers the other.

Every pair says on what ground it was made, so that a person can judge it. Folding decides nothing about who is right.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from saksi.model import EVENT_KINDS, Json, Record, Recorded
from saksi.resolve import Basis, Source, Telling, identify, plain, rest_on, sources_of, statements_of, tell

from .answers import answers_in, supporters
from .groups import strip_count
from .rows import NOTHING
from .rules import NEAR_DAYS
from .words import stems

Ground = Literal["same event", "same act", "answers", "comes after", "different date", "different count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionRow:
    """`left` answers or differs from `right`, on this ground; `support` are third parties who side with `right`."""

    left: Source
    right: Source
    about: str
    kind: Ground
    support: tuple[Source, ...] = ()
    basis: Basis = NOTHING


def contradictions(record: Record, on: date | None = None) -> tuple[ContradictionRow, ...]:
    """Every pair, by document and place; with a day, only what was told by then."""
    tellings = [each for each in tell(record) if on is None or each.told <= on]
    shown = {each.recorded.reading for each in tellings} if on is not None else None
    statements = [each for each in statements_of(record) if shown is None or each.reading in shown]
    rows: dict[frozenset[str], ContradictionRow] = {}
    for pair in [*_of_events(tellings), *_of_answers(statements, tellings, record)]:
        sides = frozenset((pair[0].id, pair[1].id))
        if sides not in rows:
            rows[sides] = _row(pair, statements, tellings, record)
    return tuple(
        sorted(rows.values(), key=lambda row: (row.right.published or "", row.left.statement, row.right.statement))
    )


def encode_contradictions(rows: Iterable[ContradictionRow]) -> list[Json]:
    """The rows as JSON."""
    return [plain(row) for row in rows]


_Pair = tuple[Recorded, Recorded, Ground, str]


def _row(pair: _Pair, statements: list[Recorded], tellings: list[Telling], record: Record) -> ContradictionRow:
    left, right, kind, about = pair
    beside = [each for each in statements if each.reading == right.reading]
    told = [each for each in tellings if each.recorded.reading == right.reading]
    support = supporters(left, right, beside, told) if kind == "answers" else ()
    return ContradictionRow(
        left=sources_of([left], record)[0],
        right=sources_of([right], record)[0],
        about=about,
        kind=kind,
        support=sources_of(support, record),
        basis=rest_on([left, right, *support]),
    )


def _of_events(tellings: list[Telling]) -> Iterator[_Pair]:
    """Pairs among tellings of one event, or of one kind about the same people."""
    near: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    for each in tellings:
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
                yield left.recorded, right.recorded, ground, _about(left, kind)


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
    if mine is None or theirs is None or mine == theirs or not one.overlaps(other):
        return False
    if one.event.part_of == other.event.event or other.event.part_of == one.event.event:
        return False
    if one.event.date is None or other.event.date is None:
        return False
    left, right = _counted(one), _counted(other)
    same_document = one.recorded.reading == other.recorded.reading
    return len(left & right) >= (1 if same_document else max(1, min(len(left), len(right)) // 2))


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


def _of_answers(statements: list[Recorded], tellings: list[Telling], record: Record) -> Iterator[_Pair]:
    """A denial in words with the claim that it answers, in the same document."""
    people = identify(record)
    readings: dict[str, list[Recorded]] = defaultdict(list)
    for each in statements:
        readings[each.reading].append(each)
    for reading, told in readings.items():
        beside = [each for each in tellings if each.recorded.reading == reading]
        for answer in answers_in(told, beside, people):
            yield answer.denial, answer.claim, answer.ground, answer.about
