"""The spell during which a value lasts: from when, by whose word, and what others say of its beginning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from saksi.model import When
from saksi.resolve import Telling

from .rules import NEAR_DAYS, SENTENCE_SERVED, STAGE_UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """Since when; `by`, the day at which it was so at the latest, where that is not told; other dates told for it."""

    since: When | None = None
    by: date | None = None
    otherwise: tuple[When, ...] = ()


def beginning(spell: Iterable[Telling]) -> Beginning:
    """The beginning of one spell, by all that tell of it.

    Of several datings of one act the fact stands before the allegation and the later word before the earlier, which
    it may correct; the others stay beside it. "Is held today" begins nothing.
    """
    told = list(spell)
    acts = [each for each in told if each.earliest is not None and not _is_only_seen(each)]
    if not acts:
        return Beginning(by=min(each.latest for each in told))
    first = min(acts, key=lambda each: (each.earliest or each.latest, each.recorded.id))
    datings = [each for each in acts if each.event.kind == first.event.kind and _is_near(each, first)]
    chosen = max(datings, key=lambda each: (each.certainty == "fact", each.told, each.recorded.id))
    finest = min((each for each in datings if each.overlaps(chosen)), key=_width)
    starts = (_start(each.event.date) for each in datings if not each.overlaps(chosen))
    others = {when for when in starts if when is not None}
    return Beginning(
        since=_start(finest.event.date),
        otherwise=tuple(sorted(others, key=lambda when: when.edtf)),
    )


def _is_only_seen(each: Telling) -> bool:
    """Whether it tells that it is so on a day, and nothing of since when: "is held", "finished his sentence"."""
    if each.event.kind == "sentence":
        return any(stem in each.recorded.words.casefold() for stem in SENTENCE_SERVED)
    return each.event.kind in STAGE_UNKNOWN and (each.event.date is None or not each.event.date.is_open)


def _is_near(each: Telling, first: Telling) -> bool:
    return (each.earliest or each.latest) - first.latest <= timedelta(days=NEAR_DAYS)


def _width(each: Telling) -> tuple[int, date, str]:
    return (each.latest - (each.earliest or each.latest)).days, each.latest, each.recorded.id


def _start(when: When | None) -> When | None:
    if when is None or "/" not in when.edtf or when.edtf.startswith("..") or not when.is_open:
        return when
    return When(when.edtf.partition("/")[0])
