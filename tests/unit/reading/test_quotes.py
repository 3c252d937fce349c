import itertools

from hypothesis import given
from hypothesis import strategies as st

from saksi.model import Span, Zone
from saksi.reading.page import Page, lay_out
from saksi.reading.quotes import find_quotations, find_units


def page_of(text: str) -> Page:
    return lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),))


def inner_words(text: str) -> list[str]:
    return [one.inner.of(text) for one in find_quotations(text, Span(start=0, end=len(text)))]


def unit_words(text: str) -> list[str]:
    return [unit.span.of(text) for unit in find_units(page_of(text))]


def test_curly_straight_and_doubled_marks_hold_a_quotation() -> None:
    assert inner_words("“We stay,” she said. \"We go,\" he said. ''We wait,'' they said.") == [
        "We stay,",
        "We go,",
        "We wait,",
    ]


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    text = "“We stay.\nThe town was quiet."
    first = find_units(page_of(text))[0]
    assert [(one.inner.of(text), one.is_open) for one in first.quotations] == [("We stay.", True)]
    assert find_units(page_of(text))[1].quotations == ()


def test_a_quotation_of_several_sentences_stays_with_its_attribution() -> None:
    assert unit_words("“We stay. Nobody leaves,” Ana Quill said. Then it rained.") == [
        "“We stay. Nobody leaves,” Ana Quill said.",
        "Then it rained.",
    ]


def test_a_question_in_marks_stays_with_the_words_that_say_whose_it_is() -> None:
    assert unit_words("“Where is he?” she asked.") == ["“Where is he?” she asked."]


def test_a_quotation_after_a_full_stop_is_a_unit_of_its_own() -> None:
    assert unit_words("He left. “We stay,” she said.") == ["He left.", "“We stay,” she said."]


@given(st.text(alphabet="ab .,?“”\"'\n", max_size=60))
def test_quotations_lie_in_order_within_their_unit_and_units_do_not_overlap(text: str) -> None:
    units = find_units(page_of(text)) if text.strip() else ()
    for before, after in itertools.pairwise(units):
        assert before.span.end <= after.span.start
    for unit in units:
        assert all(unit.span.holds(one.span) and one.span.holds(one.inner) for one in unit.quotations)
        ends = [place for one in unit.quotations for place in (one.span.start, one.span.end)]
        assert ends == sorted(ends)
