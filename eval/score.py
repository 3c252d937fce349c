"""Compares a predicted record with gold: pure functions, records in, tallies out.

Each gold item is matched with at most one prediction, so that a second prediction of the same thing counts against
precision. What the gold leaves open (a date, a certainty that is absent) cannot be wrong. Titles carry no gold: a
prediction there that matches nothing is left out of the count, and so is a date in the furniture.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from eval.align import carry_spans
from eval.parties import same_name, same_party
from eval.records import Claim, Dated, Figure, Record, Told
from eval.tally import Tallies, Tally, sum_tallies
from eval.words import Span, find_words, word_f, words_within

NAME_KINDS = ("person", "body", "place", "group")
NEAR = 60  # a trigger this many characters away still tells of the same event
HALF = 0.5  # the share of its words in which two spans of a claim must agree
SILENT = frozenset({"furniture", "advert", "comment"})

G = TypeVar("G")
P = TypeVar("P")
Item = TypeVar("Item", Claim, Dated, Figure, Told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The tallies of one document or of many; `resting` counts statements that rest on comments or furniture."""

    tallies: Tallies
    resting: int = 0

    def __add__(self, other: "Scores") -> "Scores":
        return Scores(
            tallies=sum_tallies([self.tallies, other.tallies]),
            resting=self.resting + other.resting,
        )


def score(gold: Record, predicted: Record) -> Scores:
    """All tallies of one document; spans are compared in the gold's text."""
    placed = predicted.carried(carry_spans(predicted.text, gold.text), gold.text)
    return Scores(
        tallies={
            **score_names(gold, placed),
            **score_dates(gold, placed),
            **score_claims(gold, placed),
            **score_events(gold, placed),
            **score_figures(gold, placed),
            "zone": score_zones(gold, placed),
        },
        resting=count_resting(gold, placed),
    )


def score_names(gold: Record, predicted: Record) -> dict[str, Tally]:
    """Names by kind: right where a name or alias of the one equals one of the other."""
    tallies = {}
    for kind in NAME_KINDS:
        wanted = [name for name in gold.names if name.kind == kind]
        found = [name for name in predicted.names if name.kind == kind]
        pairs = match(wanted, found, lambda one, other: float(same_name(one.forms, other.forms)))
        tallies[kind] = Tally(right=len(pairs), predicted=len(found), gold=len(wanted))
    return tallies


def score_dates(gold: Record, predicted: Record) -> dict[str, Tally]:
    """Expressions of time: right where the spans overlap; and with the same value."""
    pairs = match(gold.dates, predicted.dates, share)
    found = _counted(predicted.dates, pairs, gold, SILENT | {"title"})
    same = [one for one, other in pairs if one.edtf == other.edtf]
    return _tallies(found, len(gold.dates), date=len(pairs), date_value=len(same))


def score_claims(gold: Record, predicted: Record) -> dict[str, Tally]:
    """Claims: words agree by half; the very same words; word by word; with the right speaker; with the right stance."""
    words = find_words(gold.text)
    inside = {claim.span: words_within(words, [claim.span]) for claim in (*gold.claims, *predicted.claims)}

    def agreement(one: Claim, other: Claim) -> float:
        shared = word_f(inside[one.span], inside[other.span])
        return shared if shared >= HALF else 0.0

    pairs = match(gold.claims, predicted.claims, agreement)
    found = _counted(predicted.claims, pairs, gold, {"title"})
    exact = [pair for pair in pairs if agreement(*pair) == 1.0]
    speaker = [pair for pair in pairs if same_party(pair[0].speaker, pair[1].speaker)]
    stance = [pair for pair in pairs if pair[0].stance in (None, pair[1].stance)]
    wanted = words_within(words, [claim.span for claim in gold.claims])
    given = words_within(words, [claim.span for claim in found])
    return {
        **_tallies(
            found,
            len(gold.claims),
            claim=len(pairs),
            claim_exact=len(exact),
            claim_speaker=len(speaker),
            claim_stance=len(stance),
        ),
        "claim_words": Tally(right=len(wanted & given), predicted=len(given), gold=len(wanted)),
    }


def score_events(gold: Record, predicted: Record) -> dict[str, Tally]:
    """Events: a near trigger and the same kind; with the right subject, date, both, certainty."""
    pairs = match(gold.events, predicted.events, _event_agreement)
    found = _counted(predicted.events, pairs, gold, {"title"})
    subject = [pair for pair in pairs if same_subject(*pair)]
    date = [pair for pair in pairs if same_date(pair[0].date, pair[1].date)]
    certainty = [pair for pair in pairs if pair[0].certainty in (None, pair[1].certainty)]
    return _tallies(
        found,
        len(gold.events),
        event=len(pairs),
        event_subject=len(subject),
        event_date=len(date),
        event_subject_date=len([pair for pair in subject if same_date(pair[0].date, pair[1].date)]),
        event_certainty=len(certainty),
    )


def score_figures(gold: Record, predicted: Record) -> dict[str, Tally]:
    """Figures: the spans overlap and value, least and most are the same; and with the same unit."""
    pairs = match(
        gold.figures,
        predicted.figures,
        lambda one, other: share(one, other) if one.numbers == other.numbers else 0.0,
    )
    found = _counted(predicted.figures, pairs, gold, {"title"})
    unit = [one for one, other in pairs if one.unit == other.unit]
    return _tallies(found, len(gold.figures), figure=len(pairs), figure_unit=len(unit))


def score_zones(gold: Record, predicted: Record) -> Tally:
    """How many letters the reader puts on the right side: the article's or not. Datelines are left open."""
    right = judged = 0
    for word in find_words(gold.text):
        kind = _kind_at(gold, word)
        if kind is None or kind == "dateline":
            continue
        length = word.end - word.start
        judged += length
        right += length * ((kind == "article") == (_kind_at(predicted, word) == "article"))
    return Tally(right=right, predicted=judged, gold=judged)


def count_resting(gold: Record, predicted: Record) -> int:
    """How many predicted statements rest on comments, furniture or adverts: there must be none."""
    items: Iterable[Claim | Told | Figure] = [*predicted.claims, *predicted.events, *predicted.figures]
    return sum(_kind_at(gold, item.span) in SILENT for item in items)


def same_subject(gold: Told, predicted: Told) -> bool:
    """Whether any of the predicted subjects is one of the gold's, or the gold names none."""
    return not gold.subjects or any(same_party(one, other) for one in gold.subjects for other in predicted.subjects)


def same_date(gold: str | None, predicted: str | None) -> bool:
    """Whether the dates are the same, or the gold has none; `2015/..` may stand for its first day `2015`."""
    return gold is None or (predicted is not None and gold.removesuffix("/..") == predicted.removesuffix("/.."))


def match(gold: Sequence[G], predicted: Sequence[P], agreement: Callable[[G, P], float]) -> list[tuple[G, P]]:
    """Pairs of gold and prediction, best agreement first, each used once; agreement 0 is no pair."""
    worth = [(agreement(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(predicted)]
    taken: set[int] = set()
    given: set[int] = set()
    pairs = []
    for agreed, i, j in sorted(worth, key=lambda item: (-item[0], item[1], item[2])):
        if agreed > 0 and i not in taken and j not in given:
            taken.add(i)
            given.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def _tallies(found: Sequence[object], gold: int, **right: int) -> dict[str, Tally]:
    return {name: Tally(right=count, predicted=len(found), gold=gold) for name, count in right.items()}


def _counted(
    found: Sequence[Item], pairs: Iterable[tuple[Item, Item]], gold: Record, open_kinds: Iterable[str]
) -> list[Item]:
    """The predictions that count: all but those that match nothing in a zone where the gold is silent."""
    matched = {id(other) for _, other in pairs}
    silent = set(open_kinds)
    return [item for item in found if id(item) in matched or _kind_at(gold, item.span) not in silent]


def share(one: Dated | Figure, other: Dated | Figure) -> float:
    """The overlap of two spans by length, above 0 where they share a character."""
    shared = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    longest = max(one.span.end - one.span.start, other.span.end - other.span.start)
    return max(0, shared) / longest


def _event_agreement(gold: Told, predicted: Told) -> float:
    """Above 0 for the same kind told near; the nearer the more, and a right subject above all."""
    distance = gold.span.distance(predicted.span)
    if distance > NEAR or gold.kinds.isdisjoint(predicted.kinds):
        return 0.0
    return 1 + 2 * same_subject(gold, predicted) - distance / (2 * NEAR)


def _kind_at(record: Record, span: Span) -> str | None:
    """The kind of the zone where a span begins."""
    first = Span(span.start, span.start + 1)
    return next((zone.kind for zone in record.zones if zone.span.overlaps(first)), None)
