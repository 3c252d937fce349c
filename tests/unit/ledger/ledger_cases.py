"""Small builders: TEST keys, invented persons, sentences of no publication."""

from datetime import UTC, datetime, timedelta

from nacl.signing import SigningKey

from saksi.ledger import FIELDS, NewEntry, reading_fields, statement_fields
from saksi.ledger.entries import Entry
from saksi.ledger.sign import seal
from saksi.model import Document, Event, Party, Reading, Span, Statement

NOON = datetime(2020, 1, 2, 12, 0, 0, tzinfo=UTC)
DOCUMENT = "d" * 64
READER = ("reader", "test-1")
LATER_READER = ("reader", "test-2")
TEST_KEY = SigningKey(b"TEST KEY ONLY, NEVER A REAL ONE!")
TEST_SALTS = {
    name: bytes([place + 1]) * 32 for place, name in enumerate(sorted({n for f in FIELDS.values() for n in f}))
}


def later(hours):
    return NOON + timedelta(hours=hours)


def capture(document=DOCUMENT):
    fields = {
        "document": document,
        "sha512": "e" * 128,
        "size": 9,
        "media_type": "text/html",
        "name": "a",
        "how": "file",
    }
    return NewEntry(kind="capture", fields=fields)


def reading(by=READER, document=DOCUMENT, title="Test page"):
    page = Document(sha256=document, media_type="text/html", title=title)
    fields = reading_fields(Reading(document=page, text="x"), reader=by[1], text="f" * 64)
    return NewEntry(kind="reading", fields=fields, by=by)


def said(person="Test Sokunthea", start=3, local="s1", event="e1"):
    content = Event(kind="arrest", event=event, targets=(Party(name=person, ref="n1"),))
    return Statement(id=local, span=Span(start=start, end=start + 9), content=content)


def statement(by=READER, at=0, **what):
    """Of the reading that stands at place `at` of the batch, or has the id `at`."""
    fields = statement_fields(said(**what), document=DOCUMENT, words="was taken")
    if isinstance(at, int):
        return NewEntry(kind="statement", fields=fields, by=by, refs={"reading": at})
    return NewEntry(kind="statement", fields={**fields, "reading": at}, by=by)


def review(target, verdict="accept", **more):
    return NewEntry(kind="review", fields={"target": target, "verdict": verdict}, **more)


#: A document, its reading and two statements: one batch.
STORY = [capture(), reading(), statement(at=1), statement(at=1, start=40, local="s2")]


def nowhere(sha256, key):
    """The place of an original, where none is kept."""
    return sha256


def sealed_statement(prev=None, fields=None, key=TEST_KEY):
    own = {**statement_fields(said(), document=DOCUMENT, words="was taken"), "reading": "a" * 64}
    return seal("statement", fields or own, key=key, prev=prev, recorded_at=NOON, salts=TEST_SALTS)


def entry(entry_id, kind, fields, *, author="owner", role="owner", recorded_at=NOON, prev=None):
    """An opened entry as a view sees it, for folds that need no signature."""
    return Entry(
        seq=1,
        id=entry_id,
        kind=kind,
        author=author,
        role=role,
        reader=None,
        recorded_at=recorded_at,
        arrived_at=NOON,
        prev=prev,
        fields=fields,
    )
