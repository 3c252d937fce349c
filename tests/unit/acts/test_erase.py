from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert
from tests.engines import originals_in, unguarded

from saksi.acts import (
    Added,
    Plan,
    add,
    correct,
    erase,
    explain_entry,
    open_drafts,
    originals_of,
    plan_document,
    plan_fields,
    reject,
    verify,
)
from saksi.archive import take_in
from saksi.ledger import Ledger, Server, open_ledger
from saksi.ledger._tables import item_key
from saksi.model import BadInputError, LedgerError, View, When

AT = datetime(2020, 1, 2, 3, 4, tzinfo=UTC)
STORY = """Activist Held in Test Town

Phnom Penh, December 6, 2019

Police arrested Sok Testman on December 2, 2019 in Battambang province and charged him with treason.

“I have done nothing wrong,” Sok Testman said on Thursday.
""".encode()
OTHER = STORY.replace(b"Sok Testman", b"Dara Proof")


@pytest.fixture
def ledger(where: Path | Server) -> Iterator[Ledger]:
    with open_ledger(where, None, create=True) as opened:
        yield opened


@pytest.fixture
def file_ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger", None, create=True) as opened:
        yield opened


@pytest.fixture
def added(ledger: Ledger) -> Added:
    return put(ledger, STORY)


def put(ledger: Ledger, data: bytes, published: str | None = "2019-12-06") -> Added:
    date = None if published is None else When(published)
    return add(ledger, data, take_in(data, name="t.txt"), name="t.txt", published=date, recorded_at=AT)


def do(ledger: Ledger, plan: Plan) -> tuple[str, ...]:
    return erase(ledger, plan, reason=None, recorded_at=AT)


def test_an_erased_statement_leaves_the_answers_and_no_other_does(ledger: Ledger, added: Added) -> None:
    first, *others = ledger.view(View()).statements
    plan = plan_fields(ledger, first.id, ["words"])
    assert plan.leave == (first.id,)
    do(ledger, plan)
    record = ledger.view(View())
    assert (record.statements, record.erased) == (tuple(others), 1)
    assert first.id not in {item.id for item in open_drafts(ledger)}


def test_erasing_again_does_nothing_and_says_by_what_it_was_done(ledger: Ledger, added: Added) -> None:
    target = ledger.view(View()).statements[0].id
    (by,) = do(ledger, plan_fields(ledger, target, ["words", "content"]))
    (document_by,) = do(ledger, plan_document(ledger, added.sha256))
    before = list(ledger.entries())
    plan = plan_fields(ledger, target, ["content", "words"])
    assert (plan.is_done, plan.erased_before) == (True, {"words": by, "content": by})
    again = plan_document(ledger, added.sha256)
    assert (again.is_done, again.erased_before) == (True, {added.sha256: document_by})
    assert do(ledger, plan) == do(ledger, again) == ()
    assert list(ledger.entries()) == before


def test_only_what_is_left_is_erased_the_second_time(ledger: Ledger, added: Added) -> None:
    target = ledger.view(View()).statements[0].id
    do(ledger, plan_fields(ledger, target, ["words"]))
    plan = plan_fields(ledger, target, ["words", "content"])
    assert [aim.fields for aim in plan.aims] == [("content",)]


def test_another_reading_that_says_the_same_loses_the_same(ledger: Ledger) -> None:
    put(ledger, STORY)
    target = ledger.view(View()).statements[0]
    reject(ledger, target, recorded_at=AT)
    put(ledger, STORY, "2019-12-07")
    assert target.words not in {item.words for item in ledger.view(View()).statements if item.standing == "draft"}
    shown = ledger.view(View()).statements
    plan = plan_fields(ledger, target.id, ["words", "content"])
    assert len(plan.aims) > 1
    do(ledger, plan)
    # the draft that the rejection had settled does not come up again
    assert ledger.view(View()).statements == shown
    assert verify(ledger).is_clean


def test_a_correction_on_the_same_words_is_named_as_what_stays(ledger: Ledger, added: Added) -> None:
    target = open_drafts(ledger)[0]
    corrected = replace(target.statement, certainty="alleged")
    decision = correct(ledger, target, corrected, recorded_at=AT)
    plan = plan_fields(ledger, target.id, ["words"])
    assert decision.replacement in plan.copies
    assert plan.keeps == added.sha256


def test_a_document_is_erased_with_its_files_and_another_is_untouched(ledger: Ledger, added: Added) -> None:
    kept = put(ledger, OTHER)
    others = [item for item in ledger.view(View()).statements if item.reading == kept.reading_id]
    before = originals_in(ledger)
    (by,) = do(ledger, plan_document(ledger, added.sha256))
    assert len(originals_in(ledger)) == len(before) - 1  # a plain text is its own text
    key = ledger.item_key(kept.sha256)
    assert key is not None
    assert originals_of(ledger).open(kept.sha256, key) == OTHER
    record = ledger.view(View())
    assert list(record.statements) == others
    assert record.erased == added.statements
    check = verify(ledger)
    assert (check.faults, check.originals, check.texts, check.erased_documents) == ((), 1, 1, 1)
    assert explain_entry(ledger, added.reading_id).erasures["title"].id == by


def test_no_name_and_no_word_of_an_erased_document_is_open_in_any_entry(ledger: Ledger, added: Added) -> None:
    reject(ledger, open_drafts(ledger)[0], recorded_at=AT)
    do(ledger, plan_document(ledger, added.sha256))
    left = repr([entry.fields for entry in ledger.entries()])
    assert not [word for word in ("Testman", "treason", "Battambang", "wrong", "Held", "t.txt") if word in left]


def test_an_erased_document_is_not_added_again_and_leaves_no_file(ledger: Ledger, added: Added) -> None:
    do(ledger, plan_document(ledger, added.sha256))
    before = list(ledger.entries())
    for published in (None, "2019-12-07"):
        with pytest.raises(LedgerError, match="was erased"):
            put(ledger, STORY, published)
    # another original of which the text is the erased one
    with pytest.raises(LedgerError, match="was erased"):
        put(ledger, b"\xef\xbb\xbf" + STORY)
    assert (list(ledger.entries()), originals_in(ledger)) == (before, [])


def test_a_key_of_an_erased_document_that_is_back_is_found(ledger: Ledger, added: Added) -> None:
    do(ledger, plan_document(ledger, added.sha256))
    with unguarded(ledger) as connection:
        connection.execute(insert(item_key), {"document": added.sha256, "key": b"1" * 32})
    assert "it was erased, and its key is there" in {fault.what for fault in verify(ledger).faults}


def test_a_file_that_cannot_be_removed_is_said_and_removed_later(
    file_ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = file_ledger
    added = put(ledger, STORY)
    plan = plan_document(ledger, added.sha256)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(LedgerError, match="cannot be removed"):
        do(ledger, plan)
    assert ledger.item_key(added.sha256) is None
    assert not verify(ledger).is_clean
    monkeypatch.undo()
    with open_ledger(ledger.path, None, create=False) as again:
        assert verify(again).is_clean
        assert originals_in(again) == []


@pytest.mark.parametrize(
    ("prefix", "what"), [("000000", "no document"), ("story.txt", "no such file"), ("abc", "no such file")]
)
def test_a_document_that_is_not_there_is_refused(ledger: Ledger, added: Added, prefix: str, what: str) -> None:
    with pytest.raises(BadInputError, match=what):
        plan_document(ledger, prefix)


def test_a_field_that_cannot_be_erased_is_refused_with_those_that_can(ledger: Ledger, added: Added) -> None:
    with pytest.raises(BadInputError, match="what can: sha512, size"):
        plan_fields(ledger, next(e.id for e in ledger.entries() if e.kind == "capture"), ["document"])
    with pytest.raises(BadInputError, match="what can: none"):
        plan_fields(ledger, next(e.id for e in ledger.entries() if e.kind == "key"), ["key"])
