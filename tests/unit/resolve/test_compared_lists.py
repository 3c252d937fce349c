"""Two lists compared: who came, went, changed, and who may be one person. Persons are invented."""

from hypothesis import given
from hypothesis import strategies as st

from saksi.resolve import ListedPerson, compare_lists


def person(key, name, **facts):
    return ListedPerson(key=key, name=name, place=f"B{key}", facts=facts)


SOK, CHAN = person("1", "Sok Testman", sex="male", place="CC1"), person("2", "Chan Invented", sex="female")


def test_rows_of_one_key_are_one_and_their_changes_are_told():
    found = compare_lists([SOK, CHAN], [person("1", "Sok Testman", sex="male", place="CC2"), CHAN])
    (changed,) = found.changed
    assert [(each.of, each.before, each.after) for each in changed.changes] == [("place", "CC1", "CC2")]
    assert (found.came, found.went, found.same) == ((), (), 1)


def test_who_came_and_who_went():
    found = compare_lists([SOK], [CHAN])
    assert (found.came, found.went) == ((CHAN,), (SOK,))


def test_one_name_under_another_number_is_one_person_unless_a_lasting_fact_differs():
    moved = person("8", "Sok Testman", sex="male", place="CC1")
    assert compare_lists([SOK], [moved]).same == 1
    other = person("8", "Sok Testman", sex="female")
    found = compare_lists([SOK], [other])
    assert not found.same
    (maybe,) = found.maybe
    assert maybe.against == ("sex: male / female",)


def test_another_spelling_is_a_question_with_reasons_and_in_neither_of_the_lists():
    found = compare_lists([person("1", "Seoung Testna", born="1990")], [person("9", "Soeung Testna", born="1990-03")])
    (maybe,) = found.maybe
    assert maybe.score_percent >= 76
    assert maybe.reasons
    assert (found.came, found.went) == ((), ())


def test_no_person_is_in_two_questions():
    old = [person("1", "Sok Testna"), person("2", "Sokh Testna")]
    found = compare_lists(old, [person("9", "Sock Testna")])
    assert len(found.maybe) == 1
    assert len(found.went) == 1


KEYS = st.lists(
    st.tuples(st.sampled_from("123456"), st.sampled_from(["Sok A", "Sokh A", "Chan B", "Yim C"])), max_size=6
)


@given(KEYS, KEYS)
def test_everybody_is_in_exactly_one_part(old, new):
    before, after = ({key: person(key, name) for key, name in some}.values() for some in (old, new))
    found = compare_lists(before, after)
    paired = found.same + len(found.changed) + len(found.maybe)
    assert len(found.went) + paired == len(before)
    assert len(found.came) + paired == len(after)
