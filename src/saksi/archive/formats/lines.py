"""The lines of a PDF's pages as paragraphs: a page knows where ink stands, and nothing of sentences.

A line that had room for the next word ends a paragraph; so does one before an indented line. Lines of one paragraph
are joined by a blank, as the reader of words expects; where a word is broken, or a script has no blanks between words,
by a line break, so that they stand as they stood.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from saksi.archive.position import Box, Position, Step
from saksi.model import Span

from .told import Piece

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page|p\.|-|–|—)?\s*\d{1,4}\s*(?:-|–|—|(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_STOP = re.compile(r"[.!?…។៕။。？！۔।:][\"”’'»)\]\s]*$")
# Thai, Lao, Burmese, Khmer, Chinese and Japanese; and a hyphen, soft or hard
_UNBLANKED = re.compile("[-\u00ad\u2010\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]$")
# letters are not all of one width
_SPARE = 0.9
# of the breaks of lines that end before they must
_LIST = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page: where it stands, its number in reading order, and whether it stands near the top or foot."""

    words: str
    page: int
    number: int
    box: Box
    is_margin: bool


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The paragraphs of lines that stand one below another."""
    if not lines:
        return
    left, right = min(line.box[0] for line in lines), max(line.box[2] for line in lines)
    had_room = [_had_room(before, line, right) for before, line in pairwise(lines)]
    # the longest line of a list never had room, and ends all the same
    is_list = sum(had_room) > len(had_room) * _LIST
    paragraph = [lines[0]]
    for had, line in zip(had_room, lines[1:], strict=True):
        if had or is_list or _is_indented(paragraph[-1], line, left):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _had_room(before: Line, line: Line, right: int) -> bool:
    """Whether the first word of `line` would have stood on the line before, had the paragraph gone on."""
    letter = (line.box[2] - line.box[0]) / len(line.words)
    return (len(line.words.split(None, 1)[0]) + 1) * letter < (right - before.box[2]) * _SPARE


def _is_indented(before: Line, line: Line, left: int) -> bool:
    height = line.box[3] - line.box[1]
    return line.box[0] - left > 0.6 * height and before.box[0] - left <= 2 and _STOP.search(before.words) is not None


def pieces(blocks: Sequence[list[Line]]) -> Iterator[Piece]:
    """The paragraphs, each whole where a page broke it; then what stands in the margins of every page."""
    margins = _margins(blocks)
    pending: list[Line] = []
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


def _runs_on(last: Line, first: Line) -> bool:
    """Whether a paragraph goes on: in the next column, on the next page, or below a line that was indented."""
    is_elsewhere = first.page != last.page or first.box[1] > last.box[3]
    is_below = 0 <= last.box[1] - first.box[3] + 2 < 0.6 * (last.box[3] - last.box[1])
    is_open = _STOP.search(last.words) is None and len(last.words) > 20
    return (is_elsewhere or is_below) and is_open and (first.words[0].islower() or first.words[0] in "”’»)")


def _margins(blocks: Iterable[list[Line]]) -> frozenset[str]:
    """What stands at the top or foot of three pages or more, but for its numbers."""
    found: Counter[str] = Counter()
    for block in blocks:
        if len(block) <= 2 and all(line.is_margin for line in block):
            found[_same(block)] += 1
    return frozenset(words for words, count in found.items() if count >= 3)


def _is_margin(block: Sequence[Line], margins: frozenset[str]) -> bool:
    if len(block) > 2 or not all(line.is_margin for line in block):
        return False
    words = " ".join(line.words for line in block)
    return _same(block) in margins or _PAGE_NUMBER.fullmatch(words) is not None


def _same(block: Iterable[Line]) -> str:
    return _DIGITS.sub("#", " ".join(line.words for line in block))


def _piece(lines: Iterable[Line]) -> Piece:
    words, positions = "", list[Position]()
    for line in lines:
        gap = "" if not words else "\n" if _UNBLANKED.search(words) else " "
        start = len(words) + len(gap)
        words = f"{words}{gap}{line.words}"
        path: tuple[Step, ...] = (("page", line.page), ("line", line.number))
        positions.append(Position(span=Span(start=start, end=len(words)), path=path, box=line.box))
    return Piece(words=words, positions=tuple(positions))
