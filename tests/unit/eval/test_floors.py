"""Floors hold, rise, and sink only when asked to."""

from pathlib import Path

import pytest
from eval.floors import Floors, LoweredFloorError, find_failures, load_floors, raise_floors, store_floors
from eval.tally import Tally

HALF = {"claim": Tally(right=1, predicted=2, gold=2)}
WHOLE = {"claim": Tally(right=2, predicted=2, gold=2)}


def test_a_fall_below_a_floor_fails() -> None:
    assert find_failures(Floors(digest="d", least={"claim": 0.6}), "d", HALF) == [
        "claim 0.500 is below its floor 0.600"
    ]


def test_a_run_at_its_floor_passes() -> None:
    assert find_failures(Floors(digest="d", least={"claim": 0.5}), "d", HALF) == []


def test_a_measure_that_is_no_longer_taken_fails() -> None:
    assert find_failures(Floors(digest="d", least={"event": 0.1}), "d", HALF)


def test_a_changed_corpus_fails() -> None:
    assert "not the one" in find_failures(Floors(digest="d", least={}), "another", HALF)[0]


def test_an_update_raises_floors_and_does_not_lower_them_unasked() -> None:
    high = raise_floors(raise_floors(None, "d", HALF), "d", WHOLE)
    assert high.least == {"claim": 1.0}
    with pytest.raises(LoweredFloorError, match="claim"):
        raise_floors(high, "d", HALF)
    assert raise_floors(high, "d", HALF, allow_regression=True).least == {"claim": 0.5}


def test_floors_are_cut_off_so_that_the_same_run_passes() -> None:
    third = {"claim": Tally(right=1, predicted=1, gold=2)}
    floors = raise_floors(None, "d", third)
    assert floors.least == {"claim": 0.666}
    assert find_failures(floors, "d", third) == []


def test_what_has_no_gold_gets_no_floor() -> None:
    assert raise_floors(None, "d", {"group": Tally(predicted=3)}).least == {}


def test_floors_come_back_from_their_file(tmp_path: Path) -> None:
    floors = {"examples": Floors(digest="d", least={"claim": 0.5, "zone": 0.975})}
    store_floors(tmp_path / "floors.toml", floors)
    assert load_floors(tmp_path / "floors.toml") == floors
    assert load_floors(tmp_path / "none.toml") == {}
