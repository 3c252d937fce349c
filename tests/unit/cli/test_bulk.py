"""`saksi add` of folders, and what becomes of files that cannot be read: kept, said why, read later."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image
from tests.foreign_files import column, pdf, sealed_pdf

WIRE = "Arrest in Test Town\n\nTest Town, December {day}, 2019\n\nPolice arrested Sok Testman{day}, a lawyer said.\n"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "reports"
    (made / "deeper").mkdir(parents=True)
    for day in range(1, 7):
        (made / ("deeper" if day % 2 else "") / f"{day}.txt").write_text(WIRE.format(day=day), encoding="utf-8")
    (made / "noise.bin").write_bytes(bytes(range(256)))
    (made / "closed.pdf").write_bytes(sealed_pdf("The court held Sok Testman on December 2, 2019.", password="TEST"))
    (made / "cut.docx").write_bytes(b"PK\x03\x04" + bytes(100))
    (made / "scripts.html").write_text("<html><body><script>show()</script></body></html>", encoding="utf-8")
    (made / "empty.txt").write_bytes(b"")
    (made / "link.txt").symlink_to("/etc/passwd")
    return made


def flat(text):
    return " ".join(text.split())


def report(run_saksi, *arguments):
    status, out, _ = run_saksi("add", *map(str, arguments), "--json")
    return status, json.loads(out)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_file_of_a_folder_is_added_kept_or_told_of_with_the_reason(ledger, folder, run_saksi, jobs):
    status, told = report(run_saksi, folder, "--jobs", jobs)
    counts = told["report"]
    assert status == 1
    assert {name: counts[name] for name in ("files", "read", "unread", "refused", "passed over")} == {
        "files": 12, "read": 6, "unread": 4, "refused": 1, "passed over": 1,
    }  # fmt: skip
    assert any("link" in why for why in counts["why"]["passed over"])
    assert any("empty" in why for why in counts["why"]["refused"])
    assert {row["unread"] for row in told["files"] if "unread" in row} == {"password", "binary", "cut-short", "blank"}
    assert run_saksi("verify")[0] == 0


@pytest.mark.slow
def test_a_folder_added_again_adds_nothing(ledger, folder, run_saksi):
    report(run_saksi, folder)
    before = json.loads(run_saksi("log", "--json")[1])["entries"]
    _, told = report(run_saksi, folder, "--jobs", "2")
    assert (told["report"]["read"], told["report"]["already"], told["report"]["unread"]) == (0, 6, 4)
    assert json.loads(run_saksi("log", "--json")[1])["entries"] == before


@pytest.mark.slow
def test_what_was_killed_in_the_middle_is_done_by_the_same_command(ledger, tmp_path, run_saksi):
    folder = tmp_path / "many"
    folder.mkdir()
    for day in range(40):
        (folder / f"{day}.txt").write_text(WIRE.format(day=day % 28 + 1) + f"Case {day}.\n", encoding="utf-8")
    environment = {**os.environ, "SAKSI_LEDGER": str(ledger)}
    command = [sys.executable, "-m", "saksi", "add", str(folder)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    for _ in range(3):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    _, told = report(run_saksi, folder)
    assert told["report"]["read"] + told["report"]["already"] == 40
    assert told["report"]["already"] >= 2
    assert flat(run_saksi("documents")[1]).endswith("40 documents")
    assert run_saksi("verify")[0] == 0


def test_the_report_says_how_many_and_why(ledger, folder, run_saksi):
    out = flat(run_saksi("add", str(folder))[1])
    assert "12 files: 6 read" in out
    assert "4 kept and unread (`saksi documents --unread` lists them):" in out
    assert "1: the PDF file cannot be read: it is encrypted" in out


def test_an_original_that_was_not_read_comes_out_as_it_went_in(ledger, folder, run_saksi):
    from saksi.acts import originals_of
    from saksi.ledger import open_ledger

    report(run_saksi, folder)
    listed = json.loads(run_saksi("documents", "--unread", "--json")[1])["documents"]
    assert len(listed) == 4
    with open_ledger(ledger, None, create=False) as opened:
        for each in listed:
            data = originals_of(opened).open(each["document"], opened.item_key(each["document"]))
            assert data == (folder / each["name"]).read_bytes()


def test_a_pdf_is_read_once_its_password_comes(ledger, tmp_path, run_saksi, monkeypatch):
    file = tmp_path / "closed.pdf"
    file.write_bytes(sealed_pdf("Police arrested Sok Testman on December 2, 2019.", password="TEST"))
    assert "kept and unread" in flat(run_saksi("add", str(file))[1])
    assert "TEST" not in flat(run_saksi("documents")[1])
    monkeypatch.setattr("saksi.cli.options._ask_password", lambda: "TEST")
    assert "read again, " in flat(run_saksi("add", str(file), "--password")[1])
    assert flat(run_saksi("documents")[1]).endswith("1 document")
    # without it, what was read stays read
    assert "nothing added" in flat(run_saksi("add", str(file))[1])
    assert run_saksi("verify")[0] == 0


def test_what_is_kept_is_read_by_a_later_better_reader(ledger, tmp_path, run_saksi, monkeypatch):
    from saksi.archive import UnreadableError
    from saksi.archive import document as reading

    file = tmp_path / "report.pdf"
    file.write_bytes(pdf([column(["Police arrested Sok Testman on December 2, 2019."])]))

    def refuse(*_: object) -> None:
        raise UnreadableError("PDF file", "no-ocr", "application/pdf")

    with monkeypatch.context() as earlier:
        earlier.setattr(reading, "read_foreign", refuse)
        assert "tesseract is not installed" in flat(run_saksi("add", str(file))[1])
        assert "still unread" in flat(run_saksi("add", "--unread")[2])
    file.unlink()
    assert "report.pdf: read now" in flat(run_saksi("add", "--unread")[1])
    assert json.loads(run_saksi("documents", "--unread", "--json")[1]) == {"documents": []}
    assert run_saksi("verify")[0] == 0


def test_what_was_erased_unread_does_not_come_back_and_erases_no_other_record(ledger, tmp_path, run_saksi):
    for name in ("a.bin", "b.bin"):
        (tmp_path / name).write_bytes(bytes(range(256)) + name.encode())
        run_saksi("add", str(tmp_path / name))
    assert run_saksi("erase", str(tmp_path / "a.bin"), "--document", "--yes")[0] == 0
    assert run_saksi("add", str(tmp_path / "a.bin"))[0] == 1
    assert run_saksi("verify")[0] == 0
    assert "still unread" in flat(run_saksi("add", str(tmp_path / "b.bin"))[1])


def test_a_file_beyond_the_memory_is_kept_in_pieces_and_checked_in_pieces(ledger, tmp_path, run_saksi, monkeypatch):
    from saksi.archive import originals
    from saksi.cli import files

    monkeypatch.setattr(files, "_MOST_BYTES", 10_000)
    monkeypatch.setattr(originals.SecretBox, "decrypt", _refuse_long(originals.SecretBox.decrypt))
    file = tmp_path / "film.mp4"
    file.write_bytes(os.urandom(3_000_000))
    assert "kept and unread" in flat(run_saksi("add", str(file))[1])
    assert run_saksi("verify")[0] == 0
    (box,) = (each for each in Path(f"{ledger}.originals").rglob("*") if each.is_file() and each.stat().st_size > 10**6)
    data = bytearray(box.read_bytes())
    data[2_500_000] ^= 1
    box.write_bytes(data)
    assert "was changed since it was kept" in flat("".join(run_saksi("verify")[1:]))


def _refuse_long(decrypt):
    def short(self, box, *more):
        assert len(box) < 1_000_000
        return decrypt(self, box, *more)

    return short


def test_a_picture_without_words_is_kept(ledger, tmp_path, run_saksi):
    Image.new("RGB", (200, 100), "white").save(tmp_path / "blank.png")
    out = flat(run_saksi("add", str(tmp_path / "blank.png"))[1])
    assert "kept and unread" in out


def test_nothing_named_is_a_wrong_call(ledger, run_saksi):
    assert run_saksi("add")[0] == 2


def test_a_bar_of_progress_is_for_people_alone(ledger, folder, run_saksi):
    began = time.monotonic()
    assert "━" not in run_saksi("add", str(folder))[2]
    assert time.monotonic() - began < 120


def test_what_the_report_counts_as_unread_is_what_is_listed_as_unread(ledger, tmp_path, run_saksi):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "khmer.txt").write_text("ប៉ូលិសបានចាប់ខ្លួនបុរសម្នាក់នៅភ្នំពេញ។\n", encoding="utf-8")
    mail = "From a@b.example Fri Dec  6 10:00:00 2019\nFrom: a@b.example\nSubject: Hello there\n\nThe court met.\n"
    (folder / "letters.mbox").write_text(mail, encoding="utf-8")
    (folder / "digits.txt").write_text("12 34\n", encoding="utf-8")
    out = flat(run_saksi("add", str(folder))[1])
    assert "1 kept and unread (`saksi documents --unread` lists them): 1: the reader does not know its language" in out
    (row,) = json.loads(run_saksi("documents", "--unread", "--json")[1])["documents"]
    assert row["name"] == "khmer.txt"
    # a mailbox and a line of digits are in no language
    assert flat(run_saksi("documents")[1]).count("no words of its own") == 2


def test_a_report_in_an_unread_language_is_kept_marked_and_found_by_its_script(ledger, tmp_path, run_saksi):
    (tmp_path / "khmer.txt").write_text("ប៉ូលិស\u200bបានចាប់ខ្លួនបុរសម្នាក់នៅភ្នំពេញ។\n", encoding="utf-8")
    (tmp_path / "english.txt").write_text(WIRE.format(day=3), encoding="utf-8")
    run_saksi("add", str(tmp_path / "khmer.txt"), str(tmp_path / "english.txt"))
    for arguments in (("--unread",), ("--language", "km"), ("--find", "ប៉ូលិសបាន")):
        (row,) = json.loads(run_saksi("documents", *arguments, "--json")[1])["documents"]
        assert (row["name"], row["language"], row["why_unread"]) == ("khmer.txt", "km", "language")
    assert json.loads(run_saksi("documents", "--find", "ភ្នំពេញ x", "--json")[1]) == {"documents": []}
