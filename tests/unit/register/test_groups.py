from datetime import date

from tests.build import record, told

from saksi.model import Count
from saksi.register import custody
from saksi.register.groups import strip_count

ON = date(2019, 12, 27)
SIXTEEN = "16 example activists"


def test_the_number_is_no_part_of_who_is_counted():
    assert strip_count("At least 74 supporters") == "supporters"
    assert strip_count("Fourteen members of a party") == "members of a party"
    assert strip_count("Twenty-three bloggers") == "bloggers"
    assert strip_count("12 of the 31") == "people"


def test_one_of_the_group_ordered_released_is_overdue_within_it():
    register = custody(
        record(
            told("held", SIXTEEN, count=16, event="v1"),
            told("release_order", "one", count=1, event="v2", part_of="v1", at=2),
            told("sentence", "one", count=1, event="v3", part_of="v1", at=3, words="after completing his sentence"),
            groups=(SIXTEEN, "one"),
        ),
        ON,
    )
    (row,) = register.groups
    assert (row.of, row.count, row.liberty) == ("example activists", Count(min=16, max=16), "held")
    (part,) = row.includes
    assert (part.count, part.overdue, part.sentence_done) == (Count(min=1, max=1), True, True)
    assert len(row.basis.statements) == 3


def test_a_part_that_nobody_ordered_released_is_not_overdue():
    statements = (told("held", SIXTEEN, count=16, event="v1"), told("trial", "one", count=1, part_of="v1", at=2))
    (row,) = custody(record(*statements, groups=(SIXTEEN, "one")), ON).groups
    assert not row.includes[0].overdue


def test_a_group_is_never_added_to_the_named():
    register = custody(
        record(told("held", SIXTEEN, count=16), told("held", "Dara Testname", at=2), groups=(SIXTEEN,)), ON
    )
    assert register.counts.held == 1
    assert register.counts.groups == 1


def test_a_group_whose_people_are_all_named_is_no_group():
    statements = (
        told("flight", agent="two organizers", date="2019-12", count=2, event="v1"),
        told("flight", agent="Dara Testname", date="2019-12", count=2, event="v1", at=2),
        told("flight", agent="Vanna Testname", date="2019-12", count=2, event="v1", at=3),
    )
    register = custody(record(*statements, groups=("two organizers",)), ON)
    assert (len(register.people), register.groups) == (2, ())


def test_a_named_person_in_a_group_has_a_row_and_the_others_are_counted_without_her():
    crowd = "Dara Testname and two fellow activists"
    statements = (told("flight", agent=crowd, date="2019-12", count=3), told("threat", "Dara Testname", at=2))
    register = custody(record(*statements, groups=(crowd,)), ON)
    assert [row.person for row in register.people] == ["Dara Testname"]
    assert [(row.of, row.count) for row in register.groups] == [("fellow activists", Count(min=2, max=2))]


def test_supporters_of_a_person_are_not_that_person():
    crowd = "five supporters of Dara Testname"
    statements = (told("held", crowd, count=5), told("threat", "Dara Testname", at=2))
    assert custody(record(*statements, groups=(crowd,)), ON).people == ()


def test_rival_counts_stay_apart_and_equal_counts_join():
    statements = (
        told("held", SIXTEEN, count=16, by="Group Example"),
        told("held", SIXTEEN, count=16, reading="r2", at=2),
        told("held", "nine example activists", count=9, by="Ministry Example", at=3),
    )
    groups = (SIXTEEN, "nine example activists")
    rows = custody(record(*statements, groups=groups), ON).groups
    assert sorted((row.count.max, len(row.sources)) for row in rows) == [(9, 1), (16, 2)]


def test_a_count_lapses_like_a_person():
    rows = custody(record(told("held", SIXTEEN, count=16), groups=(SIXTEEN,)), date(2020, 3, 1)).groups
    assert (rows[0].liberty, rows[0].last_known) == ("unknown", "held")


def test_one_of_the_group_is_one_even_where_nobody_counted_it():
    part = f"one of the {SIXTEEN}"
    statements = (told("held", SIXTEEN, count=16, event="v1"), told("release_order", part, at=2))
    (row,) = custody(record(*statements, groups=(SIXTEEN, part)), ON).groups
    assert [(each.count, each.overdue) for each in row.includes] == [(Count(min=1, max=1), True)]


def test_a_total_of_is_no_part_of_who_is_counted():
    crowd = f"A total of {SIXTEEN}"
    (row,) = custody(record(told("held", crowd, count=16), groups=(crowd,)), ON).groups
    assert row.of == "example activists"
