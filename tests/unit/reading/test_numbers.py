from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.numbers import find_numbers, number_of, ordinal_of


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("16", "16"),
        ("2,000", "2000"),
        ("6.8", "6.8"),
        ("5.3 billion", "5300000000"),
        ("one million", "1000000"),
        ("half a million", "500000"),
        ("twenty-three", "23"),
        ("two hundred and six", "206"),
        ("three thousand five hundred", "3500"),
        ("a dozen", "12"),
        ("two dozen", "24"),
        ("half a dozen", "6"),
        ("one-fifth", "0.2"),
        ("two thirds", "0.667"),
        ("zero", "0"),
        ("a", "1"),
    ],
)
def test_a_number_in_digits_or_words_has_its_value(words: str, value: str) -> None:
    assert number_of(words) == Decimal(value)


@pytest.mark.parametrize("words", ["dozens", "hundreds", "tens of thousands", "Millions"])
def test_a_vague_number_is_found_without_a_value(words: str) -> None:
    (number,) = find_numbers(words)
    assert (number.form, number.value, number.span.end) == ("vague", None, len(words))


@pytest.mark.parametrize("words", ["often", "someone", "tent", "sevenfold", "v2"])
def test_letters_of_a_number_inside_a_word_are_none(words: str) -> None:
    assert not list(find_numbers(words))


def test_words_with_more_than_a_number_have_no_single_value() -> None:
    assert number_of("two men") is None


def test_an_ordinal_has_its_place() -> None:
    assert [ordinal_of(word) for word in ("second", "21st", "two")] == [2, 21, None]


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_with_and_without_commas_are_the_same_number(value: int) -> None:
    assert number_of(str(value)) == number_of(f"{value:,}") == Decimal(value)
