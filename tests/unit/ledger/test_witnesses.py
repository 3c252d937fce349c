"""Two offices witness each other: what is kept, what counts, and what a rollback or a fork looks like from outside."""

import hashlib
import io
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from ledger_cases import NOON, capture, later, reading, statement
from nacl.signing import SigningKey

from saksi.acts.originals import originals_of
from saksi.ledger import Exchange, NewEntry, _tables, check_proof, cosignatures, open_ledger
from saksi.ledger.checkpoint import read_checkpoint, sign_checkpoint
from saksi.ledger.cosignature import cosign
from saksi.ledger.last_checkpoint import checkpoint_file
from saksi.model import LedgerError, TamperError


@pytest.fixture
def other(tmp_path):
    with open_ledger(tmp_path / "other.saksi", None, create=True) as opened:
        yield opened


def key_of(ledger):
    return read_checkpoint(ledger.checkpoint()).owner


def grow(ledger, hours=0):
    return ledger.append([capture(), reading(), statement(at=1)], recorded_at=later(hours))


def rows(ledger, table):
    with ledger._reads() as connection:
        return connection.execute(table.select()).all()


def seen(ledger, other):
    """What `ledger` gives `other` to see, for the first time."""
    return other.witness(ledger.consistency(0), key_of(ledger))


def rolled_back(path, work, tmp_path):
    """Do `work` on a ledger and then put the copy of before in its place."""
    files = [path, checkpoint_file(path)]
    for file in files:
        shutil.copy(file, tmp_path / f"before-{file.name}")
    with open_ledger(path, None, create=False) as ledger:
        work(ledger)
    for file in files:
        shutil.copy(tmp_path / f"before-{file.name}", file)


# To be a witness


def test_a_log_is_unknown_until_its_key_was_given_and_known_from_then_on(ledger, other):
    grow(ledger)
    with pytest.raises(LedgerError, match="not known here"):
        other.witness(ledger.consistency(0))
    with pytest.raises(LedgerError, match="not of the key that you gave"):
        other.witness(ledger.consistency(0), "a" * 64)
    seen(ledger, other)
    grow(ledger)
    other.witness(ledger.consistency(5))


def test_a_witness_says_when_by_its_clock_and_leaves_the_checkpoint_as_it_was(ledger, other):
    grow(ledger)
    before = datetime.now(UTC).replace(microsecond=0)
    note = seen(ledger, other)
    (found,) = cosignatures(note)
    assert found.witness == key_of(other)
    assert before <= found.at <= datetime.now(UTC)
    assert note == ledger.checkpoint() + found.line


def test_nobody_witnesses_themselves(ledger):
    grow(ledger)
    with pytest.raises(LedgerError, match="another office"):
        ledger.witness(ledger.consistency(0), key_of(ledger))


def test_a_log_that_was_rolled_back_is_refused_and_both_states_are_kept(path, other, tmp_path):
    with open_ledger(path, None, create=True) as ledger:
        grow(ledger)
    rolled_back(path, lambda ledger: (grow(ledger), seen(ledger, other)), tmp_path)
    with open_ledger(path, None, create=False) as ledger:
        for _ in range(2):
            with pytest.raises(TamperError, match=r"rolled back.*both checkpoints are kept"):
                other.witness(ledger.consistency(0))
        (kept,) = other.evidence()
        assert (read_checkpoint(kept.seen).size, kept.refused) == (8, ledger.checkpoint())
        # it goes on, on another branch, past the size that was seen
        grow(ledger, 1)
        grow(ledger, 2)
        with pytest.raises(TamperError, match="forked"):
            other.witness(ledger.consistency(8))
    assert len(other.evidence()) == 2
    assert [read_checkpoint(row.note).size for row in rows(other, _tables.seen_checkpoint)] == [8]


def test_a_first_checkpoint_that_does_not_hold_is_no_evidence(ledger, other):
    grow(ledger)
    for text in (ledger.consistency(0).replace("old 0\n", "old 0\nAAAA\n"), ledger.consistency(3)):
        with pytest.raises(TamperError, match="not cosigned"):
            other.witness(text, key_of(ledger))
    assert other.evidence() == ()
    seen(ledger, other)


def test_an_old_file_given_again_is_no_evidence(ledger, other):
    grow(ledger)
    first = ledger.consistency(0)
    other.witness(first, key_of(ledger))
    grow(ledger)
    other.witness(ledger.consistency(5))
    with pytest.raises(TamperError, match="it is an old one"):
        other.witness(first)
    assert other.evidence() == ()


def test_the_same_state_is_cosigned_again_and_kept_once(ledger, other):
    grow(ledger)
    seen(ledger, other)
    other.witness(ledger.consistency(5))
    assert len(rows(other, _tables.seen_checkpoint)) == 1


@pytest.mark.parametrize("table", [table.name for table in _tables.WITNESSING])
def test_what_was_witnessed_only_grows(file_ledger, other, table):
    ledger = file_ledger
    grow(ledger)
    ledger.keep_cosigned(seen(ledger, other), key_of(other))
    for keeper in (ledger, other):
        with keeper._writes() as connection:
            found = connection.exec_driver_sql(f"SELECT name FROM sqlite_master WHERE tbl_name = '{table}'").scalars()
            assert {f"{table}_refuses_update", f"{table}_refuses_delete"} <= set(found)


def admit(ledger, other):
    fields = {"key": key_of(other), "name": "x", "recipient": Exchange(other).recipient()}
    place = originals_of(ledger).place
    Exchange(ledger).change_trust([NewEntry(kind="office", fields=fields)], recorded_at=NOON, place=place)


def test_a_partner_office_is_known_and_so_are_its_cosignatures(ledger, other):
    grow(ledger)
    admit(ledger, other)
    admit(other, ledger)
    note = other.witness(ledger.consistency(0))
    assert [each.witness for each in ledger.keep_cosigned(note)] == [key_of(other)]


def test_a_ledger_that_signs_with_a_new_key_takes_back_and_has_stamped_what_it_signed_with_the_old(file_ledger, other):
    ledger = file_ledger
    first = grow(ledger)[0]
    note, own = seen(ledger, other), ledger.checkpoint()
    Exchange(ledger).rotate(recorded_at=NOON)
    assert key_of(ledger) not in note
    ledger.keep_cosigned(note, key_of(other))
    assert ledger.proven(first).by == key_of(other)
    assert ledger.stampable(hashlib.sha256(own.encode()).digest()) == own


def test_a_partners_log_must_grow_across_a_change_of_its_key(path, other, tmp_path):
    with open_ledger(path, None, create=True) as ledger:
        grow(ledger)
        admit(ledger, other)
        admit(other, ledger)
        other.witness(ledger.consistency(0))
        size = read_checkpoint(ledger.checkpoint()).size
        (office,) = ledger.trust().partners
        Exchange(ledger).rotate(recorded_at=NOON)
        bundle = io.BytesIO()
        opened = originals_of(ledger).open
        Exchange(ledger).write_bundle(bundle, to=[office], on=NOON.date(), since=0, original=opened)
        bundle.seek(0)
        Exchange(other).merge(bundle, keep=lambda data: data, place=originals_of(other).place)
        with pytest.raises(TamperError, match=f"--since {size}"):
            other.witness(ledger.consistency(0))
        other.witness(ledger.consistency(size))


# To be witnessed


def test_an_entry_is_proven_to_be_there_by_the_time_of_the_cosignature(ledger, other):
    first = grow(ledger)[0]
    ledger.keep_cosigned(seen(ledger, other), key_of(other))
    second = grow(ledger)[0]
    bound = ledger.proven(first)
    assert (bound.size, bound.by, bound.how) == (5, key_of(other), "cosignature")
    assert ledger.proven(second) is None
    found = ledger.verify()
    assert (found.is_clean, found.proven, found.warnings) == (True, 5, ())


def test_cosignatures_of_keys_that_nobody_gave_count_for_nothing(ledger, other):
    grow(ledger)
    note = seen(ledger, other)
    stranger = cosign(note, SigningKey(b"TEST KEY that anybody could make"), NOON)
    with pytest.raises(LedgerError, match="no office that is known here"):
        ledger.keep_cosigned(stranger)
    ledger.keep_cosigned(stranger, key_of(other))
    (kept,) = rows(ledger, _tables.cosigned_checkpoint)
    assert kept.note == note
    assert ledger.verify().bounds[0].at > NOON


def test_whose_log_this_office_has_seen_is_known_as_a_witness_too(ledger, other):
    grow(ledger)
    grow(other)
    seen(other, ledger)
    assert [each.witness for each in ledger.keep_cosigned(seen(ledger, other))] == [key_of(other)]


def test_the_owner_does_not_witness_for_itself(ledger):
    grow(ledger)
    with ledger._reads() as connection:
        key = ledger._signing_key(connection)
    note = cosign(ledger.checkpoint(), key, NOON)
    with pytest.raises(LedgerError):
        ledger.keep_cosigned(note, key_of(ledger))


def test_a_key_that_has_not_cosigned_is_not_known_by_being_given(ledger, other):
    grow(ledger)
    note = seen(ledger, other)
    with pytest.raises(TamperError, match="no cosignature of aaaaaaaaaaaa"):
        ledger.keep_cosigned(note, "a" * 64)
    assert rows(ledger, _tables.cosigned_checkpoint) == []


def test_a_checkpoint_of_another_log_is_not_taken(ledger, other):
    grow(other)
    with pytest.raises(LedgerError, match="not of this ledger"):
        ledger.keep_cosigned(other.checkpoint())


def test_a_copy_that_is_older_than_what_was_cosigned_finds_out(path, other, tmp_path):
    notes = []
    with open_ledger(path, None, create=True) as ledger:
        grow(ledger)
    rolled_back(path, lambda ledger: (grow(ledger), notes.append(seen(ledger, other))), tmp_path)
    with open_ledger(path, None, create=False) as ledger:
        with pytest.raises(TamperError, match="this copy is older"):
            ledger.keep_cosigned(notes[0], key_of(other))
        grow(ledger, 1)
        with pytest.raises(TamperError, match="two copies"):
            ledger.keep_cosigned(notes[0], key_of(other))


def test_a_claim_of_a_time_after_the_cosignature_is_a_warning_and_no_fault(ledger, other):
    tomorrow = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    ids = ledger.append([capture()], recorded_at=tomorrow)
    ledger.keep_cosigned(seen(ledger, other), key_of(other))
    found = ledger.verify()
    assert found.is_clean
    # the owner's own admission, signed with it, claims the same
    assert {warning.where for warning in found.warnings} == {*ids, next(iter(ledger.entries())).id}


def test_a_proof_carries_the_first_cosigned_checkpoint_that_counts_its_entry(ledger, other):
    first = grow(ledger)[0]
    ledger.keep_cosigned(seen(ledger, other), key_of(other))
    second = grow(ledger)[0]
    found = check_proof(ledger.prove(first, frozenset()))
    assert (found.checkpoint.size, [each.witness for each in found.cosignatures]) == (5, [key_of(other)])
    found = check_proof(ledger.prove(second, frozenset()))
    assert (found.checkpoint.size, found.cosignatures) == (8, ())


def test_a_proof_carries_the_earliest_word_and_not_the_smallest_state(ledger, other):
    first = grow(ledger)[0]
    ledger.keep_cosigned(seen(ledger, other), key_of(other))
    grow(ledger)
    early_key = SigningKey(b"TEST KEY of a second office, n=2")
    ledger.keep_cosigned(cosign(ledger.checkpoint(), early_key, NOON), bytes(early_key.verify_key).hex())
    assert check_proof(ledger.prove(first, frozenset())).checkpoint.size == 8


def test_two_witnesses_of_one_state_stand_in_one_proof(ledger, other):
    first = grow(ledger)[0]
    note = seen(ledger, other)
    second_key = SigningKey(b"TEST KEY of a second office, n=2")
    note = cosign(note, second_key, NOON)
    second = bytes(second_key.verify_key).hex()
    ledger.keep_cosigned(note, key_of(other))
    ledger.keep_cosigned(note, second)
    found = check_proof(ledger.prove(first, frozenset()))
    assert {each.witness for each in found.cosignatures} == {key_of(other), second}
    assert ledger.proven(first).by == second


def test_what_was_put_into_the_store_behind_its_back_is_a_fault_and_proves_nothing(ledger, other):
    grow(ledger)
    note = seen(ledger, other)
    forged = sign_checkpoint(5, bytes(32), SigningKey(b"TEST KEY that anybody could make"))
    row = {"witness": key_of(other), "note": note.replace("\n5\n", "\n6\n")}
    with ledger._writes() as connection:
        connection.execute(_tables.cosigned_checkpoint.insert(), row)
        connection.execute(
            _tables.seen_checkpoint.insert(), {"owner": key_of(other), "note": forged, "seen_at": "2026-01-01"}
        )
    found = ledger.verify()
    assert found.bounds == ()
    assert len([fault for fault in found.faults if "does not hold" in fault.what]) == 2


def test_a_ledger_of_before_there_were_witnesses_gets_their_tables(path):
    with open_ledger(path, None, create=True) as ledger:
        grow(ledger)
        with ledger._writes() as connection:
            for table in _tables.WITNESSING:
                connection.exec_driver_sql(f"DROP TABLE {table.name}")
    with open_ledger(path, None, create=False) as ledger:
        assert ledger.verify().is_clean
        with ledger._writes() as connection:
            connection.execute(_tables.seen_checkpoint.insert(), {"owner": "a", "note": "b", "seen_at": "2026-01-01"})
        with pytest.raises(LedgerError, match="only grows"), ledger._writes() as connection:
            connection.execute(_tables.seen_checkpoint.delete())
