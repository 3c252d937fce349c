import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.resolve import closest, compare
from saksi.resolve.language import languages
from saksi.resolve.likeness import score

KHMER = languages()["khmer"]
CODES = sorted(languages())


def khmer(one, other):
    return compare(one, other, KHMER)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Seoung Sen Karona", "Soeung Sengkaruna"),
        ("Kuoy Bun Reun", "Kuoy Bunroeun"),
        ("Chut Wutty", "Chhut Vuthy"),
        ("Ke Sovannaroth", "Ker Sonarorth"),
        ("Kaing Guek Eav", "Kang Kech Ieu"),
        ("Samdech Techo Hun Sen", "Hun Sen"),
    ],
)
def test_spellings_of_one_khmer_name_are_alike(one, other):
    assert khmer(one, other).score > 0.85


@pytest.mark.parametrize(("one", "other"), [("Thun Ratha", "Sun Ratha"), ("Hun Sen", "Son Chhay"), ("Sok", "Chea")])
def test_another_first_sound_of_a_word_is_another_name(one, other):
    assert khmer(one, other).score < 0.7


def test_a_score_says_why_in_words():
    likeness = khmer("Seoung Sen Karona", "Soeung Sengkaruna")
    assert likeness.reasons == ("Seoung ~ Soeung: same vowel", "Sen Karona ~ Sengkaruna: n ~ ng, spacing, o ~ u")


def test_reasons_stand_in_the_order_of_the_question():
    assert khmer("Soeung Sara", "Seoung Sara").reasons == ("Soeung ~ Seoung: same vowel",)


def test_order_is_evidence_and_not_ignored():
    turned = khmer("Kim Sok", "Sok Kim")
    assert 0.9 < turned.score < 1
    assert turned.reasons == ("another order",)


def test_a_word_left_out_costs_and_is_named():
    likeness = khmer("Sin Rozeth", "Sin Chanpov Rozeth")
    assert 0.8 < likeness.score < 0.9
    assert likeness.reasons == ("Chanpov left out",)


def test_an_initial_may_be_the_name():
    assert khmer("S. Rainsy", "Sam Rainsy").reasons == ("an initial",)
    assert khmer("K. Rainsy", "Sam Rainsy").score < 0.7


def test_a_long_given_name_does_not_hide_another_family_name():
    assert khmer("Chea Sovannaroth", "Keo Sovannaroth").score < 0.75


def test_original_script_stands_beside_latin():
    assert khmer("Kem Sokha", "កឹម សុខា").score > 0.85
    assert closest("Вадим Тестов", "Vadim Testov").score > 0.95


def test_accents_that_differ_are_evidence():
    vietnamese = languages()["vietnamese"]
    assert compare("Trần Đài", "Tran Dai", vietnamese).score == 1
    assert compare("Trần Đài", "Trần Đại", vietnamese).reasons == ("accents differ",)


def test_other_numbers_are_other_places():
    assert compare("Phum 1", "Phum 2", KHMER, "place").score == 0
    assert compare("Phum 1", "Phum Muoy", KHMER, "place").score == 1


def test_a_title_alone_is_a_name():
    assert khmer("Samdech", "Samdech").score == 1


@pytest.mark.parametrize("code", CODES)
@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_two_texts_have_a_likeness_that_does_not_depend_on_their_order(code, one, other):
    language = languages()[code]
    found = compare(one, other, language)
    assert 0 <= found.score <= 1
    assert found.score == compare(other, one, language).score == score(one, other, language)
    assert found.reasons


@pytest.mark.parametrize("code", CODES)
@given(st.text(alphabet="abcdeghiklmnoprstuvwy ", min_size=1, max_size=30).filter(str.strip))
@settings(max_examples=60, deadline=None)
def test_a_name_is_like_itself_and_nothing_is_more_so(code, name):
    assert score(name, name.upper(), languages()[code]) == 1


@given(st.text(alphabet="កខគងចរលសាិីុេោះ់្ំ៉", max_size=20))
@settings(max_examples=100, deadline=None)
def test_khmer_in_any_order_of_signs_does_not_fail(name):
    assert 0 <= score(name, "Sok Testname", KHMER) <= 1


def test_a_very_long_name_is_compared_by_its_beginning():
    assert score("a" * 100_000, "b " * 50_000, KHMER) >= 0


@pytest.mark.parametrize("code", CODES)
def test_every_near_pair_of_a_language_names_its_sounds(code):
    language = languages()[code]
    sounds = {sound.sound for sound in language._sounds.values()}
    assert {sound for pair in language._near for sound in pair} <= sounds
    assert set(language._gaps) <= sounds
