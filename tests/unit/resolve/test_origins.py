"""Of which origin documents are: what persons and machines say of pairs, in any order."""

from datetime import UTC, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from saksi.model import OriginLink
from saksi.resolve import origins_of

AT = datetime(2020, 1, 1, tzinfo=UTC)


def said(one, other, verdict="same", *, person=False, author="machine", shared=90):
    return OriginLink(
        id=f"{one}{other}{verdict}{author}",
        between=(min(one, other), max(one, other)),
        verdict=verdict,
        author=author,
        person=person,
        recorded_at=AT,
        basis={} if person else {"how": "reprint", "shared": shared},
    )


def person(one, other, verdict, author="p"):
    return said(one, other, verdict, person=True, author=author)


def test_a_reprint_of_a_reprint_has_the_origin_of_the_first():
    found = origins_of([said("a", "b"), said("b", "c")])
    assert found.shared == (("a", "b", "c"),)
    assert found.count("abcd") == 2


def test_a_person_goes_before_the_machine():
    found = origins_of([said("a", "b", shared=100), person("a", "b", "different")])
    assert found.shared == ()
    assert found.count("ab") == 2
    assert origins_of([said("a", "b", "different"), person("a", "b", "same")]).count("ab") == 1


def test_a_person_who_is_unsure_takes_a_proposal_back():
    assert origins_of([said("a", "b"), person("a", "b", "unsure")]).count("ab") == 2


def test_what_a_person_took_apart_no_proposal_joins_by_a_way_round():
    links = [said("a", "c", shared=95), said("c", "b", shared=90), person("a", "b", "different")]
    found = origins_of(links)
    assert found.shared == (("a", "c"),)
    assert found.disputed == ()


def test_two_stories_of_one_digest_stay_two():
    links = [said("a", "digest", shared=100), said("b", "digest", shared=99), said("a", "b", "different", shared=0)]
    assert origins_of(links).shared == (("a", "digest"),)


def test_where_persons_disagree_they_stay_one_and_are_disputed():
    found = origins_of([person("a", "b", "same", "p"), person("a", "b", "different", "q")])
    assert found.shared == (("a", "b"),)
    assert found.disputed == (("a", "b"),)


def test_what_persons_join_by_a_way_round_and_take_apart_is_disputed():
    links = [person("a", "b", "same"), person("b", "c", "same"), person("a", "c", "different")]
    found = origins_of(links)
    assert found.shared == (("a", "b", "c"),)
    assert found.disputed == (("a", "c"),)


LINKS = st.lists(
    st.builds(
        lambda pair, verdict, is_person, author, shared: said(
            *pair, verdict, person=is_person, author=f"{'p' if is_person else 'm'}{author}", shared=shared
        ),
        st.sampled_from([(one, other) for one in "abcdef" for other in "abcdef" if one < other]),
        st.sampled_from(["same", "different", "unsure"]),
        st.booleans(),
        st.integers(1, 2),
        st.integers(0, 100),
    ),
    max_size=12,
    unique_by=lambda link: (link.author, link.between),
)


@given(LINKS, st.integers())
def test_order_says_nothing_of_origins(links, seed):
    shuffled = list(links)
    Random(seed).shuffle(shuffled)
    assert origins_of(shuffled) == origins_of(links)


@given(LINKS)
def test_what_persons_alone_say_apart_is_never_joined_by_machines(links):
    found = origins_of(links)
    persons = origins_of([link for link in links if link.person])
    for link in links:
        alone = {each.verdict for each in links if each.person and each.between == link.between} == {"different"}
        if alone and persons.count(link.between) == 2:
            assert found.count(link.between) == 2


@given(LINKS)
def test_more_said_by_a_person_to_be_one_never_makes_more_origins(links):
    more = [*links, person("a", "b", "same", "another")]
    assert origins_of(more).count("ab") == 1
