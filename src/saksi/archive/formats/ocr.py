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
# where the first is as sure as this, no other is asked
_SURE_PAGE = 75
# scripts without blanks between words: tesseract tells their syllables apart
_UNBLANKED = frozenset({"khm", "tha"})
_AUTOMATIC = 3
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
    """A word as it was recognised: the paragraph and line that it stands in, its edges in pixels, 0 to 100 how sure."""

    words: str
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
        _recognised(engine, blank)


def read_words(pixels: Pixels) -> tuple[list[Word], str]:
    """The words of a picture in the language that is the surest of them. Raises RefusedError without a library."""
    best: tuple[list[Word], str] = ([], "")
    for engine in _engines():
        words = _recognised(engine, pixels)
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
                blank = "" if not text or text[-1].isspace() or tongue in _UNBLANKED else " "
                start = len(text) + len(blank)
                text += blank + ("" if tongue in _UNBLANKED else " ").join(word.words for word in held)
                positions.append(_position(held, Span(start=start, end=len(text)), pixels, (*path, ("line", number))))
        yield Piece(words=text, positions=tuple(positions))


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
    return sum(word.confidence * len(word.words) for word in words) / letters if letters else 0.0


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
            library.TessBaseAPISetPageSegMode(handle, _AUTOMATIC)
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
        ):
            called = getattr(library, function)
            called.restype, called.argtypes = result, arguments
        return library
    return None


def _recognised(engine: _Engine, pixels: Pixels) -> list[Word]:
    library = _library()
    if library is None:
        return []
    library.TessBaseAPISetImage(engine.handle, pixels.data, pixels.width, pixels.height, 1, pixels.width)
    library.TessBaseAPISetSourceResolution(engine.handle, _DOTS_AN_INCH)
    table = library.TessBaseAPIGetTsvText(engine.handle, 0)
    # not given back: the process ends with its picture
    rows = ctypes.string_at(table).decode("utf-8", "replace").splitlines() if table else []
    return [word for row in rows if (word := _word(row.split("\t"))) is not None]


def _word(cells: Sequence[str]) -> Word | None:
    if len(cells) != 12 or cells[0] != _WORD or not cells[11].strip():
        return None
    block, paragraph, line, left, top, width, height = (int(cells[place]) for place in (2, 3, 4, 6, 7, 8, 9))
    return Word(
        words=cells[11].strip(),
        place=(block, paragraph, line),
        left=left,
        top=top,
        width=width,
        height=height,
        confidence=min(100, max(0, round(float(cells[10])))),
    )
