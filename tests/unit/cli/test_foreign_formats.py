"""`saksi add`, `read` and `show` on PDF, DOCX and mail: what is told, and where words stand."""

import json
import re
from email.message import EmailMessage

import pytest
from tests.foreign_files import column, docx, p, pdf

from saksi.archive import sandbox
from saksi.cli import added as telling

LINES = [
    "Activist Held in Test Town",
    "",
    "Phnom Penh, December 6, 2019",
    "",
    "Police arrested Sok Testman on December 2, 2019 in",
    "Battambang province and charged him with treason.",
]


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf([column(LINES), []]))
    return str(file)


@pytest.fixture
def letter(tmp_path, report):
    made = EmailMessage()
    made["From"], made["Date"], made["Message-ID"] = "a@b.example", "Fri, 6 Dec 2019 10:00:00 +0700", "<1@b.example>"
    made["Subject"] = "A report"
    made.set_content("Police arrested Sok Testman on December 2, 2019, his lawyer said.\n")
    made.add_attachment(pdf([column(LINES)]), maintype="application", subtype="pdf", filename="report.pdf")
    made.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    file = tmp_path / "letter.eml"
    file.write_bytes(bytes(made))
    return str(file)


def flat(text):
    return " ".join(text.split())


def statements(run_saksi):
    entries = json.loads(run_saksi("log", "--json")[1])["entries"]
    return [entry["id"] for entry in entries if entry["kind"] == "statement"]


def test_show_says_on_which_page_and_where_on_it_the_words_stand(ledger, report, run_saksi):
    status, _, err = run_saksi("add", report)
    assert status == 0
    assert re.search("pages without (a text layer, not read|text, .* recognised): 2", flat(err))
    charge = statements(run_saksi)[-1]
    assert "place page 1, line 4: 72 to" in flat(run_saksi("show", charge)[1])
    (place,) = json.loads(run_saksi("show", charge, "--json")[1])["places"]
    assert place["path"] == [["page", 1], ["line", 4]]
    assert len(place["box"]) == 4


def test_read_takes_a_pdf_and_a_docx(tmp_path, report, run_saksi):
    file = tmp_path / "report.docx"
    file.write_bytes(docx("".join(p(line) for line in [LINES[0], LINES[2], f"{LINES[4]} {LINES[5]}"])))
    for each in (report, str(file)):
        shown = json.loads(run_saksi("read", each, "--json")[1])
        assert shown["document"]["title"] == LINES[0]
        assert shown["document"]["published"] == "2019-12-06"
        assert {row["content"].get("kind") for row in shown["statements"]} >= {"arrest", "charge"}


def test_attachments_are_added_one_a_line_and_one_that_cannot_be_read_is_told_of(ledger, letter, run_saksi):
    status, out, _ = run_saksi("add", letter)
    assert status == 0
    assert "letter.eml, part 2 (report.pdf): added, 2 drafts" in flat(out)
    assert re.search(r"part 3 \(logo.png\): kept and unread \(\w+\): the PNG picture cannot be read", flat(out))
    assert max(map(len, out.replace(letter, "letter.eml").splitlines())) <= 80
    assert flat(run_saksi("consent")[1]).count("no consent on record: it leaves for nobody") == 3


def test_what_adding_a_mail_did_is_said_as_json(ledger, letter, run_saksi):
    (row,) = json.loads(run_saksi("add", letter, "--json")[1])["files"]
    assert (row["media_type"], row["published"]) == ("message/rfc822", "2019-12-06")
    assert set(row["box"]) == {"bubblewrap", "filtered"}
    report, logo = row["enclosed"]
    assert (report["file"], report["place"], report["added"]) == ("report.pdf", "part 2", True)
    assert (logo["unread"], logo["media_type"]) == ("cut-short", "image/png")


def test_read_says_that_there_is_more_in_a_mail(letter, run_saksi):
    assert "2 documents within it, which `saksi add` takes in" in flat(run_saksi("read", letter)[2])


@pytest.mark.parametrize("wraps", [True, False])
def test_a_box_that_lacks_a_wall_is_told_of_once(wraps, report, run_saksi, monkeypatch):
    if wraps and not sandbox.can_wrap():
        pytest.skip("bubblewrap is not installed here, or may not make a box")
    monkeypatch.setattr(sandbox, "can_wrap", lambda: wraps)
    telling._tell_of_walls.cache_clear()
    told = [run_saksi("read", report)[2].count("without bubblewrap") for _ in range(2)]
    assert told == ([0, 0] if wraps else [1, 0])
    telling._tell_of_walls.cache_clear()


def test_a_guessed_encoding_is_told_of_and_a_declared_one_is_not(ledger, tmp_path, run_saksi):
    file = tmp_path / "old.txt"
    file.write_bytes(
        "Der Anwältin zufolge wurde der Häftling in München über drei Jahre festgehalten.".encode("cp1252")
    )
    assert "which is a guess" in flat(run_saksi("read", str(file))[2])
    file.write_bytes("Die Anwältin sprach.".encode())
    assert "guess" not in run_saksi("read", str(file))[2]


def test_a_file_that_is_not_what_its_name_says_is_kept_and_not_read(ledger, tmp_path, run_saksi):
    file = tmp_path / "report.pdf"
    file.write_bytes(b"<html><body><p>Please log in to see this report.</p></body></html>")
    status, out, _ = run_saksi("add", str(file))
    assert status == 0
    assert "kept and unread" in flat(out)
    assert "by its name it is a PDF file" in flat(out)
    assert "statements" not in flat(run_saksi("register", "--on", "2019-12-06")[1])


def test_a_mailbox_is_said_to_hold_its_mails_and_not_to_be_in_some_language(ledger, letter, tmp_path, run_saksi):
    file = tmp_path / "box.mbox"
    mail = (tmp_path / "letter.eml").read_bytes()
    file.write_bytes((b"From a@b.example Fri Dec  6 10:00:00 2019\n" + mail + b"\n") * 2)
    status, out, err = run_saksi("add", str(file))
    assert status == 0
    assert "it holds 2 documents" in flat(out)
    assert "message 1 (1.eml): added, 2 drafts" in flat(out)
    assert "message 2 (2.eml): already in the ledger" in flat(out)
    assert "language" not in out + err
