"""What is odd in what is told of one person: said on the row, and never mended by a guess."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from saksi.resolve import Telling, rest_on

from .disputes import effect
from .rows import Oddity, OddityKind
from .tracks import has_effect, is_past

_RESTRAINTS = frozenset({"held", "restricted"})


def oddities(touched: Sequence[Telling], on: date) -> tuple[Oddity, ...]:
    """What is odd in what is told of one person up to a day, in order of time."""
    told = [each for each in touched if has_effect(each, touched) and is_past(each, on)]
    found = [*_releases_before_arrest(told), *_later_than_documents(told)]
    return tuple(sorted(found, key=lambda each: (each.day, each.kind, each.basis.statements)))


def _releases_before_arrest(told: Iterable[Telling]) -> Iterator[Oddity]:
    restraints = [each for each in told if effect("liberty", each) in _RESTRAINTS]
    if not restraints or any(each.earliest is None for each in restraints):
        return  # one without a beginning may be the one that the release ended
    first = min(restraints, key=lambda each: (each.earliest or date.min, each.recorded.id))
    for each in told:
        if each.event.kind == "release" and first.earliest is not None and each.latest < first.earliest:
            yield _oddity("release before arrest", each.latest, first.earliest, each, first)


def _later_than_documents(told: Iterable[Telling]) -> Iterator[Oddity]:
    for each in told:
        if each.is_dated and each.earliest is not None and each.told < each.earliest:
            yield _oddity("later than its document", each.earliest, each.told, each)


def _oddity(kind: OddityKind, day: date, other: date, *tellings: Telling) -> Oddity:
    return Oddity(kind=kind, day=day, other=other, basis=rest_on(each.recorded for each in tellings))
