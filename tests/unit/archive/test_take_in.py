"""Any bytes become a Source whose zones cover its text, or are refused in one line."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.archive import Source, take_in
from saksi.model import BadInputError

SENTENCE = "The court in Harbour Town held Tevy Example for three more months on Monday."

MARKUP = [
    "<html>",
    "<body>",
    "<p>",
    "</p>",
    "<h1>",
    '<div class="comments">',
    "<script>",
    "<!--",
    "&#0;",
    "<time datetime='2019-13-45'>",
]
MARKUP += [
    "<meta charset=hex>",
    "<table>",
    "<b",
    ">",
    '"',
    "Word. ",
    "\n\n",
    "By Tevy Example\n",
    "Comments (3)\n",
    "\r",
    "\f",
    "(AP)\n",
]


def zone_law(source: Source) -> None:
    """Sorted, not overlapping, inside the text, and nothing but blanks between."""
    last = 0
    for zone in source.zones:
        assert zone.span.start >= last
        assert not source.text[last : zone.span.start].strip()
        last = zone.span.end
    assert last <= len(source.text)
    assert not source.text[last:].strip()


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_taken_in_or_refused(data: bytes) -> None:
    try:
        source = take_in(data)
    except BadInputError:
        return
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    zone_law(source)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_zones_cover_every_line_of_any_text(text: str) -> None:
    try:
        source = take_in(text.encode())
    except BadInputError:
        return
    zone_law(source)


@settings(deadline=None)
@given(st.lists(st.sampled_from(MARKUP), max_size=30), st.booleans())
def test_any_markup_is_taken_in_or_refused(parts: list[str], is_named: bool) -> None:
    try:
        source = take_in("".join(parts).encode(), name="page.html" if is_named else "")
    except BadInputError:
        return
    zone_law(source)


def test_plain_text_stays_as_it_was_written() -> None:
    text = f"A Title for a Story\r\n\r\n{SENTENCE}\r\n  indented\u00a0line.\n\n"
    assert take_in(text.encode()).text == text


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert take_in(b"\xef\xbb\xbf" + SENTENCE.encode()).text == SENTENCE
    assert take_in(SENTENCE.encode("utf-16")).text == SENTENCE


def test_bytes_of_an_older_encoding_are_recognised() -> None:
    text = "Der Anwältin zufolge wurde der Häftling in München über drei Jahre ohne Prozess festgehalten."
    assert take_in(text.encode("cp1252")).text == text


def test_a_page_is_decoded_by_the_charset_that_it_names() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Суд продлил арест.</p></body></html>'
    assert take_in(page.encode("cp1251")).text.strip() == "Суд продлил арест."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04....", "DOCX"),
        (b"words\x00words", "binary"),
        (b"\x01\x02\x03\x04 words", "binary"),
        (b"a b. " * 10_000_000, "20 MB"),
        (b"a\n" * 200_001, "200,000 lines"),
        (b"\xff\xfea", "UTF-16"),
        (b"<html><body><script>x()</script></body></html>", "no text"),
        (b"<html><body>" + b"<div>" * 1000 + b"<p>held</p>", "too deeply"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_name(data: bytes, words: str) -> None:
    with pytest.raises(BadInputError, match=words) as refusal:
        take_in(data)
    assert "\n" not in str(refusal.value)


def test_a_row_of_capitals_takes_no_time() -> None:
    assert take_in((("A-" * 70 + "!\n\n") * 50).encode()).zones
