"""`--csv`: answers as sheets with fixed columns, that no spreadsheet takes for formulas. Persons are invented."""

import csv
import io
from datetime import date

import pytest
from tests.build import record, told

from saksi.cli.sheets import FLIGHTS, REGISTER, flight_sheet, print_sheet, register_sheet
from saksi.register import custody, flights
from saksi.resolve import Origins

ON = date(2019, 12, 27)


def rows_of(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_row_of_the_register_is_a_line_with_its_tracks_and_what_it_rests_on(capsys):
    held = told("arrest", "Dara Testname", date="2019-12-02", place="Phnom Penh", standing="accepted")
    still = told("held", "Dara Testname", at=20, standing="accepted")
    print_sheet(REGISTER, register_sheet(custody(record(held, still, published="2019-12-27"), ON), Origins()))
    (row,) = rows_of(capsys.readouterr().out)
    assert (row["who"], row["liberty"], row["liberty_since"]) == ("Dara Testname", "held", "2019-12-02")
    assert (row["on"], row["overdue"], row["order"]) == ("2019-12-27", "no", "unknown")
    assert (row["reviewed"], row["drafts"], row["documents"], row["origins"]) == ("2", "0", "1", "1")
    assert len(row["statements"].split()) == 2


def test_copies_of_one_report_are_more_documents_and_one_origin(capsys):
    one = told("arrest", "Dara Testname", date="2019-12-02", standing="accepted")
    other = told("arrest", "Dara Testname", date="2019-12-02", reading="r2", standing="accepted")
    seen = record(one, other, published="2019-12-27")
    documents = tuple(sorted({source.document for row in custody(seen, ON).people for source in row.sources}))
    origins = Origins(members=dict.fromkeys(documents, documents))
    print_sheet(REGISTER, register_sheet(custody(seen, ON), origins))
    (row,) = rows_of(capsys.readouterr().out)
    assert (int(row["documents"]), row["origins"]) == (len(documents), "1")


def test_an_answer_without_rows_still_names_its_columns(capsys):
    print_sheet(FLIGHTS, flight_sheet(flights(record(), ON), ON, Origins()))
    assert capsys.readouterr().out.removeprefix("\ufeff").strip().split(",") == list(FLIGHTS)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@cmd", "\t=1"])
def test_no_cell_is_a_formula(name, capsys):
    print_sheet(("who",), [{"who": name}])
    (row,) = rows_of(capsys.readouterr().out)
    assert row["who"] == f"'{name.strip()}"


@pytest.mark.parametrize("verb", ["register", "flights", "alarms"])
def test_each_verb_prints_its_sheet_and_one_form_at_a_time(verb, ledger, tmp_path, run_saksi):
    (tmp_path / "story.txt").write_text("Sok Testman was arrested in Battambang on December 2, 2019, a lawyer said.\n")
    assert run_saksi("add", str(tmp_path / "story.txt"))[0] == 0
    status, out, _ = run_saksi(verb, "--on", "2019-12-27", "--csv")
    assert status == 0
    assert out.startswith("\ufeffon,")
    assert run_saksi(verb, "--csv", "--json")[0] == 2
    if verb == "register":
        assert [row["who"] for row in rows_of(out)] == ["Sok Testman"]
        assert run_saksi(verb, "--csv", "--first", "5")[0] == 2
