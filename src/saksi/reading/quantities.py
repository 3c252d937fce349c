"""Figures in a sentence: a number with its unit words and its "more than", as value, least or most."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from saksi.model import Span

from . import measure_words as lexicon
from .numbers import Number, find_numbers, ordinal_of

_UNIT_AFTER = re.compile(rf"[\s-]*(?P<unit>{lexicon.UNIT})", re.IGNORECASE)
_OLD = re.compile(r"[\s-]+old\b", re.IGNORECASE)
_SIGN_BEFORE = re.compile(lexicon.SIGN + "$")
_RANGE = re.compile(r"\s*[-–]\s*|\s+(?:to|and|or)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<!\w)(?:between|from)\s+$", re.IGNORECASE)
_AGE = re.compile(r"\w,\s(?P<age>[1-9]\d)(?=[,.;]|\s*$)|\((?P<paren>[1-9]\d)\)|\baged?\s(?P<aged>[1-9]\d)\b")
_RANK = re.compile(
    r"\b(?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))[- ](?:[a-z]{3,}est)\b"
)
_ONE_WHO = re.compile(r"\s+(?:who|whose|whom)\b", re.IGNORECASE)
_ELLIPSIS = re.compile(r"\b(?P<link>not|another)\s+$", re.IGNORECASE)
_CLOSED = re.compile(r"\s*(?:[,.;:!?)”\"]|$)")
_CLOCK = re.compile(r":\d|\s?[ap]\.?m\b", re.IGNORECASE)
_WORD = re.compile(r"\s+(?P<of>of\s+)?(?P<word>[\w’'-]+)")
_OF_THE = re.compile(r"\s+of\s+(?:the|its|his|her|their|our|my)\b", re.IGNORECASE)
_OF_THOSE = re.compile(r"\s+of\s+(?:those|these|them)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\s+[a-z]+ing\s+(?P<noun>\w+)")
_REACH = 120  # characters around a figure in which its words are looked for
_HANDFUL = 5
_LONGEST_NOUN = 4  # words between a number and the noun that it counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure. `number` is the span of the bare number. Ages are marked, and what is said not to be so."""

    span: Span
    number: Span
    unit: str
    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    approximate: bool = False
    is_age: bool = False
    is_negated: bool = False


def find_quantities(words: str, taken: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """The figures of a sentence in order; `taken` are the spans that are dates."""
    found = [*_ranks(words), *_ages(words)]
    numbers = [one for one in find_numbers(words) if not any(one.span.overlaps(span) for span in taken)]
    place = 0
    for index, number in enumerate(numbers):
        if number.span.start < place or any(number.span.overlaps(one.span) for one in found):
            continue
        quantity = _range(words, number, numbers[index + 1 : index + 2]) or _single(words, number)
        quantity = quantity or _elliptic(words, number, [one for one in found if not one.is_age and one.unit != "rank"])
        if quantity is not None:
            found.append(_declined(words, quantity))
            place = quantity.span.end
    return tuple(sorted(found, key=lambda one: one.span.start))


def _near(end: int) -> int:
    return max(0, end - _REACH)


def _single(words: str, number: Number) -> Quantity | None:
    if _is_name(words, number):
        return None
    unit = _unit_at(words, number) or _fraction(words, number) or _counted(words, number)
    if unit is None:
        return None
    start, end, name, factor = unit
    value = None if number.value is None else number.value * factor
    quantity = Quantity(span=Span(start=start, end=end), number=number.span, unit=name, value=value)
    if name in lexicon.TIME_UNITS and lexicon.NO_TIME_AFTER.match(words, end):
        return None
    return _compared(words, quantity)


def _elliptic(words: str, number: Number, before: Sequence[Quantity]) -> Quantity | None:
    """A bare number that counts what one before it counts: the last for "another five", the first for "not 11"."""
    link = _ELLIPSIS.search(words, _near(number.span.start), number.span.start)
    if link is None or not before or not _CLOSED.match(words, number.span.end):
        return None
    is_negated = link["link"].lower() == "not"
    return Quantity(
        span=number.span,
        number=number.span,
        unit=before[0 if is_negated else -1].unit,
        value=number.value,
        is_negated=is_negated,
    )


def _is_name(words: str, number: Number) -> bool:
    """Whether a number belongs to a name, a law or a clock: Article 35, Chronicle 17, 10:30."""
    start, end = number.span.start, number.span.end
    left, right = words[_near(start) : start], words[end : end + _REACH]
    if lexicon.NO_FIGURE_BEFORE.search(left) or (_CLOCK.match(right) and number.form == "digits"):
        return True
    if number.form == "digits" and re.match(r"[-–/]\d", right) and not _UNIT_AFTER.search(right[:20]):
        return True
    before = re.search(r"(?<![\w’'])([A-Z][\w’'.-]*)\s$", left)
    return before is not None and number.form == "digits" and before[1].lower() not in lexicon.OPENING


Extent = tuple[int, int, str, Decimal]


def _unit_at(words: str, number: Number) -> Extent | None:
    """A currency before the number, or a unit after it."""
    one = Decimal(1)
    if sign := _SIGN_BEFORE.search(words, _near(number.span.start), number.span.start):
        unit = next((lexicon.SIGNS[mark] for mark in sign[0] if mark in lexicon.SIGNS), sign[0].strip())
        return sign.start(), number.span.end, unit, one
    after = _UNIT_AFTER.match(words, number.span.end)
    if after is None:
        return None
    end = after.end()
    if old := _OLD.match(words, end):
        end = old.end()
    name = after["unit"].lower()
    if name in lexicon.DECADES:
        return number.span.start, end, lexicon.DECADE_UNIT, Decimal(lexicon.DECADES[name])
    return number.span.start, end, lexicon.UNIT_OF[" ".join(name.split())], one


def _fraction(words: str, number: Number) -> Extent | None:
    """One fifth of something is 20 percent of it."""
    if number.form != "fraction" or not re.match(r"\s+of\b", words[number.span.end : number.span.end + _REACH]):
        return None
    return number.span.start, number.span.end, "percent", Decimal(100)


def _counted(words: str, number: Number) -> Extent | None:
    """The noun that a number counts: the first plural within a few words."""
    start, end, one = number.span.start, number.span.end, Decimal(1)
    if number.value == 1 and number.form == "words":
        return (start, end, "people", one) if _ONE_WHO.match(words, end) else None
    if number.form == "fraction":
        return None
    if those := _OF_THOSE.match(words, end):
        return start, those.end(), "people", one
    if (serving := _PARTICIPLE.match(words, end)) and not lexicon.starts_compound(words[end : end + _REACH].strip()):
        unit = lexicon.UNIT_OF.get(serving["noun"].lower(), "people")
        return start, serving.end(), unit, one
    if determiner := _OF_THE.match(words, end):
        end = determiner.end()
    return _noun(words, start, end)


def _noun(words: str, start: int, end: int) -> Extent | None:
    before = ""
    for _ in range(_LONGEST_NOUN):
        match = _WORD.match(words, end)
        if match is None or (match["word"].lower() in lexicon.STOPS and not match["of"]):
            return None
        end = match.end()
        if lexicon.is_counted(match["word"]):
            return start, end, _unit_name(match["word"], before), Decimal(1)
        before = match["word"]
    return None


def _unit_name(noun: str, before: str) -> str:
    """People also by a name for many: 40 Greeks."""
    if lexicon.is_people(noun) or noun[0].isupper():
        return "people"
    return f"{before} {noun}".lower() if before.endswith("ing") else noun.lower()


def _compared(words: str, quantity: Quantity) -> Quantity:
    """With "more than" as a least, "up to" as a most, "about" as approximate."""
    start, end = quantity.span.start, quantity.span.end
    before, after = lexicon.BEFORE.search(words, _near(start), start), lexicon.AFTER.match(words, end)
    kind = before.lastgroup if before else after.lastgroup if after else None
    if kind is None:
        return quantity
    span = Span(start=before.start() if before else start, end=end if before or after is None else after.end())
    if kind == "about" and _is_story_about(words[: span.start], quantity):
        return quantity
    if kind == "about":
        return replace(quantity, span=span, approximate=quantity.value is not None)
    if kind == "least":
        return replace(quantity, span=span, value=None, min=quantity.value)
    return replace(quantity, span=span, value=None, max=quantity.value)


def _is_story_about(left: str, quantity: Quantity) -> bool:
    """Whether "about" says what a story is about: a handful of people is not counted by guess."""
    counted = quantity.unit not in lexicon.SHRINKING | lexicon.TIME_UNITS
    return counted and quantity.value is not None and quantity.value < _HANDFUL and bool(left.strip())


def _range(words: str, first: Number, rest: Sequence[Number]) -> Quantity | None:
    """6 to 8 percent, between $513 million and $654 million."""
    last = rest[0] if rest else None
    if last is None or first.value is None or last.value is None or first.value >= last.value:
        return None
    unit = _unit_at(words, last)
    if unit is None:
        return None
    lower = _unit_at(words, first)
    link = words[(lower[1] if lower else first.span.end) : unit[0]]
    between = _BETWEEN.search(words, _near(first.span.start), lower[0] if lower else first.span.start)
    if not _RANGE.fullmatch(link) or ("and" in link.split() and between is None):
        return None
    start = between.start() if between else lower[0] if lower else first.span.start
    return Quantity(
        span=Span(start=start, end=unit[1]),
        number=Span(start=first.span.start, end=last.span.end),
        unit=unit[2],
        min=first.value * unit[3],
        max=last.value * unit[3],
    )


def _declined(words: str, quantity: Quantity) -> Quantity:
    """A decline is negative, and its least is its most."""
    if quantity.unit not in lexicon.SHRINKING:
        return quantity
    start, end = quantity.span.start, quantity.span.end
    left, right = words[_near(start) : start], words[end : end + _REACH]
    if not lexicon.FALLING.search(left) and not lexicon.FALLEN.match(right):
        return quantity
    value, least, most = (None if one is None else -one for one in (quantity.value, quantity.max, quantity.min))
    return replace(quantity, value=value, min=least, max=most)


def _ages(words: str) -> Iterator[Quantity]:
    for match in _AGE.finditer(words):
        group = match.lastgroup or "age"
        if group == "age" and not _follows_name(words[_near(match.start("age")) : match.start("age")]):
            continue
        span = Span(start=match.start(group), end=match.end(group))
        yield Quantity(span=span, number=span, unit="years", value=Decimal(match[group]), is_age=True)


def _follows_name(left: str) -> bool:
    """Whether the word before ", 34" is a name and no month: Sarin, 39."""
    return re.search(r"[A-Z][\w’'-]*(?:\s\([^)]*\))?,\s$", left) is not None


def _ranks(words: str) -> Iterator[Quantity]:
    for match in _RANK.finditer(words):
        span = Span(start=match.start(), end=match.end())
        yield Quantity(span=span, number=span, unit="rank", value=Decimal(ordinal_of(match["nth"]) or 0))
