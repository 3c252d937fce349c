"""The trials of `make soak` at a size of seconds, and that they see the harm that they look for."""

import os
import random
import shutil
import subprocess

import pytest
from soak import cuts, faults, flips, kills, spoiling
from soak.disk import Disk
from soak.state import wrongs_of
from soak.trace import Step
from soak.work import work

from saksi.ledger import open_ledger


def can_watch() -> bool:
    """Whether strace is there, and may watch: some containers forbid it."""
    return shutil.which("strace") is not None and not subprocess.run(["strace", "-o", os.devnull, "true"]).returncode


watched = pytest.mark.skipif(not can_watch(), reason="needs strace, and leave to use it: apt install strace")


def acknowledged_by(run, number):
    """What was acknowledged before kills; a machine that was busy in one measured moment is measured again."""
    for seed in (1, 2, 3):
        acknowledged, wrongs = run(number, seed)
        assert wrongs == []
        if acknowledged:
            break
    return acknowledged


def test_nothing_acknowledged_is_lost_to_kill_9():
    assert acknowledged_by(kills.run, 8) > 0


def test_no_merged_bundle_is_lost_to_kill_9():
    assert acknowledged_by(kills.run_merge, 6) > 0


@watched
def test_no_merged_bundle_is_lost_to_a_power_cut():
    acknowledged, wrongs = cuts.run(15, job="merging")
    assert acknowledged > 0
    assert wrongs == []


@watched
def test_nothing_is_lost_and_nothing_erased_comes_back_in_a_power_cut_while_erasing():
    acknowledged, wrongs = cuts.run(15, job="erasing")
    assert acknowledged > 0
    assert wrongs == []


@watched
def test_a_call_that_fails_while_erasing_loses_nothing_and_is_said():
    tried, wrongs = faults.run(every=150, job="erasing")
    assert tried >= 3
    assert wrongs == []


@watched
def test_a_call_that_fails_in_a_merge_loses_nothing_and_is_said():
    tried, wrongs = faults.run(every=100, job="merging")
    assert tried >= 3
    assert wrongs == []


def test_a_spoiled_bundle_is_refused_and_leaves_nothing():
    assert spoiling.run(50) == (50, [])


@watched
def test_nothing_acknowledged_is_lost_to_a_power_cut():
    acknowledged, wrongs = cuts.run(40)
    assert acknowledged > 0
    assert wrongs == []


@watched
def test_settings_that_lose_are_seen_to_lose():
    assert cuts.run(10, careless=True)[1]


@watched
def test_a_call_that_fails_loses_nothing_and_is_said():
    tried, wrongs = faults.run(every=70)
    assert tried >= 3
    assert wrongs == []


@pytest.mark.parametrize("kind", [kind for kind in flips.KINDS if kind != "ledger-journal"])
def test_a_turned_bit_is_noticed_or_changes_nothing(kind):
    noticed, wrongs = flips.run(25, kind)
    assert noticed > 10
    assert wrongs == []


@watched
def test_a_turned_bit_in_a_journal_in_use_is_noticed_or_changes_nothing():
    assert flips.run(4, "ledger-journal")[1] == []


def test_a_lost_document_and_a_lost_original_are_seen(tmp_path):
    path = tmp_path / "ledger"
    work(path, 0, 2, lambda number: None)
    assert wrongs_of(path, [0, 1]) == []
    assert wrongs_of(path, [0, 1, 2]) == ["document 2 was acknowledged and is lost"]
    with open_ledger(path, None, create=False) as ledger:
        shutil.rmtree(ledger.originals_folder)
    assert any("original of document 0 is lost" in wrong for wrong in wrongs_of(path, [0]))
    assert wrongs_of(tmp_path / "none", [0])[0].startswith("refused: ")


@pytest.fixture
def disk(tmp_path):
    return Disk(tmp_path)


def found(disk, tmp_path, seed):
    into = tmp_path / f"found{seed}"
    into.mkdir()
    disk.after_a_cut(into, random.Random(seed))
    return {path.name: path.read_bytes() for path in into.iterdir()}


def do(disk, tmp_path, *steps):
    for act, path, *rest in steps:
        more = dict(zip(("at", "data"), rest, strict=False)) if act != "rename" else {"to": str(tmp_path / rest[0])}
        disk.do(Step(act=act, path=str(tmp_path / path), **more))


def test_what_was_synced_with_its_name_is_always_found(disk, tmp_path):
    do(disk, tmp_path, ("create", "a"), ("write", "a", 0, b"kept"), ("sync", "a"), ("sync", ""))
    do(disk, tmp_path, ("write", "a", 0, b"lost"))
    assert {found(disk, tmp_path, seed)["a"] for seed in range(20)} == {b"kept", b"lost"}


def test_a_name_that_was_not_synced_may_be_gone(disk, tmp_path):
    do(disk, tmp_path, ("create", "a"), ("write", "a", 0, b"kept"), ("sync", "a"))
    assert {"a" in found(disk, tmp_path, seed) for seed in range(20)} == {True, False}


def test_a_write_may_be_torn_between_sectors_only(disk, tmp_path):
    do(disk, tmp_path, ("create", "a"), ("sync", ""), ("write", "a", 0, b"1" * 1024))
    sizes = {len(found(disk, tmp_path, seed)["a"].replace(b"\0", b"")) for seed in range(30)}
    assert sizes == {0, 512, 1024}


def test_a_renamed_file_is_found_under_one_of_its_names(disk, tmp_path):
    do(disk, tmp_path, ("create", "b"), ("write", "b", 0, b"old"), ("sync", "b"), ("sync", ""))
    do(disk, tmp_path, ("create", "a"), ("write", "a", 0, b"new"), ("sync", "a"), ("rename", "a", "b"))
    assert {found(disk, tmp_path, seed)["b"] for seed in range(20)} == {b"old", b"new"}
    do(disk, tmp_path, ("sync", ""))
    assert found(disk, tmp_path, 99) == {"b": b"new"}
