"""Clauses without a subject: entries of a list, and participles that open a sentence. All persons are invented."""

import pytest

from saksi.model import Event, Span, When, Zone
from saksi.reading.dates import find_dates
from saksi.reading.events import find_events
from saksi.reading.page import lay_out
from saksi.reading.people import find_people
from saksi.reading.speech import find_claims


def targets(text: str) -> dict[str, list[str]]:
    page = lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),), When("2020-06-30"))
    people = find_people(page)
    events = [one.content for one in find_events(page, people, find_claims(page, people), find_dates(page))]
    return {one.kind: [party.name for party in one.targets] for one in events if isinstance(one, Event)}


def test_an_entry_of_a_list_tells_of_the_person_who_heads_it():
    entry = (
        "Oum Sarin, 52, farmer, Battambang. Arrested on 4 May 2019; sentenced to three years in prison. Freed in June."
    )
    assert targets(entry) == {"arrest": ["Oum Sarin"], "sentence": ["Oum Sarin"], "release": ["Oum Sarin"]}


def test_each_line_of_a_list_is_an_entry_of_its_own():
    lines = "Oum Sarin, 52, farmer. Arrested in May.\nTith Lina, 29, teacher. Freed in June."
    assert targets(lines) == {"arrest": ["Oum Sarin"], "release": ["Tith Lina"]}


@pytest.mark.parametrize("text", ["Arrested on May 4, Tith Lina was freed.", "Arrested on May 4, Tith Lina has fled."])
def test_a_participle_before_a_clause_means_its_subject(text: str):
    assert targets(text)["arrest"] == ["Tith Lina"]


def test_a_line_that_opens_with_a_sentence_is_no_entry():
    assert targets("Oum Sarin spoke to reporters. Arrested in May.") == {}
