"""What is feared, ordered, tried, averted or only said to have been done is not told as done. All persons invented."""

import pytest

from saksi.model import Event, Span, Statement, When, Zone
from saksi.reading.dates import find_dates
from saksi.reading.events import find_events
from saksi.reading.page import lay_out
from saksi.reading.people import find_people
from saksi.reading.speech import find_claims


def told(text: str, kind: str) -> Statement:
    page = lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),), When("2019-12-27"))
    people = find_people(page)
    events = find_events(page, people, find_claims(page, people), find_dates(page))
    found = [one for one in events if event(one).kind == kind]
    assert len(found) == 1, [event(one) for one in events]
    return found[0]


def event(statement: Statement) -> Event:
    assert isinstance(statement.content, Event)
    return statement.content


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Maria Vell faces arrest in Cambodia.", "arrest"),
        ("Maria Vell feared arrest and fled to Thailand.", "arrest"),
        ("Maria Vell is at risk of arrest.", "arrest"),
        ("Maria Vell hid in a pagoda to prevent her arrest.", "arrest"),
        ("Peter Oran went into hiding to avoid arrest.", "arrest"),
        ("The minister repeated calls for the arrest of Maria Vell.", "arrest"),
        ("Any arrest of Maria Vell would be illegal.", "arrest"),
        ("The order to arrest Maria Vell came from the ministry.", "arrest"),
        ("Police were ordered to arrest Maria Vell.", "arrest"),
        ("Officers came to arrest Peter Oran but he was not at home.", "arrest"),
        ("The law allows police to arrest critics.", "arrest"),
        ("A plot to kill Peter Oran was uncovered.", "killing"),
        ("Her lawyers asked the court to release Maria Vell.", "release"),
        ("The prime minister offered to release Maria Vell in exchange for money.", "release"),
        ("The decision to release Maria Vell was made on Friday.", "release"),
        ("Peter Oran waited for her release.", "release"),
        ("Maria Vell risks being deported to Cambodia.", "deportation"),
        ("The judge postponed the trial of Maria Vell.", "trial_scheduled"),
        ("If Maria Vell is not released, her husband will protest.", "release"),
        ("Maria Vell went to Bangkok to seek asylum.", "asylum"),
        ("Peter Oran has been threatened with arrest.", "arrest"),
        ("Officials want Peter Oran to stop campaigning for the release of Maria Vell.", "release"),
        ("The release of Maria Vell has been delayed.", "release"),
        ("Deporting Maria Vell would break the law.", "deportation"),
        ("Maria Vell was to have been released in May.", "release"),
        ("Maria Vell had been due to be released on Monday.", "release"),
        ("The ministry made plans to arrest Maria Vell.", "arrest"),
        ("A warrant was issued for Maria Vell’s arrest.", "arrest"),
    ],
)
def test_what_is_feared_ordered_tried_or_asked_for_is_not_done(text: str, kind: str):
    assert told(text, kind).certainty == "planned"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peter Oran narrowly escaped arrest in May.", "arrest"),
        ("Peter Oran avoided arrest by crossing into Thailand.", "arrest"),
        ("Police failed to arrest Maria Vell.", "arrest"),
        ("The police chief ruled out arresting Maria Vell.", "arrest"),
        ("Villagers prevented police from arresting Maria Vell.", "arrest"),
        ("Villagers stopped the arrest of Maria Vell.", "arrest"),
        ("Peter Oran was nearly killed in March.", "killing"),
        ("Peter Oran survived an assassination attempt.", "killing"),
        ("Maria Vell has yet to be charged.", "charge"),
        ("Neither Maria Vell nor Peter Oran was charged.", "charge"),
        ("The government has no plans to release Maria Vell.", "release"),
        ("There is no evidence that Peter Oran was tortured.", "torture"),
        ("It is not true that Maria Vell was arrested.", "arrest"),
        ("Reports that Maria Vell had been arrested were false.", "arrest"),
        ("The minister rejected claims that Maria Vell had been tortured.", "torture"),
        ("Her arrest was prevented by neighbours.", "arrest"),
        ("The arrest of Maria Vell never took place.", "arrest"),
        ("Police surrounded the house but did not enter or arrest anyone.", "arrest"),
        ("Maria Vell was neither charged nor released.", "release"),
        ("Peter Oran was lucky not to be killed.", "killing"),
        ("Two prisoners were moved and none died in custody.", "death_in_custody"),
    ],
)
def test_what_was_averted_or_is_called_untrue_did_not_happen(text: str, kind: str):
    assert told(text, kind).certainty == "negated"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Maria Vell is believed to have fled to Thailand.", "flight"),
        ("Police believe Peter Oran fled to Thailand.", "flight"),
        ("Maria Vell was charged with killing Peter Oran.", "killing"),
        ("Officers accused of torturing Peter Oran were promoted.", "torture"),
        ("The government denied any involvement in the killing of Peter Oran.", "killing"),
        ("The court refused to hear a complaint that Peter Oran was tortured.", "torture"),
    ],
)
def test_what_somebody_is_only_said_to_have_done_is_alleged(text: str, kind: str):
    assert told(text, kind).certainty == "alleged"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Maria Vell was forced to flee to Thailand.", "flight"),
        ("Maria Vell had to flee to Thailand.", "flight"),
        ("Maria Vell managed to flee.", "flight"),
        ("Police used to beat prisoners.", "assault"),
        ("Maria Vell was the first to be arrested.", "arrest"),
        ("Maria Vell was freed after her arrest sparked protests.", "arrest"),
        ("Maria Vell will appeal the conviction.", "conviction"),
        ("No one has been charged with the killing of Peter Oran.", "killing"),
    ],
)
def test_what_was_carried_through_or_is_taken_for_granted_is_done(text: str, kind: str):
    assert told(text, kind).certainty == "fact"


@pytest.mark.parametrize(
    "words", ["faces arrest", "escaped arrest", "feared arrest", "has yet to be arrested", "was due to be arrested"]
)
def test_whom_an_act_awaits_or_misses_is_its_target(words: str):
    one = event(told(f"Maria Vell {words}.", "arrest"))
    assert ([party.name for party in one.targets], one.agent) == (["Maria Vell"], None)


def test_a_denial_does_not_undo_the_arrest_that_it_speaks_of():
    text = "Police spokesman Ung Sarin denied that officers had beaten Peter Oran during his arrest."
    assert told(text, "assault").certainty == "negated"
    assert told(text, "arrest").certainty == "alleged"


@pytest.mark.parametrize(
    "text",
    [
        "Police spokesman Tomas Brand denied that Maria Vell was being held unlawfully.",
        "Police spokesman Tomas Brand denied that Maria Vell had been arrested for her views.",
    ],
)
def test_who_denies_how_it_was_done_denies_no_act(text):
    page = lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),), When("2019-12-27"))
    people = find_people(page)
    assert find_events(page, people, find_claims(page, people), find_dates(page)) == ()


def test_an_order_does_not_reach_over_the_next_clause():
    statement = told("The Court of Appeal ordered the release of Maria Vell, but she is still held.", "release_order")
    assert statement.certainty == "fact"
    told("The Court of Appeal ordered her release, but Maria Vell is still held in Exampleville prison.", "held")
