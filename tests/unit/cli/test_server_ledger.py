"""The command line on a ledger that a team shares: SAKSI_LEDGER is all that is set."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engines import COLLEAGUE, PASSWORD, ROOT, Postgres

from saksi.cli.opening import ledger_path

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def database(databases: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database for a ledger; data directories of the user lie in the test's folder."""
    monkeypatch.delenv("SAKSI_PASSPHRASE_FILE", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return databases.server(tmp_path).url.render_as_string(hide_password=False).replace("+psycopg", "")


def sit_at(desk: Path, database: str, login: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(desk))
    monkeypatch.setenv("SAKSI_LEDGER", database.replace(ROOT, login))


def test_a_team_adds_reviews_and_verifies_on_one_ledger(
    database: str, story: Path, tmp_path: Path, run_saksi: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_at(tmp_path / "one", database, ROOT, monkeypatch)
    status, out, err = run_saksi("add", str(story))
    assert (status, "added" in out) == (0, True), err
    assert str(tmp_path / "one" / "saksi" / "servers") in err

    sit_at(tmp_path / "two", database, COLLEAGUE, monkeypatch)
    status, _, err = run_saksi("register", "--on", "2019-12-06")
    assert status == 1
    assert "you have no key for postgresql://" in err
    card = tmp_path / "dara.card"
    card.write_text(run_saksi("keys", "card", "--name", "Dara")[1], "utf-8")
    assert run_saksi("keys", "card", "--name", "Dara")[1] == card.read_text("utf-8")
    status, _, err = run_saksi("register", "--on", "2019-12-06")
    assert (status, "saksi keys card" in err) == (1, True)

    sit_at(tmp_path / "one", database, ROOT, monkeypatch)
    key = card.read_text("utf-8").split("key ")[1].split()[0]
    status, _, err = run_saksi("keys", "admit", "--person", key, "--yes")
    assert (status, "with a card" in err) == (1, True)
    assert run_saksi("keys", "admit", "--person", str(card), "--yes")[0] == 0

    sit_at(tmp_path / "two", database, COLLEAGUE, monkeypatch)
    status, out, err = run_saksi("register", "--on", "2019-12-06")
    assert (status, "Sok Testman" in out) == (0, True), err
    status, out, err = run_saksi("verify", "--json")
    assert (status, json.loads(out)["sound"]) == (0, True), err
    status, out, _ = run_saksi("add", str(story))
    assert status == 0
    assert PASSWORD not in out + err


def test_an_address_can_be_named_with_the_option(
    database: str, story: Path, tmp_path: Path, run_saksi: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_at(tmp_path / "one", "", ROOT, monkeypatch)
    assert run_saksi("add", str(story), "--ledger", database)[0] == 0
    status, out, _ = run_saksi("--ledger", database, "log", "--json")
    assert status == 0
    assert len(json.loads(out)["entries"]) > 3
    monkeypatch.setenv("SAKSI_LEDGER", database)
    assert ledger_path().with_name("ledger.key").exists()


def test_what_is_erased_is_gone_from_the_server_too(
    database: str, story: Path, tmp_path: Path, run_saksi: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_at(tmp_path / "one", database, ROOT, monkeypatch)
    assert run_saksi("add", str(story))[0] == 0
    status, out, err = run_saksi("erase", str(story), "--document", "--yes")
    assert (status, "erased" in out) == (0, True), err
    assert run_saksi("verify")[0] == 0
    assert run_saksi("add", str(story))[0] == 1


def test_a_passphrase_is_asked_of_who_has_one(
    database: str, story: Path, tmp_path: Path, run_saksi: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_at(tmp_path / "one", database, ROOT, monkeypatch)
    secret = tmp_path / "passphrase"
    secret.write_text("TEST passphrase\n")
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", str(secret))
    status, _, err = run_saksi("add", str(story))
    assert (status, err) == (0, "")
    monkeypatch.delenv("SAKSI_PASSPHRASE_FILE")
    status, _, err = run_saksi("log")
    assert (status, "needs its passphrase" in err) == (1, True)


@pytest.mark.parametrize("address", ["postgresql://127.0.0.1:1/none", "postgresql://h"])
def test_a_wrong_address_ends_in_one_line(
    address: str, tmp_path: Path, run_saksi: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_at(tmp_path, address, ROOT, monkeypatch)
    status, out, err = run_saksi("log")
    assert (status, out, err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize(
    ("verb", "told"), [("backup x.age", "pg_dump"), ("recovery", "a copy of your key file"), ("lock", "--forever")]
)
def test_what_is_for_a_ledger_in_a_file_says_what_is_done_instead(
    database: str,
    story: Path,
    tmp_path: Path,
    run_saksi: Run,
    monkeypatch: pytest.MonkeyPatch,
    verb: list[str],
    told: str,
) -> None:
    sit_at(tmp_path / "one", database, ROOT, monkeypatch)
    assert run_saksi("add", str(story))[0] == 0
    status, _, err = run_saksi(*verb.split())
    assert (status, "is on a server" in " ".join(err.split()), told in " ".join(err.split())) == (1, True, True)
    assert run_saksi("verify")[0] == 0
