"""Erasing by two: where an office has another person, nothing goes without that person's word."""

import pytest
from ledger_cases import NOON, later
from test_trust import NEXT, OTHER, PERSON, READER, ROOT, Book
from tests.engines import COLLEAGUE, at

from saksi.acts import asked, find_waiting, verify
from saksi.ledger import NewEntry, open_ledger
from saksi.ledger.team import admit, make_identity
from saksi.ledger.trust import key_fields
from saksi.model import BadInputError, LedgerError, View


@pytest.fixture
def book():
    """An office of two that asks to erase."""
    book = Book().begin(ROOT).write(ROOT, "admits", "key", **key_fields("owner", PERSON))
    return book.write(ROOT, "asks", "erase", document="d" * 64)


def waits(book, name="asks"):
    return book.trust().is_waiting(name)


def test_an_office_of_one_erases_alone():
    book = Book().begin(ROOT).write(ROOT, "asks", "erase", document="d" * 64)
    assert not waits(book)
    assert book.trust().reach(ROOT, "asks") is None


def test_who_is_admitted_later_changes_nothing_that_was_erased_before():
    book = Book().begin(ROOT).write(ROOT, "asks", "erase", document="d" * 64)
    assert not waits(book.write(ROOT, "admits", "key", **key_fields("owner", PERSON)))


def test_an_office_of_two_waits_for_the_other(book):
    assert waits(book)
    assert book.trust().reach(ROOT, "asks") == frozenset()
    assert book.trust().home.unassented == {"asks": {PERSON}}
    assert not waits(book.begin(PERSON).write(PERSON, "assents", "assent", target="asks"))
    assert book.trust().reach(ROOT, "asks") is None


@pytest.mark.parametrize(
    ("by", "target"), [(ROOT, "asks"), (OTHER, "asks"), (READER, "asks"), (PERSON, "admits"), (PERSON, "")]
)
def test_nobody_elses_word_will_do(book, by, target):
    book.write(ROOT, "reader", "key", **key_fields(("reader", "test-1"), READER))
    assert waits(book.write(by, "assents", "assent", target=target))


def test_whom_the_office_admits_after_asking_cannot_assent(book):
    book.write(ROOT, "admits another", "key", **key_fields("owner", OTHER))
    assert waits(book.begin(OTHER).write(OTHER, "assents", "assent", target="asks"))


def test_of_several_others_one_is_enough(book):
    book.write(ROOT, "admits another", "key", **key_fields("owner", OTHER)).write(ROOT, "asks again", "erase")
    assert book.trust().home.unassented["asks again"] == {PERSON, OTHER}
    assert not waits(book.begin(OTHER).write(OTHER, "assents", "assent", target="asks again"), "asks again")


def test_after_the_other_left_the_office_erases_alone_what_it_asks_from_then_on(book):
    book.write(ROOT, "leaves", "revocation", key=PERSON).write(ROOT, "asks again", "erase", document="d" * 64)
    assert waits(book)
    assert not waits(book, "asks again")


def test_the_word_of_who_no_longer_counts_does_not(book):
    book.begin(PERSON).write(PERSON, "assents", "assent", target="asks")
    assert waits(book.write(ROOT, "leaves", "revocation", key=PERSON))


def test_a_reader_is_no_other_person():
    book = Book().begin(ROOT).write(ROOT, "admits", "key", **key_fields(("reader", "test-1"), READER))
    assert not waits(book.write(ROOT, "asks", "erase", document="d" * 64))


def test_the_next_key_of_the_office_is_no_other_person_and_inherits_the_others(book):
    book.write(ROOT, "turns", "rotation", key=NEXT).begin(NEXT).write(NEXT, "asks again", "erase", document="d" * 64)
    assert book.trust().home.unassented["asks again"] == {PERSON}
    assert waits(book.write(NEXT, "assents", "assent", target="asks again"), "asks again")
    assert not waits(book.begin(PERSON).write(PERSON, "its word", "assent", target="asks again"), "asks again")


def test_what_leads_up_to_it_decides_and_not_what_a_thief_wrote_beside_it():
    book = Book().begin(ROOT).write(ROOT, "admits", "key", **key_fields("owner", PERSON))
    # somebody with a copy of the key of before there were two
    assert not waits(book.write(ROOT, "asks", "erase", after=f"{ROOT[:1]} begins", document="d" * 64))


def begin_two(one, other):
    """Both have a ledger of their own; the one admits the other as a person of its office."""
    card = {"key": other.root, "name": "x", "recipient": other.exchange.recipient()}
    one.exchange.change_trust(
        [NewEntry(kind="key", fields=key_fields("owner", other.root)), NewEntry(kind="office", fields=card)],
        recorded_at=NOON,
        place=one.originals.place,
    )
    other.admits(one)


def test_two_ledgers_of_one_office_erase_by_two(desks):
    one, other, third = desks
    begin_two(one, other)
    one.admits(third)
    third.admits(one)
    document, (_, _, said) = one.tells()
    asking = one.erases(document=document)
    assert one.shown() == [said]
    other.merges(one.bundle(other))
    third.merges(one.bundle(third))
    (waiting,) = asked(other.ledger)
    assert (waiting.entry.id, waiting.is_ours, other.shown()) == (asking, True, [said])
    other.ledger.assent([asking], recorded_at=later(1), place=other.originals.place)
    assert other.shown() == []
    one.merges(other.bundle(one))
    assert one.shown() == []
    assert one.ledger.item_key(document) is None
    assert third.shown() == [said]
    third.merges(one.bundle(third))
    assert third.shown() == []
    assert all(desk.is_sound() and not asked(desk.ledger) for desk in desks)


def test_another_office_cannot_assent(desks):
    one, other, third = desks
    begin_two(one, other)
    one.admits(third)
    third.admits(one)
    asking = one.erases(document=one.tells()[0])
    third.merges(one.bundle(third))
    (waiting,) = asked(third.ledger)
    assert not waiting.is_ours
    with pytest.raises(BadInputError, match="waits for the word of another person"):
        third.ledger.assent([asking], recorded_at=NOON, place=third.originals.place)
    with pytest.raises(BadInputError, match="waits for the word of another person"):
        one.ledger.assent([asking], recorded_at=NOON, place=one.originals.place)
    with pytest.raises(BadInputError, match="waits for nobody's assent"):
        one.ledger.assent(["a" * 64], recorded_at=NOON, place=one.originals.place)


def test_what_is_taken_away_while_it_waits_is_missed(desks):
    one, other, _ = desks
    begin_two(one, other)
    _, (_, _, said) = one.tells()
    one.erases(target=said, fields=["words"])
    with one.ledger._engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("DROP TRIGGER opening_refuses_delete")
        connection.exec_driver_sql("DELETE FROM opening WHERE name = 'words'")
    assert any(fault.where == said for fault in verify(one.ledger).faults)


def test_of_a_partners_request_the_verb_is_told_and_nothing_waits(desks):
    one, other, _ = desks
    one.admits(other)
    other.admits(one)
    document, _ = one.tells()
    other.merges(one.bundle(other))
    asking = other.erases(document=document)
    one.merges(other.bundle(one))
    (request,) = asked(one.ledger)
    assert (request.entry.id, request.waits, request.office) == (asking, False, "x")
    with pytest.raises(BadInputError, match="0 erase entries"):
        find_waiting(one.ledger, [asking])
    one.erases(document=document)
    assert asked(one.ledger) == ()


def test_on_a_server_a_colleague_assents_and_who_began_the_ledger_destroys(databases, tmp_path):
    server = databases.server(tmp_path)
    place = at(server.url, COLLEAGUE, tmp_path / "colleague")
    where = lambda sha256, key: sha256  # noqa: E731
    with open_ledger(server, None, create=True) as root:
        admit(root, make_identity(place, None), recorded_at=NOON, place=where)
        capture = NewEntry(kind="capture", fields={"document": "d" * 64, "name": "a.txt", "how": "file"})
        (told,) = root.append([capture], recorded_at=NOON, item_keys={"d" * 64: b"1" * 32})
        asking = root.erase([NewEntry(kind="erase", fields={"document": "d" * 64})], recorded_at=NOON, place=where)
        root.carry_out_assented(where)
        assert root.entry(told).fields["name"] == "a.txt"
        with open_ledger(place, None, create=False) as colleague:
            with pytest.raises(LedgerError, match="only who began"):
                colleague.erase([NewEntry(kind="erase", fields={"document": "d" * 64})], recorded_at=NOON, place=where)
            colleague.assent(asking, recorded_at=later(1), place=where)
            assert colleague.entry(told).fields["name"] == "a.txt"
        root.carry_out_assented(where)
        assert root.entry(told).erased["name"] == asking[0]
        assert root.verify().is_clean
        assert root.view(View()).statements == ()
