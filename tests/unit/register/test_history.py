from datetime import date

from tests.build import record, told

from saksi.register import history
from saksi.resolve import tell

WHO = "Dara Testname"


def turns(*statements, on="2020-01-01", name="liberty", **given):
    of = record(*statements, **given)
    found = history(name, tell(of), date.fromisoformat(on), of)
    return [(each.value, str(each.since or ""), str(each.until or "")) for each in found]


def test_held_released_and_held_again_are_three_times():
    assert turns(
        told("arrest", WHO, date="2018-03-01"),
        told("release", WHO, date="2018-09-01", at=20),
        told("arrest", WHO, date="2019-05-01", at=40),
        told("held", WHO, at=60),
        on="2019-12-27",
    ) == [
        ("held", "2018-03-01", "2018-09-01"),
        ("at liberty", "2018-09-01", "2019-05-01"),
        ("held", "2019-05-01", ""),
    ]


def test_of_whom_nobody_speaks_any_more_the_end_is_open_and_not_today():
    assert turns(told("arrest", WHO, date="2018-03-01"), published="2018-03-02") == [
        ("held", "2018-03-01", "2018-03-01/..")
    ]


def test_a_move_to_house_arrest_begins_a_time_of_its_own():
    assert turns(
        told("arrest", WHO, date="2017-09-03"), told("house_arrest", WHO, date="2018-09-10/..", at=20), on="2019-12-27"
    ) == [("held", "2017-09-03", "2018-09-10"), ("restricted", "2018-09-10", "")]


def test_each_track_has_a_history_of_its_own():
    statements = told("charge", WHO, date="2019-01-10"), told("conviction", WHO, date="2019-06-01", at=20)
    assert turns(*statements, name="proceedings") == [
        ("charged", "2019-01-10", "2019-06-01"),
        ("convicted", "2019-06-01", ""),
    ]
    assert turns(*statements, name="order") == []
