"""Plain text: which bytes are text at all, in which encoding, and what kind of text each of its lines is."""

import codecs
import encodings
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from saksi.archive.zones import title_of, zone_text
from saksi.model import BadInputError

from .told import RefusedError, Told, Whole

#: Larger than any report; a text beyond it is a database or a whole archive in one file.
MOST_BYTES = 20_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODECS = re.compile(
    r"ascii|cp\d+|latin_1|iso8859|koi8|mac_|utf_|big5|gb|hz|euc|iso2022|johab|shift|tis|ptcp|kz1048|charmap"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
# what the web calls by these names is Windows' superset of them
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
# a stray form feed or escape happens; many mean that the bytes are no text
_FEW_CONTROLS = 0.002
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, and the encoding that its bytes were in where that is not UTF-8; guessed, unless the file declares it."""

    text: str
    encoding: str | None = None
    is_guess: bool = False


def prepare() -> None:
    """Import what is imported late, before the box is sealed: every encoding, and the guessing of one."""
    import_encodings()
    import_module("charset_normalizer").from_bytes("Der Häftling in München".encode("cp1252") * 9).best()
    zone_text("A Title\n\nPHNOM PENH — The court held him on Monday, December 2, 2019.\n")


def import_encodings() -> None:
    """Every encoding of text that Python knows; none can be imported once the box is sealed."""
    for module in pkgutil.iter_modules(encodings.__path__):
        if _CODECS.match(module.name):
            import_module(f"encodings.{module.name}")
    for charset in ("utf-8", "us-ascii", "iso-8859-1"):
        b"".decode(charset)


def read(data: bytes) -> Iterator[Told]:
    """The text as it is, with its zones. Raises RefusedError."""
    decoded = decode_text(data, is_html=False)
    try:
        zones = zone_text(decoded.text)
    except BadInputError:
        raise RefusedError("lines") from None
    title = title_of(decoded.text, zones)
    yield Whole(words=decoded.text, zones=zones, title=title, encoding=decoded.encoding, is_guess=decoded.is_guess)


def decode_text(data: bytes, *, is_html: bool) -> Decoded:
    """The text of these bytes. Raises RefusedError where they are none, or their encoding is not known."""
    if len(data) > MOST_BYTES:
        raise RefusedError("large-text")
    decoded = _decoded(data, is_html=is_html)
    text = decoded.text
    if not text.strip("\ufeff\x00") or text.isspace():
        raise RefusedError("nothing")
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > max(1, len(text) * _FEW_CONTROLS):
        raise RefusedError("binary")
    return decoded


def _decoded(data: bytes, *, is_html: bool) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(text=_strictly(data[len(bom) :], encoding), encoding=_told(encoding))
    if b"\x00" in data:
        raise RefusedError("binary")
    declared = _declared(data) if is_html else None
    for name in filter(None, (declared, "utf-8")):
        try:
            return Decoded(text=data.decode(name), encoding=_told(name))
        except UnicodeDecodeError:
            continue
    return _detected(data)


def _told(encoding: str) -> str | None:
    return None if codecs.lookup(encoding).name == "utf-8" else encoding


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise RefusedError("utf") from None


def _declared(data: bytes) -> str | None:
    """The encoding that a page names in its head, if Python knows it as one of text."""
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    name = match.group(1).decode("ascii", "ignore").lower()
    try:
        info = codecs.lookup(_WEB_NAMES.get(name, name))
    except (LookupError, ValueError):
        return None
    # names such as "hex" are no encodings of text; a page in ASCII bytes cannot be in UTF-16
    return (
        None
        if not info._is_text_encoding
        or info.name.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw", "undefined"))
        else info.name
    )


def _detected(data: bytes) -> Decoded:
    """By letter statistics; slow to import, and seldom needed."""
    found = import_module("charset_normalizer").from_bytes(data[:_SAMPLE]).best()
    if found is not None:
        try:
            return Decoded(text=data.decode(str(found.encoding)), encoding=str(found.encoding), is_guess=True)
        except (UnicodeDecodeError, LookupError):
            pass
    raise RefusedError("encoding")
