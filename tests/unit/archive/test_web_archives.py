"""Web archives: each page in them is a document of its own; what is not whole is said, and costs nothing else."""

import gzip
import io
import json
import time
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.foreign_files import column, docx, p, pdf
from tests.web_archives import AT, PAGE, answer, chunked, digest, packed, record, wacz
from warcio.warcwriter import WARCWriter

from saksi.archive import Source, take_in
from saksi.archive.formats import warc
from saksi.archive.formats.recorded import Link, Record, Validator
from saksi.archive.formats.told import RefusedError, hear_line, tell_line
from saksi.model import BadInputError

INFO = record("warcinfo", "", b"software: tests\r\n")
GOOD = record("response", "https://news.example/good", answer(PAGE))


def read(data: bytes, name: str = "test.warc") -> Source:
    return take_in(data, name=name)


def bodies(source: Source) -> dict[str, bytes]:
    return {each.name.rpartition("/")[2]: each.data for each in source.enclosed}


def said(source: Source) -> str:
    return " | ".join(source.remarks)


def test_a_page_names_its_address_and_the_time_that_the_archive_claims() -> None:
    source = read(INFO + GOOD)
    assert source.media_type == "application/warc"
    (page,) = source.enclosed
    assert (page.name, page.data, page.place) == (f"{AT} https://news.example/good", PAGE, "record 2")
    assert source.text == f"{AT} 200 text/html https://news.example/good\n"
    (zone,) = source.zones
    assert zone.kind == "furniture"


def test_where_a_record_lies_in_the_archive_is_known() -> None:
    for whole, alone in ((INFO + GOOD, GOOD), (packed(INFO, GOOD), packed(GOOD))):
        (found,) = read(whole).records
        # without the two line breaks after it, where it is not packed
        assert alone.startswith(whole[found.start : found.end])
        assert len(alone) - (found.end - found.start) in (0, 4)


@pytest.mark.parametrize("pack", [lambda *each: b"".join(each), packed, lambda *each: gzip.compress(b"".join(each))])
def test_plain_packed_by_record_and_packed_as_a_whole_say_the_same(pack) -> None:
    source = read(pack(INFO, GOOD, GOOD))
    assert [each.data for each in source.enclosed] == [PAGE, PAGE]
    assert source.remarks == ()


def test_the_bytes_of_a_page_are_what_the_server_meant_however_they_were_sent() -> None:
    raw = zlib.compressobj(wbits=-15)
    sent = {
        "chunked": answer(chunked(PAGE), Transfer_Encoding="chunked"),
        "gzip": answer(gzip.compress(PAGE), Content_Encoding="gzip"),
        "both": answer(chunked(gzip.compress(PAGE)), Transfer_Encoding="chunked", Content_Encoding="gzip"),
        "deflate": answer(zlib.compress(PAGE), Content_Encoding="deflate"),
        "raw": answer(raw.compress(PAGE) + raw.flush(), Content_Encoding="deflate"),
        "br": answer(brotli.compress(PAGE), Content_Encoding="br"),
        "twice": answer(gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip, gzip"),
        "unpacked": answer(PAGE, Transfer_Encoding="chunked", Content_Encoding="gzip"),
    }
    source = read(b"".join(record("response", f"https://news.example/{name}", each) for name, each in sent.items()))
    assert bodies(source) == dict.fromkeys(sent, PAGE)


def test_each_kind_of_document_is_read_by_what_it_is() -> None:
    report = pdf([column(["Police arrested Sok Testman on Monday."])])
    letter = docx(p("Police arrested Sok Testman on Monday."))
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    source = read(
        record("response", "https://news.example/1.html", answer(report, "application/pdf"))
        + record("response", "https://news.example/2", answer(report, "application/octet-stream"))
        + record("response", "https://news.example/3.pdf", answer(PAGE, "text/html; charset=utf-8"))
        + record("response", "https://news.example/4", answer(b"Words alone.", "text/plain"))
        + record("response", "https://news.example/5", answer(letter, word))
        + record("response", "https://news.example/6", answer(b"\x89PNG", "image/png"))
        + record("response", "https://news.example/7", answer(b"x = 1", "text/javascript"))
        + record("resource", "https://news.example/8", PAGE, Content_Type="text/html")
        + record("resource", "urn:text:https://news.example/9", b"text", Content_Type="text/plain")
    )
    read_as = [take_in(each.data, name=each.called).media_type for each in source.enclosed]
    assert read_as == ["application/pdf", "application/pdf", "text/html", "text/plain", word, "text/html"]
    assert "image/png https://news.example/6" in source.text


def test_what_is_no_page_is_listed_and_is_no_document() -> None:
    moved = answer(PAGE, status="301 Moved", Location="https://news.example/b")
    source = read(
        record("response", "https://news.example/a", moved)
        + record("response", "https://news.example/gone", answer(PAGE, status="404 Not Found"))
        + record("request", "https://news.example/good", b"GET /good HTTP/1.1\r\nCookie: secret\r\n\r\n")
        + GOOD
    )
    assert list(bodies(source)) == ["good"]
    assert [each.status for each in source.records] == [301, 404, 200]
    assert "secret" not in source.text


def test_a_record_that_says_as_before_refers_to_the_one_before_it() -> None:
    seen = digest(PAGE)
    again = {"WARC_Payload_Digest": seen, "WARC_Refers_To_Date": "2018-01-01T00:00:00Z"}
    first = record("response", "https://news.example/good", answer(PAGE), WARC_Payload_Digest=seen)
    source = read(first + record("revisit", "https://news.example/again", answer(b""), **again))
    assert len(source.enclosed) == 1
    assert "https://news.example/again (the same as record 1)" in source.text
    alone = read(record("revisit", "https://news.example/again", answer(b""), **again))
    assert "(the same as on 2018-01-01T00:00:00Z, in another archive)" in alone.text
    assert said(alone) == "records that only name a page of another archive: 1"


def test_a_wrong_digest_is_said_and_a_right_one_in_any_form_is_not() -> None:
    parts = chunked(PAGE)
    right = [
        record("response", "https://news.example/1", answer(PAGE), WARC_Payload_Digest=digest(PAGE)),
        record("response", "https://news.example/2", answer(PAGE), WARC_Payload_Digest=digest(PAGE, "sha256")),
        record(
            "response",
            "https://news.example/3",
            answer(parts, Transfer_Encoding="chunked"),
            WARC_Payload_Digest=digest(parts),
        ),
        record(
            "response",
            "https://news.example/4",
            answer(parts, Transfer_Encoding="chunked"),
            WARC_Payload_Digest=digest(PAGE),
        ),
        record("response", "https://news.example/5", answer(PAGE), WARC_Block_Digest=digest(answer(PAGE))),
        record("response", "https://news.example/6", answer(PAGE), WARC_Payload_Digest="blake9:AAAA"),
    ]
    assert read(b"".join(right)).remarks == ()
    wrong = [
        record("response", "https://news.example/7", answer(PAGE), WARC_Payload_Digest=digest(b"other")),
        record("response", "https://news.example/8", answer(PAGE), WARC_Block_Digest=digest(b"other", "sha256")),
    ]
    source = read(b"".join([*right, *wrong]))
    assert said(source) == "records that are not what their digest says, read all the same: 7, 8"
    assert len(source.enclosed) == 8


def test_of_an_archive_that_is_cut_short_the_whole_records_are_kept() -> None:
    for whole in (GOOD * 3, packed(GOOD, GOOD, GOOD)):
        for length in (len(whole) - 150, len(whole) * 2 // 3 + 20):
            source = read(whole[:length])
            assert [each.data for each in source.enclosed] == [PAGE, PAGE]
            assert "cut short" in said(source)


def test_what_follows_a_record_of_the_wrong_length_is_said_to_be_damaged() -> None:
    wrong = record("response", "https://news.example/wrong", answer(PAGE), length=40)
    source = read(GOOD + wrong + GOOD)
    assert next(each.data for each in source.enclosed) == PAGE
    assert "after record 2" in said(source)


def test_a_body_that_unpacks_to_too_much_costs_only_itself() -> None:
    much = gzip.compress(b" " * 400_000_000, 9)
    bombs = [
        answer(much, Content_Encoding="gzip"),
        answer(chunked(much, 1 << 20), Transfer_Encoding="chunked", Content_Encoding="gzip"),
        answer(gzip.compress(much), Content_Encoding="gzip, gzip"),
        answer(brotli.compress(b" " * 400_000_000, lgwin=24, quality=5), Content_Encoding="br"),
    ]
    archive = b"".join(record("response", f"https://news.example/{n}", each) for n, each in enumerate(bombs))
    source = read(archive + GOOD)
    assert list(bodies(source)) == ["good"]
    assert said(source) == "records larger than 20 MB unpacked, not read: 1, 2, 3, 4"


def test_an_archive_that_unpacks_to_far_too_much_is_stopped_with_what_was_read() -> None:
    block = b" " * 600_000_000
    bomb = io.BytesIO()
    with gzip.GzipFile(fileobj=bomb, mode="wb", compresslevel=9) as stream:
        stream.write(record("response", "https://news.example/bomb", b"", length=len(block)).removesuffix(b"\r\n\r\n"))
        stream.write(block)
    start = time.monotonic()
    source = read(packed(GOOD) + bomb.getvalue() + packed(GOOD))
    assert [each.data for each in source.enclosed] == [PAGE, PAGE]
    assert time.monotonic() - start < 30


def test_a_header_line_without_an_end_is_an_archive_that_is_damaged() -> None:
    made = zlib.compressobj(1, wbits=31)
    endless = made.compress(b"WARC/1.1\r\nX: ")
    # a bomb is made in steps, or it would go off here
    endless += b"".join(made.compress(b"a" * 1_000_000) for _ in range(900)) + made.flush()
    source = read(packed(GOOD) + endless)
    assert [each.data for each in source.enclosed] == [PAGE]
    assert "after record 1" in said(source)


def test_bodies_beyond_the_bound_of_all_together_are_said() -> None:
    large = b"<html><p>" + b"words and words " * 1_200_000
    source = read(b"".join(record("response", f"https://news.example/{n}", answer(large)) for n in range(5)) + GOOD)
    assert list(bodies(source)) == ["0", "1", "2", "good"]
    assert "records left out, split the archive to have them: 4, 5" in said(source)


def test_addresses_without_end_are_stopped_with_what_was_read() -> None:
    long = record("response", "https://news.example/" + '"' * 1_900, answer(b"", "image/png"))
    source = read(GOOD + long * 20_000 + GOOD)
    assert list(bodies(source)) == ["good"]
    assert "more records than" in said(source)


@pytest.mark.slow
def test_an_archive_of_a_hundred_thousand_records_is_gone_through() -> None:
    picture = packed(record("response", "https://news.example/i.png", answer(b"\x89PNG", "image/png")))
    source = read(picture * 50_000 + packed(GOOD) + picture * 49_999)
    assert list(bodies(source)) == ["good"]
    assert len(source.records) == 100_000
    assert len([line for line in source.text.splitlines() if line]) == warc.MOST_LINES
    assert "90000" in said(source)


def test_what_is_packed_and_no_archive_is_refused_with_what_to_do() -> None:
    for data in (gzip.compress(b"Police arrested Sok Testman."), b"\x1f\x8b" + b"x" * 100):
        with pytest.raises(BadInputError, match="unpack it and add that"):
            take_in(data, name="report.gz")
    with pytest.raises(BadInputError, match="by its name it is a web archive"):
        take_in(PAGE, name="page.warc")


def test_a_package_is_read_with_all_its_archives_and_its_digests_are_checked() -> None:
    files = {"archive/a.warc.gz": packed(INFO, GOOD), "archive/b.warc": GOOD, "pages/pages.jsonl": b"{}"}
    source = take_in(wacz(files), name="test.wacz")
    assert (source.media_type, source.title, source.remarks) == ("application/wacz", "Test pages", ())
    assert [each.place for each in source.enclosed] == ["record 2", "record 3"]
    wrong = take_in(wacz(files, wrong="pages/pages.jsonl"))
    assert said(wrong) == "files of the package that are not what its list says, read all the same: 1"
    assert len(wrong.enclosed) == 2
    with pytest.raises(BadInputError, match="no records"):
        take_in(wacz({"pages/pages.jsonl": b"{}"}))
    with pytest.raises(BadInputError, match="out of its folder"):
        take_in(wacz({"archive/a.warc": GOOD, "archive/../../b": b""}))


def test_what_the_library_writes_is_read() -> None:
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=True)
    writer.write_record(writer.create_warcinfo_record("test.warc.gz", {"software": "warcio"}))
    block = answer(PAGE)
    writer.write_record(
        writer.create_warc_record("https://news.example/a", "response", io.BytesIO(block), length=len(block))
    )
    source = read(made.getvalue())
    assert bodies(source) == {"a": PAGE}
    assert source.remarks == ()


RECORD = Record(
    number=1,
    kind="response",
    address="https://news.example/a",
    at=AT,
    status=200,
    media_type="text/html",
    digest="sha1:A",
    start=0,
    end=9,
)


@pytest.mark.parametrize("told", [RECORD, Link(address="https://news.example/a"), Validator(tag='"v1"', modified="")])
def test_what_a_parser_tells_of_the_web_is_heard_as_it_was_told(told) -> None:
    assert hear_line(tell_line(told).rstrip(b"\n")) == told


@pytest.mark.parametrize(
    "wrong",
    [
        {"record address": "https://news.example/a b"},
        {"record address": "https://news.example/a\nSigned: all is well"},
        {"record address": ""},
        {"record address": "x" * 2_001},
        {"record at": "yesterday"},
        {"record at": "2019-12-27T10:00:00Z\u202e"},
        {"record kind": "request"},
        {"record number": -1},
        {"record status": "200"},
        {"record media_type": "text/html; x"},
        {"record digest": "a b"},
        {"record more": 1},
    ],
)
def test_a_record_in_another_form_is_refused(wrong) -> None:
    row = {**json.loads(tell_line(RECORD)), **wrong}
    with pytest.raises(RefusedError):
        hear_line(json.dumps(row).encode())


def test_a_header_that_would_break_out_of_a_question_is_refused() -> None:
    for tag in ('"v1"\r\nCookie: a', "é"):
        with pytest.raises(RefusedError):
            hear_line(tell_line(Validator(tag=tag, modified="")).rstrip(b"\n"))


def test_header_lines_without_end_are_an_archive_that_is_damaged() -> None:
    made = zlib.compressobj(1, wbits=31)
    endless = made.compress(b"WARC/1.1\r\n") + b"".join(made.compress(b"a: b\r\n" * 100_000) for _ in range(500))
    source = read(packed(GOOD) + endless + made.flush())
    assert [each.data for each in source.enclosed] == [PAGE]
    assert "after record 1" in said(source)


@settings(max_examples=25, deadline=None)
@given(place=st.integers(0, len(INFO + GOOD * 2) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_one_damaged_byte_never_breaks_more_than_it_says(place: int, byte: int, cut: bool) -> None:
    whole = bytearray(INFO + GOOD * 2)
    whole[place] = byte
    data = bytes(whole[: place + 1] if cut else whole)
    try:
        source = read(data, "")
    except BadInputError:
        return
    assert all(each.data for each in source.enclosed)
