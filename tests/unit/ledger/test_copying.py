"""A copy of a ledger is as the ledger was at one moment, whoever writes meanwhile."""

from itertools import pairwise

import pytest
from ledger_cases import NOON, capture

from saksi.ledger import _engine, open_ledger
from saksi.model import LedgerError


@pytest.fixture
def filled(path):
    with open_ledger(path, None, create=True) as ledger:
        ledger.append([capture(f"{number:064x}") for number in range(200)], recorded_at=NOON)
    return path


@pytest.mark.parametrize("writes", [0, 2, 9])
def test_a_write_begins_the_copy_anew_and_many_make_it_one_step(filled, monkeypatch, writes):
    monkeypatch.setattr(_engine, "_STEP", 5)
    follow, left, steps = _engine._Steps.follow, list(range(writes)), []

    def meanwhile(self, status, remaining, total):
        steps.append(remaining)
        follow(self, status, remaining, total)
        if left and remaining:
            with open_ledger(filled, None, create=False) as other:
                other.append([capture(f"{10_000 + left.pop():064x}")], recorded_at=NOON)

    monkeypatch.setattr(_engine._Steps, "follow", meanwhile)
    with open_ledger(filled, None, create=False) as ledger, ledger.copy_to(filled.with_name("copy")) as copy:
        assert copy.verify().is_clean
        assert list(copy.entries()) == list(ledger.entries())
    restarts = sum(was <= now for was, now in pairwise(steps))
    assert restarts == min(writes, _engine._MOST_RESTARTS + 1)
    # the last, in one step, is not followed any more
    assert (steps[-1] == 0) == (restarts <= _engine._MOST_RESTARTS)


def test_a_copy_that_cannot_be_written_is_said(filled):
    with open_ledger(filled, None, create=False) as ledger, pytest.raises(LedgerError):
        ledger.copy_to(filled.parent / "none" / "copy")
