"""What somebody should look at today: who is past a limit of law, overdue, or of whom nothing is heard.

Each alarm names its rule and the statements that it rests on. Where a rule's source was not read, or a statement is a
draft that nobody reviewed, it is something to check and no alarm.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from saksi.law import Clock, Code, Moment, Order, Stretch, clocks
from saksi.model import Json, Record, When
from saksi.reading.naming import country_of
from saksi.resolve import Basis, PersonKey, Telling, plain, rest_on, tell

from .custody import person_row
from .history import Interval, history
from .rows import PersonRow
from .tracks import has_effect, is_past

Kind = Literal[
    "overdue release", "limit exceeded", "limit near", "trial near", "trial date passed", "no news", "cannot tell"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
#: How long nobody has to speak of somebody who was held until it is worth asking.
SILENCE = timedelta(days=90)
_DETAINS = frozenset({"held", "house arrest"})
#: Which events tell of which moment of a case.
_MOMENTS: dict[str, Moment] = {
    "arrest": "arrest",
    "charge": "charge",
    "pretrial_detention": "detention_order",
    "trial": "trial",
    "conviction": "judgment",
    "sentence": "judgment",
    "acquittal": "judgment",
}
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One thing to look at. `clock` where a rule of law is behind it; `since` the day from which it stands.

    `to_check` says why it is no alarm by itself: drafts, an unconfirmed rule, an account that is disputed.
    """

    kind: Kind
    person: str
    id: str
    words: str
    since: date | None = None
    clock: Clock | None = None
    to_check: tuple[str, ...] = ()
    basis: Basis


def alarms(record: Record, on: date, codes: Sequence[Code], within: timedelta) -> tuple[Alarm, ...]:
    """All alarms of a day, the gravest first; `within`: how near a limit must be to be told beforehand."""
    touching: dict[PersonKey, list[Telling]] = defaultdict(list)
    for telling in tell(record):
        for person in telling.persons:
            touching[person].append(telling)
    found = [
        alarm
        for person, touched in touching.items()
        for alarm in _of_person(person, touched, on, record, codes, within)
    ]
    return tuple(sorted(found, key=lambda each: (bool(each.to_check), KINDS.index(each.kind), each.person, each.words)))


def encode_alarms(found: Iterable[Alarm]) -> Json:
    """The alarms as JSON."""
    return [plain(each) for each in found]


def clocks_of(touched: Sequence[Telling], on: date, record: Record, codes: Sequence[Code]) -> tuple[Clock, ...]:
    """The clocks that run over a person's custody, by the law of the country in which it happens."""
    code = _code(touched, codes)
    if code is None:
        return ()
    stretches = [stretch for each in history("liberty", touched, on, record) if (stretch := _stretch(each, touched))]
    told = [each for each in touched if has_effect(each, touched) and is_past(each, on)]
    return clocks(
        code,
        on=on,
        stretches=stretches,
        moments=_moments(told),
        article=_article(told, code),
        extensions=[Order(date=each.event.date) for each in told if _extends(each) and each.event.date is not None],
    )


def _of_person(
    person: PersonKey, touched: list[Telling], on: date, record: Record, codes: Sequence[Code], within: timedelta
) -> Iterator[Alarm]:
    row = person_row(person, touched, on, record)
    doubts = _doubts(row)
    if row.overdue:
        words = "ordered released, and still held: kept without a legal basis, the pattern of WGAD category I"
        yield _alarm("overdue release", row, words, row.order.attested, doubts)
    if row.liberty.value in ("held", "restricted"):
        for clock in _gravest(clocks_of(touched, on, record, codes)):
            yield from _of_clock(clock, row, on, within, doubts)
        if _code(touched, codes) is None and (countries := _countries(touched)):
            words = f"whether a limit of law is past: no rules of {countries[0]} are known here"
            yield _alarm("cannot tell", row, words, None, (*doubts, "which law holds: --law CODE judges all by one"))
    yield from _of_trial(row, touched, on, within, doubts)
    last = row.liberty.unknown_since
    if row.liberty.last_known == "held" and last is not None and on - (last.latest or on) >= SILENCE:
        words = f"held when last told of, {last}; no news for {(on - (last.latest or on)).days} days"
        yield _alarm("no news", row, words, last.latest, doubts)


def _gravest(found: Sequence[Clock]) -> Iterator[Clock]:
    """All but the terms of rules that are past their utmost as well: that says the same, on firmer ground."""
    past = {(each.rule, each.reading) for each in found if each.state == "exceeded" and each.part != "term"}
    return (each for each in found if each.part != "term" or (each.rule, each.reading) not in past)


def _of_clock(clock: Clock, row: PersonRow, on: date, within: timedelta, doubts: tuple[str, ...]) -> Iterator[Alarm]:
    rule = f"{clock.instrument}, article {clock.article} ({clock.part}; {clock.reading})"
    doubts = doubts if clock.confirmed else (*doubts, "the source of this rule was not read")
    last = None if clock.utmost is None else clock.utmost[1]
    if clock.state == "exceeded" and clock.by is not None and last is not None:
        least, most = clock.by
        past = f"{least}" if least == most else f"{least} to {most}"
        words = f"{past} {clock.by_unit} past the limit of {rule}; the last lawful day was {last}"
        yield _alarm("limit exceeded", row, words, last, doubts, clock=clock)
    elif clock.state == "within" and clock.last_day is not None and on <= clock.last_day[0] <= on + within:
        words = f"the limit of {rule} ends on {clock.last_day[0]}"
        yield _alarm("limit near", row, words, clock.last_day[0], doubts, clock=clock)
    elif clock.state == "cannot tell" and clock.measure != "counsel" and clock.last_day and clock.last_day[1] < on:
        # that a lawyer came is seldom told: to ask it of everybody would bury the rest
        words = f"past {clock.last_day[1]}, the term of {rule} as far as it is known"
        yield _alarm("cannot tell", row, words, clock.last_day[1], (*doubts, *clock.missing), clock=clock)


def _alarm(
    kind: Kind,
    row: PersonRow,
    words: str,
    since: date | None,
    doubts: tuple[str, ...],
    basis: Basis | None = None,
    clock: Clock | None = None,
) -> Alarm:
    return Alarm(
        kind=kind,
        person=row.person,
        id=row.id,
        words=words,
        since=since,
        clock=clock,
        to_check=doubts,
        basis=row.basis if basis is None else basis,
    )


def _doubts(row: PersonRow) -> tuple[str, ...]:
    doubts = []
    if row.basis.drafts:
        doubts.append("it rests on drafts that nobody reviewed")
    if row.liberty.disputed or row.order.disputed:
        doubts.append("sources disagree")
    if row.liberty.alleged:
        doubts.append("it is alleged")
    return tuple(doubts)


def _stretch(interval: Interval, touched: Iterable[Telling]) -> Stretch | None:
    at_home = {each.recorded.id for each in touched if each.event.kind == "house_arrest"}
    value = "house arrest" if at_home & set(interval.track.basis.statements) else interval.value
    if value not in _DETAINS or interval.since is None:
        return None
    return Stretch(value=value, since=interval.since, until=interval.until)


def _moments(told: Iterable[Telling]) -> dict[Moment, When]:
    """The last of each, as finely as it is told: an earlier arrest belongs to another custody."""
    found: dict[Moment, When] = {}
    for each in sorted(told, key=lambda each: (each.latest, each.earliest or date.min, each.recorded.id)):
        when = each.event.date
        if each.event.kind in _MOMENTS and when is not None and not when.is_open and each.certainty == "fact":
            found[_MOMENTS[each.event.kind]] = when
    return found


def _extends(each: Telling) -> bool:
    return each.event.kind == "detention_extension"


def _article(told: Iterable[Telling], code: Code) -> str | None:
    """The article of the last charge, by its number, or by the one class of offence that has its name."""
    charged = [each.event for each in sorted(told, key=lambda each: (each.latest, each.recorded.id))]
    for event in reversed(charged):
        number = _NUMBER.search(event.law_article or "")
        if number is not None and number[0] in code.offences:
            return number[0]
        charge = (event.charge or "").casefold()
        named = [each for each in code.offences.values() if each.name in charge]
        if len({each.offence for each in named}) == 1:
            return named[0].article
    return None


def _code(touched: Iterable[Telling], codes: Sequence[Code]) -> Code | None:
    """The law of the country in which most of it happens; of one that is named, that one."""
    if len(codes) == 1:
        return codes[0]
    named = {code.name: code for code in codes}
    return next((named[country] for country in _countries(touched) if country in named), None)


def _countries(touched: Iterable[Telling]) -> list[str]:
    """The countries in which it is told to happen, the one told most often first."""
    places = [place for each in touched for place in (each.event.place, each.event.origin) if place]
    told = Counter(country for place in places if (country := country_of(place)) is not None)
    return [country for country, _ in told.most_common()]


def _of_trial(
    row: PersonRow, touched: Sequence[Telling], on: date, within: timedelta, doubts: tuple[str, ...]
) -> Iterator[Alarm]:
    """Of the trial that was set last: that its day is near, or is over and nobody tells of a trial or verdict since."""
    notices = [each for each in touched if each.event.kind == "trial_scheduled" and each.certainty != "negated"]
    known = [(each, each.event.date) for each in notices if each.told <= on and each.event.date is not None]
    last, day = max(known, key=lambda pair: (pair[0].told, pair[0].recorded.id), default=(None, None))
    if last is None or day is None or day.earliest is None or day.latest is None:
        return
    basis = rest_on([last.recorded])
    if on <= day.earliest <= on + within:
        yield _alarm("trial near", row, f"the trial is set for {day}", day.earliest, doubts, basis)
    elif day.latest < on and not any(_is_of_trial(each, day.earliest, touched) for each in touched):
        words = f"the trial was set for {day}, and nobody says whether it was held"
        yield _alarm("trial date passed", row, words, day.latest, doubts, basis)


def _is_of_trial(telling: Telling, since: date, touched: Sequence[Telling]) -> bool:
    is_moment = _MOMENTS.get(telling.event.kind) in ("trial", "judgment")
    return is_moment and telling.latest >= since and has_effect(telling, touched)
