"""What a parser tells of a document, piece by piece; and how that travels as one line of JSON.

The parser of a foreign format runs in a box and may have been taken over by the file that it reads. So `hear_line`
believes nothing: a line has exactly this form and these bounds, or it is refused.
"""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from saksi.archive.position import KINDS, Box, Kind, Position, Step
from saksi.model import ZONE_KINDS, Json, JsonObject, Span, Zone, ZoneKind

from .hearing import hold as _hold
from .hearing import listed as _list
from .hearing import number as _number
from .hearing import signed as _signed
from .hearing import text as _text
from .recorded import RECORDED_FORMS, Link, Record, Validator, tell_recorded

#: One block of text, past which no paragraph goes; and how many lines it may consist of.
MOST_LETTERS = 2_000_000
MOST_POSITIONS = 20_000
_MOST_NAME = 200
_MOST_TITLE = 1_000
_MOST_LISTED = 1_000
# a workbook has hundreds of thousands of places
_KINDS: dict[str, Kind] = {kind: kind for kind in KINDS}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# a text keeps its own line breaks and stray controls, since places in it are those of its file
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_BASIS = re.compile(r"the page's markup \((?:meta [\w.:-]{1,40}|JSON-LD datePublished|time element)\)", re.ASCII)
_ENCODING = re.compile(r"[a-z0-9_.-]{1,40}", re.IGNORECASE)
_MOST_ZONES = 500_000
#: So many elements of a page are told, each by a path of this form: a page of news has hundreds.
MOST_ELEMENTS = 5_000
ELEMENT = re.compile(r"(?:/[a-z][a-z0-9_-]{0,40}\[[1-9]\d{0,5}\]){1,256}", re.ASCII)
_CLAIMS = {
    "taken": re.compile(r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d", re.ASCII),
    "place": re.compile(r"-?\d{1,3}\.\d{5}, -?\d{1,3}\.\d{5}", re.ASCII),
}
_CODE = re.compile(r"[a-z-]{1,30}")


class RefusedError(Exception):
    """A parser's refusal, by its code in `refusals`: a sentence that came out of the box would be the file's own."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block of text; offsets of its positions count within `words`. `kind` is what the format itself says it is."""

    words: str
    kind: ZoneKind | None = None
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The body of a mail that is a web page: its markup, for the reader of web pages."""

    markup: str
    path: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A document within the document: `data`, or the bytes from `start` to `end` of the whole."""

    name: str
    path: tuple[Step, ...]
    data: bytes | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the format says of the whole document."""

    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole text with its zones, as the parsers of plain text and of web pages tell it.

    `encoding` is that of bytes that are not UTF-8, guessed or declared. `basis` is what of the markup tells the day of
    publication. `elements` are the elements of a page in which stretches of its text stand, by XPath.
    """

    words: str
    zones: tuple[Zone, ...]
    title: str | None = None
    published: str | None = None
    basis: str | None = None
    encoding: str | None = None
    is_guess: bool = False
    elements: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a picture's file says of itself, which anybody can write: when it was taken, or where."""

    what: Literal["taken", "place"]
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What of the document was not read, by its code in `refusals`, and where: pages, or how many."""

    code: str
    numbers: tuple[int, ...] = ()


Told = Piece | Page | Part | Head | Remark | Whole | Claim | Record | Link | Validator


def tell_line(told: Told) -> bytes:
    """One line of JSON, with its line feed."""
    match told:
        case Piece():
            row: JsonObject = {
                "piece": told.words,
                "kind": told.kind or "",
                "at": [_tell_position(position) for position in told.positions],
            }
        case Page():
            row = {"page": told.markup, "path": _tell_path(told.path)}
        case Part(data=None):
            row = {"part": told.name, "path": _tell_path(told.path), "from": told.start, "to": told.end}
        case Part(data=bytes() as data):
            row = {"part": told.name, "path": _tell_path(told.path), "data": base64.b64encode(data).decode("ascii")}
        case Head():
            row = {"head": (told.title or "")[:_MOST_TITLE], "published": told.published or ""}
        case Remark():
            row = {"remark": told.code, "numbers": [*told.numbers]}
        case Record() | Link() | Validator():
            row = tell_recorded(told)
        case Claim():
            row = {"claim": told.what, "value": told.value}
        case Whole():
            row = {
                "text": told.words,
                "zones": [[zone.kind, zone.span.start, zone.span.end] for zone in told.zones],
                "in": [[span.start, span.end, path] for span, path in told.elements],
                "title": (told.title or "")[:_MOST_TITLE],
                "published": told.published or "",
                "basis": told.basis or "",
                "encoding": told.encoding or "",
                "guess": told.is_guess,
            }
            # as it is, since a text can be as long as a line may be
            return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    return json.dumps(row).encode("ascii") + b"\n"


def hear_line(line: bytes) -> Told:
    """What a line tells. Raises RefusedError on any line that is not of the form above."""
    try:
        row = json.loads(line)
        form = _FORMS[tuple(row)]
        return form(*row.values())
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, AttributeError):
        raise RefusedError("answer") from None


def _tell_position(position: Position) -> list[Json]:
    box: list[Json] = [] if position.box is None else [*position.box]
    sure: list[Json] = [] if position.confidence is None else [position.confidence]
    return [position.span.start, position.span.end, _tell_path(position.path), box, sure]


def _tell_path(path: tuple[Step, ...]) -> list[Json]:
    return [[kind, number] for kind, number in path]


def _hear_piece(words: object, kind: object, at: object) -> Piece:
    text = _text(words, MOST_LETTERS)
    known = next((zone for zone in ZONE_KINDS if zone == kind), None)
    _hold(known is not None or kind == "")
    positions = tuple(_hear_position(each, len(text)) for each in _list(at, MOST_POSITIONS))
    return Piece(words=text, kind=known, positions=positions)


def _hear_position(value: object, length: int) -> Position:
    start, end, path, box, sure = _list(value, 5)
    span = Span(start=_number(start), end=_number(end))
    _hold(span.end <= length)
    confidence = next((_number(each) for each in _list(sure, 1)), None)
    _hold(confidence is None or confidence <= 100)
    return Position(span=span, path=_path(path), box=_box(_list(box, 4)), confidence=confidence)


def _hear_page(markup: object, path: object) -> Page:
    return Page(markup=_text(markup, 20_000_000), path=_path(path))


def _hear_slice(name: object, path: object, start: object, end: object) -> Part:
    return Part(name=_name(name), path=_path(path), start=_number(start), end=_number(end))


def _hear_part(name: object, path: object, data: object) -> Part:
    _hold(isinstance(data, str))
    return Part(name=_name(name), path=_path(path), data=base64.b64decode(str(data), validate=True))


def _hear_head(title: object, published: object) -> Head:
    day = _text(published, 10)
    _hold(not day or _DAY.fullmatch(day) is not None)
    return Head(title=" ".join(_text(title, _MOST_TITLE).split()) or None, published=day or None)


def _hear_remark(code: object, numbers: object) -> Remark:
    _hold(isinstance(code, str) and _CODE.fullmatch(code) is not None)
    return Remark(code=str(code), numbers=tuple(_number(each) for each in _list(numbers, _MOST_LISTED)))


def _hear_whole(
    words: object,
    zones: object,
    elements: object,
    title: object,
    published: object,
    basis: object,
    encoding: object,
    guess: object,
) -> Whole:
    _hold(isinstance(words, str) and _NO_TEXT.search(words) is None)
    head = _hear_head(title, published)
    _hold(isinstance(basis, str) and (not basis or _BASIS.fullmatch(basis) is not None))
    _hold(isinstance(encoding, str) and (not encoding or _ENCODING.fullmatch(encoding) is not None))
    _hold(isinstance(guess, bool))
    return Whole(
        words=str(words),
        zones=_zones(_list(zones, _MOST_ZONES), len(str(words))),
        title=head.title,
        published=head.published,
        basis=str(basis) or None,
        encoding=str(encoding) or None,
        is_guess=guess is True,
        elements=tuple(_element(each, len(str(words))) for each in _list(elements, MOST_ELEMENTS)),
    )


def _element(value: object, length: int) -> tuple[Span, str]:
    start, end, path = _list(value, 3)
    span = Span(start=_number(start), end=_number(end))
    _hold(span.end <= length and isinstance(path, str) and ELEMENT.fullmatch(path) is not None)
    return span, str(path)


def _zones(values: list[object], length: int) -> tuple[Zone, ...]:
    """Zones of known kinds, one after another, within the text."""
    zones, last = list[Zone](), 0
    for value in values:
        kind, start, end = _list(value, 3)
        known = next((zone for zone in ZONE_KINDS if zone == kind), None)
        span = Span(start=_number(start), end=_number(end))
        if known is None or span.start < last or span.end > length:
            raise ValueError
        zones.append(Zone(kind=known, span=span))
        last = span.end
    return tuple(zones)


def _hear_claim(what: object, value: object) -> Claim:
    known: Literal["taken", "place"] | None = next((each for each in ("taken", "place") if each == what), None)
    if known is None or _CLAIMS[known].fullmatch(_text(value, 40)) is None:
        raise ValueError
    return Claim(what=known, value=str(value))


_FORMS: dict[tuple[str, ...], Callable[..., Told]] = {
    ("piece", "kind", "at"): _hear_piece,
    ("page", "path"): _hear_page,
    ("part", "path", "from", "to"): _hear_slice,
    ("part", "path", "data"): _hear_part,
    ("head", "published"): _hear_head,
    ("remark", "numbers"): _hear_remark,
    **RECORDED_FORMS,
    ("claim", "value"): _hear_claim,
    ("text", "zones", "in", "title", "published", "basis", "encoding", "guess"): _hear_whole,
}


def _name(value: object) -> str:
    """The last part of a name that a stranger gave, on one line."""
    return " ".join(_text(value, _MOST_NAME).replace("\\", "/").rsplit("/", 1)[-1].split())


def _path(value: object) -> tuple[Step, ...]:
    return tuple(_step(each) for each in _list(value, 8))


def _step(value: object) -> Step:
    kind, number = _list(value, 2)
    known = _KINDS.get(kind) if isinstance(kind, str) else None
    if known is None:
        raise ValueError
    return known, _number(number)


def _box(value: list[object]) -> Box | None:
    if not value:
        return None
    left, bottom, right, top = (_signed(each) for each in value)
    return left, bottom, right, top
