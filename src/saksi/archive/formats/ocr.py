"""Words in pictures, by the tesseract library where one is installed: each line with its rectangle and how sure it is.

The library is loaded, with its languages, before the box is sealed; it is given pixels and nothing else.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from saksi.archive.position import UNSURE, Box, Position, Step
from saksi.model import Span

from .told import Piece, RefusedError, Remark

_LIBRARIES = ("libtesseract.so.5", "libtesseract.so.4", "libtesseract.5.dylib")
#: Languages that are tried together, in this order: Latin letters first, since most pages have them.
_TONGUES = ("eng+fra", "khm", "tha")
# where one is as sure as this, no other is asked
_SURE_PAGE = 75
# scripts that end a line anywhere: whether a blank stood there is not known
_UNBLANKED = frozenset({"khm", "tha"})
#: How a page is looked at: for its columns, or as one block of lines.
_COLUMNS, _BLOCK = 3, 6
# a page is one block where so many more letters are hoped to be right then: what has columns loses none in them
_MORE = 1.03
_DOTS_AN_INCH = 300
_WORD = "5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pixels:
    """A picture in grey, one byte a pixel, row by row from the top; `scale` is how many of its units a pixel is."""

    data: bytes
    width: int
    height: int
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as it was recognised: the paragraph and line that it stands in, its edges in pixels, 0 to 100 how sure.

    `is_apart` says whether a blank is before it: what is called a word of Khmer or Thai may be a part of one.
    """

    words: str
    is_apart: bool
    place: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int
    confidence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Engine:
    tongue: str
    handle: int


def prepare() -> None:
    """Load the library and its languages, and let it read an empty picture, since it loads some things late."""
    blank = Pixels(data=b"\xff" * 10_000, width=100, height=100)
    for engine in _engines():
        _laid_out(engine, blank)


def read_words(pixels: Pixels) -> tuple[list[Word], str]:
    """The words of a picture in the language that is the surest of them. Raises RefusedError without a library."""
    best: tuple[list[Word], str] = ([], "")
    for engine in _engines():
        words = _laid_out(engine, pixels)
        if not best[0] or _mean(words) > _mean(best[0]):
            best = (words, engine.tongue)
        if _mean(best[0]) >= _SURE_PAGE:
            break
    if not best[1]:
        raise RefusedError("no-ocr")
    return best


def tell_words(words: Sequence[Word], tongue: str, pixels: Pixels, path: tuple[Step, ...]) -> Iterator[Piece]:
    """The paragraphs, with the place of each line; of a line that is sure of some words only, of each run of them."""
    number = 0
    for _, paragraph in groupby(words, key=lambda word: word.place[:2]):
        text, positions = "", list[Position]()
        for _, line in groupby(paragraph, key=lambda word: word.place):
            number += 1
            text += "\n" if text and (tongue in _UNBLANKED or text[-1] == "-") else " " if text else ""
            for _, run in groupby(line, key=lambda word: word.confidence < UNSURE):
                held = list(run)
                apart = " " if held[0].is_apart and text and not text[-1].isspace() else ""
                start = len(text) + len(apart)
                text += apart + _joined(held)
                positions.append(_position(held, Span(start=start, end=len(text)), pixels, (*path, ("line", number))))
        yield Piece(words=text, positions=tuple(positions))


def _joined(words: Sequence[Word]) -> str:
    return words[0].words + "".join(" " * word.is_apart + word.words for word in words[1:])


def remark(words: Sequence[Word]) -> Remark:
    """How many words were recognised, and how many of them are unsure."""
    return Remark(code="ocr", numbers=(len(words), sum(word.confidence < UNSURE for word in words)))


def _position(words: Sequence[Word], span: Span, pixels: Pixels, path: tuple[Step, ...]) -> Position:
    scale = pixels.scale
    box: Box = (
        math.floor(min(word.left for word in words) * scale),
        math.floor((pixels.height - max(word.top + word.height for word in words)) * scale),
        math.ceil(max(word.left + word.width for word in words) * scale),
        math.ceil((pixels.height - min(word.top for word in words)) * scale),
    )
    return Position(span=span, path=path, box=box, confidence=min(word.confidence for word in words))


def _mean(words: Sequence[Word]) -> float:
    letters = sum(len(word.words) for word in words)
    return _sure(words) / letters if letters else 0.0


def _sure(words: Sequence[Word]) -> int:
    return sum(word.confidence * len(word.words) for word in words)


@cache
def _engines() -> tuple[_Engine, ...]:
    """One for each group of languages that is installed; none where the library is not."""
    library = _library()
    if library is None:
        return ()
    found: list[_Engine] = []
    for tongue in (each for group in _TONGUES for each in dict.fromkeys((group, group.partition("+")[0]))):
        handle = library.TessBaseAPICreate()
        if library.TessBaseAPIInit3(handle, None, tongue.encode("ascii")) != 0:
            library.TessBaseAPIDelete(handle)
            continue
        if not any(each.tongue.startswith(tongue) for each in found):
            found.append(_Engine(tongue=tongue, handle=handle))
    return tuple(found)


@cache
def _library() -> ctypes.CDLL | None:
    for name in _LIBRARIES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        number, pointer, text = ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p
        for function, result, arguments in (
            ("TessBaseAPICreate", pointer, []),
            ("TessBaseAPIDelete", None, [pointer]),
            ("TessBaseAPIInit3", number, [pointer, text, text]),
            ("TessBaseAPISetPageSegMode", None, [pointer, number]),
            ("TessBaseAPISetImage", None, [pointer, text, number, number, number, number]),
            ("TessBaseAPISetSourceResolution", None, [pointer, number]),
            ("TessBaseAPIGetTsvText", pointer, [pointer, number]),
            ("TessBaseAPIGetUTF8Text", pointer, [pointer]),
        ):
            called = getattr(library, function)
            called.restype, called.argtypes = result, arguments
        return library
    return None


def _laid_out(engine: _Engine, pixels: Pixels) -> list[Word]:
    words = _recognised(engine, pixels, _COLUMNS)
    if engine.tongue not in _UNBLANKED:
        return words
    # where columns are looked for, marks above and below the letters pass for lines of their own, and lines are lost
    block = _recognised(engine, pixels, _BLOCK)
    return block if _sure(block) > _MORE * _sure(words) else words


def _recognised(engine: _Engine, pixels: Pixels, layout: int) -> list[Word]:
    library = _library()
    if library is None:
        return []
    library.TessBaseAPISetPageSegMode(engine.handle, layout)
    library.TessBaseAPISetImage(engine.handle, pixels.data, pixels.width, pixels.height, 1, pixels.width)
    library.TessBaseAPISetSourceResolution(engine.handle, _DOTS_AN_INCH)
    # not given back: the process ends with its picture
    table, page = library.TessBaseAPIGetTsvText(engine.handle, 0), library.TessBaseAPIGetUTF8Text(engine.handle)
    rows = (row.split("\t") for row in _text(table).splitlines())
    return list(_words([row for row in rows if len(row) == 12 and row[0] == _WORD and row[11].strip()], _text(page)))


def _text(pointer: int | None) -> str:
    return ctypes.string_at(pointer).decode("utf-8", "replace") if pointer else ""


def _words(rows: Sequence[Sequence[str]], page: str) -> Iterator[Word]:
    """The words of the table; `page` has the same words in the same order, and the blanks between them."""
    end = 0
    for row in rows:
        start = page.find(row[11].strip(), end)
        yield _word(row, is_apart=not 0 < start == end)
        end = max(start, end) + len(row[11].strip())


def _word(cells: Sequence[str], *, is_apart: bool) -> Word:
    block, paragraph, line, left, top, width, height = (int(cells[place]) for place in (2, 3, 4, 6, 7, 8, 9))
    return Word(
        words=cells[11].strip(),
        is_apart=is_apart,
        place=(block, paragraph, line),
        left=left,
        top=top,
        width=width,
        height=height,
        confidence=min(100, max(0, round(float(cells[10])))),
    )
