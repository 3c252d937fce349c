from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.law import Span, Term
from saksi.law.calendar import day_span
from saksi.model import BadValueError

DAYS = st.dates(date(1950, 1, 1), date(2090, 1, 1))
ZONES = st.sampled_from(["UTC", "Asia/Phnom_Penh", "Asia/Yangon", "Europe/Minsk", "America/New_York", "Asia/Kathmandu"])


@pytest.mark.parametrize(
    ("term", "start", "last"),
    [
        ("18 months", "2017-09-03", "2019-03-03"),
        ("6 months", "2019-08-31", "2020-02-29"),
        ("6 months", "2018-08-31", "2019-02-28"),
        ("1 month", "2020-01-31", "2020-02-29"),
        ("1 year", "2020-02-29", "2021-02-28"),
        ("4 years", "2020-02-29", "2024-02-29"),
        ("12 days", "2024-02-20", "2024-03-03"),
        ("2 weeks", "2019-12-27", "2020-01-10"),
        ("84 days", "2023-11-01", "2024-01-24"),
        ("4 months", "2010-09-16", "2011-01-16"),
        ("6 months", "2019-06-13", "2019-12-13"),
    ],
)
def test_a_term_ends_on_this_day(term, start, last):
    assert Term.parse(term).last_day(date.fromisoformat(start)) == date.fromisoformat(last)


@pytest.mark.parametrize("text", ["a few days", "6", "6 moons", "-1 days", "6  months", "48h", ""])
def test_what_is_no_term_is_refused(text):
    with pytest.raises(BadValueError, match="is no term of law"):
        Term.parse(text)


@given(DAYS, st.integers(0, 600))
def test_months_keep_the_number_of_the_day_or_end_with_the_month(start, count):
    last = Term(count=count, unit="months").last_day(start)
    assert (last.year * 12 + last.month) - (start.year * 12 + start.month) == count
    ends_its_month = date.fromordinal(last.toordinal() + 1).day == 1
    assert last.day == start.day or (last.day < start.day and ends_its_month)


@given(DAYS, DAYS, st.sampled_from(["days", "weeks", "months", "years"]), st.integers(0, 40))
def test_who_is_taken_later_is_free_no_earlier(one, other, unit, count):
    term = Term(count=count, unit=unit)
    assert (term.last_day(one) <= term.last_day(other)) or one > other


@pytest.mark.parametrize(
    ("term", "half"),
    [("6 months", "3 months"), ("1 month", None), ("3 months", None), ("1 year", "6 months"), ("5 years", "30 months")],
)
def test_half_of_a_term_is_whole_or_unknown(term, half):
    found = Term.parse(term).half()
    assert (None if found is None else str(found)) == half


def test_terms_of_two_units_are_never_added():
    assert Term.parse("2 months").plus(Term.parse("20 days")) is None
    assert str(Term.parse("6 months").plus(Term.parse("6 months"), 2)) == "18 months"


def test_hours_run_through_the_night_in_which_clocks_change():
    zone = ZoneInfo("Europe/Warsaw")
    start = datetime(2019, 3, 30, 12, tzinfo=zone).astimezone(UTC)
    end = Term.parse("48 hours").end(Span(first=start, last=start), zone)
    assert end.last.astimezone(zone) == datetime(2019, 4, 1, 13, tzinfo=zone)


def test_forty_eight_hours_are_not_two_days():
    with pytest.raises(BadValueError, match="ends at an instant"):
        Term.parse("48 hours").last_day(date(2019, 12, 27))


@given(DAYS, ZONES)
def test_days_follow_each_other_without_a_gap(day, zone):
    here = ZoneInfo(zone)
    one, other = day_span(day, here), day_span(date.fromordinal(day.toordinal() + 1), here)
    assert one.last < other.first
    assert (other.first - one.last).total_seconds() < 1


def test_a_term_beyond_the_calendar_is_refused():
    with pytest.raises(BadValueError, match="beyond the calendar"):
        Term.parse("90000 years").last_day(date(2019, 1, 1))
