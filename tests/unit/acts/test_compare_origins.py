"""What the machine proposes of origins, and what of it is stored. Persons are invented."""

import random
from datetime import UTC, datetime

import pytest
from sqlalchemy import text as sql

from saksi.acts import add, compare_origins, decide_origin, erase, list_origins, plan_document
from saksi.archive import take_in
from saksi.ledger import NewEntry, open_ledger
from saksi.model import BadInputError, LedgerError, View

NOW = datetime.now(UTC).replace(microsecond=0)
OFFICE = View()
WORDS = [
    f"{first}{second}" for first in ("mar", "lan", "vil", "har", "tem") for second in ("ket", "tern", "age", "ple")
]


def story(seed, number=160):
    return " ".join(random.Random(seed).choices(WORDS, k=number)).capitalize() + "."


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "test.saksi", None, create=True) as opened:
        yield opened


def put(ledger, words, title):
    data = f"{title}\n\n2019-12-02\n\n{words}\n".encode()
    return add(ledger, data, take_in(data), name="a", published=None, recorded_at=NOW).sha256


def shared(ledger):
    return [{each.sha256 for each in row.documents} for row in list_origins(ledger, OFFICE).rows]


def test_what_comes_later_is_compared_with_what_was_compared_before(ledger):
    one = put(ledger, story(1), "First title of it")
    assert compare_origins(ledger, recorded_at=NOW).documents == 1
    other = put(ledger, story(1), "Another title of it")
    found = compare_origins(ledger, recorded_at=NOW)
    assert (found.documents, found.same) == (1, 1)
    assert shared(ledger) == [{one, other}]
    assert compare_origins(ledger, recorded_at=NOW).documents == 0


def test_sketches_that_are_damaged_are_made_again(ledger):
    put(ledger, story(1), "First title of it")
    compare_origins(ledger, recorded_at=NOW)
    views = ledger.path.with_name(ledger.path.name + ".views")
    whole = bytearray(views.read_bytes())
    for at in range(0, len(whole), 512):
        whole[at] ^= 1
    views.write_bytes(whole)
    put(ledger, story(1), "Another title of it")
    found = compare_origins(ledger, recorded_at=NOW)
    assert (found.documents, found.same) == (2, 1)


def test_the_machine_signs_with_a_readers_key_of_its_own_version(ledger):
    put(ledger, story(1), "First title of it")
    put(ledger, story(1), "Another title of it")
    compare_origins(ledger, recorded_at=NOW)
    (link,) = (each for each in ledger.entries() if each.kind == "link")
    assert (link.role, link.reader) == ("reader", "saksi-origins 1")
    assert ledger.verify().is_clean


def test_two_texts_at_one_address_are_versions_where_they_share_a_third(ledger):
    both = [put(ledger, f"{story(1, 80)} {story(seed, 110)}", f"A title of its own {seed}") for seed in (2, 3)]
    assert compare_origins(ledger, recorded_at=NOW).same == 0
    ledger.drop_projections()
    address = "https://news.example/1"
    batch = [
        NewEntry(
            kind="capture", fields={"document": each, "name": f"2019-12-0{day}T10:00:00Z {address}", "how": "part"}
        )
        for day, each in enumerate(both, start=1)
    ]
    ledger.append(batch, recorded_at=NOW)
    assert compare_origins(ledger, recorded_at=NOW).same == 1
    (row,) = list_origins(ledger, OFFICE).rows
    assert row.links[0].basis["how"] == "version"
    assert row.links[0].basis["address"] == "same"


def test_a_crash_before_the_end_has_the_documents_compared_again(ledger, monkeypatch):
    put(ledger, story(1), "First title of it")
    put(ledger, story(1), "Another title of it")
    with monkeypatch.context() as broken:
        broken.setattr(type(ledger), "append", lambda *_, **__: (_ for _ in ()).throw(LedgerError("the disk is full")))
        with pytest.raises(LedgerError):
            compare_origins(ledger, recorded_at=NOW)
    assert compare_origins(ledger, recorded_at=NOW).same == 1


def test_what_a_person_has_decided_is_not_proposed(ledger):
    both = [put(ledger, story(1), "First title of it"), put(ledger, story(1), "Another title of it")]
    decide_origin(ledger, both, "different", recorded_at=NOW)
    assert compare_origins(ledger, recorded_at=NOW).same == 0
    assert shared(ledger) == []


def test_testimony_in_a_scope_is_not_compared(ledger):
    put(ledger, story(1), "First title of it")
    kept = put(ledger, story(1), "Another title of it")
    scoped = NewEntry(kind="consent", fields={"document": kept, "uses": ["archive"], "scope": "case-7"})
    ledger.append([scoped], recorded_at=NOW)
    found = compare_origins(ledger, recorded_at=NOW)
    assert (found.documents, found.same) == (1, 0)


def test_an_erasure_takes_the_sketches_along_and_nothing_of_the_document_comes_back(ledger):
    gone = put(ledger, story(1), "First title of it")
    put(ledger, story(1), "Another title of it")
    compare_origins(ledger, recorded_at=NOW)
    with ledger.open_projections().connect() as connection:
        assert connection.execute(sql("SELECT count(*) FROM sketch")).scalar() == 2
    erase(ledger, plan_document(ledger, gone), recorded_at=NOW, reason=None)
    assert not (ledger.path.parent / "test.saksi.views").exists()
    compare_origins(ledger, recorded_at=NOW)
    with ledger.open_projections().connect() as connection:
        assert connection.execute(sql("SELECT document FROM sketch WHERE size > 0")).scalars().all() != [gone]
        assert connection.execute(sql("SELECT count(*) FROM sketch")).scalar() == 1


def test_a_link_to_one_document_twice_is_refused(ledger):
    one = put(ledger, story(1), "First title of it")
    with pytest.raises(BadInputError, match="two that differ"):
        decide_origin(ledger, [one, one], "same", recorded_at=NOW)
