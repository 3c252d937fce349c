"""Whom pronouns and descriptions mean."""

import pytest

from saksi.model import Span, Zone
from saksi.reading.page import lay_out
from saksi.reading.people import People, find_people


def read(*paragraphs: str) -> People:
    text = "\n\n".join(paragraphs)
    return find_people(lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),)))


def meant(people: People, words: str, nth: int = 0) -> str | None:
    """Whom the nth occurrence of these words means."""
    found = [m for m in people.mentions if m.span.of(people.text) == words]
    return people.name(found[nth].ref).name if nth < len(found) else None


def test_a_pronoun_means_the_subject_before_its_object() -> None:
    people = read("Lim Sokvan called Roeun Chanda on Monday. He said that he was safe.")
    assert meant(people, "He") == meant(people, "he") == "Lim Sokvan"


def test_a_pronoun_passes_over_persons_of_the_other_sex() -> None:
    people = read("Mr. Boran Tith met Ms. Dalin Keo in Kampot. She left early.")
    assert meant(people, "She") == "Dalin Keo"


def test_a_role_tells_the_sex() -> None:
    people = read("Police spokeswoman Dalin Keo met the lawyer Boran Tith. She refused to comment.")
    assert meant(people, "She") == "Dalin Keo"


def test_who_speaks_outside_the_quotation_is_not_whom_it_speaks_of() -> None:
    people = read("Boran Tith left the town on Monday.", "“Hun Sen has no right to do this,” he said.")
    assert meant(people, "he") == "Boran Tith"


def test_they_means_a_group_and_never_one_person() -> None:
    people = read("Two activists met Lim Sokvan in Kampot. They fled on Monday.")
    assert meant(people, "They") == "Two activists"


def test_they_makes_one_group_of_people_joined_by_and() -> None:
    people = read("Lim Sokvan and Roeun Chanda crossed the river. They fled because they were afraid.")
    assert meant(people, "They") == meant(people, "they") == "Lim Sokvan and Roeun Chanda"


def test_no_group_is_made_where_no_plural_needs_it() -> None:
    people = read("Lim Sokvan and Roeun Chanda crossed the river.")
    assert {name.name for name in people.names} == {"Lim Sokvan", "Roeun Chanda"}


def test_its_members_are_those_of_the_party_and_not_of_the_court() -> None:
    people = read("The Supreme Court dissolved the Delta Farmers Party and banned 118 of its members.")
    assert meant(people, "its") == "Delta Farmers Party"


def test_it_without_an_antecedent_means_nobody() -> None:
    people = read("The Foreign Ministry met on Monday. It was raining in Kampot.")
    assert meant(people, "It") is None


def test_nobody_is_meant_where_nobody_was_named() -> None:
    assert read("He left on Monday.").mentions == ()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The acting DFP chief", "Boran Tith"),
        ("The party", "Delta Farmers Party"),
        ("The ministry", "Ministry of Land"),
        ("The country", "Cambodia"),
    ],
)
def test_a_definite_description_means_the_one_that_fits(words: str, name: str) -> None:
    people = read(
        "The Delta Farmers Party (DFP) wrote to Cambodia’s Ministry of Land. DFP acting president Boran Tith signed.",
        f"{words} said nothing on Monday.",
    )
    assert meant(people, words) == name


def test_a_definite_group_means_the_group_before() -> None:
    people = read("Police held 16 DFP activists in Kampot.", "The activists were beaten.")
    assert meant(people, "The activists") == "16 DFP activists"


def test_another_group_of_the_same_kind_is_a_new_one() -> None:
    people = read("Two activists fled in May. Three activists fled in June.")
    assert meant(people, "Three activists") == "Three activists"


def test_i_and_we_are_left_to_the_speech_stage() -> None:
    people = read("“We are afraid and I will not go back,” Lim Sokvan said.")
    assert [m.span.of(people.text) for m in people.mentions] == ["Lim Sokvan"]


def test_a_relative_is_related_to_whom_the_pronoun_means() -> None:
    people = read("Dalin Keo fled on Monday. She left with her brother, Boran Tith.")
    tith = next(name for name in people.names if name.name == "Boran Tith")
    assert tith.role == "brother of Dalin Keo"


def test_they_are_not_the_millions_that_were_only_counted() -> None:
    people = read(
        "Two activists left. The minister said that about 16 million people live in peace. “They lie,” he said."
    )
    assert meant(people, "They") == "Two activists"
