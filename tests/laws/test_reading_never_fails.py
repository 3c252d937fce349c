"""Whatever a page says, the reader gives a reading whose parts agree with each other."""

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saksi.acts import read_source
from saksi.archive import take_in
from saksi.model import Event, Party

ROOT = Path(__file__).parents[2]
_TEXTS = [path.read_text("utf-8") for path in sorted(ROOT.glob("examples/*.txt"))]
SENTENCES = sorted({part for text in _TEXTS for part in re.split(r"(?<=[.?!”])\s+|\n+", text) if len(part) > 20})
PIECES = st.one_of(
    st.sampled_from(SENTENCES),
    # halves of sentences, so that clauses break off
    st.sampled_from(SENTENCES).map(lambda sentence: sentence[: len(sentence) // 2]),
    st.sampled_from(SENTENCES).map(lambda sentence: sentence[len(sentence) // 2 :]),
    st.sampled_from(["“", "”", ", said", " by ", ";", " said", "who", "—", "(", "’s", "1.", "and"]),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=2, max_size=14), st.sampled_from([" ", "\n\n"]))
def test_any_page_is_read_and_its_parts_agree(pieces, between):
    reading = read_source(take_in(between.join(pieces).encode()))
    refs = {name.id for name in reading.names}
    for statement in reading.statements:
        assert 0 <= statement.span.start < statement.span.end <= len(reading.text)
        content = statement.content
        parties = [statement.said_by, statement.addressee]
        if isinstance(content, Event):
            parties += [content.agent, content.court, *content.targets]
        assert {party.ref for party in parties if isinstance(party, Party) and party.ref is not None} <= refs
    ids = [statement.id for statement in reading.statements]
    assert len(ids) == len(set(ids))
    assert {statement.continues for statement in reading.statements} - {None} <= set(ids)


def test_a_text_that_ends_where_a_name_was_to_come_is_read():
    assert read_source(take_in(b"The Minister named")).text == "The Minister named"
