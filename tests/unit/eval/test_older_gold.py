"""The older form of gold: lines that are no article, least values in the unit, people held as `other`."""

from decimal import Decimal

import pytest
from eval.decode import BadRecordError, read_record

BODY = "The mayor of the town said on Monday that nobody had left the place, whatever the baker may have told you."
TEXT = f"A Town Empties\n\nPrint story\n{BODY}\n\nComments (1)\n\nThey should all come home.\n\nShort line\n"


def old(**fields: object) -> dict[str, object]:
    lines = [
        {"start": TEXT.index(words), "words": words} for words in ("Print story", "Comments (1)", "They should all")
    ]
    return {"document": {}, "not_article": lines, "statements": [], **fields}


def test_listed_lines_are_no_article_and_short_unlisted_ones_are_left_open() -> None:
    record = read_record(old(), TEXT)
    kinds = {TEXT[zone.span.start : zone.span.end]: zone.kind for zone in record.zones}
    assert kinds[BODY] == "article"
    assert kinds["They should all come home."] == "comment"
    assert kinds["Print story"] == "caption"
    assert "Short line" not in kinds


def test_at_least_in_the_unit_is_a_least_value() -> None:
    share = {"type": "measure", "value": "18.0", "unit": "percent (at least)"}
    record = read_record(old(statements=[{"start": 0, "end": 1, "content": share}]), TEXT)
    assert record.figures[0].numbers == (None, Decimal(18), None)
    assert record.figures[0].unit == "percent"


def test_other_may_be_read_as_held() -> None:
    event = {"type": "event", "kind": "other", "targets": [{"name": "sixteen people"}]}
    record = read_record(old(statements=[{"start": 0, "end": 1, "content": event}]), TEXT)
    assert {"other", "held", "pretrial_detention"} == record.events[0].kinds


def test_who_flees_is_the_subject_and_who_is_arrested() -> None:
    parties = {"agent": {"name": "police"}, "targets": [{"name": "Ana Baker"}]}
    statements = [
        {"start": 0, "end": 1, "content": {"type": "event", "kind": kind, **parties}} for kind in ("arrest", "flight")
    ]
    arrest, flight = read_record(old(statements=statements), TEXT).events
    assert arrest.subjects == (("Ana Baker",),)
    assert flight.subjects == (("police",),)


def test_a_party_has_all_forms_of_the_name_that_it_refers_to() -> None:
    names = [{"id": "n1", "kind": "person", "name": "Ana Baker", "aliases": ["Baker"], "spans": [[0, 3]]}]
    said = {"start": 0, "end": 1, "said_by": {"name": "she", "ref": "n1"}, "content": {"type": "utterance"}}
    claim = read_record(old(names=names, statements=[said]), TEXT).claims[0]
    assert claim.speaker == ("she", "Ana Baker", "Baker")
    assert claim.mentions == ((0, 3),)


@pytest.mark.parametrize(
    "broken", [{"names": 3}, {"dates": [{"start": "0", "end": 1}]}, {"statements": [{"id": "s1"}]}]
)
def test_a_record_of_the_wrong_shape_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(BadRecordError):
        read_record(old(**broken), TEXT)
