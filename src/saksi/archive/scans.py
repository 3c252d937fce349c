"""The pages of a PDF that are pictures of text: each recognised in a box of its own, and put where it stands."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from .formats.told import Piece, RefusedError, Remark, Told
from .sandbox import SUSPECT, Limits, read_boxed

#: How long one document is drawn and recognised, in seconds: a page takes two to fifteen.
PATIENCE = 600.0
_OF_A_PAGE = Limits(seconds=25, processor_seconds=20)
_WITHOUT_TEXT = "pages-without-text"


@dataclass(slots=True)
class _Found:
    """What became of the pages so far: their pieces; which had no words, which failed, which were not begun."""

    pieces: dict[int, list[Piece]] = field(default_factory=dict)
    words: int = 0
    unsure: int = 0
    blank: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)


def with_scans(told: Sequence[Told], data: bytes, arguments: Mapping[str, object], patience: float) -> list[Told]:
    """What a PDF tells, and the words of its pages without a text layer; unchanged where nothing recognises words.

    No further page is drawn once a page broke a limit, or `patience` is over, in seconds.
    """
    pages = [
        number for each in told if isinstance(each, Remark) and each.code == _WITHOUT_TEXT for number in each.numbers
    ]
    if not pages:
        return [*told]
    found, ends = _Found(), time.monotonic() + patience
    for place, page in enumerate(pages):
        if time.monotonic() > ends:
            found.unread = pages[place:]
            break
        try:
            heard = read_boxed("scan", data, _OF_A_PAGE, {**arguments, "page": page})
        except RefusedError as error:
            if error.code == "no-ocr":
                return [*told]
            found.failed.append(page)
            if error.code in SUSPECT:
                found.unread = pages[place + 1 :]
                break
            continue
        _sort(found, page, heard.told)
    rest = [each for each in told if not (isinstance(each, Remark) and each.code == _WITHOUT_TEXT)]
    return [*_in_order(rest, found.pieces), *_remarks(found)]


def _sort(found: _Found, page: int, told: Iterable[Told]) -> None:
    pieces = found.pieces.setdefault(page, [])
    for each in told:
        if isinstance(each, Piece):
            pieces.append(each)
        elif isinstance(each, Remark) and each.code == "ocr" and len(each.numbers) == 2:
            found.words += each.numbers[0]
            found.unsure += each.numbers[1]
    if not pieces:
        found.blank.append(page)


def _in_order(told: Sequence[Told], scans: Mapping[int, list[Piece]]) -> Iterator[Told]:
    """The pieces of a scanned page go before the first piece of a later page, and before what stands in margins."""
    left = dict(sorted(scans.items()))
    for each in told:
        if isinstance(each, Piece):
            page = _page(each)
            yield from chain.from_iterable(left.pop(number) for number in [*left] if number < page)
        yield each
    yield from chain.from_iterable(left.values())


def _page(piece: Piece) -> float:
    if piece.kind == "furniture" or not piece.positions:
        return float("inf")
    return next((number for kind, number in piece.positions[0].path if kind == "page"), 0)


def _remarks(found: _Found) -> Iterator[Remark]:
    if found.words:
        yield Remark(code="ocr", numbers=(found.words, found.unsure))
    left = (("pages-without-words", found.blank), ("pages-not-drawn", found.failed), (_WITHOUT_TEXT, found.unread))
    for code, pages in left:
        if pages:
            yield Remark(code=code, numbers=tuple(pages))
