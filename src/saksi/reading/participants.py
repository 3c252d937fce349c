"""Who does an event and to whom it is done: spans of a predicate turned into parties."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from saksi.model import EVENT_KINDS, Count, Party, Span

from .closed_words import COPULAS, DETERMINERS, PREPOSITIONS
from .frames import Hit
from .people import People
from .predicates import Clauses

_NOBODY = re.compile(
    r"(?:nobody|no one|none|it|this|that|these|those(?! \w)|what|which|there|no \w+|most)\b", re.IGNORECASE
)
_THING = re.compile(
    r"(?:(?:the|all|any|these|his|her|their|out)\s+)?(?:[\w-]+\s+){0,2}?(?:conditions?|names?|charges?|phones?|homes?|houses?|"
    r"movements?|surveillance|part|rights?)\s+(?:of|against|from)\s+",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"(?:I|me|we|us|my|our)\b")
_AND_GROUP = re.compile(r"\s+and\s+((?:\w+\s+){1,4}?\w+)", re.IGNORECASE)
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
    r"fewer than)\s+)*(?P<number>\d[\d,]*|[A-Za-z]+)\b(?:\s+of\b)?\s+\w+",
    re.IGNORECASE,
)


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


def parties(people: People, text: str, span: Span | None) -> tuple[Party, ...]:
    """The parties of a noun phrase; an unknown one goes by its own words; nobody is none."""
    if span is None:
        return ()
    words = span.of(text).strip()
    if _NOBODY.match(words) and not words.lower().startswith("most of") and not people.mentions_in(span):
        return ()
    head = _head(people, text, span)
    known = _without_owners(people, text, head) if head else ()
    if all(party.ref is None for party in known) and (inner := _owners_of(people, text, span)):
        return inner
    if not known:
        return (Party(name=words),) if re.search(r"[a-z]{3}", words) else ()
    return known


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
    start = (
        max(m.span.end for m in owners if m.span.end < inside[-1].span.end)
        if owners[0] is not inside[-1]
        else head.start
    )
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
    targets = _who(clauses, one.object, speaker)
    return Participants(
        agent=_joined(subject, words),
        targets=targets,
        count=count_of(object_words, targets),
        group=one.group,
        subject=words,
    )


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
    place = clauses.index(hit.head.start)
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
            found = clauses.np_left(spot)
            return found and Span(start=found.start, end=words[spot].end - (1 if low.endswith("s’") else 2))
        if low in ("his", "her", "their", "its", "my", "our"):
            return Span(start=words[spot].start, end=words[spot].end)
        if low in PREPOSITIONS | DETERMINERS or not words[spot].is_word:
            return None
    return None


def _modifiers(clauses: Clauses, hit: Hit) -> str:
    place = clauses.index(hit.span.start)
    return " ".join(word.low for word in clauses.words[max(0, place - 4) : place])
