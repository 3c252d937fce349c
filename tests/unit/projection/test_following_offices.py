"""What is stored is what the office sees: of partners what counts and is open, and nothing of a scope."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from projection_cases import consent, report

from saksi.ledger import Exchange, NewEntry, open_ledger
from saksi.model import BadValueError, LedgerError, View
from saksi.projection import follow, register_page
from saksi.projection.store import reading as read_projections
from saksi.projection.units import encode_stored
from saksi.register import custody

NOON = datetime(2020, 1, 2, 12, tzinfo=UTC)
TODAY = date(2020, 6, 1)
CANARY = "Canaria Testname"


class Desk:
    """An office at work."""

    def __init__(self, path):
        self.ledger = open_ledger(path, None, create=True)
        self.exchange = Exchange(self.ledger)
        self.root = self.ledger.trust().home.root

    def change(self, kind, **fields):
        entry = NewEntry(kind=kind, fields=fields)
        self.exchange.change_trust([entry], recorded_at=NOON, place=place)

    def admits(self, other):
        self.change("office", key=other.root, name="x", recipient=other.exchange.recipient())

    def bundle(self, on=TODAY):
        out = io.BytesIO()
        to = self.ledger.trust().partners
        self.exchange.write_bundle(out, to=to, since=0, on=on, original=lambda sha256, key: b"")
        return out.getvalue()

    def merges(self, data):
        self.exchange.merge(io.BytesIO(data), keep=lambda data: b"", place=place)


def place(sha256, key):
    return sha256


@pytest.fixture
def desks(tmp_path):
    made = [Desk(tmp_path / name) for name in "ab"]
    made[0].admits(made[1])
    made[1].admits(made[0])
    yield made
    for desk in made:
        desk.ledger.close()


def check(ledger):
    """The names of the stored rows, which are those of the fold at either trust and at all instants."""
    for trust in ("drafts", "reviewed"):
        for as_of in (None, NOON, NOON + timedelta(hours=1)):
            view = View(as_of=as_of, trust=trust)
            wanted = custody(ledger.view(view), TODAY)
            page = register_page(ledger, view, TODAY)
            assert page.rows == tuple(map(encode_stored, (*wanted.people, *wanted.groups)))
    return [each["person"] for each in register_page(ledger, View(), TODAY).encode()["rows"]]


def repeats(ledger):
    """Whether the canary is in any row that is stored."""
    with read_projections(ledger) as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        rows = [repr(connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()) for table in tables]
    return any("canaria" in each.casefold() for each in rows)


def test_what_a_partner_read_is_stored_as_it_is_folded(desks):
    own, partner = desks
    own.ledger.append(report(1, "Test Sophea"), recorded_at=NOON)
    partner.ledger.append(report(1, "Test Dara"), recorded_at=NOON)
    partner.ledger.append(report(2, "Test Vanna"), recorded_at=NOON + timedelta(hours=1))
    follow(own.ledger)
    own.merges(partner.bundle())
    assert "Test Vanna" in check(own.ledger)


def test_what_a_revoked_partner_wrote_is_no_longer_stored(desks):
    own, partner = desks
    own.ledger.append(report(1, "Test Sophea"), recorded_at=NOON)
    partner.ledger.append(report(2, CANARY), recorded_at=NOON)
    own.merges(partner.bundle())
    assert CANARY in check(own.ledger)
    reader = next(each.author for each in own.ledger.entries() if each.kind == "reading" and each.office != own.root)
    own.change("revocation", key=reader)
    assert check(own.ledger) == ["Test Sophea"]
    assert not repeats(own.ledger)


def test_what_a_partner_withheld_is_stored_once_it_is_open(desks):
    own, partner = desks
    noted = report(2, CANARY, how="note")
    partner.ledger.append([*noted, consent(2, "archive")], recorded_at=NOON)
    own.merges(partner.bundle())
    assert check(own.ledger) == []
    size = own.ledger.log_size()
    partner.ledger.append([consent(2, "share")], recorded_at=NOON + timedelta(hours=1))
    data = partner.bundle()
    own.merges(data)
    assert own.ledger.log_size() != size
    assert check(own.ledger) == [CANARY]


def test_openings_that_come_without_entries_are_noticed(desks):
    own, partner = desks
    partner.ledger.append(report(2, CANARY, how="note"), recorded_at=NOON)
    partner.ledger.append([consent(2, "share", until="2020-03-01")], recorded_at=NOON)
    closed, opened = partner.bundle(), partner.bundle(on=date(2020, 2, 1))
    own.merges(closed)
    assert check(own.ledger) == []
    size = own.ledger.log_size()
    own.merges(opened)
    assert own.ledger.log_size() == size
    assert check(own.ledger) == [CANARY]


def test_what_lies_in_a_scope_is_not_stored_and_goes_when_it_comes_to_lie_in_one(desks):
    ledger = desks[0].ledger
    ids = ledger.append(report(1, CANARY, how="note"), recorded_at=NOON)
    ledger.append(report(2, "Test Sophea"), recorded_at=NOON)
    ledger.append([NewEntry(kind="review", fields={"target": ids[2], "verdict": "accept"})], recorded_at=NOON)
    assert check(ledger) == [CANARY, "Test Sophea"]
    ledger.append([consent(1, "archive", scope="case-7")], recorded_at=NOON)
    assert check(ledger) == ["Test Sophea"]
    assert not repeats(ledger)
    ledger.append(report(1, CANARY, reader="test-1"), recorded_at=NOON + timedelta(hours=1))
    assert check(ledger) == ["Test Sophea"]
    assert not repeats(ledger)


def test_what_is_not_seen_changes_nothing_in_the_order_of_what_is(desks):
    ledger = desks[0].ledger
    ledger.append([*report(9, CANARY, how="note"), consent(9, "archive", scope="case-7")], recorded_at=NOON)
    # two readings of one instant: which is the later, their places say
    for number in (9, 9, 9, 1):
        ledger.append(report(number, "Test Sophea", reader="test-1"), recorded_at=NOON)
    ledger.append(report(1, "Test Dara", reader="test-2"), recorded_at=NOON)
    ledger.append(report(1, "Test Vanna", reader="test-2"), recorded_at=NOON)
    assert len(check(ledger)) == 1


def test_another_audience_is_told_to_ask_without_first(desks):
    with pytest.raises(BadValueError, match="without --first"):
        register_page(desks[0].ledger, View(audience="public", asked_on=TODAY), TODAY)


def test_on_a_server_nothing_is_stored(databases, tmp_path):
    with (
        open_ledger(databases.server(tmp_path), None, create=True) as ledger,
        pytest.raises(LedgerError, match="without --first"),
    ):
        register_page(ledger, View(), TODAY)
