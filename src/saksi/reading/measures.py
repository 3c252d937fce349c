"""Figures as statements: what is measured, when, on which condition, and who says so."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from saksi.model import DateMention, Form, Measure, Party, Span, Stance, Statement, When

from . import measure_words as lexicon
from .dates import find_present
from .homeland import homeland
from .moment import is_of_telling
from .page import Page, Sentence
from .quantities import Quantity, find_quantities

_BREAK = re.compile(r"[,;:—()“”\"]|\s[-–]\s")
_EDGE = re.compile(
    r"^(?:\W|\b(?:of|by|for|and|but|that|said|while|as|which|who|is|are|was|were|to)\b\s)+"
    r"|(?:\W|(?:^|\s)(?:of|by|for|at|to|is|are|was|were|be|would be|will be|in|with|than|between)\b"
    r"|(?:^|\s)(?:and|or|because|after|before)\b"
    r"|\s(?:total|totall?ed|totall?ing|account(?:s|ed|ing)? for)\b)+$",
    re.IGNORECASE,
)
_REACH = 200  # characters around a figure in which these are looked for
_LONGEST = 10  # words that say of what a figure is
_OR = re.compile(r"\bor\s+$")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_ASIDE = re.compile(r"\s*\(\s*$")


class Said(Protocol):
    """What a claim tells of a figure in its words."""

    @property
    def span(self) -> Span: ...  # noqa: D102
    @property
    def speaker(self) -> Party | None: ...  # noqa: D102
    @property
    def addressee(self) -> Party | None: ...  # noqa: D102
    @property
    def cue(self) -> str | None: ...  # noqa: D102
    @property
    def form(self) -> Form: ...  # noqa: D102
    @property
    def stance(self) -> Stance: ...  # noqa: D102


class Named(Protocol):
    """Who is named where."""

    def party_in(self, span: Span) -> Party | None:
        """The party that is named in a span."""


def find_measures(
    page: Page, people: Named, claims: Sequence[Said], dates: Sequence[DateMention]
) -> tuple[Statement, ...]:
    """The figures of the article and its captions, in order. A title says only what the article says again."""
    today, home = find_present(page), homeland(page)
    statements: list[Statement] = []
    for sentence in page.telling():
        if sentence.zone != "title":
            inside = _Sentence(page, sentence, people, dates, today)
            for quantity, measure in inside.measures():
                span = _shift(quantity.span, sentence.span.start)
                if measure.unit == "pounds" and home is not None:
                    measure = replace(measure, unit=lexicon.POUNDS.get(home, measure.unit))
                statement = _state(f"m{len(statements) + 1}", span, measure, claims)
                statements.append(replace(statement, certainty="negated") if quantity.is_negated else statement)
    return tuple(statements)


class _Sentence:
    """One sentence with its figures and dates, in offsets of the sentence."""

    def __init__(
        self, page: Page, sentence: Sentence, people: Named, dates: Sequence[DateMention], today: Sequence[DateMention]
    ) -> None:
        self._words = page.words(sentence.span)
        self._offset = sentence.span.start
        self._people = people
        self._dates = [_back(one, self._offset) for one in dates if sentence.span.holds(one.span)]
        self._told = [one for one in self._dates if not is_of_telling(self._words, one.span.start)]
        self._conditions = list(lexicon.CONDITION.finditer(self._words))
        self._quotes = [match.span() for match in _QUOTED.finditer(self._words)]
        self._today = [_back(one, self._offset) for one in today if sentence.span.holds(one.span)]
        self._figures = find_quantities(self._words, [one.span for one in self._dates])

    def measures(self) -> list[tuple[Quantity, Measure]]:
        """Every figure with its measure; one that repeats or compares with the one before it is of the same."""
        found: list[tuple[Quantity, Measure]] = []
        for index, one in enumerate(self._figures):
            before = found[-1] if found else None
            if before and self._is_aside(before[0], one):
                found.append((one, _measure(one, before[1].of, before[1].when, before[1].condition)))
                continue
            compared = self._is_compared(one)
            model = found[0] if one.is_negated and found else before
            of = model[1].of if model and self._is_same(model[0], one) else self._of(one)
            condition = None if compared or one.is_age else self._condition(one)
            found.append((one, _measure(one, of, self._when(one, index), condition)))
        return found

    def _is_compared(self, one: Quantity) -> bool:
        return lexicon.COMPARED.search(self._words, max(0, one.span.start - _REACH), one.span.start) is not None

    def _is_same(self, before: Quantity, one: Quantity) -> bool:
        """Grew 6.8 percent, compared with 7; a fifth of exports, or 1 billion euros."""
        if _OR.search(self._words, max(0, one.span.start - _REACH), one.span.start):
            return not self._is_count(one) or before.unit in lexicon.SHRINKING
        return (self._is_compared(one) and before.unit == one.unit) or one.is_negated

    def _is_aside(self, before: Quantity, one: Quantity) -> bool:
        between = self._words[before.span.end : one.span.start]
        return {before.unit, one.unit} <= lexicon.CURRENCIES and _ASIDE.fullmatch(between) is not None

    def _of(self, one: Quantity) -> str | None:
        """The words that say what is measured: behind the figure, or before it where nothing follows."""
        if one.is_age:
            return self._whose(one)
        start, end = one.number.start, one.span.end
        left, right = self._words[max(0, start - _REACH) : start], self._words[end : end + _REACH]
        behind = _BREAK.split(right, maxsplit=1)[0]
        if self._is_count(one):
            return self._counted(one, left, behind)
        if fallen := re.match(r"[\s-]*\w+\sin\s+(.+)", right) if lexicon.FALLEN.match(right) else None:
            return _first(_BREAK.split(fallen[1], maxsplit=1)[0])
        if re.match(r"\s+of\b", right) or one.unit == "rank" or self._is_joined(one):
            return _first(behind)
        return _last(_BREAK.split(left)[-1]) or _first(behind)

    def _counted(self, one: Quantity, left: str, behind: str) -> str | None:
        """The noun that is counted and what is told of it, behind it or else before it."""
        noun = self._words[one.number.end : one.span.end]
        if behind.strip() or not (before := _last(_BREAK.split(left)[-1])):
            return _first(noun + behind)
        return f"{before} {noun.strip()}"

    def _is_joined(self, one: Quantity) -> bool:
        """An 18-month sentence: the figure stands before its noun."""
        return "-" in self._words[one.number.start : one.span.end]

    def _is_count(self, one: Quantity) -> bool:
        return one.unit not in lexicon.SHRINKING | lexicon.TIME_UNITS | {"rank"}

    def _whose(self, one: Quantity) -> str:
        named = re.search(
            r"([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)\W*(?:aged?\s)?$",
            self._words[max(0, one.span.start - _REACH) : one.span.start],
        )
        if named is None:
            return "age"
        base = self._offset + max(0, one.span.start - _REACH)
        span = Span(start=base + named.start(1), end=base + named.end(1))
        party = self._people.party_in(span)
        return f"age of {party.name if party else named[1]}"

    def _when(self, one: Quantity, index: int) -> When | None:
        """The date told with a figure: the next one before another figure, else the last before it, else now."""
        if one.unit in lexicon.TIME_UNITS:
            return None
        later = (other for other in self._figures[index + 1 :] if not self._is_aside(one, other))
        limit = next((other.span.start for other in later), len(self._words))
        told = self._told
        behind = [date for date in told if one.span.end <= date.span.start < limit]
        before = [date for date in told if date.span.end <= one.span.start]
        chosen = behind[:1] or before[-1:] or self._today[:1] or (told[:1] if self._is_count(one) else [])
        return chosen[0].when if chosen else None

    def _condition(self, one: Quantity) -> str | None:
        """The clause that a figure depends on, unless it stands in it."""
        for match in self._conditions:
            quote = next((place for place in self._quotes if place[0] < match.start() < place[1]), None)
            apart = quote is not None and not quote[0] < one.number.start < quote[1]
            if not apart and not match.start() <= one.span.start < match.end():
                return re.sub(r"\s+(?:and|or|but)$", "", match[0].strip())
        return None


def _measure(one: Quantity, of: str | None, when: When | None, condition: str | None) -> Measure:
    return Measure(
        unit=one.unit,
        of=of,
        value=_plain(one.value),
        min=_plain(one.min),
        max=_plain(one.max),
        approximate=one.approximate,
        when=when,
        condition=condition,
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """Without an exponent and without zeros after the point."""
    return None if value is None else Decimal(format(value.normalize(), "f"))


def _state(number: str, span: Span, measure: Measure, claims: Sequence[Said]) -> Statement:
    """A figure with its holder: the speaker of the innermost claim around it."""
    around = [claim for claim in claims if claim.span.holds(span) or claim.span.start <= span.start < claim.span.end]
    claim = min(around, key=lambda one: one.span.end - one.span.start, default=None)
    if claim is None:
        return Statement(id=number, span=span, content=measure)
    return Statement(
        id=number,
        span=span,
        content=measure,
        said_by=claim.speaker,
        addressee=claim.addressee,
        cue=claim.cue,
        form=claim.form,
        stance=claim.stance,
        certainty="planned" if claim.stance == "predicts" else "alleged",
    )


def _first(words: str) -> str | None:
    """The first words, up to a condition."""
    return _trim(" ".join(_before_condition(words).split()[:_LONGEST]))


def _last(words: str) -> str | None:
    """The last words, behind a condition and behind who says so."""
    words = lexicon.CONDITION.sub("", words)
    behind = max((match.end() for match in lexicon.BEHIND.finditer(words)), default=0)
    return _trim(" ".join(words[behind:].split()[-_LONGEST:]))


def _before_condition(words: str) -> str:
    match = lexicon.CONDITION.search(words)
    return words[: match.start()] if match else words


def _trim(words: str) -> str | None:
    comparison = lexicon.BEFORE.search(words + " ")
    words = words[: comparison.start()] if comparison else words
    return _EDGE.sub("", words.strip()).strip() or None


def _shift(span: Span, offset: int) -> Span:
    return Span(start=offset + span.start, end=offset + span.end)


def _back(one: DateMention, offset: int) -> DateMention:
    return DateMention(span=Span(start=one.span.start - offset, end=one.span.end - offset), when=one.when)
