"""One track of a person on a day, from what was told of that person.

Only what was told to have happened by that day has effect. Plans, wishes and negations have none.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from saksi.model import EVENT_KINDS, Record, When
from saksi.resolve import Telling, rest_on, sources_of

from .disputes import attested_by, denies, disputes, effect
from .rows import UNKNOWN, Expected, Track
from .rules import LASTING, STATES, rank
from .spells import beginning


def track(name: str, tellings: Iterable[Telling], on: date, record: Record) -> Track:
    """The track `order`, `liberty` or `proceedings` of the person whom these tellings touch."""
    effective = [telling for telling in tellings if effect(name, telling) is not None]
    happened = [narrowed(each, effective) for each in effective if has_effect(each, effective) and is_past(each, on)]
    if not happened:
        return UNKNOWN
    winner = _latest(happened, on)
    value = effect(name, winner) or ""
    alike = [each for each in happened if effect(name, each) == value]
    rivals = [each for each in happened if disputes(each, alike, winner, happened, name, on)]
    # a break that is itself disputed ends nothing, and the telling that decides always stands
    breaks = [each for each in happened if each not in rivals]
    same = [each for each in alike if each is winner or not _is_before_break(each, breaks, name, on)]
    denials = [each for each in effective if each.certainty == "negated" or each.recorded.statement.stance == "denies"]
    against = [each for each in denials if any(denies(each, other) for other in same)] + rivals
    return _made(name, winner, value, same, against, on, record)


def has_effect(telling: Telling, among: Iterable[Telling]) -> bool:
    """Whether somebody says that it happened: no plan, no negation, no bare denial of what another told."""
    if telling.certainty not in ("fact", "alleged") or telling.event.kind == "trial_scheduled":
        return False
    # only a denial can deny: said here, since a person of whom much is told has many tellings
    return telling.recorded.statement.stance != "denies" or not any(denies(telling, other) for other in among)


def is_past(telling: Telling, on: date) -> bool:
    """Whether it can be said of that day: it had begun, or, undated, its document was already out."""
    return telling.latest <= on if telling.earliest is None else telling.earliest <= on


def announced(tellings: Iterable[Telling], on: date) -> Expected | None:
    """The trial set for a day, by the last announcement out by then, unless that day is over."""
    notices = [each for each in tellings if each.event.kind == "trial_scheduled" and each.certainty != "negated"]
    open_ = [each for each in notices if each.told <= on and not _is_over(each.event.date, on)]
    if not open_:
        return None
    last = max(open_, key=lambda each: (each.told, _place_in_document(each)))
    same = [each for each in open_ if each.event.date == last.event.date]
    basis = rest_on(each.recorded for each in same)
    return Expected(value="trial set", date=last.event.date, place=last.event.place, basis=basis)


def narrowed(telling: Telling, among: Iterable[Telling]) -> Telling:
    """The telling with the best date told of the same act: "arrested in 2017" beside "arrested on 3 September 2017"."""
    if telling.event.kind in STATES or (telling.event.date is not None and telling.event.date.is_open):
        return telling
    finer = [each for each in among if each.event.kind == telling.event.kind and _is_within(each, telling)]
    best = max(finer, key=lambda each: (each.latest, each.recorded.id), default=telling)
    event = replace(telling.event, date=best.event.date)
    return replace(telling, event=event, earliest=best.earliest, latest=best.latest)


def _is_within(inner: Telling, outer: Telling) -> bool:
    if inner.earliest is None or not has_effect(inner, ()) or inner.event.date is None or inner.event.date.is_open:
        return False
    wide = outer.earliest is None or outer.earliest < inner.earliest or inner.latest < outer.latest
    return wide and (outer.earliest or date.min) <= inner.earliest and inner.latest <= outer.latest


def _latest(happened: list[Telling], on: date) -> Telling:
    """The telling that decides. An undated act does not outdo a dated one, unless it can only have come later."""
    placed = [each for each in happened if each.earliest is not None or each.event.kind in STATES]
    vague = [each for each in happened if each.earliest is None and each.event.kind not in STATES]
    dated = max(placed, key=_order_on(on), default=None)
    other = max(vague, key=lambda each: (rank(each.event.kind), _order_on(on)(each)), default=None)
    if dated is None or other is None:
        return dated or other or happened[0]
    still = dated.event.kind in STATES and attested_by(dated, on) >= attested_by(other, on)
    return other if rank(other.event.kind) > rank(dated.event.kind) and not still else dated


def _order_on(on: date) -> Callable[[Telling], tuple[bool, date, int, int, str]]:
    def key(each: Telling) -> tuple[bool, date, int, int, str]:
        lasts = EVENT_KINDS[each.event.kind].liberty in LASTING
        return lasts, attested_by(each, on), rank(each.event.kind), _place_in_document(each), each.recorded.id

    return key


def _is_before_break(each: Telling, happened: list[Telling], name: str, on: date) -> bool:
    """Whether another value was told of a day between: held, released, held again are two times of being held."""
    return any(
        effect(name, other) != effect(name, each)
        and other.earliest is not None
        and each.earliest is not None
        and attested_by(each, on) < other.earliest
        for other in happened
    )


def _made(
    name: str, winner: Telling, value: str, same: list[Telling], against: list[Telling], on: date, record: Record
) -> Track:
    attested = max(attested_by(each, on) for each in same)
    lapsed = name == "liberty" and attested < on and value not in LASTING
    begins = beginning(same)
    alleged = all(each.certainty == "alleged" for each in same)
    voices = {each.speaker[1] or "the document" for each in same} if alleged else set()
    return Track(
        value="unknown" if lapsed else value,
        since=begins.since,
        by=begins.by,
        otherwise=begins.otherwise,
        attested=None if attested == date.min else attested,
        unknown_since=_end(same, attested) if lapsed else None,
        last_known=value if lapsed else None,
        place=_place(same, on),
        disputed=bool(against),
        alleged=alleged,
        according_to=tuple(sorted(voices)),
        sources=sources_of((each.recorded for each in same), record),
        against=sources_of((each.recorded for each in against), record),
        basis=rest_on(each.recorded for each in [*same, *against]),
    )


def _place(same: list[Telling], on: date) -> str | None:
    """Where the person then is: not where an arrest was made or a border crossed."""
    stays = [(each, each.event.place if each.event.kind in STATES else each.event.destination) for each in same]
    told = [(_order_on(on)(each), place) for each, place in stays if place is not None]
    return max(told)[1] if told else None


def _end(same: list[Telling], attested: date) -> When | None:
    """The last day told, as coarse as it was told: an arrest in 2017-09 leaves unknown since 2017-09."""
    if attested == date.min:
        return None
    dates = [each.event.date for each in same if each.event.date is not None and each.event.date.latest == attested]
    coarse = sorted(when.edtf.partition("/")[2] or when.edtf for when in dates)
    return When(coarse[-1] if coarse else attested.isoformat())


def _is_over(when: When | None, on: date) -> bool:
    return when is not None and when.latest is not None and when.latest < on


def _place_in_document(each: Telling) -> int:
    return each.recorded.statement.span.start
