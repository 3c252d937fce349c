import json
import stat

import pytest
from ledger_cases import NOON, capture

from saksi.ledger import _tables, needs_passphrase, open_ledger
from saksi.ledger.keys import key_file, make_key
from saksi.model import LedgerError


def mode(file):
    return stat.S_IMODE(file.stat().st_mode)


def make(path, passphrase=None):
    with open_ledger(path, passphrase, create=True) as ledger:
        ledger.append([capture()], recorded_at=NOON)


def test_key_file_and_ledger_are_for_their_owner_only(path):
    make(path)
    assert mode(key_file(path)) == 0o600
    assert mode(path) == 0o600
    assert not needs_passphrase(path)


def test_a_ledger_with_a_passphrase_opens_with_it_alone(path):
    make(path, "TEST passphrase")
    assert needs_passphrase(path)
    with pytest.raises(LedgerError, match="needs its passphrase"):
        open_ledger(path, None, create=False)
    with pytest.raises(LedgerError, match="this passphrase does not open"):
        open_ledger(path, "TEST other", create=False)
    with open_ledger(path, "TEST passphrase", create=False) as ledger:
        assert ledger.verify().is_clean
    (held,) = json.loads(key_file(path).read_text())["slots"]
    assert (held["kind"], held["rounds"], held["memory"]) == ("passphrase", 3, 256 * 2**20)
    assert mode(key_file(path)) == 0o600


def test_a_passphrase_for_a_ledger_without_one_is_refused(path):
    make(path)
    with pytest.raises(LedgerError, match="without a passphrase"):
        open_ledger(path, "TEST passphrase", create=False)


def test_the_key_of_another_ledger_does_not_open(path, capfd):
    make(path)
    key_file(path).unlink()
    make_key(path, None)
    with pytest.raises(LedgerError, match="the key does not open"):
        open_ledger(path, None, create=False)
    assert capfd.readouterr() == ("", "")


def test_a_file_that_is_no_ledger_is_said_to_be_none(path):
    path.write_text("Shopping list of Test Person\n" * 400)
    make_key(path, None)
    with pytest.raises(LedgerError, match="does not open"):
        open_ledger(path, None, create=True)


def test_a_lost_key_file_is_said(path):
    make(path)
    key_file(path).unlink()
    for create in (False, True):
        with pytest.raises(LedgerError, match="is gone"):
            open_ledger(path, None, create=create)
    assert not key_file(path).exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"v":"saksi-key/1"}',
        '{"v":"saksi-key/1","key":"ab"}',
        '{"v":"saksi-key/1","kdf":"argon2id","salt":"","rounds":3,"memory":99999999999,"box":""}',
        '{"v":"saksi-key/1","kdf":"argon2id","salt":"","rounds":99,"memory":8192,"box":""}',
        '{"v":"saksi-key/1","kdf":"none","salt":"","rounds":3,"memory":9999,"box":""}',
        '{"v":"saksi-key/2"}',
        '{"slots":[{"kind":"plain"}],"v":"saksi-key/2"}',
        '{"slots":[{"kind":"other"}],"v":"saksi-key/2"}',
        '{"slots":[3],"v":"saksi-key/2"}',
        '{"slots":[],"v":2}',
    ],
)
def test_a_damaged_key_file_is_said(path, text):
    make(path)
    key_file(path).write_text(text)
    with pytest.raises(LedgerError, match="damaged"):
        open_ledger(path, None, create=False)


def test_a_key_file_of_a_newer_format_is_said(path):
    make(path)
    key_file(path).write_text('{"v":"saksi-key/3"}')
    with pytest.raises(LedgerError, match="update Saksi"):
        open_ledger(path, None, create=False)


def test_a_ledger_of_a_newer_format_is_said(path):
    make(path)
    with open_ledger(path, None, create=False) as ledger, ledger._writes() as connection:
        connection.exec_driver_sql("DROP TRIGGER meta_refuses_update")
        connection.execute(_tables.meta.update().values(format="saksi/2"))
    with pytest.raises(LedgerError, match="update Saksi"):
        open_ledger(path, None, create=False)


def test_a_ledger_that_is_not_there_is_not_made_by_reading(path):
    with pytest.raises(LedgerError, match="there is no ledger"):
        open_ledger(path, None, create=False)
    assert list(path.parent.iterdir()) == []


def test_a_key_file_left_by_a_crash_serves_the_ledger_that_follows(path):
    make_key(path, None)
    make(path)
    with open_ledger(path, None, create=False) as ledger:
        assert ledger.verify().is_clean


def test_an_existing_key_file_is_never_written_over(path):
    make(path)
    with pytest.raises(LedgerError, match="cannot be written"):
        make_key(path, None)


def test_a_place_that_cannot_hold_a_ledger_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError):
        open_ledger(tmp_path / "file" / "test.saksi", None, create=True)
