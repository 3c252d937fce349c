"""Who disputes what of one track: bare denials, rival conditions, acts that another's word ignores."""

from datetime import date, timedelta

from saksi.model import EVENT_KINDS
from saksi.resolve import Telling

from .rules import NEAR_DAYS, STATES


def effect(name: str, telling: Telling) -> str | None:
    """The value that the vocabulary gives for this track, if any."""
    kind = EVENT_KINDS[telling.event.kind]
    return {"order": kind.order, "liberty": kind.liberty, "proceedings": kind.proceedings}[name]


def attested_by(telling: Telling, on: date) -> date:
    """The last day of which this telling speaks, not after `on`.

    "Is held" on a page without a date speaks of no day that is known, least of all of the day it was recorded.
    """
    when = telling.event.date
    if not telling.is_dated and (when is None or when.is_open):
        return telling.earliest or date.min
    return min(telling.latest, on)


def denies(denial: Telling, other: Telling) -> bool:
    """Whether the one says that the other did not happen: of the same event, or of the same kind and time."""
    if denial.speaker == other.speaker or other.certainty not in ("fact", "alleged"):
        return False
    if denial.certainty == "negated":
        same_act = denial.event.kind == other.event.kind and denial.overlaps(other)
        return denial.occurrence == other.occurrence or same_act
    # who gives another reason or date grants the act itself
    bare = denial.event.reason is None and denial.event.date in (None, other.event.date)
    answers = denial.recorded.statement.stance == "denies" and other.recorded.statement.stance != "denies"
    return answers and bare and denial.occurrence == other.occurrence


def _rivals(each: Telling, alike: list[Telling], winner: Telling, on: date) -> bool:
    """Whether another speaker tells another condition of the same day, one of them as lasting.

    Who tells both conditions of that day holds them for compatible.
    """
    day = attested_by(winner, on)
    if each in alike or each.speaker == winner.speaker or attested_by(each, on) != day:
        return False
    grants = any(other.speaker == each.speaker and attested_by(other, on) == day for other in alike)
    return not grants and (each.event.kind in STATES or winner.event.kind in STATES)


def _undoes(each: Telling, winner: Telling, happened: list[Telling]) -> bool:
    """Whether another speaker tells an act that a state told no later ignores: "released on Monday", "still held".

    No dispute where an act back to that state is told to have come after it.
    """
    if winner.event.kind not in STATES or each.event.kind in STATES:
        return False
    if _liberty(each) == _liberty(winner) or each.speaker == winner.speaker or each.told < winner.told:
        return False
    back = [other for other in happened if _liberty(other) == _liberty(winner) and other is not winner]
    acts = [other for other in back if other.event.kind not in STATES and other.earliest is not None]
    return not any(each.earliest is None or other.latest >= each.earliest for other in acts)


def _holds(each: Telling, winner: Telling, happened: list[Telling]) -> bool:
    """Whether somebody was taken by another's account who is alleged to have fled soon after, and nobody let him go."""
    if _liberty(winner) != "abroad" or winner.certainty != "alleged":
        return False
    if _liberty(each) != "held" or each.speaker == winner.speaker or each.earliest is None:
        return False
    taken, left = each.latest, winner.earliest or winner.latest
    is_near = taken <= left <= taken + timedelta(days=NEAR_DAYS)
    freed = (other for other in happened if _liberty(other) in ("at liberty", "restricted"))
    return is_near and not any(each.earliest <= other.latest <= left for other in freed)


def _liberty(each: Telling) -> str | None:
    return effect("liberty", each)


def disputes(
    each: Telling, alike: list[Telling], winner: Telling, happened: list[Telling], name: str, on: date
) -> bool:
    """Whether a telling of what happened stands against the one that decides the track `name` on that day."""
    if _rivals(each, alike, winner, on):
        return True
    return name == "liberty" and (_undoes(each, winner, happened) or _holds(each, winner, happened))
