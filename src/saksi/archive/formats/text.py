"""Bytes to text: which bytes are text at all, and in which encoding."""

import codecs
import re
from dataclasses import dataclass
from importlib import import_module

from saksi.model import BadInputError

#: Larger than any report; a text beyond it is a database or a whole archive in one file.
MOST_BYTES = 20_000_000
_ADVICE = "this version reads plain text, HTML, PDF, DOCX, ODT and mail; save the document as one of these"
# the first bytes of the files that people will try
_MAGIC = {
    b"%PDF": "a damaged PDF file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK": "a damaged ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old office document such as DOC, a mail of Outlook, or a document with a password",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"SQLite format 3": "a database",
    b"ID3": "a sound file",
    b"RIFF": "a sound, film or picture file",
    b"OggS": "a sound file",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
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


def decode_text(data: bytes, *, is_html: bool) -> Decoded:
    """The text of a file without its byte order mark. Raises BadInputError on what is empty, binary or too large."""
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 1e6:.0f} MB"
        raise BadInputError(
            f"the file is too large ({size}; the limit is {MOST_BYTES // 10**6} MB): split it and add the parts"
        )
    _refuse_binary(data)
    decoded = _decoded(data, is_html=is_html)
    text = decoded.text
    if not text.strip("\ufeff\x00") or text.isspace():
        raise BadInputError("the file is empty: nothing to read; check that it was saved")
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > max(1, len(text) * _FEW_CONTROLS):
        raise BadInputError(f"the file is binary (it holds control characters): {_ADVICE}")
    return decoded


def _refuse_binary(data: bytes) -> None:
    for magic, name in _MAGIC.items():
        if data.startswith(magic) and not (magic == b"ID3" and data[3:4].isascii() and data[3:4].isspace()):
            raise BadInputError(f"the file is {name}: {_ADVICE}")


def _decoded(data: bytes, *, is_html: bool) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(text=_strictly(data[len(bom) :], encoding), encoding=_told(encoding))
    if b"\x00" in data:
        raise BadInputError(f"the file is binary (it holds NUL bytes): {_ADVICE}")
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
    except UnicodeDecodeError as error:
        raise BadInputError(
            f"the file says that it is {encoding.upper()} and is not (byte {error.start}): save it as UTF-8"
        ) from None


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
    raise BadInputError("the encoding of the file is not known (it is not UTF-8): save it as UTF-8 and try again")
