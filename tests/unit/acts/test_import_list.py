"""Imports: a list and its mapping kept, rows signed once, broken off, gone on with, renewed. Persons are invented."""

import sys
from datetime import UTC, date, datetime

import pytest
from tests.lists_made import csv_list

from saksi.acts import (
    Terms,
    accept,
    compare_days,
    correct,
    explain_entry,
    import_list,
    on_record_already,
    open_drafts,
    permits,
    plan_import,
    read_list,
    reject,
    set_consent,
    verify,
)
from saksi.archive import take_in
from saksi.ledger import open_ledger
from saksi.model import BadInputError, Event, LedgerError, Trait, View, When
from saksi.register import custody
from saksi.resolve import propose

#: The act has the name of its module.
MODULE = sys.modules["saksi.acts.import_list"]
AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LATER = AT.replace(hour=10)
HEADER = ("No", "Name", "Sex", "Arrested", "Prison")
ROWS = [
    HEADER,
    ("1", "Sok Testman", "M", "2026-01-12", "CC1"),
    ("2", "Chan Invented", "F", "2026-01-13", "CC2"),
    ("3", "Sok Testman", "M", "2025-02-01", "CC1"),
]
MAPPING = b"""list = "visits"
said_by = "Example Watch"
everybody = "held"
[columns]
id = "No"
name = "Name"
sex = "Sex"
arrested = "Arrested"
detained_at = "Prison"
"""


@pytest.fixture
def ledger(where):
    with open_ledger(where, None, create=True) as opened:
        yield opened


def imported(ledger, rows=ROWS, on="2026-01-31", *, update=False, mapping=MAPPING, at=AT, **more):
    read = read_list(csv_list(rows), name="list.csv", mapping_data=mapping, on=When(on) if on else None)
    plan = plan_import(ledger, read, is_update=update)
    return plan, import_list(ledger, plan, name="list.csv", mapping_name="list.toml", recorded_at=at, **more)


ALL = View()


def told(ledger, name, view=ALL):
    """What is shown of a person, by property or kind of event."""
    found = {}
    for each in ledger.view(view).statements:
        content = each.statement.content
        if isinstance(content, Trait) and content.subject.name == name:
            found[content.property] = content.value
        elif isinstance(content, Event) and content.targets[0].name == name:
            found.setdefault(content.kind, []).append((content.date.edtf, content.place))
    return found


def row(*cells):
    """The list with its second row as this."""
    return [HEADER, ROWS[1], cells, ROWS[3]]


def kinds(ledger):
    return [entry.kind for entry in ledger.entries()]


def test_rows_become_drafts_signed_by_the_mapping_as_their_reader(ledger):
    _, done = imported(ledger)
    assert (done.is_new, done.statements) == (True, 9)
    assert {each.standing for each in ledger.view(View()).statements} == {"draft"}
    reading = ledger.entry(done.reading_id)
    assert reading.fields["reader"].startswith("list visits ")
    assert reading.reader == reading.fields["reader"]
    assert told(ledger, "Chan Invented") == {
        "sex": "female",
        "arrest": [("2026-01-13", None)],
        "held": [("2026-01-31", "CC2")],
    }
    assert verify(ledger).is_clean


def test_namesakes_are_two_persons_in_the_register(ledger):
    imported(ledger)
    found = custody(ledger.view(View()), date(2026, 1, 31))
    assert [(each.person, each.liberty.since.edtf) for each in found.people] == [
        ("Chan Invented", "2026-01-13"),
        ("Sok Testman (1)", "2026-01-12"),
        ("Sok Testman (3)", "2025-02-01"),
    ]


def test_the_list_and_its_mapping_are_kept_and_stay_in_the_office(ledger):
    _, done = imported(ledger)
    captures = [entry.fields for entry in ledger.entries() if entry.kind == "capture"]
    assert [(each["name"], each["how"]) for each in captures] == [("list.csv", "list"), ("list.toml", "list")]
    assert captures[1]["brought_by"] == done.sha256
    assert ledger.view(View(audience="public", asked_on=date(2026, 3, 1))).statements == ()


def test_a_list_goes_out_once_a_consent_lets_it(ledger):
    _, done = imported(ledger)
    (permit,) = permits(ledger, ALL, date(2026, 3, 1))
    assert permit.document == done.sha256
    set_consent(ledger, permit, Terms(uses=("archive", "share", "publish"), basis="given to us for it"), recorded_at=AT)
    public = View(audience="public", asked_on=date(2026, 3, 1))
    assert len(ledger.view(public).statements) == 9


def test_a_list_that_others_published_goes_to_everybody(ledger):
    imported(ledger, mapping=MAPPING + b"", on="2026-01-31")
    other = MAPPING.replace(b'"visits"', b'"gazette"\npublic = true')
    imported(ledger, [HEADER, ("9", "Ek Public", "M", "2026-01-01", "CC9")], mapping=other)
    shown = ledger.view(View(audience="public", asked_on=date(2026, 3, 1))).statements
    assert {each.words for each in shown} == {"M", "2026-01-01", "CC9"}


def test_importing_again_adds_nothing(ledger):
    imported(ledger)
    before = kinds(ledger)
    _, done = imported(ledger)
    assert not done.is_new
    # without its day it is the same list too
    _, done = imported(ledger, on=None)
    assert not done.is_new
    assert kinds(ledger) == before


class KilledError(Exception):
    pass


@pytest.mark.parametrize("after", [0, 6])
def test_an_import_that_was_broken_off_is_finished_by_the_next_and_tells_the_same(ledger, after, monkeypatch):
    monkeypatch.setattr(MODULE, "_AT_ONCE", 5)

    def kill(done, _):
        if done >= after:
            raise KilledError

    with pytest.raises(KilledError):
        imported(ledger, tell=kill)
    plan, done = imported(ledger)
    assert plan.resumes == done.reading_id
    told_now = sorted((each.statement.id, each.words) for each in ledger.view(View()).statements)
    assert len(told_now) == len(set(told_now)) == 9
    assert kinds(ledger).count("reading") == 1
    assert not imported(ledger)[1].is_new


def test_an_update_that_was_broken_off_is_finished_too(ledger, monkeypatch):
    imported(ledger)
    monkeypatch.setattr(MODULE, "_AT_ONCE", 1)
    changed = row("2", "Chan Invented", "F", "2026-01-14", "CC3")

    def kill(done, _):
        raise KilledError

    with pytest.raises(KilledError):
        imported(ledger, changed, update=True, tell=kill)
    imported(ledger, changed, update=True)
    assert told(ledger, "Chan Invented") == {
        "sex": "female",
        "arrest": [("2026-01-14", None)],
        "held": [("2026-01-31", "CC3")],
    }
    assert kinds(ledger).count("review") == 2


def test_another_file_of_a_list_is_refused_unless_it_updates_it(ledger):
    imported(ledger)
    with pytest.raises(BadInputError, match="last of 2026-01-31: --updates"):
        imported(ledger, row("2", "Chan Invented", "F", "2026-01-14", "CC2"), "2026-02-28")


def test_what_did_not_change_is_not_written_again_and_what_changed_supersedes(ledger):
    imported(ledger)
    plan, done = imported(ledger, row("2", "Chan Invented", "F", "2026-01-14", "CC2"), update=True)
    assert (done.statements, done.replaced, plan.renewal.same) == (1, 1, 8)
    assert told(ledger, "Chan Invented")["arrest"] == [("2026-01-14", None)]
    # a draft it stays: nobody has reviewed it
    assert {each.standing for each in ledger.view(View()).statements} == {"draft"}
    (person,) = [each for each in custody(ledger.view(View()), date(2026, 1, 31)).people if "Chan" in each.person]
    assert (person.liberty.since.edtf, person.liberty.otherwise) == ("2026-01-14", ())
    assert verify(ledger).is_clean


def test_before_the_update_the_ledger_told_what_it_told(ledger):
    imported(ledger)
    read = read_list(
        csv_list(row("2", "Chan Invented", "F", "2026-01-14", "CC2")),
        name="x.csv",
        mapping_data=MAPPING,
        on=When("2026-01-31"),
    )
    import_list(ledger, plan_import(ledger, read, is_update=True), name="x", mapping_name="y", recorded_at=LATER)
    assert told(ledger, "Chan Invented", View(as_of=AT))["arrest"] == [("2026-01-13", None)]
    assert told(ledger, "Chan Invented", View(as_of=LATER))["arrest"] == [("2026-01-14", None)]


def test_the_list_of_the_next_month_adds_one_statement_a_row_and_joins_the_persons(ledger):
    imported(ledger)
    plan, done = imported(ledger, [*ROWS, ("4", "Ek Newcomer", "M", "2026-02-20", "CC1")], "2026-02-28", update=True)
    assert (done.statements, done.replaced, plan.renewal.came) == (6, 0, ("4",))
    people = custody(ledger.view(View()), date(2026, 2, 28)).people
    assert [each.person for each in people] == ["Chan Invented", "Ek Newcomer", "Sok Testman (1)", "Sok Testman (3)"]
    assert {each.liberty.value for each in people} == {"held"}


def test_of_the_persons_of_one_list_nobody_asks_each_month_whether_they_are_two(ledger):
    imported(ledger)
    imported(ledger, [*ROWS, ("4", "Ek Newcomer", "M", "2026-02-20", "CC1")], "2026-02-28", update=True)
    asked = [each for each in propose(ledger.view(ALL)).rows if each.kind == "may be two"]
    assert asked == []


def test_who_is_not_on_the_list_any_more_is_told_and_not_assumed_free(ledger):
    imported(ledger)
    plan, _ = imported(ledger, [HEADER, ROWS[1], ROWS[3]], "2026-02-28", update=True)
    assert plan.gone == (("Chan Invented", "B3"),)
    (person,) = [each for each in custody(ledger.view(View()), date(2026, 2, 28)).people if "Chan" in each.person]
    assert (person.liberty.value, person.liberty.unknown_since.edtf) == ("unknown", "2026-01-31")
    # said once: the next list has lost nobody
    plan, _ = imported(ledger, [HEADER, ROWS[3], ROWS[1]], "2026-03-31", update=True)
    assert plan.gone == ()


def test_the_same_file_with_another_day_corrects_its_day(ledger):
    imported(ledger)
    plan, done = imported(ledger, on="2026-02-28", update=True, at=LATER)
    assert (plan.redates, done.statements) == (When("2026-01-31"), 9)
    assert told(ledger, "Chan Invented")["held"] == [("2026-02-28", "CC2")]


def test_what_a_person_rejected_does_not_come_back_with_the_next_list(ledger):
    imported(ledger)
    (wrong,) = [each for each in open_drafts(ledger) if each.statement.id == "2/arrest"]
    reject(ledger, wrong, recorded_at=AT)
    imported(ledger, [*ROWS, ("4", "Ek Newcomer", "M", "2026-02-20", "CC1")], update=True)
    assert "arrest" not in told(ledger, "Chan Invented")


def test_what_a_person_accepted_stays_accepted_until_the_list_says_otherwise(ledger):
    imported(ledger)
    (right,) = [each for each in open_drafts(ledger) if each.statement.id == "2/arrest"]
    accept(ledger, right, recorded_at=AT)
    imported(ledger, [*ROWS, ("4", "Ek Newcomer", "M", "2026-02-20", "CC1")], update=True)
    (still,) = ledger.view(View(trust="reviewed")).statements
    assert still.id == right.id


def test_a_correction_by_a_person_stands_beside_what_the_next_list_says_otherwise(ledger):
    from dataclasses import replace

    imported(ledger)
    (wrong,) = [each for each in open_drafts(ledger) if each.statement.id == "2/arrest"]
    right = replace(wrong.statement, content=replace(wrong.statement.content, date=When("2026-01-10")))
    correct(ledger, wrong, right, recorded_at=AT)
    imported(ledger, row("2", "Chan Invented", "F", "2026-01-14", "CC2"), update=True)
    assert sorted(told(ledger, "Chan Invented")["arrest"]) == [("2026-01-10", None), ("2026-01-14", None)]


def test_a_mapping_that_was_mended_reads_the_same_file_anew(ledger):
    imported(ledger, mapping=MAPPING.replace(b'sex = "Sex"', b'sex = "No"'))
    assert "sex" not in told(ledger, "Chan Invented")
    imported(ledger, at=LATER)
    assert told(ledger, "Chan Invented")["sex"] == "female"
    assert len(ledger.view(View()).statements) == 9


def test_a_mapping_that_was_mended_after_an_update_loses_nothing(ledger):
    imported(ledger)
    changed = row("2", "Chan Invented", "F", "2026-01-14", "CC2")
    imported(ledger, changed, update=True, mapping=MAPPING.replace(b'sex = "Sex"', b'sex = "Name"'))
    imported(ledger, changed, update=True, at=LATER)
    assert told(ledger, "Chan Invented")["sex"] == "female"
    assert told(ledger, "Chan Invented")["arrest"] == [("2026-01-14", None)]


def test_accepted_lists_are_reviewed_by_the_person_who_imports(ledger):
    _, done = imported(ledger, is_accepted=True)
    assert done.accepted == 9
    assert len(ledger.view(View(trust="reviewed")).statements) == 9


def test_a_statement_shows_its_cell(ledger):
    imported(ledger)
    (held,) = [each for each in open_drafts(ledger) if each.statement.id == "2/held@2026-01-31"]
    (place,) = explain_entry(ledger, held.id).positions
    assert place.words == "cell E3"


def test_two_days_of_a_list_are_compared_from_what_is_kept(ledger):
    imported(ledger)
    imported(ledger, row("2", "Chan Invented", "F", "2026-01-14", "CC3"), "2026-02-28", update=True)
    found, old, new = compare_days(ledger, "visits", date(2026, 1, 31), date(2026, 3, 31))
    (changed,) = found.changed
    assert {each.after for each in changed.changes} == {"2026-01-14", "CC3"}
    assert (old.published.edtf, new.published.edtf) == ("2026-01-31", "2026-02-28")
    with pytest.raises(BadInputError, match="from 2026-01-31 on"):
        compare_days(ledger, "visits", date(2025, 1, 1), date(2026, 3, 31))
    with pytest.raises(BadInputError, match="no list “gazette”"):
        compare_days(ledger, "gazette", date(2025, 1, 1), date(2026, 3, 31))


def test_persons_of_other_documents_are_offered_and_never_merged(ledger):
    from saksi.acts import add

    page = b"Police arrested Chan Invented and Seoung Testna on December 2, 2025 in Battambang province.\n"
    add(ledger, page, take_in(page), name="a.txt", published=When("2025-12-03"), recorded_at=AT)
    rows = [*ROWS, ("4", "Soeung Testna", "M", "2026-02-20", "CC1")]
    imported(ledger, rows)
    found = on_record_already(ledger, "visits", [each[1] for each in rows[1:]])
    assert found.same == ("Chan Invented",)
    assert [each[:2] for each in found.alike] == [("Soeung Testna", "Seoung Testna")]


def test_a_list_that_was_erased_does_not_come_back(ledger):
    from saksi.acts import erase, plan_document

    _, done = imported(ledger)
    erase(ledger, plan_document(ledger, done.sha256), reason=None, recorded_at=AT)
    with pytest.raises(LedgerError, match="was erased"):
        imported(ledger)
