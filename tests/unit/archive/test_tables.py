"""Lists as tables: CSV in any encoding and delimiter, XLSX in the box; each cell with its address and its words."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lists_made import DAY, GENERAL, MONTH, OWN_DAY, TEXT, ZEROS, number, shared, sheet, text, xlsx

from saksi.archive import find_cell, take_in, take_in_list
from saksi.model import BadInputError

PLAIN = "No,Name,Prison\n1,Sok Testman,CC1\n2,Chan Invented,CC2\n"


def cells(data, number=0):
    found = take_in_list(data).table.sheets[number]
    return {cell.address: cell.words for row in found.rows.values() for cell in row.values()}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    assert cells(PLAIN.replace(",", delimiter).encode())["C3"] == "CC2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_khmer_is_read_in_each_encoding_of_unicode(encoding):
    assert cells("ល.រ;ឈ្មោះ\n១;សុខ តេស្ត\n".encode(encoding))["B2"] == "សុខ តេស្ត"


def test_a_list_in_an_encoding_that_it_does_not_name_is_guessed_and_said():
    words = "Nom;Prénom;Lieu de détention\n" + "Réalité;Élise;Prison fédérale à Evry\n" * 5
    taken = take_in_list(words.encode("cp1252"))
    assert taken.source.is_guess
    assert taken.table.sheets[0].rows[2][2].words == "Élise"


def test_leading_zeros_and_line_breaks_in_a_cell_are_kept_or_told_as_blanks():
    found = cells(b'No,Name\n007,"Sok\nTestman"\n008,Next\n')
    assert (found["A2"], found["B2"], found["B3"]) == ("007", "Sok Testman", "Next")


def test_a_span_holds_the_words_of_its_cell_without_quotation_marks():
    taken = take_in_list(b'No,Name\n1,"Sok ""Dara"", Testman"\n')
    cell = taken.table.sheets[0].rows[2][2]
    assert cell.words == 'Sok "Dara", Testman'
    assert cell.span.of(taken.table.text) == 'Sok ""Dara"", Testman'


def test_the_line_that_names_the_delimiter_is_none_of_the_list_and_counts_as_a_row():
    assert cells(b"sep=;\nNo;Name, in full\n1;Sok\n")["B2"] == "Name, in full"


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_quoted_comes_back_as_it_was(rows):
    written = "".join(",".join('"{}"'.format(cell.replace('"', '""')) for cell in row) + "\r\n" for row in rows)
    # the first line may not pass for a declaration, nor the whole for another format
    data = ("\ufeff" + '"a","b"\r\n' * 6 + written).encode()
    found = take_in_list(data).table.sheets[0].rows
    assert [[cell.words for cell in found[number].values()] for number in sorted(found)][6:] == rows


def book(**more):
    rows = {
        1: [text("A1", "No"), text("B1", "Name"), text("C1", "Arrested"), text("D1", "Prison")],
        2: [number("A2", "7", ZEROS), shared("B2", 0), number("C2", "46034", DAY), text("D2", "CC1")],
        3: [text("A3", "008"), text("B3", "Chan  Invented"), number("C3", "46054", MONTH)],
        4: [number("A4", "9.0", TEXT), text("B4", "Yim Nobody"), number("C4", "46034.5", OWN_DAY)],
    }
    return xlsx({"Prison 1": sheet(rows, merged=["D2:D3"], **more)}, texts=["Sok Testman"])


def test_a_serial_number_is_a_day_where_its_format_shows_one_and_no_more_of_it_than_it_shows():
    found = cells(book())
    assert (found["C2"], found["C3"], found["C4"]) == ("2026-01-12", "2026-02", "2026-01-12T12:00")


def test_leading_zeros_of_a_number_format_are_kept():
    found = cells(book())
    assert (found["A2"], found["A3"], found["A4"]) == ("00007", "008", "9")


def test_a_workbook_that_counts_days_from_1904_is_read_so():
    rows = {1: [text("A1", "Name"), text("B1", "Arrested")], 2: [text("A2", "Sok"), number("B2", "44572", DAY)]}
    assert cells(xlsx({"S": sheet(rows)}, is_1904=True))["B2"] == "2026-01-12"


@pytest.mark.parametrize(("days", "day"), [("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01")])
def test_the_day_that_never_was_shifts_none_of_the_others(days, day):
    assert cells(xlsx({"S": sheet({1: [text("A1", "x"), number("B1", days, DAY)]})}))["B1"] == day


def test_a_merged_cell_stands_in_each_of_its_rows():
    found = cells(book())
    assert (found["D2"], found["D3"]) == ("CC1", "CC1")
    assert "D4" not in found


def test_what_is_hidden_is_read_and_said():
    rows = {1: [text("A1", "Name"), text("B1", "No")], 2: [text("A2", "Sok"), number("B2", "1", GENERAL)]}
    data = xlsx({"Shown": sheet(rows, hidden=[2]), "Notes": sheet(rows)}, hidden=["Notes"])
    taken = take_in_list(data)
    assert [each.name for each in taken.table.sheets] == ["Shown", "Notes"]
    assert taken.source.remarks == (
        "hidden sheets, read like the others: 2",
        "hidden rows, read like the others: 2",
    )


def test_a_formula_holds_what_it_gave_and_one_without_a_value_is_said():
    rows = {1: ['<c r="A1"><f>1+1</f><v>2</v></c>', '<c r="B1"><f>NOW()</f></c>', text("C1", "x")]}
    taken = take_in_list(xlsx({"S": sheet(rows)}))
    assert {cell.address for cell in taken.table.sheets[0].rows[1].values()} == {"A1", "C1"}
    assert taken.source.remarks == ("formulas whose value the file does not keep, read as empty: 1",)


def test_a_cell_is_found_again_by_its_span():
    data = book()
    taken = take_in_list(data)
    cell = taken.table.sheets[0].rows[3][2]
    (found,) = find_cell(data, taken.table.text, cell.span)
    assert found.words == "cell Prison 1!B3"
    assert find_cell(data, taken.table.text + " ", cell.span) == ()


def test_a_workbook_that_is_added_as_any_document_has_places_too():
    source = take_in(book(), name="list.xlsx")
    assert "Sok Testman" in source.text
    (where,) = source.at(take_in_list(book()).table.sheets[0].rows[2][2].span)
    assert where.words == "sheet 1, row 2, column 2"


def test_a_document_that_holds_a_workbook_is_still_a_document():
    inner = book()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/embeddings/list.xlsx", inner)
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(BadInputError, match="DOCX document"):
        take_in(out.getvalue(), name="x.docx")


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (xlsx({"S": sheet({1: [text("A1", "x")]}).replace("<worksheet", ENTITIES + "<worksheet")}), "entities"),
        (xlsx({"S": sheet({1: [text("A1", "x" * 40_000)]})}), "larger than any report"),
        (xlsx({"S": sheet({1: [text("ZZZ1", "x")]})}), "larger than any report"),
        (xlsx({"S": sheet({1: [text("A1", "x")], 999_999: [text("A999999", "x")]})}), "larger than any report"),
        (xlsx({"S": sheet({2: [text("A2", "x")], 1: [text("A1", "y")]})}), "cannot be parsed"),
        (xlsx({"S": "<worksheet><sheetData>" + "<row>" * 3_000}), "nested|cannot be parsed"),
        (xlsx({"S": sheet({})}), "no text"),
        (xlsx({"S": sheet({1: [text("A1", "x")]})}, extra={"xl/media/big": b"0" * 30_000_000}), "unpacks to far more"),
        (xlsx({"S": sheet({1: [text("A1", "x")]})}, extra={"../out": b"0"}), "lead out of its folder"),
        (book()[:-40], "cut short"),
    ],
    ids=["entities", "long cell", "far column", "far row", "backwards", "deep", "empty", "bomb", "path", "cut"],
)
def test_a_workbook_that_is_made_to_harm_is_refused_in_one_line(data, told):
    with pytest.raises(BadInputError, match=told):
        take_in_list(data, name="list.xlsx")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "PDF file, and a list is CSV or XLSX"),
        (b"\x00\x01\x02" * 100, "binary"),
        (b"a" * 21_000_000, "larger than 20 MB"),
        (b"a,b\n" * 100_001, "more than 100,000 rows"),
        (b"," * 600 + b"\n", "more than 500 columns"),
        (b'a,b\n"' + b"x" * 40_000, "quotation mark is not closed"),
    ],
    ids=["empty", "pdf", "binary", "large", "rows", "columns", "unclosed"],
)
def test_what_is_no_list_is_refused_in_one_line(data, told):
    with pytest.raises(BadInputError, match=told):
        take_in_list(data)
