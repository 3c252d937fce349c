"""Procedures of bodies towards states and others, step by step, as they stand on a day."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from typing import get_args

from saksi.model import Party, Record
from saksi.resolve import Telling, normal_name, rest_on, sources_of, tell

from .rows import ProcedureRow, State, StepName, StepRow

_STEPS = tomllib.loads(files(__package__).joinpath("steps.toml").read_text(encoding="utf-8"))["step"]
_KINDS = ("review_step", "sanction")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_STATES: tuple[State, ...] = ("done", "expected", "date passed, no report", "unknown")
_Key = tuple[str, str]


def procedures(record: Record, on: date) -> tuple[ProcedureRow, ...]:
    """Every procedure told of, with its steps in order of time. A reply belongs to what it replies to."""
    told = [each for each in tell(record) if each.event.kind in _KINDS and each.certainty != "negated"]
    grouped: dict[_Key, list[Telling]] = defaultdict(list)
    for each in sorted(told, key=lambda one: one.recorded.id):
        grouped[_key(each)].append(each)
    rows = [_row(each, on, record) for each in _with_replies(grouped).values()]
    return tuple(sorted(rows, key=lambda row: (row.actor, row.subject)))


def step_name(kind: str, words: str) -> StepName:
    """What a step is called, by the words that tell of it; a sanction is the effect of a procedure."""
    if kind == "sanction":
        return "effect"
    lower = words.casefold()
    names = (each["name"] for each in _STEPS if any(stem in lower for stem in each["words"]))
    found = next(names, "other")
    return next(name for name in get_args(StepName) if name == found)


def state_on(telling: Telling, on: date) -> State:
    """How the step stands on that day. An announced date that passed proves nothing."""
    when = telling.event.date
    if telling.certainty != "planned":
        return "done" if (telling.earliest or telling.latest) <= on else "unknown"
    if when is None or when.latest is None:
        return "expected" if telling.told <= on else "unknown"
    return "expected" if when.latest >= on else "date passed, no report"


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


def _key(each: Telling) -> _Key:
    target = each.event.targets[0] if each.event.targets else None
    return _party(each.event.agent), _party(target)


def _party(party: Party | None) -> str:
    return "" if party is None else normal_name(_BRACKETS.sub("", party.name)).removeprefix("the ")


def _row(told: list[Telling], on: date, record: Record) -> ProcedureRow:
    first = told[0]
    by_event: dict[tuple[object, ...], list[Telling]] = defaultdict(list)
    for each in told:
        by_event[_same_step(each)].append(each)
    steps = [_step(each, on, record) for each in by_event.values()]
    return ProcedureRow(
        subject=first.event.targets[0].name if first.event.targets else "",
        actor="" if first.event.agent is None else first.event.agent.name,
        steps=tuple(sorted(steps, key=lambda step: (_when(step), step.name, step.basis.statements))),
        basis=rest_on(each.recorded for each in told),
    )


def _same_step(each: Telling) -> tuple[object, ...]:
    """Tellings of one step: of one event, or of one day by one actor under one name."""
    name = step_name(each.event.kind, each.recorded.words)
    if each.event.date is None or name == "other":
        return each.occurrence
    return _party(each.event.agent), name, each.event.date.edtf


def _step(told: list[Telling], on: date, record: Record) -> StepRow:
    # what happened by that day outweighs what was announced, and both what lies beyond it
    best = min(
        told, key=lambda each: (_STATES.index(state_on(each, on)), each.certainty == "alleged", each.recorded.id)
    )
    return StepRow(
        name=step_name(best.event.kind, best.recorded.words),
        kind=best.event.kind,
        state=state_on(best, on),
        actor=None if best.event.agent is None else best.event.agent.name,
        date=best.event.date,
        words=best.recorded.words,
        alleged=best.certainty == "alleged",
        sources=sources_of((each.recorded for each in told), record),
        basis=rest_on(each.recorded for each in told),
    )


def _when(step: StepRow) -> str:
    return "9999" if step.date is None else step.date.edtf
