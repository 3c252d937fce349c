"""Who runs an outside procedure, and against whom: the two sides of a review step or a sanction."""

import re
from dataclasses import replace

from saksi.model import Party, Span

from .page import Sentence
from .participants import Participants
from .people import People

_RUNS = re.compile(
    r"(?:\bEU\b|European (?:Union|Commission|Council|Parliament)|Commission|United Nations|\bU\.?N\.?\b|Committee|"
    r"Council|Working Group|Security Council|State Department|Treasury|Congress|United States|\bUS\b|\bU\.S\.)"
)
_ANSWER = re.compile(r"\b(?:response|reply|observations|answer)", re.IGNORECASE)
PROCEDURES = frozenset({"review_step", "sanction"})


def fill_sides(who: Participants, words: str, sentence: Sentence, people: People, home: str | None) -> Participants:
    """The institution acts and the country bears; an answer goes the other way."""
    body = institution_near(people, sentence.span)
    country = _country(people, home)
    if _ANSWER.search(words):
        answering = who.agent if who.agent and not _RUNS.search(who.agent.name) else _ministry(people, sentence.span)
        return replace(who, agent=answering or country, targets=(body,) if body else ())
    agent = who.agent if who.agent and _RUNS.search(who.agent.name) else body
    kept = tuple(party for party in who.targets if _is_side(people, party) and party != agent)
    return replace(who, agent=agent, targets=kept or ((country,) if country else ()))


def institution_near(people: People, span: Span) -> Party | None:
    """The institution that is named in a sentence, else the last before it, else the first after."""
    named = [
        m for m in people.mentions if _RUNS.search(people.name(m.ref).name) and people.name(m.ref).kind != "person"
    ]
    inside = [m for m in named if span.holds(m.span)]
    before = [m for m in named if m.span.end <= span.start]
    chosen = (inside[:1] or before[-1:] or named[:1]) or None
    return people.party(chosen[0].ref) if chosen else None


def _ministry(people: People, span: Span) -> Party | None:
    found = [
        m for m in people.mentions_in(span) if re.search("Ministry|Government|government", people.name(m.ref).name)
    ]
    return people.party(found[0].ref) if found else None


def _is_side(people: People, party: Party) -> bool:
    """Whether a target can be sanctioned: a country, a person, a body, officials; not a trade preference."""
    if party.ref is None:
        return bool(re.search(r"(?:members|officials|leaders|generals|people|regime|companies)", party.name))
    return not re.search(r"(?i)government|access|preferences", party.name)


def _country(people: People, home: str | None) -> Party | None:
    known = next((name for name in people.names if name.kind == "place" and name.name == home), None)
    return Party(name=known.name, ref=known.id) if known else Party(name=home) if home else None
