from dataclasses import replace
from datetime import date

import pytest
from tests.build import record, told

from saksi.model import Name
from saksi.procedures import procedures
from saksi.procedures.naming import step_name

BODIES = ("Example Union", "Examplia", "Examplia’s Ministry")


def step(words, on_date=None, agent="Example Union", target="Examplia", **given):
    return told("review_step", target, agent=agent, date=on_date, words=words, **given)


def states(*steps, on, **given):
    (row,) = procedures(record(*steps, bodies=BODIES, **given), on)
    return [(each.name, each.state) for each in row.steps]


def test_steps_are_done_up_to_the_day_and_expected_after_it():
    steps = (
        step("launched", "2019-02"),
        step("issued a report", "2019-11-12", at=1),
        step("decision due", "2020-02-12", certainty="planned", at=2),
    )
    assert states(*steps, on=date(2019, 12, 27)) == [("launch", "done"), ("report", "done"), ("decision", "expected")]


def test_an_announced_day_that_passed_proves_nothing():
    assert states(step("decision due", "2020-02-12", certainty="planned"), on=date(2020, 3, 1)) == [
        ("decision", "date passed, no report")
    ]


def test_a_decision_that_was_taken_outweighs_its_announcement():
    steps = (
        step("decision due", "2020-02-12", certainty="planned", reading="r1"),
        step("decided", "2020-02-12", reading="r2"),
    )
    dates = {"r1": "2019-12-27", "r2": "2020-02-13"}
    assert states(*steps, on=date(2020, 3, 1), published=dates) == [("decision", "done")]
    assert states(*steps, on=date(2020, 1, 1), published=dates) == [("decision", "expected")]


def test_a_reply_of_the_other_side_belongs_to_the_procedure():
    steps = (
        step("launched", "2019-02"),
        step("official response", "2019-12", agent="Examplia’s Ministry", target="Example Union", at=1),
    )
    assert states(*steps, on=date(2019, 12, 27)) == [("launch", "done"), ("reply", "done")]


def test_a_step_that_did_not_happen_is_no_step():
    assert procedures(record(step("launched", "2019-02", certainty="negated"), bodies=BODIES), date(2020, 1, 1)) == ()


@pytest.mark.parametrize(
    ("words", "name"),
    [("was opened", "launch"), ("preliminary report", "report"), ("official response", "reply"), ("met", "other")],
)
def test_words_name_the_step(words, name):
    assert step_name("review_step", words) == name


def sanction(words="withdrew the access", on_date=None, at=9, **given):
    return told("sanction", "Examplia", agent="Example Union", date=on_date, words=words, at=at, **given)


LAUNCH = step("launched", "2019-02")


@pytest.mark.parametrize(
    "given",
    [
        {"certainty": "planned"},
        {"certainty": "planned", "stance": "predicts", "on_date": "2020"},
        {"certainty": "alleged"},
        {"certainty": "negated"},
        {"stance": "predicts"},
        {"stance": "denies", "on_date": "2019-11"},
        {"words": "potential withdrawal of the access"},
        {"words": "loss of status"},
    ],
)
def test_an_effect_that_is_no_fact_is_no_step(given):
    assert states(LAUNCH, sanction(**given), on=date(2019, 12, 27)) == [("launch", "done")]


def test_an_effect_that_came_is_a_step_even_alone():
    assert states(sanction(), on=date(2019, 12, 27)) == [("effect", "done")]
    assert states(sanction("withdrawal of the access", "2019-12-01"), on=date(2019, 12, 27)) == [("effect", "done")]


def test_an_effect_announced_for_a_day_is_expected_but_makes_no_procedure_alone():
    coming = sanction(on_date="2020-08-12", certainty="planned")
    assert states(LAUNCH, coming, on=date(2019, 12, 27)) == [("launch", "done"), ("effect", "expected")]
    assert procedures(record(coming, bodies=BODIES), date(2019, 12, 27)) == ()


@pytest.mark.parametrize(
    ("certainty", "stance"), [("alleged", "asserts"), ("planned", "asserts"), ("fact", "predicts")]
)
def test_only_an_asserted_fact_is_done(certainty, stance):
    ((_, state),) = states(
        step("issued a report", "2019-11", certainty=certainty, stance=stance), on=date(2019, 12, 27)
    )
    assert state != "done"


def test_a_step_told_twice_keeps_the_finer_date_and_both_sources():
    steps = (
        step("decision due", "2020-02", certainty="planned"),
        step("the decision", "2020-02-12", certainty="planned", at=1),
    )
    (row,) = procedures(record(*steps, bodies=BODIES), date(2019, 12, 27))
    (one,) = row.steps
    assert (one.date.edtf, one.state, len(one.sources)) == ("2020-02-12", "expected", 2)


def test_steps_whose_dates_differ_stay_apart():
    steps = (
        step("first report", "2019-03-01"),
        step("second report", "2019-11-12", at=1),
        step("reports", "2019", at=2),
    )
    assert len(states(*steps, on=date(2019, 12, 27))) == 3


def test_a_coarse_date_stands_before_the_days_within_it_only_by_its_beginning():
    steps = (step("issued a report", "2019-12-03"), step("official response", "2019-12", at=1), LAUNCH)
    assert [name for name, _ in states(*steps, on=date(2019, 12, 27))] == ["launch", "reply", "report"]


def test_another_name_of_the_actor_counts_only_where_the_names_say_so():
    steps = (LAUNCH, step("issued a report", "2019-11", agent="The Board", reading="r2", at=1))
    seen = record(*steps, bodies=(*BODIES, "The Board"))
    assert len(procedures(seen, date(2019, 12, 27))) == 2
    full = Name(id="n1", kind="body", name="Example Union", aliases=("The Board",))
    named = replace(seen, names={**seen.names, ("r2", "ref:The Board"): replace(full, id="ref:The Board")})
    assert len(procedures(named, date(2019, 12, 27))) == 1
