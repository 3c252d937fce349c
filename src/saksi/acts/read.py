"""Read a document that was taken in. Nothing is written."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from saksi.archive import Position, Refusal, Source
from saksi.ledger import Ledger
from saksi.model import Document, LedgerError, Reading, Statement, When
from saksi.reading import read

from .originals import open_kept

GIVEN = "given with --published"
#: A language tag for private use (RFC 5646): of what was not read, nobody knows the language.
NOT_READ = "und-x-"


def read_source(
    source: Source, published: When | None = None, *, basis: str = GIVEN, voice: str | None = None
) -> Reading:
    """Read a source; `published` is what a person says of its date, and goes before what its page says.

    `voice` is the name that the person goes by whose testimony it is.
    """
    if source.refusal is not None:
        return _not_read(source, source.refusal, published)
    reading = read(
        source.text,
        source.zones,
        sha256=source.sha256,
        media_type=source.media_type,
        title=source.title,
        published=source.published if published is None else published,
        published_basis=source.published_basis if published is None else basis,
        voice=voice,
    )
    unsure = [position for position in source.positions if position.is_unsure]
    return replace(reading, statements=tuple(_doubted(each, unsure) for each in reading.statements))


def _not_read(source: Source, refusal: Refusal, published: When | None) -> Reading:
    document = Document(
        sha256=source.sha256,
        media_type=source.media_type,
        published=published,
        published_basis=None if published is None else GIVEN,
        language=f"{NOT_READ}{refusal.code}",
        zones=source.zones,
    )
    return Reading(document=document, text=source.text)


def _doubted(statement: Statement, unsure: Sequence[Position]) -> Statement:
    """A statement is no surer than that its words are those of the picture."""
    least = min((each.confidence or 0 for each in unsure if each.span.overlaps(statement.span)), default=None)
    if least is None:
        return statement
    doubt = Decimal(least) / 100
    return replace(statement, confidence=min(doubt, statement.confidence or doubt))


def why_unread(language: object) -> str | None:
    """Why a document was not read, by the language that its reading names; None where it was read."""
    return language.removeprefix(NOT_READ) if isinstance(language, str) and language.startswith(NOT_READ) else None


def derived_text(ledger: Ledger, reading_id: str) -> str:
    """The text that a recorded reading was made from. Raises TamperError when it is gone or changed."""
    sha256 = str(ledger.entry(reading_id).fields["text"])
    data = open_kept(ledger, sha256)
    if data is None:
        raise LedgerError(
            f"the text {sha256[:12]} is not kept in this ledger; `saksi verify` says what else is missing"
        )
    return data.decode("utf-8")
