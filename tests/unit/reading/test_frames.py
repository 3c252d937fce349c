"""Which words tell of which kind of event, and which only look as if they did."""

import pytest

from saksi.model import EVENT_KINDS, Span
from saksi.reading.frames import all_frames, find_hits, inflect, longest


def kinds(sentence: str) -> list[str]:
    hits = longest(find_hits(sentence, Span(start=0, end=len(sentence))))
    return [hit.frame.kind for hit in hits]


def test_every_frame_is_of_a_known_kind():
    assert {frame.kind for frame in all_frames()} <= set(EVENT_KINDS)


def test_every_kind_of_the_vocabulary_has_a_trigger():
    assert {frame.kind for frame in all_frames()} == set(EVENT_KINDS)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Police arrested Maro Vell in Tash.", "arrest"),
        ("Soldiers took her into custody.", "arrest"),
        ("He was charged with treason.", "charge"),
        ("The judge extended his detention.", "detention_extension"),
        ("She has been placed under house arrest.", "house_arrest"),
        ("The court eased his bail conditions.", "bail_change"),
        ("The judge granted her bail.", "bail"),
        ("A court ordered his release.", "release_order"),
        ("They fled to Norland.", "flight"),
        ("The court dissolved the party.", "party_dissolution"),
        ("The minister was stripped of her post.", "dismissal"),
        ("He remains in custody.", "held"),
        ("Police searched his home.", "raid"),
        ("She died in custody.", "death_in_custody"),
        ("He was deported to Norland.", "deportation"),
        ("The Commission issued a preliminary report on trade preferences.", "review_step"),
    ],
)
def test_a_trigger_tells_of_its_kind(sentence: str, kind: str):
    assert kind in kinds(sentence)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The ministry released a report on floods.", "release"),
        ("The station released its annual figures.", "release"),
        ("The villagers held a meeting.", "bail"),
        ("She appealed for calm.", "appeal"),
        ("The hotel charged $30 a night.", "charge"),
        ("Police fired into the air.", "dismissal"),
        ("He left the meeting early.", "flight"),
        ("They returned to work on Monday.", "return"),
        ("The salt dissolved into the water.", "party_dissolution"),
        ("Sailors transferred the funds.", "transfer"),
    ],
)
def test_the_same_word_in_another_sense_tells_of_nothing(sentence: str, kind: str):
    assert kind not in kinds(sentence)


def test_of_overlapping_triggers_the_longest_stays():
    assert kinds("They ordered his release on bail.") == ["release_order"]


def test_verbs_are_inflected_by_rule_and_by_exception():
    assert set(inflect("charge")) == {"charge", "charges", "charged", "charging"}
    assert inflect("flee")["fled"] == "past"
    assert inflect("beat")["beaten"] == "participle"
