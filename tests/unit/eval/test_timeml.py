"""AQUAINT's TimeML read, its values as EDTF, and dates compared."""

import pytest
from eval.dates import score_timed
from eval.records import Dated
from eval.timeml import edtf_of, read_timed_text
from eval.words import Span

XML = b"""<?xml version="1.0" ?><TimeML>
<DCT><TIMEX3 tid="t0" type="TIME" value="1998-08-07">1998-08-07</TIMEX3></DCT>
<TEXT>OSLO, March 12 (AP) _

He <EVENT eid="e1">left</EVENT> <TIMEX3 type="DATE" value="1998-08-07">Friday</TIMEX3> after
<TIMEX3 type="DURATION" value="P2D">two days</TIMEX3>, as
<TIMEX3 type="DATE" value="PRESENT_REF">now</TIMEX3> known.</TEXT></TimeML>"""


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("1998-08-07", "1998-08-07"),
        ("1998-08", "1998-08"),
        ("1998-XX-XX", "1998"),
        ("1998-08-XX", "1998-08"),
        ("1998-08-07T14:30:00", "1998-08-07T14:30"),
        ("1998-08-07TMO", "1998-08-07"),
        ("199X", "1990/1999"),
        ("1998-W32", "1998-08-03/1998-08-09"),
        ("1998-Q2", "1998-04/1998-06"),
        ("1998-FA", None),
        ("PRESENT_REF", None),
    ],
)
def test_timex_values_become_edtf_or_stand_for_no_date(value: str, edtf: str | None) -> None:
    assert edtf_of(value) == edtf


def test_a_document_gives_its_body_its_dates_and_what_is_open() -> None:
    document = read_timed_text("one", XML)
    assert document.published == "1998-08-07"
    assert [document.text[a:b] for a, b in (dated.span for dated in document.dates)] == ["Friday"]
    assert [document.text[a:b] for a, b in document.open_spans] == ["two days", "now", "OSLO, March 12 (AP) _"]


def found(words: str, edtf: str) -> Dated:
    start = read_timed_text("one", XML).text.index(words)
    return Dated(span=Span(start, start + len(words)), edtf=edtf)


def test_a_coarser_date_is_found_and_is_not_right() -> None:
    tallies = score_timed(read_timed_text("one", XML), [found("Friday", "1998-08")])
    assert (tallies["relaxed"].f, tallies["value"].f) == (1.0, 0.0)


def test_what_stands_for_no_date_costs_nothing_and_a_false_date_does() -> None:
    document = read_timed_text("one", XML)
    right = found("Friday", "1998-08-07")
    assert score_timed(document, [right, found("now", "1998-08-07"), found("March 12", "1998-03-12")])["value"].f == 1.0
    assert score_timed(document, [right, found("left", "1998")])["value"].precision == 0.5
