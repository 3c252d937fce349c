from hypothesis import given
from hypothesis import strategies as st
from tests.build import record, told

from saksi.resolve import alike, identify, propose

ONE, OTHER = "Soeung Testkaruna", "Seoung Test Karona"
STATEMENTS = (
    told("held", ONE),
    told("held", OTHER, reading="r2"),
    told("held", "Dara Namesake"),
    told("held", "Dara Namesake", reading="r2"),
    told("held", "Quite Somebodyelse", reading="r2"),
)


def of_kind(found, kind):
    return [each for each in found if each.kind == kind]


def test_two_spellings_are_proposed_as_one_and_nothing_is_merged():
    given_record = record(*STATEMENTS)
    (pair,) = of_kind(propose(given_record).rows, "may be one")
    assert {pair.left.name, pair.right.name} == {ONE, OTHER}
    assert pair.reasons
    assert {ONE, OTHER} <= {each.name for each in identify(given_record).values()}


def test_one_name_in_two_documents_may_be_two():
    (question,) = of_kind(propose(record(*STATEMENTS)).rows, "may be two")
    assert question.left.name == "Dara Namesake"
    assert question.reasons == ("one name in 2 documents",)


def test_what_else_is_in_common_speaks_for_a_pair_and_what_differs_against_it():
    plain = propose(record(*STATEMENTS[:2])).rows[0]
    common = propose(record(*STATEMENTS[:2], roles={ONE: "farmer", OTHER: "farmer"})).rows[0]
    differing = propose(record(*STATEMENTS[:2], roles={ONE: "farmer", OTHER: "judge"})).rows[0]
    assert common.score_percent >= plain.score_percent
    assert "the same role: farmer" in common.reasons
    assert any("farmer" in each and "judge" in each for each in differing.against)


def test_two_names_in_one_document_are_asked_about_later():
    apart = propose(record(*STATEMENTS[:2])).rows[0]
    together = propose(record(told("held", ONE), told("held", OTHER))).rows[0]
    assert together.score_percent < apart.score_percent
    assert "one document names both" in together.against


def test_namesakes_apart_by_affiliation_are_proposed_with_what_speaks_against_it():
    two = (told("held", "Dara Namesake"), told("held", "Dara Namesake", reading="r2"))
    parties = {("r1", "Dara Namesake"): "Example Party", ("r2", "Dara Namesake"): "Sample Union"}
    (pair,) = propose(record(*two, affiliations=parties)).rows
    assert (pair.kind, pair.reasons) == ("may be one", ("same spelling",))
    assert pair.against


@given(st.permutations(STATEMENTS))
def test_questions_do_not_depend_on_the_order_of_the_record(statements):
    assert propose(record(*statements)) == propose(record(*STATEMENTS))


def test_too_many_pairs_are_cut_and_it_is_said(monkeypatch):
    monkeypatch.setattr("saksi.resolve.proposals._MOST", 1)
    names = (ONE, OTHER, "Seung Testkaruna")
    questions = propose(record(*(told("held", name, reading=f"r{i}") for i, name in enumerate(names))))
    assert len(questions.rows) == 1
    assert questions.is_cut
    assert not propose(record(*STATEMENTS[:2])).is_cut


def test_a_person_is_found_under_another_spelling_with_reasons():
    (found,) = alike(record(*STATEMENTS[:1]), OTHER)
    assert found.name == ONE
    assert found.reasons
    assert alike(record(*STATEMENTS[:1]), "Wholly Unlike") == ()
