"""`saksi capture`, `watch`, `export`: pages of a server of the tests' own, kept, watched, and replayed elsewhere."""

import io
import json
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from importlib import import_module

import pytest
from tests.foreign_files import column, pdf
from tests.web_archives import PAGE, answer, packed, record
from tests.web_server import BOMB, Canary, Server, Socks, leading, page, serving
from warcio.archiveiterator import ArchiveIterator

from saksi.acts import originals_of
from saksi.archive import wacz
from saksi.ledger import open_ledger

REPORT = """Officers came to the house of Sok Testman at dawn, and took papers, two telephones and an exercise book.

“I have done nothing wrong, and I have said nothing that I would not say again,” Sok Testman told them at the gate.

A spokesman of the court would not say whether a judge had signed the order, nor where the telephones are kept now."""

# the acts have the names of their modules
CAPTURE, WATCH = import_module("saksi.acts.capture"), import_module("saksi.acts.watch")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        one.pages["/story"] = page()
        yield one


@pytest.fixture(autouse=True)
def calm(monkeypatch):
    monkeypatch.delenv("SAKSI_PROXY", raising=False)
    monkeypatch.setattr(WATCH, "PAUSE", 0.0)
    # a second each; tests/unit/web/test_picture.py makes real ones
    monkeypatch.setattr(CAPTURE, "take_picture", lambda *_: (None, "no picture: a test"))


def flat(text):
    return " ".join(text.split())


def captures(ledger):
    with open_ledger(ledger, None, create=False) as opened:
        return [dict(entry.fields) for entry in opened.entries_of_kind("capture")]


def original(ledger, document):
    with open_ledger(ledger, None, create=False) as opened:
        return originals_of(opened).open(document, opened.item_key(document))


class TestCapture:
    def test_a_page_is_kept_read_and_names_its_record_address_and_time(self, ledger, server, run_saksi):
        status, out, err = run_saksi("capture", f"{server.root}/story")
        assert status == 0, err
        assert "added" in flat(out)
        record_, page_ = captures(ledger)
        assert (record_["how"], record_["media_type"]) == ("web", "application/warc")
        assert record_["name"].endswith(f"Z {server.root}/story")
        assert (page_["how"], page_["brought_by"]) == ("file", record_["document"])
        assert page_["document"] == sha256(PAGE).hexdigest()
        assert page_["name"].endswith(f"Z {server.root}/story")
        assert original(ledger, page_["document"]) == PAGE
        kinds = [each.rec_type for each in ArchiveIterator(io.BytesIO(original(ledger, record_["document"])))]
        assert kinds[:3] == ["warcinfo", "response", "request"]
        assert "Sok Testman" in run_saksi("register", "--on", "2019-12-27")[1]
        assert run_saksi("verify")[0] == 0

    def test_a_picture_is_made_or_it_is_said_why_not(self, ledger, server, run_saksi, monkeypatch):
        made = b"\x89PNG\r\n\x1a\n" + b"made by a test"
        seen = []
        monkeypatch.setattr(
            CAPTURE, "take_picture", lambda data, ending: seen.append((data, ending)) or (made, "a picture")
        )
        run_saksi("capture", f"{server.root}/story")
        assert seen == [(PAGE, ".html")]
        archive = original(ledger, captures(ledger)[0]["document"])
        found = {
            each.rec_headers.get_header("WARC-Target-URI"): each.raw_stream.read()
            for each in ArchiveIterator(io.BytesIO(archive))
            if each.rec_type == "resource"
        }
        assert found == {f"urn:view:{server.root}/story": made}
        monkeypatch.setattr(CAPTURE, "take_picture", lambda *_: (None, "no picture: no Chromium"))
        assert "no picture: no Chromium" in flat(run_saksi("capture", f"{server.root}/story")[2])

    def test_the_same_page_again_is_a_second_record_and_no_second_reading(self, ledger, server, run_saksi):
        run_saksi("capture", f"{server.root}/story")
        status, out, _ = run_saksi("capture", f"{server.root}/story")
        assert (status, "the page is as one in the ledger" in flat(out)) == (0, True)
        found = captures(ledger)
        assert [each["how"] for each in found] == ["web", "file", "web", "file"]
        assert found[3]["brought_by"] == found[2]["document"] != found[0]["document"]
        readings = [e for e in json.loads(run_saksi("log", "--json")[1])["entries"] if e["kind"] == "reading"]
        assert len(readings) == 3
        assert run_saksi("verify")[0] == 0

    def test_what_fails_is_on_record_and_stops_no_other(self, ledger, server, run_saksi):
        server.pages["/router"] = leading("http://192.168.0.1/")
        wrong = [f"{server.root}/gone", "http://no-such-host.invalid/", f"{server.root}/router"]
        status, out, err = run_saksi("capture", *wrong, f"{server.root}/story")
        assert status == 1
        assert "added" in flat(out)
        assert "the server answered 404; the attempt is on record" in flat(err)
        assert "no such host" in flat(err)
        assert "private network (192.168.0.1)" in flat(err)
        found = captures(ledger)
        assert [each["how"] for each in found] == ["web", "web", "web", "web", "file"]
        assert b"not captured: no such host" in b"".join(
            each.raw_stream.read() for each in ArchiveIterator(io.BytesIO(original(ledger, found[1]["document"])))
        )

    def test_what_is_no_page_is_kept_and_said(self, ledger, server, run_saksi):
        server.pages |= {
            "/picture": page(b"\x89PNG", "image/png"),
            "/bomb": page(BOMB, Content_Encoding="gzip"),
            "/report": page(pdf([column(["Police arrested Sok Testman on Monday."])]), "application/pdf"),
        }
        status, out, err = run_saksi("capture", *(f"{server.root}/{each}" for each in ("picture", "bomb", "report")))
        assert status == 1
        assert "no page that can be read (image/png)" in flat(err)
        assert "larger than 20 MB unpacked" in flat(err)
        assert "/report: added" in flat(out)

    def test_nothing_is_asked_or_made_where_something_is_wrong_with_the_call(self, ledger, server, run_saksi):
        for arguments in (["file:///etc/passwd"], ["--proxy", "socks5://127.0.0.1:1", f"{server.root}/story"]):
            status, _, err = run_saksi("capture", f"{server.root}/story", *arguments)
            assert (status, len(err.splitlines())) == (1, 1)
        assert server.asked == []
        assert not ledger.parent.exists()

    def test_the_proxy_that_is_named_for_saksi_counts(self, ledger, server, run_saksi, monkeypatch):
        socks = Socks(server.port)
        monkeypatch.setenv("SAKSI_PROXY", socks.address)
        status, out, _ = run_saksi("capture", "http://news.example/story", "--json")
        assert status == 0
        assert json.loads(out)["captures"][0]["page"]["added"] is True
        assert socks.asked == [("news.example", 80)]
        archive = original(ledger, captures(ledger)[0]["document"])
        assert b"proxy: socks5h\r\n" in b"".join(e.raw_stream.read() for e in ArchiveIterator(io.BytesIO(archive)))

    def test_the_record_stays_in_the_office_and_the_page_does_not(self, ledger, server, run_saksi):
        run_saksi("capture", f"{server.root}/story")
        shown = json.loads(run_saksi("register", "--audience", "public", "--on", "2019-12-27", "--json")[1])
        assert "Sok Testman" in json.dumps(shown)
        # there is one for each page, and nobody was promised anything: it is listed where somebody decided
        assert captures(ledger)[0]["document"][:12] not in run_saksi("consent")[1]
        document = captures(ledger)[0]["document"]
        assert run_saksi("consent", document[:12], "--uses", "share")[0] == 0
        assert document[:12] in run_saksi("consent")[1]

    def test_a_page_that_changed_is_a_later_version_of_itself_and_no_second_origin(self, ledger, server, run_saksi):
        lines = [f"<p>{line}</p>" for line in REPORT.split("\n\n")]
        for title, more in (("Raid on a House", []), ("Raid Again", ["<p>A court said nothing.</p>"])):
            body = f"<html><title>{title}</title><article><h1>{title}</h1>{''.join(lines + more)}</article></html>"
            server.pages["/raid"] = page(body.encode())
            told = flat(run_saksi("capture", f"{server.root}/raid")[2])
        assert "1 link proposed between documents of one origin" in told
        (origin,) = json.loads(run_saksi("origins", "--json")[1])["origins"]
        assert [link["basis"]["how"] for link in origin["links"]] == ["version"]
        assert origin["links"][0]["basis"]["address"] == "same"
        (capture,) = json.loads(run_saksi("provenance", captures(ledger)[1]["document"], "--json")[1])["captures"]
        assert capture["address"] == f"{server.root}/raid"
        assert capture["fetched"] == captures(ledger)[1]["name"].split()[0]


class TestArchives:
    def test_an_archive_that_is_added_stays_in_the_office_with_its_pages(self, ledger, tmp_path, run_saksi):
        file = tmp_path / "site.warc.gz"
        file.write_bytes(packed(record("response", "https://news.example/a", answer(PAGE))))
        status, out, err = run_saksi("add", str(file))
        assert status == 0, err
        assert "it holds 1 document" in flat(out)
        assert "record 1 (2019-12-27T10:00:00Z https://news.example/a): added" in flat(out)
        around, part = captures(ledger)
        assert (around["how"], part["how"], part["brought_by"]) == ("archive", "part", around["document"])
        assert part["name"] == "2019-12-27T10:00:00Z https://news.example/a"
        assert "Sok Testman" not in run_saksi("register", "--audience", "public", "--on", "2019-12-27")[1]
        assert flat(run_saksi("consent")[1]).count("no consent on record") == 2
        size = len(captures(ledger))
        assert "already in the ledger" in run_saksi("add", str(file))[1]
        assert len(captures(ledger)) == size


def rss(*addresses):
    items = "".join(f"<item><title>t</title><link>{each}</link></item>" for each in addresses)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><link>/</link>{items}</channel></rss>'.encode()


def atom(*addresses):
    entries = "".join(f'<entry><link rel="self" href="/no"/><link href="{each}"/></entry>' for each in addresses)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/>{entries}</feed>'.encode()


class TestWatch:
    @pytest.mark.parametrize("make", [rss, atom])
    def test_only_what_is_new_is_captured(self, make, ledger, server, run_saksi):
        server.pages |= {"/feed": page(make("/story", "/2"), "application/xml"), "/2": page(PAGE + b"<!-- 2 -->")}
        status, out, err = run_saksi("watch", f"{server.root}/feed")
        assert status == 0, err
        assert "2 new pages captured" in flat(out)
        assert server.paths() == ["/feed", "/story", "/2"]
        server.asked.clear()
        assert "0 new pages captured" in flat(run_saksi("watch", f"{server.root}/feed")[1])
        assert server.paths() == ["/feed"]
        server.pages |= {"/feed": page(make("/3", "/story"), "application/xml"), "/3": page(PAGE + b"<!-- 3 -->")}
        assert "1 new page captured" in flat(run_saksi("watch", f"{server.root}/feed")[1])
        assert server.paths()[1:] == ["/feed", "/3"]
        assert run_saksi("verify")[0] == 0

    def test_a_feed_that_has_not_changed_is_not_sent_again(self, ledger, server, run_saksi):
        def serve(wire, request):
            same = b'If-None-Match: "v1"' in request and b"If-Modified-Since: Fri, 27 Dec 2019" in request
            more = {"ETag": '"v1"', "Last_Modified": "Fri, 27 Dec 2019 10:00:00 GMT"}
            wire.sendall(answer(b"", status="304 Not Modified") if same else page(rss("/story"), **more))

        server.pages["/feed"] = serve
        run_saksi("watch", f"{server.root}/feed")
        status, out, _ = run_saksi("watch", f"{server.root}/feed")
        assert (status, "nothing new since the last pass" in flat(out)) == (0, True)
        assert server.paths() == ["/feed", "/story", "/feed"]

    def test_a_pass_that_is_killed_is_taken_up_where_it_was(self, ledger, server, run_saksi, monkeypatch):
        server.pages |= {"/feed": page(rss("/story", "/2", "/3")), "/2": page(PAGE + b"2"), "/3": page(PAGE + b"3")}
        real, done = WATCH.capture, []

        def killed(*arguments, **named):
            if len(done) == 1:
                raise KeyboardInterrupt
            done.append(arguments)
            return real(*arguments, **named)

        monkeypatch.setattr(WATCH, "capture", killed)
        assert run_saksi("watch", f"{server.root}/feed")[0] == 130
        monkeypatch.setattr(WATCH, "capture", real)
        assert "2 new pages captured" in flat(run_saksi("watch", f"{server.root}/feed")[1])
        assert server.paths() == ["/feed", "/story", "/feed", "/2", "/3"]

    def test_a_page_that_is_not_to_be_had_is_tried_three_times(self, ledger, server, run_saksi):
        def serve(wire, request):
            same = b'If-None-Match: "v1"' in request
            wire.sendall(answer(b"", status="304 Not Modified") if same else page(rss("/gone", "/story"), ETag='"v1"'))

        server.pages["/feed"] = serve
        for _ in range(5):
            run_saksi("watch", f"{server.root}/feed")
        assert server.paths().count("/gone") == 3
        assert server.paths().count("/story") == 1

    def test_a_feed_leads_to_no_private_address_and_no_file(self, ledger, server, run_saksi):
        canary = Canary()
        named = [
            "file:///etc/passwd",
            f"http://127.0.0.1:{canary.port}/",
            f"http://localhost:{canary.port}/",
            "javascript:x",
        ]
        server.pages["/feed"] = page(rss(*named, "/story"))
        _, out, err = run_saksi("watch", f"{server.root}/feed")
        assert "1 new page captured, 2 not to be had" in flat(out)
        assert flat(err).count("within a private network") == 2
        assert canary.calls == 0
        canary.close()

    @pytest.mark.parametrize(
        "body",
        [
            b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><item><link>http://&a;/</link></item></rss>',
            b"<html><body><p>Please log in</p></body></html>",
            b"not XML at all",
            b'<?xml version="1.0" encoding="utf-7"?><rss>' + b"<a>" * 100_000,
            b"<rss>" + b"<item>" * 200_000,
        ],
    )
    def test_a_hostile_feed_leads_nowhere(self, body, ledger, server, run_saksi):
        server.pages["/feed"] = page(body, "application/rss+xml")
        run_saksi("watch", f"{server.root}/feed")
        assert server.paths() == ["/feed"]

    def test_a_feed_in_another_encoding_is_read(self, ledger, server, run_saksi):
        feed = '<?xml version="1.0" encoding="windows-1251"?>'
        feed += "<rss><item><title>Новости</title><link>/story</link></item></rss>"
        server.pages["/feed"] = page(feed.encode("cp1251"))
        assert "1 new page" in run_saksi("watch", f"{server.root}/feed")[1]

    def test_a_feed_that_cannot_be_read_is_said_and_stops_no_other(self, ledger, server, run_saksi):
        server.pages["/feed"] = page(rss("/story"))
        status, out, err = run_saksi("watch", f"{server.root}/gone", f"{server.root}/feed")
        assert status == 1
        assert "the server answered 404" in flat(err)
        assert "1 new page captured" in flat(out)

    def test_feeds_that_brought_something_are_listed_and_nothing_is_asked(self, ledger, server, run_saksi):
        server.pages["/feed"] = page(rss("/story"))
        run_saksi("watch", f"{server.root}/feed")
        server.asked.clear()
        (row,) = json.loads(run_saksi("watch", "--list", "--json")[1])["feeds"]
        assert row["feed"] == f"{server.root}/feed"
        assert server.asked == []
        assert run_saksi("watch")[0] == run_saksi("watch", "--list", row["feed"])[0] == 2


def read_wacz(data):
    """A reader of WACZ 1.1.1 of the tests' own, which holds it to the specification."""
    package = zipfile.ZipFile(io.BytesIO(data))
    listed = json.loads(package.read("datapackage.json"))
    assert (listed["profile"], listed["wacz_version"]) == ("data-package", "1.1.1")
    digest = json.loads(package.read("datapackage-digest.json"))
    assert digest["path"] == "datapackage.json"
    assert digest["hash"] == f"sha256:{sha256(package.read('datapackage.json')).hexdigest()}"
    named = {row["path"]: row for row in listed["resources"]}
    assert set(package.namelist()) == {*named, "datapackage.json", "datapackage-digest.json"}
    for path, row in named.items():
        held = package.read(path)
        assert (row["bytes"], row["hash"]) == (len(held), f"sha256:{sha256(held).hexdigest()}")
        assert row["name"] == path.rpartition("/")[2]
        assert package.getinfo(path).compress_type == zipfile.ZIP_STORED
    first, *pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
    assert first["format"] == "json-pages-1.0"
    lines = package.read("indexes/index.cdxj").splitlines()
    assert lines == sorted(lines)
    answers = {}
    for line in lines:
        key, at, row = line.decode().split(" ", 2)
        found = json.loads(row)
        start = int(found["offset"])
        piece = package.read(f"archive/{found['filename']}")[start : start + int(found["length"])]
        (only,) = ArchiveIterator(io.BytesIO(piece), no_record_parse=True)
        assert only.rec_headers.get_header("WARC-Target-URI") == found["url"]
        assert only.rec_headers.get_header("WARC-Date").translate({45: None, 58: None, 84: None, 90: None}) == at
        answers[key] = found
    for each in pages:
        assert any(row["url"] == each["url"] for row in answers.values())
    return pages, answers


class TestExport:
    def test_a_package_is_what_the_specification_says_and_reads_back(self, ledger, server, tmp_path, run_saksi):
        server.pages |= {"/first": leading("/story"), "/other?b=2&a=1": page(PAGE + b"o")}
        run_saksi("capture", f"{server.root}/first", f"{server.root}/other?b=2&a=1")
        one, page_, two, _ = captures(ledger)
        file = tmp_path / "pages.wacz"
        # by a page in it, and by the record itself
        ids = [page_["document"][:12], two["document"][:12]]
        status, _, err = run_saksi("export", "--wacz", str(file), *ids)
        assert (status, file.exists()) == (1, False)
        assert f"saksi consent {one['document'][:12]} --uses share" in flat(err)
        for each in (one, two):
            run_saksi("consent", each["document"][:12], "--uses", "share")
        status, out, _ = run_saksi("export", "--wacz", str(file), *ids)
        assert (status, "2 records" in flat(out)) == (0, True)
        pages, answers = read_wacz(file.read_bytes())
        assert [each["url"] for each in pages] == [f"{server.root}/story", f"{server.root}/other?b=2&a=1"]
        assert sorted(row["status"] for row in answers.values()) == ["200", "200", "302"]
        assert any(key.endswith("/other?a=1&b=2") for key in answers)
        assert run_saksi("export", "--wacz", str(file), *ids)[0] == 1
        added = json.loads(run_saksi("add", str(file), "--json")[1])["files"][0]
        assert (added["media_type"], "remarks" in added) == ("application/wacz", False)
        assert [each["added"] for each in added["enclosed"]] == [False, False]

    def test_what_is_no_record_is_refused(self, ledger, story, tmp_path, run_saksi):
        run_saksi("add", str(story))
        document = captures(ledger)[0]["document"]
        status, _, err = run_saksi("export", "--wacz", str(tmp_path / "a.wacz"), document[:12])
        assert (status, "is no record of the web" in flat(err)) == (1, True)
        assert run_saksi("export", "--wacz", str(tmp_path / "a.wacz"), "what")[0] == 1

    @pytest.mark.parametrize(
        ("address", "key"),
        [
            ("https://www.News.example/A/b?z=1&a=2", "example,news)/a/b?a=2&z=1"),
            ("http://news.example:8080/", "example,news:8080)/"),
            ("https://news.example:443", "example,news)/"),
            ("https://www2.news.example/", "example,news)/"),
            ("http://[::1]:81/x", "::1:81)/x"),
        ],
    )
    def test_keys_of_the_index_are_written_from_the_end_of_the_host(self, address, key):
        assert wacz.surt(address) == key


@pytest.mark.slow
def test_a_pass_that_is_killed_in_the_middle_loses_nothing_and_repeats_nothing(ledger, server, run_saksi):
    """kill -9, while the second page is being asked for."""
    reached = threading.Event()

    def stuck(wire, _):
        reached.set()
        time.sleep(20)

    server.pages |= {"/feed": page(rss("/story", "/2")), "/2": stuck}
    command = [sys.executable, "-m", "saksi", "watch", f"{server.root}/feed"]
    killed = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert reached.wait(120)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    server.pages["/2"] = page(PAGE + b"<!-- 2 -->")
    status, out, err = run_saksi("watch", f"{server.root}/feed")
    assert (status, "1 new page captured" in flat(out)) == (0, True), err
    assert server.paths() == ["/feed", "/story", "/2", "/feed", "/2"]
    assert run_saksi("verify")[0] == 0
