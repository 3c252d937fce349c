from datetime import date

import pytest
from tests.build import record, told

from saksi.procedures import procedures
from saksi.procedures.steps import step_name

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
