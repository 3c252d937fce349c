"""A document of a foreign format: what the parser in the box tells, put together to a text with zones and positions."""

import codecs
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from saksi.model import BadValueError, Span, When, Zone

from .blocks import MOST_BLOCKS, Block
from .formats.recorded import Record
from .formats.text import read as read_text
from .formats.told import Claim, Head, Page, Part, Piece, RefusedError, Remark, Told, Whole
from .kinds import ARCHIVES, BOXED, LETTERS, PDF, Format
from .position import Position, path_words
from .refusals import UnreadableError, left_out
from .sandbox import Parser, read_boxed
from .scans import PATIENCE, with_scans
from .walls import Walls
from .zones import zone_blocks

#: The longest book; a text beyond it is an archive.
_MOST_LETTERS = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A document within a document: its bytes, the name that the sender gave it, and where it stood.

    `called` is the name by which its format is told: an address may end in anything.
    """

    name: str
    data: bytes
    place: str
    called: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """What was made of a foreign document; `remarks` say what was not read, `claims` what it claims of itself."""

    text: str
    zones: tuple[Zone, ...]
    positions: tuple[Position, ...]
    title: str | None
    published: When | None
    enclosed: tuple[Enclosed, ...]
    records: tuple[Record, ...]
    remarks: tuple[str, ...]
    claims: tuple[Claim, ...]
    walls: Walls


def read_foreign(data: bytes, format_: Format, password: str | None = None, patience: float = PATIENCE) -> Foreign:
    """Have the parser of this format read `data` in the box. Raises BadInputError with what to do."""
    try:
        arguments = {} if password is None or format_ is not PDF else {"password": password}
        heard = read_boxed(format_.parser, data, arguments=arguments)
        told, walls = heard.told, heard.walls
        if format_ is PDF:
            told = with_scans(told, data, arguments, patience)
        head = next((each for each in told if isinstance(each, Head)), Head())
        records = {each.number: each for each in told if isinstance(each, Record)}
        enclosed = tuple(_enclosed(data, each, records) for each in told if isinstance(each, Part))
    except RefusedError as error:
        raise UnreadableError(format_.name, error.code, format_.media_type) from None
    text, zones, positions = _put_together(told, format_)
    remarks = (left_out(each.code, each.numbers) for each in told if isinstance(each, Remark))
    return Foreign(
        text=text,
        zones=zones,
        positions=positions,
        title=head.title,
        published=day_of(head.published),
        enclosed=enclosed,
        records=tuple(records.values()),
        remarks=tuple(remark for remark in remarks if remark is not None),
        claims=tuple(each for each in told if isinstance(each, Claim)),
        walls=walls,
    )


def read_whole(data: bytes, media_type: Literal["text/plain", "text/html"]) -> tuple[Whole, Walls | None]:
    """Have a plain text or a web page read in the box. Raises UnreadableError with what to do.

    Where a system has no box, a plain text alone is read without one, since it is read by Python alone.
    """
    parser: Parser = "html" if media_type == "text/html" else "text"
    try:
        try:
            heard = read_boxed(parser, data)
        except RefusedError as error:
            if error.code != "no-box" or parser != "text":
                raise
            return _only(read_text(data)), None
        return _only(heard.told), heard.walls
    except RefusedError as error:
        raise UnreadableError("page" if parser == "html" else "text", error.code, media_type) from None


def _only(told: Iterable[Told]) -> Whole:
    whole = [each for each in told if isinstance(each, Whole)]
    if len(whole) != 1:
        raise RefusedError("answer")
    return whole[0]


def _put_together(told: Sequence[Told], format_: Format) -> tuple[str, tuple[Zone, ...], tuple[Position, ...]]:
    pieces = [each for each in told if isinstance(each, Piece) and each.words.strip()]
    pages = [each for each in told if isinstance(each, Page) and each.markup.strip()]
    if len(pieces) > MOST_BLOCKS or sum(len(piece.words) for piece in pieces) > _MOST_LETTERS:
        raise UnreadableError(format_.name, "large", format_.media_type)
    if not pieces and not pages:
        raise UnreadableError(format_.name, _why_empty(told), format_.media_type)
    text = "".join(f"{piece.words}\n\n" for piece in pieces)
    blocks, positions = list(_blocks(pieces)), list(_positions(pieces))
    # a letter has no menus and no readers' comments, nor has a list: their zones are those that the parser tells
    has_told = format_.media_type in LETTERS | ARCHIVES
    zones = _told_zones(blocks) if has_told else zone_blocks(text, blocks)
    for page in pages:
        words, more, places = _page(page, len(text))
        text, zones, positions = text + words, (*zones, *more), [*positions, *places]
    return text.rstrip("\n") + "\n", zones, tuple(positions)


def _why_empty(told: Sequence[Told]) -> str:
    remarks = {each.code for each in told if isinstance(each, Remark)}
    known = {
        "pages-without-text": "no-text",
        "pages-not-drawn": "broken",
        "pages-without-words": "no-words",
    }
    return next((code for remark, code in known.items() if remark in remarks), "empty")


def _told_zones(blocks: Sequence[Block]) -> tuple[Zone, ...]:
    return tuple(Zone(kind=block.kind or "article", span=block.span) for block in blocks)


def _blocks(pieces: Sequence[Piece]) -> Iterator[Block]:
    start = 0
    for piece in pieces:
        words = piece.words.strip()
        first = start + piece.words.index(words)
        yield Block(span=Span(start=first, end=first + len(words)), words=words, kind=piece.kind)
        start += len(piece.words) + 2


def _positions(pieces: Sequence[Piece]) -> Iterator[Position]:
    start = 0
    for piece in pieces:
        yield from (position.shifted(start) for position in piece.positions)
        start += len(piece.words) + 2


def _page(page: Page, start: int) -> tuple[str, tuple[Zone, ...], tuple[Position, ...]]:
    """The body of a mail that is a web page, read as web pages are; its headings are no title of the mail."""
    try:
        # with a mark, since its markup may name the encoding that it had in the mail
        seen, _ = read_whole(codecs.BOM_UTF8 + page.markup.encode("utf-8", "replace"), "text/html")
    except UnreadableError:
        # pictures alone: subject and sender still say something
        return "", (), ()
    zones = tuple(
        replace(
            zone,
            kind="article" if zone.kind == "title" else zone.kind,
            span=Span(start=zone.span.start + start, end=zone.span.end + start),
        )
        for zone in seen.zones
    )
    elements = (Position(span=span, path=page.path, element=element) for span, element in seen.elements)
    return seen.words + "\n", zones, tuple(position.shifted(start) for position in elements)


def _enclosed(data: bytes, part: Part, records: Mapping[int, Record]) -> Enclosed:
    if part.data is None and not part.start < part.end <= len(data):
        raise RefusedError("answer")
    own = data[part.start : part.end] if part.data is None else part.data
    kind, number = part.path[0] if part.path else ("", 0)
    record = records.get(number) if kind == "record" else None
    if record is None:
        return Enclosed(name=part.name, data=own, place=path_words(part.path), called=part.name)
    return Enclosed(
        name=record.name, data=own, place=path_words(part.path), called=f"{number}{_ending(record.media_type)}"
    )


def _ending(media_type: str) -> str:
    boxed: dict[str, str] = {each.media_type: each.endings[0] for each in BOXED}
    return {"text/html": ".html", "text/plain": ".txt", **boxed}.get(media_type, "")


def day_of(published: str | None) -> When | None:
    """The day that a parser told; None where it told none, or there is no such day."""
    try:
        return None if published is None else When(published)
    except BadValueError:
        return None
