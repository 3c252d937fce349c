"""What holds of a ledger on a server alone: what the server sees, who may do what, and several who write at once."""

import multiprocessing
import re
import threading
from pathlib import Path

import pytest
from ledger_cases import DOCUMENT, NOON, STORY, capture, later, nowhere, reading, review
from sqlalchemy import MetaData, insert, select, text
from sqlalchemy.exc import StatementError
from tests.engines import COLLEAGUE, as_administrator, at, unguarded

from saksi.ledger import NewEntry, Server, _store, _tables, open_ledger
from saksi.ledger._hidden import UNREADABLE, Hidden, HiddenText, HiddenValue
from saksi.ledger._postgres import open_server, server_faults
from saksi.ledger._tables import entry, item_key, opening, original, remains, secret, wrapped_key
from saksi.ledger.administrator import administrator_sql, tables_sql
from saksi.ledger.keys import key_file
from saksi.ledger.last_checkpoint import checkpoint_file
from saksi.ledger.team import admit, make_identity
from saksi.model import LedgerError, TamperError, View

TEXT = "f" * 64
KEYS = {DOCUMENT: b"1" * 32, TEXT: b"2" * 32}
ROOT_DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture
def served(server):
    with open_ledger(server, None, create=True) as opened:
        yield opened


@pytest.fixture
def colleague(served, server, tmp_path):
    """The ledger as a colleague sees it, who was admitted."""
    place = at(server.url, COLLEAGUE, tmp_path / "colleague")
    admit(served, make_identity(place, None), recorded_at=NOON, place=nowhere)
    with open_ledger(place, None, create=False) as opened:
        yield opened


def dump(ledger):
    """Every value of every table, as the server has it, in one string of bytes."""
    raw = MetaData()
    engine = open_server(Server(url=ledger._engine.url, path=ledger.path))
    found = []
    with engine.connect() as connection, connection.begin():
        raw.reflect(connection, schema="saksi")
        for table in raw.sorted_tables:
            for row in connection.execute(select(table)):
                found += [each if isinstance(each, bytes) else str(each).encode() for each in row]
    engine.dispose()
    return len(raw.sorted_tables), b"\n".join(found)


CANARIES = {
    "document": "ca" * 32,
    "text": "cb" * 32,
    "words": "CANARY-words",
    "said_by": "CANARY-person",
    "title": "CANARY-title",
    "reader": "CANARY-reader",
    "name": "CANARY-file.pdf",
    "reason": "CANARY-reason",
    "verdict": "accept",
    "stance": "denies",
    "media_type": "CANARY/html",
}


def tell_canaries(ledger):
    by = ("reader", CANARIES["reader"])
    fields = {"document": CANARIES["document"], "words": CANARIES["words"], "stance": CANARIES["stance"]}
    told = {**fields, "said_by": {"name": CANARIES["said_by"], "ref": "n1"}, "span": [0, 3], "id": "s1"}
    ids = ledger.append(
        [
            NewEntry(
                kind="capture",
                fields={name: CANARIES[name] for name in ("document", "name", "media_type")},
            ),
            NewEntry(
                kind="reading", fields={name: CANARIES[name] for name in ("document", "text", "title", "reader")}, by=by
            ),
            NewEntry(kind="statement", fields=told, by=by, refs={"reading": 1}),
            NewEntry(kind="statement", fields={**told, "id": "s2"}, by=by, refs={"reading": 1}),
        ],
        recorded_at=NOON,
        item_keys={CANARIES["document"]: b"CANARY-item-key-of-32-bytes-here", CANARIES["text"]: b"2" * 32},
    )
    ledger.append([review(ids[2])], recorded_at=NOON)
    named = {"target": ids[3], "fields": ["words"], "reason": CANARIES["reason"]}
    ledger.erase([NewEntry(kind="erase", fields=named)], recorded_at=NOON, place=lambda sha256, key: sha256[:2])
    return ids


def spellings(canary):
    """A value as it is, as bytes of its digits, and as hexadecimal digits of itself."""
    plain = canary.encode()
    found = [plain, plain.hex().encode()]
    return [*found, bytes.fromhex(canary)] if re.fullmatch("[0-9a-f]{64}", canary) else found


def test_the_server_sees_no_value_of_any_field(served):
    ids = tell_canaries(served)
    tables, seen = dump(served)
    assert tables == len(OPEN)
    # what it does see, so that the search is known to find
    assert ids[2].encode() in seen
    assert b'"kind":"statement"' in seen
    values = [*CANARIES.values(), "CANARY", "CANARY-item-key-of-32-bytes-here", "admit"]
    assert [value for value in values for each in spellings(value) if each in seen] == []


#: Columns that the server may read, since they tell what heads tell, or are ciphertext already. A column that is not
#: here must be of a hidden type; before one is put here, docs/how-to/team-on-postgresql.md must say so.
OPEN = {
    "arrival": {"seq", "entry", "arrived_at"},
    "entry": {"id", "kind", "author", "head", "signatures"},
    # these repeat what heads tell, but for the last days of consent, which `docs/how-to/team-on-postgresql.md` names
    "belonging": {"entry", "target", "prev", "recorded_at"},
    "scope": {"share_until", "publish_until"},
    # checkpoints are made to be shown
    "cosigned_checkpoint": {"seq", "witness", "note"},
    "refused_checkpoint": {"seq", "owner", "seen", "refused", "why", "refused_at"},
    "seen_checkpoint": {"seq", "owner", "note", "seen_at"},
    "stamped_checkpoint": {"id", "note", "answer", "certificates"},
    "erased_item": {"by"},
    "released_item": {"by"},
    "erased_opening": {"entry", "name", "by"},
    "item_key": set(),
    "log": {"size", "root", "peaks"},
    "meta": {"format"},
    "opening": {"entry", "name"},
    "original": {"name", "box"},
    "remains": {"what"},
    "secret": set(),
    "waiting": {"id", "kind", "author", "prev"},
    "waiting_item": set(),
    "wrapped_key": {"recipient", "box"},
}


def test_every_column_that_is_not_hidden_is_one_that_the_server_may_see():
    tables = (*_tables.metadata.sorted_tables, *_tables.of_server.sorted_tables)
    hidden = (Hidden, HiddenText, HiddenValue)
    seen = {table.name: {each.name for each in table.c if not isinstance(each.type, hidden)} for table in tables}
    assert seen == OPEN


def test_the_server_sees_no_secret_of_the_ledger_or_of_a_person(served, colleague):
    with served._reads() as connection:
        seeds = {row.name: row.seed for row in connection.execute(select(secret))}
    _, seen = dump(served)
    keys = [bytes(each.member.keys.signing) for each in (served, colleague)]
    assert "originals" in seeds
    for each in (served.member.data_key, *seeds.values(), *keys):
        assert each not in seen
        assert each.hex().encode() not in seen
    assert b"originals" not in seen


def test_the_server_sees_neither_length_nor_absence_of_short_values(served):
    tell_canaries(served)
    served.append([review(served.entry(each.id).id, "reject") for each in served.entries()][:1], recorded_at=NOON)
    engine = open_server(Server(url=served._engine.url, path=served.path))
    with engine.connect() as connection, connection.begin():
        lengths = text(
            "SELECT name, length(value), value IS NULL FROM opening WHERE name IN ('verdict', 'replacement')"
        )
        found = {tuple(row)[1:] for row in connection.execute(lengths)}
    engine.dispose()
    assert len(found) == 1


def test_without_the_data_key_nothing_is_sent(server, served):
    engine = open_server(server)
    with pytest.raises(StatementError, match="before its data key is known"), engine.connect() as connection:
        connection.execute(insert(item_key), {"document": DOCUMENT, "key": b"1" * 32})
    engine.dispose()


def test_what_the_server_changed_is_found(served):
    ids = served.append(STORY, recorded_at=NOON, item_keys=KEYS)
    for sql, what in (
        (
            "UPDATE opening SET value = 'junk' WHERE name = 'words'",
            "stored of its words is not in canonical",
        ),
        ("UPDATE opening SET salt = 'junk' WHERE name = 'cue'", "the salt of cue is not of 32 bytes"),
        # a whole box of another row
        (
            "UPDATE opening SET value = (SELECT value FROM opening WHERE name = 'id' LIMIT 1)",
            "not what was committed to",
        ),
    ):
        with unguarded(served) as connection:
            connection.exec_driver_sql(sql)
        assert any(what in fault.what for fault in served.verify().faults), sql
    with unguarded(served) as connection:
        connection.exec_driver_sql("UPDATE item_key SET key = 'junk'")
    assert served.item_key(DOCUMENT) == UNREADABLE
    assert ids


def test_the_administrators_sql_is_that_of_the_docs_and_can_be_run_again(databases, served):
    assert (ROOT_DOCS / "reference/postgresql.sql").read_text() == administrator_sql(), "run: make docs"
    with as_administrator(served) as connection:
        connection.exec_driver_sql(administrator_sql().replace("%", "%%"))
    assert served.verify().is_clean


def test_every_table_has_its_triggers_and_its_rights(served):
    with as_administrator(served) as connection:
        tables = set(connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'saksi'")).scalars())
        for table in sorted(tables):
            with connection.begin_nested() as tried:
                served_before = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
                with pytest.raises(Exception, match="only grows"):
                    connection.exec_driver_sql(f"TRUNCATE {table} CASCADE")
                tried.rollback()
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == served_before
    assert tables == set(OPEN)


@pytest.mark.parametrize("act", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"])
def test_a_colleague_may_add_and_read_and_nothing_else(served, colleague, act):
    served.append(STORY, recorded_at=NOON, item_keys=KEYS)
    for table in (entry, opening, item_key, secret, remains, original, wrapped_key):
        column = table.columns.keys()[-1]
        with pytest.raises(LedgerError, match="may not do that"), colleague._writes() as connection:
            connection.exec_driver_sql(act.format(table.name, column, column))
    assert served.verify().is_clean


def test_triggers_cannot_be_fooled_by_a_table_of_ones_own(served):
    served.append(STORY, recorded_at=NOON, item_keys=KEYS)
    own = "CREATE TEMPORARY TABLE erased_item AS SELECT document, document AS by FROM item_key"
    everything = f"{own}; SET LOCAL search_path = pg_temp, saksi; DELETE FROM saksi.item_key"
    with pytest.raises(LedgerError, match="only grows"), served._writes() as connection:
        connection.exec_driver_sql(everything)
    assert served.item_key(DOCUMENT) == KEYS[DOCUMENT]


def test_an_original_is_removed_only_when_an_erasure_names_it(served):
    served.shelf.write("ab/abcd", b"box")
    assert served.shelf.read("ab/abcd") == b"box"
    assert served.shelf.read("ab/none") is None
    with pytest.raises(LedgerError, match="only grows"), served._writes() as connection:
        connection.execute(original.delete())
    with pytest.raises(TamperError, match="cannot be replaced"):
        served.shelf.write("ab/abcd", b"another box")
    served.append(STORY, recorded_at=NOON, item_keys=KEYS)
    named = NewEntry(kind="erase", fields={"document": DOCUMENT})
    served.erase([named], recorded_at=NOON, place=lambda sha256, key: "ab/abcd")
    assert served.shelf.read("ab/abcd") is None
    assert served.verify().is_clean


def test_what_a_crash_left_of_an_erasure_is_cleared_by_who_may_erase(served, colleague, server, monkeypatch):
    served.shelf.write("ab/abcd", b"box")
    served.append(STORY, recorded_at=NOON, item_keys=KEYS)
    monkeypatch.setattr(type(served), "finish_erasing", lambda self: None)
    named = NewEntry(kind="erase", fields={"document": DOCUMENT})
    asking = served.erase([named], recorded_at=NOON, place=nowhere)
    colleague.assent(asking, recorded_at=NOON, place=nowhere)
    served.carry_out_assented(lambda sha256, key: "ab/abcd")
    monkeypatch.undo()
    assert any("not off the disk" in fault.what for fault in colleague.verify().faults)
    place = at(server.url, COLLEAGUE, colleague.path.parents[1])
    with open_ledger(place, None, create=False) as again:
        assert not again.verify().is_clean
    with open_ledger(server, None, create=False) as again:
        assert again.verify().is_clean
    assert served.shelf.read("ab/abcd") is None


def test_every_commit_waits_for_the_disk(served):
    with served._writes() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def write_from(server, number, failures):
    try:
        with open_ledger(server, None, create=False) as ledger:
            for place in range(5):
                ledger.append([capture(f"{number}{place}" + "0" * 62), reading()], recorded_at=later(place))
    except Exception as error:  # noqa: BLE001 - told by the test
        failures.append(f"{number}: {error!r}")


def test_two_persons_who_write_at_once_make_one_log(served, colleague, server):
    served.append([reading()], recorded_at=NOON)
    failures = []
    places = [server, at(server.url, COLLEAGUE, colleague.path.parents[1])]
    threads = [
        threading.Thread(target=write_from, args=(place, number, failures)) for number, place in enumerate(places)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for ledger in (served, colleague):
        found = ledger.verify()
        assert found.is_clean
        assert (found.counts["capture"], found.counts["reading"]) == (10, 11)
    assert [each.seq for each in served.entries()] == list(range(1, len(list(served.entries())) + 1))


def hold_and_die(server, holds):
    with open_ledger(server, None, create=False) as ledger, ledger._writes() as connection:
        connection.execute(insert(remains), {"what": "ab/never"})
        holds.set()
        threading.Event().wait()


def test_a_writer_that_is_killed_leaves_nothing_and_holds_nobody_off(served, server):
    context = multiprocessing.get_context("spawn")
    holds = context.Event()
    process = context.Process(target=hold_and_die, args=(server, holds), daemon=True)
    process.start()
    assert holds.wait(60)
    process.kill()
    process.join()
    served.append([capture()], recorded_at=NOON)
    assert served.verify().is_clean


def test_a_gap_is_not_left_by_what_was_taken_back(served, monkeypatch):
    served.append([capture()], recorded_at=NOON)
    with monkeypatch.context() as patch:
        patch.setattr(_store, "put_item_keys", lambda *_: served._engine.no_such_thing)
        with pytest.raises(AttributeError):
            served.append([capture("c" * 64)], recorded_at=NOON)
    served.append([capture("e" * 64)], recorded_at=NOON)
    assert [each.seq for each in served.entries()] == [1, 2, 3]


def test_an_older_state_of_the_server_is_refused_by_each_client(served, colleague, server):
    served.append([capture()], recorded_at=NOON)
    with open_ledger(at(server.url, COLLEAGUE, colleague.path.parents[1]), None, create=False) as again:
        assert len(list(again.view(View()).statements)) == 0
    with unguarded(served) as connection:
        connection.exec_driver_sql("DELETE FROM opening WHERE entry = (SELECT entry FROM arrival WHERE seq = 3)")
        connection.exec_driver_sql("DELETE FROM entry WHERE id = (SELECT entry FROM arrival WHERE seq = 3)")
        connection.exec_driver_sql("DELETE FROM arrival WHERE seq = 3")
        connection.exec_driver_sql("DELETE FROM log WHERE size = 3")
    for place in (server, at(server.url, COLLEAGUE, colleague.path.parents[1])):
        with pytest.raises(LedgerError, match="older copy"):
            open_ledger(place, None, create=False)


def test_a_role_that_may_make_tables_begins_a_ledger_in_an_empty_database(databases, tmp_path):
    url = databases.url(databases.make())
    address = url.render_as_string(hide_password=False)
    with open_ledger(Server.of(address, tmp_path), None, create=True) as ledger:
        ledger.append(STORY, recorded_at=NOON)
        assert ledger.verify().is_clean
        for act in ("UPDATE entry SET kind = ''", "DELETE FROM entry", "TRUNCATE entry CASCADE"):
            with pytest.raises(LedgerError, match="only grows"), ledger._writes() as connection:
                connection.exec_driver_sql(act)
    assert len(list(tables_sql())) > 40


def test_where_there_are_no_tables_and_no_right_to_make_them_the_administrator_is_named(databases, tmp_path):
    place = at(databases.url(databases.make()), COLLEAGUE, tmp_path)
    with pytest.raises(LedgerError, match="the administrator"):
        open_ledger(place, None, create=True)
    with pytest.raises(LedgerError, match="there is no ledger on"):
        open_ledger(place, None, create=False)


def test_a_server_that_does_not_answer_is_said_in_one_line_without_a_password(tmp_path):
    server = Server.of("postgresql://dara:TEST-secret@127.0.0.1:1/nowhere", tmp_path)
    with pytest.raises(LedgerError, match="cannot be reached: check the address") as caught:
        open_ledger(server, None, create=True)
    assert "TEST-secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not key_file(server.path).exists()


def test_a_server_that_may_lose_what_it_acknowledged_is_named(served):
    with served._reads() as connection:
        assert server_faults(connection) == []
    with as_administrator(served) as connection:
        # of the two settings the one that a session may change is none: another of the same kind stands for them
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        assert server_faults(connection, {"synchronous_commit": "it may lose"}) == [
            "the server runs with synchronous_commit = off: it may lose"
        ]


def test_the_checkpoint_of_each_is_signed_by_its_own_key(served, colleague):
    served.append([capture()], recorded_at=NOON)
    colleague.append([review(served.append(STORY, recorded_at=NOON)[2])], recorded_at=NOON)
    for ledger in (served, colleague):
        line = checkpoint_file(ledger.path).read_text().splitlines()[0]
        assert line == f"saksi/{ledger.member.keys.public.public_key}"
