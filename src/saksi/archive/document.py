"""Bytes taken in: their hash, their text, its zones, and what the page says of itself."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from typing import Literal, TypedDict

from saksi.model import Span, When, Zone

from .foreign import Enclosed, day_of, read_foreign, read_whole
from .formats.recorded import Record
from .formats.told import Claim
from .kinds import MAIL, Format, format_of, refuse_unknown
from .position import Position, line_of, positions_at
from .scans import PATIENCE
from .walls import Walls
from .zones import title_of

_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>)*<(?:!doctype\s+html|html|head|body|title|meta|div|article|h1|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_WIDE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_HTML_NAMES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a file was not read: the code that records keep, and words for people."""

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as it came: two hashes and the size of its bytes, its text in zones that cover every line.

    `published` is only what the markup declares; what the words of a page show is for `reading` to infer.
    `encoding` is the one of a text that is not UTF-8: declared by the file, or else guessed (`is_guess`). `remarks` say
    what was not read. `claims` are what a picture's file says of itself, not to be believed. `enclosed` are documents
    within it, `records` those of a web archive; `walls` is what stood around the parser. `refusal` is why nothing was
    read: its text is a record of that.
    """

    sha256: str
    sha512: str
    size: int
    media_type: str
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
    claims: tuple[Claim, ...] = ()
    walls: Walls | None = None
    refusal: Refusal | None = None

    def at(self, span: Span) -> tuple[Position, ...]:
        """Where in the original the words at `span` stand; empty where nothing says where."""
        return (line_of(self.text, span),) if self.media_type == "text/plain" else positions_at(self.positions, span)


def take_in(data: bytes, *, name: str = "", password: str | None = None, patience: float = PATIENCE) -> Source:
    """The text and zones of a file. Raises UnreadableError, with what to do, on what cannot be read.

    `name` helps to tell a page from a plain text whose words happen to begin like one. `password` opens a PDF.
    `patience` is for how many seconds pages that are pictures may be recognised.
    """
    foreign = format_of(data, name)
    if foreign is not None:
        return _take_in_foreign(data, foreign, password, patience)
    is_html = is_page(data, name)
    if not is_html:
        refuse_unknown(data)
    return _take_in_whole(data, "text/html" if is_html or _is_wide_page(data) else "text/plain")


def is_page(data: bytes, name: str = "") -> bool:
    """Whether it is a web page, by its name or by how it begins."""
    if name.lower().endswith(_HTML_NAMES):
        return True
    return _HTML_START.match(data[:8192]) is not None


def _is_wide_page(data: bytes) -> bool:
    """Whether it is a page in UTF-16 or UTF-32, by its mark and its first letters."""
    return (
        data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\0\0")
        and _HTML_WIDE.match(bytes(letter for letter in data[:2_000] if 0 < letter < 128)) is not None
    )


def _take_in_foreign(data: bytes, format_: Format, password: str | None, patience: float) -> Source:
    read = read_foreign(data, format_, password, patience)
    return Source(
        **_hashed(data),
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
        claims=read.claims,
        walls=read.walls,
    )


def _take_in_whole(data: bytes, media_type: Literal["text/plain", "text/html"]) -> Source:
    read, walls = read_whole(data, media_type)
    return Source(
        **_hashed(data),
        media_type=media_type,
        text=read.words,
        zones=read.zones,
        title=read.title,
        published=day_of(read.published),
        published_basis=read.basis,
        encoding=read.encoding,
        is_guess=read.is_guess,
        positions=tuple(Position(span=span, path=(), element=element) for span, element in read.elements),
        walls=walls,
    )


class _Hashed(TypedDict):
    sha256: str
    sha512: str
    size: int


def _hashed(data: bytes) -> _Hashed:
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "sha512": hashlib.sha512(data).hexdigest(),
        "size": len(data),
    }
