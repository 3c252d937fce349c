"""Who may open a ledger: slots come and go, the key stays, and what was altered is seen."""

import json
import os
import shutil
import stat
from datetime import date

import pytest
from ledger_cases import NOON, capture

from saksi.ledger import (
    RecoveryKey,
    keep_recovery,
    lock,
    needs_passphrase,
    open_ledger,
    open_slots,
    open_with_recovery,
    remove_passphrase,
    set_passphrase,
    sheet_of,
    slots,
)
from saksi.ledger.durable import replace_wiping
from saksi.ledger.keys import key_file, read_key
from saksi.model import BadInputError, LedgerError

DAY = date(2026, 11, 23)
OWN, OTHERS = "TEST passphrase", "TEST of a colleague"
SHEET = RecoveryKey(b"TEST secret of 20 b.")


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    # the cost stands in the file; what is judged here does not depend on it
    monkeypatch.setattr(slots, "_MEMORY", 8192)
    monkeypatch.setattr(slots, "_ROUNDS", 1)


@pytest.fixture
def made(path):
    with open_ledger(path, None, create=True) as ledger:
        ledger.append([capture()], recorded_at=NOON)
    return path


@pytest.fixture
def shared(made):
    """A ledger with two passphrases and a sheet."""
    set_passphrase(made, open_slots(made, None), slots.FIRST, OWN)
    set_passphrase(made, open_slots(made, OWN), "Test Colleague", OTHERS)
    keep_recovery(made, open_slots(made, OWN), SHEET, DAY)
    return made


def is_sound(path, passphrase):
    with open_ledger(path, passphrase, create=False) as ledger:
        return ledger.verify().is_clean


def test_a_passphrase_takes_the_place_of_the_plain_key_and_nothing_else_is_written(made):
    key, before = read_key(made, None), made.read_bytes()
    doors = set_passphrase(made, open_slots(made, None), slots.FIRST, OWN)
    assert (doors.names, doors.recovery) == ((slots.FIRST,), None)
    assert (read_key(made, OWN), made.read_bytes()) == (key, before)
    assert needs_passphrase(made)
    assert key.hex().encode() not in key_file(made).read_bytes()
    with pytest.raises(LedgerError, match="needs its passphrase"):
        read_key(made, None)
    assert stat.S_IMODE(key_file(made).stat().st_mode) == 0o600


def test_each_passphrase_opens_and_none_says_whose_it_is(shared):
    assert is_sound(shared, OWN)
    assert is_sound(shared, OTHERS)
    assert open_slots(shared, OTHERS).name == "Test Colleague"
    held = key_file(shared).read_bytes()
    assert b"Colleague" not in held
    assert b"Colleague".hex().encode() not in held


def test_changing_a_passphrase_leaves_the_others(shared):
    set_passphrase(shared, open_slots(shared, OWN), slots.FIRST, "TEST new")
    assert is_sound(shared, "TEST new")
    assert is_sound(shared, OTHERS)
    with pytest.raises(LedgerError, match="does not open"):
        read_key(shared, OWN)


def test_a_removed_passphrase_does_not_open_any_more(shared):
    doors = remove_passphrase(shared, open_slots(shared, OWN), "Test Colleague")
    assert doors.names == (slots.FIRST,)
    with pytest.raises(LedgerError, match="does not open"):
        read_key(shared, OTHERS)


def test_what_cannot_be_removed_is_said(shared, tmp_path):
    opened = open_slots(shared, OWN)
    with pytest.raises(BadInputError, match="those of Test Colleague, owner"):
        remove_passphrase(shared, opened, "Nobody")
    remove_passphrase(shared, opened, "Test Colleague")
    with pytest.raises(BadInputError, match="the last passphrase"):
        remove_passphrase(shared, opened, slots.FIRST)
    plain = tmp_path / "plain"
    open_ledger(plain, None, create=True).close()
    with pytest.raises(LedgerError, match="has no passphrase"):
        remove_passphrase(plain, open_slots(plain, None), slots.FIRST)


@pytest.mark.parametrize("name", ["", "a\nb", "a\0", "é" * 33])
def test_a_name_that_cannot_be_kept_is_refused(shared, name):
    with pytest.raises(BadInputError, match="name"):
        set_passphrase(shared, open_slots(shared, OWN), name, "x")


def test_there_are_only_so_many_passphrases(made):
    set_passphrase(made, open_slots(made, None), slots.FIRST, OWN)
    opened = open_slots(made, OWN)
    for number in range(15):
        set_passphrase(made, opened, f"Test {number}", "x")
    with pytest.raises(BadInputError, match="at most 16"):
        set_passphrase(made, opened, "Test 15", "x")
    assert is_sound(made, OWN)


def test_a_locked_ledger_opens_with_its_sheet_alone(shared):
    key = read_key(shared, OWN)
    assert lock(shared) == DAY
    for typed in (None, OWN, OTHERS):
        with pytest.raises(LedgerError, match=r"is locked: .* of 2026-11-23"):
            open_ledger(shared, typed, create=False)
    with pytest.raises(LedgerError, match="is locked"):
        needs_passphrase(shared)
    assert [slot["kind"] for slot in json.loads(key_file(shared).read_bytes())["slots"]] == ["recovery"]
    with pytest.raises(LedgerError, match=r"does not open .* sheet of 2026-11-23"):
        open_with_recovery(shared, RecoveryKey.make())
    set_passphrase(shared, open_with_recovery(shared, SHEET), slots.FIRST, "TEST new")
    assert read_key(shared, "TEST new") == key
    assert is_sound(shared, "TEST new")


def test_locking_twice_is_locking_once(shared):
    lock(shared)
    held = key_file(shared).read_bytes()
    assert lock(shared) == DAY
    assert key_file(shared).read_bytes() == held


def test_locking_is_refused_where_nobody_could_ever_open_again(made):
    held = key_file(made).read_bytes()
    with pytest.raises(LedgerError, match="--forever"):
        lock(made)
    assert key_file(made).read_bytes() == held
    assert lock(made, forever=True) is None
    with pytest.raises(LedgerError, match="locked for good"):
        open_ledger(made, None, create=False)


def test_locking_for_good_takes_the_sheet_too_and_a_damaged_file_as_well(shared):
    lock(shared, forever=True)
    with pytest.raises(LedgerError, match="no recovery key"):
        open_with_recovery(shared, SHEET)
    key_file(shared).write_bytes(b"{")
    lock(shared, forever=True)
    with pytest.raises(LedgerError, match="locked for good"):
        needs_passphrase(shared)


def test_locking_works_where_no_second_file_can_be_written(shared):
    (shared.parent / f"{key_file(shared).name}.new").mkdir()
    lock(shared)
    with pytest.raises(LedgerError, match="is locked"):
        needs_passphrase(shared)
    assert open_with_recovery(shared, SHEET).key


def test_a_change_that_began_before_the_lock_does_not_undo_it(shared):
    opened = open_slots(shared, OWN)
    lock(shared)
    for change in (
        lambda: set_passphrase(shared, opened, slots.FIRST, OWN),
        lambda: keep_recovery(shared, opened, RecoveryKey.make(), DAY),
    ):
        with pytest.raises(LedgerError, match="somebody has just locked"):
            change()
    with pytest.raises(LedgerError, match="is locked"):
        needs_passphrase(shared)


def test_two_changes_at_once_both_stand(shared):
    mine, theirs = open_slots(shared, OWN), open_slots(shared, OTHERS)
    set_passphrase(shared, mine, slots.FIRST, "TEST mine")
    set_passphrase(shared, theirs, "Test Colleague", "TEST theirs")
    assert is_sound(shared, "TEST mine")
    assert is_sound(shared, "TEST theirs")


def test_a_new_sheet_voids_the_one_before(shared):
    new = RecoveryKey.make()
    keep_recovery(shared, open_slots(shared, OWN), new, date(2026, 12, 1))
    assert open_with_recovery(shared, new).key == read_key(shared, OWN)
    with pytest.raises(LedgerError, match="does not open"):
        open_with_recovery(shared, SHEET)
    assert sheet_of(shared, read_key(shared, OWN)).recipient == new.recipient


@pytest.mark.parametrize("passphrase", [None, OWN])
def test_a_file_of_version_1_is_read_and_rewritten_at_the_first_change(path, passphrase):
    with open_ledger(path, passphrase, create=True) as ledger:
        ledger.append([capture()], recorded_at=NOON)
    (held,) = json.loads(key_file(path).read_bytes())["slots"]
    kept = {name: held[name] for name in ("key", "salt", "rounds", "memory", "box") if name in held}
    first = {"v": "saksi-key/1", **({} if passphrase is None else {"kdf": "argon2id"}), **kept}
    key_file(path).write_text(json.dumps(first))
    assert is_sound(path, passphrase)
    assert json.loads(key_file(path).read_bytes())["v"] == "saksi-key/1"
    opened = open_slots(path, passphrase)
    keep_recovery(path, opened, SHEET, DAY)
    assert json.loads(key_file(path).read_bytes())["v"] == "saksi-key/2"
    assert is_sound(path, passphrase)
    assert open_slots(path, passphrase).name == (None if passphrase is None else slots.FIRST)
    lock(path)
    assert open_with_recovery(path, SHEET).key == opened.key


def altered(path, kind, **fields):
    held = json.loads(key_file(path).read_bytes())
    for slot in held["slots"]:
        if slot["kind"] == kind:
            slot.update(fields)
    key_file(path).write_bytes(json.dumps(held, sort_keys=True, separators=(",", ":")).encode())


def test_whoever_puts_in_another_recipient_for_backups_is_found_out(shared):
    key = read_key(shared, OWN)
    altered(shared, "recovery", recipient=RecoveryKey.make().recipient)
    with pytest.raises(LedgerError, match=r"slot of the recovery sheet .* was altered"):
        open_ledger(shared, OWN, create=False)
    with pytest.raises(LedgerError, match="was altered"):
        sheet_of(shared, key)
    keep_recovery(shared, open_slots(shared, OWN), SHEET, DAY)
    assert is_sound(shared, OWN)


def test_the_damaged_slot_of_a_colleague_can_be_taken_out(shared):
    held = json.loads(key_file(shared).read_bytes())
    assert held["slots"][1]["kind"] == "passphrase"
    first = next(slot for slot in held["slots"] if slot["kind"] == "passphrase")
    first["box"] = "00" * 72
    key_file(shared).write_bytes(json.dumps(held, sort_keys=True, separators=(",", ":")).encode())
    with pytest.raises(LedgerError, match=r"--remove Test Colleague"):
        open_ledger(shared, OWN, create=False)
    remove_passphrase(shared, open_slots(shared, OWN), "Test Colleague")
    assert is_sound(shared, OWN)


def test_a_key_that_does_not_open_the_ledger_is_not_sealed(made, tmp_path):
    other = tmp_path / "other"
    open_ledger(other, None, create=True).close()
    held = key_file(made).read_bytes()
    with pytest.raises(LedgerError, match="does not open"):
        set_passphrase(made, open_slots(other, None), slots.FIRST, OWN)
    assert key_file(made).read_bytes() == held


def test_the_file_of_another_spelling_is_damaged(shared):
    held = key_file(shared).read_bytes()
    for other in (held + b"\n", held.replace(b'"v"', b' "v"'), held.replace(b"a", b"A", 1), held * 2):
        key_file(shared).write_bytes(other)
        with pytest.raises(LedgerError, match="damaged"):
            open_ledger(shared, OWN, create=False)


def test_what_the_file_held_before_is_overwritten(tmp_path):
    file, watched = tmp_path / "a.key", tmp_path / "watched"
    file.write_bytes(b"TEST old key")
    os.link(file, watched)
    replace_wiping(file, b"TEST new key, longer")
    assert file.read_bytes() == b"TEST new key, longer"
    assert len(watched.read_bytes()) == len(b"TEST old key")
    assert watched.read_bytes() != b"TEST old key"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.key", "watched"]


def test_what_a_crash_left_beside_is_overwritten_by_the_next_change(shared):
    left, watched = shared.with_name(f"{key_file(shared).name}.new"), shared.with_name("watched")
    shutil.copy(key_file(shared), left)
    os.link(left, watched)
    held = left.read_bytes()
    lock(shared)
    assert not left.exists()
    assert len(watched.read_bytes()) == len(held)
    assert watched.read_bytes() != held


def test_a_change_that_cannot_be_written_leaves_the_file_before(shared):
    held = key_file(shared).read_bytes()
    opened = open_slots(shared, OWN)
    shared.with_name(f"{key_file(shared).name}.new").mkdir()
    with pytest.raises(LedgerError, match="nothing was changed"):
        set_passphrase(shared, opened, slots.FIRST, "TEST new")
    assert key_file(shared).read_bytes() == held
