from datetime import date, timedelta

import pytest
from tests.build import record, told

from saksi.law import JURISDICTIONS, load_code
from saksi.register import alarms, encode_alarms

CODES = [load_code(each) for each in JURISDICTIONS]
WEEK = timedelta(days=7)
WHO = "Dara Testname"


def found(*statements, on, codes=CODES, within=WEEK, **given):
    return alarms(record(*statements, **given), date.fromisoformat(on), codes, within)


def kinds(*statements, **given):
    return [each.kind for each in found(*statements, **given)]


def accepted(kind, *targets, **given):
    return told(kind, *targets, standing="accepted", **given)


HELD = (
    accepted("arrest", WHO, date="2020-01-10", place="Phnom Penh"),
    accepted("charge", WHO, date="2020-01-11", law_article="Article 453", at=20),
    accepted("held", WHO, at=40),
)


def test_who_is_ordered_released_and_still_held_is_an_alarm():
    (alarm,) = found(accepted("release_order", WHO, date="2019-12-17"), accepted("held", WHO, at=20), on="2019-12-27")
    assert (alarm.kind, alarm.to_check) == ("overdue release", ())
    assert "category I" in alarm.words
    assert len(alarm.basis.statements) == 2


def test_past_the_limit_of_a_sourced_rule_is_an_alarm_that_names_the_rule():
    rows = found(*HELD, on="2021-07-12", published="2021-07-12")
    sure = [each for each in rows if not each.to_check]
    assert {(each.kind, each.clock.article, each.clock.part) for each in sure} == {("limit exceeded", "208", "at most")}
    assert "2 days past the limit" in sure[0].words
    assert "the last lawful day was 2021-07-10" in sure[0].words


def test_the_same_on_a_draft_is_only_to_check():
    drafts = [told("arrest", WHO, date="2020-01-10", place="Phnom Penh"), told("held", WHO, at=9)]
    charge = told("charge", WHO, date="2020-01-11", law_article="453", at=20)
    rows = found(*drafts, charge, on="2021-07-12", published="2021-07-12")
    assert {each.kind for each in rows} >= {"limit exceeded"}
    assert all("it rests on drafts that nobody reviewed" in each.to_check for each in rows)


def test_a_limit_is_told_some_days_before():
    assert kinds(*HELD, on="2021-07-05", published="2021-07-05").count("limit near") == 2
    assert "limit near" not in kinds(*HELD, on="2021-07-05", published="2021-07-05", within=timedelta(days=2))


def test_without_the_class_of_the_charge_it_cannot_be_told_and_that_is_said():
    rows = found(HELD[0], HELD[2], on="2021-07-12", published="2021-07-12")
    assert {each.kind for each in rows} == {"cannot tell"}
    assert any("whether the charge is of the class felony" in each.to_check for each in rows)


def test_another_country_has_another_law():
    arrest = accepted("arrest", WHO, date="2020-01-10", place="Bangkok")
    order = accepted("pretrial_detention", WHO, date="2020-01-11", at=20)
    rows = found(arrest, order, accepted("held", WHO, at=40), on="2021-07-12", published="2021-07-12")
    assert {each.clock.rule[:2] for each in rows} == {"th"}


def test_a_law_that_is_named_is_the_one_that_is_used():
    statements = accepted("arrest", WHO, date="2020-01-10", place="Paris"), accepted("held", WHO, at=40)
    rows = found(*statements, on="2021-07-12", published="2021-07-12", codes=[load_code("KH")])
    assert rows


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-05-02", ["trial date passed"]),
        ("2020-05-01", ["trial near"]),
        ("2020-04-24", ["trial near"]),
        ("2020-04-23", []),
    ],
)
def test_a_trial_day_is_told_before_and_where_it_passed_without_a_word(on, expected):
    notice = accepted("trial_scheduled", WHO, date="2020-05-01", certainty="planned")
    assert kinds(notice, on=on, published="2020-04-01") == expected


def test_a_trial_of_which_somebody_tells_was_held():
    notice = accepted("trial_scheduled", WHO, date="2020-05-01", certainty="planned")
    trial = accepted("trial", WHO, date="2020-05-01", at=20)
    assert kinds(notice, trial, on="2020-06-01", published="2020-05-20") == []


@pytest.mark.parametrize(("on", "expected"), [("2020-04-08", []), ("2020-04-09", ["no news"])])
def test_who_was_held_and_of_whom_nobody_speaks(on, expected):
    assert kinds(accepted("arrest", WHO, date="2020-01-10", place="Paris"), on=on, published="2020-01-10") == expected


def test_who_was_released_raises_nothing():
    freed = accepted("release", WHO, date="2020-02-01", at=60)
    assert kinds(HELD[0], HELD[1], freed, on="2022-01-01", published="2020-02-02") == []


def test_the_public_case_in_both_readings():
    rows = found(
        accepted("arrest", "Kem Sokha", date="2017-09-03", place="Phnom Penh"),
        accepted("charge", "Kem Sokha", date="2017-09-05", law_article="Article 443", at=20),
        accepted("house_arrest", "Kem Sokha", date="2018-09-10/..", at=40),
        on="2019-11-10",
        published="2019-11-10",
    )
    exceeded = [each for each in rows if each.kind == "limit exceeded"]
    assert [each.clock.reading for each in exceeded] == ["prison and confinement at home, from the arrest"]
    assert exceeded[0].words.startswith("252 days past")


def test_alarms_are_json():
    (row,) = encode_alarms(
        found(accepted("release_order", WHO, date="2019-12-17"), accepted("held", WHO, at=20), on="2019-12-27")
    )
    assert (row["kind"], row["person"]) == ("overdue release", WHO)


def test_of_a_country_without_rules_here_it_is_said_that_nobody_can_tell():
    statements = (accepted("arrest", WHO, date="2019-12-01", place="Laos"), accepted("held", WHO, at=20))
    (alarm,) = found(*statements, on="2019-12-27")
    assert alarm.to_check
    assert (alarm.kind, alarm.words) == (
        "cannot tell",
        "whether a limit of law is past: no rules of Laos are known here",
    )
