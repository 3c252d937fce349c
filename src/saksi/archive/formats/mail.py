"""A mail (RFC 5322, MIME): subject, sender, date, body; what is attached comes out as documents of their own.

The plain body is read, or the page where there is no plain one worth reading. Lines that quote an earlier mail are
somebody else's words, and are marked as a quotation.
"""

import re
from collections import Counter
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from importlib import import_module
from itertools import groupby

from saksi.archive.blocks import find_blocks
from saksi.archive.position import Position, Step
from saksi.model import Span, ZoneKind

from .text import import_encodings
from .told import Head, Page, Part, Piece, RefusedError, Remark, Told

MOST_PARTS = 200
_MOST_DEPTH = 20
# "This mail is best viewed as a web page" is no body
_FEW_WORDS = 40
_MULTIPART = re.compile(rb"boundary\s*=|message/rfc822", re.IGNORECASE)
_HEADERS: tuple[tuple[str, ZoneKind], ...] = (
    ("Subject", "title"),
    ("From", "byline"),
    ("Date", "dateline"),
    ("To", "furniture"),
    ("Cc", "furniture"),
)
# seals, and what is only named: no documents
_NO_DOCUMENTS = {
    "application/pgp-signature": "seals",
    "application/pkcs7-signature": "seals",
    "application/x-pkcs7-signature": "seals",
    "message/external-body": "elsewhere",
}


def prepare() -> None:
    """Import what is imported late, before the box is sealed: every encoding in which letters may come."""
    import_encodings()
    for name in (
        "email._header_value_parser",
        "email.feedparser",
        "email.headerregistry",
        "email.generator",
        "email.contentmanager",
        "email.base64mime",
        "quopri",
        "uu",
    ):
        import_module(name)


def read(data: bytes) -> Iterator[Told]:
    """The mail, piece by piece. Raises RefusedError."""
    if len(_MULTIPART.findall(data)) > MOST_PARTS:
        raise RefusedError("parts")
    mail = BytesParser(policy=policy.default).parsebytes(data)
    if not isinstance(mail, EmailMessage) or not mail.keys():
        raise RefusedError("broken")
    if mail.get_content_type() == "multipart/encrypted" or "pkcs7-mime" in mail.get_content_type():
        raise RefusedError("password")
    if mail.is_multipart() and _is_cut(mail):
        raise RefusedError("cut-short")
    yield Head(title=header(mail, "Subject") or None, published=sent_on(mail))
    yield from _envelope(mail)
    bodies: list[tuple[EmailMessage, tuple[Step, ...]]] = []
    attached: list[tuple[EmailMessage, tuple[Step, ...]]] = []
    _sort(mail, (), bodies, attached)
    for body, path in bodies:
        yield from _body(body, path)
    left_out = Counter(_NO_DOCUMENTS.get(part.get_content_type()) for part, _ in attached)
    for part, path in attached:
        if part.get_content_type() not in _NO_DOCUMENTS:
            yield Part(name=_name(part), path=path, data=_content(part))
    yield from (Remark(code=code, numbers=(count,)) for code, count in left_out.items() if code is not None)


def header(mail: EmailMessage, name: str) -> str:
    """A header on one line; empty where there is none, or it makes no sense."""
    try:
        value = mail.get(name)
    except (ValueError, IndexError, TypeError, AttributeError, LookupError):
        # headers made by hand trip the standard library's reader of them
        return ""
    return " ".join(str(value or "").split())[:2_000]


def sent_on(mail: EmailMessage) -> str | None:
    """The day of its Date, by the sender's clock and time zone."""
    try:
        moment = getattr(mail.get("Date"), "datetime", None)
        return None if moment is None else f"{moment:%Y-%m-%d}".zfill(10)
    except (ValueError, IndexError, TypeError, AttributeError, OverflowError, LookupError):
        return None


def _envelope(mail: EmailMessage) -> Iterator[Piece]:
    for number, (name, kind) in enumerate(_HEADERS, start=1):
        value = header(mail, name)
        if value:
            words = value if name == "Subject" else f"{name}: {value}"
            span = Span(start=0, end=len(words))
            yield Piece(words=words, kind=kind, positions=(Position(span=span, path=(("header", number),)),))


def _is_cut(mail: EmailMessage) -> bool:
    names = {type(defect).__name__ for part in mail.walk() for defect in part.defects}
    return bool(names & {"CloseBoundaryNotFoundDefect", "StartBoundaryNotFoundDefect"})


def _sort(
    part: EmailMessage,
    path: tuple[Step, ...],
    bodies: list[tuple[EmailMessage, tuple[Step, ...]]],
    attached: list[tuple[EmailMessage, tuple[Step, ...]]],
) -> None:
    """Which parts are the body and which are attached; each with its way from the whole."""
    if len(path) > _MOST_DEPTH:
        raise RefusedError("nested")
    if part.get_content_maintype() != "multipart":
        is_text = part.get_content_type() in ("text/plain", "text/html")
        is_body = is_text and not part.is_attachment() and not _name(part)
        (bodies if is_body else attached).append((part, path))
        return
    children = [
        (child, (*path, _step(number)))
        for number, child in enumerate(part.iter_parts() if part.is_multipart() else (), start=1)
        if isinstance(child, EmailMessage)
    ]
    if part.get_content_type() == "multipart/alternative" and children:
        best = _best(children)
        children = [
            each for each in children if each is best or each[0].get_content_type() not in ("text/plain", "text/html")
        ]
    for child, way in children:
        _sort(child, way, bodies, attached)


def _step(number: int) -> Step:
    return "part", number


def _best(children: list[tuple[EmailMessage, tuple[Step, ...]]]) -> tuple[EmailMessage, tuple[Step, ...]] | None:
    """The plain text of several forms of one body; a page where the plain text only says that there is one."""
    plain = next((each for each in children if each[0].get_content_type() == "text/plain"), None)
    page = next((each for each in children if each[0].get_content_type() != "text/plain"), None)
    if plain is None or (page is not None and len(_text(plain[0]).split()) < _FEW_WORDS):
        return page or plain
    return plain


def _body(part: EmailMessage, path: tuple[Step, ...]) -> Iterator[Told]:
    text = _text(part)
    if part.get_content_type() == "text/html":
        yield Page(markup=text, path=path)
        return
    signature = False
    line = 1
    for is_quoted, lines in groupby(text.split("\n"), key=lambda each: each.startswith(">")):
        run = list(lines)
        for block in find_blocks("\n".join(run)):
            signature = signature or block.words in ("--", "-- ")
            kind: ZoneKind | None = "pull_quote" if is_quoted else "furniture" if signature else None
            first = line + "\n".join(run)[: block.span.start].count("\n")
            yield _block(block.words, path, first, kind)
        line += len(run)


def _block(words: str, path: tuple[Step, ...], line: int, kind: ZoneKind | None) -> Piece:
    positions: list[Position] = []
    start = 0
    for number, each in enumerate(words.split("\n"), start=line):
        if each:
            span = Span(start=start, end=start + len(each))
            positions.append(Position(span=span, path=(*path, ("line", number))))
        start += len(each) + 1
    return Piece(words=words, kind=kind, positions=tuple(positions))


def _text(part: EmailMessage) -> str:
    data = _content(part)
    charset = part.get_content_charset("utf-8")
    for name in (charset, "utf-8"):
        try:
            text = data.decode(name)
            break
        except (UnicodeDecodeError, LookupError):
            continue
    else:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _content(part: EmailMessage) -> bytes:
    if part.get_content_maintype() == "message" and part.is_multipart():
        return b"\n".join(bytes(inner) for inner in part.iter_parts())
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _name(part: EmailMessage) -> str:
    """The name that the sender gave it, cut to its end."""
    try:
        named = part.get_filename() or ""
    except (ValueError, IndexError, TypeError, AttributeError, LookupError):
        named = ""
    return named.encode("utf-8", "replace").decode("utf-8")[-200:]
