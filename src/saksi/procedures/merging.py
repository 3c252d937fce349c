"""Tellings of one step put together, with the finest date that all of them can mean."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from saksi.model import Record
from saksi.resolve import Telling, normal_name, rest_on, sources_of

from .naming import step_name
from .rows import State, StepName, StepRow
from .standing import standing_of, state_on

_STATES: tuple[State, ...] = ("done", "expected", "date passed, no report", "unknown")


def merge_steps(told: Iterable[Telling]) -> list[list[Telling]]:
    """The tellings, those of one step together: finest date first; a coarser one joins what it can mean."""
    steps: list[list[Telling]] = []
    for each in sorted(told, key=lambda one: (_width(one), one.recorded.id)):
        homes = [step for step in steps if _is_same(each, step)]
        own = [step for step in homes if any(one.occurrence == each.occurrence for one in step)]
        chosen = own or homes
        # a coarse date that fits several steps belongs to none of them
        if len(chosen) == 1 or own:
            chosen[0].append(each)
        else:
            steps.append([each])
    return steps


def step_row(told: list[Telling], on: date, record: Record) -> StepRow:
    """One step as it stands on that day."""
    finest = told[0]
    dated = [_with_date(each, finest) for each in told]
    # what happened by that day outweighs what was announced, and both what lies beyond it
    best = min(dated, key=lambda each: (_STATES.index(state_on(each, on)), _standing(each), each.recorded.id))
    return StepRow(
        name=next((name for each in [best, *told] if (name := _name(each)) != "other"), "other"),
        kind=best.event.kind,
        state=state_on(best, on),
        actor=None if best.event.agent is None else best.event.agent.name,
        date=best.event.date,
        words=best.recorded.words,
        alleged=best.certainty == "alleged",
        sources=sources_of((each.recorded for each in told), record),
        basis=rest_on(each.recorded for each in told),
    )


def _with_date(each: Telling, finest: Telling) -> Telling:
    event = replace(each.event, date=finest.event.date)
    if finest.event.date is None or finest.event.date == each.event.date:
        return each
    return replace(
        each, event=event, earliest=finest.event.date.earliest, latest=finest.event.date.latest or each.latest
    )


def _is_same(each: Telling, step: list[Telling]) -> bool:
    """Whether it can be told of this step: of its event, or of its name and actor, and of a day that fits."""
    finest = step[0]
    if any(one.occurrence == each.occurrence for one in step):
        return _fits(each, finest) or each.event.date is None
    alike = _name(each) == _name(finest) != "other" and _actor(each) == _actor(finest)
    return alike and each.event.date is not None and _fits(each, finest)


def _fits(wide: Telling, fine: Telling) -> bool:
    if wide.event.date is None or fine.event.date is None:
        return wide.event.date == fine.event.date
    outer, inner = wide.event.date, fine.event.date
    first = (outer.earliest or date.min) <= (inner.earliest or date.min)
    return first and (inner.latest or date.max) <= (outer.latest or date.max)


def _width(each: Telling) -> int:
    when = each.event.date
    if when is None:
        return date.max.toordinal() + 1
    return ((when.latest or date.max) - (when.earliest or date.min)).days


def _standing(each: Telling) -> int:
    return ("real", "coming", "doubtful", "none").index(standing_of(each))


def _name(each: Telling) -> StepName:
    return step_name(each.event.kind, each.recorded.words)


def _actor(each: Telling) -> str:
    return "" if each.event.agent is None else normal_name(each.event.agent.name)
