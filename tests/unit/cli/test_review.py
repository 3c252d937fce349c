"""`saksi review`: what is typed is what is decided, on a pipe and on a terminal."""

import pytest
from terminal import on_a_terminal

from saksi.acts import open_drafts
from saksi.cli.agreement import counted
from saksi.ledger import open_ledger
from saksi.model import Event, View


@pytest.fixture
def filled(ledger, story, run_saksi):
    run_saksi("add", str(story))
    return ledger


def drafts(path):
    with open_ledger(path, None, create=False) as opened:
        return open_drafts(opened)


def reviewed(path):
    with open_ledger(path, None, create=False) as opened:
        return opened.view(View(trust="reviewed")).statements


def first_event(path):
    return next(item for item in drafts(path) if isinstance(item.statement.content, Event))


@pytest.mark.parametrize("typed", ["aa", "accept it", "", "x", "r a"])
def test_what_is_not_one_key_decides_nothing_and_is_said(filled, type_keys, typed):
    shown = type_keys(f"{typed}\nq\n", ["review"]).output
    assert "not understood: one key of a, c, r, s, b, q" in shown
    assert "0 decided" in shown


def test_a_transcript_shows_question_and_answer_on_one_line(filled, run_saksi, type_keys):
    result = type_keys("c\n\ndenies\n", ["review"])
    assert "? help: c\n" in result.stdout
    assert "[asserts]: denies\n" in result.stdout
    assert result.stderr == ""


def test_with_json_the_talk_stands_aside(filled, type_keys):
    result = type_keys("a\nq\n", ["review", "--json"])
    assert result.stdout.startswith("{")
    assert "? help: a\n" in result.stderr


def test_a_question_mark_lists_the_kinds_and_a_wrong_one_is_answered_with_those_near_it(filled, type_keys):
    draft = first_event(filled)
    typed = ["c", "", "", "", "?", "relase_order", "release_order", *[""] * 12, "q"]
    shown = " ".join(type_keys("\n".join(typed) + "\n", ["review", draft.id[:12]]).output.split())
    assert "Known: arrest, charge, summons," in shown
    assert "'relase_order' is none of them. Near it: release_order" in shown
    (corrected,) = reviewed(filled)
    assert corrected.statement.content.kind == "release_order"


def test_answers_that_end_before_the_questions_correct_nothing(filled, type_keys):
    shown = type_keys("c\nSomebody Testman\n", ["review"]).output
    assert "not corrected" in shown
    assert reviewed(filled) == ()


def test_a_file_that_is_not_there_is_called_so(filled, run_saksi):
    status, _, err = run_saksi("review", "nosuch.txt")
    assert status == 1
    assert "nosuch.txt: there is no such file" in err


@pytest.mark.slow
def test_on_a_terminal_one_key_decides_without_enter(filled):
    count = len(drafts(filled))
    status, shown = on_a_terminal(["review"], [b"a", b"z", b"R", b"c", b"\n", b"denies\n", b"\n", b"q"])
    assert status == 0
    assert f"3 decided and signed, {counted(count - 3, 'draft')} left" in shown
    assert shown.count("not understood") == 1
    assert "[asserts]: |denies\n" in shown


@pytest.mark.slow
@pytest.mark.parametrize(("key", "status"), [(b"\x04", 0), (b"\x03", 130)])
def test_ctrl_d_quits_and_ctrl_c_interrupts_and_what_was_decided_is_kept(filled, key, status):
    assert on_a_terminal(["review"], [b"a", key])[0] == status
    assert len(reviewed(filled)) == 1


def test_who_pressed_the_wrong_key_goes_back_and_the_later_word_counts(filled, type_keys):
    first = drafts(filled)[0]
    shown = type_keys("a\nb\nr\nq\n", ["review"]).output
    assert f"{first.id[:12]}" in shown
    assert first.id not in {item.id for item in reviewed(filled)}
    assert "2 decided and signed, 2 drafts left" in shown


@pytest.mark.parametrize("named", ["statement", "decision"])
def test_what_was_rejected_is_decided_anew_by_its_id_or_by_that_of_the_decision(filled, type_keys, named):
    first = drafts(filled)[0]
    signed = type_keys("r\nq\n", ["review", first.id[:12]]).output.split("signed as ")[1][:12]
    shown = type_keys("a\n", ["review", first.id[:12] if named == "statement" else signed]).output
    assert f"{first.id[:12]} · rejected" in shown
    assert [item.id for item in reviewed(filled)] == [first.id]
    assert "1 decided and signed, 0 drafts left" in shown


def test_a_question_mark_is_no_answer_to_any_question(filled, type_keys):
    draft = first_event(filled)
    typed = ["c", "?", "", "", "", "", "?", "", *["?", ""] * 11, "q"]
    shown = type_keys("\n".join(typed) + "\n", ["review", draft.id[:12]]).output
    assert "nothing was changed" in shown
    assert reviewed(filled) == ()
