import pytest
from eval.certainty import interval, paired
from eval.name_methods import levenshtein, methods
from eval.name_sets import half, pairs_of, read_people
from eval.names import LANGUAGES, _at, _threshold

#: The least recall on the half of the public figures that was kept aside, at the threshold of the other half.
FLOORS = {"khmer": 0.93, "burmese": 0.88, "thai": 0.95, "vietnamese": 0.9, "arabic": 0.95, "cyrillic": 0.95}


def test_levenshtein_counts_edits():
    assert levenshtein("kitten", "sitting") == pytest.approx(1 - 3 / 7)
    assert levenshtein("", "") == 1


def test_the_interval_of_a_share_holds_it_and_narrows_with_more_questions():
    low, high = interval(9, 10)
    assert low < 0.9 < high
    assert interval(900, 1000)[0] > low


def test_methods_that_differ_often_and_one_way_differ_surely():
    assert paired([True] * 12 + [False], [False] * 12 + [True]) == (12, 1, pytest.approx(0.00342, abs=1e-4))
    assert paired([True], [True])[2] == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_person_stands_twice_in_a_set_and_none_in_both_halves(language):
    people = read_people(language)
    assert len({person[0] for person in people}) == len(people) >= 30
    assert {half(person[0]) for person in people} == {0, 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comparator_holds_its_floor_on_the_half_kept_aside(language):
    people = read_people(language)
    seen, unseen = (
        list(pairs_of([each for each in people if half(each[0]) == part], across_scripts=False)) for part in (0, 1)
    )
    _, method = next(methods(language))
    recall = float(_at(method, unseen, _threshold(method, seen))[3])
    assert recall >= FLOORS[language]
