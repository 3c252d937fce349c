"""A document of a foreign format: what the parser in the box tells, put together to a text with zones and positions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module

from saksi.model import BadInputError, BadValueError, Span, When, Zone

from .blocks import MOST_BLOCKS, Block
from .formats.recorded import Record
from .formats.told import Head, Page, Part, Piece, RefusedError, Remark, Told
from .kinds import ARCHIVES, BOXED, LETTERS, Format
from .position import Position, path_words
from .refusals import left_out, refusal
from .sandbox import Walls, read_boxed
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
    """What was made of a document of a foreign format; `remarks` say what of it was not read."""

    text: str
    zones: tuple[Zone, ...]
    positions: tuple[Position, ...]
    title: str | None
    published: When | None
    enclosed: tuple[Enclosed, ...]
    records: tuple[Record, ...]
    remarks: tuple[str, ...]
    walls: Walls


def read_foreign(data: bytes, format_: Format) -> Foreign:
    """Have the parser of this format read `data` in the box. Raises BadInputError with what to do."""
    try:
        told, walls = read_boxed(format_.parser, data)
        head = next((each for each in told if isinstance(each, Head)), Head())
        records = {each.number: each for each in told if isinstance(each, Record)}
        enclosed = tuple(_enclosed(data, each, records) for each in told if isinstance(each, Part))
    except RefusedError as error:
        raise BadInputError(refusal(format_.name, error.code)) from None
    text, zones, positions = _put_together(told, format_)
    remarks = (left_out(each.code, each.numbers) for each in told if isinstance(each, Remark))
    return Foreign(
        text=text,
        zones=zones,
        positions=positions,
        title=head.title,
        published=_day(head.published),
        enclosed=enclosed,
        records=tuple(records.values()),
        remarks=tuple(remark for remark in remarks if remark is not None),
        walls=walls,
    )


def _put_together(told: Sequence[Told], format_: Format) -> tuple[str, tuple[Zone, ...], tuple[Position, ...]]:
    pieces = [each for each in told if isinstance(each, Piece) and each.words.strip()]
    pages = [each for each in told if isinstance(each, Page) and each.markup.strip()]
    if len(pieces) > MOST_BLOCKS or sum(len(piece.words) for piece in pieces) > _MOST_LETTERS:
        raise BadInputError(refusal(format_.name, "large"))
    if not pieces and not pages:
        raise BadInputError(refusal(format_.name, "empty"))
    text = "".join(f"{piece.words}\n\n" for piece in pieces)
    blocks, positions = list(_blocks(pieces)), list(_positions(pieces))
    # a letter has no menus and no readers' comments, nor has a list: their zones are those that the parser tells
    has_told = format_.media_type in LETTERS | ARCHIVES
    zones = _told_zones(blocks) if has_told else zone_blocks(text, blocks)
    for page in pages:
        seen, more = _page(page, len(text))
        text, zones = text + seen, (*zones, *more)
        if more:
            span = Span(start=more[0].span.start, end=more[-1].span.end)
            positions.append(Position(span=span, path=page.path))
    return text.rstrip("\n") + "\n", zones, tuple(positions)


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


def _page(page: Page, start: int) -> tuple[str, tuple[Zone, ...]]:
    """The body of a mail that is a web page, read as web pages are; its headings are no title of the mail."""
    read_page = import_module(".formats.html", __package__).read_page
    try:
        seen = read_page(page.markup)
    except BadInputError:
        # pictures alone: subject and sender still say something
        return "", ()
    zones = tuple(
        replace(
            zone,
            kind="article" if zone.kind == "title" else zone.kind,
            span=Span(start=zone.span.start + start, end=zone.span.end + start),
        )
        for zone in seen.zones
    )
    return seen.text + "\n", zones


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


def _day(published: str | None) -> When | None:
    try:
        return None if published is None else When(published)
    except BadValueError:
        return None
