import pytest

from saksi.resolve.language import languages
from saksi.resolve.script import is_in, romanise

KHMER = languages()["khmer"]


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("កណ្ដាល", "kandal"),
        ("ភ្នំ", "phnum"),
        ("កំពង់", "kampong"),
        ("បឹងត្រស់", "boengtras"),
        ("ហ៊ុន សែន", "hun saen"),
        ("សុវណ្ណ", "sovon"),
        ("តាកែវ", "takaev"),
        ("៧", "7"),
    ],
)
def test_khmer_is_romanised_near_to_the_official_way(written, latin):
    assert romanise(written, KHMER) == latin


def test_thai_vowels_are_read_behind_their_consonant():
    assert romanise("แม่", languages()["thai"]) == "mae"


def test_a_silenced_letter_is_left_out():
    assert romanise("จันทร์", languages()["thai"]).startswith("chan")


def test_only_letters_of_the_script_make_a_name_original():
    assert is_in("សុខ", KHMER)
    assert not is_in("Sok – “x”", KHMER)
    assert not is_in("สุข", KHMER)
