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
