import shutil

import pytest
from ledger_cases import NOON, capture, later, reading

from saksi.ledger import _store, _tables, open_ledger
from saksi.ledger.erasing import Erased
from saksi.ledger.last_checkpoint import checkpoint_file, read_last
from saksi.model import LedgerError


def grow(path, *, times=1):
    with open_ledger(path, None, create=True) as ledger:
        for number in range(times):
            ledger.append([capture(), reading()], recorded_at=later(number))


def change(path, *statements):
    """Change the store behind the ledger's back, triggers taken away."""
    with open_ledger(path, None, create=False) as ledger, ledger._writes() as connection:
        for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for sql in statements:
            connection.exec_driver_sql(sql)


def opened(path, **options):
    with open_ledger(path, None, create=False, **options) as ledger:
        return ledger.verify()


def test_every_append_moves_the_checkpoint(path):
    grow(path)
    assert read_last(path).size == 4
    grow(path)
    assert read_last(path).size == 6


def test_an_older_copy_put_back_is_refused(path, tmp_path):
    grow(path)
    old = shutil.copy(path, tmp_path / "old")
    grow(path)
    shutil.copy(old, path)
    with pytest.raises(LedgerError, match="holds 4 entries, and its last checkpoint 6"):
        opened(path)


def test_a_tail_cut_off_is_refused_although_the_store_agrees_with_itself(path):
    grow(path, times=2)
    gone = "SELECT entry FROM arrival WHERE seq > 4"
    change(
        path,
        f"DELETE FROM opening WHERE entry IN ({gone})",
        f"DELETE FROM entry WHERE id IN ({gone})",
        "DELETE FROM arrival WHERE seq > 4",
        "DELETE FROM log WHERE size > 4",
    )
    with pytest.raises(LedgerError, match="older copy"):
        opened(path)


def test_entries_lost_without_their_log_are_noticed_at_the_opening(path):
    grow(path, times=2)
    change(path, "DELETE FROM arrival WHERE seq > 4")
    with pytest.raises(LedgerError, match="holds 4 entries, and its log says 6"):
        opened(path)


def test_a_log_rewritten_over_other_entries_is_refused(path, tmp_path):
    grow(path)
    kept = shutil.copy(checkpoint_file(path), tmp_path / "kept")
    grow(path)
    change(path, "UPDATE log SET root = zeroblob(32) WHERE size = 4")
    shutil.copy(kept, checkpoint_file(path))
    with pytest.raises(LedgerError, match="the first 4 entries"):
        opened(path)


def test_a_checkpoint_that_is_gone_or_damaged_or_of_another_ledger_is_refused_and_can_be_made_anew(path, tmp_path):
    grow(path)
    other = tmp_path / "other"
    grow(other)
    good = checkpoint_file(path).read_text("utf-8")
    for text in (None, "", good.replace("\n4\n", "\n3\n"), checkpoint_file(other).read_text("utf-8")):
        checkpoint_file(path).unlink()
        if text is not None:
            checkpoint_file(path).write_text(text, "utf-8")
        with pytest.raises(LedgerError, match="checkpoint --accept"):
            opened(path)
        assert opened(path, accept=True).is_clean
        assert opened(path).is_clean


def test_a_crash_between_the_commit_and_the_file_loses_nothing(path, tmp_path):
    grow(path)
    before = shutil.copy(checkpoint_file(path), tmp_path / "before")
    grow(path)
    shutil.copy(before, checkpoint_file(path))
    assert opened(path).is_clean
    assert read_last(path).size == 6


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


def test_verify_says_between_which_entries_the_order_was_changed(path):
    grow(path, times=3)
    change(
        path,
        "UPDATE arrival SET seq = 99 WHERE seq = 5",
        "UPDATE arrival SET seq = 5 WHERE seq = 6",
        "UPDATE arrival SET seq = 6 WHERE seq = 99",
    )
    found = [fault.what for fault in opened(path).faults]
    assert "among entries 5 to 6 in order of arrival one was removed, replaced or moved" in found


def test_a_ledger_of_before_there_were_checkpoints_gets_its_log(path):
    grow(path)
    change(path, "DROP TABLE log")
    checkpoint_file(path).unlink()
    assert opened(path).is_clean
    assert read_last(path).size == 4
    with open_ledger(path, None, create=False) as ledger, pytest.raises(LedgerError, match="only grows"):  # noqa: SIM117
        with ledger._writes() as connection:
            connection.execute(_tables.log.delete())


def test_what_is_put_twice_is_logged_once(path):
    grow(path)
    with open_ledger(path, None, create=False) as ledger:
        with ledger._writes() as connection:
            again = [row.sealed()[0] for row in _store.rows(connection)]
            _store.put(connection, again, NOON, Erased([]), lambda author: True)
        assert ledger.verify().is_clean
