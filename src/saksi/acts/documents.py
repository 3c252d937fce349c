"""The documents that a ledger keeps: what came in, when, and whether it was read."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from saksi.archive import UnreadableError, take_in
from saksi.ledger import Entry, Ledger
from saksi.model import LedgerError, SaksiError
from saksi.reading import KNOWN, WORDLESS
from saksi.reading.lists import OF_LISTS

from .add import Added, add
from .originals import open_kept
from .read import derived_text, why_unread

_WITHOUT_WIDTH = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDocument:
    """A document as its captures and readings tell of it; None where that is erased, closed or absent.

    `why_unread` is the code of why nothing was read, or "language" where the reader does not know it.
    """

    sha256: str
    name: str | None
    media_type: str | None
    size: int | None
    brought_by: str | None
    recorded_at: datetime
    language: str | None
    why_unread: str | None
    has_statements: bool
    is_list: bool = False
    reading: str | None = None


def kept_documents(ledger: Ledger) -> list[KeptDocument]:
    """Every document of the ledger, in the order in which they came, as its last reading says."""
    captures: dict[str, Entry] = {}
    readings: dict[str, Mapping[str, object]] = {}
    telling: set[str] = set()
    for entry in ledger.entries():
        document = entry.fields.get("document")
        if entry.role is None or not isinstance(document, str):
            continue
        if entry.kind == "capture":
            captures.setdefault(document, entry)
        elif entry.kind == "reading":
            readings[document] = {name: entry.fields.get(name) for name in ("language", "reader")} | {"id": entry.id}
        elif entry.kind == "statement":
            telling.add(document)
    return [_kept(sha256, each, readings.get(sha256, {}), sha256 in telling) for sha256, each in captures.items()]


def find_words(ledger: Ledger, documents: Iterable[KeptDocument], words: str) -> Iterator[KeptDocument]:
    """Those in whose text these words stand, whatever its language: letters alone are compared, not their forms."""
    wanted = _letters(words)
    for document in documents:
        if document.reading is None:
            continue
        try:
            text = derived_text(ledger, document.reading)
        except SaksiError:
            # erased, closed or a partner's: there is nothing to look into
            continue
        if wanted in _letters(text):
            yield document


def _letters(words: str) -> str:
    # Khmer and Thai pages put marks without width between words, and each page others
    whole = unicodedata.normalize("NFC", words).casefold().translate(_WITHOUT_WIDTH)
    return " ".join(whole.split())


def read_again(
    ledger: Ledger, documents: Iterable[KeptDocument], *, recorded_at: datetime, password: str | None = None
) -> Iterator[tuple[KeptDocument, Added | str]]:
    """Try to read what is kept and was not read: what was added, or why it still cannot be read."""
    for document in documents:
        try:
            yield document, _read_one(ledger, document, recorded_at, password)
        except (UnreadableError, LedgerError) as error:
            yield document, str(error)


def _read_one(ledger: Ledger, document: KeptDocument, recorded_at: datetime, password: str | None) -> Added:
    data, name = open_kept(ledger, document.sha256), document.name or ""
    if data is None:
        raise LedgerError("its original is not kept here")
    return add(
        ledger,
        data,
        take_in(data, name=name, password=password),
        name=name,
        published=None,
        recorded_at=recorded_at,
        brought_by=document.brought_by,
    )


def _kept(sha256: str, capture: Entry, reading: Mapping[str, object], is_telling: bool) -> KeptDocument:
    fields, language = capture.fields, reading.get("language")
    size = fields.get("size")
    return KeptDocument(
        sha256=sha256,
        name=_text(fields.get("name")),
        media_type=_text(fields.get("media_type")),
        size=size if isinstance(size, int) else None,
        brought_by=_text(fields.get("brought_by")),
        recorded_at=capture.recorded_at,
        language=None if why_unread(language) else _text(language),
        why_unread=why_unread(language) or ("language" if _is_unknown(language) and not is_telling else None),
        has_statements=is_telling,
        is_list=str(reading.get("reader", "")).startswith(OF_LISTS),
        reading=_text(reading.get("id")),
    )


def _is_unknown(language: object) -> bool:
    return isinstance(language, str) and language not in {*KNOWN, WORDLESS}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
