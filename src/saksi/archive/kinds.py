"""Which format bytes are in: by the bytes; the name of a file only tells where bytes alone cannot, or contradicts."""

import re
from dataclasses import dataclass
from typing import Literal

from .refusals import UnreadableError
from .sandbox import Parser

MediaType = Literal[
    "text/plain",
    "text/html",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/csv",
    "message/rfc822",
    "application/mbox",
    "application/warc",
    "application/wacz",
    "image/png",
    "image/jpeg",
    "image/tiff",
    "image/webp",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that is parsed in the box: what people call it, and the parser that reads it."""

    media_type: MediaType
    name: str
    parser: Parser
    endings: tuple[str, ...]


PDF = Format(media_type="application/pdf", name="PDF file", parser="pdf", endings=(".pdf",))
DOCX = Format(
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    name="DOCX document",
    parser="docx",
    endings=(".docx", ".docm", ".dotx"),
)
ODT = Format(
    media_type="application/vnd.oasis.opendocument.text", name="ODT document", parser="odt", endings=(".odt", ".ott")
)
XLSX = Format(
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    name="XLSX workbook",
    parser="xlsx",
    endings=(".xlsx", ".xlsm", ".xltx"),
)
MAIL = Format(media_type="message/rfc822", name="mail", parser="mail", endings=(".eml",))
MAILBOX = Format(media_type="application/mbox", name="mailbox", parser="mailbox", endings=(".mbox", ".mbx"))
WARC = Format(media_type="application/warc", name="web archive", parser="warc", endings=(".warc", ".warc.gz"))
WACZ = Format(media_type="application/wacz", name="package of web archives", parser="wacz", endings=(".wacz",))
PNG = Format(media_type="image/png", name="PNG picture", parser="picture", endings=(".png",))
JPEG = Format(media_type="image/jpeg", name="JPEG picture", parser="picture", endings=(".jpg", ".jpeg"))
TIFF = Format(media_type="image/tiff", name="TIFF picture", parser="picture", endings=(".tif", ".tiff"))
WEBP = Format(media_type="image/webp", name="WEBP picture", parser="picture", endings=(".webp",))
PICTURES = (PNG, JPEG, TIFF, WEBP)
BOXED = (PDF, DOCX, ODT, XLSX, MAIL, MAILBOX, WARC, WACZ, *PICTURES)
#: Mail is no publication, though what it brings may be.
LETTERS: frozenset[str] = frozenset({MAIL.media_type, MAILBOX.media_type})
#: What was fetched from the web, with when and from where: whose pages they are, and who could see them, it cannot say.
ARCHIVES: frozenset[str] = frozenset({WARC.media_type, WACZ.media_type})
_ADVICE = "this version reads plain text, HTML, PDF, DOCX, ODT, XLSX, mail, web archives and pictures"
# the first bytes of the files that people will try
_MAGIC = {
    b"%PDF": "a damaged PDF file",
    b"\x89PNG": "a damaged PNG picture",
    b"\xff\xd8\xff": "a damaged JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK": "a damaged ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old office document such as DOC, a mail of Outlook, or a document with a password",
    b"{\\rtf": "an RTF document",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"SQLite format 3": "a database",
    b"ID3": "a sound file",
    b"RIFF": "a sound, film or picture file",
    b"OggS": "a sound file",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
_PICTURE_STARTS = {
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xff\xd8\xff": JPEG,
    b"II*\x00": TIFF,
    b"MM\x00*": TIFF,
}
# an ODT names its type in its first member, stored as it is, for this purpose
_ODT_START = b"mimetypeapplication/vnd.oasis.opendocument.text"
_PACKAGE_STARTS = (b"archive/", b"indexes/", b"pages/", b"datapackage", b"logs/")
_MAILBOX_START = re.compile(rb"From [^\n]{3,300}\n[!-9;-~]{1,70}:[ \t]")
_HEADER = re.compile(rb"[!-9;-~]{1,70}:[ \t][^\n]*\n")
# a memorandum has From, To and Date as well; only a mail has one of these
_MAIL_ONLY = re.compile(
    rb"^(?:mime-version|message-id|received|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_SENDER = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)


def format_of(data: bytes, name: str) -> Format | None:
    """The boxed format of these bytes; None for text and pages. Raises BadInputError where the name says another."""
    found = _by_bytes(data)
    named = next((each for each in BOXED if name.lower().endswith(each.endings)), None)
    if found is None and named is MAIL and _HEADER.match(data):
        # saved without what shows that it was sent
        return MAIL
    if named is WACZ and found is DOCX:
        # members of a ZIP archive stand in any order
        return WACZ
    if named is not None and found is not named:
        what = "none" if found is None else f"a {found.name}"
        raise _misnamed(f"by its name it is a {named.name}, by its bytes {what}: look at what it is")
    if (
        found is not None
        and name.lower().endswith((".html", ".htm", ".xhtml", ".txt"))
        and found not in (MAIL, MAILBOX)
    ):
        raise _misnamed(f"by its name it is a text or web page, by its bytes a {found.name}")
    return found


def holds_parts(data: bytes, name: str) -> bool:
    """Whether bytes that begin so may hold documents of their own."""
    try:
        found = format_of(data, name)
    except UnreadableError:
        return False
    return found in (MAIL, MAILBOX)


def refuse_unknown(data: bytes) -> None:
    """Raise UnreadableError where the first bytes show that this is no text, and of no format that is read."""
    for magic, name in _MAGIC.items():
        if data.startswith(magic) and not (magic == b"ID3" and data[3:4].isascii() and data[3:4].isspace()):
            raise UnreadableError("file", "unknown", words=f"the file is {name}, and cannot be read: {_ADVICE}")


def _misnamed(words: str) -> UnreadableError:
    return UnreadableError("file", "other-name", words=f"{words}, and give it its right name")


def _by_bytes(data: bytes) -> Format | None:
    if data.startswith(b"%PDF-"):
        return PDF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    picture = next((each for start, each in _PICTURE_STARTS.items() if data.startswith(start)), None)
    if picture is not None:
        return picture
    if data.startswith(b"PK\x03\x04"):
        if data[30:].startswith(_PACKAGE_STARTS):
            return WACZ
        return ODT if data[30:].startswith(_ODT_START) else _office_of(data)
    # whatever is packed by gzip may be an archive: the box looks
    if data.startswith((b"WARC/1.", b"WARC/0.1", b"\x1f\x8b")):
        return WARC
    if _MAILBOX_START.match(data):
        return MAILBOX
    head = re.split(rb"\r?\n\r?\n", data[:50_000], maxsplit=1)[0] + b"\n"
    is_mail = _HEADER.match(head) and _SENDER.search(head) and _MAIL_ONLY.search(head)
    return MAIL if is_mail else None


def _office_of(data: bytes) -> Format:
    """By the main member: an archive lists its members last, after whatever lies stored in it."""
    return XLSX if data.rfind(b"xl/workbook.xml") > data.rfind(b"word/document.xml") else DOCX
