"""Lists and appositions that words alone do not part: who was arrested, by the tree of the sentence."""

import pytest

from saksi.model import Event, Span, When, Zone
from saksi.reading.dates import find_dates
from saksi.reading.events import find_events
from saksi.reading.page import lay_out
from saksi.reading.people import find_people
from saksi.reading.speech import find_claims


def targets(text: str, kind: str) -> list[str]:
    page = lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),), When("2020-06-30"))
    people = find_people(page)
    found = [one.content for one in find_events(page, people, find_claims(page, people), find_dates(page))]
    events = [one for one in found if isinstance(one, Event) and one.kind == kind]
    assert len(events) == 1, found
    return [party.name for party in events[0].targets]


@pytest.mark.parametrize(
    "text",
    [
        "Karim Teste, 34, a cook, and Maria Vell, 27, were arrested on Monday.",
        "Police arrested Karim Teste, a cook, and Maria Vell on Monday.",
        "Police arrested the cook Karim Teste and his neighbour, Maria Vell, on Monday.",
        "Karim Teste, the founder of Radio Prova, and Maria Vell were arrested on Monday.",
    ],
)
def test_each_member_of_a_list_is_a_target_and_what_they_are_is_none(text: str) -> None:
    assert targets(text, "arrest") == ["Karim Teste", "Maria Vell"]


def test_a_relative_clause_between_subject_and_verb_takes_nobodys_place() -> None:
    text = "Karim Teste, whose sister Maria Vell heads the Prova Union, was arrested on Monday."
    assert targets(text, "arrest") == ["Karim Teste"]


def test_a_trade_behind_an_age_makes_no_list() -> None:
    assert targets("Karim Teste, 34, engineer, arrested on May 3.", "arrest") == ["Karim Teste"]
