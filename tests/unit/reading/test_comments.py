"""Readers' comments: whose, from where, when, in the orders in which pages print them. Readers are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.model import Span, Zone
from saksi.reading import find_comments


def told(*blocks):
    """What is found in a page with these blocks below its article."""
    text, zones = "An article.\n\n", []
    for block in blocks:
        zones.append(Zone(kind="comment", span=Span(start=len(text), end=len(text) + len(block))))
        text += block + "\n\n"
    return [
        (each.author, each.place, each.day and each.day.isoformat(), each.hour, each.words.of(text))
        for each in find_comments(text, zones)
    ]


FIRST = "They should let all of them go, and nobody wrote about it for a year."
SECOND = "The man cannot count! He said the same last year."


def test_a_date_below_the_words_ends_a_comment():
    assert told("A reader", FIRST, "Jan 17, 2020 08:40 AM", "from U.S.A", SECOND, "Jan 16, 2020 12:15 AM") == [
        ("A reader", None, "2020-01-17", "08:40", FIRST),
        (None, "U.S.A", "2020-01-16", "00:15", SECOND),
    ]


def test_a_date_above_the_words_begins_one():
    assert told("Dara Sample", "17 January 2020 at 21:05", FIRST, "Maly from Phnom Penh", "2020-01-16", SECOND) == [
        ("Dara Sample", None, "2020-01-17", "21:05", FIRST),
        ("Maly", "Phnom Penh", "2020-01-16", None, SECOND),
    ]


def test_comments_of_more_than_one_paragraph_stay_whole():
    ((author, *_, words),) = told("Dara Sample", FIRST, SECOND, "Jan 17, 2020")
    assert author == "Dara Sample"
    assert words == f"{FIRST}\n\n{SECOND}"


def test_a_short_comment_is_no_name_where_the_name_is_known():
    assert told("Dara Sample", "Jan 17, 2020", "So sad") == [("Dara Sample", None, "2020-01-17", None, "So sad")]
    assert told("Dara Sample", "So sad", "Jan 17, 2020") == [("Dara Sample", None, "2020-01-17", None, "So sad")]


def test_a_date_in_the_words_of_a_reader_is_not_the_day_of_the_comment():
    ((*_, day, _, words),) = told(
        "Dara Sample", "My cousin was arrested on January 5, 2018 and nobody ever wrote about it."
    )
    assert day is None
    assert words.startswith("My cousin")


@pytest.mark.parametrize("button", ["Reply", "Like (3)", "12", "Log in to reply"])
def test_buttons_are_nobody(button):
    assert [author for author, *_ in told("Dara Sample", FIRST, button, "Maly", SECOND, button)] == [
        "Dara Sample",
        "Maly",
    ]


@pytest.mark.parametrize("words", ["From what I saw they lied.", "from then on nobody spoke"])
def test_a_sentence_that_begins_with_from_is_no_place(words):
    assert [place for _, place, *_ in told("Dara Sample", words)] == [None]


BLOCK = st.one_of(
    st.sampled_from(["A reader", "from Lyon", "Jan 17, 2020 08:40 AM", "3 days ago", "Reply", FIRST]),
    st.text(min_size=1, max_size=80),
)


@given(st.lists(BLOCK, max_size=12))
def test_no_words_are_lost_or_told_twice_but_what_is_around_them(blocks):
    spans = [words for *_, words in told(*blocks)]
    assert sum(words.count(FIRST) for words in spans) == sum(block.count(FIRST) for block in blocks)
