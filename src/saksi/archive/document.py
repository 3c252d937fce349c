"""Bytes taken in: their hash, their text, its zones, and what the page says of itself."""

import hashlib
import re
from dataclasses import dataclass
from importlib import import_module

from saksi.model import Span, When, Zone

from .foreign import Enclosed, read_foreign
from .formats.recorded import Record
from .formats.text import Decoded, decode_text
from .kinds import MAIL, Format, MediaType, format_of
from .position import Position, line_of, positions_at
from .sandbox import Walls
from .zones import zone_text

_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>)*<(?:!doctype\s+html|html|head|body|title|meta|div|article|h1|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_WIDE = re.compile(r"\ufeff?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_HTML_NAMES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as it came: two hashes and the size of its bytes, its text in zones that cover every line.

    `published` is only what the markup declares; what the words of a page show is for `reading` to infer.
    `encoding` is the one of a text that is not UTF-8: declared by the file, or else guessed (`is_guess`). `remarks` say
    what was not read. `enclosed` are documents within it, `records` those of a web archive; `walls` is what stood
    around the parser of a foreign format.
    """

    sha256: str
    sha512: str
    size: int
    media_type: MediaType
    text: str
    zones: tuple[Zone, ...]
    title: str | None = None
    published: When | None = None
    published_basis: str | None = None
    encoding: str | None = None
    is_guess: bool = False
    positions: tuple[Position, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()
    records: tuple[Record, ...] = ()
    remarks: tuple[str, ...] = ()
    walls: Walls | None = None

    def at(self, span: Span) -> tuple[Position, ...]:
        """Where in the original the words at `span` stand; empty where the format has no places, as a web page."""
        return (line_of(self.text, span),) if self.media_type == "text/plain" else positions_at(self.positions, span)


def take_in(data: bytes, *, name: str = "") -> Source:
    """The text and zones of a file. Raises BadInputError, with what to do, on what cannot be read.

    `name` helps to tell a page from a plain text whose words happen to begin like one.
    """
    foreign = format_of(data, name)
    if foreign is not None:
        return _take_in_foreign(data, foreign)
    is_html = is_page(data, name)
    decoded = decode_text(data, is_html=is_html)
    text = decoded.text
    if is_html or _HTML_WIDE.match(text[:500]):
        return _take_in_page(data, decoded)
    zones = zone_text(text)
    return Source(
        sha256=hashlib.sha256(data).hexdigest(),
        sha512=hashlib.sha512(data).hexdigest(),
        size=len(data),
        media_type="text/plain",
        text=text,
        zones=zones,
        title=title_of(text, zones),
        encoding=decoded.encoding,
        is_guess=decoded.is_guess,
    )


def title_of(text: str, zones: tuple[Zone, ...]) -> str | None:
    """The words of the first title zone."""
    return next((" ".join(zone.span.of(text).split()) for zone in zones if zone.kind == "title"), None)


def is_page(data: bytes, name: str = "") -> bool:
    """Whether it is a web page, by its name or by how it begins."""
    if name.lower().endswith(_HTML_NAMES):
        return True
    return _HTML_START.match(data[:8192]) is not None


def _take_in_foreign(data: bytes, format_: Format) -> Source:
    read = read_foreign(data, format_)
    return Source(
        sha256=hashlib.sha256(data).hexdigest(),
        sha512=hashlib.sha512(data).hexdigest(),
        size=len(data),
        media_type=format_.media_type,
        text=read.text,
        zones=read.zones,
        title=title_of(read.text, read.zones) or read.title,
        published=read.published,
        published_basis="the Date of the mail" if format_ is MAIL and read.published is not None else None,
        positions=read.positions,
        enclosed=read.enclosed,
        records=read.records,
        remarks=read.remarks,
        walls=read.walls,
    )


def _take_in_page(data: bytes, markup: Decoded) -> Source:
    # trafilatura takes a second to import: plain text must not wait for it
    page = import_module(".formats.html", __package__).read_page(markup.text)
    return Source(
        sha256=hashlib.sha256(data).hexdigest(),
        sha512=hashlib.sha512(data).hexdigest(),
        size=len(data),
        media_type="text/html",
        text=page.text,
        zones=page.zones,
        title=page.title or title_of(page.text, page.zones),
        published=page.published,
        published_basis=page.published_basis,
        encoding=markup.encoding,
        is_guess=markup.is_guess,
    )
