"""Lasting properties that a document states of a party: age, other names, recognition. Roles live in the names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from saksi.model import Form, Party, Span, Stance, Statement, Trait

from .page import Page, Sentence
from .people import People

_AGE_AFTER = re.compile(r"\s*[,(]\s*(?:aged\s+)?(?P<value>\d{1,2})(?=[,.)])(?!,\d)")
_AGE_SAID = re.compile(
    r"\s*(?:,\s*)?(?:who\s+)?(?:is|was|turned)\s+(?P<value>\d{1,2})(?:\s+years\s+old)?(?=[\s.,;]*(?:$|[.,;]|and\b))"
)
_OLD = re.compile(r"\b(?P<value>\d{1,2})[-‑ ]year[-‑ ]old\b")
_OTHER_NAME = re.compile(
    r"\s*,?\s*(?:\(?\s*(?:also|better|formerly)\s+known\s+as|whose\s+(?:real|given|birth)\s+name\s+is|alias|a\.k\.a\.)\s+[“\"‘']?"
    r"(?P<value>[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)"
)
_RECOGNISED = re.compile(
    r"\b(?:recogni[sz]ed|regarded|listed|designated)\s+(?P<subject>.*?)\s*\bas\s+"
    r"(?P<value>(?:a|an|the)?\s*(?:political prisoners?|"
    r"prisoners? of conscience|refugees?|human rights defenders?))(?:\s+by\s+(?P<by>[^,.;]+))?"
)
_ARTICLE = re.compile(r"^(?:a|an|the)\s+")


class Said(Protocol):
    """What is needed of a claim: its words, who said them to whom, how."""

    @property
    def span(self) -> Span:
        """Where its words stand."""

    @property
    def speaker(self) -> Party | None:
        """Who says it."""

    @property
    def addressee(self) -> Party | None:
        """To whom."""

    @property
    def form(self) -> Form:
        """Quoted, reported or told."""

    @property
    def stance(self) -> Stance:
        """Asserted, denied …."""

    @property
    def cue(self) -> str | None:
        """The verb or preposition of attribution."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A trait before it is known in whose claim it stands."""

    span: Span
    subject: Party
    property: str
    value: str
    holder: Party | None = None


def find_traits(page: Page, people: People, claims: Sequence[Said]) -> tuple[Statement, ...]:
    """Find the traits that a document states in words, with the holder of the claim that they stand in; each once."""
    found: dict[tuple[str | None, str, str], _Found] = {}
    for sentence in page.telling():
        for trait in (
            *_ages(page, people, sentence),
            *_other_names(page, people, sentence),
            *_recognitions(page, people, sentence),
        ):
            found.setdefault((trait.subject.ref, trait.property, trait.value), trait)
    ordered = sorted(found.values(), key=lambda trait: trait.span)
    return tuple(_statement(number, trait, claims) for number, trait in enumerate(ordered, 1))


def _ages(page: Page, people: People, sentence: Sentence) -> Iterator[_Found]:
    for mention in people.mentions_in(sentence.span):
        name = people.name(mention.ref)
        if name.kind == "person" and mention.how in ("name", "alias"):
            for pattern in (_AGE_AFTER, _AGE_SAID):
                if (match := pattern.match(page.text, mention.span.end, sentence.span.end)) is not None:
                    yield _trait(match, people.party(mention.ref), "age")
        elif mention.how == "description" and (old := _OLD.search(page.text, mention.span.start, mention.span.end)):
            yield _trait(old, people.party(mention.ref), "age")


def _other_names(page: Page, people: People, sentence: Sentence) -> Iterator[_Found]:
    for mention in people.mentions_in(sentence.span):
        match = _OTHER_NAME.match(page.text, mention.span.end, sentence.span.end)
        if match is not None and people.name(mention.ref).kind in ("person", "body"):
            yield _trait(match, people.party(mention.ref), "other_name")


def _recognitions(page: Page, people: People, sentence: Sentence) -> Iterator[_Found]:
    for match in _RECOGNISED.finditer(page.text, sentence.span.start, sentence.span.end):
        before = Span(start=sentence.span.start, end=max(match.start(), sentence.span.start + 1))
        if match["subject"]:
            subject = _party(people, match, "subject")
            holder = _party(people, match, "by") or people.party_in(before)
        else:
            subject, holder = people.party_in(before), _party(people, match, "by")
        if subject is not None and subject != holder:
            yield _Found(_span(match), subject, "recognised_as", _ARTICLE.sub("", match["value"].strip()), holder)


def _party(people: People, match: re.Match[str], group: str) -> Party | None:
    return people.party_in(Span(start=match.start(group), end=match.end(group))) if match[group] else None


def _trait(match: re.Match[str], subject: Party, property: str) -> _Found:
    return _Found(_span(match), subject, property, match["value"])


def _span(match: re.Match[str]) -> Span:
    return Span(start=match.start("value"), end=match.end("value"))


def _statement(number: int, found: _Found, claims: Sequence[Said]) -> Statement:
    content = Trait(subject=found.subject, property=found.property, value=found.value)
    claim = next((claim for claim in claims if claim.span.holds(found.span)), None)
    if claim is None:
        return Statement(id=f"t{number}", span=found.span, content=content, said_by=found.holder)
    return Statement(
        id=f"t{number}",
        span=found.span,
        content=content,
        said_by=found.holder or claim.speaker,
        addressee=claim.addressee,
        cue=claim.cue,
        form=claim.form,
        stance=claim.stance,
    )
