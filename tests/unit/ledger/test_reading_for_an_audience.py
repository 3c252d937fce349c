"""What an audience may not see is in no row that is read for it."""

from datetime import date, timedelta

import pytest
from ledger_cases import DOCUMENT, NOON, READER, capture, later, reading, review, statement
from sqlalchemy import event
from tests.engines import unguarded

from saksi.ledger import Exchange, NewEntry, _offices, leaving, open_ledger
from saksi.ledger._scopes import begin_scopes
from saksi.ledger._tables import AUDIENCES, arrival
from saksi.model import BadInputError, BadValueError, LedgerError, TamperError, View

ON = date(2020, 6, 30)
NOTE, SCOPED, FREE = "a1" * 32, "a2" * 32, "a3" * 32
OFFICE = View()
PUBLIC = View(audience="public", asked_on=ON)


def told(document, uses=("archive",), **more):
    """A document of testimony: capture, reading, a statement, its witness, its consent."""
    fields = {**statement().fields, "document": document}
    return [
        NewEntry(kind="capture", fields={**capture(document).fields, "how": "note"}),
        reading(document=document, title=f"title {document[:2]}"),
        NewEntry(kind="statement", fields=fields, by=READER, refs={"reading": 1}),
        NewEntry(kind="witness", fields={"document": document, "identity": "Test Witness", "whereabouts": "Testville"}),
        consent(document, uses, **more),
    ]


def consent(document, uses=(), **more):
    return NewEntry(kind="consent", fields={"document": document, "uses": [*uses], **more})


@pytest.fixture
def ids(ledger):
    """By what they are of: a news page, testimony for the office, in a scope, and free to publish until ON."""
    add = lambda *batch: ledger.append(batch, recorded_at=NOON)  # noqa: E731
    found = {"note": add(*told(NOTE))}
    found["page"] = add(capture(), reading(), statement(at=1))
    found["scoped"] = add(*told(SCOPED, scope="case-7"))
    found["free"] = add(*told(FREE, ("publish",), until=ON.isoformat()))
    found["reviews"] = add(*(review(found[each][2]) for each in ("note", "page", "scoped", "free")))
    return found


def seen(ledger, view):
    return {each.id for each in ledger.seen(view) if each.kind != "key"}


def of(ids, name, *left_out):
    """The entries of a document with its review, but for those at these places."""
    kept = {each for place, each in enumerate(ids[name]) if place not in left_out}
    return kept | {ids["reviews"][("note", "page", "scoped", "free").index(name)]}


def test_a_link_is_seen_and_leaves_where_both_of_its_documents_do(ledger, ids):
    pairs = {"free": (DOCUMENT, FREE), "note": (DOCUMENT, NOTE), "scoped": (DOCUMENT, SCOPED), "itself": (FREE, FREE)}
    batch = [
        NewEntry(kind="link", fields={"of": "origin", "between": sorted(pair), "verdict": "same"})
        for pair in pairs.values()
    ]
    made = dict(zip(pairs, ledger.append(batch, recorded_at=NOON), strict=True))

    def links(view):
        return {each.id for each in ledger.seen(view) if each.kind == "link"}

    assert links(PUBLIC) == {made["free"]}
    assert links(OFFICE) == {made[each] for each in ("free", "note", "itself")}
    assert links(View(audience="case-7")) == set(made.values())
    assert {each for each in made.values() if ledger.may_leave(each, ON)} == {made["free"]}
    assert leaving(ledger.entries(), ON) & set(made.values()) == {made["free"]}
    assert {link.id for link in ledger.view(PUBLIC).links} == {made["free"]}


def test_the_public_sees_what_was_published_and_what_consent_lets_it_see(ledger, ids):
    assert seen(ledger, PUBLIC) == of(ids, "page") | of(ids, "free", 3, 4)


def test_the_office_sees_all_but_witnesses_and_what_is_in_a_scope(ledger, ids):
    assert seen(ledger, OFFICE) == of(ids, "page") | of(ids, "note", 3) | of(ids, "free", 3)


def test_the_scope_of_witnesses_sees_who_told_what_the_office_sees(ledger, ids):
    also = {ids["note"][3], ids["free"][3]}
    assert seen(ledger, View(audience="witness")) == seen(ledger, OFFICE) | also


def test_a_scope_sees_what_lies_in_it_and_not_who_told_it(ledger, ids):
    assert seen(ledger, View(audience="case-7")) == seen(ledger, OFFICE) | of(ids, "scoped", 3)
    assert seen(ledger, View(audience="case-7/witness")) == seen(ledger, OFFICE) | of(ids, "scoped")


def test_on_the_day_after_the_last_the_public_sees_it_no_more(ledger, ids):
    late = View(audience="public", asked_on=ON + timedelta(days=1))
    assert seen(ledger, late) == of(ids, "page")


def test_withdrawn_it_is_gone_for_the_public_as_of_any_instant_and_the_office_has_it(ledger, ids):
    ledger.append([consent(FREE, withdrawn=True)], recorded_at=later(1))
    before = View(audience="public", asked_on=ON, as_of=NOON)
    assert [item.reading for item in ledger.view(before).statements] == [ids["page"][1]]
    assert of(ids, "free", 3) <= seen(ledger, OFFICE)


def test_answers_come_from_what_is_seen(ledger, ids):
    readings = {
        each: {item.reading for item in ledger.view(View(audience=each, asked_on=ON)).statements}
        for each in ("public", "office", "case-7")
    }
    page, note, scoped, free = (ids[name][1] for name in ("page", "note", "scoped", "free"))
    assert readings == {"public": {page, free}, "office": {page, note, free}, "case-7": {page, note, scoped, free}}
    assert set(ledger.view(PUBLIC).documents) == {page, free}


@pytest.mark.parametrize("late", [0, 1])
def test_what_may_leave_is_the_same_one_by_one_and_of_all(ledger, ids, late):
    day = ON + timedelta(days=late)
    erase = NewEntry(kind="erase", fields={"target": ids["free"][2], "fields": ["cue"]})
    ledger.erase([erase], recorded_at=NOON, place=lambda sha256, key: sha256)
    entries = list(ledger.entries())
    one_by_one = {each.id for each in entries if ledger.may_leave(each.id, day)}
    assert one_by_one == leaving(entries, day) - {DOCUMENT, FREE}
    assert (ids["free"][2] in one_by_one) == (not late)


def rows_read(ledger, act):
    """Every row that the database gives while `act` runs."""
    rows = []

    def again(connection, cursor, sql, parameters, context, executemany):
        if sql.lstrip().startswith(("SELECT", "WITH")):
            rows.extend(cursor.connection.cursor().execute(sql, parameters).fetchall())

    event.listen(ledger._engine, "after_cursor_execute", again)
    try:
        act()
    finally:
        event.remove(ledger._engine, "after_cursor_execute", again)
    return rows


@pytest.mark.parametrize("prefix", [None, "page", "note"])
def test_no_row_that_is_read_for_the_public_holds_anything_of_what_it_may_not_see(ledger, ids, prefix):
    if ledger.member is not None:
        pytest.skip("a server gives ciphertext: the rows that it gives are searched in a ledger in a file")

    def act():
        if prefix is None:
            ledger.view(PUBLIC)
            ledger.seen(PUBLIC)
            assert list(ledger.each_seen(PUBLIC))
        elif prefix == "page":
            ledger.entry(ids["page"][2], PUBLIC)
        else:
            with pytest.raises(LedgerError, match="no entry begins with"):
                ledger.entry(ids["note"][2], PUBLIC)

    hidden = {each.id for each in ledger.entries() if each.kind != "key"} - seen(ledger, PUBLIC)
    forbidden = [*hidden, NOTE, SCOPED, "Test Witness", "Testville", "title a1", "title a2", "case-7"]
    rows = rows_read(ledger, act)
    assert len(rows) > 10
    read = b"\n".join(
        each if isinstance(each, bytes) else str(each).encode() for row in rows for each in row if each is not None
    )
    assert [each for each in forbidden if each.encode() in read] == []
    # the same net holds what is there to be caught
    for view in (OFFICE, View(audience="witness")):
        all_read = str(rows_read(ledger, lambda view=view: ledger.seen(view)))
        assert NOTE in all_read
        assert ("Testville" in all_read) == (view.audience == "witness")


def test_the_public_does_not_learn_from_numbers_how_much_it_does_not_see(ledger, ids):
    found = ledger.seen(PUBLIC)
    assert [each.seq for each in found] == list(range(1, len(found) + 1))
    assert all(each.prev is None for each in found)
    # the same number for one as for all
    assert [ledger.entry(each.id, PUBLIC) for each in found] == found


@pytest.mark.parametrize("together", [1, 2, 7, 500])
def test_entries_read_one_after_the_other_as_they_do_together(ledger, ids, monkeypatch, together):
    monkeypatch.setattr("saksi.ledger.ledger._AT_ONCE", together)
    for view in (PUBLIC, OFFICE, View(audience="witness"), View(audience="case-7/witness")):
        assert list(ledger.each_seen(view)) == ledger.seen(view)


def test_an_entry_of_which_the_arrival_is_lost_is_missed_by_who_reads_one_after_the_other(ledger, ids):
    with unguarded(ledger) as connection:
        connection.execute(arrival.delete().where(arrival.c.entry == ids["page"][2]))
    with pytest.raises(TamperError, match="can be found: run `saksi verify`"):
        next(ledger.each_seen(OFFICE))


def test_one_entry_reads_as_it_does_among_all(ledger, ids):
    for view in (OFFICE, View(audience="case-7/witness")):
        assert [ledger.entry(each.id, view) for each in ledger.seen(view)] == ledger.seen(view)


def test_what_an_audience_may_not_see_is_not_there_by_its_id_either(ledger, ids):
    hidden, missing = ids["note"][3], "0" * 64
    told = []
    for each in (hidden, missing):
        with pytest.raises(LedgerError) as refused:
            ledger.entry(each, OFFICE)
        told.append(str(refused.value).replace(each, "ID"))
    assert told[0] == told[1]


def test_a_review_after_something_unseen_is_still_the_later_one(ledger, ids):
    target = ids["page"][2]
    ledger.append([review(target, "accept")], recorded_at=later(1))
    ledger.append(told(f"{7:064}"), recorded_at=later(1))
    ledger.append([review(target, "reject")], recorded_at=later(1))
    assert target not in {item.id for item in ledger.view(PUBLIC).statements}
    assert target not in {item.id for item in ledger.view(OFFICE).statements}


def test_an_unknown_audience_is_refused_with_those_that_there_are(ledger, ids):
    for act in (ledger.view, ledger.seen, lambda view: ledger.entry("abcdef", view)):
        with pytest.raises(BadInputError, match=r"no audience.*office, public, case-7, case-7/witness, witness"):
            act(View(audience="case-8"))


def test_the_public_needs_a_day():
    with pytest.raises(BadValueError, match="which it is asked"):
        View(audience="public")


def test_an_erased_capture_that_no_longer_says_how_it_came_stays_in(ledger, ids):
    ledger.erase(
        [NewEntry(kind="erase", fields={"target": ids["page"][0], "fields": ["how"]})],
        recorded_at=NOON,
        place=lambda sha256, key: sha256,
    )
    assert seen(ledger, PUBLIC) == of(ids, "free", 3, 4)
    assert ledger.verify().is_clean


def test_erasing_a_document_erases_who_told_it_and_leaves_what_was_allowed(ledger, ids):
    ledger.erase(
        [NewEntry(kind="erase", fields={"document": FREE})], recorded_at=NOON, place=lambda sha256, key: sha256
    )
    assert ledger.verify().is_clean
    assert ledger.entry(ids["free"][3]).fields == {"document": FREE}
    assert ledger.entry(ids["free"][4]).fields == {"document": FREE, "uses": ["publish"], "until": ON.isoformat()}
    assert seen(ledger, PUBLIC) == of(ids, "page")


def tables(ledger):
    with ledger._reads() as connection:
        return [sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {table.name}"))) for table in AUDIENCES]


def test_what_is_kept_of_audiences_can_be_dropped_and_is_the_same_again(ledger, ids, path):
    if ledger.member is not None:
        pytest.skip("on a server only the administrator makes tables")
    kept = tables(ledger)
    assert all(kept)
    with ledger._writes() as connection:
        for table in AUDIENCES:
            table.drop(connection)
    ledger.close()
    with open_ledger(path, None, create=False) as again:
        assert tables(again) == kept
        assert again.verify().is_clean


def test_a_crash_while_audiences_are_begun_leaves_an_older_store_as_it_was(ledger, ids, path, monkeypatch):
    if ledger.member is not None:
        pytest.skip("on a server only the administrator makes tables")
    kept = tables(ledger)
    with ledger._writes() as connection:
        for table in AUDIENCES:
            table.drop(connection)
    ledger.close()
    monkeypatch.setattr("saksi.ledger._scopes.renew", interrupt)
    with pytest.raises(KeyboardInterrupt):
        open_ledger(path, None, create=False)
    monkeypatch.undo()
    with open_ledger(path, None, create=False) as again:
        assert tables(again) == kept


def interrupt(*_):
    raise KeyboardInterrupt


def test_audiences_that_an_earlier_saksi_left_empty_are_begun_anew(ledger, ids, path):
    if ledger.member is not None:
        pytest.skip("on a server only the administrator makes tables")
    kept = tables(ledger)
    with ledger._writes() as connection:
        for table in AUDIENCES:
            connection.execute(table.delete())
    ledger.close()
    with open_ledger(path, None, create=False) as again:
        assert tables(again) == kept


@pytest.mark.parametrize(
    ("sql", "found_at"),
    [
        ("UPDATE scope SET publish_until = '9999-12-31' WHERE document = :note", NOTE),
        ("UPDATE scope SET scope = 'office' WHERE document = :scoped", SCOPED),
        ("DELETE FROM scope WHERE document = :scoped", SCOPED),
        ("INSERT INTO scope VALUES ('x', 'office', '', '')", "x"),
        ("UPDATE belonging SET document = :page WHERE document = :note", None),
        ("UPDATE belonging SET recorded_at = '2019-01-01' WHERE document = :note", None),
        ("DELETE FROM belonging WHERE document = :note", None),
        ("INSERT INTO belonging VALUES ('x', NULL, NULL, NULL, '')", "x"),
    ],
)
def test_verify_finds_who_may_see_what_where_it_is_not_as_the_entries_say(ledger, ids, sql, found_at):
    if ledger.member is not None:
        pytest.skip("on a server the columns are ciphertext, and only the administrator makes tables")
    assert ledger.verify().is_clean
    with ledger._writes() as connection:
        named = {
            name: value for name, value in (("note", NOTE), ("scoped", SCOPED), ("page", DOCUMENT)) if f":{name}" in sql
        }
        connection.exec_driver_sql(sql, named)
    found = ledger.verify().faults
    assert {fault.what for fault in found} == {"who may see it is not noted as the entries say"}
    assert found_at is None or {fault.where for fault in found} == {found_at}
    with ledger._writes() as connection:
        for table in AUDIENCES:
            table.drop(connection)
        begin_scopes(
            connection,
            [row.sealed()[0] for row in rows(connection)],
            _offices.counting(connection, ledger._root(connection)),
        )
    assert ledger.verify().is_clean


def rows(connection):
    from saksi.ledger._store import rows as all_rows

    return all_rows(connection)


def test_consent_of_a_key_that_comes_to_count_less_counts_no_more(ledger, ids):
    assert of(ids, "free", 3, 4) <= seen(ledger, PUBLIC)
    owner = ledger.entries().__next__().author
    lesser = {"act": "admit", "key": owner, "role": "reader", "reader": "test-9"}
    entry = NewEntry(kind="key", fields=lesser)
    Exchange(ledger).change_trust([entry], recorded_at=later(1), place=lambda sha256, key: "none")
    assert seen(ledger, PUBLIC) == of(ids, "page")
