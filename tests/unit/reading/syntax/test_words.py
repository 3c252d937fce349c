from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.syntax.words import words_in


def cut(text: str) -> list[str]:
    return [word.text for word in words_in(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They didn't say.", ["They", "did", "n't", "say", "."]),
        ("the minister’s aide", ["the", "minister", "’s", "aide"]),
        ("a 34-year-old cook", ["a", "34", "-", "year", "-", "old", "cook"]),
        ("non-governmental", ["non-governmental"]),
        ("Al-Testman", ["Al", "-", "Testman"]),
        ("U.S. police", ["U.S.", "police"]),
        ("Mr. Testman cannot", ["Mr.", "Testman", "can", "not"]),
        ("O’Testman paid $1,200.50.", ["O’Testman", "paid", "$", "1,200.50", "."]),
        ("wait... no", ["wait", "...", "no"]),
        ("at 7:30pm or 10am", ["at", "7:30", "pm", "or", "10", "am"]),
        ("the 3rd of 1990s", ["the", "3rd", "of", "1990s"]),
        ("I didnt see example.com", ["I", "did", "nt", "see", "example.com"]),
        ("books, etc. here, etc.", ["books", ",", "etc.", "here", ",", "etc", "."]),
        ("What?! >> no", ["What", "?!", ">>", "no"]),
        ("“Free him!”", ["“", "Free", "him", "!", "”"]),
    ],
)
def test_words_are_cut_as_in_universal_dependencies(text: str, words: list[str]) -> None:
    assert cut(text) == words


@given(st.text())
def test_no_letter_is_lost_and_words_lie_in_order(text: str) -> None:
    words = words_in(text)
    assert "".join("".join(word.text.split()) for word in words) == "".join(text.split())
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(a.end <= b.start for a, b in pairwise(words))
