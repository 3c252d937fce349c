"""Add a document: keep the original, read it, append what it says as signed drafts."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from saksi.archive import ARCHIVES, LETTERS, Source
from saksi.ledger import Ledger, NewEntry, reading_fields, statement_fields
from saksi.model import BadInputError, JsonObject, Reading, When
from saksi.reading import READER

from .originals import originals_of
from .read import read_source, why_unread


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding a document did. `is_new` is false where this reader had read it before: then nothing was added.

    `published` is the date of the document as it stands now; `replaces` the earlier reading, which knew another, or
    which is only the record that it was not read. `unread` is the code of why it is kept and not read.
    """

    sha256: str
    reading_id: str
    is_new: bool
    published: str | None = None
    replaces: str | None = None
    language: str | None = None
    statements: int = 0
    unread: str | None = None


def add(
    ledger: Ledger,
    data: bytes,
    source: Source,
    *,
    name: str,
    published: When | None,
    recorded_at: datetime,
    brought_by: str | None = None,
    how: str | None = None,
    reading: Reading | None = None,
) -> Added:
    """Add `data`, taken in as `source`, once for each version of the reader and each date that a person gives it.

    A later version, or a date that the document did not have, adds a reading that takes the place of the one before;
    what a person reviewed stays. `brought_by` is the document that it came in, `how` the way where the
    document itself does not show it. A letter, an archive, and what came in a document, was not published by that: it
    stays in the office until a consent lets it out. What was erased is refused. The
    original and its text are on the disk before one transaction says that they exist: a crash between the two leaves
    bytes that nothing names, and adding again replaces them. `reading` is what was read of it elsewhere.

    What could not be read (`source.refusal`) is kept with the record of why; it is read once that can be done.
    """
    ledger.refuse_erased(source.sha256, hashlib.sha256(source.text.encode()).hexdigest())
    how = how or _way(source, brought_by)
    known = ledger.reading_of(source.sha256, READER)
    if ledger.is_testimony(source.sha256) and (known is None or how == "file"):
        raise BadInputError("it is testimony, and in the ledger already: `saksi consent` says what may be done with it")
    here = None if known is None else _known(ledger, source.sha256, known)
    if here is not None and not _says_more(source, published, here):
        return here
    if reading is None:
        reading = read_source(source, published)
    text, keys = keep(ledger, data, source.text)
    batch = [capture(source, name, how=how, brought_by=brought_by), *told(reading, text)]
    ids = ledger.append(batch, recorded_at=recorded_at, item_keys=keys)
    return Added(
        sha256=source.sha256,
        reading_id=ids[1],
        is_new=True,
        published=None if reading.document.published is None else reading.document.published.edtf,
        replaces=known,
        language=reading.document.language,
        statements=len(reading.statements),
        unread=why_unread(reading.document.language),
    )


def find_added(ledger: Ledger, sha256: str) -> Added | None:
    """What is here of a document that was read; None where adding it again may change something."""
    known = ledger.reading_of(sha256, READER)
    if known is None or ledger.is_testimony(sha256) or sha256 in ledger.erased_items():
        return None
    here = _known(ledger, sha256, known)
    return here if here.unread is None else None


def _known(ledger: Ledger, sha256: str, reading_id: str) -> Added:
    fields = ledger.entry(reading_id).fields
    published, why = fields.get("published"), why_unread(fields.get("language"))
    dated = published if isinstance(published, str) else None
    return Added(sha256=sha256, reading_id=reading_id, is_new=False, published=dated, unread=why)


def _says_more(source: Source, published: When | None, here: Added) -> bool:
    """Whether a source says more than the reading that is here: it was not read then, or had another date."""
    if here.unread is not None:
        return source.refusal is None or source.refusal.code != here.unread
    return source.refusal is None and published is not None and published.edtf != here.published


def add_large(ledger: Ledger, file: Path, source: Source, *, name: str, recorded_at: datetime) -> Added:
    """Keep a file that is too large to be read, or to lie in the memory, with the record of that (`source`)."""
    ledger.refuse_erased(source.sha256)
    known = ledger.reading_of(source.sha256, READER)
    if known is not None:
        return _known(ledger, source.sha256, known)
    originals = originals_of(ledger)
    with file.open("rb") as stream:
        kept = originals.keep_stream(stream, source.sha256, ledger.item_key(source.sha256))
    record = originals.keep(source.text.encode())
    reading = read_source(source)
    batch = [capture(source, name, how="file"), *told(reading, record.sha256)]
    keys = {kept.sha256: kept.item_key, record.sha256: record.item_key}
    ids = ledger.append(batch, recorded_at=recorded_at, item_keys=keys)
    why = why_unread(reading.document.language)
    return Added(sha256=source.sha256, reading_id=ids[1], is_new=True, language=reading.document.language, unread=why)


def _way(source: Source, brought_by: str | None) -> str:
    if brought_by is not None:
        return "part"
    if source.media_type in ARCHIVES:
        return "archive"
    return "mail" if source.media_type in LETTERS else "file"


def keep(ledger: Ledger, original: bytes, text: str) -> tuple[str, dict[str, bytes]]:
    """Keep the original and the text derived from it; the hash of the text, and the keys of both."""
    originals = originals_of(ledger)
    keys: dict[str, bytes] = {}
    derived = text.encode("utf-8")
    for data in (original, derived):
        sha256 = hashlib.sha256(data).hexdigest()
        kept = originals.keep(data, keys.get(sha256, ledger.item_key(sha256)))
        keys[kept.sha256] = kept.item_key
    return hashlib.sha256(derived).hexdigest(), keys


def capture(source: Source, name: str, *, how: str, brought_by: str | None = None) -> NewEntry:
    """The entry of a document's coming in, first in the batch: under which name, how, and in which document."""
    fields: JsonObject = {
        "document": source.sha256,
        "sha512": source.sha512,
        "size": source.size,
        "media_type": source.media_type,
        "name": name,
        "how": how,
        **({} if brought_by is None else {"brought_by": brought_by}),
    }
    return NewEntry(kind="capture", fields=fields)


def told(reading: Reading, text: str) -> list[NewEntry]:
    """The entry of the reading, which stands second in the batch, and those of its statements."""
    head = NewEntry(kind="reading", fields=reading_fields(reading, reader=READER, text=text), by=("reader", READER))
    document = reading.document.sha256
    statements = [
        NewEntry(
            kind="statement",
            fields=statement_fields(statement, document=document, words=statement.span.of(reading.text)),
            by=("reader", READER),
            refs={"reading": 1},
        )
        for statement in reading.statements
    ]
    return [head, *statements]
