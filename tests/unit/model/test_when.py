from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.model import BadValueError, When


def test_a_missing_day_stays_missing():
    when = When("2019-12")
    assert (when.earliest, when.latest) == (date(2019, 12, 1), date(2019, 12, 31))
    assert not when.is_day


def test_since_a_year_is_open_at_its_end():
    when = When("2015/..")
    assert when.earliest == date(2015, 1, 1)
    assert when.latest is None
    assert when.is_open


def test_an_interval_runs_from_the_first_day_of_its_start_to_the_last_of_its_end():
    when = When("2019-10/2019-12")
    assert (when.earliest, when.latest) == (date(2019, 10, 1), date(2019, 12, 31))


def test_an_instant_bears_on_its_day():
    assert When("2019-12-27T15:19").is_day


@pytest.mark.parametrize(
    "text",
    ["", "19", "2019-13", "2019-02-29", "2019-2-3", "2020/2019", "../..", "2019-12-27T25:00", "27 Dec 2019", "2019/"],
)
def test_what_is_no_date_is_refused_with_the_text_that_was_found(text):
    with pytest.raises(BadValueError, match=r"is no date|ends before|open on both"):
        When(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_its_own_bounds(day):
    when = When(day.isoformat())
    assert (when.earliest, when.latest) == (day, day)
