"""A text as a row of blocks: the lines of a page, or whole paragraphs where lines were wrapped by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from saksi.model import BadInputError, Span, ZoneKind

#: A newspaper page has hundreds of lines, a book tens of thousands; past this it is a data file.
MOST_BLOCKS = 200_000
# hand-wrapped text: mail and wire services break lines at 65 to 80 columns
_WRAPPED = range(50, 101)
_RAGGED = 25
_YEAR_AT_END = re.compile(r"\b(?:19|20)\d\d\s*\Z")
_LINE = re.compile(r"[^\r\n]*[^\r\n\s][^\r\n]*")
_STOP = re.compile(r"[.!?…។៕။。？！۔।][\"”’'»)\]\s]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line or paragraph, and what its markup says of it, if it has any.

    `kind` is certain (a caption's element); `is_main` is whether a reader of markup took it for the main text.
    """

    span: Span
    words: str
    kind: ZoneKind | None = None
    is_main: bool | None = None

    @property
    def is_stopped(self) -> bool:
        """Whether it ends like a sentence."""
        return _STOP.search(self.words[-12:]) is not None

    @property
    def is_prose(self) -> bool:
        """Whether it reads like running text: it ends like a sentence, speaks, or is too long for a heading."""
        return self.is_stopped or len(self.words) >= 160 or self.words[0] in "“«"

    def counts(self, most: int) -> bool:
        """Whether it has at most this many words."""
        return len(self.words.split(None, most)) <= most


def find_blocks(text: str) -> list[Block]:
    """The blocks of a plain text, in order, without the blank lines between them."""
    blocks = [block for run in _runs(text) for block in _blocks(text, run)]
    if len(blocks) > MOST_BLOCKS:
        raise BadInputError(f"the text has more than {MOST_BLOCKS:,} lines: split it into its documents and add those")
    return blocks


def _runs(text: str) -> Iterator[list[Span]]:
    """Lines that follow each other without a blank line."""
    run: list[Span] = []
    for line in _LINE.finditer(text):
        words = line.group()
        start = line.start() + len(words) - len(words.lstrip())
        span = Span(start=start, end=line.start() + len(words.rstrip()))
        if run and _breaks(text, run[-1].end, start) > 1:
            yield run
            run = []
        run.append(span)
    if run:
        yield run


def _breaks(text: str, start: int, end: int) -> int:
    gap = text[start:end].replace("\r\n", "\n")
    return gap.count("\n") + gap.count("\r")


def _blocks(text: str, run: list[Span]) -> Iterator[Block]:
    if _is_wrapped(text, run):
        yield make_block(text, run[0].start, run[-1].end)
        return
    pending = run[0]
    for line in run[1:]:
        if _continues(text, pending, line):
            pending = Span(start=pending.start, end=line.end)
        else:
            yield make_block(text, pending.start, pending.end)
            pending = line
    yield make_block(text, pending.start, pending.end)


def _is_wrapped(text: str, run: list[Span]) -> bool:
    lengths = [line.end - line.start for line in run[:-1]]
    if not lengths or not all(length in _WRAPPED for length in lengths):
        return False
    if len(run) == 2 and _is_outlet_and_date(text, run[1]):
        return False
    broken = any(_STOP.search(text, max(line.start, line.end - 12), line.end) is None for line in run[:-1])
    return broken and max(lengths) - min(lengths) <= _RAGGED and run[-1].end - run[-1].start <= max(lengths) + _RAGGED


def _is_outlet_and_date(text: str, line: Span) -> bool:
    """The line under a title: "Radio Example, March 14, 2023"."""
    return _YEAR_AT_END.search(text, line.start, line.end) is not None


def _continues(text: str, before: Span, line: Span) -> bool:
    """A line that opens in lower case, or with a closing mark, carries on an unfinished one."""
    unfinished = _STOP.search(text, max(before.start, before.end - 12), before.end) is None
    return unfinished and before.end - before.start > 60 and (text[line.start].islower() or text[line.start] in "”’»)")


def make_block(text: str, start: int, end: int, *, kind: ZoneKind | None = None, is_main: bool | None = None) -> Block:
    """A block of these offsets."""
    return Block(span=Span(start=start, end=end), words=text[start:end], kind=kind, is_main=is_main)
