"""The floors of `python -m eval.origins`, on a smaller set."""

import pytest
from eval.origins import LEAST_PRECISION, LEAST_RECALL, UNSEEN, measure
from eval.reprints import Writer


@pytest.mark.slow
def test_reprints_are_found_and_two_reports_of_one_event_stay_two():
    score = measure(Writer(UNSEEN).samples(40))
    assert score.wanted > 100
    assert score.precision >= LEAST_PRECISION
    assert score.recall >= LEAST_RECALL


def test_the_set_is_the_same_from_the_same_seed():
    assert Writer(1).samples(3) == Writer(1).samples(3)
    assert Writer(1).samples(3) != Writer(2).samples(3)
