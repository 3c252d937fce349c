import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.model import (
    CERTAINTIES,
    EVENT_KINDS,
    FORMS,
    NAME_KINDS,
    STANCES,
    ZONE_KINDS,
    BadValueError,
    Count,
    DateMention,
    Document,
    Event,
    Measure,
    Name,
    Party,
    Reading,
    Span,
    Statement,
    Trait,
    Utterance,
    When,
    Zone,
    decode_reading,
    decode_statement,
    encode_reading,
    encode_statement,
)

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
spans = st.builds(lambda start, length: Span(start=start, end=start + length), st.integers(0, 50), st.integers(1, 50))
parties = st.builds(Party, name=words, ref=st.none() | words)
whens = st.sampled_from(["2019", "2019-12", "2019-12-27", "2015/..", "../2016", "2019-10/2019-12"]).map(When)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=2)
counts = st.integers(0, 99).map(lambda least: Count(min=least, max=None)) | st.integers(0, 99).map(
    lambda n: Count(max=n)
)
contents = (
    st.builds(Utterance)
    | st.builds(Trait, subject=parties, property=words, value=words)
    | st.builds(
        Measure,
        unit=words,
        of=st.none() | words,
        value=st.none() | decimals,
        min=st.none() | decimals,
        approximate=st.booleans(),
        when=st.none() | whens,
    )
    | st.builds(
        Event,
        kind=st.sampled_from(list(EVENT_KINDS)),
        event=words,
        agent=st.none() | parties,
        targets=st.lists(parties).map(tuple),
        date=st.none() | whens,
        reason=st.none() | words,
        court=st.none() | parties,
        count=st.none() | counts,
    )
)
statements = st.builds(
    Statement,
    id=words,
    span=spans,
    content=contents,
    said_by=st.none() | parties,
    cue=st.none() | words,
    form=st.sampled_from(FORMS),
    stance=st.sampled_from(STANCES),
    certainty=st.sampled_from(CERTAINTIES),
    confidence=st.none() | st.decimals(0, 1, places=2),
)
readings = st.builds(
    Reading,
    document=st.builds(
        Document,
        sha256=words,
        media_type=words,
        published=st.none() | whens,
        zones=st.lists(st.builds(Zone, kind=st.sampled_from(ZONE_KINDS), span=spans)).map(tuple),
    ),
    text=words,
    names=st.lists(
        st.builds(Name, id=words, kind=st.sampled_from(NAME_KINDS), name=words, spans=st.lists(spans).map(tuple))
    ).map(tuple),
    dates=st.lists(st.builds(DateMention, span=spans, when=whens)).map(tuple),
    statements=st.lists(statements, max_size=3).map(tuple),
)


@given(readings)
def test_what_is_encoded_reads_back_the_same_through_json(reading):
    assert decode_reading(json.loads(json.dumps(encode_reading(reading)))) == reading


@given(statements)
def test_absent_is_left_out_and_never_null(statement):
    assert "null" not in json.dumps(encode_statement(statement), ensure_ascii=True).replace("\\", "").split('"')[::2]
    assert None not in encode_statement(statement).values()


def test_a_decline_is_a_negative_decimal_string():
    measure = Measure(unit="percentage points", value=Decimal("-3"))
    row = encode_statement(Statement(id="m1", span=Span(start=0, end=1), content=measure))
    assert row["content"] == {"type": "measure", "unit": "percentage points", "value": "-3"}


def test_a_large_amount_has_no_exponent():
    measure = Measure(unit="EUR", value=Decimal("5.3e9"))
    row = encode_statement(Statement(id="m1", span=Span(start=0, end=1), content=measure))
    assert row["content"]["value"] == "5300000000"


def test_a_field_that_this_version_does_not_know_is_refused_by_name():
    row = encode_statement(Statement(id="s1", span=Span(start=0, end=1), content=Utterance()))
    with pytest.raises(BadValueError, match="mood"):
        decode_statement({**row, "mood": "sad"})


@pytest.mark.parametrize(("field", "value"), [("stance", "hopes"), ("certainty", "likely"), ("form", "sung")])
def test_a_word_outside_the_closed_sets_is_refused(field, value):
    row = encode_statement(Statement(id="s1", span=Span(start=0, end=1), content=Utterance()))
    with pytest.raises(BadValueError, match=value):
        decode_statement({**row, field: value})


def test_an_unknown_kind_of_event_is_refused():
    with pytest.raises(BadValueError, match="teleportation"):
        Event(kind="teleportation", event="v1")


def test_a_span_holds_at_least_one_character():
    with pytest.raises(BadValueError, match="at least one"):
        Span(start=3, end=3)
