"""What a sentence says of somebody's custody, and what it does not: wrong claims that a reader would make in haste."""

import pytest

from saksi.model import Event, Span, Statement, When, Zone
from saksi.reading.dates import find_dates
from saksi.reading.events import find_events
from saksi.reading.page import lay_out
from saksi.reading.people import find_people
from saksi.reading.speech import find_claims

PUBLISHED = When("2019-05-21")


def told(text: str) -> list[tuple[Statement, Event]]:
    page = lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),), PUBLISHED)
    people = find_people(page)
    found = find_events(page, people, find_claims(page, people), find_dates(page))
    return [(one, one.content) for one in found if isinstance(one.content, Event)]


def kinds(text: str) -> list[str]:
    return [event.kind for _, event in told(text)]


def only(text: str, kind: str) -> tuple[Statement, Event]:
    found = [pair for pair in told(text) if pair[1].kind == kind]
    assert len(found) == 1, [event for _, event in told(text)]
    return found[0]


def targets(text: str, kind: str) -> list[str]:
    return [party.name for party in only(text, kind)[1].targets]


def date(text: str, kind: str) -> str | None:
    when = only(text, kind)[1].date
    return None if when is None else when.edtf


def charge(text: str, kind: str) -> str | None:
    return only(text, kind)[1].charge


@pytest.mark.parametrize(
    "words",
    ["The story said wrongly that", "A paper incorrectly reported that", "The station misreported that"],
)
def test_what_was_said_wrongly_did_not_happen_in_the_documents_own_voice(words: str):
    statement, _ = only(f"Maria Vell is a poet. {words} Maria Vell had been charged with treason.", "charge")
    assert (statement.certainty, statement.said_by) == ("negated", None)


def test_the_clause_behind_what_was_said_wrongly_is_the_documents_own():
    text = "The story said wrongly that Maria Vell had been jailed; Maria Vell was freed on Monday."
    statement, _ = only(text, "release")
    assert (statement.certainty, statement.said_by) == ("fact", None)


def test_what_an_earlier_version_said_is_not_told_again():
    text = "An earlier version of this story said that Maria Vell had been arrested on May 15. She was freed on May 16."
    assert kinds(text) == ["release"]


def test_who_hides_at_home_has_not_fled():
    assert kinds("Maria Vell, a union leader, has gone into hiding, two members said.") == []
    assert kinds("Maria Vell went into hiding in Thailand.") == ["flight"]


@pytest.mark.parametrize(
    "words", ["left Insein prison", "left jail", "walked out of Insein prison", "walked out of jail"]
)
def test_who_leaves_a_prison_is_released_and_no_refugee(words: str):
    assert kinds(f"Maria Vell {words} on Monday.") == ["release"]


def test_who_escapes_from_a_prison_has_not_left_the_country():
    assert kinds("Maria Vell escaped from Insein prison to the north.") == []


def test_a_grant_of_bail_is_no_release():
    assert kinds("A court granted bail to Maria Vell.") == ["bail"]


def test_a_release_on_bail_is_both():
    assert kinds("Maria Vell was freed on bail on Monday.") == ["release", "bail"]
    assert date("Maria Vell was freed on bail on Monday.", "bail") == "2019-05-20"


@pytest.mark.parametrize(
    "text",
    [
        "The Court of Appeal quashed Maria Vell’s conviction.",
        "The Court of Appeal overturned the conviction of Maria Vell.",
        "Maria Vell’s conviction was overturned.",
        "Prosecutors dropped the charges against Maria Vell.",
        "The charges against Maria Vell were dismissed.",
        "The treason charges against Maria Vell were dropped.",
    ],
)
def test_a_conviction_quashed_or_a_charge_dropped_is_an_acquittal_and_nothing_else(text: str):
    assert kinds(text) == ["acquittal"]
    assert targets(text, "acquittal") == ["Maria Vell"]


def test_a_charge_that_was_not_dropped_stands():
    text = "The treason charges against Maria Vell have not been dropped."
    assert kinds(text) == ["charge"]


def test_a_charge_is_never_a_name():
    assert charge("The Court of Appeal overturned the conviction of Maria Vell.", "acquittal") is None


def test_a_verdict_on_one_charge_leaves_that_on_the_other():
    text = "Maria Vell was acquitted of treason on May 12 but convicted of hooliganism."
    assert [(event.kind, event.charge) for _, event in told(text)] == [
        ("acquittal", "treason"),
        ("conviction", "hooliganism"),
    ]


@pytest.mark.parametrize("where", ["in Insein colony", "in a prison hospital", "in her cell"])
def test_who_dies_behind_bars_dies_in_custody(where: str):
    one = only(f"Maria Vell died on April 30 {where}.", "death_in_custody")[1]
    assert one.agent is not None
    assert one.agent.name == "Maria Vell"


def test_who_is_found_dead_in_a_cell_died_in_custody():
    assert kinds("Maria Vell was found dead in her cell on Monday.") == ["death_in_custody"]


def test_who_dies_outside_is_dead_and_nobodys_victim():
    assert kinds("Maria Vell died at home on Monday.") == ["death"]


def test_nobody_dies_of_a_wish_or_without_a_name():
    assert kinds("“I would rather die,” Maria Vell said. Three people died in the flood.") == []


@pytest.mark.parametrize(
    "words", ["34, an engineer, was", "34, was", "an engineer, was", "34, engineer,", "34, who was"]
)
def test_an_age_is_no_count_and_the_name_before_it_the_subject(words: str):
    _, event = only(f"Karim Teste, {words} arrested on May 3.", "arrest")
    assert ([party.name for party in event.targets], event.count) == (["Karim Teste"], None)


def test_a_list_of_those_who_are_held_names_them():
    text = "Those still in custody are Karim Teste, a blogger; Maria Vell, a student; and the judge Omar Prova."
    assert targets(text, "held") == ["Karim Teste", "Maria Vell", "Omar Prova"]


def test_the_detention_of_two_that_is_renewed_is_that_of_both():
    text = "The prosecution renewed the detention of Karim Teste and Maria Vell for 15 days."
    assert targets(text, "detention_extension") == ["Karim Teste", "Maria Vell"]


def test_a_name_beside_a_relation_is_who_was_acquitted():
    text = "A magistrate found Maria Vell guilty and acquitted her co-accused, the teacher Karim Teste."
    assert targets(text, "acquittal") == ["Karim Teste"]


def test_of_whom_a_court_orders_that_he_be_held_is_held():
    text = "Karim Teste was charged on Monday. A court ordered that he be held for four months."
    assert targets(text, "pretrial_detention") == ["Karim Teste"]


def test_who_keeps_people_in_detention_by_order_is_who_gave_it():
    _, event = only("All five are kept in pretrial detention by order of the prosecution.", "pretrial_detention")
    assert event.agent is not None
    assert (event.agent.name, [party.name for party in event.targets]) == ("the prosecution", ["All five"])


def test_an_aside_does_not_take_the_place_of_the_subject():
    text = "Maria Vell was arrested on May 8 by mistake, police said, and was freed within the hour."
    assert targets(text, "release") == ["Maria Vell"]
    assert only(text, "arrest")[1].agent is None


def test_a_place_is_never_in_custody():
    assert targets("A women’s organizer from Grodno has been held for 11 days.", "held") == [
        "A women’s organizer from Grodno"
    ]


def test_held_for_some_days_is_held_since_then():
    assert date("Maria Vell has been held without charge for 11 days.", "held") == "2019-05-10/.."
    assert date("Maria Vell has been held for two years.", "held") == "2017/.."


def test_who_has_not_been_released_is_held():
    text = "Maria Vell finished her term on February 11 but has not been released."
    assert (targets(text, "held"), date(text, "held")) == (["Maria Vell"], "2019-05-21")
    assert date(text, "release") is None


def test_a_past_act_is_done_whatever_the_sentence_announces():
    text = "Maria Vell will be sentenced on 28 June and was remanded in custody until then."
    statement, event = only(text, "pretrial_detention")
    assert (statement.certainty, event.date) == ("fact", None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Maria Vell was banned from travel in 2018 and that police questioned her twice this spring.", "summons"),
        ("Amal Prova was arrested on 28 January; she was charged with libel.", "charge"),
        ("Amal Prova died on Monday, two days after she was released from prison.", "release"),
    ],
)
def test_a_date_is_not_carried_over_a_new_time_or_a_stop(text: str, kind: str):
    assert date(text, kind) is None


def test_each_of_two_acts_keeps_the_date_behind_it():
    text = "Karim Teste was arrested on 24 January and transferred to a prison hospital under guard on 2 February."
    assert date(text, "transfer") == "2019-02-02"


def test_a_charge_ends_before_what_is_faced():
    assert charge("Karim Teste was charged with hooliganism and faces five years in prison.", "charge") == "hooliganism"


@pytest.mark.parametrize("whose", [", according to two friends.", ", said Ana Quill.", ", she said."])
def test_a_reason_ends_before_whose_word_it_is(whose):
    text = f"Maria Vell left for Tbilisi on Sunday, fearing arrest{whose}"
    assert only(text, "flight")[1].reason == "arrest"


def test_days_of_administrative_arrest_are_a_sentence():
    text = "Maria Vell was given 20 days of administrative arrest for disobeying police."
    assert kinds(text) == ["sentence"]
    assert only(text, "sentence")[1].term == "20 days"
    assert charge(text, "sentence") == "disobeying police"


def test_who_is_wanted_may_be_arrested():
    text = "Maria Vell was wanted for rebellion; a warrant had been issued against her in May."
    assert {(one.certainty, event.kind) for one, event in told(text)} == {("planned", "arrest")}
    assert all([party.name for party in event.targets] == ["Maria Vell"] for _, event in told(text))


def test_where_people_only_flee_to_is_no_homeland():
    text = "Maria Vell fled to Costa Rica in May. She had left because she was afraid."
    assert [(event.origin, event.destination) for _, event in told(text)] == [(None, "Costa Rica"), (None, None)]


def test_a_warrant_for_somebodys_arrest_is_against_that_person():
    text = "Karim Teste is a poet. A warrant for his arrest was issued on Monday."
    assert targets(text, "arrest") == ["Karim Teste"]


def test_how_long_somebody_has_been_held_is_no_term():
    assert only("Maria Vell has been held for 11 days.", "held")[1].term is None


def test_how_long_an_act_lasted_parts_nothing_from_its_date():
    text = "On Monday, officers questioned Maria Vell for three hours before releasing Karim Teste."
    assert date(text, "release") == "2019-05-20"


def test_a_sum_of_bail_and_prison_officials_tell_of_no_act_of_their_own():
    assert kinds("Maria Vell was freed on 20,000 dollars bail.") == ["release"]
    assert kinds("Maria Vell left prison officials waiting.") == []


def test_those_of_whom_nothing_but_a_state_is_told_have_no_names():
    assert targets("Those in custody are not allowed visits.", "held") == []


def test_who_had_been_held_is_not_held_to_this_day():
    assert date("Maria Vell had been held for 11 days when she was freed.", "held") is None


def test_who_was_arrested_with_somebody_is_not_that_one():
    text = "A man arrested with Maria Vell died in custody on Monday."
    assert [event.agent.name for _, event in told(text) if event.agent] in ([], ["A man"])


def test_what_was_done_to_my_people_was_not_done_to_me():
    text = "Editor Saba Tesfa left. “Two of my reporters had disappeared,” said Tesfa."
    assert targets(text, "disappearance") == ["Two of my reporters"]


def test_the_homeland_is_no_origin_where_nobody_says_that_they_went_abroad():
    text = "The trial in Kenya goes on. Kenya’s police want her. Saba Tesfa fled."
    assert only(text, "flight")[1].origin is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("hanged himself with a sheet", "death"),
        ("shot himself dead", "death"),
        ("hanged himself in his prison cell", "death_in_custody"),
    ],
)
def test_a_suicide_is_a_death_and_no_killing(words: str, kind: str):
    text = f"Peter Oran is a poet. An officer said Peter Oran had {words}."
    _, one = only(text, kind)
    assert (one.agent is not None and one.agent.name, kinds(text)) == ("Peter Oran", [kind])


@pytest.mark.parametrize("whose", ["His co-defendant, journalist", "Oran’s co-accused, the journalist"])
def test_what_befell_a_relation_set_off_by_name_befell_the_one_named(whose: str):
    text = f"Peter Oran was convicted in May. {whose} Maria Vell, received a suspended sentence and walked free."
    assert (targets(text, "sentence"), targets(text, "release")) == (["Maria Vell"], ["Maria Vell"])


@pytest.mark.parametrize("words", ["That was wrong:", "This is incorrect.", "The report was false."])
def test_a_sentence_that_calls_the_one_before_it_untrue_takes_it_back(words: str):
    text = f"A paper reported on Monday that Maria Vell had been released. {words} Maria Vell was at the table."
    statement, _ = only(text, "release")
    assert (statement.certainty, statement.said_by) == ("negated", None)


def test_a_deed_that_is_called_wrong_was_done():
    statement, _ = only("Maria Vell was arrested on Monday. That was wrong.", "arrest")
    assert statement.certainty == "fact"


def test_what_somebody_else_calls_wrong_is_not_taken_back_by_the_document():
    text = "The police said that Maria Vell was released on Monday. “That was wrong,” her lawyer said."
    assert only(text, "release")[0].certainty == "alleged"


def test_a_request_that_is_turned_down_frees_nobody():
    text = "Maria Vell is a poet. Judge Peter Oran rejected a request by the defence to release her under house arrest."
    found = {event.kind: statement.certainty for statement, event in told(text)}
    assert found == {"release": "negated", "house_arrest": "negated"}


def test_who_denies_to_have_somebody_denies_that_she_is_held():
    statement, _ = only("Maria Vell is a poet. The police have denied that she is in their custody.", "held")
    assert (statement.certainty, statement.stance) == ("negated", "denies")


def test_whose_whereabouts_are_unknown_has_disappeared():
    text = "Maria Vell was last seen in May. Her whereabouts have been unknown since then."
    assert targets(text, "disappearance") == ["Maria Vell"]


def test_who_asks_where_somebody_is_held_does_not_tell_that_it_is_so():
    text = "Relatives demanded that the police reveal where Maria Vell is held."
    assert only(text, "held")[0].certainty == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "Maria Vell dismissed this as a lie.",
        "Maria Vell dismissed the minister’s words as a lie.",
        "A court stripped Maria Vell of her nationality.",
    ],
)
def test_who_is_not_put_out_of_an_office_is_not_dismissed(text: str):
    assert "dismissal" not in kinds(text)


def test_who_loses_her_post_is_dismissed():
    assert targets("The king stripped Maria Vell of her post.", "dismissal") == ["Maria Vell"]


def test_charges_that_were_dropped_are_no_charge_whoever_is_named_between():
    text = "Charges against a second lawyer, Maria Vell, were dropped in March."
    assert (kinds(text), targets(text, "acquittal")) == (["acquittal"], ["Maria Vell"])


@pytest.mark.parametrize("words", ["vigil was held for", "talks were held with", "funeral of her son was held by"])
def test_a_gathering_that_is_held_holds_nobody(words: str):
    assert kinds(f"Maria Vell is a poet. The {words} Maria Vell.") == []


def test_those_detained_are_the_names_of_the_list_and_their_detention_is_an_act():
    text = "Among those detained were Maria Vell, a teacher, Peter Oran, a pastor, and Tep Sarun, wife of John Berg."
    assert (kinds(text), targets(text, "arrest")) == (["arrest"], ["Maria Vell", "Peter Oran", "Tep Sarun"])


def test_an_event_is_told_of_its_day_and_not_of_its_hour():
    assert date("Maria Vell was arrested at 4 a.m. on 18 November 2018.", "arrest") == "2018-11-18"


def undated(text: str) -> dict[str, str | None]:
    page = lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),), None)
    people = find_people(page)
    found = find_events(page, people, find_claims(page, people), find_dates(page))
    events = [one.content for one in found if isinstance(one.content, Event)]
    return {event.kind: event.date.edtf if event.date else None for event in events}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Maria Vell was arrested on 4 March 2017 and left for Lithuania last week.", "flight"),
        ("Maria Vell was arrested in March 2017 and freed on 5 May.", "release"),
        ("Maria Vell was jailed in 2017. She was freed in May.", "release"),
    ],
)
def test_without_a_day_of_publication_no_date_lends_another_its_year(text: str, kind: str):
    assert undated(text)[kind] is None


@pytest.mark.parametrize(
    "words",
    [
        "He remains in Makala prison.",
        "He has been in Makala prison since May.",
        "Peter Oran is still in Makala, his lawyer said.",
    ],
)
def test_who_stays_in_what_was_called_a_prison_is_held(words: str):
    text = f"Peter Oran was seen at the gates of Makala prison. {words}"
    assert targets(text, "held") == ["Peter Oran"]


@pytest.mark.parametrize(
    "words",
    [
        "is no longer in Makala prison",
        "had been in Makala prison since May",
        "was in Makala prison on Monday",
        "is still in Makala city",
        "is still in Ndolo",
    ],
)
def test_who_does_not_stay_in_a_prison_is_not_held(words: str):
    assert "held" not in kinds(f"The gates of Makala prison are closed. Peter Oran {words}.")


def test_a_town_is_no_prison_for_having_one():
    assert kinds("The gates of Hanoi prison are closed. Peter Oran is still in Hanoi.") == []


def test_a_weekday_does_nothing_to_anybody():
    page = "Maria Vell is a poet. Maria Vell was released by Monday."
    assert only(page, "release")[1].agent is None
