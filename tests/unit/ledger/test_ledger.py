from datetime import UTC, datetime

import pytest
from ledger_cases import DOCUMENT, LATER_READER, NOON, READER, STORY, capture, later, reading, review, said, statement
from sqlalchemy import Engine, event, func, select, update
from tests.engines import unguarded

from saksi.ledger import NewEntry, _store, _tables, open_ledger, statement_fields
from saksi.ledger._tables import arrival, entry, opening
from saksi.ledger._unless_there import insert_unless_there
from saksi.ledger.erasing import Erased
from saksi.model import BadValueError, LedgerError, TamperError, View


def add_story(ledger):
    return ledger.append(STORY, recorded_at=NOON)


def write(ledger, *statements):
    """Change the store behind the ledger's back, triggers taken away."""
    with unguarded(ledger) as connection:
        for statement in statements:
            connection.execute(statement)


def openings(name):
    return update(opening).where(opening.c.name == name)


def faults(ledger):
    return {fault.what for fault in ledger.verify().faults}


def test_a_story_is_kept_and_checks_out(ledger):
    ids = add_story(ledger)
    found = ledger.verify()
    assert found.is_clean
    assert found.counts == {
        "capture": 1,
        "reading": 1,
        "statement": 2,
        "review": 0,
        "key": 2,
        "erase": 0,
    }
    assert (found.documents, found.texts) == ((DOCUMENT,), ("f" * 64,))
    assert [item.id for item in ledger.view(View()).statements] == list(ids[2:])
    assert ledger.view(View()).statements[0].statement == said()


def test_it_is_there_when_opened_again(ledger, where):
    ids = add_story(ledger)
    with open_ledger(where, None, create=False) as again:
        assert again.entry(ids[3]).fields["id"] == "s2"
        assert again.view(View()) == ledger.view(View())


def test_keys_are_admitted_once_at_their_first_entry(ledger):
    add_story(ledger)
    ledger.append([reading(by=LATER_READER)], recorded_at=later(1))
    add_story(ledger)
    kinds = [(entry.kind, entry.role, entry.fields.get("reader")) for entry in ledger.entries() if entry.kind == "key"]
    assert kinds == [("key", "owner", None), ("key", "owner", "test-1"), ("key", "owner", "test-2")]
    assert ledger.verify().is_clean


def test_entries_come_in_order_of_arrival_whatever_they_claim(ledger):
    ledger.append([capture()], recorded_at=later(5))
    ledger.append([capture("c" * 64)], recorded_at=NOON)
    found = list(ledger.entries())
    assert [entry.seq for entry in found] == [1, 2, 3]
    assert [entry.recorded_at for entry in found] == [later(5), later(5), NOON]
    assert all(abs((datetime.now(UTC) - entry.arrived_at).total_seconds()) < 60 for entry in found)


def test_a_batch_with_one_bad_entry_adds_nothing(ledger):
    with pytest.raises(BadValueError):
        ledger.append([*STORY, NewEntry(kind="review", fields={"verdict": 1.5})], recorded_at=NOON)
    assert list(ledger.entries()) == []
    assert add_story(ledger)
    assert ledger.verify().is_clean


def test_the_same_sealed_entry_put_twice_is_there_once(ledger):
    add_story(ledger)
    before = list(ledger.entries())
    with ledger._writes() as connection:
        again = [row.sealed()[0] for row in _store.rows(connection)]
        _store.put(connection, again, datetime.now(UTC), Erased([]), lambda author: True)
    assert list(ledger.entries()) == before


def test_an_entry_is_found_by_the_beginning_of_its_id(ledger):
    ids = add_story(ledger)
    assert ledger.entry(ids[2][:12]).id == ids[2]
    missing = "".join("1" if digit == "0" else "0" for digit in ids[0])
    with pytest.raises(LedgerError, match="no entry begins with"):
        ledger.entry(missing)
    for bad in ("abc", "ABCDEF", "%%%%%%", ""):
        with pytest.raises(BadValueError, match="no id"):
            ledger.entry(bad)


def test_a_reading_is_found_by_document_and_version(ledger):
    ids = add_story(ledger)
    assert ledger.reading_of(DOCUMENT, READER[1]) == ids[1]
    assert ledger.reading_of(DOCUMENT, "test-2") is None
    assert ledger.reading_of("c" * 64, READER[1]) is None


def test_the_first_key_of_an_original_stays(ledger):
    ledger.append([capture()], recorded_at=NOON, item_keys={DOCUMENT: b"1" * 32})
    ledger.append([capture()], recorded_at=NOON, item_keys={DOCUMENT: b"2" * 32})
    assert ledger.item_key(DOCUMENT) == b"1" * 32
    assert ledger.item_key("c" * 64) is None


@pytest.mark.parametrize("table", ["entry", "opening", "arrival", "item_key", "secret", "meta"])
def test_no_table_lets_a_row_be_changed_replaced_or_removed(ledger, table):
    ledger.append(STORY, recorded_at=NOON, item_keys={DOCUMENT: b"1" * 32})
    column = _tables.metadata.tables[table].columns.keys()[-1]
    key = ", ".join(each.name for each in _tables.metadata.tables[table].primary_key)
    for sql in (
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"INSERT INTO {table} SELECT * FROM {table} WHERE true "
        f"ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}",
    ):
        # a client of a server has no right to change anything, so that it does not come to the trigger
        with pytest.raises(LedgerError, match=r"only grows|may not do that"), ledger._writes() as connection:
            connection.exec_driver_sql(sql)
    assert ledger.verify().is_clean


@pytest.mark.parametrize("table", ["entry", "opening", "arrival", "item_key", "secret", "meta"])
def test_no_row_is_removed_by_putting_another_in_its_place(file_ledger, table):
    file_ledger.append(STORY, recorded_at=NOON, item_keys={DOCUMENT: b"1" * 32})
    with pytest.raises(LedgerError, match="only grows"), file_ledger._writes() as connection:
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_a_row_that_breaks_a_rule_is_refused_and_not_skipped(ledger):
    with pytest.raises(LedgerError), ledger._writes() as connection:
        insert_unless_there(connection, entry, [{"id": "short"}])


def test_a_full_disk_is_said_and_nothing_is_half_written(file_ledger):
    add_story(file_ledger)
    before = list(file_ledger.entries())
    with file_ledger._reads() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(LedgerError, match="the disk is full"):
        file_ledger.append([statement(at=file_ledger.reading_of(DOCUMENT, "test-1"))] * 50, recorded_at=NOON)
    assert list(file_ledger.entries()) == before
    assert file_ledger.verify().is_clean


def redate(connection):
    for row in connection.execute(select(entry)).all():
        connection.execute(update(entry).where(entry.c.id == row.id).values(head=row.head.replace(b"2020", b"2019")))


def run(statement):
    return lambda connection: connection.execute(statement)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (run(openings("words").values(value=b'"freed"')), "words is not what was committed to"),
        (run(openings("words").values(value=b' "was taken"')), "not in canonical form"),
        (run(openings("words").values(value=None)), "words is not what was committed to"),
        (run(openings("cue").values(salt=bytes(32))), "cue is not what was committed to"),
        (run(opening.delete().where(opening.c.name == "content")), "the opening of content is missing"),
        (run(update(entry).where(entry.c.kind == "statement").values(kind="review")), "do not agree with its head"),
        (run(update(entry).where(entry.c.kind == "statement").values(author="")), "do not agree with its head"),
        (run(update(entry).values(signatures="[]")), "exactly one signature"),
        (run(update(entry).values(signatures=func.upper(entry.c.signatures))), "stored of its signatures"),
        (redate, "the id is not the hash"),
        (run(arrival.delete().where(arrival.c.seq == 4)), "when it arrived is lost"),
    ],
)
def test_every_change_behind_its_back_is_found(ledger, change, what):
    add_story(ledger)
    with unguarded(ledger) as connection:
        change(connection)
    assert any(what in found for found in faults(ledger))


@pytest.mark.parametrize("kind", ["capture", "reading", "key"])
def test_an_entry_taken_out_of_the_middle_is_found(ledger, kind):
    add_story(ledger)
    ledger.append([capture("c" * 64), reading(document="c" * 64)], recorded_at=NOON)
    first = next(each.id for each in ledger.entries() if each.kind == kind)
    write(
        ledger,
        opening.delete().where(opening.c.entry == first),
        arrival.delete().where(arrival.c.entry == first),
        entry.delete().where(entry.c.id == first),
    )
    assert any("is missing" in found for found in faults(ledger))


def test_an_entry_whose_traces_are_left_is_found(ledger):
    ids = add_story(ledger)
    write(ledger, entry.delete().where(entry.c.id == ids[3]))
    assert "the entry itself is gone; its traces are left" in faults(ledger)


def test_the_whole_check_finds_entries_and_what_is_left_of_them_by_tables_and_no_index(file_ledger):
    add_story(file_ledger)
    asked = []

    def note(_connection, _cursor, sql, parameters, *_):
        asked.append((sql, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        file_ledger.verify()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with file_ledger._reads() as connection:
        plans = {
            row[-1]
            for sql, parameters in asked
            if sql.startswith("SELECT")
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters).all()
        }
    # by rowid is by the table itself, and openings lie in the order of their key
    assert {"SCAN entry", "SEARCH entry USING INTEGER PRIMARY KEY (rowid>?)", "SCAN arrival", "SCAN opening"} <= plans
    assert not any(plan.startswith(("SCAN entry USING", "SCAN arrival USING", "SCAN opening USING")) for plan in plans)


def test_an_entry_that_an_index_hides_is_checked_and_the_index_told_of(file_ledger):
    ids = add_story(file_ledger)
    write(file_ledger, openings("words").where(opening.c.entry == ids[3]).values(value=b'"other"'))
    with unguarded(file_ledger) as connection:
        hide_from_index(connection, "sqlite_autoindex_entry_1", ids[3])
    found = file_ledger.verify().faults
    assert [fault.what for fault in found if fault.where == ids[3]] == ["words is not what was committed to"]
    assert any("index" in fault.what for fault in found)


def test_verify_goes_through_more_than_one_page_and_keeps_nobody_from_writing(ledger, monkeypatch):
    monkeypatch.setattr("saksi.ledger._store._AT_ONCE", 2)
    ids = add_story(ledger)
    told = []

    def tell(entries, _originals):
        if not told:
            ledger.append([review(ids[2])], recorded_at=NOON)
        told.append(entries)

    found = ledger.verify(tell)
    # a server shows entries as they were at the beginning
    count = 7 if ledger.member is None else 6
    assert (found.is_clean, sum(found.counts.values()), told) == (True, count, list(range(1, count + 1)))


def test_a_key_that_is_admitted_while_all_is_checked_is_no_stranger(ledger, monkeypatch):
    monkeypatch.setattr("saksi.ledger._store._AT_ONCE", 2)
    ids = add_story(ledger)
    told = []

    def tell(entries, _originals):
        if not told:
            ledger.append([reading(LATER_READER), statement(LATER_READER, at=0)], recorded_at=NOON)
        told.append(entries)

    assert ledger.verify(tell).is_clean
    assert ids


def hide_from_index(connection, index, key):
    """Take one key out of an index, as a damaged page would."""
    (page,) = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = :name", {"name": index}).one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql("CREATE TABLE shadow (key TEXT PRIMARY KEY, place) WITHOUT ROWID")
    connection.exec_driver_sql(f"UPDATE sqlite_master SET rootpage = {page} WHERE name = 'shadow'")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    connection.exec_driver_sql("DELETE FROM shadow WHERE key = :key", {"key": key})


def test_what_an_unknown_key_wrote_is_found_and_not_shown(ledger):
    ids = add_story(ledger)
    stranger = ledger.append([statement(at=ids[1], by=("reader", "x"))], recorded_at=NOON)[0]
    admission = next(each.id for each in ledger.entries() if each.fields.get("reader") == "x")
    write(ledger, openings("role").where(opening.c.entry == admission).values(value=b'"nobody"'))
    assert "its author was never admitted" in faults(ledger)
    assert stranger not in {item.id for item in ledger.view(View()).statements}


def test_a_reader_may_not_review(ledger):
    ids = add_story(ledger)
    ledger.append([review(ids[2], "reject", by=READER)], recorded_at=NOON)
    assert "a reader may not write a review" in faults(ledger)
    assert [item.standing for item in ledger.view(View()).statements] == ["draft", "draft"]


def test_a_statement_of_a_reading_that_is_not_there_is_found(ledger):
    ledger.append([statement(at="b" * 64)], recorded_at=NOON)
    assert "its reading names no reading of this ledger" in faults(ledger)
    assert ledger.view(View()).statements == ()


def test_a_damaged_entry_is_not_shown_as_if_it_were_whole(ledger):
    add_story(ledger)
    write(ledger, openings("words").values(value=b"{"))
    with pytest.raises(TamperError, match="saksi verify"):
        ledger.view(View())


@pytest.mark.parametrize("part", [0.001, 0.2, 0.5, 0.7, 0.99])
def test_a_changed_byte_of_the_file_is_found(file_ledger, path, part):
    add_story(file_ledger)
    file_ledger.close()
    data = bytearray(path.read_bytes())
    data[int(len(data) * part)] ^= 1
    path.write_bytes(data)
    assert not opens_clean(path)


def opens_clean(path):
    try:
        with open_ledger(path, None, create=False) as again:
            return again.verify().is_clean
    except LedgerError:
        return False


def test_no_word_of_a_statement_lies_on_the_disk(file_ledger, path):
    add_story(file_ledger)
    file_ledger.close()
    data = path.read_bytes()
    assert b"Sokunthea" not in data
    assert b"SQLite" not in data
    assert bytes.fromhex(DOCUMENT) not in data


def test_words_in_any_unicode_form_come_back_as_they_were(ledger):
    fields = {**statement_fields(said(), document=DOCUMENT, words="cafe\u0301"), "reading": "b" * 64}
    (entry_id,) = ledger.append([NewEntry(kind="statement", fields=fields, by=READER)], recorded_at=NOON)
    assert ledger.entry(entry_id).fields["words"] == "cafe\u0301"


def test_a_statement_of_another_document_than_its_reading_is_found(ledger):
    ledger.append([reading(document="c" * 64), statement(at=0)], recorded_at=NOON)
    assert "its reading is of another document" in faults(ledger)


def test_two_programs_on_one_ledger_keep_its_chains_whole(ledger, where):
    with open_ledger(where, None, create=False) as other:
        for _ in range(3):
            ledger.append([capture()], recorded_at=NOON)
            other.append([capture(), reading()], recorded_at=NOON)
    assert ledger.verify().is_clean
    assert len(list(ledger.entries())) == 11


def test_a_value_of_another_type_is_refused_by_the_table(file_ledger):
    with pytest.raises(LedgerError, match="cannot store TEXT"), file_ledger._writes() as connection:
        connection.exec_driver_sql("INSERT INTO item_key VALUES ('a', 'text where bytes belong')")


def wait_no_longer(ledger):
    with ledger._engine.connect() as connection, connection.begin():
        sqlite = connection.dialect.name == "sqlite"
        connection.exec_driver_sql("PRAGMA busy_timeout = 1" if sqlite else "SET lock_timeout = 1")


def test_a_writer_holds_others_off_before_it_reads_where_its_chain_ends(ledger, where):
    with open_ledger(where, None, create=False) as other, ledger._writes():
        wait_no_longer(other)
        with pytest.raises(LedgerError, match="another program is writing"), other._writes():
            pass


def test_one_entry_is_checked_without_the_others(ledger):
    ids = add_story(ledger)
    assert all(ledger.faults_of(entry.id) == () for entry in ledger.entries())
    write(ledger, openings("words").where(opening.c.entry == ids[2]).values(value=b'"else"'))
    assert ledger.faults_of(ids[2]) == ("words is not what was committed to",)
    assert ledger.faults_of(ids[1]) == ()


def test_the_last_entry_of_an_author_is_found_without_reading_all_of_his(file_ledger):
    ledger = file_ledger
    ledger.append([reading(), *(statement(at=0, start=start) for start in range(3, 60, 10))], recorded_at=NOON)
    author = next(entry.author for entry in ledger.entries() if entry.kind == "statement")
    asked = []

    def note(_connection, _cursor, sql, *_):
        asked.append(sql)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with ledger._reads() as connection:
            last = _store.last_of(connection, author)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert last == list(ledger.entries())[-1].id
    with ledger._reads() as connection:
        values = (author, 1, 0)
        plans = [
            str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values[: sql.count("?")]).all())
            for sql in asked
            if sql.startswith("SELECT")
        ]
    assert "TEMP B-TREE" not in " ".join(plans)


def test_entries_that_an_index_hides_are_missed(ledger):
    ledger.append([reading(), statement(at=0)], recorded_at=NOON)
    write(ledger, arrival.delete().where(arrival.c.seq == 3))
    with pytest.raises(TamperError, match="3 of 4 entries can be found: run `saksi verify`"):
        list(ledger.entries())


def test_entries_can_be_read_while_others_are_added(ledger, monkeypatch):
    monkeypatch.setattr("saksi.ledger.ledger._AT_ONCE", 2)
    ledger.append([reading(), *(statement(at=0, start=start) for start in range(3, 40, 10))], recorded_at=NOON)
    found = []
    for each in ledger.entries():
        found.append(each.seq)
        if len(found) == 3:
            ledger.append([capture()], recorded_at=NOON)
    assert found == list(range(1, 8))
    assert len(list(ledger.entries())) == 8
