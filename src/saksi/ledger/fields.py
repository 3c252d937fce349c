"""Between the values of the model and the fields of entries, both ways."""

from collections.abc import Mapping
from typing import cast

from ..model import (
    Document,
    Json,
    JsonObject,
    Name,
    Reading,
    Span,
    Statement,
    TamperError,
    decode_document,
    decode_name,
    decode_statement,
    encode_document,
    encode_name,
    encode_statement,
)

#: Of a document whose capture this copy does not hold.
_UNKNOWN_TYPE = "application/octet-stream"


def reading_fields(reading: Reading, *, reader: str, text: str) -> JsonObject:
    """The fields of the entry that says how `reader` read a document; `text` is the SHA-256 of the derived text."""
    page = encode_document(reading.document)
    kept = ("title", "published", "published_basis", "language", "zones")
    return {
        "document": reading.document.sha256,
        "reader": reader,
        "text": text,
        **{key: page[key] for key in kept if key in page},
        "names": [encode_name(name) for name in reading.names],
    }


def statement_fields(statement: Statement, *, document: str, words: str) -> JsonObject:
    """The fields of a statement's entry but for `reading`, which is the id of its reading's entry."""
    encoded = encode_statement(statement)
    start, end = encoded.pop("start"), encoded.pop("end")
    return {"document": document, "span": [start, end], "words": words, **encoded}


def statement_of(fields: JsonObject) -> Statement:
    """The statement in an entry's fields."""
    start, end = cast(list[Json], fields["span"])
    own = {key: value for key, value in fields.items() if key not in {"document", "reading", "span", "words"}}
    return decode_statement({**own, "start": start, "end": end})


def span_of(fields: JsonObject) -> Span | None:
    """Where the words of a statement stand; None where that was erased."""
    match fields.get("span"):
        case [int(start), int(end)]:
            return Span(start=start, end=end)
    return None


def document_of(fields: JsonObject, media_types: Mapping[str, str]) -> Document:
    """The document that a reading's fields tell of."""
    sha256 = _text(fields, "document")
    page = {key: value for key, value in fields.items() if key not in {"document", "reader", "text", "names"}}
    return decode_document({**page, "sha256": sha256, "media_type": media_types.get(sha256, _UNKNOWN_TYPE)})


def names_of(fields: JsonObject) -> tuple[Name, ...]:
    """The names in a reading's fields."""
    found = cast(list[JsonObject], fields.get("names", []))
    return tuple(decode_name(name) for name in found)


def linked(fields: JsonObject) -> tuple[()] | tuple[str, str]:
    """The two documents that a link is between; none where it is between others, or has another form."""
    match fields.get("of"), fields.get("between"):
        case "origin", [str(one), str(other)] if one < other:
            return one, other
    return ()


def _text(fields: JsonObject, name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise TamperError(f"an entry lacks {name!r}")
    return value
