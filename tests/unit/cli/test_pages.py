import re
from datetime import date

import pytest

from saksi.cli.pages.contradictions import print_contradictions
from saksi.cli.pages.custody import print_register
from saksi.cli.pages.documents import Documents
from saksi.cli.pages.flights import print_flights
from saksi.cli.pages.page import print_page
from saksi.cli.pages.person import print_person
from saksi.cli.pages.procedures import print_procedures
from saksi.model import Count, When
from saksi.procedures import ProcedureRow, StepRow
from saksi.register import (
    Account,
    ContradictionRow,
    Expected,
    FlightRow,
    GroupRow,
    Part,
    PersonPage,
    PersonRow,
    Register,
    Route,
    Track,
)
from saksi.resolve import Basis, Source

DAY = date(2019, 12, 27)
TITLE = "Two Testmen Leave Test Town"


def source(statement="1" * 64, document="a" * 64, by=None, title=TITLE, words="they left", **more) -> Source:
    told = {"statement": statement, "document": document, "by": by, "title": title, "words": words}
    return Source(published="2019-12-06", **told, **more)


def account(kind, statement, words, by="Sok Testman", stance="asserts") -> Account:
    return Account(kind=kind, words=words, source=source(statement * 64, by=by), by=by, stance=stance)


@pytest.fixture
def printed(capsys, monkeypatch):
    """Print with a function; the page."""
    monkeypatch.setenv("COLUMNS", "80")

    def call(function, *rows, file_names=None):
        print_page(file_names or {}, lambda page: function(page, *rows))
        return capsys.readouterr().out

    return call


def test_a_document_keeps_the_number_of_its_first_use():
    documents = Documents()
    first, second = source(by="Sok Testman"), source(document="b" * 64)
    assert [documents.voice(each) for each in (first, second, first)] == ["Sok Testman [1]", "[2]", "Sok Testman [1]"]
    assert documents.voices([source(), source(statement="2" * 64)]) == "[1]"


def test_the_title_of_a_document_stands_once_at_the_end(printed):
    row = FlightRow(who="Sok Testman", person=True, routes=(Route(sources=(source(), source(by="Sok Testman"))),))
    out = printed(print_flights, [row, row])
    assert out.count(TITLE) == 1
    assert out.splitlines()[-1].strip() == f"[1] “{TITLE}” · 2019-12-06 · {'a' * 12}"
    assert "Sok Testman [1]" in out


@pytest.mark.parametrize("title", [None, "", "{"])
def test_a_document_without_title_is_called_by_its_file_else_by_its_hash(printed, title):
    rows = [FlightRow(who="Sok Testman", person=True, routes=(Route(sources=(source(title=title),)),))]
    assert "[1] wire.txt · 2019-12-06 · aaaaaaaaaaaa" in printed(print_flights, rows, file_names={"a" * 64: "wire.txt"})
    assert "[1] 2019-12-06 · aaaaaaaaaaaa" in printed(print_flights, rows)


def test_flights_show_the_named_then_the_counted_then_the_uncounted_in_short(printed):
    crowd = FlightRow(who="some farmers", accounts=(account("reason", "3", "for fear"),))
    counted = FlightRow(who="teachers", count=Count(min=3, max=3))
    named = FlightRow(who="Sok Testman", person=True)
    out = printed(print_flights, [crowd, counted, named])
    places = [out.index(word) for word in ("Sok Testman", "teachers (3, not named)", "not counted:", "some farmers")]
    assert places == sorted(places)
    assert "“for fear”" in out


def test_what_third_parties_say_of_the_uncounted_is_not_said_twice_but_their_own_reason_is(printed):
    rival, own = account("rival reason", "4", "for money", stance="denies"), account("reason", "5", "for fear")
    named = FlightRow(who="Sok Testman", person=True, accounts=(rival, own))
    out = printed(print_flights, [named, FlightRow(who="some farmers", accounts=(rival, own))])
    assert (out.count("“for money”"), out.count("“for fear”")) == (1, 2)


def test_the_labels_of_accounts_fit_their_column(printed):
    kinds = ("reason", "another account", "rival reason", "denial")
    rows = [FlightRow(who="X", person=True, accounts=tuple(account(kind, "6", "so") for kind in kinds))]
    lines = [line for line in printed(print_flights, rows).splitlines() if "“so”" in line]
    assert [line[4:16].strip() for line in lines] == ["reason", "others say", "rival", "denial"]


def test_a_contradiction_is_headed_by_who_contradicts_whom_and_shows_no_stem(printed):
    left, right = source(by="Minister Testman"), source("2" * 64, by="Sok Testman", words="they were chased")
    third = source("3" * 64, by="Test Watch", words="we saw it")
    out = printed(
        print_contradictions,
        [ContradictionRow(left=left, right=right, about="chas", kind="answers", support=(third,))],
    )
    assert "Minister Testman [1] contradicts Sok Testman [1]" in out
    assert not re.search(r"\bchas\b", out)
    places = [out.index(word) for word in ("“they left”", "“they were chased”", "in support  Test Watch [1]")]
    assert places == sorted(places)


def test_two_who_only_differ_do_not_contradict(printed):
    row = ContradictionRow(left=source(), right=source(document="b" * 64), about="flight: X", kind="different date")
    out = printed(print_contradictions, [row])
    assert "the document [1] and the document [2] differ on the date · flight: X" in " ".join(out.split())


def test_the_overdue_stand_above_the_held_named_and_counted(printed):
    overdue = Part(count=Count(min=1, max=1), overdue=True, sentence_done=True)
    group = GroupRow(of="teachers", liberty="held", count=Count(min=16, max=16), includes=(overdue,))
    free = PersonRow(id="1", person="Free Testman", liberty=Track(value="at liberty"))
    late = PersonRow(id="2", person="Late Testman", liberty=Track(value="held"), overdue=True)
    held = PersonRow(id="3", person="Held Testman", liberty=Track(value="held"))
    out = printed(print_register, Register(on=DAY, people=(free, held, late), groups=(group,)))
    words = " ".join(out.split())
    assert "OVERDUE: ordered released, still held: Late Testman; 1 of the 16 teachers" in words
    assert "of them 1 OVERDUE (ordered released, still held; sentence done)" in words
    places = [words.index(word) for word in ("HELD", "Late Testman", "Held Testman", "16 × teachers", "AT LIBERTY")]
    assert places == sorted(places)


def test_the_day_of_the_next_trial_is_shown(printed):
    following = Expected(value="trial set", date=When("2020-01-15"))
    row = PersonRow(id="1", person="Sok Testman", proceedings=Track(value="charged", next=following))
    assert "next        trial set, 2020-01-15" in printed(print_register, Register(on=DAY, people=(row,)))


def test_a_step_says_by_whom_it_was_told_and_where_to_look_it_up(printed):
    step = StepRow(
        name="launch", kind="review", state="done", sources=(source(by="EU"),), basis=Basis(statements=("1" * 64,))
    )
    out = printed(print_procedures, [ProcedureRow(subject="Testland", actor="EU", steps=(step,))])
    assert f"EU [1] ({'1' * 12})" in out


def test_the_file_name_reaches_the_page_from_the_ledger(ledger, tmp_path, run_saksi, monkeypatch):
    from saksi.cli import window

    file = tmp_path / "wire.txt"
    file.write_text("Police arrested Sok Testman on December 2, 2019 in Battambang province.\n", encoding="utf-8")
    run_saksi("add", str(file), "--published", "2019-12-06")
    monkeypatch.setattr(window, "has_title", lambda title: False)
    seen = window.look(None, "drafts", "office")
    assert list(seen.file_names.values()) == ["wire.txt"]


def test_words_that_stand_on_the_page_are_only_begun_again(printed):
    claim = source("2" * 64, by="Sok Testman", words="they came at night and took my brother away")
    rows = [
        ContradictionRow(left=source(each * 64, by="Minister Testman"), right=claim, about="", kind="answers")
        for each in "34"
    ]
    out = " ".join(printed(print_contradictions, rows).split())
    assert out.count("took my brother away”") == 1
    assert "“they came at night and took …” (222222222222)" in out
    assert out.count("Minister Testman [1] contradicts Sok Testman [1]") == 1


def test_pieces_of_what_a_person_said_are_not_said_again(printed):
    said = (source(words="they came at night", form="direct"), source("2" * 64, words="came", form="direct"))
    out = printed(print_person, PersonPage(on=DAY, row=PersonRow(id="1", person="Sok Testman"), said=said))
    assert "· “they came at night” [1] (111111111111)" in out
    assert "“came”" not in out


def test_reported_words_stand_behind_their_verb_and_not_in_quotation_marks(printed):
    said = (source(words="there was any ban", form="indirect", cue="denied", stance="denies"),)
    out = printed(print_person, PersonPage(on=DAY, row=PersonRow(id="1", person="Sok Testman"), said=said))
    assert "· denied: there was any ban [1]" in out


def test_a_pair_made_by_place_alone_says_that_it_is_not_sure(printed):
    left, right = source(by="Minister Testman"), source("2" * 64, by="Sok Testman")
    out = printed(print_contradictions, [ContradictionRow(left=left, right=right, about="", kind="may answer")])
    told = " ".join(out.split())
    assert "what they answer is not certain" in told
    assert "Minister Testman [1] denies, after Sok Testman [1]" in told
    assert "contradicts Sok" not in told


def test_parties_that_are_many_have_the_verb_of_many(printed):
    left, right = source(by="rights groups"), source("2" * 64, by="Sok Testman")
    rows = [ContradictionRow(left=left, right=right, about="", kind=kind) for kind in ("answers", "may answer")]
    told = " ".join(printed(print_contradictions, rows).split())
    assert "rights groups [1] contradict Sok Testman [1]" in told
    assert "rights groups [1] deny, after Sok Testman [1]" in told
