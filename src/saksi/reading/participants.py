"""Who does an event and to whom it is done: spans of a predicate turned into parties."""

import re
from dataclasses import dataclass, replace

from saksi.model import EVENT_KINDS, Count, Party, Span

from .closed_words import COPULAS, DETERMINERS, PREPOSITIONS
from .frames import Hit
from .governors import undergone_at
from .party_phrases import count_of, parties
from .predicates import Clauses

_CUSTODY = frozenset({"prison", "jail", "custody", "detention", "bars"})
_REFLEXIVE = re.compile(r"\b(?:themselves|himself|herself|itself|myself|ourselves)\b", re.IGNORECASE)
_NO_DOER = re.compile(
    r"(?:mistake|accident|law|force|surprise|chance|default|phone|telephone|night|day|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_ORDER_OF = re.compile(r"(?:an? |the )?(?:order|orders|decision|ruling|decree) of\s+", re.IGNORECASE)
#: A relation with its owner, up to where a name stands in apposition: "her co-accused, the teacher ".
_SET_OFF = re.compile(r",\s+(?!(?:and|or)\b)")
_NAMED = re.compile(
    r"(?i:his|her|their|an?|another|[A-Z][\w-]*[’']s)(?:\s+[a-z][\w-]*){1,3}?,?\s+(?:(?:the|a|an)\s+)?(?:[a-z][\w-]*\s+){0,2}?(?=[A-Z])"
)
_KEPT = frozenset({"kept", "held", "being", "left"})
_ANNOUNCED = re.compile(
    r"(?:those|the (?:others?|people|prisoners|detainees|men|women)|others?|among those)\b", re.IGNORECASE
)
_LIST = re.compile(r"\s+(?:are|were|include|included):?\s+")
_ITEM = re.compile(
    r"(?:^\s|^:\s?|,\s|\band\s)(?:(?:the|an?)\s)?(?:(?!(?:of|to|for|with|by|from|in|at)\s)[a-z][\w-]*\s){0,2}$"
)
_CLAUSE = re.compile(r"\b(?:who|whom|whose|which|said|says|told|according)\b")
_ITEMS = re.compile(r";\s*(?:and\s+)?")
_WITHIN = re.compile(r"(?<=\s)(?:his|her|their)\b|(?<=\s)[A-Z][\w.-]*(?: [A-Z][\w.-]*)*(?=[’']s?\s)")
#: Done to my things is done to me; "my brother" is another.
_FIRST_PERSON = re.compile(
    r"(?:I|me|we|us)\b|(?:my|our)\s+(?:passports?|papers?|phones?|laptops?|computers?|houses?|homes?|offices?|cars?|"
    r"names?|accounts?|trials?|cases?|arrests?|releases?|sentences?|charges?)\b"
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
        who = _of_noun(clauses, hit)
    elif hit.shape == "state":
        who = _of_state(clauses, hit)
    else:
        who = _of_verb(clauses, hit, speaker)
    return _without_places(clauses, hit, who)


def _without_places(clauses: Clauses, hit: Hit, who: Participants) -> Participants:
    """Nobody's custody is a place's: of "an organizer from Grodno has been held" the words, of "Grodno" nobody."""
    if not _touches_custody(hit):
        return who
    people = clauses.people
    kept = tuple(one for one in who.targets if one.ref is None or people.name(one.ref).kind != "place")
    if not kept and who.targets and hit.shape != "noun" and _is_described(who):
        kept = (Party(name=who.subject),)
    agent = who.agent
    if agent is not None and agent.ref is not None and EVENT_KINDS[hit.frame.kind].subject == "agent":
        agent = None if people.name(agent.ref).kind == "place" else agent
    return replace(who, targets=kept, agent=agent)


def _touches_custody(hit: Hit) -> bool:
    kind = EVENT_KINDS[hit.frame.kind]
    return any((kind.order, kind.liberty, kind.proceedings))


def _is_described(who: Participants) -> bool:
    """Whether a subject that holds a place's name says more than it: "an organizer from Grodno"."""
    name = who.targets[0].name
    return name in who.subject and not who.subject.startswith((name, f"the {name}"))


def _apposed(clauses: Clauses, span: Span | None) -> tuple[Party, ...]:
    """Who a phrase is by the name set off behind it: "her co-defendant, the poet X, walked free"."""
    found = None if span is None else _NAMED.match(clauses.page.text, span.start, clauses.sentence.end)
    one = clauses.people.mention_at(found.end()) if found and "," in found.group() else None
    if one is None or one.how != "name" or clauses.people.name(one.ref).kind != "person":
        return ()
    is_set_off = _SET_OFF.match(clauses.page.text, one.span.end, clauses.sentence.end)
    return (clauses.people.party(one.ref),) if is_set_off else ()


def _who(clauses: Clauses, span: Span | None, speaker: Party | None) -> tuple[Party, ...]:
    if (named := _apposed(clauses, span)) != ():
        return named
    if span is not None and _FIRST_PERSON.match(span.of(clauses.page.text)) and not clauses.people.mentions_in(span):
        return (speaker,) if speaker else ()
    return parties(clauses.people, clauses.page.text, span)


def _each(clauses: Clauses, spans: tuple[Span, ...], speaker: Party | None) -> tuple[Party, ...]:
    """The parties of a list, member by member, each once."""
    return tuple(dict.fromkeys(one for span in spans for one in _who(clauses, span, speaker)))


def _of_verb(clauses: Clauses, hit: Hit, speaker: Party | None) -> Participants:
    one = clauses.predicate(hit)
    text = clauses.page.text
    passive = one.voice == "passive"
    subject = _each(clauses, one.subjects, speaker) or _who(clauses, one.subject, speaker)
    words = one.subject.of(text) if one.subject else ""
    object_words = one.object.of(text) if one.object else ""
    if hit.frame.who == "moves" and not (passive and not hit.frame.passive_moves and hit.frame.kind != "election"):
        agent = _joined(subject, words)
        others = _who(clauses, one.object, speaker) if hit.frame.kind == "appeal" else ()
        count = count_of(words, subject)
        return Participants(agent=agent, targets=others, count=count, group=one.group, subject=words, passive=passive)
    if hit.frame.who == "bears" or passive:
        actors = _doers(clauses, one.by, speaker)
        subject = _listed(clauses, hit, words) or subject
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
    objects = _each(clauses, one.objects, speaker) or _who(clauses, one.object, speaker)
    targets = _others(objects, agent, object_words) or _beside(clauses, one.object)
    if hit.frame.has_gap and all(party.ref is None for party in targets):
        targets = _concerned(clauses, hit) or targets
    return Participants(
        agent=agent,
        targets=targets,
        count=count_of(object_words, targets),
        group=one.group,
        subject=words,
    )


def _doers(clauses: Clauses, span: Span | None, speaker: Party | None) -> tuple[Party, ...]:
    """Who did it, by the words after "by": no "mistake", and of an "order of the prosecution" the prosecution."""
    if span is None or _NO_DOER.match(span.of(clauses.page.text)):
        return ()
    order = _ORDER_OF.match(span.of(clauses.page.text))
    if order is not None and order.end() < span.end - span.start:
        span = Span(start=span.start + order.end(), end=span.end)
    return _who(clauses, span, speaker)


def _concerned(clauses: Clauses, hit: Hit) -> tuple[Party, ...]:
    """Whom a thing concerns that something is done to: "dropped the charges against X", "the detention of X and Y"."""
    behind = _after(clauses, clauses.index(hit.span.end), ("of", "against"), "")
    return parties(clauses.people, clauses.page.text, behind)


def _beside(clauses: Clauses, span: Span | None) -> tuple[Party, ...]:
    """The name beside a possessed relation that is itself not known by name: "her co-accused, the teacher X"."""
    found = None if span is None else _NAMED.match(clauses.page.text, span.start, clauses.sentence.end)
    if span is None or found is None:
        return ()
    one = clauses.people.mention_at(found.end())
    is_person = one is not None and one.how == "name" and clauses.people.name(one.ref).kind == "person"
    return (clauses.people.party(one.ref),) if one is not None and is_person else ()


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
    while left > 0 and clauses.words[left - 1].low in COPULAS | _KEPT:
        left = clauses.group_start(left - 1)
    span = clauses.subject_at(place) if left == place else clauses.subject_of(left)
    text = clauses.page.text
    words = span.of(text) if span else ""
    found = _listed(clauses, hit, words) or _who(clauses, span, None)
    by = _doers(clauses, clauses.by_phrase(clauses.index(hit.span.end)), None)
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


def _listed(clauses: Clauses, hit: Hit, subject: str) -> tuple[Party, ...]:
    """The names that follow where the subject only announces them: "Those in custody are X, a cook; and Y"."""
    text, end = clauses.page.text, clauses.sentence.end
    opening = _LIST.match(text, hit.span.end, end)
    if opening is None or not _ANNOUNCED.match(subject):
        return ()
    items = _ITEMS.split(text[opening.end() : end]) if ";" in text[opening.end() : end] else None
    if items is None:
        return _in_list(clauses, opening.end())
    starts = [text.index(item, opening.end()) for item in items if item]
    spans = [Span(start=start, end=bound) for start, bound in zip(starts, [*starts[1:], end], strict=True)]
    return tuple(one for span in spans if (one := _first_person(clauses, span)) is not None)


def _in_list(clauses: Clauses, start: int) -> tuple[Party, ...]:
    """The persons of a list with commas: each right behind a mark or "and", none in what tells who another is."""
    text, people = clauses.page.text, clauses.people
    closing = _CLAUSE.search(text, start, clauses.sentence.end)
    rest = Span(start=start, end=closing.start() if closing else clauses.sentence.end)
    named = [m for m in people.mentions_in(rest) if m.how == "name" and people.name(m.ref).kind == "person"]
    opens = [m for m in named if _ITEM.search(text[start - 1 : m.span.start])]
    return tuple(dict.fromkeys(people.party(m.ref) for m in opens))


def _first_person(clauses: Clauses, span: Span) -> Party | None:
    named = (m for m in clauses.people.mentions_in(span) if m.how == "name")
    return next((clauses.people.party(m.ref) for m in named if clauses.people.name(m.ref).kind == "person"), None)


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
    owner = _owner(clauses, clauses.index(hit.span.start), hit) or _owner_within(clauses, hit)
    owner_is_agent = (
        hit.frame.kind in ("review_step", "threat", "sanction", "legislation", "election") or target is not None
    )
    if target is None and owner is None:
        owner = _sufferer(clauses, hit)
    words = (target or owner or hit.span).of(text)
    targets = (
        _apposed(clauses, target)
        or parties(people, text, target)
        or (() if owner_is_agent else parties(people, text, owner))
    )
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


def _owner_within(clauses: Clauses, hit: Hit) -> Span | None:
    """The possessor inside a trigger: "a warrant for his arrest"."""
    found = _WITHIN.search(hit.span.of(clauses.page.text))
    return None if found is None else Span(start=hit.span.start + found.start(), end=hit.span.start + found.end())


def _modifiers(clauses: Clauses, hit: Hit) -> str:
    place = clauses.index(hit.span.start)
    return " ".join(word.low for word in clauses.words[max(0, place - 4) : place])
