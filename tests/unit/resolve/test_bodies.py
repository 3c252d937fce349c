from hypothesis import given
from hypothesis import strategies as st

from saksi.model import Name, Record
from saksi.resolve import Spelling, body_map, homes, identify, normal_name, spellings


def body(name, *aliases, local="b1", kind="body"):
    return Name(id=local, kind=kind, name=name, aliases=aliases)


def across(*bodies):
    return body_map(Record(names={(f"r{at}", each.id): each for at, each in enumerate(bodies)})).across


def test_an_acronym_means_the_body_that_names_it():
    assert across(body("Northern Test Party", "NTP"))["ntp"] == "northern test party"


def test_a_short_form_of_one_word_is_not_trusted_outside_its_document():
    assert "northerners" not in across(body("Northern Test Party", "Northerners"))


def test_a_name_that_is_the_alias_of_a_longer_one_leads_to_it():
    found = across(body("Test Party", "TP"), body("Northern Test Party", "Test Party"))
    assert found["tp"] == found["test party"] == "northern test party"


def test_of_two_bodies_with_one_acronym_the_longer_name_is_meant_then_the_first_by_name():
    assert across(body("Northern Test Party", "NTP"), body("New Test Party", "NTP"))["ntp"] == "northern test party"
    assert across(body("Beta Test Party", "TP"), body("Alfa Test Party", "TP"))["tp"] == "alfa test party"


def by_passing_once(known):
    """The same by going through the names once, the longest first: what `homes` is to give."""
    found = {}
    for each in sorted(known):
        home = found.get(each.full, each.full)
        found.setdefault(each.full, home)
        found.setdefault(each.key, home)
    return found


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), st.integers(1, 4)))
)
def test_a_spelling_leads_where_one_pass_from_the_longest_name_leads(drawn):
    known = {Spelling(before=-length, full=full, key=key) for full, keys, length in drawn for key in (full, *keys)}
    assert homes(known) == by_passing_once(known)


def test_spellings_are_those_of_bodies_alone():
    names = [body("Test Party", "TP"), body("Testville", "TV", kind="place")]
    assert {each.key for each in spellings(names)} == {"test party", "tp"}


def test_whom_an_alias_means_depends_on_its_own_reading_alone():
    one = Name(id="n1", kind="person", name="Dara Testname", aliases=("Brother",))
    other = Name(id="n2", kind="person", name="Vanna Testname", aliases=("Brother",))
    alone = identify(Record(names={("r2", "n1"): one, ("r2", "n2"): other}))
    earlier = Name(id="n1", kind="person", name="Vanna Testname")
    beside = identify(Record(names={("r1", "n1"): earlier, ("r2", "n1"): one, ("r2", "n2"): other}))
    assert alone["r2", normal_name("Brother")].name == beside["r2", normal_name("Brother")].name == "Dara Testname"
