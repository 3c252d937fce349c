"""Why the register of a day is another than before: what is answered differently, and which statements did it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from saksi.model import Json
from saksi.resolve import Basis, plain

from .rows import NOTHING, UNKNOWN, GroupRow, PersonRow, Register, Track

_Answer: TypeAlias = Track | tuple[str, ...]
_Told: TypeAlias = tuple[_Answer, Basis]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is answered differently of one person or group: a track, the charges, a number.

    `before` or `after` is None where nothing was answered. `came` and `went` are the statements on which only the one
    after, or only the one before, rests: a report that was added, a draft that was rejected or corrected.
    """

    who: str
    what: str
    before: _Answer | None = None
    after: _Answer | None = None
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


def changes(before: Register, after: Register) -> tuple[Change, ...]:
    """What two registers of one day answer differently, by name."""
    was, now = _answers(before), _answers(after)
    differing = [key for key in sorted({*was, *now}) if _answer(was.get(key)) != _answer(now.get(key))]
    return tuple(_change(key, was.get(key), now.get(key)) for key in differing)


def encode_changes(rows: Iterable[Change]) -> list[Json]:
    """The rows as JSON."""
    return [plain(row) for row in rows]


def _change(key: tuple[str, str], was: _Told | None, now: _Told | None) -> Change:
    earlier, later = (set() if told is None else set(told[1].statements) for told in (was, now))
    return Change(
        who=key[0],
        what=key[1],
        before=_answer(was),
        after=_answer(now),
        came=tuple(sorted(later - earlier)),
        went=tuple(sorted(earlier - later)),
    )


def _answer(told: _Told | None) -> _Answer | None:
    return None if told is None else told[0]


def _answers(register: Register) -> Mapping[tuple[str, str], _Told]:
    """Every answer that says something, by whom and what it is about."""
    names = Counter(row.person for row in register.people)
    told: dict[tuple[str, str], _Told] = {}
    for person in register.people:
        who = person.person if names[person.person] == 1 else person.id
        told |= {(who, what): answer for what, answer in _of_person(person).items()}
    for group in register.groups:
        told[group.of, f"number {group.last_known or group.liberty}"] = _of_group(group)
    return told


def _of_person(person: PersonRow) -> dict[str, _Told]:
    tracks = {"order": person.order, "liberty": person.liberty, "proceedings": person.proceedings}
    told: dict[str, _Told] = {
        what: (_bare(track), track.basis) for what, track in tracks.items() if _bare(track) != UNKNOWN
    }
    return told | ({"charges": (person.charges, person.basis)} if person.charges else {})


def _of_group(group: GroupRow) -> _Told:
    least, most = group.count.min, group.count.max
    number = str(least) if least == most else f"{least or ''}–{most or ''}"
    return (number, group.liberty), group.basis


def _bare(track: Track) -> Track:
    """What a track answers, without the statements that it rests on: a second source changes no answer."""
    following = None if track.next is None else replace(track.next, basis=NOTHING)
    return replace(track, attested=None, sources=(), against=(), basis=NOTHING, next=following)
