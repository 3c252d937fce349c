"""Files of foreign formats, made by code: what tests of formats and of the box feed on. Persons are invented."""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence

Line = tuple[float, float, str]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODF = " ".join(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "text", "table", "style", "manifest"))
ODF += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def objects(bodies: Sequence[bytes], *, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, with its table of where they are."""
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root %d 0 R %b >>\n" % (len(bodies) + 1, root, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def stream(data: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode %b >>\nstream\n%b\nendstream" % (len(packed), extra, packed)


def pdf(pages: Iterable[Iterable[Line]], *, size: float = 11, title: str = "") -> bytes:
    """A PDF in Helvetica: for each page its lines, as x, y in points from the lower left, and their words."""
    contents = [
        "BT\n" + "".join(f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(words)}) Tj\n" for x, y, words in page) + "ET"
        for page in pages
    ]
    count = len(contents)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(count))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, content in enumerate(contents):
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
        page += b" /Resources << /Font << /F1 3 0 R >> >> >>"
        bodies += [page % (5 + 2 * place), stream(content.encode("cp1252"))]
    if not title:
        return objects(bodies)
    bodies.append(b"<< /Title (%b) >>" % title.encode("cp1252"))
    return objects(bodies, trailer=b"/Info %d 0 R" % len(bodies))


def column(lines: Iterable[str], *, x: float = 72, top: float = 770, step: float = 14) -> list[Line]:
    """Lines one below another."""
    return [(x, top - step * number, words) for number, words in enumerate(lines) if words]


def archive(members: dict[str, str | bytes], *, stored: Iterable[str] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            how = zipfile.ZIP_STORED if name in set(stored) else zipfile.ZIP_DEFLATED
            packed.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


def docx(body: str, **more: str) -> bytes:
    """A DOCX with this body in WordprocessingML; further parts of word/ by name."""
    members: dict[str, str | bytes] = {
        "_rels/.rels": RELATIONS,
        "word/document.xml": _word("document", f"<w:body>{body}</w:body>"),
    }
    members |= {f"word/{name}.xml": content for name, content in more.items()}
    return archive(members)


def word_part(name: str, content: str) -> str:
    """A further part, such as footnotes."""
    return _word(name, content)


def p(words: str, style: str = "") -> str:
    """A paragraph of a DOCX."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{words}</w:t></w:r></w:p>"


def odt(body: str, *, meta: str = "", manifest: str = "", styles: str = "") -> bytes:
    """An ODT with this body."""
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {ODF}>{text}</office:document-content>"
    members: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    more = {"meta.xml": meta, "META-INF/manifest.xml": manifest, "styles.xml": styles}
    members |= {name: text for name, text in more.items() if text}
    return archive(members, stored=["mimetype"])


def mail(
    body: str, *, subject: str = "Two men held", date: str = "Fri, 6 Dec 2019 10:00:00 +0700", more: str = ""
) -> bytes:
    """A mail of plain text."""
    head = f"From: Tevy Example <tevy@example.org>\nTo: desk@example.org\nSubject: {subject}\nDate: {date}\n"
    return f"{head}Message-ID: <1@example.org>\nMIME-Version: 1.0\n{more}\n{body}".encode()


def _word(name: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {W}>{content}</w:{name}>'


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def sealed_pdf(words: str, *, password: str = "") -> bytes:
    """A PDF encrypted as in PDF 1.4 (128 bits); without a password it opens for everybody, and forbids copying."""
    pad = (password.encode() + _PAD)[:32]
    owner, rights, name = b"o" * 32, -44, b"0123456789abcdef"
    key = hashlib.md5(pad + owner + struct.pack("<i", rights) + name, usedforsecurity=False).digest()
    for _ in range(50):
        key = hashlib.md5(key, usedforsecurity=False).digest()
    check = hashlib.md5(_PAD + name, usedforsecurity=False).digest()
    for turn in range(20):
        check = _rc4(bytes(each ^ turn for each in key), check)
    drawn = f"BT /F1 11 Tf 72 700 Td ({_escaped(words)}) Tj ET".encode("cp1252")
    own = hashlib.md5(key + b"\x04\x00\x00\x00\x00", usedforsecurity=False).digest()
    content = _rc4(own, drawn)
    font = b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %b >>" % font,
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
    ]
    seal = b"/Filter /Standard /V 2 /R 3 /Length 128 /P %d /O <%b> /U <%b>"
    seal %= (rights, owner.hex().encode(), (check + bytes(16)).hex().encode())
    return objects(
        bodies, trailer=b"/ID [<%b> <%b>] /Encrypt << %b >>" % (name.hex().encode(), name.hex().encode(), seal)
    )


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
