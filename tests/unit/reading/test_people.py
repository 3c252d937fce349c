"""Who and what a document names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.model import Name, Span, Zone
from saksi.reading.page import Page, lay_out
from saksi.reading.people import People, find_people


def page(*paragraphs: str) -> Page:
    text = "\n\n".join(paragraphs)
    return lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),))


def read(*paragraphs: str) -> People:
    return find_people(page(*paragraphs))


def named(people: People, kind: str) -> set[str]:
    return {name.name for name in people.names if name.kind == kind}


def name_of(people: People, words: str) -> Name:
    return next(name for name in people.names if words in (name.name, *name.aliases))


def span_of(people: People, words: str) -> Span:
    start = people.text.index(words)
    return Span(start=start, end=start + len(words))


def test_a_word_at_the_head_of_a_sentence_is_no_part_of_a_name() -> None:
    people = read("But Lim Sokvan said that he left. While Roeun Chanda stayed, Lim Sokvan went to Thailand.")
    assert named(people, "person") == {"Lim Sokvan", "Roeun Chanda"}


def test_a_title_is_the_role_and_not_the_name() -> None:
    people = read("Prime Minister Hun Sen spoke on Friday. Mr. Boran Tith did not.")
    assert named(people, "person") == {"Hun Sen", "Boran Tith"}
    assert name_of(people, "Hun Sen").role == "Prime Minister"


def test_a_title_inside_a_run_parts_the_body_from_the_person() -> None:
    people = read("The talks failed, LDP President Kosal Vath said.")
    assert named(people, "person") == {"Kosal Vath"}
    assert "LDP" in named(people, "body")


@pytest.mark.parametrize(
    "words", ["Ly Mony Y", "Ana de la Cruzeta", "Khalid al-Hamrini", "Jean-Pierre Lokomba", "Nguyen Van Tuoi"]
)
def test_names_of_many_countries_stay_whole(words: str) -> None:
    assert words in named(read(f"The lawyer {words} said that the trial was unfair."), "person")


def test_an_acronym_in_parentheses_means_the_body_before_it() -> None:
    people = read("The Delta Farmers Union (DFU) met in Kampot. The DFU wants land.")
    assert name_of(people, "DFU").name == "Delta Farmers Union"
    assert len([m for m in people.mentions if people.name(m.ref).name == "Delta Farmers Union"]) == 3


def test_a_family_name_alone_means_the_person_named_before() -> None:
    people = read("Alesia Zhurova was fined on Monday. Zhurova said that she would appeal.")
    assert named(people, "person") == {"Alesia Zhurova"}
    assert name_of(people, "Alesia Zhurova").aliases == ("Zhurova",)


def test_a_possessive_is_no_part_of_a_mention() -> None:
    people = read("They read Lim Sokvan’s letter in Cambodia's parliament.")
    spans = {mention.span.of(people.text) for mention in people.mentions if mention.how == "name"}
    assert spans == {"Lim Sokvan", "Cambodia"}


def test_the_apposition_behind_a_name_gives_role_and_affiliation() -> None:
    people = read("Roeun Chanda, a spokesman for local human rights group Openhand, said the case was weak.")
    chanda = name_of(people, "Roeun Chanda")
    assert chanda.role == "spokesman for local human rights group Openhand"
    assert chanda.affiliation == "Openhand"
    assert name_of(people, "Openhand").kind == "body"


def test_two_roles_before_a_name_are_both_kept() -> None:
    people = read("Ruling party spokesman and DFU lawmaker Kosal Vath told reporters that it was over.")
    assert name_of(people, "Kosal Vath").role == "Ruling party spokesman; DFU lawmaker"
    assert name_of(people, "Kosal Vath").affiliation == "DFU"


def test_a_description_that_introduces_a_name_is_the_same_party() -> None:
    people = read("On Friday, a DFU activist from Kampot province named Lim Sokvan said that she had fled.")
    party = people.party_in(span_of(people, "a DFU activist from Kampot province named Lim Sokvan"))
    assert party is not None
    assert party.name == "Lim Sokvan"


@pytest.mark.parametrize(
    "words",
    [
        "two fellow activists",
        "16 DFU activists",
        "opposition party activists",
        "Cambodian authorities",
        "unknown assailants believed to be tied to the ruling party",
        "his lawyers",
        "a 34-year-old teacher",
        "more than 70 opposition supporters",
        "most of those who left",
    ],
)
def test_unnamed_people_are_a_group_under_their_description(words: str) -> None:
    people = read(f"The report said that {words} were seen there by Roeun Chanda.")
    assert words in named(people, "group")


def test_a_noun_before_another_noun_is_nobody() -> None:
    people = read("He stood outside a police station during the general election and read a government report.")
    assert named(people, "group") == set()


def test_places_keep_the_word_for_their_kind() -> None:
    people = read("Officers took him from Kampot province to Prey Thmei prison in Phnom Penh.")
    assert named(people, "place") == {"Kampot province", "Prey Thmei prison", "Phnom Penh"}


def test_a_town_is_not_the_prison_that_has_its_name_and_a_prison_may_go_by_its_own():
    people = read("Police arrested Ana Quill at home in Pursat. She is held at Pursat prison.")
    assert named(people, "place") == {"Pursat", "Pursat prison"}
    people = read("Ana Quill is held at Makala prison. Her brother was in Makala before.")
    assert named(people, "place") == {"Makala prison"}
    people = read("Police arrested Ana Quill in Pursat province. A court in Pursat met.")
    assert named(people, "place") == {"Pursat province"}


def test_months_and_days_are_no_names() -> None:
    people = read("Lim Sokvan was held in August. On Monday September rains fell in May.")
    assert {name.name for name in people.names} == {"Lim Sokvan"}


def test_a_headline_in_capitals_names_only_whom_the_text_names() -> None:
    text = "Farmers Demand Answers After Lim Sokvan Vanishes\nLim Sokvan vanished on Monday."
    head = text.index("\n")
    zones = (
        Zone(kind="title", span=Span(start=0, end=head)),
        Zone(kind="article", span=Span(start=head, end=len(text))),
    )
    people = find_people(lay_out(text, zones))
    assert [(name.name, len(name.spans)) for name in people.names] == [("Lim Sokvan", 2)]


def test_a_credit_line_gives_the_translators() -> None:
    people = read(
        "Lim Sokvan vanished on Monday.", "Translated by Sarun Pich and Dara Vong. Written in English by Ann Hollis."
    )
    roles = {name.name: name.role for name in people.names}
    assert roles["Sarun Pich"] == roles["Dara Vong"] == "translator"
    assert roles["Ann Hollis"] == "writer"


def test_a_list_is_as_many_parties_as_it_names() -> None:
    people = read("Police arrested Lim Sokvan, Roeun Chanda and Kosal Vath on Monday.")
    parties = people.parties_in(span_of(people, "Lim Sokvan, Roeun Chanda and Kosal Vath"))
    assert [party.name for party in parties] == ["Lim Sokvan", "Roeun Chanda", "Kosal Vath"]


def test_a_person_and_a_group_are_two_parties() -> None:
    people = read("Lim Sokvan said that she and two fellow teachers fled.")
    parties = people.parties_in(span_of(people, "she and two fellow teachers"))
    assert [party.name for party in parties] == ["Lim Sokvan", "two fellow teachers"]


def test_a_group_is_one_party_though_it_holds_a_name() -> None:
    people = read("Police arrested two members of the Delta Farmers Union on Monday.")
    parties = people.parties_in(span_of(people, "two members of the Delta Farmers Union"))
    assert [party.name for party in parties] == ["two members of the Delta Farmers Union"]


def test_comments_name_nobody() -> None:
    text = "Lim Sokvan vanished.\nRoeun Chanda did it."
    cut = text.index("\n")
    zones = (
        Zone(kind="article", span=Span(start=0, end=cut)),
        Zone(kind="comment", span=Span(start=cut + 1, end=len(text))),
    )
    assert named(find_people(lay_out(text, zones)), "person") == {"Lim Sokvan"}


WORDS = [
    "Lim Sokvan",
    "said",
    ",",
    "and",
    "the",
    "police",
    "’s",
    "she",
    "(DFU)",
    "of",
    "Mr.",
    "in",
    "On",
    "Of",
    "Prime",
]
WORDS += [
    "“",
    "”",
    "two",
    "activists",
    "U.S.",
    "\n",
    "-",
    "her",
    "who",
    "those",
    "named",
    "By",
    "34",
    "Minister",
    "its",
]


@given(st.lists(st.sampled_from(WORDS)))
def test_any_text_is_read_and_mentions_lie_in_order_within_it(words: list[str]) -> None:
    people = read(" ".join(["x", *words]))
    assert list(people.mentions) == sorted(people.mentions, key=lambda m: (m.span.start, -m.span.end))
    assert all(m.span.end <= len(people.text) and people.party(m.ref).ref == m.ref for m in people.mentions)
    assert [name.spans for name in people.names] == [
        tuple(m.span for m in people.mentions if m.ref == name.id) for name in people.names
    ]


@pytest.mark.parametrize("short", ["Urrutia", "Urrutia Balboa", "Balboa"])
def test_either_of_two_surnames_means_its_only_bearer(short: str) -> None:
    people = read(f"A court stripped editor Rosa Urrutia Balboa of her passport. {short}, 58, fled on Monday.")
    assert named(people, "person") == {"Rosa Urrutia Balboa"}


def test_a_first_surname_tells_a_person_and_rather_the_prisoner_than_her_son() -> None:
    people = read("Rosa Urrutia Balboa was held. Her son Luis Urrutia wept. Urrutia was freed.")
    assert named(people, "person") == {"Rosa Urrutia Balboa", "Luis Urrutia"}
    assert name_of(people, "Urrutia").name == "Rosa Urrutia Balboa"


def test_a_first_surname_that_two_bear_means_neither() -> None:
    people = read("Rosa Urrutia Balboa met Iris Urrutia Solano. The lawyer Urrutia left.")
    assert name_of(people, "Urrutia").name == "Urrutia"


def test_in_a_list_the_job_is_of_the_name_before_it() -> None:
    people = read("Among them were Pham Lan, 67, a retired teacher, Dinh Bao, a pastor, and Vo Thuc, a student.")
    assert [name_of(people, name).role for name in ("Pham Lan", "Dinh Bao", "Vo Thuc")] == [
        "retired teacher",
        "pastor",
        "student",
    ]


def test_an_outlet_is_a_body_and_a_saint_s_town_a_place() -> None:
    people = read(
        "Voces del Mar, San Jose, 16 February 2023", "Officials in Managua stripped Rosa Urrutia of her passport."
    )
    assert named(people, "body") == {"Voces del Mar"}
    assert named(people, "place") == {"San Jose", "Managua"}


@pytest.mark.parametrize("words", ["The lawyer San Pedro said that it was unfair.", "San Vutha fled on Monday."])
def test_a_person_may_have_a_saint_s_name(words: str) -> None:
    assert named(read(words), "person") in ({"San Pedro"}, {"San Vutha"})
