"""Who does an event and to whom it is done: spans of a predicate turned into parties."""

import re
from dataclasses import dataclass

from saksi.model import EVENT_KINDS, Count, Party, Span

from .closed_words import COPULAS, DETERMINERS, PREPOSITIONS
from .frames import Hit
from .governors import undergone_at
from .party_phrases import count_of, parties
from .predicates import Clauses

_CUSTODY = frozenset({"prison", "jail", "custody", "detention", "bars"})
_REFLEXIVE = re.compile(r"\b(?:themselves|himself|herself|itself|myself|ourselves)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"(?:I|me|we|us|my|our)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """The agent and the targets of an event, how many they are, and the words of its subject."""

    agent: Party | None = None
    targets: tuple[Party, ...] = ()
    count: Count | None = None
    group: str = ""
    subject: str = ""
    passive: bool = False
    is_subset: bool = False


def find_participants(clauses: Clauses, hit: Hit, speaker: Party | None = None) -> Participants:
    """Who and to whom, by the shape of the trigger. `speaker` is who says "I" and "me" here."""
    if hit.shape == "noun":
        return _of_noun(clauses, hit)
    if hit.shape == "state":
        return _of_state(clauses, hit)
    return _of_verb(clauses, hit, speaker)


def _who(clauses: Clauses, span: Span | None, speaker: Party | None) -> tuple[Party, ...]:
    if span is not None and _FIRST_PERSON.match(span.of(clauses.page.text)) and not clauses.people.mentions_in(span):
        return (speaker,) if speaker else ()
    return parties(clauses.people, clauses.page.text, span)


def _of_verb(clauses: Clauses, hit: Hit, speaker: Party | None) -> Participants:
    one = clauses.predicate(hit)
    text = clauses.page.text
    passive = one.voice == "passive"
    subject = _who(clauses, one.subject, speaker)
    words = one.subject.of(text) if one.subject else ""
    object_words = one.object.of(text) if one.object else ""
    if hit.frame.who == "moves" and not (passive and not hit.frame.passive_moves and hit.frame.kind != "election"):
        agent = _joined(subject, words)
        others = _who(clauses, one.object, speaker) if hit.frame.kind == "appeal" else ()
        return Participants(agent=agent, targets=others, count=count_of(words, subject), group=one.group, subject=words)
    if hit.frame.who == "bears" or passive:
        actors = _who(clauses, one.by, speaker)
        return Participants(
            agent=actors[0] if actors else None,
            targets=subject,
            count=count_of(words, subject),
            group=one.group,
            subject=words,
            passive=passive,
            is_subset=_is_subset(clauses, one.subject),
        )
    agent = _joined(subject, words)
    targets = _others(_who(clauses, one.object, speaker), agent, object_words)
    return Participants(
        agent=agent,
        targets=targets,
        count=count_of(object_words, targets),
        group=one.group,
        subject=words,
    )


def _others(found: tuple[Party, ...], agent: Party | None, words: str) -> tuple[Party, ...]:
    """Nobody does to "her" what she does: an object means another than the subject, but for "herself"."""
    if agent is None or _REFLEXIVE.search(words):
        return found
    return tuple(one for one in found if one.ref is None or one.ref != agent.ref)


def _joined(found: tuple[Party, ...], words: str) -> Party | None:
    """An agent is one party: of "she and two fellow activists" the name, with the words that join the others."""
    if not found:
        return None
    if len(found) > 1:
        return Party(name=f"{', '.join(p.name for p in found[:-1])} and {found[-1].name}", ref=found[0].ref)
    rest = re.search(r"\s+and\s+(.+)", words)
    if rest and words.lower().split()[0] in ("he", "she", "i"):
        return Party(name=f"{found[0].name} and {rest.group(1)}", ref=found[0].ref)
    return found[0]


def _is_subset(clauses: Clauses, subject: Span | None) -> bool:
    """Whether a subject is a part of a group: "including one who", "two of them"."""
    if subject is None or not subject.of(clauses.page.text).lower().startswith(("one", "some", "two", "several")):
        return False
    place = clauses.index(subject.start)
    return place > 0 and clauses.words[place - 1].low in ("including", "among")


def _of_state(clauses: Clauses, hit: Hit) -> Participants:
    place = _before_custody(clauses, clauses.index(hit.head.start))
    left = clauses.group_start(place)
    while left > 0 and clauses.words[left - 1].low in COPULAS:
        left = clauses.group_start(left - 1)
    span = clauses.subject_at(place) if left == place else clauses.subject_of(left)
    text = clauses.page.text
    words = span.of(text) if span else ""
    found = parties(clauses.people, text, span)
    by = parties(clauses.people, text, clauses.by_phrase(clauses.index(hit.span.end)))
    group = " ".join(word.low for word in clauses.words[left:place])
    count = count_of(words, found)
    if hit.frame.kind == "surveillance" and words and "parked" in hit.span.of(text):
        return Participants(agent=found[0] if found else None, count=count, group=group, subject=words)
    return Participants(
        agent=by[0] if by else None,
        targets=found,
        count=count,
        group=group,
        subject=words,
        is_subset=_is_subset(clauses, span),
    )


def _before_custody(clauses: Clauses, place: int) -> int:
    """Past another state of the same person: "in prison" before "awaiting trial"."""
    before = [word.low for word in clauses.words[max(0, place - 2) : place]]
    return place - 2 if len(before) == 2 and before[0] in ("in", "behind") and before[1] in _CUSTODY else place


def _of_noun(clauses: Clauses, hit: Hit) -> Participants:
    text, people = clauses.page.text, clauses.people
    after = clauses.index(hit.span.end)
    target = _after(
        clauses,
        after,
        ("of", "against", "on") if hit.frame.kind in ("sanction", "ban") else ("of", "against"),
        hit.span.of(text).split()[-1].lower(),
    )
    by = clauses.by_phrase(after)
    owner = _owner(clauses, clauses.index(hit.span.start), hit)
    owner_is_agent = (
        hit.frame.kind in ("review_step", "threat", "sanction", "legislation", "election") or target is not None
    )
    if target is None and owner is None:
        owner = _sufferer(clauses, hit)
    words = (target or owner or hit.span).of(text)
    targets = parties(people, text, target) or (() if owner_is_agent else parties(people, text, owner))
    agents = parties(people, text, by) or (parties(people, text, owner) if owner_is_agent else ())
    if hit.frame.kind == "election":
        agents, targets = (), ()
    elif EVENT_KINDS[hit.frame.kind].subject == "agent" and not agents:
        agents, targets = (targets or parties(people, text, owner)), ()
    return Participants(
        agent=agents[0] if agents else None,
        targets=targets,
        count=count_of(words, targets),
        group=_modifiers(clauses, hit),
        subject=words if target or owner else "",
    )


def _sufferer(clauses: Clauses, hit: Hit) -> Span | None:
    """Whom an act awaits that is only feared or escaped: the subject of "X escaped arrest"."""
    start = undergone_at(clauses.page.text[clauses.sentence.start : hit.span.start])
    return None if start is None else clauses.subject_at(clauses.index(clauses.sentence.start + start))


def _after(clauses: Clauses, place: int, openers: tuple[str, ...], last: str) -> Span | None:
    if last in ("of", "against", "for", "on"):
        return clauses.np_right(place)
    for spot in range(place, min(place + 5, len(clauses.words))):
        low = clauses.words[spot].low
        if low in openers:
            return clauses.np_right(spot + 1)
        if low not in ("on", "bail", "and", "convictions", "for", "detention", "from"):
            return None
    return None


def _owner(clauses: Clauses, place: int, hit: Hit) -> Span | None:
    """The possessor: "X's detention", "his release"."""
    words = clauses.words
    first = hit.span.of(clauses.page.text).split()[0].lower()
    if first in ("his", "her", "their", "its"):
        return Span(start=hit.span.start, end=hit.span.start + len(first))
    for spot in range(place - 1, max(-1, place - 4), -1):
        low = words[spot].low
        if low.endswith(("’s", "'s", "s’")):
            opening = clauses.simple_left(spot)
            if opening is None:
                return None
            return Span(start=words[opening].start, end=words[spot].end - (1 if low.endswith("s’") else 2))
        if low in ("his", "her", "their", "its", "my", "our"):
            return Span(start=words[spot].start, end=words[spot].end)
        if low in PREPOSITIONS | DETERMINERS or not words[spot].is_word:
            return None
    return None


def _modifiers(clauses: Clauses, hit: Hit) -> str:
    place = clauses.index(hit.span.start)
    return " ".join(word.low for word in clauses.words[max(0, place - 4) : place])
