"""Procedures of bodies towards states and others, step by step, as they stand on a day."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from saksi.model import Party, Record
from saksi.resolve import BodyMap, Telling, body_map, rest_on, tell

from .merging import merge_steps, step_row
from .rows import ProcedureRow, StepRow
from .standing import standing_of

_KINDS = ("review_step", "sanction")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_Key = tuple[str, str]


def procedures(record: Record, on: date) -> tuple[ProcedureRow, ...]:
    """Every procedure told of, with its steps in order of time. A reply belongs to what it replies to.

    An effect that has not come makes no procedure of its own: it needs a step of review by the same actor.
    """
    bodies = body_map(record)
    told = [each for each in tell(record) if each.event.kind in _KINDS and standing_of(each) != "none"]
    grouped: dict[_Key, list[Telling]] = defaultdict(list)
    for each in sorted(told, key=lambda one: one.recorded.id):
        grouped[_key(each, bodies)].append(each)
    rows = [_row(each, on, record) for each in _with_replies(grouped).values() if _is_procedure(each)]
    return tuple(sorted(rows, key=lambda row: (row.actor, row.subject)))


def _is_procedure(told: Iterable[Telling]) -> bool:
    return any(each.event.kind == "review_step" or standing_of(each) == "real" for each in told)


def _with_replies(grouped: dict[_Key, list[Telling]]) -> dict[_Key, list[Telling]]:
    """The other side's steps put to the procedure that they answer: agent and target change places."""
    merged: dict[_Key, list[Telling]] = {}
    for key, told in sorted(grouped.items(), key=lambda item: (_begins(item[1]), item[0])):
        home = next((each for each in merged if _answers(key, each)), None)
        if home is None:
            merged[key] = list(told)
        else:
            merged[home] += told
    return merged


def _answers(reply: _Key, procedure: _Key) -> bool:
    """Whether the reply goes to the actor, and comes from the subject or somebody of it."""
    actor, subject = procedure
    return bool(reply[1]) and reply[1] == actor and (reply[0] == subject or not reply[0] or _is_of(reply[0], subject))


def _is_of(body: str, subject: str) -> bool:
    """Whether a body is named after the subject ("Cambodia's ministry"), or as a government body of nobody else."""
    return bool(subject) and (subject in body or any(word in body for word in ("government", "ministry")))


def _begins(told: Iterable[Telling]) -> date:
    return min(each.earliest or each.latest for each in told)


def _key(each: Telling, bodies: BodyMap) -> _Key:
    target = each.event.targets[0] if each.event.targets else None
    return _name(each.event.agent, each, bodies), _name(target, each, bodies)


def _name(party: Party | None, each: Telling, bodies: BodyMap) -> str:
    if party is None:
        return ""
    bare = Party(name=_BRACKETS.sub("", party.name) or party.name, ref=party.ref)
    return bodies.name_of(bare, each.recorded.reading).removeprefix("the ")


def _row(told: list[Telling], on: date, record: Record) -> ProcedureRow:
    first = told[0]
    steps = [step_row(each, on, record) for each in merge_steps(told)]
    return ProcedureRow(
        subject=first.event.targets[0].name if first.event.targets else "",
        actor="" if first.event.agent is None else first.event.agent.name,
        steps=tuple(sorted(steps, key=_by_time)),
        basis=rest_on(each.recorded for each in told),
    )


def _by_time(step: StepRow) -> tuple[date, date, str, tuple[str, ...]]:
    first = None if step.date is None else step.date.earliest or step.date.latest
    last = None if step.date is None else step.date.latest
    return first or date.max, last or date.max, step.name, step.basis.statements
