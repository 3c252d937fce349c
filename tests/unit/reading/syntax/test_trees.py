import itertools

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.syntax.trees import heads_of


def is_tree(heads: list[int], roots: int = 1) -> bool:
    """Whether every word reaches the root, which has so many children."""
    for start in range(1, len(heads) + 1):
        seen, word = set(), start
        while word:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word - 1]
    return heads.count(0) == roots


def scores_of(chance: numpy.random.Generator, size: int) -> numpy.ndarray:
    """Scores by which no word is sure to be a root."""
    scores = chance.normal(size=(size + 1, size + 1))
    if size > 1:
        scores[1:, 0] -= 6
    return scores


@given(st.integers(0, 10_000), st.integers(1, 25))
def test_any_scores_give_one_tree_with_one_root(seed: int, size: int) -> None:
    assert is_tree(heads_of(scores_of(numpy.random.default_rng(seed), size)))


@given(st.integers(0, 10_000), st.integers(2, 12), st.integers(2, 12))
def test_two_sentences_whose_end_was_not_seen_give_two_trees(seed: int, first: int, second: int) -> None:
    scores = scores_of(numpy.random.default_rng(seed), first + second)
    scores[1, 0] = scores[first + 1, 0] = 20
    heads = heads_of(scores)
    assert is_tree(heads, roots=2)
    assert heads[0] == heads[first] == 0


@pytest.mark.parametrize("seed", range(25))
def test_no_other_tree_scores_better(seed: int) -> None:
    chance = numpy.random.default_rng(seed)
    size = int(chance.integers(1, 6))
    scores = scores_of(chance, size)

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(scores[n, head] for n, head in enumerate(heads, 1)))

    every = itertools.product(range(size + 1), repeat=size)
    best = max(total(h) for h in every if all(a != n for n, a in enumerate(h, 1)) and is_tree(list(h)))
    assert total(tuple(heads_of(scores))) == pytest.approx(best)
