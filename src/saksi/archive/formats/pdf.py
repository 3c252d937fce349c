"""PDF with a text layer: its lines with page and rectangle, in the order in which columns are read.

Words stay as they stand: a word that is broken at the end of a line keeps its hyphen. What repeats at the top or foot
of pages, and page numbers, come after everything else, so that a sentence runs on from one page to the next. Nothing
is drawn, no picture is decoded, no script, link or attachment is followed.
"""

import logging
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from io import BytesIO

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LAParams, LTChar, LTFigure, LTLayoutContainer, LTPage, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from .columns import in_order, stretched
from .lines import Line, paragraphs, pieces
from .told import Head, RefusedError, Remark, Told

MOST_PAGES = 3_000
# a page set in small type has 8,000 letters; a table of figures perhaps 20,000
_MOST_LETTERS = 60_000
_MOST_LETTERS_WHOLE = 10_000_000
_MOST_DEPTH = 12
_FAR_FROM_EDGE = 0.12
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_LAYOUT = LAParams(detect_vertical=False, all_texts=True)


class _Device(PDFLayoutAnalyzer):
    """Collects the letters of one page, without a search for its layout."""

    page: LTPage | None = None

    def receive_layout(self, ltpage: LTPage) -> None:
        self.page = ltpage


def prepare() -> None:
    """Import what is imported late, before the box is sealed."""
    logging.disable()
    for name in (
        "pdfminer.cmapdb",
        "pdfminer.glyphlist",
        "pdfminer.jbig2",
        "pdfminer.ccitt",
        "pdfminer.lzw",
        "zipfile",
    ):
        import_module(name)
    for codec in ("utf_16_be", "utf_16", "latin_1", "ascii", "utf_8", "mac_roman", "cp1252"):
        import_module(f"encodings.{codec}")


def read(data: bytes, password: str = "") -> Iterator[Told]:
    """The document, block by block; pages without letters are named. Raises RefusedError."""
    if b"%%EOF" not in data[-2_048:]:
        raise RefusedError("cut-short")
    if import_module("zipfile").is_zipfile(BytesIO(data)):
        raise RefusedError("two-in-one")
    document = _open(data, password)
    blocks: list[list[Line]] = []
    without_text: list[int] = []
    letters = 0
    for number, page in enumerate(_pages(document), start=1):
        found = list(_page_blocks(page, number))
        blocks += found
        letters += sum(len(line.words) for block in found for line in block)
        if not found:
            without_text.append(number)
        if letters > _MOST_LETTERS_WHOLE:
            raise RefusedError("large")
    _refuse_unknown_letters(blocks, letters)
    yield Head(title=_title(document))
    if without_text:
        yield Remark(code="pages-without-text", numbers=tuple(without_text[:1_000]))
    yield from pieces(blocks)


def _open(data: bytes, password: str) -> PDFDocument:
    try:
        return PDFDocument(PDFParser(BytesIO(data)), password=password)
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed, PDFEncryptionError):
        raise RefusedError("password") from None


def _pages(document: PDFDocument) -> Iterator[LTPage]:
    resources = PDFResourceManager()
    device = _Device(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    count = 0
    for page in PDFPage.create_pages(document):
        count += 1
        if count > MOST_PAGES:
            raise RefusedError("large")
        interpreter.process_page(page)
        if device.page is not None:
            yield device.page
    if not count:
        raise RefusedError("cut-short")


def _page_blocks(page: LTPage, number: int) -> Iterator[list[Line]]:
    """The paragraphs of a page in reading order, each a list of lines, which are numbered in that order."""
    letters = list(_letters(page, 0))
    if len(letters) > _MOST_LETTERS:
        raise RefusedError("large")
    if not letters:
        return
    rows = [row for row in page.group_objects(_LAYOUT, letters) if not row.is_empty()]
    whole = [_joined(line) for line in stretched(rows)]
    boxes = [box for box in page.group_textlines(_LAYOUT, whole) if box.get_text().strip()]
    count = 0
    for box in in_order(boxes):
        lines: list[Line] = []
        for row in sorted((row for row in box if isinstance(row, LTTextLine)), key=lambda row: -row.y1):
            words = " ".join(row.get_text().split())
            if words:
                count += 1
                lines.append(_line(row, words, page, (number, count)))
        yield from paragraphs(lines)


def _joined(rows: Sequence[LTTextLine]) -> LTTextLine:
    """One line of several that stand side by side."""
    first = rows[0]
    for row in rows[1:]:
        for letter in row:
            if isinstance(letter, LTChar):
                first.add(letter)
    return first


def _letters(container: LTLayoutContainer, depth: int) -> Iterator[LTChar]:
    """The letters of a page; those in figures too, since some programs wrap a whole page in one."""
    if depth > _MOST_DEPTH:
        raise RefusedError("nested")
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTFigure):
            yield from _letters(item, depth + 1)


def _line(row: LTTextLine, words: str, page: LTPage, place: tuple[int, int]) -> Line:
    low, high = (row.y0 - page.y0) / max(1, page.height), (row.y1 - page.y0) / max(1, page.height)
    return Line(
        words=words,
        page=place[0],
        number=place[1],
        box=(math.floor(row.x0), math.floor(row.y0), math.ceil(row.x1), math.ceil(row.y1)),
        is_margin=high < _FAR_FROM_EDGE or low > 1 - _FAR_FROM_EDGE,
    )


def _refuse_unknown_letters(blocks: Iterable[list[Line]], letters: int) -> None:
    """Fonts without a table from shapes to letters leave numbers in their place: that is no text."""
    unknown = sum(len(found) for block in blocks for line in block for found in _UNKNOWN.findall(line.words))
    if letters and unknown * 5 > letters:
        raise RefusedError("unknown-letters")


def _title(document: PDFDocument) -> str | None:
    for info in document.info:
        title = info.get("Title") if isinstance(info, dict) else None
        if isinstance(title, bytes) and title.strip():
            return decode_text(title)
    return None
