"""Attributions as PolNeAR draws them, from claims as the reader prints them.

The reader names the cue by its words and the speaker by the full name; PolNeAR marks where both stand. The cue is
looked for next to the claim, the speaker next to the cue: by the places where the name stands, or by a pronoun. Claims
whose speaker is carried over from another paragraph have no cue and are no attributions there.
"""

import re
from collections.abc import Iterable, Sequence

from eval.brat import Attribution
from eval.records import Claim
from eval.words import Span

_REACH = 300  # characters from a claim to its cue
_BESIDE = 60  # characters from a cue to the pronoun that it belongs to
_PRONOUN = re.compile(r"\b(?:he|she|they|it|i|we|you|who|which)\b", re.IGNORECASE)


def locate_attributions(text: str, claims: Sequence[Claim]) -> list[Attribution]:
    """One attribution for each chain of claims that has a cue."""
    located = []
    for chain in _chains(text, claims):
        content = tuple(claim.span for claim in chain)
        first = next((claim for claim in chain if claim.cue), None)
        cue = _find_cue(text, first.cue, content) if first and first.cue else None
        if first is not None and cue is not None:
            located.append(Attribution(content=content, cue=cue, source=_find_source(text, first, cue, content)))
    return located


def _chains(text: str, claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims joined to the one that they continue, within a paragraph."""
    chains: dict[str, list[Claim]] = {}
    for number, claim in enumerate(sorted(claims, key=lambda claim: claim.span)):
        before = chains.get(claim.continues or "")
        if before is not None and "\n" not in text[before[-1].span.end : claim.span.start]:
            before.append(claim)
            chains[claim.id] = before
        else:
            chains[claim.id or f"#{number}"] = [claim]
    return list({id(chain): chain for chain in chains.values()}.values())


def _find_cue(text: str, cue: str, content: Sequence[Span]) -> Span | None:
    start, end = max(0, content[0].start - _REACH), content[-1].end + _REACH
    pattern = re.compile(rf"(?<!\w){re.escape(cue)}(?!\w)", re.IGNORECASE)
    found = (Span(*match.span()) for match in pattern.finditer(text, start, end))
    return _nearest(content, (span for span in found if not _is_within(span, content)))


def _find_source(text: str, claim: Claim, cue: Span, content: Sequence[Span]) -> Span | None:
    """The name nearest to the cue, or a pronoun that stands nearer."""
    if not claim.speaker:
        return None
    near = _PRONOUN.finditer(text, max(0, cue.start - _BESIDE), cue.end + _BESIDE)
    named = [*claim.mentions, *_literal(text, claim.speaker)]
    candidates = [*(Span(*match.span()) for match in near), *named]
    return _nearest([cue], (span for span in candidates if not _is_within(span, content)))


def _literal(text: str, forms: Iterable[str]) -> list[Span]:
    return [Span(*match.span()) for form in forms for match in re.finditer(re.escape(form), text)]


def _nearest(places: Sequence[Span], spans: Iterable[Span]) -> Span | None:
    return min(spans, key=lambda span: min(place.distance(span) for place in places), default=None)


def _is_within(span: Span, places: Iterable[Span]) -> bool:
    return any(span.overlaps(place) for place in places)
