from datetime import date

from tests.build import record, told

from saksi.register import changes, custody, encode_changes

ON = date(2019, 12, 27)
ARREST = told("arrest", "Dara Testname", date="2019-12-20", charge="theft")
RELEASE = told("release", "Dara Testname", date="2019-12-24", at=3)


def between(before, after):
    return changes(custody(record(*before), ON), custody(record(*after), ON))


def test_nothing_new_changes_nothing():
    assert between([ARREST], [ARREST]) == ()


def test_a_second_source_of_the_same_changes_no_answer():
    again = told("arrest", "Dara Testname", date="2019-12-20", charge="theft", by="Mother", at=5)
    assert between([ARREST], [ARREST, again]) == ()


def test_what_came_between_is_named_with_what_it_changed():
    (change,) = [each for each in between([ARREST], [ARREST, RELEASE]) if each.what == "liberty"]
    assert (change.who, change.before.last_known, change.after.last_known) == ("Dara Testname", "held", "at liberty")
    assert (change.came, change.went) == ((RELEASE.id,), (ARREST.id,))


def test_who_is_new_was_not_told_of_before():
    assert {(each.what, each.before) for each in between([], [ARREST])} >= {("liberty", None), ("charges", None)}


def test_a_rejected_statement_went():
    (change,) = [each for each in between([ARREST, RELEASE], [ARREST]) if each.what == "liberty"]
    assert change.went == (RELEASE.id,)


def test_a_number_of_people_who_are_not_named_changes_too():
    crowd = "14 party members"
    was = told("held", crowd, date="2019-12-27", count=14)
    now = told("held", "nine party members", date="2019-12-27", count=9)
    rows = changes(custody(record(was, groups=(crowd,)), ON), custody(record(now, groups=("nine party members",)), ON))
    assert [(row.what, row.before[0], row.after[0]) for row in rows] == [("number held", "14", "9")]


def test_changes_encode_to_json():
    assert encode_changes(between([], [ARREST]))[0]["who"] == "Dara Testname"
