"""Worked cases: the public case of Kem Sokha, and invented persons. Each cites its rule."""

import tomllib
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.law import JURISDICTIONS, Order, Stretch, clocks, load_code
from saksi.law.codes import read_code
from saksi.model import BadInputError, When

HOME = "house arrest"


def held(since, until=None, value="held"):
    return Stretch(value=value, since=When(since), until=None if until is None else When(until))


def judged(code, on, stretches, *, extensions=(), **more):
    moments = {name: When(day) for name, day in more.pop("moments", {}).items()}
    orders = [Order(date=When(day)) for day in extensions]
    found = clocks(
        load_code(code), on=date.fromisoformat(on), stretches=stretches, moments=moments, extensions=orders, **more
    )
    return {(each.rule, each.part, each.reading): each for each in found}


def one(found, rule, part="term", reading="as it stands"):
    return found[rule, part, reading]


SOKHA = [held("2017-09-03", "2018-09-10"), held("2018-09-10", "2019-11-10", HOME)]
SOKHA_MOMENTS = {"arrest": "2017-09-03", "detention_order": "2017-09-05"}


def test_the_case_of_kem_sokha_has_two_readings_and_both_are_named():
    found = judged("KH", "2019-11-10", SOKHA, moments=SOKHA_MOMENTS, article="443")
    prison = one(found, "kh.ccp.208", "at most", "prison only, from the arrest")
    home = one(found, "kh.ccp.208", "at most", "prison and confinement at home, from the arrest")
    assert (prison.state, prison.utmost) == ("within", (date(2019, 3, 3), date(2019, 3, 3)))
    assert (home.state, home.by, home.confirmed) == ("exceeded", (252, 252), True)
    assert "International Commission of Jurists" in home.sources[0]
    late = one(found, "kh.ccp.208", "at most", "prison and confinement at home, from the order of detention")
    assert late.utmost == (date(2019, 3, 5), date(2019, 3, 5))


def test_whether_the_six_months_were_extended_is_not_known_and_its_rule_raises_no_alarm():
    found = judged("KH", "2018-04-01", SOKHA, moments=SOKHA_MOMENTS, article="443")
    term = one(found, "kh.ccp.208", "term", "prison only, from the arrest")
    assert (term.state, term.missing) == ("cannot tell", ("whether it was extended beyond 2018-03-03",))
    assert not term.confirmed
    ordered = judged("KH", "2018-04-01", SOKHA, moments=SOKHA_MOMENTS, article="443", extensions=["2018-03-05"])
    assert one(ordered, "kh.ccp.208", "term", "prison only, from the arrest").state == "within"


CASES = tomllib.loads(Path(__file__).with_name("worked_cases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_a_worked_case(case):
    restraints = [held(since, until or None, value) for since, until, value in case["restraints"]]
    more = {name: case[name] for name in ("moments", "offence", "article", "age") if name in case}
    judgments = judged(case["code"], case["on"], restraints, **more)
    found = [each for key, each in judgments.items() if key[:2] == (case["rule"], case["part"])]
    clock = next((each for each in found if each.reading.endswith("from the arrest")), found[0])
    assert (clock.state, clock.by) == (case["state"], tuple(case["by"]) if "by" in case else None), clock
    assert clock.sources
    assert clock.missing if clock.state == "cannot tell" else not clock.missing


def test_a_rule_whose_source_was_not_read_raises_no_alarm():
    found = judged(
        "MM", "2020-05-20", [held("2020-05-01")], moments={"detention_order": "2020-05-01"}, offence="under 7 years"
    )
    clock = one(found, "mm.cpc.167.lesser", "at most")
    assert (clock.state, clock.confirmed) == ("exceeded", False)


def test_a_law_that_is_suspended_does_not_run():
    found = judged("MM", "2021-03-01", [held("2021-02-20")], moments={"arrest": "2021-02-20"})
    assert "mm.privacy.7" not in {rule for rule, _, _ in found}


def test_a_shorter_term_for_children_is_not_held_against_an_adult():
    found = judged("KH", "2021-01-01", [held("2020-01-01")], moments={"arrest": "2020-01-01"}, offence="felony")
    assert not any(rule.startswith("kh.ccp.213") for rule, _, _ in found)


def test_who_was_never_held_has_no_clock():
    assert judged("KH", "2021-01-01", [], moments={"arrest": "2020-01-01"}, offence="felony") == {}


def test_nothing_is_judged_before_it_began():
    assert judged("KH", "2019-12-31", [held("2020-01-01")], offence="felony") == {}


def test_a_jurisdiction_without_rules_is_said_to_have_none():
    with pytest.raises(BadInputError, match="there are no rules of law for FR here"):
        load_code("FR")


@pytest.mark.parametrize("name", JURISDICTIONS)
def test_every_rule_names_its_source_and_has_an_id_of_its_own(name):
    code = load_code(name)
    ids = [rule.id for rule in code.rules]
    assert len(set(ids)) == len(ids)
    for rule in code.rules:
        limits = [limit for limit in (rule.base, rule.maximum, *rule.caps) if limit is not None]
        assert limits
        assert all(limit.source.text for limit in limits)
        # the base and all extensions never go beyond the maximum
        if rule.base and rule.extension and rule.maximum and rule.base.term and rule.extension.term:
            assert rule.base.term.plus(rule.extension.term, rule.times) == rule.maximum.term or "year" in str(
                rule.maximum.term
            )


def test_an_unknown_key_in_a_rule_is_an_error():
    data = {
        "jurisdiction": "XX", "name": "X", "timezone": "UTC", "source": {}, "instrument": {},
        "rule": [{"id": "x", "bass": 1}],
    }  # fmt: skip
    with pytest.raises(KeyError, match="bass"):
        read_code(data)


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_the_order_in_which_stretches_are_told_says_nothing(order):
    found = judged("KH", "2019-11-10", [SOKHA[place] for place in order], moments=SOKHA_MOMENTS, article="443")
    assert found == judged("KH", "2019-11-10", SOKHA, moments=SOKHA_MOMENTS, article="443")


@given(st.dates(date(2010, 1, 1), date(2024, 1, 1)), st.integers(0, 3000))
def test_once_a_limit_is_past_it_stays_past(began, days):
    on = date.fromordinal(began.toordinal() + days)
    states = []
    for day in (on, date.fromordinal(on.toordinal() + 1)):
        found = judged(
            "KH", day.isoformat(), [held(began.isoformat())], moments={"arrest": began.isoformat()}, offence="felony"
        )
        states.append(one(found, "kh.ccp.208", "at most", "prison only, from the arrest").state)
    assert states != ["exceeded", "within"]
    assert "cannot tell" not in states


@given(st.dates(date(2010, 1, 1), date(2024, 1, 1)), st.integers(0, 800))
def test_knowing_less_never_turns_one_answer_into_its_opposite(began, days):
    on = date.fromordinal(began.toordinal() + days).isoformat()
    key = ("kh.ccp.208", "at most", "prison only, from the arrest")
    exact = judged("KH", on, [held(began.isoformat())], moments={"arrest": began.isoformat()}, offence="felony")
    month = began.isoformat()[:7]
    vague = judged("KH", on, [held(month)], moments={"arrest": month}, offence="felony")
    assert {exact[key].state, vague[key].state} != {"within", "exceeded"}


def test_between_two_editions_no_rule_is_guessed():
    source = {"s": {"text": "an invented gazette", "confirmed": True}}
    instrument = {"old": {"title": "Old Code", "in_force_until": "2004-12-31"}, "new": {"title": "New Code"}}
    instrument["new"]["in_force_from"] = "2007-01-01"
    rule = {"article": "7", "measure": "pretrial", "start": "arrest", "base": {"term": "3 months", "source": "s"}}
    rules = [{**rule, "id": name, "instrument": name} for name in instrument]
    code = read_code(
        {
            "jurisdiction": "XX",
            "name": "Nowhere",
            "timezone": "UTC",
            "source": source,
            "instrument": instrument,
            "rule": rules,
        }
    )

    def states(day):
        arrest, on = When(day), date.fromisoformat("2010-01-01")
        found = clocks(code, on=on, stretches=[held(day)], moments={"arrest": arrest})
        return [(each.instrument, each.state, each.missing) for each in found]

    assert states("2006-05-01") == [
        ("Old Code", "cannot tell", ("which rule was in force on 2006-05-01: no edition known here was",))
    ]
    assert [each[:2] for each in states("2004-05-01")] == [("Old Code", "exceeded")]
    assert [each[:2] for each in states("2007-05-01")] == [("New Code", "exceeded")]
