"""Who is the subject of a verb, what is its object, in which voice."""

import pytest

from saksi.model import Span
from saksi.reading.frames import find_hits, longest
from saksi.reading.page import Page, Sentence
from saksi.reading.people import People
from saksi.reading.predicates import Clauses, Predicate


def predicate(sentence: str, verb: str) -> tuple[Predicate, str]:
    span = Span(start=0, end=len(sentence))
    page = Page(text=sentence, sentences=(Sentence(span=span, paragraph=0, zone="article"),))
    hits = longest(find_hits(sentence, span))
    clauses = Clauses(page, span, People(text=sentence), hits, ())
    hit = next(hit for hit in hits if hit.head.of(sentence) == verb)
    return clauses.predicate(hit), sentence


def subject(sentence: str, verb: str) -> str | None:
    found, text = predicate(sentence, verb)
    return found.subject.of(text) if found.subject else None


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        ("The police arrested three monks.", "arrested", "The police"),
        ("The police arrested three monks and charged them with theft.", "charged", "The police"),
        ("The judges have partially lifted the bail and released two monks.", "released", "The judges"),
        ("The ruling led the high court to dissolve the party.", "dissolve", "the high court"),
        ("The officers refused to arrest the monks.", "arrest", "The officers"),
        ("The monk, who also recently fled to the north, is silent.", "fled", "The monk"),
        ("The monks wept after the soldiers arrested their abbot.", "arrested", "the soldiers"),
    ],
)
def test_a_verb_finds_its_subject(sentence: str, verb: str, expected: str):
    assert subject(sentence, verb) == expected


def test_a_passive_has_its_agent_after_by():
    found, text = predicate("Two monks were arrested by soldiers in the market.", "arrested")
    assert found.voice == "passive"
    assert found.by is not None
    assert found.by.of(text) == "soldiers"


def test_a_conjoined_participle_stays_passive():
    found, _ = predicate("The monk was arrested and charged with theft.", "charged")
    assert found.voice == "passive"


def test_two_verbs_share_the_object_of_the_second():
    found, text = predicate("Soldiers summoned and threatened the abbot.", "summoned")
    assert found.object is not None
    assert found.object.of(text) == "the abbot"


def test_an_object_ends_before_a_preposition():
    found, text = predicate("Soldiers arrested the old abbot in the market.", "arrested")
    assert found.object is not None
    assert found.object.of(text) == "the old abbot"
