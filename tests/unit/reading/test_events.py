"""What a document tells: kind, roles, date, source and certainty of its events."""

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.model import Count, Event, Span, Statement, When, Zone
from saksi.reading.dates import find_dates
from saksi.reading.events import find_events
from saksi.reading.page import Page, lay_out
from saksi.reading.people import find_people
from saksi.reading.speech import find_claims

PUBLISHED = When("2019-12-27")
ZoneName = Literal["article", "title", "comment", "furniture"]


def told(text: str, zone: ZoneName = "article") -> tuple[Statement, ...]:
    page: Page = lay_out(text, (Zone(kind=zone, span=Span(start=0, end=len(text))),), PUBLISHED)
    people = find_people(page)
    return find_events(page, people, find_claims(page, people), find_dates(page))


def event(statement: Statement) -> Event:
    assert isinstance(statement.content, Event)
    return statement.content


def only(text: str, kind: str) -> tuple[Statement, Event]:
    found = [one for one in told(text) if event(one).kind == kind]
    assert len(found) == 1, [event(one) for one in told(text)]
    return found[0], event(found[0])


def names(one: Event) -> list[str]:
    return [party.name for party in one.targets]


def test_an_active_verb_has_agent_target_and_date():
    statement, one = only("Police arrested Maria Vell on December 3, 2019.", "arrest")
    assert one.agent is not None
    assert one.agent.name == "Police"
    assert names(one) == ["Maria Vell"]
    assert one.date == When("2019-12-03")
    assert (statement.certainty, statement.form, statement.said_by) == ("fact", "narration", None)


def test_a_passive_without_by_has_no_agent():
    _, one = only("Maria Vell was arrested in September 2017.", "arrest")
    assert one.agent is None
    assert names(one) == ["Maria Vell"]
    assert one.date == When("2017-09")


def test_a_charge_keeps_its_words():
    _, one = only("Maria Vell was charged with treason for plotting to topple the government.", "charge")
    assert one.charge == "treason for plotting to topple the government"


def test_a_sentence_has_its_term():
    _, one = only("The court sentenced Maria Vell to two years in prison.", "sentence")
    assert one.term == "two years in prison"


def test_who_flees_is_the_agent_and_the_way_there_the_destination():
    _, one = only("Maria Vell fled to Thailand from Cambodia in May 2019 because she feared prison.", "flight")
    assert one.agent is not None
    assert one.agent.name == "Maria Vell"
    assert (one.destination, one.origin, one.place) == ("Thailand", "Cambodia", "Thailand")
    assert one.reason == "she feared prison"


def test_the_home_country_is_where_a_flight_begins():
    text = "Cambodia’s government is angry. Cambodian police said nothing. Maria Vell fled to Thailand."
    assert only(text, "flight")[1].origin == "Cambodia"


@pytest.mark.parametrize(
    ("text", "kind", "certainty"),
    [
        ("Maria Vell has not been charged.", "charge", "negated"),
        ("Police never arrested Maria Vell.", "arrest", "negated"),
        ("The judge refused her bail.", "bail", "negated"),
        ("The court will sentence Maria Vell on Monday.", "sentence", "planned"),
        ("The court allegedly convicted Maria Vell.", "conviction", "alleged"),
        ("Police arrested Maria Vell.", "arrest", "fact"),
    ],
)
def test_certainty_follows_the_words(text: str, kind: str, certainty: str):
    assert only(text, kind)[0].certainty == certainty


def test_what_one_party_says_of_another_is_alleged():
    statement, _ = only("Lawyer Peter Oran said that guards had beaten Maria Vell.", "assault")
    assert statement.certainty == "alleged"
    assert statement.said_by is not None
    assert statement.said_by.name == "Peter Oran"
    assert statement.form == "indirect"


def test_what_people_tell_of_their_own_act_is_fact():
    statement, _ = only("Peter Oran said that he fled to Thailand in May.", "flight")
    assert statement.certainty == "fact"


def test_an_order_to_release_is_no_release():
    kinds = [event(one).kind for one in told("The court ordered the release of Maria Vell.")]
    assert kinds == ["release_order"]


def test_a_present_state_is_of_the_day_of_publication():
    _, one = only("Twelve teachers are currently in detention.", "held")
    assert one.date == When("2019-12-27")
    assert one.count == Count(min=12, max=12)


def test_a_part_of_a_group_points_to_the_group():
    text = (
        "Twelve teachers are currently in detention, including one who was ordered freed by the Hill Court "
        "in May, but who remains in custody."
    )
    found = {event(one).kind: event(one) for one in told(text) if event(one).part_of}
    group = next(event(one) for one in told(text) if event(one).kind == "held" and not event(one).part_of)
    assert set(found) == {"release_order", "held"}
    assert {one.part_of for one in found.values()} == {group.event}
    assert names(found["release_order"])[0].startswith("one of ")


def test_a_rival_reason_is_told_of_the_same_event():
    text = (
        "Three activists fled to Thailand in May because they feared prison. "
        "Spokesman Peter Oran said that the activists just want to relocate to a warmer coast."
    )
    flights = [one for one in told(text) if event(one).kind == "flight"]
    assert len({event(one).event for one in flights}) == 1
    assert flights[1].said_by is not None
    assert event(flights[1]).reason == "just want to relocate to a warmer coast"


def test_the_same_event_told_again_by_the_same_voice_is_told_once():
    text = "Police arrested Maria Vell in May 2019. The police arrested Maria Vell in May 2019."
    assert len([one for one in told(text) if event(one).kind == "arrest"]) == 1


def test_an_act_that_is_only_threatened_is_no_event_of_its_own():
    kinds = [event(one).kind for one in told("Police threatened to arrest Maria Vell.")]
    assert kinds == ["threat"]


def test_an_institution_acts_in_an_outside_procedure_and_the_country_bears():
    text = "Cambodia exports clothes. On Nov. 12, 2019 the European Union warned in a preliminary report of abuses."
    _, one = only(text, "review_step")
    assert one.agent is not None
    assert one.agent.name == "European Union"
    assert names(one) == ["Cambodia"]
    assert one.date == When("2019-11-12")


@pytest.mark.parametrize("zone", ["comment", "furniture", "title"])
def test_nothing_is_read_from_comments_furniture_and_titles(zone: ZoneName):
    assert told("Police arrested Maria Vell on December 3, 2019.", zone) == ()


def test_ids_count_from_one_in_text_order():
    found = told("Police arrested Maria Vell. A judge freed Peter Oran. They fled to Thailand.")
    assert [one.id for one in found] == ["e1", "e2", "e3"]
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)


WORDS = [
    "police",
    "arrested",
    "charged",
    "released",
    "fled",
    "he",
    "her",
    "who",
    "one",
    "of",
    "including",
    "and",
    "to",
    "by",
    "was",
    "been",
    "not",
    ",",
    ".",
    "”",
    "“",
    "court",
    "Maria",
    "Vell",
    "Thailand",
    "Cambodia",
    "in",
    "May",
    "2019",
    "said",
    "that",
    "bail",
    "prison",
    "detention",
    "ordered",
    "its",
    "trial",
    "after",
    "because",
    "(",
    ")",
    "’s",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_run_of_words_gives_statements_inside_its_text(words: list[str]):
    text = " ".join(words)
    for statement in told(text):
        assert 0 <= statement.span.start < statement.span.end <= len(text)
        assert event(statement).part_of != event(statement).event


def test_a_reason_runs_on_past_what_somebody_says_inside_it():
    words = "Sok Testman has lived in self-imposed exile since 2016 to avoid many charges that he calls unjust."
    _, flight = only(words, "flight")
    assert flight.reason == "to avoid many charges that he calls unjust"


def test_owners_of_one_thing_are_no_list_and_no_crash():
    assert told("The Miami relatives’ lawsuit was filed after the Miami relatives’ home was raided.") is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rights groups demanded that Sok Testman be released.", "release"),
        ("It is not known whether Sok Testman was arrested.", "arrest"),
        ("Neighbours asked if Sok Testman was arrested.", "arrest"),
    ],
)
def test_what_is_demanded_or_not_known_is_no_fact(text: str, kind: str):
    statement, _ = only(text, kind)
    assert statement.certainty == "planned"


def test_an_order_to_release_on_bail_is_an_order_and_a_bail_still_to_be_given():
    text = "The Court of Appeal ordered the release of Maria Vell on bail on Thursday."
    assert only(text, "release_order")[0].certainty == "fact"
    statement, bail = only(text, "bail")
    assert (statement.certainty, names(bail)) == ("planned", ["Maria Vell"])


def test_a_court_that_orders_somebody_detained_detains():
    statement, one = only("An investigating judge ordered Maria Vell detained in May.", "pretrial_detention")
    assert (statement.certainty, names(one)) == ("fact", ["Maria Vell"])


def test_a_place_on_the_way_is_not_where_a_flight_ends():
    _, one = only("Maria Vell fled to Thailand through Poipet.", "flight")
    assert (one.place, one.destination) == ("Poipet", "Thailand")


def test_the_place_of_an_arrest_is_not_that_of_the_detention():
    text = "Maria Vell was arrested during a protest in Kampot. Maria Vell is in prison."
    assert only(text, "arrest")[1].place == "Kampot"
    assert only(text, "held")[1].place is None


def test_how_it_was_done_is_not_by_whom():
    _, one = only("Maria Vell was released by paying a fine.", "release")
    assert one.agent is None


def test_a_name_beside_a_description_is_who_acts():
    _, one = only("A third organizer, Maria Vell, fled to Thailand.", "flight")
    assert one.agent is not None
    assert one.agent.name == "Maria Vell"


def test_two_states_of_one_person_have_one_subject():
    assert names(only("Maria Vell is in prison awaiting trial.", "pretrial_detention")[1]) == ["Maria Vell"]


def test_a_charge_after_a_preposition_in_ing_keeps_its_subject():
    text = "Maria Vell was arrested during a strike and charged with incitement."
    assert names(only(text, "charge")[1]) == ["Maria Vell"]


def test_one_arrest_told_twice_is_one_event_told_once():
    text = "Police arrested Maria Vell on April 1. Maria Vell was arrested on April 1, 2019."
    assert len([one for one in told(text) if event(one).kind == "arrest"]) == 1


def test_one_arrest_told_again_with_its_agent_keeps_its_id():
    text = "Maria Vell was arrested on April 1. Officers arrested Maria Vell on April 1 in Kampot."
    first, second = (event(one) for one in told(text))
    assert first.event == second.event


def test_who_was_taken_with_somebody_is_not_lost_in_the_telling_of_the_other():
    text = "Maria Vell was arrested in May. Maria Vell and Peter Oran were arrested in May."
    assert {name for one in told(text) for name in names(event(one))} == {"Maria Vell", "Peter Oran"}


def test_the_names_beside_a_group_are_who_is_meant():
    _, one = only("Two activists, Maria Vell and Peter Oran, were arrested in May.", "arrest")
    assert (names(one), one.count) == (["Maria Vell", "Peter Oran"], Count(min=2, max=2))


def test_two_names_with_their_ages_are_two_people():
    _, one = only("Maria Vell, 27, and Peter Oran, 35, were arrested in May.", "arrest")
    assert names(one) == ["Maria Vell", "Peter Oran"]


@pytest.mark.parametrize(
    "words", ["Tep Sarun knew who killed Peter Oran.", "Tep Sarun did not say who killed Peter Oran."]
)
def test_who_is_asked_for_is_not_who_was_asked(words: str):
    one = only(words, "killing")[1]
    assert (one.agent, names(one)) == (None, ["Peter Oran"])


def test_an_adjective_has_no_agent():
    _, one = only("The husband of jailed labor leader Maria Vell was beaten.", "held")
    assert (one.agent, names(one)) == (None, ["Maria Vell"])


@pytest.mark.parametrize("words", ["denied Maria Vell bail", "denied bail to Maria Vell"])
def test_who_is_denied_bail_is_the_target_in_either_order(words: str):
    statement, one = only(f"The Court of Appeal {words}.", "bail")
    assert (statement.certainty, names(one)) == ("negated", ["Maria Vell"])
