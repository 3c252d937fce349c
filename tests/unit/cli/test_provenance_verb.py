"""`saksi provenance`: the chain of custody of a document, for a court. Persons are invented."""

import json
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from saksi.acts import compare_origins
from saksi.ledger import NewEntry, open_ledger

HOSTILE = """<script>alert("x")</script> Activist Held & “Charged” \u202etxt.exe

Phnom Penh, December 6, 2019

Police arrested Sok Testman on December 2, 2019 in Battambang province and charged him with treason.
"""


@pytest.fixture
def document(ledger, story, run_saksi):
    assert run_saksi("add", str(story))[0] == 0
    return captures(run_saksi)[0]["fields"]["document"]


def captures(run_saksi):
    return [each for each in json.loads(run_saksi("log", "--json")[1])["entries"] if each["kind"] == "capture"]


def told(run_saksi, document, status=0):
    done, out, _ = run_saksi("provenance", document, "--json")
    assert done == status
    return json.loads(out)


def on_screen(run_saksi, document):
    return " ".join(run_saksi("provenance", document)[1].split())


def test_it_tells_who_brought_it_when_how_and_its_hashes(document, run_saksi, story):
    found = told(run_saksi, document[:12])
    (capture,) = found["captures"]
    assert found["document"] == document
    assert (capture["name"], capture["how"], capture["size"]) == ("story.txt", "file", story.stat().st_size)
    assert found["sha512"] == found["integrity"]["sha512"] == capture["sha512"]
    assert found["integrity"] == {
        "state": "whole",
        "matches": True,
        "sha512": capture["sha512"],
        "size": capture["size"],
    }
    shown = on_screen(run_saksi, document)
    assert "as a file that a person added" in shown
    assert "by the author's clock" in shown
    assert "nothing of when: no checkpoint with it was cosigned or stamped" in shown
    assert max(map(len, run_saksi("provenance", document)[1].splitlines())) <= 80


def test_an_entry_of_the_document_names_it_too(document, run_saksi):
    statement = next(
        each for each in json.loads(run_saksi("log", "--json")[1])["entries"] if each["kind"] == "statement"
    )
    assert told(run_saksi, statement["id"][:12])["document"] == document


def test_every_later_handling_is_told_in_order(document, run_saksi, story, type_keys):
    entries = json.loads(run_saksi("log", "--json")[1])["entries"]
    statement = next(each for each in entries if each["kind"] == "statement")
    run_saksi("add", str(story), "--published", "2019-12-07")
    later = next(
        each for each in json.loads(run_saksi("log", "--json")[1])["entries"][::-1] if each["kind"] == "statement"
    )
    assert type_keys("a\n", ["review", later["id"][:12]]).exit_code == 0
    assert run_saksi("erase", statement["id"], "--field", "words", "--yes")[0] == 0
    kinds = [each["kind"] for each in told(run_saksi, document)["handlings"]]
    assert kinds[:4] == ["capture", "reading", "capture", "reading"]
    assert {"review", "erase"} <= {*kinds}
    shown = on_screen(run_saksi, document)
    assert "dated 2019-12-07 (given with --published)" in shown
    assert "erased: words of" in shown
    assert "reviewed: accept" in shown


def test_what_a_person_and_the_machine_say_of_its_origin_is_a_handling(document, ledger, run_saksi, tmp_path):
    (tmp_path / "other.txt").write_text("Another Report\n\nPhnom Penh, December 9, 2019\n\nA man spoke.\n", "utf-8")
    run_saksi("add", str(tmp_path / "other.txt"))
    other = captures(run_saksi)[1]["fields"]["document"]
    run_saksi("origins", "--same", document[:12], other[:12])
    assert "said to have one origin" in on_screen(run_saksi, document)
    with open_ledger(ledger, None, create=False) as opened:
        assert compare_origins(opened, recorded_at=datetime.now(UTC)).same == 0


def test_a_page_of_an_archive_tells_its_address_when_it_was_fetched_and_what_it_lay_in(document, ledger, run_saksi):
    inner = {"document": "b" * 64, "name": "2019-12-27T10:00:00Z https://news.example/1", "how": "part"}
    with open_ledger(ledger, None, create=False) as opened:
        now = datetime.now(UTC)
        opened.append([NewEntry(kind="capture", fields={**inner, "brought_by": document})], recorded_at=now)
        # a ring of documents that lie in each other ends
        opened.append(
            [NewEntry(kind="capture", fields={"document": document, "brought_by": "b" * 64, "how": "part"})],
            recorded_at=now,
        )
    (capture,) = told(run_saksi, "b" * 64)["captures"]
    assert capture["address"] == "https://news.example/1"
    assert capture["fetched"] == "2019-12-27T10:00:00Z"
    assert capture["lay_in"][0] == {"document": document, "name": "story.txt", "how": "file"}
    shown = on_screen(run_saksi, "b" * 64)
    assert "https://news.example/1" in shown
    assert "as the record or archive claims" in shown
    assert "not kept in this ledger" in shown


def test_a_page_that_was_fetched_is_no_file_that_a_person_added(document, ledger, run_saksi):
    record = {"document": "c" * 64, "name": "2019-12-27T10:00:00Z https://news.example/1", "how": "web"}
    page = {"document": "d" * 64, "name": record["name"], "how": "file", "brought_by": "c" * 64}
    with open_ledger(ledger, None, create=False) as opened:
        batch = [NewEntry(kind="capture", fields=fields) for fields in (record, page)]
        opened.append(batch, recorded_at=datetime.now(UTC))
    assert "as a page that Saksi fetched at a person's command" in on_screen(run_saksi, "d" * 64)
    assert "as the record of a page that Saksi fetched" in on_screen(run_saksi, "c" * 64)


def test_an_original_that_was_changed_is_told_and_the_status_is_1(document, ledger, run_saksi):
    for file in (ledger.parent / "test.originals").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-1] + b"x")
    found = told(run_saksi, document, status=1)
    assert (found["sound"], found["integrity"]["state"]) == (False, "changed")
    assert "THE ORIGINAL IS NOT WHAT WAS KEPT" in " ".join(run_saksi("provenance", document)[1].split())


def test_a_capture_that_signed_other_hashes_is_told(document, ledger, run_saksi):
    with open_ledger(ledger, None, create=False) as opened:
        fields = {"document": document, "sha512": "e" * 128, "size": 9, "how": "file"}
        opened.append([NewEntry(kind="capture", fields=fields)], recorded_at=datetime.now(UTC))
    found = told(run_saksi, document, status=1)
    assert (found["integrity"]["state"], found["integrity"]["matches"]) == ("whole", False)


def test_of_an_erased_document_it_tells_that_and_by_which_entry(document, run_saksi):
    assert run_saksi("erase", "--document", document, "--yes")[0] == 0
    found = told(run_saksi, document)
    assert found["integrity"]["state"] == "erased"
    assert "sha512" not in found
    assert "story.txt" not in json.dumps(found)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.words, self.links = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "srcset", "style")]

    def handle_data(self, data):
        self.words.append(data)


def test_the_page_runs_and_fetches_nothing_whatever_a_document_is_called(ledger, run_saksi, tmp_path):
    (tmp_path / "hostile.txt").write_text(HOSTILE, "utf-8")
    run_saksi("add", str(tmp_path / "hostile.txt"))
    document = captures(run_saksi)[0]["fields"]["document"]
    page = tmp_path / "page.html"
    status, out, _ = run_saksi("provenance", document, "--html", str(page))
    assert (status, "written" in out) == (0, True)
    html = page.read_text("utf-8")
    reader = _Reader()
    reader.feed(html)
    assert {"script", "img", "link", "iframe", "a", "form"}.isdisjoint(reader.tags)
    assert reader.links == []
    assert "default-src 'none'" in html.replace("&#x27;", "'")
    assert "\u202e" not in html
    words = " ".join(" ".join(reader.words).split())
    assert '<script>alert("x")</script> Activist Held & “Charged”' in words
    assert document in words
    assert "Every later handling".lower() in words.lower()


def test_the_page_says_what_the_screen_says(document, run_saksi, tmp_path):
    page = tmp_path / "page.html"
    run_saksi("provenance", document, "--html", str(page))
    reader = _Reader()
    reader.feed(page.read_text("utf-8"))
    words = " ".join(reader.words)
    for each in ("as a file that a person added", "who looked at it without changing anything", "checkpoint"):
        assert each in words
        assert each in on_screen(run_saksi, document)


def test_what_names_nothing_is_refused_in_one_line(document, run_saksi):
    status, _, line = run_saksi("provenance", "ffffffff")
    assert status == 1
    assert "no document begins with ffffffff" in line
