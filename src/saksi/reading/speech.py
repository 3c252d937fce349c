"""Who says what: the claims of a page, with speaker, listener, cue and stance.

The finding goes unit by unit. A quotation that fills its unit and has no cue belongs to whoever spoke before.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from saksi.model import Form, Party, Span, Stance, Statement, Utterance

from .attribution import Attribution, find_attributions
from .contents import inner_span
from .page import Page
from .people import People
from .quotes import Unit, find_units
from .speech_words import words_of
from .stance import find_stance, is_official

_PRONOUNS = words_of("subject_pronouns") | words_of("relatives") | {"one", "some", "many", "others", "that", "this"}
#: a document speaking of itself before it was corrected is nobody
_EARLIER = re.compile(r"(?:an?|the) (?:earlier|previous|original|first) (?:version|edition)\b", re.IGNORECASE)
_NEAR = 6  # claims among which the one that holds a nested claim stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Words that the document lays into somebody's mouth.

    `span` holds the words without speaker, cue, "that" and outer marks. `cue` is None where the speaker is carried
    over from before; `continues` is then, and where "she said" splits a quotation, the place of the claim before.
    """

    span: Span
    speaker: Party | None = None
    addressee: Party | None = None
    cue: str | None = None
    cue_span: Span | None = None
    source_span: Span | None = None
    form: Form = "indirect"
    stance: Stance = "asserts"
    continues: int | None = None


def find_claims(page: Page, people: People) -> tuple[Claim, ...]:
    """The claims of a page, in order of their words."""
    found: list[Claim] = []
    before: Unit | None = None
    for unit in find_units(page):
        carried = _carry_over(page, unit, before, found)
        found += carried
        found += _claims_of(page, people, unit, len(found))
        before = unit
    return _in_order(_carry_on(found, people))


def claim_at(claims: Sequence[Claim], span: Span) -> Claim | None:
    """The innermost claim that holds a span."""
    holding = [claim for claim in claims if claim.span.holds(span)]
    return min(holding, key=lambda claim: claim.span.end - claim.span.start, default=None)


def utterances(page: Page, claims: Sequence[Claim]) -> tuple[Statement, ...]:
    """Each claim as a statement "s1", "s2" …: that it was uttered is a fact of the document."""
    return tuple(
        Statement(
            id=f"s{number + 1}",
            span=claim.span,
            content=Utterance(),
            said_by=claim.speaker,
            addressee=claim.addressee,
            cue=claim.cue,
            form=claim.form,
            stance=claim.stance,
            continues=None if claim.continues is None else f"s{claim.continues + 1}",
        )
        for number, claim in enumerate(claims)
    )


def _claims_of(page: Page, people: People, unit: Unit, offset: int) -> list[Claim]:
    claims: list[Claim] = []
    for one in find_attributions(page.text, unit):
        claims += _pieces(page, people, one, offset + len(claims))
    return claims


def _pieces(page: Page, people: People, one: Attribution, offset: int) -> Iterator[Claim]:
    speaker = _speaker(page, people, one.named) if one.named else None
    described = _described(page, people, one, speaker)
    listener = people.party_in(one.listener) if one.listener else None
    for number, (span, form) in enumerate(one.pieces):
        yield Claim(
            span=span,
            speaker=speaker,
            addressee=listener if listener != speaker else None,
            cue=page.words(one.cue_span),
            cue_span=one.cue_span,
            source_span=one.source,
            form=form,
            stance="demands" if _is_order(page, one, span) else find_stance(page.words(span), one.cue, form, described),
            continues=offset + number - 1 if number else None,
        )


def _is_order(page: Page, one: Attribution, span: Span) -> bool:
    """Whether somebody is told to do something: "told her to leave"."""
    return "tell" in one.cue.entry.takes and page.text.endswith(" to ", 0, span.start)


def _speaker(page: Page, people: People, named: Span) -> Party | None:
    """Who a phrase means; a description that is no name of the document stands for itself, a pronoun for nobody."""
    words = page.words(named)
    if _EARLIER.match(words):
        return None
    known = people.party_in(named)
    return known if known or words.lower() in _PRONOUNS else Party(name=words)


def _described(page: Page, people: People, one: Attribution, speaker: Party | None) -> str:
    """How the text describes a speaker: the words here, and the role known from elsewhere."""
    called = f"{speaker.name} {_role_of(people, speaker)}" if speaker else ""
    return f"{page.words(one.named) if one.named else ''} {called}"


def _role_of(people: People, party: Party) -> str:
    return (people.name(party.ref).role if party.ref else None) or ""


def _carry_over(page: Page, unit: Unit, before: Unit | None, found: Sequence[Claim]) -> list[Claim]:
    """A unit that is all quotation, right after another of the same mouth: the speaker is carried over."""
    if not found or before is None or unit.paragraph > before.paragraph + 1:
        return []
    last = next(one for one in reversed(found) if not any(_holds(other, one) for other in found[-_NEAR:]))
    spoke_before = before.span.overlaps(last.cue_span or last.span) and not _is_source(last)
    if not spoke_before or not _is_all_quotation(page, unit):
        return []
    span = inner_span(page.text, unit.quotations[0].span)
    stance = find_stance(page.words(span), None, "direct", "")
    follows = found.index(last) if last.form != "indirect" else None
    return [
        replace(
            last, span=span, cue=None, cue_span=None, source_span=None, form="direct", stance=stance, continues=follows
        )
    ]


def _is_all_quotation(page: Page, unit: Unit) -> bool:
    if len(unit.quotations) != 1 or unit.quotations[0].span.start != unit.span.start:
        return False
    return not any(letter.isalnum() for letter in page.text[unit.quotations[0].span.end : unit.span.end])


def _holds(outer: Claim, inner: Claim) -> bool:
    return outer.span != inner.span and outer.span.holds(inner.span)


def _is_source(claim: Claim) -> bool:
    """Whether a claim only names where a fact comes from: nobody is speaking who could go on."""
    return claim.cue is not None and " " in claim.cue and claim.cue.lower().endswith((" to", " of"))


def _carry_on(claims: Sequence[Claim], people: People) -> list[Claim]:
    """Until somebody else speaks, the listener stays the same, and who denies goes on denying."""
    carried: list[Claim] = []
    for claim in claims:
        last = carried[-1] if carried else None
        if last and claim.addressee is None and claim.speaker is not None and claim.speaker == last.speaker:
            claim = replace(claim, addressee=last.addressee)
        if last and last.stance == "denies" and _goes_on(claim, last, people):
            claim = replace(claim, stance="denies")
        carried.append(claim)
    return carried


def _goes_on(claim: Claim, last: Claim, people: People) -> bool:
    """Whether a plain claim continues the denial before it: the same speaker's, and no new quotation.

    A neighbour who contradicts the police "and said that …" tells what she saw; an official goes on answering.
    """
    plain = claim.stance == "asserts" and (claim.form != "direct" or claim.cue is None)
    if not plain or claim.speaker is None or claim.speaker != last.speaker:
        return False
    is_new = claim.cue is not None and claim.source_span == last.source_span and not claim.cue.endswith("ing")
    return not is_new or is_official(f"{claim.speaker.name} {_role_of(people, claim.speaker)}")


def _in_order(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Sorted by place, once each, with `continues` pointing to the new places."""
    order = sorted(range(len(claims)), key=lambda number: (claims[number].span, number))
    kept = [
        number for spot, number in enumerate(order) if not spot or claims[number].span != claims[order[spot - 1]].span
    ]
    places = {number: place for place, number in enumerate(kept)}
    return tuple(replace(claims[number], continues=_place(places, claims[number].continues)) for number in kept)


def _place(places: Mapping[int, int], before: int | None) -> int | None:
    return None if before is None else places.get(before)
