"""Small builders: invented persons, sentences of no publication."""

from saksi.ledger import NewEntry, reading_fields, statement_fields
from saksi.model import Document, Event, Name, Party, Reading, Span, Statement, When


def report(number, *people, how="file", reader="test-1"):
    """How a document came in, its reading, and a statement on each of these people."""
    document = f"{number:064}"
    names = [Name(id=f"n{at}", kind="person", name=name) for at, name in enumerate(people)]
    page = Document(sha256=document, media_type="text/plain", title="Test page", published=When("2020-01-01"))
    fields = reading_fields(Reading(document=page, text="", names=tuple(names)), reader=reader, text="f" * 64)
    kept = {"sha512": "e" * 128, "size": 9, "media_type": "text/plain", "name": "a", "how": how}
    batch = [
        NewEntry(kind="capture", fields={"document": document, **kept}),
        NewEntry(kind="reading", fields=fields, by=("reader", reader)),
    ]
    for at, name in enumerate(names):
        event = Event(kind="arrest", event=f"v{at}", targets=(Party(name=name.name, ref=name.id),))
        said = Statement(id=f"s{at}", span=Span(start=at, end=at + 1), content=event)
        told = statement_fields(said, document=document, words="taken")
        batch.append(NewEntry(kind="statement", fields=told, by=("reader", reader), refs={"reading": 1}))
    return batch


def consent(number, *uses, **more):
    """What may be done with a document, by the word of who told it."""
    return NewEntry(kind="consent", fields={"document": f"{number:064}", "uses": [*uses], **more})
