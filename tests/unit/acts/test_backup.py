"""What is backed up comes back whole, and an older copy is known for one."""

import os
import resource
import shutil
import signal
from datetime import UTC, date, datetime

import pyrage
import pytest
from soak.state import wrongs_of
from soak.work import sha256_of, work

from saksi.acts import backup, erase, plan_document, restore, verify
from saksi.ledger import Part, RecoveryKey, _engine, keep_recovery, open_ledger, open_slots, seal, slots, unseal
from saksi.ledger.keys import key_file
from saksi.model import BadInputError, LedgerError, TamperError

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = date(2026, 11, 23)
SHEET = RecoveryKey(b"TEST secret of 20 b.")
NEW = "TEST new passphrase"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(slots, "_MEMORY", 8192)
    monkeypatch.setattr(slots, "_ROUNDS", 1)


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "ledger"
    work(made, 0, 3, lambda number: None)
    keep_recovery(made, open_slots(made, None), SHEET, DAY)
    return made


@pytest.fixture
def file(tmp_path):
    return tmp_path / "backup.age"


def back_up(path, file, *, force=False, tell=lambda stage: None):
    with open_ledger(path, None, create=False) as ledger:
        return backup(ledger, file, made=AT, force=force, tell=tell)


def bring_back(file, place, *, sheet=SHEET, known=None):
    return restore(file, place, sheet, passphrase=NEW, known=known, tell=lambda stage: None)


def entries(path, passphrase=None):
    with open_ledger(path, passphrase, create=False) as ledger:
        return list(ledger.entries())


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def test_a_ledger_comes_back_whole_elsewhere(path, file, tmp_path):
    made = back_up(path, file)
    assert (made.header.entries, made.header.originals, made.sheet) == (14, 3, DAY)
    assert made.size == file.stat().st_size
    place = tmp_path / "elsewhere" / "mine"
    done = bring_back(file, place)
    assert (done.missing, done.header) == (0, made.header)
    assert entries(place, NEW) == entries(path)
    assert wrongs_of(place, [0, 1, 2], NEW) == []
    assert names(place.parent) == ["mine", "mine.checkpoint", "mine.key", "mine.originals"]
    assert open_slots(place, NEW).key == open_slots(path, None).key


def test_a_backup_leaves_nothing_beside_and_touches_nothing(path, file, tmp_path):
    before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    back_up(path, file)
    after = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    assert after.pop(file)
    assert after == before


def test_a_backup_holds_nothing_that_can_be_read_without_the_sheet(path, file):
    back_up(path, file)
    held = file.read_bytes()
    for told in (b"Testman", b"entries", b"ledger", sha256_of(0).encode(), open_slots(path, None).key.hex().encode()):
        assert told not in held
    with pytest.raises(LedgerError, match="sealed to another"):
        bring_back(file, path.with_name("x"), sheet=RecoveryKey.make())
    assert not path.with_name("x").exists()


def test_the_key_in_a_backup_is_locked(path, file, tmp_path):
    back_up(path, file)
    place = tmp_path / "mine"
    bring_back(file, place)
    with pytest.raises(LedgerError, match="needs its passphrase"):
        open_ledger(place, None, create=False)


def test_a_file_that_is_there_is_overwritten_only_by_force(path, file):
    file.write_bytes(b"mine")
    with pytest.raises(BadInputError, match="--force"):
        back_up(path, file)
    assert file.read_bytes() == b"mine"
    back_up(path, file, force=True)
    assert bring_back(file, path.with_name("x")).missing == 0


@pytest.mark.parametrize("end", ["", ".key", ".checkpoint", ".backup"])
def test_the_files_of_the_ledger_itself_are_never_overwritten(path, end):
    target = path.with_name(path.name + end)
    before = target.read_bytes() if target.exists() else None
    with pytest.raises(BadInputError, match="among the files of the ledger"):
        back_up(path, target, force=True)
    assert (target.read_bytes() if target.exists() else None) == before


def test_a_target_that_cannot_be_is_said(path, tmp_path):
    with pytest.raises(BadInputError, match="is a folder"):
        back_up(path, tmp_path)
    with pytest.raises(BadInputError, match="there is no folder"):
        back_up(path, tmp_path / "none" / "file")


def test_without_a_recovery_key_there_is_no_backup(tmp_path, file):
    path = tmp_path / "other"
    work(path, 0, 1, lambda number: None)
    with pytest.raises(LedgerError, match="saksi recovery"):
        back_up(path, file)
    assert not file.exists()


def test_an_unsound_ledger_is_not_backed_up_over_a_good_backup(path, file):
    back_up(path, file)
    good = file.read_bytes()
    with open_ledger(path, None, create=False) as ledger:
        original = next(each for each in ledger.originals_folder.rglob("*") if each.is_file())
    held = original.read_bytes()
    original.write_bytes(held[:-1] + b"!")
    with pytest.raises(LedgerError, match=r"not sound .*`saksi verify`"):
        back_up(path, file, force=True)
    original.unlink()
    with pytest.raises(LedgerError, match="an original is gone"):
        back_up(path, file, force=True)
    assert file.read_bytes() == good
    assert names(path.parent) == [
        "backup.age",
        *(f"ledger{end}" for end in ("", "-journal", ".checkpoint", ".key", ".originals")),
    ]


def test_what_the_disk_spoiled_while_it_was_written_is_noticed(path, file):
    def spoil(stage):
        if stage.startswith("reading it back"):
            part = file.with_name(f"{file.name}.part")
            held = bytearray(part.read_bytes())
            held[len(held) // 2] ^= 1
            part.write_bytes(held)

    with pytest.raises(LedgerError, match="does not read back"):
        back_up(path, file, tell=spoil)
    assert not file.exists()


def test_an_original_that_is_erased_meanwhile_is_not_missed(path, file, tmp_path):
    done = []

    def meanwhile(stage):
        if stage.startswith("sealing") and not done:
            done.append(stage)
            with open_ledger(path, None, create=False) as other:
                erase(other, plan_document(other, sha256_of(1)), reason=None, recorded_at=AT)

    made = back_up(path, file, tell=meanwhile)
    bring_back(file, tmp_path / "mine")
    with open_ledger(tmp_path / "mine", NEW, create=False) as ledger:
        assert verify(ledger).is_clean
        assert len(ledger.erased_items()) == 1
    assert made.header.originals == 2


def test_others_write_while_a_copy_is_made(path, file, monkeypatch):
    """One page a step, so that a writer comes between, and the copy has to begin anew."""
    monkeypatch.setattr(_engine, "_STEP", 1)
    child = os.fork()
    if child == 0:
        try:
            work(path, 10, 200, lambda number: None)
        finally:
            os._exit(0)
    try:
        counts = []
        for number in range(6):
            counts.append(back_up(path, file, force=True).header.entries)
            bring_back(file, path.with_name(f"mine{number}"))
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert counts == sorted(counts)
    assert counts[-1] > counts[0] >= 14


def test_an_older_copy_is_known_by_the_checkpoint_that_lies_there(path, file, tmp_path):
    back_up(path, file)
    work(path, 3, 5, lambda number: None)
    newer = path.with_name("ledger.checkpoint").read_text()
    place = tmp_path / "mine"
    place.with_name("mine.checkpoint").write_text(newer)
    assert bring_back(file, place).missing == 8
    with pytest.raises(LedgerError, match="older copy"):
        open_ledger(place, NEW, create=False)
    assert place.with_name("mine.checkpoint").read_text() == newer
    with open_ledger(place, NEW, create=False, accept=True) as ledger:
        assert verify(ledger).is_clean
    assert len(entries(place, NEW)) == 14


def test_an_older_copy_is_known_by_a_checkpoint_of_elsewhere(path, file, tmp_path):
    earlier = path.with_name("ledger.checkpoint").read_text()
    work(path, 3, 4, lambda number: None)
    back_up(path, file)
    assert bring_back(file, tmp_path / "same", known=earlier).missing == 0
    work(path, 4, 5, lambda number: None)
    newer = path.with_name("ledger.checkpoint").read_text()
    assert bring_back(file, tmp_path / "older", known=newer).missing == 4
    with pytest.raises(LedgerError, match="older copy"):
        open_ledger(tmp_path / "older", NEW, create=False)


def test_a_checkpoint_that_does_not_belong_to_the_copy_stops_the_restoring(path, file, tmp_path):
    back_up(path, file)
    other = tmp_path / "other"
    work(other, 0, 1, lambda number: None)
    with pytest.raises(TamperError, match="of another ledger"):
        bring_back(file, tmp_path / "mine", known=other.with_name("other.checkpoint").read_text())
    bring_back(file, tmp_path / "fork")
    with open_ledger(tmp_path / "fork", NEW, create=False) as ledger:
        erase(ledger, plan_document(ledger, sha256_of(0)), reason=None, recorded_at=AT)
        forked = ledger.checkpoint()
    work(path, 3, 4, lambda number: None)
    back_up(path, file, force=True)
    with pytest.raises(TamperError, match="are not those of the checkpoint"):
        bring_back(file, tmp_path / "mine", known=forked)
    tmp_path.joinpath("mine.checkpoint").write_text("spoiled")
    with pytest.raises(LedgerError, match="move it away"):
        bring_back(file, tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("end", ["", ".key", ".originals"])
def test_nothing_that_is_there_is_overwritten(path, file, tmp_path, end):
    back_up(path, file)
    there = tmp_path / f"mine{end}"
    there.write_bytes(b"mine")
    with pytest.raises(LedgerError, match=r"is there|there is a ledger"):
        bring_back(file, tmp_path / "mine")
    assert there.read_bytes() == b"mine"


def test_what_a_killed_restore_left_is_done_again(path, file, tmp_path):
    back_up(path, file)
    place, left = tmp_path / "mine", tmp_path / "mine.restore"
    (left / "inside" / "x").mkdir(parents=True)
    shutil.copy(key_file(path), key_file(place))
    (tmp_path / "mine.originals").mkdir()
    bring_back(file, place)
    assert wrongs_of(place, [0, 1, 2], NEW) == []
    assert not left.exists()


def test_a_refused_restore_leaves_nothing(path, file, tmp_path):
    back_up(path, file)
    file.write_bytes(file.read_bytes()[:-100])
    before = names(tmp_path)
    with pytest.raises(TamperError):
        bring_back(file, tmp_path / "mine")
    assert names(tmp_path) == before


def test_a_backup_that_says_what_it_does_not_hold_is_refused(path, file, tmp_path):
    """Sealed by somebody who knows the recipient, and has no key: an older database under a newer header."""
    back_up(path, file)
    unseal(file, SHEET.identity, tmp_path / "old")
    work(path, 3, 4, lambda number: None)
    back_up(path, file, force=True)
    unseal(file, SHEET.identity, tmp_path / "new")

    def forged(**taken):
        held = {"header.json": "new", "ledger.key": "new", "ledger.checkpoint": "new", "ledger": "new", **taken}
        inside = [Part(name=name, source=tmp_path / where / name) for name, where in held.items()]
        for original in sorted((tmp_path / "new" / "ledger.originals").rglob("*")):
            if original.is_file():
                inside.append(Part(name=str(original.relative_to(tmp_path / "new")), source=original))
        seal(inside, file, [pyrage.x25519.Recipient.from_str(SHEET.recipient)])
        bring_back(file, tmp_path / "mine")

    for taken in ({"ledger": "old"}, {"header.json": "old"}, {"ledger": "old", "ledger.checkpoint": "old"}):
        with pytest.raises(LedgerError):
            forged(**taken)
    assert not (tmp_path / "mine").exists()
    forged()
    assert wrongs_of(tmp_path / "mine", [0, 1, 2, 3], NEW) == []


@pytest.mark.parametrize("least", [4096, 100_000, 200_000, 300_000])
def test_a_full_disk_is_said_and_leaves_the_backup_before(path, file, least):
    """A limit on the size of files stands in for the disk: the copy, the sealed file or the check runs into it."""
    back_up(path, file)
    good = file.read_bytes()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (least, before[1]))
    try:
        failed = None
        back_up(path, file, force=True)
    except (LedgerError, OSError) as error:
        failed = error
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (failed is None) == (least > file.stat().st_size)
    assert not isinstance(failed, OSError) or failed.errno is not None
    assert failed is None or file.read_bytes() == good
    assert wrongs_of(path, [0, 1, 2]) == []
    assert not file.with_name(f"{file.name}.part").exists()
