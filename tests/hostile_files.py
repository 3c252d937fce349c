"""Files made to harm: bombs, loops, lies about what they are, ways out. Each is made by code.

Those that would reach out name a canary: a file that nobody may touch, and a port that nobody may call.
"""

import base64
import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from .foreign_files import ODF, RELATIONS, W, archive, column, docx, mail, objects, odt, p, pdf, stream

SENTENCE = "The court in Harbour Town held Tevy Example for three more months on Monday."
_BILLION = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def named(canary: Path, port: int) -> dict[str, tuple[str, Callable[[], bytes], str]]:
    """By what it does: the name of a file, what makes its bytes, and its refusal; none where it is read, harmlessly."""
    here = f"http://127.0.0.1:{port}/"
    pixels = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 6, 0, 0, 0)
    plain_zip = archive({"readme.txt": "words"})
    whole_pdf = pdf([column([SENTENCE])])
    whole_docx = docx(p(SENTENCE))
    found: dict[str, tuple[str, Callable[[], bytes], str]] = {
        "zip bomb in a docx": (
            "a.docx",
            lambda: archive({"_rels/.rels": RELATIONS, "word/document.xml": b" " * 90_000_000}),
            "unpacks",
        ),
        "zip bomb beside the text": (
            "a.docx",
            lambda: archive({**_word(SENTENCE), "word/media/x.bin": bytes(90_000_000)}),
            "unpacks",
        ),
        "zip that lies about its sizes": ("a.docx", lambda: _lying_zip(), "unpacks|cut short|parsed"),
        "zip of many members": ("a.docx", lambda: archive({f"m{n}": "" for n in range(6_000)}), "more parts"),
        "nested zips": ("a.docx", lambda: _nested_zip(), "without a text document"),
        "gzip bomb": ("a.gz", lambda: gzip.compress(bytes(50_000_000)), "gzip"),
        "gzip bomb named docx": ("a.docx", lambda: gzip.compress(bytes(5_000_000)), "by its name"),
        "path out of the folder": (
            "a.docx",
            lambda: archive({**_word(SENTENCE), f"../../../..{canary}": "x"}),
            "lead out",
        ),
        "path from the root": ("a.docx", lambda: archive({**_word(SENTENCE), str(canary): "x"}), "lead out"),
        "path of Windows": ("a.docx", lambda: archive({**_word(SENTENCE), "..\\..\\x": "x"}), "lead out"),
        "name that stands twice": ("a.docx", lambda: _twice(), "two files in one"),
        "symbolic link": ("a.docx", lambda: _linked(canary), "cut short|parsed|without"),
        "billion laughs": (
            "a.docx",
            lambda: _docx_of(f'<!DOCTYPE w:document [<!ENTITY l0 "lol">{_BILLION}]>', "&l9;"),
            "entities|parsed",
        ),
        "quadratic entity": (
            "a.odt",
            lambda: _odt_of(f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>', "&a;" * 1_000),
            "entities|parsed",
        ),
        "external entity, file": (
            "a.docx",
            lambda: _docx_of(f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{canary}">]>', "&e;"),
            "entities",
        ),
        "external entity, net": (
            "a.docx",
            lambda: _docx_of(f'<!DOCTYPE x [<!ENTITY e SYSTEM "{here}">]>', "&e;"),
            "entities",
        ),
        "external document type": (
            "a.odt",
            lambda: _odt_of(f'<!DOCTYPE x SYSTEM "{here}x.dtd">', SENTENCE),
            "entities",
        ),
        "parameter entity": (
            "a.odt",
            lambda: _odt_of(f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{here}"> %p;]>', SENTENCE),
            "entities|parsed",
        ),
        "XML nested deep": ("a.docx", lambda: docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), "nested|parsed"),
        "external template": ("a.docx", lambda: _templated(here), ""),
        "hidden script of a docx": (
            "a.docm",
            lambda: archive({**_word(SENTENCE), "word/vbaProject.bin": b"Sub AutoOpen()"}),
            "",
        ),
        "zip without a document": ("a.zip", lambda: plain_zip, "without a text document"),
        "zip cut short": ("a.docx", lambda: whole_docx[: len(whole_docx) // 2], "cut short"),
        "docx with a prefix": ("a.docx", lambda: b"MZ" + whole_docx, "by its name"),
        "pdf and zip in one": ("a.pdf", lambda: whole_pdf + plain_zip + b"%%EOF", "two files in one"),
        "picture and pdf in one": ("a.pdf", lambda: b"GIF89a" + whole_pdf, "by its name"),
        "page and pdf in one": ("a.pdf", lambda: b"<html><p>" + whole_pdf, "by its name"),
        "pdf named as text": ("a.txt", lambda: whole_pdf, "by its name"),
        "text named as pdf": ("a.pdf", lambda: SENTENCE.encode(), "by its name"),
        "program named as pdf": ("a.pdf", lambda: b"MZ\x90\x00" + bytes(500), "by its name"),
        "docx named as mail": ("a.eml", lambda: whole_docx, "by its name"),
        "huge picture": (
            "a.png",
            lambda: b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + pixels,
            "pixels|cut short",
        ),
        "huge picture in a docx": (
            "a.docx",
            lambda: archive({**_word(SENTENCE), "word/media/i.png": b"\x89PNG" + pixels}),
            "",
        ),
        "huge picture in a pdf": ("a.pdf", lambda: _pdf_with_picture(), ""),
        "pdf cut short": ("a.pdf", lambda: whole_pdf[: len(whole_pdf) // 2], "cut short"),
        "pdf whose pages are in a circle": ("a.pdf", lambda: _pdf_pages_in_circle(), "cut short|parsed|nested"),
        "pdf whose drawing draws itself": (
            "a.pdf",
            lambda: _pdf_draws_itself(),
            "nested|parsed|layer|memory|minute|stopped|tesseract|words",
        ),
        "pdf whose tables point at each other": ("a.pdf", lambda: _pdf_table_loop(), "cut short|parsed|nested"),
        "pdf whose length is itself": ("a.pdf", lambda: _pdf_length_loop(), ""),
        "pdf bomb": ("a.pdf", lambda: _pdf_bomb(), "memory|larger|words|tesseract|minute|stopped"),
        "pdf bomb in two layers": (
            "a.pdf",
            lambda: _pdf_bomb(layers=2),
            "memory|larger|words|tesseract|minute|stopped",
        ),
        "pdf of a million letters a page": ("a.pdf", lambda: _pdf_letters(), "larger|minute|stopped|memory"),
        "pdf that acts when opened": ("a.pdf", lambda: _pdf_that_acts(here, canary), ""),
        "pdf with another file as a stream": (
            "a.pdf",
            lambda: _pdf_external_stream(canary),
            "words|tesseract|parsed|cut short",
        ),
        "pdf with a table from elsewhere": ("a.pdf", lambda: _pdf_foreign_table(canary), ""),
        "pdf with a password": ("a.pdf", lambda: _pdf_encrypted(), "encrypted|parsed"),
        "ten thousand nested parts": ("a.eml", lambda: _nested_mail(10_000), "more parts"),
        "nested mails": ("a.eml", lambda: _mail_in_mail(3_000), "more parts|nested"),
        "mail with another body": ("a.eml", lambda: _external_body(here, canary), ""),
        "mail with a page that calls home": ("a.eml", lambda: _calling_mail(here), ""),
        "mail with a million headers": (
            "a.eml",
            lambda: b"From: a@b.example\n" + b"X: y\n" * 1_000_000 + b"\nwords\n",
            "",
        ),
        "mail whose header is a megabyte": (
            "a.eml",
            lambda: b"From: " + b"(" * 1_000_000 + b"\nMIME-Version: 1.0\n\nwords\n",
            "",
        ),
        "mail with an attachment out of the folder": ("a.eml", lambda: _attaching_mail(f"../../../..{canary}"), ""),
        "mailbox of many mails": (
            "a.mbox",
            lambda: (b"From a Fri Dec  6 10:00:00 2019\nFrom: a@b.c\n\nx\n\n") * 3_000,
            "more parts",
        ),
        "page that loads from elsewhere": ("a.html", lambda: _loading_page(here, canary), ""),
        "page of a million elements": ("a.html", lambda: b"<html><body>" + b"<p>x</p>" * 300_000, "blocks"),
        "page nested deep": ("a.html", lambda: b"<html><body>" + b"<div>" * 100_000 + b"<p>x", "too deeply"),
        "drawing with a script": (
            "a.svg",
            lambda: f'<svg xmlns="http://www.w3.org/2000/svg" onload="fetch(\'{here}\')"/>'.encode(),
            "",
        ),
        "text of one line": ("a.txt", lambda: b"a " * 9_000_000, ""),
        **_pictures(here),
        "encrypted odt": ("a.odt", lambda: odt("", manifest=_encrypting()), "encrypted"),
        "odt of a million blanks": ("a.odt", lambda: odt(f'<text:p>x<text:s text:c="{10**12}"/>y</text:p>'), ""),
        "odt of a million cells": ("a.odt", lambda: odt(_million_cells()), ""),
    }
    return found


def _pictures(here: str) -> dict[str, tuple[str, Callable[[], bytes], str]]:
    exif = Image.Exif()
    exif[0x010E] = f"<script>fetch('{here}')</script>"
    exif[0x0132] = "2019:12:06 10:00:00; rm -rf /"
    wide = picture("TIFF").replace(struct.pack("<HHII", 256, 4, 1, 600), struct.pack("<HHII", 256, 4, 1, 2**31))
    looped = bytearray(picture("TIFF"))
    place = struct.unpack_from("<I", looped, 4)[0]
    struct.pack_into("<I", looped, place + 2 + 12 * struct.unpack_from("<H", looped, place)[0], place)
    return {
        "picture bomb": ("a.png", lambda: _png_bomb(50_000), "pixels"),
        "picture bomb within the pixels": ("a.png", lambda: _png_bomb(7_700), "words|tesseract"),
        "picture of a billion pixels by its word": ("a.jpg", lambda: _wide_jpeg(), "pixels"),
        "picture wider than memory": ("a.tif", lambda: wide, "pixels|cut short|parsed|words|tesseract"),
        "picture whose pages are in a circle": ("a.tif", lambda: bytes(looped), ""),
        "picture of many pages": ("a.tif", lambda: _many_pages(300), "more parts|tesseract"),
        "picture cut short": ("a.jpg", lambda: picture("JPEG")[:2_000], "cut short|parsed|tesseract"),
        "picture whose words are a script": ("a.jpg", lambda: picture("JPEG", exif=exif), ""),
        "picture and zip in one": ("a.jpg", lambda: picture("JPEG") + archive(_word(SENTENCE)), ""),
        "picture and page in one": ("a.html", lambda: picture("JPEG") + b"<html><script>x", "by its name"),
        "picture named as pdf": ("a.pdf", lambda: picture("PNG"), "by its name"),
        "text as a picture": ("a.png", lambda: b"\x89PNG\r\n\x1a\n" + SENTENCE.encode(), "cut short"),
        "pdf of one picture, cut": ("a.pdf", lambda: _scan()[:-3_000] + b"%%EOF", ""),
        "pdf of pages that are pictures": ("a.pdf", lambda: _scan(), ""),
        "page of scripts alone": ("a.html", lambda: b"<html><body><script>x()</script>", "no text"),
    }


def picture(kind: str, **more: object) -> bytes:
    """A picture of a sentence, 600 by 80 pixels."""
    drawn = Image.new("RGB", (600, 80), "white")
    ImageDraw.Draw(drawn).text((10, 20), SENTENCE[:50], font=ImageFont.load_default(20), fill="black")
    out = io.BytesIO()
    drawn.save(out, kind, **more)
    return out.getvalue()


def _scan() -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(picture("PNG"))).save(out, "PDF", resolution=150)
    return out.getvalue()


def _png_bomb(edge: int) -> bytes:
    """Black, one bit a pixel: a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = bytes(1 + (edge + 7) // 8)
    pack = zlib.compressobj(9)
    packed = b"".join(pack.compress(row) for _ in range(edge)) + pack.flush()
    head = struct.pack(">IIBBBBB", edge, edge, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def _wide_jpeg() -> bytes:
    data = bytearray(picture("JPEG"))
    place = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, place + 5, 65_500, 65_500)
    return bytes(data)


def _many_pages(number: int) -> bytes:
    out = io.BytesIO()
    page = Image.new("1", (50, 50))
    page.save(out, "TIFF", save_all=True, append_images=[page] * (number - 1))
    return out.getvalue()


def mutated(seed: int) -> Iterator[tuple[str, bytes]]:
    """Without end: files of each format with some bytes changed, removed, repeated, or cut off. By name and bytes."""
    chance = random.Random(seed)
    lines = ["A Title of a Story", "", *(f"{number}. {SENTENCE}" for number in range(12))]
    whole: list[tuple[str, bytes]] = [
        ("a.pdf", pdf([column(lines), column(lines[2:])], title="A Title")),
        ("a.docx", docx("".join(p(line) for line in lines))),
        ("a.odt", odt("".join(f"<text:p>{line}</text:p>" for line in lines))),
        ("a.eml", _attaching_mail("list.txt")),
        ("a.eml", mail("\n\n".join(lines))),
        ("a.mbox", b"From a Fri Dec  6 10:00:00 2019\n" + mail("\n".join(lines))),
        ("a.html", f"<html><body><h1>A Title</h1>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>".encode()),
        ("a.txt", "\n\n".join(lines).encode("utf-16")),
        *((f"a.{kind.lower()}", picture(kind)) for kind in ("PNG", "JPEG", "TIFF", "WEBP")),
        ("a.pdf", _scan()),
    ]
    changes: list[Callable[[bytearray], None]] = [
        lambda data: data.__setitem__(chance.randrange(len(data)), chance.randrange(256)),
        lambda data: data.__delitem__(slice(at := chance.randrange(len(data)), at + chance.randrange(1, 40))),
        lambda data: data.__setitem__(slice(at := chance.randrange(len(data)), at), data[at : at + 200] * 20),
        lambda data: data.__delitem__(slice(max(40, len(data) - chance.randrange(1, 400)), None)),
        lambda data: data.__setitem__(slice(at := chance.randrange(len(data)), at), chance.randbytes(30)),
    ]
    while True:
        name, data = chance.choice(whole)
        changed = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            chance.choice(changes)(changed)
        yield name, bytes(changed)


def _word(words: str) -> dict[str, str | bytes]:
    body = f"<w:document {W}><w:body>{p(words)}</w:body></w:document>"
    return {"_rels/.rels": RELATIONS, "word/document.xml": body}


def _docx_of(doctype: str, words: str) -> bytes:
    body = f'<?xml version="1.0"?>{doctype}<w:document {W}><w:body>{p(words)}</w:body></w:document>'
    return archive({"_rels/.rels": RELATIONS, "word/document.xml": body})


def _odt_of(doctype: str, words: str) -> bytes:
    text = f"<office:body><office:text><text:p>{words}</text:p></office:text></office:body>"
    content = f'<?xml version="1.0"?>{doctype}<office:document-content {ODF}>{text}</office:document-content>'
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}, stored=["mimetype"])


def _templated(here: str) -> bytes:
    relation = f'<Relationship Id="r9" Type="x/attachedTemplate" Target="{here}t.dotm" TargetMode="External"/>'
    relations = RELATIONS.replace("</Relationships>", f"{relation}</Relationships>")
    return archive({**_word(SENTENCE), "_rels/.rels": relations, "word/_rels/document.xml.rels": relations})


def _lying_zip() -> bytes:
    data = bytearray(archive({"_rels/.rels": RELATIONS, "word/document.xml": b" " * 5_000_000}))
    place = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 1_000)
    return bytes(data)


def _nested_zip() -> bytes:
    inner = bytes(1_000_000)
    for depth in range(8):
        inner = archive({f"{depth}.zip": inner})
    return inner


def _twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in _word(SENTENCE).items():
            packed.writestr(zipfile.ZipInfo(name), content)
        twin = zipfile.ZipInfo("word/document.xmL")
        packed.writestr(twin, "other")
    return out.getvalue().replace(b"word/document.xmL", b"word/document.xml")


def _linked(canary: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(zipfile.ZipInfo("_rels/.rels"), RELATIONS)
        link = zipfile.ZipInfo("word/document.xml")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, str(canary))
    return out.getvalue()


def _pdf_of(bodies: list[bytes], pages: bytes = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>") -> bytes:
    return objects([_CATALOG, pages, *bodies])


def _page(extra: bytes) -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %b >>" % extra


_FONT = b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
_WORDS = stream(b"BT /F1 11 Tf 72 700 Td (Police held a man on Monday.) Tj ET")


def _pdf_pages_in_circle() -> bytes:
    return _pdf_of([b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1 >>"])


def _pdf_draws_itself() -> bytes:
    form = stream(
        b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>"
    )
    return _pdf_of([_page(b"/Contents 5 0 R /Resources << /XObject << /X 4 0 R >> >>"), form, stream(b"/X Do")])


def _pdf_table_loop() -> bytes:
    whole = pdf([column([SENTENCE])])
    place = whole.rfind(b"xref\n0")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % place)


def _pdf_length_loop() -> bytes:
    return _pdf_of([_page(b"/Contents 4 0 R " + _FONT), b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream"])


def _pdf_bomb(layers: int = 1) -> bytes:
    data = zlib.compress(b"q Q " * 250_000_000 if layers == 1 else bytes(1_000_000_000), 9)
    if layers == 2:
        data = zlib.compress(data, 9)
    filters = b" ".join([b"/FlateDecode"] * layers)
    body = b"<< /Length %d /Filter [%b] >>\nstream\n%b\nendstream" % (len(data), filters, data)
    return _pdf_of([_page(b"/Contents 4 0 R " + _FONT), body])


def _pdf_letters() -> bytes:
    words = stream(b"BT /F1 1 Tf 1 1 Td " + b"(%b) Tj " % (b"a" * 1_000) * 1_000 + b"ET")
    return _pdf_of([_page(b"/Contents 4 0 R " + _FONT), words])


def _pdf_with_picture() -> bytes:
    picture = stream(
        bytes(1_000), b"/Type /XObject /Subtype /Image /Width 2000000000 /Height 2000000000 /BitsPerComponent 8"
    )
    resources = _FONT.replace(b">> >> >>", b">> >> /XObject << /I 5 0 R >> >>")
    drawn = stream(b"/I Do BT /F1 11 Tf 72 700 Td (Police held a man on Monday.) Tj ET")
    return _pdf_of([_page(b"/Contents 4 0 R " + resources), drawn, picture])


def _pdf_that_acts(here: str, canary: Path) -> bytes:
    acts = [
        f"<< /S /URI /URI ({here}) >>",
        f"<< /S /Launch /F ({canary}) >>",
        f"<< /S /JavaScript /JS (app.launchURL\\('{here}'\\)) >>",
        f"<< /S /SubmitForm /F << /FS /URL /F ({here}) >> >>",
    ]
    chained = acts[0].replace(">>", f"/Next [{' '.join(acts[1:])}] >>").encode()
    catalog = b"<< /Type /Catalog /Pages 2 0 R /OpenAction %b >>" % chained
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return objects([catalog, pages, _page(b"/Contents 4 0 R " + _FONT), _WORDS])


def _pdf_external_stream(canary: Path) -> bytes:
    body = f"<< /Length 0 /F ({canary}) >>\nstream\n\nendstream".encode()
    return _pdf_of([_page(b"/Contents 4 0 R " + _FONT), body])


def _pdf_foreign_table(canary: Path) -> bytes:
    """A font whose table from codes to letters is named as a path out of the folder of such tables."""
    way = f"/..#2F..#2F..#2F..{str(canary).replace('/', '#2F')}".encode()
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding %b /DescendantFonts [<< /Type /Font /Subtype" % way
    font += b" /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >> >>] >>"
    resources = _FONT.replace(b">> >> >>", b">> /F2 %b >> >>" % font)
    drawn = stream(b"BT /F2 9 Tf 9 9 Td (ab) Tj ET BT /F1 11 Tf 72 700 Td (Police held a man on Monday.) Tj ET")
    return _pdf_of([_page(b"/Contents 4 0 R " + resources), drawn])


def _pdf_encrypted() -> bytes:
    whole = pdf([column([SENTENCE])])
    seal = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%b> /U <%b> >>" % (b"ab" * 32, b"cd" * 32)
    return whole.replace(b"trailer\n<<", b"trailer\n<< /ID [<00> <00>] /Encrypt %b" % seal)


def _nested_mail(depth: int) -> bytes:
    head = b"From: a@b.example\nMIME-Version: 1.0\n"
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth))
    return head + parts + b"\nwords\n"


def _mail_in_mail(depth: int) -> bytes:
    return (
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * depth
        + b"From: a@b.example\n\nwords\n"
    )


def _external_body(here: str, canary: Path) -> bytes:
    kind = "Content-Type: message/external-body; access-type"
    outside = f'{kind}=local-file; name="{canary}"\n\nContent-Type: text/plain\n\n'
    parts = f'--x\n{outside}\n--x\n{kind}=URL; URL="{here}"\n\n\n--x\n\n{SENTENCE}\n--x--\n'
    return mail(parts, more='Content-Type: multipart/mixed; boundary="x"\n')


def _calling_mail(here: str) -> bytes:
    page = f'<html><body><img src="{here}i.png"><iframe src="{here}"></iframe><p>{SENTENCE}</p></body></html>'
    return mail(page, more="Content-Type: text/html\n")


def _attaching_mail(name: str) -> bytes:
    attached = base64.encodebytes(f"{SENTENCE}\n".encode()).decode()
    part = f'Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="{name}"\n'
    body = f"--x\n\n{SENTENCE}\n--x\n{part}\n{attached}\n--x--\n"
    return mail(body, more='Content-Type: multipart/mixed; boundary="x"\n')


def _loading_page(here: str, canary: Path) -> bytes:
    head = f'<meta http-equiv="refresh" content="0;url={here}"><link rel="stylesheet" href="{here}">'
    body = f'<script src="{here}"></script><img src="{here}"><iframe src="file://{canary}"></iframe>'
    body += f'<object data="{here}"></object><p>{SENTENCE}</p>'
    entity = f'<!DOCTYPE html SYSTEM "{here}" [<!ENTITY e SYSTEM "file://{canary}">]>'
    return f"{entity}<html><head>{head}</head><body>{body}<p>&e; {SENTENCE}</p></body></html>".encode()


def _encrypting() -> str:
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    return f"<manifest:manifest {ODF}>{entry}</manifest:manifest>"


def _million_cells() -> str:
    cell = '<table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell>'
    return f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
