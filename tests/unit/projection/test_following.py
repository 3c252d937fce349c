from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from saksi.ledger import By, Exchange, NewEntry, open_ledger, reading_fields, statement_fields
from saksi.model import BadValueError, Document, Event, LedgerError, Name, Party, Reading, Span, Statement, View, When
from saksi.projection import follow, following, register_page, store
from saksi.projection.store import read_watermark
from saksi.projection.store import reading as read_projections
from saksi.projection.units import encode_stored
from saksi.register import custody

NOON = datetime(2020, 1, 2, 12, tzinfo=UTC)
TODAY = date(2020, 6, 1)
READER: By = ("reader", "test-1")
CANARY = "Canaria Testname"


def report(number=0, *people, by=READER, affiliation=None, kind="arrest"):
    """A reading of one document and a statement on each of these people."""
    document = f"{number:064}"
    names = [Name(id=f"n{at}", kind="person", name=name, affiliation=affiliation) for at, name in enumerate(people)]
    page = Document(sha256=document, media_type="text/plain", title="Test page", published=When("2020-01-01"))
    fields = reading_fields(Reading(document=page, text="", names=tuple(names)), reader=by[1], text="f" * 64)
    batch = [NewEntry(kind="reading", fields=fields, by=by)]
    for at, name in enumerate(names):
        event = Event(kind=kind, event=f"v{at}", targets=(Party(name=name.name, ref=name.id),))
        said = Statement(id=f"s{at}", span=Span(start=at, end=at + 1), content=event)
        told = statement_fields(said, document=document, words="taken")
        batch.append(NewEntry(kind="statement", fields=told, by=by, refs={"reading": 0}))
    return batch


def names_on(page):
    return [each["person"] for each in page.encode()["rows"]]


def views_of(ledger):
    return ledger.path.with_name(ledger.path.name + ".views")


def watermark(ledger):
    with read_projections(ledger) as connection:
        return read_watermark(connection)


def nothing_is_written(monkeypatch):
    def refuse(_):
        raise AssertionError("the projections were written")

    monkeypatch.setattr("saksi.projection.following.writing", refuse)


def check(ledger, view=None, on=TODAY):
    wanted = custody(ledger.view(view or View()), on)
    assert register_page(ledger, view or View(), on).rows == tuple(map(encode_stored, wanted.people))
    return wanted


def test_of_an_empty_ledger_the_register_is_empty(ledger):
    page = register_page(ledger, View(), TODAY)
    assert (page.rows, page.named, page.after) == ((), 0, None)


def test_what_came_since_is_folded_in_and_the_rest_is_left_alone(ledger, monkeypatch):
    ledger.append(report(1, "Test Sophea"), recorded_at=NOON)
    follow(ledger)
    folded = []
    note_units(monkeypatch, folded)
    ledger.append(report(2, "Test Dara"), recorded_at=NOON)
    assert names_on(register_page(ledger, View(), TODAY)) == ["Test Dara", "Test Sophea"]
    assert folded == ["test dara"]


def note_units(monkeypatch, folded):
    versions = following.versions

    def noting(unit, since):
        folded.append(unit.unit)
        return versions(unit, since)

    monkeypatch.setattr(following, "versions", noting)


def test_where_nothing_came_nothing_is_written(ledger, monkeypatch):
    ledger.append(report(1, "Test Sophea"), recorded_at=NOON)
    before = follow(ledger)
    nothing_is_written(monkeypatch)
    assert follow(ledger) == before
    assert (before.size, before.root) == ledger.log_size()


def test_rows_of_other_code_are_dropped(ledger, monkeypatch):
    ledger.append(report(1, "Test Sophea"), recorded_at=NOON)
    monkeypatch.setattr("saksi.projection.following.code_version", lambda: "older")
    follow(ledger)
    with store.writing(ledger) as connection:
        connection.exec_driver_sql('DELETE FROM "row"')
    assert names_on(register_page(ledger, View(), TODAY)) == []
    monkeypatch.undo()
    assert names_on(register_page(ledger, View(), TODAY)) == ["Test Sophea"]


def test_rows_of_another_log_are_dropped(ledger, path, tmp_path):
    ledger.append(report(1, "Test Sophea"), recorded_at=NOON)
    follow(ledger)
    ledger.append(report(2, "Test Dara"), recorded_at=NOON)
    with store.writing(ledger) as connection:
        connection.exec_driver_sql("UPDATE watermark SET root = x'00'")
        connection.exec_driver_sql('DELETE FROM "row"')
    check(ledger)


def test_a_damaged_file_is_folded_again(ledger):
    ledger.append(report(1, "Test Sophea"), recorded_at=NOON)
    follow(ledger)
    whole = bytearray(views_of(ledger).read_bytes())
    for at in range(0, len(whole), 512):
        whole[at] ^= 1
    views_of(ledger).write_bytes(whole)
    assert names_on(register_page(ledger, View(), TODAY)) == ["Test Sophea"]


def test_the_file_is_for_its_owner_only_and_says_nothing_in_clear(ledger):
    ledger.append(report(1, CANARY), recorded_at=NOON)
    follow(ledger)
    assert views_of(ledger).stat().st_mode & 0o777 == 0o600
    assert CANARY.encode() not in views_of(ledger).read_bytes()


def test_what_breaks_off_leaves_the_projections_as_they_were(ledger, monkeypatch):
    ledger.append(report(1, "Test Sophea"), recorded_at=NOON)
    before = follow(ledger)
    ledger.append(report(2, "Test Dara"), recorded_at=NOON)

    def break_off(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("saksi.projection.following.versions", break_off)
    with pytest.raises(KeyboardInterrupt):
        follow(ledger)
    assert watermark(ledger) == before
    monkeypatch.undo()
    check(ledger)


def erase(ledger, entry_id, *fields):
    named = NewEntry(kind="erase", fields={"target": entry_id, "fields": list(fields)})
    ledger.erase([named], recorded_at=NOON + timedelta(hours=1), place=lambda sha256, key: sha256)


def test_erasing_takes_the_whole_file_along(ledger):
    ids = ledger.append(report(1, CANARY), recorded_at=NOON)
    assert names_on(register_page(ledger, View(), TODAY)) == [CANARY]
    erase(ledger, ids[0], "names")
    assert not views_of(ledger).exists()
    page = register_page(ledger, View(), TODAY)
    assert (page.rows, page.erased, register_page(ledger, View(trust="reviewed"), TODAY).erased) == ((), 1, 0)
    with read_projections(ledger) as connection:
        for table in ("naming", "saying", "link", "row", "days"):
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"').all():
                assert "canaria" not in repr(row).casefold()


def test_what_a_crash_left_of_erased_rows_goes_at_the_next_opening(ledger, path, monkeypatch):
    ids = ledger.append(report(1, CANARY), recorded_at=NOON)
    follow(ledger)

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("saksi.ledger.ledger.drop_projections", crash)
    with pytest.raises(KeyboardInterrupt):
        erase(ledger, ids[0], "names")
    assert views_of(ledger).exists()
    monkeypatch.undo()
    with open_ledger(path, None, create=False):
        assert not views_of(ledger).exists()


def test_who_waited_while_an_erasure_took_the_file_does_not_write_to_what_is_gone(ledger, monkeypatch):
    ids = ledger.append(report(1, CANARY), recorded_at=NOON)
    follow(ledger)
    real = store._stat

    def erased_meanwhile(engine):
        found = real(engine)
        monkeypatch.setattr(store, "_stat", real)
        # who waits has it open: its number goes to no other file meanwhile
        with views_of(ledger).open("rb"):
            erase(ledger, ids[0], "names")
            ledger.open_projections().dispose()
        return found

    monkeypatch.setattr(store, "_stat", erased_meanwhile)
    with pytest.raises(LedgerError, match="run the command again"), store.writing(ledger):
        pass


def test_a_lock_held_elsewhere_is_said_in_one_line(ledger, monkeypatch):
    ledger.append(report(1, "Test Sophea"), recorded_at=NOON)
    with store.writing(ledger), pytest.raises(LedgerError, match="another program"):
        follow(ledger)


def test_a_key_that_is_admitted_once_more_has_everything_folded_anew(ledger):
    ledger.append(report(1, "Test Sophea"), recorded_at=NOON)
    follow(ledger)
    reader = next(entry.author for entry in ledger.entries() if entry.kind == "statement")
    fields = {"act": "admit", "key": reader, "role": "reader", "reader": "test-2"}
    admission = NewEntry(kind="key", fields=fields)
    Exchange(ledger).change_trust([admission], recorded_at=NOON, place=lambda sha256, key: sha256)
    assert follow(ledger).size == len(list(ledger.entries()))
    check(ledger)


def test_a_body_known_by_a_new_short_form_changes_who_is_one_person(ledger):
    ledger.append(report(1, "Test Sophea", affiliation="XPN"), recorded_at=NOON)
    ledger.append(report(2, "Test Sophea", affiliation="Northern Test Party"), recorded_at=NOON)
    assert len(register_page(ledger, View(), TODAY).rows) == 2
    page = Document(sha256="a" * 64, media_type="text/plain", title="Test page", published=When("2020-01-01"))
    body = Name(id="b1", kind="body", name="Northern Test Party", aliases=("XPN",))
    fields = reading_fields(Reading(document=page, text="", names=(body,)), reader="test-1", text="f" * 64)
    ledger.append([NewEntry(kind="reading", fields=fields, by=READER)], recorded_at=NOON + timedelta(hours=1))
    assert len(check(ledger).people) == 1
    assert len(check(ledger, View(as_of=NOON)).people) == 2


def test_pages_follow_each_other_and_none_is_lost(ledger):
    ledger.append(report(1, *(f"Test {letter}" for letter in "cabed")), recorded_at=NOON)
    first = register_page(ledger, View(), TODAY, most=2)
    second = register_page(ledger, View(), TODAY, after=first.after, most=2)
    last = register_page(ledger, View(), TODAY, after=second.after, most=2)
    assert [names_on(each) for each in (first, second, last)] == [
        ["Test a", "Test b"],
        ["Test c", "Test d"],
        ["Test e"],
    ]
    assert [each.named for each in (first, second, last)] == [5, 5, 5]
    assert last.after is None


@pytest.mark.parametrize("place", ["", "[]", "{}", "[0, 1, 2, 3, 4]", '[5, "a", "b", "c", 0]'])
def test_a_place_that_no_page_gave_is_refused(ledger, place):
    with pytest.raises(BadValueError, match="page"):
        register_page(ledger, View(), TODAY, after=place)


def plans_of(ledger, act, table):
    """How the store looks for what `act` asks of a table."""
    asked = []

    def note(_connection, _cursor, statement, parameters, *_):
        if f"FROM {table}" in statement:
            asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with read_projections(ledger) as connection:
        return [str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()) for sql, values in asked]


def test_an_earlier_instant_is_counted_and_its_bodies_found_without_looking_up_a_row(ledger):
    ledger.append(report(1, "Test Sophea", affiliation="Example Watch"), recorded_at=NOON)
    ledger.append(report(2, "Test Dara", affiliation="Example Watch"), recorded_at=NOON + timedelta(days=2))
    follow(ledger)

    def ask():
        register_page(ledger, View(as_of=NOON + timedelta(days=1)), TODAY)

    counting = plans_of(ledger, ask, '"row"')
    assert len(counting) >= 8
    assert [plan for plan in counting if "COVERING INDEX ix_row_" not in plan] == []
    spellings = plans_of(ledger, ask, "spelling")
    assert len(spellings) >= 2
    assert [plan for plan in spellings if "COVERING INDEX ix_spelling_key" not in plan] == []


def test_the_first_page_is_found_and_counted_by_the_indexes_of_what_holds_now(ledger):
    ledger.append(report(1, "Test Sophea"), recorded_at=NOON)
    follow(ledger)
    asked = []

    def note(_connection, _cursor, statement, parameters, *_):
        if 'FROM "row"' in statement:
            asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        register_page(ledger, View(), TODAY)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with read_projections(ledger) as connection:
        plans = [str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()) for sql, values in asked]
    assert [plan for plan in plans if "SCAN row" in plan or "ix_row_now" not in plan] == []
    assert sum("COVERING INDEX ix_row_now (" in plan for plan in plans) == 2
    assert sum(plan.count("=?") >= 6 for plan in plans if "USING INDEX ix_row_now (" in plan) == 1
    assert sum("COVERING INDEX ix_row_now_counts (" in plan for plan in plans) == 2
