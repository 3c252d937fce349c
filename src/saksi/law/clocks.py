"""Clocks: whether a custody is within a term of law on a day, past it, or whether that cannot be told, and why not.

Three answers, since extensions are often not published and dates are often partial. Every reading that lawyers dispute
is computed and named; nothing is averaged and no unit is converted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from ..model import When
from .calendar import Span, Term, day_span
from .codes import Code, Limit, Measure, Moment, Reading, Rule

State = Literal["within", "exceeded", "cannot tell"]
#: Which limit of a rule: the term with its extensions, the bound of all of them, the bound by the sentence.
Part = Literal["term", "at most", "half of the least sentence"]
#: What ends a clock, the first of them by name.
_ENDS: Mapping[Measure, tuple[Moment, ...]] = {
    "police_custody": ("appearance", "detention_order", "charge"),
    "pretrial": ("indictment", "judgment"),
    "closing_order_hold": ("trial", "judgment"),
    "judgment": ("judgment",),
    "counsel": ("counsel",),
}
#: Where nobody tells that it came, it may have come all the same.
_WAITS_FOR: frozenset[Measure] = frozenset({"police_custody", "judgment", "counsel"})
_NO_MINIMUM = "the least sentence for the offence"
_NO_HALF = "what half of the least sentence is, since months are not converted into days"
_EARLIEST, _LATEST = date(1, 1, 2), date(9999, 12, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A restraint, `held` or `house arrest`, from when until when; `until` None: nobody says that it ended."""

    value: str
    since: When
    until: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An extension that was ordered, and when."""

    date: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One rule, read in one way, on a day.

    `last_day` is the last lawful day as far as is known, `utmost` that with every extension that the law allows; both
    as (first, last) day that they can be. `by`: how many days, or of a term of hours how many whole hours, it is past
    `utmost`, at least and at most. `missing` says what would have to be known. Only where `confirmed` it may raise an
    alarm.
    """

    rule: str
    instrument: str
    article: str
    measure: Measure
    part: Part
    reading: str
    state: State
    confirmed: bool
    sources: tuple[str, ...]
    last_day: tuple[date, date] | None = None
    utmost: tuple[date, date] | None = None
    by: tuple[int, int] | None = None
    by_unit: Literal["days", "hours"] = "days"
    missing: tuple[str, ...] = ()
    consequence: str | None = None
    note: str | None = None


def clocks(
    code: Code,
    *,
    on: date,
    stretches: Iterable[Stretch],
    moments: Mapping[Moment, When],
    offence: str | None = None,
    article: str | None = None,
    age: int | None = None,
    extensions: Sequence[Order] = (),
) -> tuple[Clock, ...]:
    """Every rule of `code` that may bear on this custody on the day `on`, in each of its readings.

    `offence` is the class of the charge, or follows from its `article` where the code knows it; `age` in whole years at
    the time. What is not known leaves a rule standing with what is missing.
    """
    known = code.offences.get(article or "")
    given = _Given(
        on=on,
        stretches=tuple(sorted(stretches, key=lambda each: (each.since.earliest or _EARLIEST, each.value))),
        moments=moments,
        offence=offence or (None if known is None else known.offence),
        minimum=None if known is None else known.minimum,
        age=age,
        extensions=tuple(extensions),
    )
    found = [clock for rule in code.rules for reading in rule.readings for clock in _clock(rule, reading, given)]
    answered = {clock.measure for clock in found}
    return (*found, *_between_editions([rule for rule in code.rules if rule.measure not in answered], given))


def _between_editions(rules: Iterable[Rule], given: "_Given") -> Iterator[Clock]:
    """For each measure the first rule that would hold but for its edition: no edition known here was in force."""
    began = _begin_of(given)
    holding = (rule for rule in rules if _unknown(rule, given, any_edition=True) is not None)
    first: dict[Measure, Rule] = {}
    for rule in holding:
        first.setdefault(rule.measure, rule)
    for rule in first.values():
        if _run(rule, rule.readings[0], given) is not None:
            why = f"which rule was in force on {began}: no edition known here was"
            yield _made(rule, rule.readings[0], _first_part(rule), "cannot tell", missing=(why,))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    on: date
    stretches: tuple[Stretch, ...]
    moments: Mapping[Moment, When]
    offence: str | None
    minimum: Term | None
    age: int | None
    extensions: tuple[Order, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A time of restraint without a break: when it began, and when it ended or the day that is asked about.

    `is_over`: what the rule waits for is told to have come.
    """

    began: Span
    now: Span
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One limit of a rule, as dates: the last lawful moment as far as is known, and with all that may be ordered."""

    name: Part
    limits: tuple[Limit, ...]
    known: Span | None = None
    utmost: Span | None = None
    lacking: tuple[str, ...] = ()

    @property
    def is_of_hours(self) -> bool:
        term = self.limits[0].term
        return term is not None and term.unit == "hours"


def _clock(rule: Rule, reading: Reading, given: _Given) -> Iterator[Clock]:
    missing = _unknown(rule, given)
    if missing is None:
        return
    run = _run(rule, reading, given)
    if run is None:
        return
    start = reading.start or rule.start
    if start not in given.moments and start != "arrest":
        yield _made(rule, reading, _first_part(rule), "cannot tell", missing=(*missing, f"the day of {_NAMES[start]}"))
        return
    for part in _parts(rule, run, given):
        yield _judged(rule, reading, run, part, (*missing, *part.lacking))


def _judged(rule: Rule, reading: Reading, run: _Run, part: _Part, missing: tuple[str, ...]) -> Clock:
    if missing or part.known is None:
        return _made(rule, reading, part, "cannot tell", missing=missing)
    if run.now.last <= part.known.first:
        return _made(rule, reading, part, "within")
    if rule.measure in _WAITS_FOR and not run.is_over:
        # silence is no proof that nobody came
        return _made(rule, reading, part, "cannot tell", missing=(f"the day of {_NAMES[_ENDS[rule.measure][0]]}",))
    if part.utmost is not None and run.now.first > part.utmost.last:
        return _made(rule, reading, part, "exceeded", by=_past(run.now, part.utmost, part, rule))
    if run.now.first <= part.known.last:
        why = "the exact day or hour at which it began or ended"
    elif part.utmost is None:
        why = rule.open_ended or "how long it may last at most"
    else:
        why = f"whether it was extended beyond {_day(part.known.last, rule).isoformat()}"
    return _made(rule, reading, part, "cannot tell", missing=(why,))


_NAMES: Mapping[Moment, str] = {
    "arrest": "the arrest",
    "arrival": "arrival at the unit",
    "charge": "the charge",
    "detention_order": "the order of detention",
    "indictment": "the indictment",
    "appearance": "being brought before a judge",
    "trial": "the trial",
    "judgment": "the judgment",
    "counsel": "seeing a lawyer",
}


def _unknown(rule: Rule, given: _Given, *, any_edition: bool = False) -> tuple[str, ...] | None:
    """What is not known of whether the rule holds; None where it does not hold."""
    missing = []
    if rule.offence is not None and given.offence != rule.offence:
        if given.offence is not None:
            return None
        missing.append(f"whether the charge is of the class {rule.offence}")
    if rule.age_from is not None or rule.age_below is not None:
        if given.age is None:
            if rule.age_from is None or rule.age_from < 18:
                # people are adults until somebody says otherwise; a minor's shorter term is not held against an adult
                return None
        elif not (rule.age_from or 0) <= given.age < (rule.age_below or 200):
            return None
    began = _begin_of(given)
    in_force = None if began is None else _in_force(rule, began)
    if in_force is False and not any_edition:
        return None
    if in_force is None:
        missing.append("which edition of the law was in force when it began")
    return tuple(missing)


def _begin_of(given: _Given) -> When | None:
    """When the custody began, by which the edition of a rule is chosen."""
    return given.moments.get("arrest") or next(iter(given.moments.values()), None)


def _in_force(rule: Rule, began: When) -> bool | None:
    first, last = began.earliest or _EARLIEST, began.latest or _LATEST
    since, until = rule.in_force_from, rule.in_force_until
    if since is not None and last < (since.earliest or _EARLIEST):
        return False
    if until is not None and first > (until.latest or _LATEST):
        return False
    begun = since is None or first >= (since.latest or _EARLIEST)
    lasting = until is None or last <= (until.earliest or _LATEST)
    return True if begun and lasting else None


def _run(rule: Rule, reading: Reading, given: _Given) -> _Run | None:
    """The last time of restraint that counts and that had begun by the day; None where there is none."""
    counted = [each for each in given.stretches if each.value in reading.counts and _begins(each) <= given.on]
    if not counted:
        return None
    first = last = counted[-1]
    for each in reversed(counted[:-1]):
        if each.until is None or each.until.latest is None or each.until.latest + timedelta(days=1) < _begins(first):
            break
        first = each
    start = given.moments.get(reading.start or rule.start)
    began = start if start is not None and (start.latest or _LATEST) >= _begins(first) else first.since
    today = day_span(given.on, rule.zone)
    begun = _span(began, rule)
    came = [_span(given.moments[name], rule) for name in _ENDS[rule.measure] if name in given.moments]
    ends = [each for each in came if each.last >= begun.first]
    ends += [] if last.until is None else [_span(last.until, rule)]
    ended = min(ends, key=lambda each: (each.first, each.last), default=today)
    if ended.first > today.last or not ends:
        return _Run(began=begun, now=today, is_over=False)
    now = Span(first=ended.first, last=min(ended.last, today.last))
    return _Run(began=begun, now=now, is_over=any(each.first <= today.last for each in came))


def _begins(stretch: Stretch) -> date:
    return stretch.since.earliest or stretch.since.latest or _LATEST


def _span(when: When, rule: Rule) -> Span:
    if "T" in when.edtf and "/" not in when.edtf:
        moment = datetime.fromisoformat(when.edtf).replace(tzinfo=rule.zone)
        return Span(first=moment, last=moment)
    first, last = when.earliest or _EARLIEST, when.latest or when.earliest or _LATEST
    if when.is_open and when.earliest is not None and "/" in when.edtf:
        # "since then": what begins a stretch is its first day, as far as that is known
        last = When(when.edtf.partition("/")[0]).latest or last
    return Span(first=day_span(first, rule.zone).first, last=day_span(last, rule.zone).last)


def _parts(rule: Rule, run: _Run, given: _Given) -> Iterator[_Part]:
    """The term with its extensions, and what bounds all of it: each stands on a source of its own."""
    if rule.base is not None and rule.base.term is not None:
        yield _term(rule, rule.base, rule.base.term, run, given)
    if rule.maximum is not None and rule.maximum.term is not None:
        most = rule.maximum.term.end(run.began, rule.zone)
        yield _Part(name="at most", limits=(rule.maximum,), known=most, utmost=most)
    for cap in rule.caps:
        half = None if given.minimum is None else given.minimum.half()
        end = None if half is None else half.end(run.began, rule.zone)
        lacking = () if half is not None else (_NO_MINIMUM if given.minimum is None else _NO_HALF,)
        yield _Part(name="half of the least sentence", limits=(cap,), known=end, utmost=end, lacking=lacking)


def _first_part(rule: Rule) -> _Part:
    """The term of a rule, where its days cannot be computed."""
    return _Part(name="term", limits=tuple(each for each in (rule.base or rule.maximum,) if each is not None))


def _term(rule: Rule, base: Limit, term: Term, run: _Run, given: _Given) -> _Part:
    step = None if rule.extension is None else rule.extension.term
    ordered = min(rule.times, sum(_counts(each, run, rule) for each in given.extensions))
    now, most = (term, term) if step is None else (term.plus(step, ordered), term.plus(step, rule.times))
    return _Part(
        name="term",
        limits=(base,) if rule.extension is None else (base, rule.extension),
        known=None if now is None else now.end(run.began, rule.zone),
        utmost=None if most is None or rule.open_ended else most.end(run.began, rule.zone),
    )


def _counts(order: Order, run: _Run, rule: Rule) -> bool:
    ordered = _span(order.date, rule)
    return run.began.first <= ordered.last and ordered.first <= run.now.last


def _made(
    rule: Rule,
    reading: Reading,
    part: _Part,
    state: State,
    *,
    by: tuple[int, int] | None = None,
    missing: tuple[str, ...] = (),
) -> Clock:
    return Clock(
        rule=rule.id,
        instrument=rule.instrument,
        article=rule.article,
        measure=rule.measure,
        part=part.name,
        reading=reading.name,
        state=state,
        confirmed=all(limit.source.confirmed for limit in part.limits),
        sources=tuple(dict.fromkeys(limit.source.text for limit in part.limits)),
        last_day=_days(part.known, rule),
        utmost=_days(part.utmost, rule),
        by=by,
        by_unit="hours" if part.is_of_hours else "days",
        missing=missing,
        consequence=rule.consequence,
        note=rule.note,
    )


def _past(now: Span, end: Span, part: _Part, rule: Rule) -> tuple[int, int]:
    if part.is_of_hours:
        return (now.first - end.last) // timedelta(hours=1), (now.last - end.first) // timedelta(hours=1)
    least, most = _day(now.first, rule) - _day(end.last, rule), _day(now.last, rule) - _day(end.first, rule)
    return least.days, most.days


def _days(span: Span | None, rule: Rule) -> tuple[date, date] | None:
    return None if span is None else (_day(span.first, rule), _day(span.last, rule))


def _day(moment: datetime, rule: Rule) -> date:
    return moment.astimezone(rule.zone).date()
