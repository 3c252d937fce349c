"""PDF with a text layer: its lines with page and rectangle, in the order in which columns are read.

Words stay as they stand: a word that is broken at the end of a line keeps its hyphen. What repeats at the top or foot
of pages, and page numbers, come after everything else, so that a sentence runs on from one page to the next. Nothing
is drawn, no picture is decoded, no script, link or attachment is followed.
"""

import logging
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from io import BytesIO

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LAParams, LTChar, LTFigure, LTLayoutContainer, LTPage, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from saksi.archive.position import Position, Step
from saksi.model import Span

from .columns import in_order
from .told import Head, Piece, RefusedError, Remark, Told

MOST_PAGES = 3_000
# a page set in small type has 8,000 letters; a table of figures perhaps 20,000
_MOST_LETTERS = 60_000
_MOST_LETTERS_WHOLE = 10_000_000
_MOST_DEPTH = 12
_FAR_FROM_EDGE = 0.12
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page|p\.|-|–|—)?\s*\d{1,4}\s*(?:-|–|—|(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
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
        found = list(_page_blocks(page, number))
        blocks += found
        letters += sum(len(line.words) for block in found for line in block)
        if not found:
            without_text.append(number)
        if letters > _MOST_LETTERS_WHOLE:
            raise RefusedError("large")
    if not blocks:
        raise RefusedError("no-text")
    _refuse_unknown_letters(blocks, letters)
    yield Head(title=_title(document))
    if without_text:
        yield Remark(code="pages-without-text", numbers=tuple(without_text[:1_000]))
    yield from _pieces(blocks)


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


def _page_blocks(page: LTPage, number: int) -> Iterator[list[_Line]]:
    """The paragraphs of a page in reading order, each a list of lines, which are numbered in that order."""
    letters = list(_letters(page, 0))
    if len(letters) > _MOST_LETTERS:
        raise RefusedError("large")
    if not letters:
        return
    rows = [row for row in page.group_objects(_LAYOUT, letters) if not row.is_empty()]
    boxes = [box for box in page.group_textlines(_LAYOUT, rows) if box.get_text().strip()]
    count = 0
    for box in in_order(boxes):
        lines: list[_Line] = []
        for row in sorted((row for row in box if isinstance(row, LTTextLine)), key=lambda row: -row.y1):
            words = " ".join(row.get_text().split())
            if words:
                count += 1
                lines.append(_line(row, words, page, (number, count)))
        yield from _paragraphs(lines)


def _letters(container: LTLayoutContainer, depth: int) -> Iterator[LTChar]:
    """The letters of a page; those in figures too, since some programs wrap a whole page in one."""
    if depth > _MOST_DEPTH:
        raise RefusedError("nested")
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTFigure):
            yield from _letters(item, depth + 1)


def _line(row: LTTextLine, words: str, page: LTPage, place: tuple[int, int]) -> _Line:
    low, high = (row.y0 - page.y0) / max(1, page.height), (row.y1 - page.y0) / max(1, page.height)
    return _Line(
        words=words,
        page=place[0],
        number=place[1],
        box=(math.floor(row.x0), math.floor(row.y0), math.ceil(row.x1), math.ceil(row.y1)),
        is_margin=high < _FAR_FROM_EDGE or low > 1 - _FAR_FROM_EDGE,
    )


def _paragraphs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """A new paragraph is indented, after a line that ends a sentence."""
    if not lines:
        return
    left = min(line.box[0] for line in lines)
    paragraph = [lines[0]]
    for line in lines[1:]:
        height = line.box[3] - line.box[1]
        if line.box[0] - left > 0.6 * height and paragraph[-1].box[0] - left <= 2 and _STOP.search(paragraph[-1].words):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _pieces(blocks: Sequence[list[_Line]]) -> Iterator[Piece]:
    """The paragraphs, each whole where a page broke it; then what stands in the margins of every page."""
    margins = _margins(blocks)
    pending: list[_Line] = []
    for block in (block for block in blocks if not _is_margin(block, margins)):
        if pending and _runs_on(pending[-1], block[0]):
            pending += block
            continue
        if pending:
            yield _piece(pending)
        pending = list(block)
    if pending:
        yield _piece(pending)
    for block in blocks:
        if _is_margin(block, margins):
            yield replace(_piece(block), kind="furniture")


def _runs_on(last: _Line, first: _Line) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    is_elsewhere = first.page != last.page or first.box[1] > last.box[3]
    opens = first.words[0]
    return (
        is_elsewhere
        and _STOP.search(last.words) is None
        and len(last.words) > 20
        and (opens.islower() or opens in "”’»)")
    )


def _margins(blocks: Iterable[list[_Line]]) -> frozenset[str]:
    """What stands at the top or foot of three pages or more, but for its numbers."""
    found: Counter[str] = Counter()
    for block in blocks:
        if len(block) <= 2 and all(line.is_margin for line in block):
            found[_same(block)] += 1
    return frozenset(words for words, count in found.items() if count >= 3)


def _is_margin(block: Sequence[_Line], margins: frozenset[str]) -> bool:
    if len(block) > 2 or not all(line.is_margin for line in block):
        return False
    words = " ".join(line.words for line in block)
    return _same(block) in margins or _PAGE_NUMBER.fullmatch(words) is not None


def _same(block: Iterable[_Line]) -> str:
    return _DIGITS.sub("#", " ".join(line.words for line in block))


def _piece(lines: Iterable[_Line]) -> Piece:
    words, positions = "", list[Position]()
    for line in lines:
        start = len(words) + 1 if words else 0
        words = f"{words}\n{line.words}" if words else line.words
        path: tuple[Step, ...] = (("page", line.page), ("line", line.number))
        positions.append(Position(span=Span(start=start, end=len(words)), path=path, box=line.box))
    return Piece(words=words, positions=tuple(positions))


def _refuse_unknown_letters(blocks: Iterable[list[_Line]], letters: int) -> None:
    """Fonts without a table from shapes to letters leave numbers in their place: that is no text."""
    unknown = sum(len(found) for block in blocks for line in block for found in _UNKNOWN.findall(line.words))
    if unknown * 5 > letters:
        raise RefusedError("unknown-letters")


def _title(document: PDFDocument) -> str | None:
    for info in document.info:
        title = info.get("Title") if isinstance(info, dict) else None
        if isinstance(title, bytes) and title.strip():
            return decode_text(title)
    return None
