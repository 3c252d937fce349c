from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.engines import originals_in, remove_originals

from saksi.acts import Added, accept, add, correct, derived_text, open_drafts, reject, verify
from saksi.archive import take_in
from saksi.ledger import Ledger, Server, open_ledger
from saksi.model import LedgerError, View, When

AT = datetime(2020, 1, 2, 3, 4, tzinfo=UTC)
STORY = """Activist Held in Test Town

Phnom Penh, December 6, 2019

Police arrested Sok Testman on December 2, 2019 in Battambang province and charged him with treason.

“I have done nothing wrong,” Sok Testman said on Thursday.
""".encode()


@pytest.fixture
def ledger(where: Path | Server) -> Iterator[Ledger]:
    with open_ledger(where, None, create=True) as opened:
        yield opened


@pytest.fixture
def file_ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger", None, create=True) as opened:
        yield opened


UNDATED = b"Police arrested Sok Testman in Battambang province on Monday, rights groups said.\n"


def put(ledger: Ledger, data: bytes = STORY, published: str | None = "2019-12-06") -> Added:
    date = None if published is None else When(published)
    return add(ledger, data, take_in(data, name="t.txt"), name="t.txt", published=date, recorded_at=AT)


def test_what_is_added_is_recorded_at_the_instant_given(ledger: Ledger) -> None:
    put(ledger)
    assert {item.recorded_at for item in ledger.view(View()).statements} == {AT}


def test_twice_is_once(ledger: Ledger) -> None:
    first = put(ledger)
    before = [entry.id for entry in ledger.entries()]
    second = put(ledger)
    assert (first.is_new, second.is_new) == (True, False)
    assert second.reading_id == first.reading_id
    assert [entry.id for entry in ledger.entries()] == before


def test_the_text_that_was_read_can_be_had_again(ledger: Ledger) -> None:
    reading = put(ledger).reading_id
    text = derived_text(ledger, reading)
    assert all(item.statement.span.of(text) == item.words for item in ledger.view(View()).statements)


def test_a_full_disk_for_originals_leaves_no_entry(file_ledger: Ledger) -> None:
    ledger = file_ledger
    before = [entry.id for entry in ledger.entries()]
    # a file where the folder should be stops the originals as a full disk does
    ledger.originals_folder.write_text("in the way")
    with pytest.raises(LedgerError):
        put(ledger)
    assert [entry.id for entry in ledger.entries()] == before


def test_every_missing_original_is_found(ledger: Ledger) -> None:
    put(ledger)
    assert verify(ledger).is_clean
    kept = originals_in(ledger)
    remove_originals(ledger)
    assert kept
    assert len(verify(ledger).faults) == len(kept)


def test_only_what_is_accepted_or_corrected_counts_as_reviewed(ledger: Ledger) -> None:
    put(ledger)
    first, second, *_ = drafts = open_drafts(ledger)
    accept(ledger, first, recorded_at=AT)
    corrected = replace(second.statement, certainty="alleged")
    decision = correct(ledger, second, corrected, recorded_at=AT)
    for item in drafts[2:]:
        reject(ledger, item, recorded_at=AT)
    reviewed = {item.id for item in ledger.view(View(trust="reviewed")).statements}
    assert reviewed == {first.id, decision.replacement}
    assert open_drafts(ledger) == ()


def test_adding_again_reopens_nothing_that_was_reviewed(ledger: Ledger) -> None:
    put(ledger)
    for item in open_drafts(ledger):
        reject(ledger, item, recorded_at=AT)
    put(ledger)
    assert open_drafts(ledger) == ()


@pytest.mark.parametrize("_", range(3))
def test_a_date_given_later_makes_a_new_reading_that_takes_the_place_of_the_undated(ledger: Ledger, _: int) -> None:
    first = put(ledger, UNDATED, published=None)
    second = put(ledger, UNDATED, published="2019-12-06")
    assert (first.published, second.published, second.replaces) == (None, "2019-12-06", first.reading_id)
    record = ledger.view(View())
    assert {item.reading for item in record.statements} == set(record.documents) == {second.reading_id}
    dates = {getattr(item.statement.content, "date", None) for item in record.statements}
    assert When("2019-12-02") in dates
    assert verify(ledger).is_clean


def test_the_same_date_again_adds_nothing_and_no_date_takes_none_away(ledger: Ledger) -> None:
    put(ledger, UNDATED, published=None)
    dated = put(ledger, UNDATED, published="2019-12-06")
    before = [entry.id for entry in ledger.entries()]
    for published in ("2019-12-06", None):
        again = put(ledger, UNDATED, published=published)
        assert (again.is_new, again.published, again.reading_id) == (False, "2019-12-06", dated.reading_id)
    assert [entry.id for entry in ledger.entries()] == before


def test_what_was_accepted_before_the_date_was_known_has_the_date_of_its_document(ledger: Ledger) -> None:
    put(ledger, UNDATED, published=None)
    for item in open_drafts(ledger):
        accept(ledger, item, recorded_at=AT)
    put(ledger, UNDATED, published="2019-12-06")
    record = ledger.view(View(trust="reviewed"))
    assert record.statements
    assert {str(record.documents[item.reading].published) for item in record.statements} == {"2019-12-06"}
