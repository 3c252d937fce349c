"""Noun phrases turned into parties, and how many people they mean."""

import re
from collections.abc import Sequence

from saksi.model import Count, Party, Span

from .closed_words import PREPOSITIONS
from .people import People

_NOBODY = re.compile(
    r"(?:nobody|no one|none|it|this|that|these|those(?! \w)|what|which|there|no \w+|most)\b", re.IGNORECASE
)
_PRONOUN = re.compile(r"(?:I|me|you|he|him|she|her|we|us|they|them)\b", re.IGNORECASE)
_THING = re.compile(
    r"(?:(?:the|all|any|these|his|her|their|out)\s+)?(?:[\w-]+\s+){0,2}?(?:conditions?|names?|charges?|phones?|homes?|houses?|"
    r"movements?|surveillance|part|rights?)\s+(?:of|against|from)\s+",
    re.IGNORECASE,
)
_PART = re.compile(r"(.+) of (?:them|us|whom)", re.IGNORECASE)
_AND_GROUP = re.compile(r"\s+and\s+((?:\w+\s+){1,4}?\w+)", re.IGNORECASE)
#: An age between two names of a list: "X, 27, and Y".
_AGED = re.compile(r",\s+\d{1,3},\s+and\s+(?=\S)")
_SMALL = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
)
_NUMBERS = {word: number for number, word in enumerate(_SMALL, 1)} | {"twenty": 20, "thirty": 30, "a": 1, "an": 1}
_COUNT = re.compile(
    r"(?:(?P<head>more than|over|at least|up to|about|around|some|nearly|almost|a total of|the|other|another|"
    r"fewer than)\s+)*(?P<number>\d[\d,]*|[A-Za-z]+)\b(?:(?:\s+of\b)?\s+\w+|$)",
    re.IGNORECASE,
)


def parties(people: People, text: str, span: Span | None) -> tuple[Party, ...]:
    """The parties of a noun phrase; an unknown one goes by its own words; nobody is none."""
    if span is None:
        return ()
    words = span.of(text).strip()
    if _NOBODY.match(words) and not words.lower().startswith("most of") and not people.mentions_in(span):
        return ()
    if (age := _AGED.search(text, span.start, span.end)) is not None and span.start < age.start():
        one, other = Span(start=span.start, end=age.start()), Span(start=age.end(), end=span.end)
        return parties(people, text, one) + parties(people, text, other)
    head = _head(people, text, span)
    known = _without_owners(people, text, head) if head else ()
    if all(party.ref is None for party in known) and (inner := _owners_of(people, text, span)):
        return inner
    if not known:
        words = _whole_of(people, span, words)
        is_somebody = re.search(r"[a-z]{3}", words) and not _PRONOUN.fullmatch(words)
        return (Party(name=words),) if is_somebody else ()
    return known


def _whole_of(people: People, span: Span, words: str) -> str:
    """A counted part of a group by the group's name: "nine of them" as "nine of 12 people"; a pronoun names nobody."""
    match = _PART.fullmatch(words)
    if match is None or _number(match[1])[0] is None:
        return words
    inside = people.mentions_in(span)
    return f"{match[1]} of {people.name(inside[-1].ref).name}" if inside else f"{match[1]} people"


def _owners_of(people: People, text: str, span: Span) -> tuple[Party, ...]:
    """Of a thing ("the bail conditions of X", "names of those who", "charges against X"): those whom it concerns."""
    match = _THING.match(span.of(text))
    if match is None:
        return ()
    inner = Span(start=span.start + match.end(), end=span.end) if match.end() < span.end - span.start else None
    return people.parties_in(inner) or ((Party(name=inner.of(text)),) if inner else ()) if inner else ()


def _without_owners(people: People, text: str, head: Span) -> tuple[Party, ...]:
    """The parties of a phrase whose possessors are no heads; of a thing that somebody owns, the owner."""
    inside = people.mentions_in(head)
    owners = [
        m
        for m in inside
        if text[m.span.end : m.span.end + 2] in ("’s", "'s", "’ ", "' ")
        or (m.span != inside[-1].span and m.span.of(text).lower() in ("his", "her", "their", "its", "my", "our"))
    ]
    if not owners or len(owners) == len(inside):
        return people.parties_in(head)
    start = max((m.span.end for m in owners if m.span.end < inside[-1].span.end), default=head.start)
    return people.parties_in(Span(start=start, end=head.end)) or people.parties_in(head)


def _head(people: People, text: str, span: Span) -> Span | None:
    """The part of a phrase up to its first preposition, where a mention stands there; a mention may reach past it."""
    inside = people.mentions_in(span)
    cut = re.search(rf"\s(?:{'|'.join(sorted(PREPOSITIONS))})\s", span.of(text))
    end = span.start + cut.start() if cut else span.end
    first = [mention for mention in inside if mention.span.start < end]
    if not first:
        return None
    return (
        span
        if len(inside) > 1 and inside[0].span.end > end
        else Span(start=span.start, end=max(end, first[-1].span.end))
    )


def count_of(words: str, found: Sequence[Party]) -> Count | None:
    """How many people a phrase means: a number at its head, or the names of a list."""
    number, head = _number(words)
    if number is not None:
        rest = _AND_GROUP.search(words)
        more = _number(rest.group(1))[0] if rest else None
        if head in ("more than", "over", "at least"):
            return Count(min=number)
        if head in ("up to", "fewer than"):
            return Count(max=number)
        return Count(min=number + (more or 0), max=number + (more or 0))
    if len(found) > 1:
        each = [_number(party.name)[0] or (1 if party.name[0].isupper() else None) for party in found]
        if all(each):
            total = sum(one or 0 for one in each)
            return Count(min=total, max=total)
        return None
    joined = _AND_GROUP.search(words)
    if found and joined and (more := _number(joined.group(1))[0]):
        return Count(min=1 + more, max=1 + more)
    return None


def _number(words: str) -> tuple[int | None, str]:
    match = _COUNT.match(words.strip())
    if match is None:
        return None, ""
    digits = match["number"].replace(",", "").lower()
    head = (match["head"] or "").lower()
    if digits.isdigit() and int(digits) < 1900:
        return int(digits), head
    value = _NUMBERS.get(digits)
    return (None if digits in ("a", "an") else value), head
