"""Which tellings mean the same event, and which of them add nothing."""

from collections.abc import Sequence
from dataclasses import replace

from saksi.model import Event, Party, Statement, When

#: The provisional id of a telling that gives another reason for a flight told before.
RIVAL = "rival"


def number_events(told: Sequence[Statement]) -> tuple[Statement, ...]:
    """Give tellings of one event one id, and leave out those that repeat source, agent, charge and certainty."""
    kept: list[Statement] = []
    latest = 0
    for statement in told:
        event = _event(statement)
        same = next(
            (
                one
                for one in reversed(kept)
                if event.kind == "flight" and statement.id == RIVAL and _is_group_flight(one)
            ),
            None,
        )
        same = same or next((one for one in kept if _same_event(_event(one), event)), None)
        if same is None:
            latest += 1
            number = f"v{latest}"
        else:
            number = _event(same).event
            if any(_event(one).event == number and _adds_nothing(one, statement) for one in kept):
                continue
        kept.append(replace(statement, id=f"e{len(kept) + 1}", content=replace(event, event=number)))
    return tuple(kept)


def _event(statement: Statement) -> Event:
    if not isinstance(statement.content, Event):
        raise TypeError(f"statement {statement.id} tells of no event")
    return statement.content


def _same_event(one: Event, other: Event) -> bool:
    if one.kind != other.kind or not _dates_agree(one.date, other.date):
        return False
    if one.kind == "election" and (one.agent is None or other.agent is None):
        return True
    if one.targets or other.targets:
        return _overlap(one.targets, other.targets) and _counts_agree(one, other)
    if one.agent is None or other.agent is None:
        return one.agent is other.agent and one.date == other.date and one.date is not None
    return _same(one.agent, other.agent) and one.count == other.count


def _counts_agree(one: Event, other: Event) -> bool:
    """Whether two tellings can mean as many: one that names a part of them, or gives no number, can."""
    return one.count is None or other.count is None or one.count == other.count


def _is_group_flight(statement: Statement) -> bool:
    """Whether a flight was told that a rival account can be about: of a group, or of anyone if nobody else fled."""
    return _event(statement).kind == "flight"


def _overlap(one: Sequence[Party], other: Sequence[Party]) -> bool:
    return any(_same(a, b) for a in one for b in other)


def _same(one: Party, other: Party) -> bool:
    if one.ref and other.ref and one.name == other.name:
        return one.ref == other.ref
    return one.name.casefold() == other.name.casefold()


def _dates_agree(one: When | None, other: When | None) -> bool:
    if one is None or other is None or one.edtf == other.edtf:
        return True
    if one.earliest is None or other.earliest is None or one.latest is None or other.latest is None:
        return False
    return one.earliest <= other.latest and other.earliest <= one.latest


def _adds_nothing(one: Statement, other: Statement) -> bool:
    a, b = _event(one), _event(other)
    return (
        one.said_by == other.said_by
        and one.certainty == other.certainty
        and (b.agent is None or a.agent == b.agent)
        and all(any(_same(target, known) for known in a.targets) for target in b.targets)
        and (b.charge is None or a.charge == b.charge)
        and (b.date is None or a.date is not None)
        and (b.destination is None or a.destination is not None)
        and (b.reason is None or a.reason == b.reason)
    )
