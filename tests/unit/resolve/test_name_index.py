from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.resolve import NameIndex
from saksi.resolve.name_index import _MOST
from saksi.resolve.sound_key import keys_of

NAMES = ["Soeung Sengkaruna", "Sok Testname", "Chea Dararoth", "Тест Тестов", "Sin Chanpov Rozeth"]


def names_found(index, name):
    return [found.name for found in index.search(name, 0.8)]


def test_a_name_is_found_under_another_spelling_with_reasons():
    (found,) = NameIndex(NAMES).search("Seoung Sen Karona", 0.8)
    assert found.name == "Soeung Sengkaruna"
    assert "spacing" in " ".join(found.likeness.reasons)


def test_a_name_is_found_in_another_order_and_with_a_word_left_out():
    index = NameIndex(NAMES)
    assert names_found(index, "Dararoth Chea") == ["Chea Dararoth"]
    assert names_found(index, "Sin Rozeth") == ["Sin Chanpov Rozeth"]


def test_a_name_in_another_script_is_found():
    assert names_found(NameIndex(NAMES), "Test Testov") == ["Тест Тестов"]


def test_one_word_finds_the_names_that_hold_it_among_those_compared():
    assert "Chea Dararoth" in NameIndex(NAMES).reached("Darareth")


def test_titles_of_any_language_do_not_part_a_name_from_its_key():
    assert keys_of("Samdech Techo Sok Testname") == keys_of("U Sok Testname") == keys_of("Sok Testname")


@given(st.permutations(NAMES))
@settings(max_examples=20)
def test_the_order_of_the_list_makes_no_difference(names):
    assert NameIndex(names).search("Sok Testnam", 0.5) == NameIndex(NAMES).search("Sok Testnam", 0.5)


def test_a_list_of_one_sound_cannot_hang_a_search():
    vowels = ("a", "e", "i", "o", "u")
    names = [f"s{a}k t{b}{c}{d}n{e}m" for a in vowels for b in vowels for c in vowels for d in vowels for e in vowels]
    reached = NameIndex(names).reached("sok tan")
    assert 0 < len(reached) <= _MOST < len(names)
    assert reached == NameIndex(names[::-1]).reached("sok tan")


def test_pairs_of_a_list_come_once_and_nearest_first():
    index = NameIndex([*NAMES, "Seoung Sen Karona"])
    pairs, is_cut = index.pairs(10)
    assert not is_cut
    assert pairs[0] == ("Seoung Sen Karona", "Soeung Sengkaruna")
    assert len(set(pairs)) == len(pairs)
    assert index.pairs(0) == ([], True)


def test_a_list_of_one_key_has_bounded_pairs():
    pairs, is_cut = NameIndex([f"Sok San {i}" for i in range(3000)]).pairs(1000)
    assert (len(pairs), is_cut) == (1000, True)


def test_names_without_letters_are_found_by_nobody_and_break_nothing():
    assert NameIndex(["", "!!!", "17"]).search("Sok Testname", 0.5) == []
    assert NameIndex(NAMES).search("", 0.5) == []
