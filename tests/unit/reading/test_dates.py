from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.model import Span, When, Zone
from saksi.reading.dates import find_dates, find_present
from saksi.reading.page import Page, lay_out

#: A Friday.
PUBLISHED = "2019-12-27"


def page(text: str, published: str | None = PUBLISHED) -> Page:
    zones = (Zone(kind="article", span=Span(start=0, end=len(text))),)
    return lay_out(text, zones, When(published) if published else None)


def read(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    laid = page(text, published)
    return [(laid.words(one.span), one.when.edtf) for one in find_dates(laid)]


def edtf(text: str, published: str | None = PUBLISHED) -> list[str]:
    return [when for _, when in read(text, published)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("27 December 2019", "2019-12-27"),
        ("Dec. 27 2019", "2019-12-27"),
        ("Nov. 9, 2019", "2019-11-09"),
        ("the 9th of November, 2019", "2019-11-09"),
        ("Saturday, Nov. 9, 2019", "2019-11-09"),
        ("December 2019", "2019-12"),
        ("2019", "2019"),
        ("2019-11-09", "2019-11-09"),
        ("2019-11-09T07:30", "2019-11-09T07:30"),
        ("27/11/2019", "2019-11-27"),
        ("11/27/2019", "2019-11-27"),
        ("Dec 27, 2019 09:08 PM", "2019-12-27T21:08"),
        ("2 March 2019, 07:30", "2019-03-02T07:30"),
        ("3-5 May 2019", "2019-05-03/2019-05-05"),
        ("from 3 to 5 May 2019", "2019-05-03/2019-05-05"),
        ("between 2015 and 2017", "2015/2017"),
        ("2015-2017", "2015/2017"),
        ("early 2018", "2018-01/2018-03"),
        ("mid-2018", "2018-04/2018-09"),
        ("late 2018", "2018-10/2018-12"),
        ("the second quarter of 2018", "2018-04/2018-06"),
        ("the first half of 2018", "2018-01/2018-06"),
        ("the first three months of 2018", "2018-01/2018-03"),
        ("the 1980s", "1980/1989"),
        ("the early 1980s", "1980/1984"),
        ("the late 1980’s", "1985/1989"),
        ("late November 2018", "2018-11"),
        ("since 2015", "2015/.."),
        ("since at least September 2018", "2018-09/.."),
    ],
)
def test_an_absolute_expression_needs_no_publication(words: str, expected: str) -> None:
    assert read(f"The office was shut {words}.", None)[-1][1] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("She fled on Friday.", "2019-12-27"),
        ("She fled on Thursday night.", "2019-12-26"),
        ("She fled last Friday.", "2019-12-20"),
        ("The court will rule on Tuesday.", "2019-12-31"),
        ("Monks are to march next Monday.", "2019-12-30"),
        ("She fled yesterday.", "2019-12-26"),
        ("She fled today.", "2019-12-27"),
        ("She fled last night.", "2019-12-26"),
        ("She fled earlier this month.", "2019-12"),
        ("She fled last month.", "2019-11"),
        ("She fled last week.", "2019-12-16/2019-12-22"),
        ("She fled this week.", "2019-12-23/2019-12-29"),
        ("She will flee next week.", "2019-12-30/2020-01-05"),
        ("It may fall next year.", "2020"),
        ("It fell late last year.", "2018-10/2018-12"),
        ("She fled in January.", "2019-01"),
        ("He awaits a trial set for January.", "2020-01"),
        ("She fled last August.", "2019-08"),
        ("The Feb. 12 decision is rapidly approaching.", "2020-02-12"),
        ("The EU warned him on Nov. 12.", "2019-11-12"),
        ("She fled two weeks ago.", "2019-12-13"),
        ("She fled three months ago.", "2019-09"),
        ("She fled a decade ago.", "2009"),
        ("They held it on Christmas Eve.", "2019-12-24"),
        ("It grew over the past 25 years.", "1994/2019"),
        ("A trial opens in July next year.", "2020-07"),
        ("It opens at 9 a.m. on Monday, as planned and as the court will confirm.", "2019-12-30T09:00"),
    ],
)
def test_a_relative_expression_counts_from_the_publication(sentence: str, expected: str) -> None:
    assert edtf(sentence) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was arrested in September 2017. His party was dissolved two months later.", "2017-11"),
        ("He was arrested on 3 September 2017, and charged two days later.", "2017-09-05"),
        ("She won in 2018. Exports fell that year.", "2018"),
        ("She won in 2017. Her league was forbidden in November of that year.", "2017-11"),
        ("She was held on 3 May 2018. The following day she was freed.", "2018-05-04"),
        ("The ban of 16 November 2017 came after his arrest that September.", "2017-09"),
        ("He was jailed in May 2018. Since then she has lived abroad.", "2018-05/.."),
        ("The court met on 3 May 2018. She had fled the day before.", "2018-05-02"),
        ("He was held in May 2017. She said on Friday that he was tried three months later.", "2017-08"),
    ],
)
def test_the_anchor_moves_with_the_narrative(text: str, expected: str) -> None:
    assert edtf(text)[-1] == expected


def test_what_has_gone_on_since_does_not_move_the_anchor() -> None:
    text = "On 10 November 2018 the terms of a man confined since May 2017 were eased, and five days later he left."
    assert edtf(text)[-1] == "2018-11-15"


def test_without_publication_only_what_counts_from_the_text_is_read() -> None:
    text = "She fled on Friday. He was held in May 2017 and freed two months later."
    assert edtf(text, None) == ["2017-05", "2017-07"]


def test_two_days_after_a_month_is_no_day() -> None:
    assert edtf("He was held in May 2017 and freed two days later.") == ["2017-05"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 2,000 people and 2000 soldiers stood there.",
        "They may march on the town, and May Smith will march too.",
        "The second man broke Article 1999 and resolution 1973.",
        "She often went there and recently stopped.",
        "Every Friday the shop opens, and each year it shuts.",
        "It was 5/6/2019 on the form.",
        "He paid $1999 for it.",
        "The Sunday Times wrote of it.",
    ],
)
def test_what_is_no_date_is_left(sentence: str) -> None:
    assert edtf(sentence) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Monday, 23 December 2019", "2019-12-23"),
        ("Mon., 23 December 2019", "2019-12-23"),
        ("Sunday, 23 December 2019", "2019-12"),
        ("Tues. December 24, 2019", "2019-12-24"),
        ("Friday, December 24, 2019", "2019-12"),
    ],
)
def test_a_day_whose_weekday_contradicts_it_is_known_by_its_month_only(words: str, expected: str) -> None:
    assert edtf(f"They took him on {words}, and left.") == [expected]


def test_a_day_that_does_not_exist_is_left() -> None:
    assert "2019-02-30" not in edtf("It was signed on 30 February 2019.")


def test_the_span_holds_since_but_no_preposition() -> None:
    assert read("She has lived in Paris since 2015 and fled in May 2014.") == [
        ("since 2015", "2015/.."),
        ("May 2014", "2014-05"),
    ]


def test_now_is_the_day_of_publication_and_no_mention_of_its_own() -> None:
    laid = page("He is currently in prison.")
    assert find_dates(laid) == ()
    assert [one.when.edtf for one in find_present(laid)] == [PUBLISHED]


@given(st.dates())
def test_every_day_of_the_calendar_is_read_back_in_three_forms(day: object) -> None:
    when = str(day)
    if int(when[:4]) < 1800 or int(when[:4]) > 2099:
        return
    month = When(when).earliest
    assert month is not None
    forms = [when, f"{month.day} {month:%B} {month.year}", f"{month:%B} {month.day}, {month.year}"]
    assert [edtf(f"It was on {form}.", None) for form in forms] == [[when]] * 3


@given(st.text(alphabet="0123456789 /-.,:MayJunthdsiceo'’", max_size=60))
def test_mentions_stand_in_order_and_apart_whatever_the_text(text: str) -> None:
    found = find_dates(page(text)) if text.strip() else ()
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
