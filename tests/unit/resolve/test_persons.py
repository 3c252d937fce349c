import pytest
from tests.build import record, told

from saksi.resolve import identify


def people(*statements, **given):
    return set(identify(record(*statements, **given)).values())


def test_spellings_of_one_name_are_one_person_by_name_only():
    (one,) = people(told("held", "Dara-Testname"), told("held", "DARA  Testnamé", reading="r2"))
    assert one.by_name_only


def test_within_one_document_nobody_is_by_name_only():
    (one,) = people(told("held", "Dara Testname"))
    assert not one.by_name_only


def test_affiliations_that_disagree_are_two_persons():
    statements = (told("held", "Dara Testname"), told("held", "Dara Testname", reading="r2"))
    parties = {("r1", "Dara Testname"): "Example Party", ("r2", "Dara Testname"): "Sample Union"}
    assert len(people(*statements, affiliations=parties)) == 2


def test_an_unknown_affiliation_disagrees_with_nobody_known():
    statements = (told("held", "Dara Testname"), told("held", "Dara Testname", reading="r2"))
    assert len(people(*statements, affiliations={("r1", "Dara Testname"): "Example Party"})) == 1


def test_groups_are_no_persons():
    assert people(told("held", "five farmers"), groups=("five farmers",)) == set()


TWO = (told("held", "Dara Testname"), told("held", "Dara Testname", reading="r2"))


def two(one, other):
    return people(*TWO, affiliations={("r1", "Dara Testname"): one, ("r2", "Dara Testname"): other})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EPU", "Example Party Union"),
        ("the opposition", "Example Party"),
        ("ruling party", "Example Party"),
        ("Party", "Example Party"),
        ("Fields Ministry", "Ministry of Fields"),
        ("Examplia’s Ministry of Fields", "Ministry of Fields"),
        ("opposition", "the party"),
    ],
)
def test_affiliations_that_say_the_same_or_nothing_are_one_person(one, other):
    assert len(two(one, other)) == 1
    assert len(two(other, one)) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Example Party", "Sample Party"), ("Ministry of Fields", "Ministry of Rivers"), ("EPU", "SPU")]
)
def test_bodies_of_different_proper_names_are_two_persons(one, other):
    assert len(two(one, other)) == 2


def test_the_proper_name_of_a_body_is_the_affiliation_shown():
    (one,) = two("the opposition movement", "Example Party")
    assert one.affiliation == "Example Party"


def test_one_who_may_be_either_namesake_is_joined_with_neither():
    statements = (*TWO, told("held", "Dara Testname", reading="r3"))
    parties = {("r1", "Dara Testname"): "Example Party", ("r2", "Dara Testname"): "Sample Party"}
    assert len(people(*statements, affiliations=parties)) == 3
