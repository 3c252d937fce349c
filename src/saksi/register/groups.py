"""People who are counted and not named, with what is told of some among them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saksi.model import EVENT_KINDS, Count, Record
from saksi.resolve import Crowd, Telling, normal_name, rest_on

from .rows import GroupRow, Part
from .rules import COUNT_WORDS, NUMBER_WORDS, SENTENCE_SERVED
from .tracks import has_effect, is_past, track

_ONE_OF = re.compile(r"^(?:one|two|three|some|\d+) (?:of|among) (?:the |those |these )?(.+)$", re.IGNORECASE)
_ONE = re.compile(r"^(?:one|another)(?: (?:of|among|who|person)\b.*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A crowd of one event, with every telling of that event."""

    of: str
    count: Count
    tellings: tuple[Telling, ...]
    parts: tuple[Telling, ...] = ()


def group_rows(
    tellings: Iterable[Telling], on: date, record: Record, only: tuple[str, Count] | None = None
) -> tuple[GroupRow, ...]:
    """A row for each count told; equal counts of equal people in equal condition are one row with several sources.

    With `only` (see `counted_in`) the rows of that count of those people: they depend on the readings that tell it.
    """
    rows: dict[tuple[str, str, Count], list[_Group]] = defaultdict(list)
    for group in _groups(tuple(tellings), on):
        liberty = EVENT_KINDS[group.tellings[0].event.kind].liberty or ""
        if only is None or only == (normal_name(group.of), group.count):
            rows[normal_name(group.of), liberty, group.count].append(group)
    made = [_row(groups, on, record) for groups in rows.values()]
    return tuple(sorted(made, key=group_order))


def group_order(row: GroupRow) -> tuple[object, ...]:
    """The place of a row among the rows of groups."""
    count = (row.count.min or 0, row.count.max or 0)
    return row.of, row.liberty, row.basis.statements, count


def counted_in(telling: Telling) -> tuple[tuple[str, Count], ...]:
    """The people that a telling may count, by their normal name, with their count."""
    counted = (crowd for crowd in telling.crowds if crowd.count is not None and EVENT_KINDS[telling.event.kind].liberty)
    return tuple((normal_name(strip_count(crowd.description)), crowd.count) for crowd in counted if crowd.count)


def uncounted(tellings: Iterable[Telling], on: date) -> tuple[str, ...]:
    """Statements on the custody of people who are neither named nor counted."""
    return tuple(sorted(each.recorded.id for each in tellings if is_uncounted(each) and is_past(each, on)))


def is_uncounted(telling: Telling) -> bool:
    """Whether it is on the custody of people who are neither named nor counted."""
    custody = EVENT_KINDS[telling.event.kind].liberty and has_effect(telling, ())
    return bool(custody) and any(crowd.count is None for crowd in telling.crowds)


def strip_count(description: str) -> str:
    """Who is counted, without the number: "At least 74 supporters" are supporters, "12 of the 31" are people."""
    words = description.split()
    while words and _is_count_word(words[0]):
        words = words[1:]
    return " ".join(words) or "people"


def _is_count_word(word: str) -> bool:
    parts = word.casefold().replace("\u2010", "-").split("-")
    return word[0].isdigit() or parts[0] in COUNT_WORDS or all(part in NUMBER_WORDS for part in parts)


def _groups(tellings: tuple[Telling, ...], on: date) -> list[_Group]:
    events: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    beside: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        events[telling.occurrence].append(telling)
        beside[telling.recorded.reading].append(telling)
    groups = []
    for told in events.values():
        counted = [each for each in told if _is_counted(each, told) and is_past(each, on)]
        near = tuple(beside[told[0].recorded.reading])
        if counted and not _is_part(counted[0], near):
            groups += _by_count(counted, told, near)
    return groups


def _is_counted(each: Telling, told: list[Telling]) -> bool:
    """Whether it has effect on people of whom more are counted than the event's tellings name."""
    if not EVENT_KINDS[each.event.kind].liberty or not has_effect(each, told):
        return False
    named = {name.id for other in told for name in other.names} - {name.id for name in each.names}
    most = [crowd.count.max or crowd.count.min or 0 for crowd in each.crowds if crowd.count is not None]
    return any(number > len(named) for number in most)


def _by_count(counted: list[Telling], told: list[Telling], tellings: tuple[Telling, ...]) -> list[_Group]:
    rival: dict[tuple[str, Count], list[Telling]] = defaultdict(list)
    for each in counted:
        for crowd in each.crowds:
            if crowd.count is not None:
                rival[strip_count(crowd.description), crowd.count].append(each)
    parts = tuple(each for each in tellings if _belongs(each, counted[0]))
    denials = [each for each in told if each not in counted]
    return [
        _Group(of=of, count=count, tellings=(*sayers, *denials), parts=parts) for (of, count), sayers in rival.items()
    ]


def _is_part(telling: Telling, tellings: tuple[Telling, ...]) -> bool:
    return any(_belongs(telling, other) for other in tellings if EVENT_KINDS[other.event.kind].liberty)


def _belongs(telling: Telling, whole: Telling) -> bool:
    """Whether it is told of some among the people of another event: by its own mark, or as "one of" those."""
    if telling.recorded.reading != whole.recorded.reading or telling.occurrence == whole.occurrence:
        return False
    if telling.event.part_of is not None:
        return telling.event.part_of == whole.event.event
    ones = [match.group(1) for crowd in telling.crowds if (match := _ONE_OF.match(crowd.description))]
    wholes = {normal_name(strip_count(crowd.description)) for crowd in whole.crowds if crowd.count is not None}
    return any(normal_name(strip_count(each)) in wholes for each in ones)


def _row(groups: list[_Group], on: date, record: Record) -> GroupRow:
    told = tuple(each for group in groups for each in group.tellings)
    liberty = track("liberty", told, on, record)
    parts = tuple(part for group in groups for part in _parts(group, on))
    used = [each.recorded for each in told if each.recorded.id in liberty.basis.statements]
    of = min(group.of for group in groups)
    return GroupRow(
        of=of,
        count=groups[0].count,
        liberty=liberty.value,
        last_known=liberty.last_known,
        unknown_since=liberty.unknown_since,
        since=liberty.since,
        by=liberty.by,
        otherwise=liberty.otherwise,
        attested=liberty.attested,
        place=liberty.place,
        alleged=liberty.alleged,
        disputed=liberty.disputed,
        includes=tuple(sorted(set(parts), key=lambda part: part.basis.statements)),
        sources=liberty.sources,
        against=liberty.against,
        basis=rest_on([*used, *(each.recorded for each in _parts_told(groups, on))]),
    )


def _parts_told(groups: list[_Group], on: date) -> list[Telling]:
    told = [each for group in groups for each in group.parts if is_past(each, on)]
    return [each for each in told if each.certainty in ("fact", "alleged")]


def _parts(group: _Group, on: date) -> list[Part]:
    """What is told of some among the group, put together by who they are."""
    held = EVENT_KINDS[group.tellings[0].event.kind].liberty == "held"
    by_whom: dict[tuple[str, Count | None], list[Telling]] = defaultdict(list)
    for each in _parts_told([group], on):
        for name in each.names:
            by_whom[name.name, None].append(each)
        for crowd in each.crowds:
            by_whom["", _count_in(crowd)].append(each)
        if not each.names and not each.crowds:
            by_whom["", each.event.count].append(each)
    return [_part(name, count, told, held) for (name, count), told in by_whom.items()]


def _part(name: str, count: Count | None, told: list[Telling], held: bool) -> Part:
    kinds = {each.event.kind for each in told}
    ordered = any(EVENT_KINDS[kind].order == "release" for kind in kinds)
    freed = any(EVENT_KINDS[kind].liberty not in (None, "held") for kind in kinds)
    served = any(each.event.kind == "sentence" and _is_served(each) for each in told)
    return Part(
        count=count or (None if name else next((each.event.count for each in told if each.event.count), None)),
        person=name or None,
        overdue=ordered and not freed and (held or any(EVENT_KINDS[kind].liberty == "held" for kind in kinds)),
        sentence_done=served,
        kinds=tuple(sorted(kinds)),
        basis=rest_on(each.recorded for each in told),
    )


def _count_in(crowd: Crowd) -> Count | None:
    """The count that was told, or the one in the words: "one of the 16" is one."""
    one = _ONE.match(crowd.description) is not None
    return Count(min=1, max=1) if crowd.count is None and one else crowd.count


def _is_served(each: Telling) -> bool:
    words = f"{each.recorded.words} {each.event.term or ''}".casefold()
    return any(stem in words for stem in SENTENCE_SERVED)
