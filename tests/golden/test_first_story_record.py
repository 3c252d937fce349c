"""The record that follows from the first real report: add it to a new ledger, and ask."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from saksi.cli.main import saksi as cli

STORY = Path(__file__).parents[3] / "shared" / "story" / "34bf302a1de98c89.txt"
ON = date(2019, 12, 27).isoformat()
pytestmark = pytest.mark.skipif(not STORY.exists(), reason="the first story does not lie beside this checkout")


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    ledger = tmp_path_factory.mktemp("story") / "ledger"

    def run(*arguments):
        result = CliRunner().invoke(cli, ["--ledger", str(ledger), *arguments], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    run("add", str(STORY))
    return run


@pytest.fixture(scope="module")
def register(ask):
    return json.loads(ask("register", "--on", ON, "--json"))


def person(register, name):
    (row,) = [row for row in register["rows"] if row["row"] == "person" and row["person"] == name]
    return row


def test_adding_the_same_file_again_adds_nothing(ask):
    before = len(json.loads(ask("log", "--json"))["entries"])
    assert "already" in ask("add", str(STORY))
    assert len(json.loads(ask("log", "--json"))["entries"]) == before


def test_kem_sokha_is_not_free_not_in_prison_and_charged(register):
    row = person(register, "Kem Sokha")
    assert row["liberty"]["value"] == "restricted"
    assert row["proceedings"]["value"] == "charged"
    assert "treason" in json.dumps(row)
    assert all(row[track]["basis"]["statements"] for track in ("liberty", "proceedings"))


@pytest.mark.parametrize("name", ["Try Seang Y", "Mao Vibol", "Sam Rainsy"])
def test_those_who_fled_are_abroad(register, name):
    assert person(register, name)["liberty"]["value"] == "abroad"


def test_sixteen_are_a_group_row_one_of_them_overdue(register):
    (row,) = [row for row in register["rows"] if row["row"] == "group" and row["count"] == {"min": 16, "max": 16}]
    assert row["of"] == "CNRP activists"
    assert row["liberty"] == "held"
    assert [part["count"] for part in row["includes"] if part.get("overdue")] == [{"min": 1, "max": 1}]


def test_counted_people_are_not_added_to_the_named(register):
    assert register["counts"]["held"] == 0
    assert register["counts"]["groups"] == 1


def test_the_activists_account_is_denied_by_the_spokesman(ask):
    rows = json.loads(ask("contradictions", "--json"))["contradictions"]
    pairs = {(row["left"]["by"], row["right"].get("by")) for row in rows}
    assert {("Sok Ey San", "Mao Vibol"), ("Sok Ey San", "Try Seang Y")} & pairs


def test_the_procedure_has_its_four_steps(ask):
    rows = json.loads(ask("procedures", "--on", ON, "--json"))["procedures"]
    steps = {step["name"]: (step.get("date"), step["state"]) for row in rows for step in row["steps"]}
    assert steps["launch"] == ("2019-02", "done")
    assert steps["report"] == ("2019-11-12", "done")
    assert steps["reply"] == ("2019-12", "done")
    assert steps["decision"] == ("2020-02-12", "expected")


def test_everything_verifies(ask):
    assert json.loads(ask("verify", "--json"))["faults"] == []
