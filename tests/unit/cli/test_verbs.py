import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from saksi.acts import open_drafts
from saksi.cli.agreement import counted
from saksi.cli.main import saksi
from saksi.cli.verbs import VERBS
from saksi.ledger import open_ledger
from saksi.model import View


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb):
    shown = CliRunner().invoke(saksi, [verb, "--help"])
    assert shown.exit_code == 0
    assert f"saksi {verb}" in shown.output


@pytest.fixture
def filled(ledger, story, run_saksi):
    status, out, err = run_saksi("add", str(story))
    assert (status, "added" in out) == (0, True)
    assert err.count("no passphrase") == 1
    return ledger


def test_adding_twice_adds_nothing_and_says_so(filled, story, run_saksi):
    before = run_saksi("log")[1]
    status, out, err = run_saksi("add", str(story))
    assert status == 0
    assert "already in the ledger" in out
    assert err == ""
    assert run_saksi("log")[1] == before


def test_one_bad_file_does_not_stop_the_others(ledger, story, tmp_path, run_saksi):
    status, out, err = run_saksi("add", str(tmp_path / "gone.txt"), str(story))
    assert status == 1
    assert f"{story}: added" in " ".join(out.split())
    assert "gone.txt" in err


def test_an_unknown_language_is_kept_and_said_to_be_unread(ledger, tmp_path, run_saksi):
    file = tmp_path / "khmer.txt"
    file.write_text("សាក្សីម្នាក់បាននិយាយថា មនុស្សប្រាំនាក់ត្រូវបានចាប់ខ្លួននៅភ្នំពេញ។\n" * 5, encoding="utf-8")
    status, out, _ = run_saksi("add", str(file))
    assert status == 0
    assert "unread" in out
    assert "1 original, 1 text" in " ".join(run_saksi("verify")[1].split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["register", "--on", "2019-12-27"],
        ["flights"],
        ["procedures"],
        ["contradictions"],
        ["record", "--trust", "reviewed"],
        ["person", "Sok Testman"],
        ["verify"],
        ["log"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_json_of_every_answer_parses(filled, run_saksi, arguments):
    status, out, err = run_saksi(*arguments, "--json")
    assert (status, err) == (0, "")
    json.loads(out)
    assert run_saksi(*arguments)[0] == 0


def test_read_tells_whose_a_comment_is_from_where_and_when(tmp_path, run_saksi):
    file = tmp_path / "page.txt"
    lines = [
        "Activist Held in Test Town",
        *["Police arrested Sok Testman in Test Town on Monday, his lawyer said."] * 3,
    ]
    comments = ["2 Comments", "Dara Sample", "He is my cousin, and he was never there.", "Dec 8, 2019 08:40 PM"]
    more = ["from Phnom Penh", "They should let him go home.", "Dec 7, 2019 09:00 AM"]
    file.write_text("\n\n".join([*lines, *comments, *more]) + "\n", encoding="utf-8")
    out = run_saksi("read", str(file))[1]
    assert "READERS' COMMENTS 2; no statement rests on them" in " ".join(out.split())
    assert "Dara Sample · 2019-12-08 20:40" in out
    told = json.loads(run_saksi("read", str(file), "--json")[1])
    first, second = told["comments"]
    assert (first["author"], first["hour"], second["place"]) == ("Dara Sample", "20:40", "Phnom Penh")
    assert told["text"][second["start"] : second["end"]] == "They should let him go home."


def test_show_takes_the_hash_of_a_document_and_prints_its_text(ledger, story, run_saksi):
    run_saksi("add", str(story))
    (capture,) = [each for each in json.loads(run_saksi("log", "--json")[1])["entries"] if each["kind"] == "capture"]
    status, out, _ = run_saksi("show", capture["fields"]["document"][:10])
    assert status == 0
    assert out.startswith("reading ")
    assert "Police arrested Sok Testman on December 2, 2019" in " ".join(out.split())
    assert "`saksi documents` the documents" in run_saksi("show", "ffffffffff")[2]


def test_json_of_a_document_parses(ledger, story, run_saksi):
    assert json.loads(run_saksi("read", str(story), "--json")[1])["document"]["media_type"] == "text/plain"
    covered = json.loads(run_saksi("coverage", str(story), "--json")[1])
    assert covered["counts"]["sentences"] == len(covered["sentences"])


def test_show_prints_the_words_of_a_statement_by_a_short_id(filled, run_saksi):
    entries = json.loads(run_saksi("log", "--json")[1])["entries"]
    statement = next(entry for entry in entries if entry["kind"] == "statement")
    status, out, _ = run_saksi("show", statement["id"][:12])
    assert status == 0
    assert statement["id"] in out
    assert "hold" in out
    json.loads(run_saksi("show", statement["id"], "--json")[1])


def test_a_hash_stands_whole_on_its_line(filled, run_saksi):
    for entry in json.loads(run_saksi("log", "--json")[1])["entries"]:
        lines = run_saksi("show", entry["id"])[1].splitlines()
        assert max(map(len, lines)) <= 80
        assert "document" not in entry["fields"] or any(line.endswith(entry["fields"]["document"]) for line in lines)


def test_a_changed_original_fails_verify(filled, run_saksi):
    assert run_saksi("verify")[0] == 0
    kept = next(file for file in filled.with_name("test.originals").rglob("*") if file.is_file())
    kept.write_bytes(kept.read_bytes()[:-1] + b"!")
    status, out, err = run_saksi("verify")
    assert status == 1
    assert "wrong:" in out
    assert err.startswith("saksi: ")
    report = json.loads(run_saksi("verify", "--json")[1])
    assert report["sound"] is False


def test_an_empty_register_says_what_to_try(filled, run_saksi):
    out = run_saksi("register", "--trust", "reviewed")[1]
    assert "Try another --on, --as-of or --trust; saksi coverage FILE" in " ".join(out.split())


def test_pages_fit_eighty_columns(filled, story, run_saksi):
    for arguments in (["read", str(story)], ["coverage", str(story)], ["record"], ["person", "Sok Testman"]):
        out = run_saksi(*arguments)[1]
        assert max(map(len, out.splitlines())) <= 80
        assert "\x1b" not in out


def test_control_characters_of_a_document_never_reach_the_terminal(ledger, tmp_path, run_saksi):
    file = tmp_path / "hostile.txt"
    file.write_text("Police arrested Sok Testman\x1b[2J on Monday [bold]now[/bold], \u202ehe said.\n", encoding="utf-8")
    for verb in ("read", "coverage"):
        out = run_saksi(verb, str(file))[1]
        assert "\x1b" not in out
        assert "\u202e" not in out


def _drafts(path):
    with open_ledger(path, None, create=False) as opened:
        return open_drafts(opened)


def _reviewed(path):
    with open_ledger(path, None, create=False) as opened:
        return opened.view(View(trust="reviewed")).statements


def test_each_decision_is_signed_and_not_asked_again(filled, type_keys):
    count = len(_drafts(filled))
    shown = type_keys("a\nr\ns\nq\n", ["review"])
    assert f"1 of {count}" in shown.output
    assert f"2 decided and signed, {counted(count - 2, 'draft')} left" in shown.output
    assert len(_reviewed(filled)) == 1
    assert f"1 of {count - 2}" in type_keys("q\n", ["review"]).output


def test_accepting_shows_the_person_among_the_reviewed(filled, run_saksi, type_keys):
    assert "Sok Testman" not in run_saksi("register", "--trust", "reviewed")[1]
    type_keys("a\n" * 50, ["review"])
    assert "Sok Testman" in run_saksi("register", "--trust", "reviewed", "--on", "2019-12-06")[1]


def test_rejecting_takes_the_person_out(filled, run_saksi, type_keys):
    assert "Sok Testman" in run_saksi("register", "--on", "2019-12-06")[1]
    type_keys("r\n" * 50, ["review"])
    assert "Sok Testman" not in run_saksi("register", "--on", "2019-12-06")[1]


def test_a_correction_takes_the_place_of_the_draft(filled, type_keys):
    first = _drafts(filled)[0]
    type_keys("c\n\n\nalleged\n" + "\n" * 20 + "q\n", ["review", first.id[:12]])
    (corrected,) = _reviewed(filled)
    assert corrected.statement.certainty == "alleged"
    assert corrected.statement.span == first.statement.span
    assert first.id not in {item.id for item in _drafts(filled)}


def test_review_of_a_file_that_is_not_in_the_ledger_is_refused(filled, tmp_path, run_saksi):
    other = tmp_path / "other.txt"
    other.write_text("Nothing of this is known.\n")
    status, _, err = run_saksi("review", str(other))
    assert status == 1
    assert "saksi add" in err


def test_ledger_may_stand_before_or_after_the_verb(tmp_path, story, run_saksi, monkeypatch):
    monkeypatch.delenv("SAKSI_LEDGER", raising=False)
    path = str(tmp_path / "mine")
    assert run_saksi("--ledger", path, "add", str(story))[0] == 0
    assert run_saksi("log", "--ledger", path)[0] == 0


def test_diff_says_what_came_since_and_what_a_rejection_took_away(ledger, story, run_saksi, type_keys):
    run_saksi("add", str(story))
    status, out, _ = run_saksi("diff", "--from", "2000-01-01", "--on", "2019-12-27", "--json")
    found = json.loads(out)["changes"]
    assert status == 0
    assert found
    assert all("before" not in change and change["came"] for change in found)
    assert "not told →" in run_saksi("diff", "--from", "2000-01-01", "--on", "2019-12-27")[1]
    now = datetime.now(UTC).isoformat()
    assert "answers the same" in run_saksi("diff", "--from", now, "--on", "2019-12-27")[1]
    status, _, err = run_saksi("diff", "--from", "2100-01-01", "--on", "2019-12-27")
    assert status == 2
    assert "in the future" in err
