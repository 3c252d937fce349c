"""PDF with a text layer: its lines with page and rectangle, in the order in which columns are read.

Words stay as they stand: a word that is broken at the end of a line keeps its hyphen. What repeats at the top or foot
of pages, and page numbers, come after everything else, so that a sentence runs on from one page to the next. Nothing
is drawn, no picture is decoded, no script, link or attachment is followed.
"""

import logging
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LAParams, LTChar, LTFigure, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from saksi.archive.position import Position
from saksi.model import Span

from .told import Head, Piece, RefusedError, Remark, Told

MOST_PAGES = 3_000
# a page set in small type has 8,000 letters; a table of figures perhaps 20,000
_MOST_LETTERS = 60_000
_MOST_LETTERS_WHOLE = 10_000_000
# the order of boxes on a page is found by comparing all pairs, again and again
_MOST_BOXES = 250
_MOST_DEPTH = 12
_FAR_FROM_EDGE = 0.12
_SAME = re.compile(r"\d+")
_STOP = re.compile(r"[.!?…។៕။。？！۔।:][\"”’'»)\]\s]*$")
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_LAYOUT = LAParams(detect_vertical=False, all_texts=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    words: str
    page: int
    number: int
    box: tuple[int, int, int, int]
    is_margin: bool


class _Device(PDFLayoutAnalyzer):
    """Collects the letters of one page, without a search for its layout."""

    page: LTPage | None = None

    def receive_layout(self, ltpage: LTPage) -> None:
        self.page = ltpage


def prepare() -> None:
    """Import what is imported late, before the box is sealed."""
    logging.disable()
    for name in ("pdfminer.cmapdb", "pdfminer.glyphlist", "pdfminer.jbig2", "pdfminer.ccitt", "pdfminer.lzw", "zipfile"):
        import_module(name)
    for codec in ("utf_16_be", "utf_16", "latin_1", "ascii", "utf_8", "mac_roman", "cp1252"):
        import_module(f"encodings.{codec}")


def read(data: bytes) -> Iterator[Told]:
    """The document, block by block. Raises RefusedError."""
    if b"%%EOF" not in data[-2_048:]:
        raise RefusedError("truncated")
    if import_module("zipfile").is_zipfile(BytesIO(data)):
        raise RefusedError("two-in-one")
    document = _open(data)
    blocks: list[list[_Line]] = []
    without_text: list[int] = []
    letters = 0
    for number, page in enumerate(_pages(document), start=1):
        found = [_lines(box, number, page) for box in page_boxes(page)]
        blocks += [part for part in found if part]
        here = sum(len(line.words) for part in found for line in part)
        letters += here
        if not here:
            without_text.append(number)
        if letters > _MOST_LETTERS_WHOLE:
            raise RefusedError("large")
    _refuse_unknown_letters(blocks)
    if not blocks:
        raise RefusedError("no-text")
    yield Head(title=_title(document))
    if without_text:
        yield Remark(code="pages-without-text", numbers=tuple(without_text[:1_000]))
    yield from _pieces(_numbered(blocks))


def _open(data: bytes) -> PDFDocument:
    try:
        return PDFDocument(PDFParser(BytesIO(data)))
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
        raise RefusedError("truncated")


def page_boxes(page: LTPage) -> list[LTTextBox]:
    """The boxes of lines of a page in reading order; letters in figures too, where a page is wrapped in one."""
    letters = list(_letters(page, 0))
    if len(letters) > _MOST_LETTERS:
        raise RefusedError("large")
    if not letters:
        return []
    lines = [line for line in page.group_objects(_LAYOUT, letters) if not line.is_empty()]
    for line in lines:
        line.analyze(_LAYOUT)
    boxes = [box for box in page.group_textlines(_LAYOUT, lines) if isinstance(box, LTTextBox)]
    if len(boxes) > _MOST_BOXES:
        return sorted(boxes, key=lambda box: (-box.y1, box.x0))
    for group in page.group_textboxes(_LAYOUT, boxes):
        group.analyze(_LAYOUT)
    return _in_order(page, boxes)
