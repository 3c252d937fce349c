import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_cases import DOCUMENT, LATER_READER, NOON, capture, later, reading, review, statement
from ledger_cases import entry as opened

from saksi.ledger import NewEntry
from saksi.ledger.views import fold
from saksi.model import BadValueError, View

REVIEWED = View(trust="reviewed")


@pytest.fixture
def story(ledger):
    """Ids of the reading and of its two statements."""
    ids = ledger.append(
        [capture(), reading(), statement(at=1), statement(at=1, start=40, local="s2", event="e2")], recorded_at=NOON
    )
    return ids[1:]


def standings(ledger, view=None):
    return {item.id: item.standing for item in ledger.view(view or View()).statements}


def say(ledger, *reviews, hours=1):
    return ledger.append(reviews, recorded_at=later(hours))


def correct(ledger, story, hours=1, person="Test Sophea"):
    correction = statement(by="owner", at=story[0], person=person)
    verdict = NewEntry(kind="review", fields={"target": story[1], "verdict": "correct"}, refs={"replacement": 0})
    return ledger.append([correction, verdict], recorded_at=later(hours))[0]


def test_what_nobody_reviewed_is_a_draft_and_no_reviewed_statement(ledger, story):
    assert standings(ledger) == {story[1]: "draft", story[2]: "draft"}
    assert standings(ledger, REVIEWED) == {}


def test_an_accepted_statement_is_shown_to_both_trusts(ledger, story):
    say(ledger, review(story[1]))
    assert standings(ledger) == {story[1]: "accepted", story[2]: "draft"}
    assert standings(ledger, REVIEWED) == {story[1]: "accepted"}


def test_a_rejected_statement_is_left_out(ledger, story):
    say(ledger, review(story[1], "reject"))
    assert standings(ledger) == {story[2]: "draft"}


def test_a_correction_takes_the_place_of_its_draft(ledger, story):
    correction = correct(ledger, story)
    assert standings(ledger) == {correction: "accepted", story[2]: "draft"}
    first = ledger.view(REVIEWED).statements[0]
    assert first.statement.content.targets[0].name == "Test Sophea"
    assert first.reading == story[0]
    assert ledger.verify().is_clean


def test_the_latest_review_of_a_key_replaces_its_earlier_ones(ledger, story):
    correct(ledger, story)
    say(ledger, review(story[1], "reject"), hours=2)
    assert standings(ledger) == {story[2]: "draft"}
    say(ledger, review(story[1], "accept"), hours=3)
    assert standings(ledger) == {story[1]: "accepted", story[2]: "draft"}


@pytest.mark.parametrize("_", range(4))
def test_of_two_reviews_of_one_second_the_later_in_the_chain_counts(ledger, story, _):
    say(ledger, review(story[1], "reject"), review(story[1], "accept"))
    assert standings(ledger)[story[1]] == "accepted"


def test_what_a_reader_puts_in_the_place_of_a_statement_is_a_draft_until_a_person_reviews_it(ledger, story):
    newer = statement(at=story[0], person="Test Sophea", start=60, local="s9")
    verdict = NewEntry(kind="review", fields={"target": story[1], "verdict": "correct"}, refs={"replacement": 0})
    (placed, _) = ledger.append([newer, verdict], recorded_at=later(1))
    assert standings(ledger) == {placed: "draft", story[2]: "draft"}
    assert standings(ledger, REVIEWED) == {}
    say(ledger, review(placed), hours=2)
    assert standings(ledger, REVIEWED) == {placed: "accepted"}


def test_a_correction_can_itself_be_reviewed(ledger, story):
    correction = correct(ledger, story)
    say(ledger, review(correction, "reject"), hours=2)
    assert standings(ledger) == {story[2]: "draft"}


def test_what_a_person_states_unasked_is_accepted(ledger, story):
    (own,) = ledger.append([statement(by="owner", at=story[0], start=80)], recorded_at=later(1))
    assert standings(ledger, REVIEWED) == {own: "accepted"}


def test_as_of_shows_what_was_recorded_by_then(ledger, story):
    say(ledger, review(story[1], "reject"), hours=5)
    assert standings(ledger, View(as_of=later(4))) == {story[1]: "draft", story[2]: "draft"}
    assert standings(ledger, View(as_of=later(5))) == {story[2]: "draft"}
    assert standings(ledger, View(as_of=later(-1))) == {}
    assert ledger.view(View(as_of=later(-1))).documents == {}
    with pytest.raises(BadValueError):
        View(as_of=NOON.replace(tzinfo=None))


def test_a_later_reader_replaces_drafts_and_leaves_what_was_reviewed(ledger, story):
    say(ledger, review(story[1]))
    again, same, other = ledger.append(
        [
            reading(by=LATER_READER),
            statement(by=LATER_READER, local="s9", event="e9"),
            statement(by=LATER_READER, start=60),
        ],
        recorded_at=later(2),
    )
    assert standings(ledger) == {story[1]: "accepted", other: "draft"}
    assert set(ledger.view(View()).documents) == {story[0], again}
    assert same not in standings(ledger)


def test_a_later_reader_does_not_ask_again_what_was_rejected_or_corrected(ledger, story):
    say(ledger, review(story[2], "reject"))
    correction = correct(ledger, story)
    ledger.append(
        [
            reading(by=LATER_READER),
            statement(by=LATER_READER),
            statement(by=LATER_READER, start=40),
            statement(by=LATER_READER, person="Test Sophea"),
        ],
        recorded_at=later(2),
    )
    assert standings(ledger) == {correction: "accepted"}


def test_a_document_that_could_not_be_read_is_still_listed(ledger):
    ids = ledger.append([capture(), reading()], recorded_at=NOON)
    (document,) = ledger.view(View()).documents.values()
    assert (document.sha256, document.media_type, document.title) == (DOCUMENT, "text/html", "Test page")
    assert list(ledger.view(View()).documents) == [ids[1]]


def test_statements_come_in_the_order_of_the_text(ledger):
    ledger.append(
        [reading(), *(statement(at=0, start=start, local=f"s{start}") for start in (50, 9, 100, 3))], recorded_at=NOON
    )
    assert [item.statement.span.start for item in ledger.view(View()).statements] == [3, 9, 50, 100]


def several_persons():
    """Two persons who disagree on one statement, agree on another and correct a third, over two readings."""
    page = opened("r" * 64, "reading", reading().fields, author="reader", role="reader")
    drafts = [
        opened(
            letter * 64,
            "statement",
            {**statement(start=start).fields, "reading": page.id},
            author="reader",
            role="reader",
        )
        for letter, start in (("a", 3), ("b", 30), ("c", 60))
    ]
    correction = opened(
        "e" * 64, "statement", {**statement(start=60, person="Test Sophea").fields, "reading": page.id}, author="first"
    )
    said = [
        ("1", "first", drafts[0], {"verdict": "accept"}),
        ("2", "second", drafts[0], {"verdict": "reject"}),
        ("3", "first", drafts[1], {"verdict": "accept"}),
        ("4", "second", drafts[1], {"verdict": "accept"}),
        ("5", "first", drafts[2], {"verdict": "correct", "replacement": correction.id}),
        ("6", "second", drafts[2], {"verdict": "accept"}),
    ]
    reviews = [
        opened(number * 64, "review", {"target": target.id, **what}, author=author)
        for number, author, target, what in said
    ]
    return [page, *drafts, correction, *reviews]


def test_persons_who_disagree_make_a_statement_disputed_and_both_sides_stay():
    shown = {item.id[0]: item.standing for item in fold(several_persons(), View()).statements}
    assert shown == {"a": "disputed", "b": "accepted", "c": "disputed", "e": "disputed"}
    assert [item.id[0] for item in fold(several_persons(), REVIEWED).statements] == ["b"]


@given(st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_change_the_view(chance: random.Random):
    entries = several_persons()
    expected = fold(entries, View())
    chance.shuffle(entries)
    assert fold(entries, View()) == expected


@given(st.lists(st.integers(0, 10)))
def test_what_arrives_twice_is_there_once(places):
    entries = several_persons()
    assert fold(entries + [entries[place] for place in places], View()) == fold(entries, View())


def test_nothing_of_a_key_that_was_not_admitted_is_shown():
    strangers = [
        opened(entry.id, entry.kind, entry.fields, author="stranger", role=None) for entry in several_persons()
    ]
    assert fold(strangers, View()).statements == ()
