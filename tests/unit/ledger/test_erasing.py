import secrets
from datetime import UTC, datetime

import pytest
from ledger_cases import DOCUMENT, LATER_READER, NOON, READER, STORY, capture, later, reading, review, statement
from sqlalchemy import insert, select, update
from tests.engines import unguarded

from saksi.ledger import FIELDS, NewEntry, _erased, _store, check_proof, erasable, open_ledger
from saksi.ledger._tables import entry as entry_table
from saksi.ledger._tables import erased_item, erased_opening, item_key, opening
from saksi.model import BadValueError, LedgerError, TamperError, View

TEXT = "f" * 64
KEYS = {DOCUMENT: b"1" * 32, TEXT: b"2" * 32}


def place(sha256, key):
    return f"{sha256[:2]}/{sha256}"


def erase(ledger, *named, at=NOON):
    return ledger.erase([NewEntry(kind="erase", fields=each) for each in named], recorded_at=at, place=place)


@pytest.fixture
def story(ledger):
    return ledger.append(STORY, recorded_at=NOON, item_keys=KEYS)


def words(entry_id, *fields):
    return {"target": entry_id, "fields": list(fields or ("words",))}


def test_erased_fields_are_gone_and_the_others_stay(ledger, story):
    (by,) = erase(ledger, words(story[2], "words", "cue"))
    entry = ledger.entry(story[2])
    assert "words" not in entry.fields
    assert entry.fields["content"] == ledger.entry(story[3]).fields["content"]
    assert entry.erased == {"words": by, "cue": by}
    assert ledger.entry(story[3]).erased == {}
    assert ledger.entry(by).fields == {"target": story[2], "fields": ["words", "cue"]}


def test_after_erasing_the_ledger_checks_out_and_counts_what_is_gone(ledger, story):
    erase(ledger, words(story[2], "words", "cue"), {"target": story[0], "fields": ["name"], "reason": "asked"})
    found = ledger.verify()
    assert (found.is_clean, found.erased, found.counts["erase"]) == (True, 3, 2)
    assert all(ledger.faults_of(entry.id) == () for entry in ledger.entries())


def test_every_proof_of_before_and_after_holds(ledger, story):
    before = ledger.prove(story[2], frozenset({"words", "content"}))
    erase(ledger, words(story[2]))
    assert check_proof(before).fields["words"] == "was taken"
    for entry in ledger.entries():
        proven = check_proof(ledger.prove(entry.id, frozenset(FIELDS[entry.kind])))
        assert (proven.id, set(proven.closed)) == (entry.id, set(entry.erased))
        assert proven.fields == entry.fields


def test_a_statement_of_which_anything_is_erased_is_left_out_and_counted(ledger, story):
    erase(ledger, words(story[2], "said_by"))
    record = ledger.view(View())
    assert ([item.id for item in record.statements], record.erased) == ([story[3]], 1)
    assert ledger.view(View(trust="reviewed")).erased == 0


@pytest.mark.parametrize("field", ["published", "names"])
def test_without_its_date_or_names_nothing_that_a_document_says_is_told(ledger, story, field):
    erase(ledger, words(story[1], field))
    record = ledger.view(View())
    assert (record.statements, record.erased) == ((), 2)


@pytest.mark.parametrize("field", ["title", "zones", "language", "published_basis"])
def test_other_fields_of_a_reading_change_no_answer(ledger, story, field):
    before = ledger.view(View()).statements
    erase(ledger, words(story[1], field))
    assert (ledger.view(View()).statements, ledger.view(View()).erased) == (before, 0)


def test_a_review_of_an_erased_statement_stays_what_it_was(ledger, story):
    correction = statement(at=story[1], by="owner", person="Test Dara")
    done = ledger.append(
        [
            correction,
            NewEntry(kind="review", fields={"target": story[2], "verdict": "correct"}, refs={"replacement": 0}),
        ],
        recorded_at=later(1),
    )
    ledger.append([review(story[3], "reject")], recorded_at=later(1))
    erase(ledger, words(story[2], "content"), words(story[3], "content"))
    assert [(item.id, item.standing) for item in ledger.view(View()).statements] == [(done[0], "accepted")]
    erase(ledger, words(done[0], "content"))
    record = ledger.view(View())
    assert (record.statements, record.erased) == ((), 1)


def test_a_document_is_erased_with_all_that_repeats_it(ledger, story):
    (by,) = erase(ledger, {"document": DOCUMENT})
    for entry_id in story:
        entry = ledger.entry(entry_id)
        assert set(entry.erased) == set(erasable(entry.kind))
        assert set(entry.fields) <= {"document", "reader", "reading", "text"}
    assert (ledger.item_key(DOCUMENT), ledger.item_key(TEXT)) == (None, None)
    assert ledger.erased_items() == {DOCUMENT: by, TEXT: by}
    found = ledger.verify()
    assert (found.is_clean, found.documents, found.texts) == (True, (), ())
    assert (found.erased_documents, found.gone) == ((DOCUMENT,), (DOCUMENT, TEXT))
    assert (ledger.view(View()).statements, ledger.view(View()).erased) == ((), 2)


def test_what_another_document_needs_is_kept_until_that_is_erased_too(ledger, story):
    other = "c" * 64
    ledger.append([capture(other), reading(document=other)], recorded_at=NOON, item_keys={other: b"3" * 32})
    erase(ledger, {"document": DOCUMENT})
    assert (ledger.item_key(DOCUMENT), ledger.item_key(TEXT)) == (None, b"2" * 32)
    assert ledger.verify().is_clean
    erase(ledger, {"document": other})
    assert (ledger.item_key(other), ledger.item_key(TEXT)) == (None, None)
    assert ledger.verify().is_clean


def test_the_old_sealed_entry_put_again_brings_nothing_back(ledger, story):
    with ledger._reads() as connection:
        old = [row.sealed()[0] for row in _store.rows(connection)]
    erase(ledger, words(story[2]), {"document": DOCUMENT})
    before = list(ledger.entries())
    with ledger._writes() as connection:
        _store.put(connection, old, datetime.now(UTC), ledger._erasures(connection), lambda author: True)
        _store.put_item_keys(connection, KEYS)
    assert list(ledger.entries()) == before
    assert ledger.item_key(DOCUMENT) is None
    assert ledger.verify().is_clean


def test_an_opening_or_a_key_put_back_by_hand_does_not_stay(ledger, story):
    with ledger._reads() as connection:
        row = connection.execute(
            select(opening).where(opening.c.entry == story[2]).where(opening.c.name == "words")
        ).one()
    erase(ledger, words(story[2]), {"document": DOCUMENT})
    with ledger._writes() as connection:
        connection.execute(insert(opening), dict(row._mapping))
        connection.execute(insert(item_key), {"document": DOCUMENT, "key": b"1" * 32})
    assert "words" in ledger.entry(story[2]).erased
    assert "words" not in ledger.entry(story[2]).fields
    assert ledger.item_key(DOCUMENT) is None


def test_an_opening_put_in_the_place_of_an_erased_one_does_not_stay(file_ledger):
    story = file_ledger.append(STORY, recorded_at=NOON)
    erase(file_ledger, words(story[2]))
    with file_ledger._writes() as connection:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO opening VALUES (?, 'words', zeroblob(32), NULL)", (story[2],)
        )
    assert "words" not in file_ledger.entry(story[2]).fields
    assert file_ledger.verify().is_clean


def test_entries_of_an_erased_document_that_come_later_come_without_what_was_erased(ledger, path, story):
    with open_ledger(path.with_name("other"), None, create=True) as other:
        other.append([capture()], recorded_at=NOON)
        with other._reads() as connection:
            late = [row.sealed()[0] for row in _store.rows(connection) if row.kind == "capture"]
    erase(ledger, {"document": DOCUMENT})
    with ledger._writes() as connection:
        _store.put(connection, late, datetime.now(UTC), ledger._erasures(connection), lambda author: True)
    assert ledger.entry(late[0].id).fields == {"document": DOCUMENT}
    # of a stranger's key, and otherwise sound
    assert {fault.what for fault in ledger.verify().faults} <= {
        "its author was never admitted",
        f"the entry that it follows, {(ledger.entry(late[0].id).prev or '')[:12]}…, is missing",
    }


@pytest.mark.parametrize("batch", [[capture()], [reading()], [reading(by=LATER_READER), statement(by=LATER_READER)]])
def test_an_erased_document_is_not_taken_in_again(ledger, story, batch):
    erase(ledger, {"document": DOCUMENT})
    before = list(ledger.entries())
    with pytest.raises(LedgerError, match="was erased"):
        ledger.append(batch, recorded_at=later(1))
    with pytest.raises(LedgerError, match="was erased"):
        ledger.append([capture("c" * 64)], recorded_at=later(1), item_keys={TEXT: b"4" * 32})
    assert list(ledger.entries()) == before


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"target": "2", "fields": ["reading"]}, "cannot be erased"),
        ({"target": "2", "fields": ["name"]}, "cannot be erased"),
        ({"target": "2", "fields": []}, "neither"),
        ({"target": "2", "fields": ["words", "words"]}, "twice"),
        ({"target": "0" * 64, "fields": ["words"]}, "no entry"),
        ({"target": "2"}, "neither"),
        ({}, "neither"),
        ({"document": DOCUMENT, "target": "2", "fields": ["words"]}, "neither"),
    ],
)
def test_an_erasure_that_breaks_a_rule_writes_and_erases_nothing(ledger, story, fields, what):
    before = list(ledger.entries())
    if fields.get("target") == "2":
        fields = {**fields, "target": story[2]}
    with pytest.raises(BadValueError, match=what):
        erase(ledger, words(story[3]), fields)
    assert list(ledger.entries()) == before


def test_nothing_of_a_review_or_a_key_can_be_erased(ledger, story):
    (reviewed,) = ledger.append([review(story[2])], recorded_at=NOON)
    key = next(entry.id for entry in ledger.entries() if entry.kind == "key")
    for entry_id, name in ((reviewed, "verdict"), (key, "key")):
        with pytest.raises(BadValueError, match="cannot be erased"):
            erase(ledger, words(entry_id, name))


def test_the_reason_of_an_erasure_can_be_erased_in_its_turn(ledger, story):
    (by,) = erase(ledger, {**words(story[2]), "reason": "a name that should not stand here"})
    erase(ledger, words(by, "reason"))
    assert set(ledger.entry(by).erased) == {"reason"}
    assert set(ledger.entry(story[2]).erased) == {"words"}
    assert ledger.verify().is_clean


def test_only_erasing_writes_an_erase_entry_and_only_the_owner_erases(ledger, story):
    named = NewEntry(kind="erase", fields=words(story[2]))
    with pytest.raises(BadValueError):
        ledger.append([named], recorded_at=NOON)
    for wrong in (NewEntry(kind="erase", fields=words(story[2]), by=READER), capture("c" * 64)):
        with pytest.raises(BadValueError):
            ledger.erase([wrong], recorded_at=NOON, place=place)
    assert "words" in ledger.entry(story[2]).fields


def test_nothing_is_deleted_that_no_erase_entry_names(ledger, story):
    erase(ledger, words(story[2]))
    for sql in (
        opening.delete().where(opening.c.entry == story[2]).where(opening.c.name == "content"),
        opening.delete().where(opening.c.entry == story[3]),
        item_key.delete(),
        erased_opening.delete(),
        update(erased_opening).values(name="content"),
        entry_table.delete().where(entry_table.c.kind == "erase"),
    ):
        with pytest.raises(LedgerError, match=r"only grows|may not do that"), ledger._writes() as connection:
            connection.execute(sql)
    assert ledger.verify().is_clean


def test_only_an_erase_entry_lets_something_be_deleted(ledger, story):
    for sql in (
        insert(erased_opening).values(entry=story[2], name="words", by=story[2]),
        insert(erased_item).values(document=DOCUMENT, by=story[2]),
    ):
        with pytest.raises(LedgerError, match="only an erase entry"), ledger._writes() as connection:
            connection.execute(sql)


def put_back(connection, target):
    other = select(opening).where(opening.c.name == "words").limit(1)
    row = dict(connection.execute(other).one()._mapping)
    connection.execute(insert(opening), {**row, "entry": target})


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            lambda connection, target: connection.execute(
                opening.delete().where(opening.c.name == "content").where(opening.c.entry == target)
            ),
            "the opening of content is missing",
        ),
        (
            lambda connection, target: connection.execute(
                erased_opening.delete().where(erased_opening.c.entry == target)
            ),
            "remembers of it as erased",
        ),
        (
            lambda connection, target: connection.execute(
                update(erased_opening).where(erased_opening.c.entry == target).values(name="cue")
            ),
            "remembers of it as erased",
        ),
        (put_back, "words was erased, and its opening is there"),
    ],
)
def test_what_was_done_behind_its_back_is_found(ledger, story, change, what):
    erase(ledger, words(story[2]))
    with unguarded(ledger) as connection:
        change(connection, story[2])
    assert any(what in fault.what for fault in ledger.verify().faults)
    assert any(what in fault for fault in ledger.faults_of(story[2]))


def test_an_opening_that_is_gone_without_a_trace_is_not_taken_for_an_absent_field(ledger, story):
    with unguarded(ledger) as connection:
        connection.execute(opening.delete().where(opening.c.name == "said_by").where(opening.c.entry == story[2]))
    with pytest.raises(TamperError, match="said_by is missing"):
        ledger.view(View())


def test_an_entry_and_its_deletion_are_one_transaction(ledger, story, monkeypatch):
    before = list(ledger.entries())

    def fail(*_):
        raise OSError("the power went")

    monkeypatch.setattr(_erased, "_destroy_openings", fail)
    with pytest.raises(OSError, match="power"):
        erase(ledger, {"document": DOCUMENT})
    assert list(ledger.entries()) == before
    assert ledger.item_key(DOCUMENT) == KEYS[DOCUMENT]


def test_what_a_crash_left_on_the_disk_is_cleared_at_the_next_opening(file_ledger, path, monkeypatch):
    ledger = file_ledger
    ledger.append(STORY, recorded_at=NOON, item_keys=KEYS)
    file = ledger.originals_folder / place(DOCUMENT, b"")
    file.parent.mkdir(parents=True)
    file.write_bytes(b"kept")
    monkeypatch.setattr(type(ledger), "finish_erasing", lambda self: None)
    erase(ledger, {"document": DOCUMENT})
    assert file.exists()
    assert "an erasure is not off the disk yet: run any command again" in {f.what for f in ledger.verify().faults}
    monkeypatch.undo()
    ledger.close()
    with open_ledger(path, None, create=False) as again:
        assert not file.exists()
        assert again.verify().is_clean


def test_a_ledger_of_before_there_was_erasing_can_be_erased_from(file_ledger, path):
    ledger = file_ledger
    story = ledger.append(STORY, recorded_at=NOON, item_keys=KEYS)
    with unguarded(ledger) as connection:
        for table in ("erased_opening", "erased_item", "remains", "belonging", "scope"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
    with ledger._writes() as connection:
        _store._guard(connection, _store.ERASABLE)
    ledger.close()
    with open_ledger(path, None, create=False) as again:
        erase(again, words(story[2]), {"document": DOCUMENT})
        assert again.verify().is_clean
        with pytest.raises(LedgerError, match="only grows"), again._writes() as connection:
            connection.exec_driver_sql("DELETE FROM opening WHERE name = 'act'")


def test_a_large_batch_is_put_as_before(ledger):
    documents = [secrets.token_hex(32) for _ in range(300)]
    ledger.append([capture(each) for each in documents], recorded_at=NOON)
    erase(ledger, *({"document": each} for each in documents[:50]))
    found = ledger.verify()
    assert (found.is_clean, len(found.erased_documents), len(found.documents)) == (True, 50, 250)
