import shutil

import pytest
from ledger_cases import NOON, capture, later, reading
from sqlalchemy import select, text, update
from tests.engines import unguarded

from saksi.ledger import Server, _store, _tables, open_ledger
from saksi.ledger._tables import arrival, entry, log, opening
from saksi.ledger.erasing import Erased
from saksi.ledger.last_checkpoint import checkpoint_file, read_last
from saksi.model import LedgerError


def grow(path, *, times=1):
    with open_ledger(path, None, create=True) as ledger:
        for number in range(times):
            ledger.append([capture(), reading()], recorded_at=later(number))


def change(path, *statements):
    """Change the store behind the ledger's back, triggers taken away."""
    with open_ledger(path, None, create=False) as ledger, unguarded(ledger) as connection:
        for statement in statements:
            connection.execute(statement)


def own(where):
    """The place beside which the key and the checkpoint of a ledger lie."""
    return where.path if isinstance(where, Server) else where


def opened(path, **options):
    with open_ledger(path, None, create=False, **options) as ledger:
        return ledger.verify()


def test_every_append_moves_the_checkpoint(where):
    grow(where)
    assert read_last(own(where)).size == 4
    grow(where)
    assert read_last(own(where)).size == 6


def test_an_older_copy_put_back_is_refused(path, tmp_path):
    grow(path)
    old = shutil.copy(path, tmp_path / "old")
    grow(path)
    shutil.copy(old, path)
    with pytest.raises(LedgerError, match="holds 4 entries, and its last checkpoint 6"):
        opened(path)


def test_a_tail_cut_off_is_refused_although_the_store_agrees_with_itself(where):
    grow(where, times=2)
    gone = select(arrival.c.entry).where(arrival.c.seq > 4)
    change(
        where,
        opening.delete().where(opening.c.entry.in_(gone)),
        entry.delete().where(entry.c.id.in_(gone)),
        arrival.delete().where(arrival.c.seq > 4),
        log.delete().where(log.c.size > 4),
    )
    with pytest.raises(LedgerError, match="older copy"):
        opened(where)


def test_entries_lost_without_their_log_are_noticed_at_the_opening(where):
    grow(where, times=2)
    change(where, arrival.delete().where(arrival.c.seq > 4))
    with pytest.raises(LedgerError, match="holds 4 entries, and its log says 6"):
        opened(where)


def test_a_log_rewritten_over_other_entries_is_refused(where, tmp_path):
    grow(where)
    kept = shutil.copy(checkpoint_file(own(where)), tmp_path / "kept")
    grow(where)
    change(where, update(log).where(log.c.size == 4).values(root=bytes(32)))
    shutil.copy(kept, checkpoint_file(own(where)))
    with pytest.raises(LedgerError, match="the first 4 entries"):
        opened(where)


def test_a_checkpoint_that_is_gone_or_damaged_or_of_another_ledger_is_refused_and_can_be_made_anew(where, tmp_path):
    grow(where)
    other = tmp_path / "other"
    grow(other)
    file = checkpoint_file(own(where))
    good = file.read_text("utf-8")
    for bad in (None, "", good.replace("\n4\n", "\n3\n"), checkpoint_file(other).read_text("utf-8")):
        file.unlink()
        if bad is not None:
            file.write_text(bad, "utf-8")
        with pytest.raises(LedgerError, match="checkpoint --accept"):
            opened(where)
        assert opened(where, accept=True).is_clean
        assert opened(where).is_clean


def test_a_crash_between_the_commit_and_the_file_loses_nothing(where, tmp_path):
    grow(where)
    before = shutil.copy(checkpoint_file(own(where)), tmp_path / "before")
    grow(where)
    shutil.copy(before, checkpoint_file(own(where)))
    assert opened(where).is_clean
    assert read_last(own(where)).size == 6


def test_a_checkpoint_that_cannot_be_written_is_said_and_the_entries_are_kept(path):
    with open_ledger(path, None, create=True) as ledger:
        ledger.append([capture()], recorded_at=NOON)
        checkpoint_file(path).unlink()
        checkpoint_file(path).mkdir()
        with pytest.raises(LedgerError, match="the entries are kept"):
            ledger.append([reading()], recorded_at=NOON)
        assert len(list(ledger.entries())) == 4
    checkpoint_file(path).rmdir()
    assert opened(path, accept=True).is_clean


def test_verify_says_between_which_entries_the_order_was_changed(where):
    grow(where, times=3)
    moved = [update(arrival).where(arrival.c.seq == old).values(seq=new) for old, new in ((5, 99), (6, 5), (99, 6))]
    change(where, *moved)
    found = [fault.what for fault in opened(where).faults]
    assert "among entries 5 to 6 in order of arrival one was removed, replaced or moved" in found


def test_a_ledger_of_before_there_were_checkpoints_gets_its_log(path):
    grow(path)
    change(path, text("DROP TABLE log"))
    checkpoint_file(path).unlink()
    assert opened(path).is_clean
    assert read_last(path).size == 4
    with open_ledger(path, None, create=False) as ledger, pytest.raises(LedgerError, match="only grows"):  # noqa: SIM117
        with ledger._writes() as connection:
            connection.execute(_tables.log.delete())


def test_what_is_put_twice_is_logged_once(where):
    grow(where)
    with open_ledger(where, None, create=False) as ledger:
        with ledger._writes() as connection:
            again = [row.sealed()[0] for row in _store.rows(connection)]
            _store.put(connection, again, NOON, Erased([]), lambda author: True)
        assert ledger.verify().is_clean
