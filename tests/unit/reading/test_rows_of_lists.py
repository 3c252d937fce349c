"""What rows of lists tell, by which mapping; and what of a list that came again takes the place of what."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.model import EVENT_KINDS, BadInputError, Cell, Event, Sheet, Span, Table, Trait, When
from saksi.reading.lists import FIELDS, Held, find_rows, read_mapping, renew, suggest, tell_rows
from saksi.reading.lists.days import day_of

FEBRUARY = When("2026-02-28")


def table(*rows, name=""):
    """A table of rows of words, "" for an empty cell; the text is the cells one after the other."""
    words, found = "", {}
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            if cell:
                span = Span(start=len(words), end=len(words) + len(cell))
                found.setdefault(number, {})[column] = Cell(number, column, cell, span)
                words += cell + "\t"
    return Table(text=words, sheets=(Sheet(name=name, rows=found),))


def mapping(more="", **columns):
    given = {"name": "Name", **columns}
    lines = "".join(f"{field} = {header!r}\n" for field, header in given.items())
    return read_mapping(f'list = "visits"\n{more}\n[columns]\n{lines}'.encode())


def told(rows, mapped, on=FEBRUARY):
    return tell_rows(find_rows(table(*rows), mapped), mapped, on)


def events(found):
    return {s.content.kind: s.content for s in found.statements if isinstance(s.content, Event)}


def traits(found):
    return {s.content.property: s.content.value for s in found.statements if isinstance(s.content, Trait)}


@pytest.mark.parametrize(
    ("words", "order", "more", "day"),
    [
        ("2026-01-12", None, {}, "2026-01-12"),
        ("2026-01", None, {}, "2026-01"),
        ("2026", None, {}, "2026"),
        ("12/01/2026", "day first", {}, "2026-01-12"),
        ("12/01/2026", "month first", {}, "2026-12-01"),
        ("2026/01/12", None, {}, "2026-01-12"),
        ("12.1.2026", "day first", {}, "2026-01-12"),
        ("13/01/2026", None, {}, "2026-01-13"),
        ("01/13/2026", None, {}, "2026-01-13"),
        ("5/5/2026", None, {}, "2026-05-05"),
        ("12 January 2026", None, {}, "2026-01-12"),
        ("Jan. 12, 2026", None, {}, "2026-01-12"),
        ("12 janvier 2026", None, {}, "2026-01-12"),
        ("1er février 2026", None, {}, "2026-02-01"),
        ("ថ្ងៃទី១២ ខែមករា ឆ្នាំ២០២៦", None, {}, "2026-01-12"),
        ("12 ม.ค. 2569", None, {"is_buddhist": True}, "2026-01-12"),
        ("12/01/2569", "day first", {"is_buddhist": True}, "2026-01-12"),
        ("2026-01-12", None, {"is_buddhist": True}, "2026-01-12"),
        ("12/01/26", "day first", {"century": 2000}, "2026-01-12"),
        ("03/2026", None, {}, "2026-03"),
        ("2026-01-12 10:30", None, {}, "2026-01-12"),
        # what could be two days, or none, is not read
        ("03/04/2026", None, {}, None),
        ("12/01/26", "day first", {}, None),
        ("12/01/2569", "day first", {}, None),
        ("31/02/2026", "day first", {}, None),
        ("unknown", None, {}, None),
        ("early 2026", None, {}, None),
        ("12", "day first", {}, None),
    ],
)
def test_a_day_is_read_as_the_mapping_says_and_never_guessed(words, order, more, day):
    found = day_of(words, order, **{"is_buddhist": False, "century": None, **more})
    assert (None if found is None else found.edtf) == day


@given(st.dates(), st.sampled_from(["day first", "month first", "year first"]))
def test_a_day_that_is_written_in_an_order_is_read_in_it(day, order):
    forms = {"day first": "{d}/{m}/{y:04}", "month first": "{m}/{d}/{y:04}", "year first": "{y:04}/{m}/{d}"}
    words = forms[order].format(d=day.day, m=day.month, y=day.year)
    found = day_of(words, order, is_buddhist=True, century=None)
    year = day.year - 543 if day.year >= 2400 else day.year
    assert found is None or found.edtf == f"{year:04}-{day.month:02}-{day.day:02}"


@given(st.text(max_size=30))
def test_no_words_make_the_reader_of_days_fail(words):
    day_of(words, "day first", is_buddhist=True, century=2000)


def test_a_row_tells_traits_and_events_each_on_its_own_cell():
    mapped = mapping(
        'everybody = "held"\ndates = "day first"\nsaid_by = "Example Watch"',
        id="No", sex="Sex", age="Age", arrested="Arrested", detained_at="Prison", charge="Charge",
        law_article="Article", court="Court", term="Term", sentenced="Verdict",
    )  # fmt: skip
    header = ("No", "Name", "Sex", "Age", "Arrested", "Prison", "Charge", "Article", "Court", "Term", "Verdict")
    row = (
        "7",
        "Sok Testman",
        "ប្រុស",
        "៣៤",
        "12/01/2025",
        "CC1",
        "incitement",
        "495",
        "Test Court",
        "2 years",
        "1/6/2025",
    )
    rows = table(header, row)
    found = tell_rows(find_rows(rows, mapped), mapped, FEBRUARY)
    assert traits(found) == {"sex": "male", "age": "34"}
    kinds = events(found)
    assert kinds["arrest"].date == When("2025-01-12")
    assert (kinds["charge"].charge, kinds["charge"].law_article, kinds["charge"].court) == ("incitement", "495", None)
    assert (kinds["sentence"].term, kinds["sentence"].court.name) == ("2 years", "Test Court")
    assert (kinds["held"].date, kinds["held"].place) == (FEBRUARY, "CC1")
    words = {s.id: s.span.of(rows.text) for s in found.statements}
    assert words["7/arrest"] == "12/01/2025"
    assert words["7/held@2026-02-28"] == "CC1"
    assert {s.said_by.name for s in found.statements} == {"Example Watch"}
    assert next(s.cue for s in found.statements if s.id == "7/sex") == "C2, Sex"


def test_the_source_of_a_row_goes_before_that_of_the_list():
    mapped = mapping('said_by = "Example Watch"', sex="Sex", source="Source")
    found = told([("Name", "Sex", "Source"), ("Sok A", "M", "his mother"), ("Sok B", "F", "")], mapped)
    assert [s.said_by.name for s in found.statements] == ["his mother", "Example Watch"]


def test_who_is_let_out_is_not_told_to_be_held():
    mapped = mapping('everybody = "held"\ndates = "day first"', arrested="A", released="R", detained_at="P", status="S")
    rows = [
        ("Name", "A", "R", "P", "S"),
        ("Sok A", "1/2/2025", "3/4/2025", "CC1", ""),
        ("Sok B", "", "", "CC1", "on bail"),
        ("Sok C", "", "sometime", "CC1", ""),
        ("Sok D", "", "", "CC1", ""),
    ]
    found = told(rows, mapped)
    held = {s.id.split("/")[0]: s.content.date for s in found.statements if s.id.partition("/")[2].startswith("held")}
    assert held == {"=sok a": When("2025-02-01/2025-04-03"), "=sok d": FEBRUARY}
    # where and when they were held cannot be said of the two others, and that is told
    assert found.unread == {"detained_at": ("D3", "D4"), "released": ("C4",)}


def test_a_status_is_told_as_a_kind_of_event_by_the_mapping_s_own_words():
    mapped = read_mapping(
        b'list = "v"\neverybody = "held"\n[columns]\nname = "Name"\nstatus = "S"\n'
        b'[words.status]\n"zone 4" = "house_arrest"\n"-" = ""\n'
    )
    found = told(
        [("Name", "S"), ("Sok A", "Zone 4"), ("Sok B", "pretrial"), ("Sok C", "-"), ("Sok D", "vague")], mapped
    )
    told_as = [(s.content.kind, s.content.date) for s in found.statements]
    # a state that is no mere `held` would have begun on a day that it had
    assert told_as == [
        ("house_arrest", None),
        ("pretrial_detention", None),
        ("held", FEBRUARY),
        ("held", FEBRUARY),
        ("held", FEBRUARY),
    ]
    assert found.statements[0].id.endswith("/house_arrest@2026-02-28")
    assert found.unread == {"status": ("B5",)}


def test_a_trial_after_the_day_of_the_list_is_planned():
    mapped = mapping('dates = "day first"', trial="T")
    found = told([("Name", "T"), ("Sok A", "1/3/2026"), ("Sok B", "1/2/2026")], mapped)
    assert [(s.content.kind, s.certainty) for s in found.statements] == [
        ("trial_scheduled", "planned"),
        ("trial", "fact"),
    ]


def test_cells_that_cannot_be_read_are_named_by_their_place_and_tell_nothing():
    mapped = mapping(age="Age", sex="Sex", born="Born")
    found = told(
        [("Name", "Age", "Sex", "Born"), ("Sok A", "thirty", "?", "long ago"), ("Sok B", "130", "F", "1990")], mapped
    )
    assert traits(found) == {"sex": "female", "born": "1990"}
    assert found.unread == {"age": ("B2", "B3"), "sex": ("C2",), "born": ("D2",)}


def test_columns_that_the_mapping_does_not_name_are_named_and_rows_without_a_name_too():
    rows = find_rows(table(("Name", "Remarks"), ("Sok A", "x"), ("", "y"), ("Sok B", "")), mapping())
    assert (rows.unused, rows.nameless) == (("B Remarks",), ("B3",))


def test_the_row_that_counts_a_list_names_nobody():
    rows = find_rows(table(("Name",), ("Sok A",), ("Chan B",), ("Total: 2",), ("សរុប ២",)), mapping())
    assert [each.name for each in rows.rows] == ["Sok A", "Chan B"]
    assert rows.nameless == ("A4", "A5")
    assert find_rows(table(("Name",), ("Totalin Sok",)), mapping()).nameless == ()


def test_a_name_in_two_columns_is_suggested_as_one():
    rows = table(("Sex", "First name", "Surname"), ("M", "Testman", "Sok"), ("F", "Invented", "Chan"))
    mapped = read_mapping(suggest(rows, "x.csv").encode())
    assert mapped.columns["name"] == ("Surname", "First name")
    assert [each.name for each in find_rows(rows, mapped).rows] == ["Sok Testman", "Chan Invented"]


def test_a_name_is_put_together_of_several_columns():
    mapped = read_mapping(b'list = "v"\n[columns]\nname = ["Family", "Given"]\nsex = "Sex"\n')
    found = told([("Family", "Given", "Sex"), ("Sok", "Testman", "M"), ("Chan", "", "F")], mapped)
    assert [(each.name, len(each.spans)) for each in found.names] == [("Sok Testman", 2), ("Chan", 1)]


def test_namesakes_are_told_apart_by_the_list_s_number_or_by_what_differs():
    header = ("No", "Name", "Born")
    rows = [header, ("1", "Sok A", "1990"), ("2", "Sok A", "1991"), ("3", "Chan B", "1992")]
    by_id = told(rows, mapping(id="No", born="Born"))
    assert [each.name for each in by_id.names] == ["Sok A (1)", "Sok A (2)", "Chan B"]
    without = find_rows(table(*rows), mapping(born="Born"))
    assert [each.mark for each in without.rows] == ["1990", "1991", None]
    assert without.unsure == ()
    assert find_rows(table(*rows), mapping()).unsure == ("B2", "B3")


def test_one_who_is_on_record_keeps_the_name_when_a_namesake_comes():
    mapped = mapping(id="No", sex="Sex")
    rows = [("No", "Name", "Sex"), ("1", "Sok A", "M"), ("2", "Sok A", "M")]
    found = tell_rows(find_rows(table(*rows), mapped), mapped, None, {"1": "Sok A"})
    assert [each.name for each in found.names] == ["Sok A", "Sok A (2)"]


def test_a_newcomer_does_not_take_the_name_of_one_who_was_there_before():
    mapped = mapping(id="No", sex="Sex")
    rows = [("No", "Name", "Sex"), ("9", "Sok A", "M")]
    found = tell_rows(find_rows(table(*rows), mapped), mapped, None, {"1": "Sok A"})
    assert [each.name for each in found.names] == ["Sok A (9)"]


ROWS = [
    ("No", "Name", "Prison"),
    ("1", "Sok A", "CC1"),
    ("2", "Chan B", "CC2"),
    ("3", "Yim C", "CC3"),
    ("4", "Keo D", "CC4"),
]


@pytest.mark.parametrize(
    ("toml", "told_as"),
    [
        ("list = ", "no TOML"),
        ('[columns]\nname = "Name"', "does not name its list"),
        ('list = "a/../b\\n"\n[columns]\nname = "Name"', "does not name its list"),
        ('list = "v"', "which column is the name"),
        ('list = "v"\n[columns]\nname = "Gaol"', "which row 1 does not have; its columns: “No”, “Name”, “Prison”"),
        ('list = "v"\n[columns]\nname = "Name"\ngaol = "Prison"', "“gaol”, which is not known"),
        ('list = "v"\ncolour = 1\n[columns]\nname = "Name"', "“colour”, which is not known"),
        ('list = "v"\nheader = 9\n[columns]\nname = "Name"', "row 9 is empty"),
        ('list = "v"\nheader = 5\n[columns]\nname = "Keo D"', "the list is empty"),
        ('list = "v"\nsheet = "Two"\n[columns]\nname = "Name"', "no sheet"),
        ('list = "v"\ndates = "backwards"\n[columns]\nname = "Name"', "dates are one of"),
        ('list = "v"\nera = "martian"\n[columns]\nname = "Name"', "era is"),
        ('list = "v"\ncentury = 20\n[columns]\nname = "Name"', "century is"),
        ('list = "v"\neverybody = "sad"\n[columns]\nname = "Name"', "kind of event"),
        ('list = "v"\npublic = "yes"\n[columns]\nname = "Name"', "true or false"),
        ('list = "v"\n[columns]\nname = 3', "no header"),
        ('list = "v"\n[columns]\nname = "Name"\nsex = ["A", "B"]', "only a name"),
        ('list = "v"\n[columns]\nname = "Name"\n[words.status]\nx = "sad"', "no kind of event"),
        ('list = "v"\n[columns]\nname = "Name"\n[words]\nx = "sad"', "stand by field"),
        ('list = "v"\n[columns]\nname = "No"', "no row has a name"),
        ('list = "v"\n[columns]\nname = "Name"\nid = "Name"', "one column for id and name"),
    ],
)  # fmt: skip
def test_a_mapping_that_is_wrong_or_does_not_fit_is_refused_in_one_line(toml, told_as):
    with pytest.raises(BadInputError, match=told_as) as refused:
        find_rows(table(*ROWS), read_mapping(toml.encode()))
    assert "\n" not in str(refused.value)


def test_a_list_in_which_every_row_has_one_name_is_refused():
    rows = [("Name",), *[("Test Province",)] * 4]
    with pytest.raises(BadInputError, match="every row has the same name"):
        find_rows(table(*rows), mapping())


def test_two_columns_of_one_header_are_named_by_letter():
    rows = table(("Name", "Date", "Date"), ("Sok A", "x", "2026-01-12"))
    with pytest.raises(BadInputError, match='columns B and C are both “Date”: name arrested by its letter, "column B"'):
        find_rows(rows, mapping(arrested="Date"))
    (row,) = find_rows(rows, mapping(arrested="column C")).rows
    assert row.words("arrested") == "2026-01-12"


def test_a_list_without_headers_is_mapped_by_letters():
    rows = find_rows(
        table(("Sok A", "M"), ("Chan B", "F")), read_mapping(b'list="v"\nheader=0\n[columns]\nname="column A"\n')
    )
    assert [each.name for each in rows.rows] == ["Sok A", "Chan B"]


def on_record(statements):
    return {each.id: Held(entry_id=f"entry {each.id}", statement=each) for each in statements}


MAPPED = mapping('everybody = "held"', id="No", detained_at="Prison", sex="Sex")
BEFORE = [("No", "Name", "Sex", "Prison"), ("1", "Sok A", "M", "CC1"), ("2", "Chan B", "F", "CC2")]


def test_a_list_that_did_not_change_writes_nothing_wherever_its_cells_stand():
    before, after = told(BEFORE, MAPPED), told([BEFORE[0], (), BEFORE[2], BEFORE[1]], MAPPED)
    found = renew(after.statements, on_record(before.statements))
    assert (found.told, found.same, found.came, found.emptied) == ((), 4, (), ())


def test_a_cell_that_changed_takes_the_place_of_what_it_said():
    after = told([BEFORE[0], ("1", "Sok A", "F", "CC1"), BEFORE[2]], MAPPED)
    found = renew(after.statements, on_record(told(BEFORE, MAPPED).statements))
    assert [(each.id, before) for each, before in found.told] == [("1/sex", "entry 1/sex")]


def test_the_next_day_of_a_list_adds_what_it_tells_and_takes_no_day_back():
    after = told(BEFORE, MAPPED, When("2026-03-31"))
    found = renew(after.statements, on_record(told(BEFORE, MAPPED).statements))
    assert [(each.id, before) for each, before in found.told] == [
        ("1/held@2026-03-31", None),
        ("2/held@2026-03-31", None),
    ]
    assert found.emptied == ()


def test_a_cell_that_was_emptied_is_told_and_a_new_row_came():
    after = told([BEFORE[0], ("1", "Sok A", "", "CC1"), ("9", "Ek N", "M", "CC1")], MAPPED)
    found = renew(after.statements, on_record(told(BEFORE, MAPPED).statements))
    assert (found.emptied, found.came) == (("1/sex",), ("9",))


def test_what_a_person_refused_is_not_told_again_but_what_the_list_says_now_is():
    held = {"1/sex": Held(entry_id="e", statement=told(BEFORE, MAPPED).statements[0], is_shown=False)}
    again = [each for each in told(BEFORE, MAPPED).statements if each.id == "1/sex"]
    assert renew(again, held).told == ()
    changed = [each for each in told([BEFORE[0], ("1", "Sok A", "F", "")], MAPPED).statements if each.id == "1/sex"]
    assert [before for _, before in renew(changed, held).told] == [None]


def test_a_suggested_mapping_is_one_and_fits_its_list():
    header = ("ល.រ", "Name", "ភេទ", "Date of arrest", "Prison", 'Strange "one"\n')
    rows = table(
        ("A title",),
        header,
        ("1", "Sok A", "ប្រុស", "13/02/2569", "CC1", "x"),
        ("2", "Chan B", "odd", "1/2/2569", "", ""),
    )
    text = suggest(rows, "../My list.xlsx")
    mapped = read_mapping(text.encode())
    assert (mapped.header, mapped.dates, mapped.is_buddhist) == (2, "day first", True)
    assert set(mapped.columns) == {"id", "name", "sex", "arrested", "detained_at"}
    assert '# "odd" = "…"' in text
    found = tell_rows(find_rows(rows, mapped), mapped, FEBRUARY)
    assert events(found)["arrest"].date == When("2026-02-01")


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=5), min_size=1, max_size=6))
def test_a_suggestion_is_toml_whatever_strangers_wrote_into_a_list(rows):
    found = table(*[[" ".join(cell.split()) for cell in row] for row in rows])
    if found.sheets[0].rows:
        text = suggest(found, "x.csv")
        assert tomllib.loads(text)["list"] == "x"


def test_every_field_says_what_it_is_and_every_known_status_is_a_kind_of_event():
    assert all(each["what"] and each["headers"] for each in FIELDS.values())
    from saksi.reading.lists.meanings import known_meanings

    assert set(known_meanings("status").values()) <= set(EVENT_KINDS)
