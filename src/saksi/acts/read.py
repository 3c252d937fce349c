"""Read a document that was taken in. Nothing is written."""

from saksi.archive import Source
from saksi.ledger import Ledger
from saksi.model import LedgerError, Reading, When
from saksi.reading import read

from .originals import originals_of

GIVEN = "given with --published"


def read_source(
    source: Source, published: When | None = None, *, basis: str = GIVEN, voice: str | None = None
) -> Reading:
    """Read a source; `published` is what a person says of its date, and goes before what its page says.

    `voice` is the name that the person goes by whose testimony it is.
    """
    return read(
        source.text,
        source.zones,
        sha256=source.sha256,
        media_type=source.media_type,
        title=source.title,
        published=source.published if published is None else published,
        published_basis=source.published_basis if published is None else basis,
        voice=voice,
    )


def derived_text(ledger: Ledger, reading_id: str) -> str:
    """The text that a recorded reading was made from. Raises TamperError when it is gone or changed."""
    sha256 = str(ledger.entry(reading_id).fields["text"])
    key = ledger.item_key(sha256)
    if key is None:
        raise LedgerError(
            f"the text {sha256[:12]} is not kept in this ledger; `saksi verify` says what else is missing"
        )
    return originals_of(ledger).open(sha256, key).decode("utf-8")
