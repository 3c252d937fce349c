"""How sure a step is: what was told as done, what is only to come, and what is no step at all."""

from datetime import date
from typing import Literal

from saksi.resolve import Telling

from .naming import is_nominal, step_name
from .rows import State

Standing = Literal["real", "coming", "doubtful", "none"]


def standing_of(telling: Telling) -> Standing:
    """What the telling is good for. Only a fact that its speaker asserts is real; a thing without a day is a topic."""
    stance, certainty = telling.recorded.statement.stance, telling.certainty
    if certainty == "negated" or stance in ("denies", "demands"):
        return "none"
    effect = step_name(telling.event.kind, telling.recorded.words) == "effect"
    if certainty == "fact" and stance == "asserts":
        return "none" if effect and _is_topic(telling) else "real"
    if effect:
        # what somebody foresees, or fears, has no place in a calendar; what the actor announced for a day has
        return "coming" if certainty == "planned" and stance != "predicts" and telling.event.date else "none"
    return "doubtful" if certainty == "alleged" else "coming"


def state_on(telling: Telling, on: date) -> State:
    """How the step stands on that day. An announced date that passed proves nothing."""
    when = telling.event.date
    match standing_of(telling):
        case "real":
            return "done" if (telling.earliest or telling.latest) <= on else "unknown"
        case "coming":
            if when is None or when.latest is None:
                return "expected" if telling.told <= on else "unknown"
            return "expected" if when.latest >= on else "date passed, no report"
        case _:
            return "unknown"


def _is_topic(telling: Telling) -> bool:
    """Whether it only names the act, without a day: "the withdrawal", "a loss of status"."""
    return telling.event.date is None and is_nominal(telling.recorded.words)
