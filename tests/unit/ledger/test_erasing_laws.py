"""Whatever is erased, the rest stands."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ledger_cases import DOCUMENT, NOON, capture, reading, review, statement
from tests.engines import ENGINES

from saksi.ledger import FIELDS, NewEntry, check_proof, erasable, open_ledger
from saksi.ledger._store import logged_root
from saksi.model import View

TEXT = "f" * 64
OTHER = "c" * 64
STORY = [capture(), reading(), statement(at=1), statement(at=1, start=40, local="s2"), capture(OTHER), capture(OTHER)]


def erasures(ids):
    """Any fields of any of the entries that can be erased, and any of the documents."""
    fields = st.dictionaries(
        st.integers(0, len(STORY) - 1), st.sets(st.integers(0, 13), min_size=1), max_size=len(STORY)
    ).map(lambda chosen: [named for at, places in chosen.items() if (named := _fields(ids, at, places))])
    documents = st.sets(st.sampled_from([DOCUMENT, OTHER])).map(
        lambda each: [{"document": one} for one in sorted(each)]
    )
    return st.tuples(fields, documents).map(lambda both: both[0] + both[1])


def _fields(ids, at, places):
    names = erasable(STORY[at].kind)
    return {"target": ids[at], "fields": sorted({names[place % len(names)] for place in places})}


def root_at(ledger, size):
    with ledger._reads() as connection:
        return logged_root(connection, size)


@pytest.fixture(params=ENGINES)
def new_place(request, tmp_path_factory):
    """A function that gives a place for another ledger each time."""
    if request.param == "sqlite":
        return lambda: tmp_path_factory.mktemp("erased") / "ledger"
    databases = request.getfixturevalue("databases")

    def place():
        databases.take_back()
        return databases.server(tmp_path_factory.mktemp("erased"))

    return place


# without shrinking: each try makes a ledger, and would take minutes
@settings(
    max_examples=15, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_erased_all_proofs_hold_and_the_log_is_what_it_was(new_place, data):
    with open_ledger(new_place(), None, create=True) as ledger:
        ids = ledger.append(STORY, recorded_at=NOON, item_keys={DOCUMENT: b"1" * 32, TEXT: b"2" * 32})
        ledger.append([review(ids[2], "reject")], recorded_at=NOON)
        before, size = ledger.view(View()), len(list(ledger.entries()))
        kept = {entry.id: entry for entry in ledger.entries()}
        root, proofs = root_at(ledger, size), [ledger.prove(each, frozenset({"document"})) for each in ids]
        named = data.draw(erasures(ids))
        for each in named:
            ledger.erase([NewEntry(kind="erase", fields=each)], recorded_at=NOON, place=lambda sha256, key: sha256)
        found = ledger.verify()
        assert found.faults == ()
        assert root_at(ledger, size) == root
        assert all(check_proof(proof).fields["document"] in (DOCUMENT, OTHER) for proof in proofs)
        entries = list(ledger.entries())
        assert found.erased == sum(len(entry.erased) for entry in entries)
        for entry in entries:
            proven = check_proof(ledger.prove(entry.id, frozenset(FIELDS[entry.kind])))
            assert (set(proven.closed), proven.fields) == (set(entry.erased), entry.fields)
            if entry.id in kept:
                was = kept[entry.id].fields
                assert entry.fields == {name: was[name] for name in was if name not in entry.erased}
        # what was not erased says what it said
        record = ledger.view(View())
        assert set(record.statements) <= set(before.statements)
        assert len(record.statements) + record.erased == len(before.statements)
