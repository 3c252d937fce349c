"""`saksi import` and `saksi compare`: what a monitor types, reads and gets wrong. Persons are invented."""

import json
import shutil
from pathlib import Path

import pytest
from terminal import on_a_terminal
from tests.lists_made import DAY, number, sheet, text, xlsx

EXAMPLES = Path(__file__).parents[3] / "examples" / "lists"
JANUARY, FEBRUARY, MAPPING = "prison-visits-2026-01.csv", "prison-visits-2026-02.csv", "prison-visits.toml"


@pytest.fixture
def lists(tmp_path, monkeypatch):
    """A folder with the lists of the examples, as the folder of whoever types."""
    for name in (JANUARY, FEBRUARY, MAPPING):
        shutil.copy(EXAMPLES / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(run_saksi, *more, file=JANUARY, on="2026-01-31"):
    return run_saksi("import", file, "--mapping", MAPPING, "--published", on, *more)


def test_the_worked_example_of_the_page_goes_through(ledger, lists, run_saksi):
    status, out, err = imported(run_saksi)
    assert status == 0
    assert out.startswith("prison-visits-2026-01.csv: 5 persons, 33 drafts (")
    assert "columns that the mapping does not name; they stay in the list: L Remarks" in " ".join(err.split())
    status, out, _ = imported(run_saksi, "--updates", file=FEBRUARY, on="2026-02-28")
    told = " ".join(out.split())
    assert status == 0
    assert "in place of earlier statements: 1; new: 11; as they were: 21" in told
    assert "came: Touch Madeup" in told
    assert "gone, where they were on 2026-01-31; nothing is assumed of them: Yim Nobody (B6)" in told
    assert run_saksi("verify")[0] == 0


def test_every_line_fits_eighty_columns(ledger, lists, run_saksi):
    told = ""
    for arguments in (
        ("import", JANUARY, "--mapping", MAPPING, "--preview"),
        ("import", JANUARY, "--mapping", MAPPING),
        ("import", FEBRUARY, "--mapping", MAPPING, "--published", "2026-02-28", "--updates"),
        ("compare", JANUARY, FEBRUARY, "--mapping", MAPPING),
        ("register", "--on", "2026-02-28"),
    ):
        # what is refused is one line for programs
        _, out, _ = run_saksi(*arguments)
        told += out
    assert [line for line in told.splitlines() if len(line) > 80] == []


def test_the_register_and_the_entry_show_the_cell(ledger, lists, run_saksi):
    imported(run_saksi)
    assert "Example Prison Watch [1] G5, H5, I5" in run_saksi("register", "--on", "2026-01-31")[1]
    (row,) = [
        each
        for each in json.loads(run_saksi("register", "--on", "2026-01-31", "--json")[1])["rows"]
        if each["person"] == "Chan Invented"
    ]
    (source,) = [each for each in row["sources"] if each["words"] == "13/11/2025"]
    assert source["cue"] == "G5, Date of arrest"
    shown = json.loads(run_saksi("show", source["statement"], "--json")[1])
    assert [each["cell"] for each in shown["places"]] == ["G5"]
    assert "place        cell G5" in run_saksi("show", source["statement"])[1]


def test_a_cell_of_a_workbook_is_shown_with_its_sheet(ledger, tmp_path, run_saksi):
    rows = {1: [text("A1", "Name"), text("B1", "Arrested")], 2: [text("A2", "Sok Testman"), number("B2", "46034", DAY)]}
    (tmp_path / "l.xlsx").write_bytes(xlsx({"Sheet1": sheet(rows)}))
    (tmp_path / "l.toml").write_text('list = "l"\n[columns]\nname = "Name"\narrested = "Arrested"\n')
    run_saksi("import", str(tmp_path / "l.xlsx"), "--mapping", str(tmp_path / "l.toml"))
    (row,) = json.loads(run_saksi("register", "--json")[1])["rows"]
    assert row["liberty"]["since"] == "2026-01-12"
    told = run_saksi("show", row["basis"]["statements"][0])[1]
    assert "place        cell Sheet1!B2" in told


def test_importing_again_says_that_nothing_was_added(ledger, lists, run_saksi):
    imported(run_saksi)
    assert imported(run_saksi)[1] == "prison-visits-2026-01.csv: already in the ledger; nothing added\n"


def test_without_a_mapping_the_command_says_how_to_get_one(ledger, lists, run_saksi):
    status, _, err = run_saksi("import", JANUARY)
    assert status == 2
    assert f"saksi import {JANUARY} --suggest > list.toml" in err
    assert not ledger.exists()


def test_a_suggested_mapping_imports_its_list(ledger, lists, run_saksi):
    (lists / "own.toml").write_text(run_saksi("import", JANUARY, "--suggest")[1], encoding="utf-8")
    status, out, _ = run_saksi("import", JANUARY, "--mapping", "own.toml", "--published", "2026-01-31", "--json")
    done = json.loads(out)
    assert (status, done["persons"], done["list"]) == (0, 5, "prison-visits")
    assert done["unread"] == {"age": ["E6"]}
    assert done["unused_columns"] == ["L Remarks"]


def test_a_preview_writes_nothing(ledger, lists, run_saksi):
    status, out, _ = run_saksi("import", JANUARY, "--mapping", MAPPING, "--preview")
    assert status == 0
    assert "“13/11/2025”: arrest · 2025-11-13" in out
    assert not ledger.exists()


def test_accepting_asks_after_a_look_at_the_rows(ledger, lists):
    arguments = ["import", JANUARY, "--mapping", MAPPING, "--published", "2026-01-31", "--accept"]
    status, shown = on_a_terminal(arguments, [b"\n", b"n\n"])
    assert status == 1
    assert "Sign 33 statements of this list as reviewed" in shown
    assert "nothing was imported" in " ".join(shown.split())


def test_accepted_statements_are_reviewed(ledger, lists, run_saksi):
    assert imported(run_saksi, "--accept")[0] == 2
    status, out, _ = imported(run_saksi, "--accept", "--yes")
    assert (status, "33 reviewed statements" in out) == (0, True)
    rows = json.loads(run_saksi("register", "--on", "2026-01-31", "--trust", "reviewed", "--json")[1])["rows"]
    assert len(rows) == 5


def test_two_files_are_compared_without_a_ledger(ledger, lists, run_saksi):
    found = json.loads(run_saksi("compare", JANUARY, FEBRUARY, "--mapping", MAPPING, "--json")[1])
    assert [each["name"] for each in found["came"]] == ["Touch Madeup"]
    assert [each["name"] for each in found["went"]] == ["Yim Nobody"]
    assert found["same"] == 2
    assert not ledger.exists()


def test_two_days_of_a_list_are_compared(ledger, lists, run_saksi):
    imported(run_saksi)
    imported(run_saksi, "--updates", file=FEBRUARY, on="2026-02-28")
    status, out, err = run_saksi("compare", "--list", "prison-visits", "2026-01-31", "2026-02-28")
    assert (status, "1 came, 1 went, 2 changed, 2 are the same" in out) == (0, True)
    assert "from the list of 2026-01-31 to that of 2026-02-28" in " ".join(err.split())
    for wrong in (("--list", "prison-visits", "yesterday", "2026-02-28"), (JANUARY, FEBRUARY)):
        status, _, err = run_saksi("compare", *wrong)
        assert (status, len(err.splitlines())) == (2, 1)


def written(folder, name, content):
    (folder / name).write_bytes(content)
    return name


@pytest.mark.parametrize(
    ("content", "mapped", "told"),
    [
        (b"", None, "it is empty"),
        (b"Name\n", None, "the list is empty"),
        (b"\n\nName\nSok\n", None, "row 1 is empty"),
        (b"Nom\nSok\n", None, "which row 1 does not have; its columns: “Nom”"),
        (b"Name\n" + b"Test Province\n" * 9, None, "every row has the same name"),
        (b"Name\nSok\n", b'list = "v"\nsheet = "May"\n[columns]\nname = "Name"\n', "has no sheets"),
        (b"Name\nSok\n", b"name = Name", "no TOML"),
        (b"PK\x03\x04 half of a workbook xl/workbook.xml", None, "cut short"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 99, None, "an old office document"),
    ],
    ids=["empty", "header only", "no header", "unknown column", "one name", "no sheet", "no mapping", "cut", "xls"],
)
def test_bad_input_gets_one_line_and_leaves_no_ledger(ledger, tmp_path, run_saksi, monkeypatch, content, mapped, told):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "l.csv" if b"workbook" not in content else "l.xlsx", content)
    written(tmp_path, "l.toml", mapped or b'list = "v"\n[columns]\nname = "Name"\n')
    file = "l.xlsx" if b"workbook" in content else "l.csv"
    status, out, err = run_saksi("import", file, "--mapping", "l.toml")
    assert (status, out) == (1, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert not ledger.parent.exists()


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(ledger, tmp_path, run_saksi, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one = sheet({1: [text("A1", "Name")], 2: [text("A2", "Sok Testman")]})
    written(tmp_path, "l.xlsx", xlsx({"May": one, "June": one}))
    written(tmp_path, "l.toml", b'list = "v"\nsheet = "July"\n[columns]\nname = "Name"\n')
    assert "no sheet “July”; its sheets: “May”, “June”" in run_saksi("import", "l.xlsx", "--mapping", "l.toml")[2]
    written(tmp_path, "l.toml", b'list = "v"\n[columns]\nname = "Name"\n')
    assert "several sheets" in run_saksi("import", "l.xlsx", "--mapping", "l.toml")[2]


def test_a_file_of_two_gigabytes_is_refused_without_being_read(ledger, tmp_path, run_saksi, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "l.toml", b'list = "v"\n[columns]\nname = "Name"\n')
    with (tmp_path / "l.csv").open("wb") as stream:
        stream.truncate(2 * 2**30)
    status, _, err = run_saksi("import", "l.csv", "--mapping", "l.toml")
    assert (status, len(err.splitlines())) == (1, 1)
    assert "larger than 256 MiB" in err


def test_what_a_stranger_wrote_into_a_list_does_not_act_on_the_terminal(ledger, tmp_path, run_saksi, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "l.csv", b"Name,\x1b[2JSex\nSok\x1b]0;x\x07 Testman,M\n")
    written(tmp_path, "l.toml", b'list = "v"\n[columns]\nname = "Name"\n')
    for more in (["--mapping", "l.toml", "--preview"], ["--suggest"], ["--mapping", "l.toml"]):
        _, out, err = run_saksi("import", "l.csv", *more)
        assert not {"\x1b", "\x07"} & set(out + err)


def test_the_next_file_of_a_list_is_a_version_of_it_and_no_second_origin(ledger, lists, run_saksi):
    imported(run_saksi)
    imported(run_saksi, "--updates", file=FEBRUARY, on="2026-02-28")
    (origin,) = json.loads(run_saksi("origins", "--json")[1])["origins"]
    assert [(link["verdict"], link["basis"]["how"]) for link in origin["links"]] == [("same", "version")]
    # neither the mapping nor a comparison of rows makes more of it
    assert json.loads(run_saksi("origins", "--json")[1])["documents"] == 2
    assert run_saksi("verify")[0] == 0


def test_a_list_and_its_mapping_are_listed_as_what_they_are(ledger, lists, run_saksi):
    imported(run_saksi)
    listed, mapping, _ = run_saksi("documents")[1].splitlines()
    assert listed.endswith(f"{JANUARY} · list")
    assert mapping.endswith(f"{MAPPING} · mapping of a list")


def test_ids_that_several_rows_share_are_told(ledger, lists, run_saksi):
    file = lists / JANUARY
    file.write_text(file.read_text("utf-8").replace("\n002,", "\n001,"), encoding="utf-8")
    status, _, err = imported(run_saksi)
    assert status == 0
    assert "2 rows with the id of another row: A4, A5" in " ".join(err.split())


def test_each_of_two_namesakes_can_be_asked_for(ledger, lists, run_saksi):
    imported(run_saksi)
    (lists / "story.txt").write_text("Sok Testman was arrested in Test Town on Monday, a lawyer said.\n", "utf-8")
    run_saksi("add", "story.txt", "--published", "2026-01-28")
    _, _, refused = run_saksi("person", "Sok")
    for name in ("Sok Testman (001)", "Sok Testman (005)", "Sok Testman"):
        assert name in refused
        assert run_saksi("person", name)[0] == 0
