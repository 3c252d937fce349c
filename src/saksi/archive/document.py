"""Bytes taken in: their hash, their text, its zones, and what the page says of itself."""

import hashlib
import re
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from saksi.model import When, Zone

from .formats.text import decode_text
from .zones import zone_text

MediaType = Literal["text/plain", "text/html"]
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


def take_in(data: bytes, *, name: str = "") -> Source:
    """The text and zones of a file. Raises BadInputError, with what to do, on what cannot be read.

    `name` helps to tell a page from a plain text whose words happen to begin like one.
    """
    is_html = _is_html(data, name)
    text = decode_text(data, is_html=is_html)
    if is_html or _HTML_WIDE.match(text[:500]):
        return _take_in_page(data, text)
    zones = zone_text(text)
    return Source(
        sha256=hashlib.sha256(data).hexdigest(),
        sha512=hashlib.sha512(data).hexdigest(),
        size=len(data),
        media_type="text/plain",
        text=text,
        zones=zones,
        title=title_of(text, zones),
    )


def title_of(text: str, zones: tuple[Zone, ...]) -> str | None:
    """The words of the first title zone."""
    return next((" ".join(zone.span.of(text).split()) for zone in zones if zone.kind == "title"), None)


def _is_html(data: bytes, name: str) -> bool:
    if name.lower().endswith(_HTML_NAMES):
        return True
    return _HTML_START.match(data[:8192]) is not None


def _take_in_page(data: bytes, markup: str) -> Source:
    # trafilatura takes a second to import: plain text must not wait for it
    page = import_module(".formats.html", __package__).read_page(markup)
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
    )
