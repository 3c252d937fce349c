"""Numbers as news writes them: in digits, in words, with "million", as fractions, and the vague ones.

The words of numbers are grammar rather than lexicon: they combine, so they stand here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from saksi.model import Span

# fmt: off
_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}
# fmt: on
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "mn": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_VAGUE = ("dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions")
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip

_SCALE = "|".join(_SCALES)
_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SPELLED = rf"(?:(?:a|half a)\s+(?:{_SCALE})|(?:{_WORD}))(?:(?:[\s-]+|\s+and\s+)(?:{_WORD}|{_SCALE})\b)*"
_FRACTION = rf"(?:{_WORD}|an?)[\s-](?:{'|'.join(_PARTS)})s?"

_NUMBER = re.compile(
    rf"(?<![\w.,/])(?:"
    rf"(?P<vague>(?:(?:tens|hundreds)\s+of\s+)?(?:{'|'.join(_VAGUE)}))"
    rf"|(?P<dozen>(?:half\s+a|an?|(?:{_WORD})|{_DIGITS})\s+dozen)"
    rf"|(?P<fraction>{_FRACTION})"
    rf"|(?P<digits>{_DIGITS})(?:[\s-]*(?P<scale>{_SCALE}))?"
    rf"|(?P<spelled>{_SPELLED}))(?!\w)(?!\.\d)(?!,\d{{3}})",
    re.IGNORECASE,
)

NumberForm = Literal["digits", "words", "vague", "fraction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number and where it stands. A vague one ("dozens") has no value; a fraction's is below 1."""

    span: Span
    form: NumberForm
    value: Decimal | None


def find_numbers(text: str) -> Iterator[Number]:
    """The numbers of a text in order; what they count or date is for others to say."""
    for match in _NUMBER.finditer(text):
        span = Span(start=match.start(), end=match.end())
        if match["vague"]:
            yield Number(span=span, form="vague", value=None)
        elif match["dozen"]:
            yield Number(span=span, form="words", value=_dozens(match["dozen"]))
        elif match["fraction"]:
            yield Number(span=span, form="fraction", value=_fraction(match["fraction"]))
        elif match["digits"]:
            scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
            yield Number(span=span, form="digits", value=_whole(Decimal(match["digits"].replace(",", "")) * scale))
        else:
            yield Number(span=span, form="words", value=_spelled(match["spelled"]))


def number_of(words: str) -> Decimal | None:
    """The value of words that are one number and nothing else, "a" and "an" being one; else None."""
    if words.lower() in ("a", "an"):
        return Decimal(1)
    found = next(find_numbers(words), None)
    return found.value if found and found.span == Span(start=0, end=len(words)) else None


def ordinal_of(word: str) -> int | None:
    """2 for "second", 21 for "21st"; None for other words."""
    if match := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word.lower()):
        return int(match[1])
    return _ORDINALS.get(word.lower())


def _dozens(words: str) -> Decimal:
    many = words.split()[0].lower()
    if many == "half":
        return Decimal(6)
    return Decimal(12) * (number_of(many) or Decimal(1))


def _fraction(words: str) -> Decimal:
    """Two thirds as .667: shares are read to a tenth of a percent."""
    many, part = re.split(r"[\s-]", words.lower())
    below = _PARTS.get(part) or _PARTS[part.removesuffix("s")]
    return _whole(((number_of(many) or Decimal(1)) / below).quantize(Decimal("0.001")))


def _spelled(words: str) -> Decimal:
    total = part = Decimal(0)
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "half":
            part = Decimal("0.5")
        elif word == "hundred":
            part = (part or Decimal(1)) * 100
        elif word in _SCALES:
            total += (part or Decimal(1)) * _SCALES[word]
            part = Decimal(0)
    return _whole(total + part)


def _whole(value: Decimal) -> Decimal:
    """Without an exponent and without zeros after the point."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()
