from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.build import record, told

from saksi.register import custody

WHO = "Dara Testname"
ON = date(2019, 12, 27)


def odd(*statements, on=ON, **given):
    (row,) = custody(record(*statements, **given), on).people
    return [(each.kind, each.day.isoformat(), each.other.isoformat()) for each in row.oddities]


def test_a_release_before_the_first_arrest_is_said_on_the_row():
    found = odd(told("release", WHO, date="2019-03-01"), told("arrest", WHO, date="2019-05-02", at=9))
    assert found == [("release before arrest", "2019-03-01", "2019-05-02")]


def test_a_release_after_an_arrest_without_a_date_is_not_odd():
    assert odd(told("release", WHO, date="2019-03-01"), told("arrest", WHO, at=9)) == []


def test_a_release_that_can_have_come_after_the_arrest_is_not_odd():
    assert odd(told("release", WHO, date="2019-05"), told("arrest", WHO, date="2019-05-02", at=9)) == []


def test_a_second_arrest_after_a_release_is_not_odd():
    arrests = [told("arrest", WHO, date="2019-01-02"), told("arrest", WHO, date="2019-05-02", at=9)]
    assert odd(*arrests, told("release", WHO, date="2019-03-01", at=20)) == []


def test_an_event_later_than_the_page_that_tells_of_it_is_said_on_the_row():
    found = odd(told("arrest", WHO, date="2019-12-20"), published="2019-12-01")
    assert found == [("later than its document", "2019-12-20", "2019-12-01")]


def test_what_is_planned_may_be_later_than_its_page():
    plan = told("trial", WHO, date="2019-12-20", certainty="planned", at=9)
    assert odd(told("arrest", WHO, date="2019-11-20"), plan, published="2019-12-01") == []


def test_nothing_is_odd_before_it_happened():
    later = told("arrest", WHO, date="2019-12-20", at=9)
    assert odd(told("held", WHO, date="2019-11-20"), later, published="2019-12-01", on=date(2019, 12, 19)) == []


def test_namesakes_of_other_parties_are_counted_on_each_other():
    rows = custody(
        record(
            told("arrest", WHO, date="2019-12-01"),
            told("arrest", WHO, date="2019-12-02", reading="r2"),
            affiliations={("r1", WHO): "Harbour Party", ("r2", WHO): "Mountain Union"},
        ),
        ON,
    ).people
    assert [(row.person, row.namesakes) for row in rows] == [(WHO, 1), (WHO, 1)]


@given(st.permutations(range(3)))
def test_the_order_of_statements_does_not_change_what_is_odd(order):
    told_ = [
        told("release", WHO, date="2019-03-01"),
        told("arrest", WHO, date="2019-05-02", at=9),
        told("arrest", WHO, date="2020-01-02", at=20),
    ]
    assert odd(*(told_[place] for place in order), on=date(2020, 2, 1)) == odd(*told_, on=date(2020, 2, 1))
