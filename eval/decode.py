"""Records from JSON.

Two forms of gold are read: that of `saksi read --json`, and an older one with `not_article` in place of zones, "percent
(at least)" as a unit, and `other` for people who are held.
"""

import re
from decimal import Decimal, InvalidOperation

from eval.parties import normalise
from eval.records import Claim, Dated, Figure, Named, Piece, Record, Told
from eval.words import Span
from saksi.model import EVENT_KINDS

_LONG_LINE = 80  # in the older form an unlisted line this long is the article's


class BadRecordError(ValueError):
    """A record lacks a field or has one of a wrong type."""


class Row:
    """One JSON object; what is asked of it must have the right type, and may be absent where the method says so."""

    def __init__(self, json: object) -> None:
        if not isinstance(json, dict):
            raise BadRecordError(f"expected an object, found {json!r:.80}")
        self._json: dict[str, object] = json

    def word(self, key: str) -> str | None:
        """A string, or None where absent."""
        value = self._json.get(key)
        if value is None or isinstance(value, str):
            return value
        raise BadRecordError(f"{key!r} is no string: {value!r:.80}")

    def whole(self, key: str) -> int:
        """An integer that must be there."""
        value = self._json.get(key)
        if isinstance(value, int):
            return value
        raise BadRecordError(f"{key!r} is no whole number: {value!r:.80}")

    def row(self, key: str) -> "Row | None":
        """An object, or None where absent."""
        value = self._json.get(key)
        return None if value is None else Row(value)

    def rows(self, key: str) -> list["Row"]:
        """The objects of a list; none where absent."""
        return [Row(item) for item in self._items(key)]

    def words(self, key: str) -> list[str]:
        """The strings of a list; none where absent."""
        return [str(item) for item in self._items(key)]

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._json

    def span(self) -> Span:
        """`start` and `end`."""
        return Span(self.whole("start"), self.whole("end"))

    def pairs(self, key: str) -> list[Span]:
        """The spans of a list of `[start, end]`; none where absent."""
        return [Span(*(int(str(place)) for place in item)) for item in self._items(key) if isinstance(item, list)]

    def _items(self, key: str) -> list[object]:
        value = self._json.get(key, [])
        if isinstance(value, list):
            return value
        raise BadRecordError(f"{key!r} is no list: {value!r:.80}")


def read_record(json: object, text: str | None = None) -> Record:
    """A record from its JSON; `text` is used where the JSON holds none."""
    row = Row(json)
    words = row.word("text") or text
    if words is None:
        raise BadRecordError("the record has no text, and none was given")
    is_old = row.has("not_article")
    names = row.rows("names")
    statements = [(item, _content(item)) for item in row.rows("statements")]
    document = row.row("document")
    return Record(
        text=words,
        published=document.word("published") if document else None,
        zones=tuple(_old_zones(row, words) if is_old else _zones(document)),
        names=tuple(Named(kind=name.word("kind") or "", forms=tuple(_forms(name))) for name in names),
        dates=tuple(Dated(span=date.span(), edtf=date.word("edtf") or "") for date in row.rows("dates")),
        claims=tuple(_claim(item, names) for item, content in statements if content.word("type") == "utterance"),
        events=tuple(
            _told(item, content, names, is_old) for item, content in statements if content.word("type") == "event"
        ),
        figures=tuple(_figure(item, content) for item, content in statements if content.word("type") == "measure"),
    )


def _content(statement: Row) -> Row:
    content = statement.row("content")
    if content is None:
        raise BadRecordError(f"statement {statement.word('id')} has no content")
    return content


def _forms(name: Row) -> list[str]:
    own = name.word("name")
    return [*([own] if own else []), *name.words("aliases")]


def _referent(party: Row | None, names: list[Row]) -> Row | None:
    """The name that a party refers to, by id or by one of its forms."""
    own = party.word("name") if party else None
    if party is None or own is None:
        return None
    ref, plain = party.word("ref"), normalise(own)
    for name in names:
        if (ref is not None and name.word("id") == ref) or plain in map(normalise, _forms(name)):
            return name
    return None


def _party(party: Row | None, names: list[Row]) -> tuple[str, ...]:
    """All forms of a party's name."""
    own = party.word("name") if party else None
    referent = _referent(party, names)
    return (*([own] if own else []), *(_forms(referent) if referent else []))


def _claim(item: Row, names: list[Row]) -> Claim:
    referent = _referent(item.row("said_by"), names)
    return Claim(
        span=item.span(),
        speaker=_party(item.row("said_by"), names),
        stance=item.word("stance"),
        id=item.word("id") or "",
        continues=item.word("continues"),
        cue=item.word("cue"),
        mentions=tuple(referent.pairs("spans")) if referent else (),
    )


def _told(item: Row, content: Row, names: list[Row], is_old: bool) -> Told:
    kind = content.word("kind") or ""
    by_agent = kind in EVENT_KINDS and EVENT_KINDS[kind].subject == "agent"
    who = [content.row("agent")] if by_agent else content.rows("targets")
    parties = [_party(party, names) for party in who]
    kinds = {kind, "held", "pretrial_detention"} if is_old and kind == "other" else {kind}
    return Told(
        span=item.span(),
        kinds=frozenset(kinds),
        subjects=tuple(forms for forms in parties if forms),
        date=content.word("date"),
        certainty=item.word("certainty"),
    )


def _figure(item: Row, content: Row) -> Figure:
    unit = content.word("unit") or ""
    value, least, most = (_decimal(content.word(key)) for key in ("value", "min", "max"))
    if "(at least)" in unit:
        value, least = None, value
    if "(at most)" in unit:
        value, most = None, value
    return Figure(span=item.span(), numbers=(value, least, most), unit=_unit(unit))


def _decimal(words: str | None) -> Decimal | None:
    if words is None:
        return None
    try:
        return Decimal(words).normalize()
    except InvalidOperation:
        raise BadRecordError(f"{words!r} is no number") from None


_UNITS = {
    "%": "percent",
    "per cent": "percent",
    "pp": "percentage point",
    "euro": "eur",
    "€": "eur",
    "dollar": "usd",
    "us dollar": "usd",
    "$": "usd",
    "person": "people",
}


def _unit(unit: str) -> str:
    plain = re.sub(r"\s*\([^)]*\)", "", unit).casefold().strip()
    single = plain.removesuffix("s")
    return _UNITS.get(single, single)


def _zones(document: Row | None) -> list[Piece]:
    rows = document.rows("zones") if document else []
    return [Piece(kind=zone.word("kind") or "", span=zone.span()) for zone in rows]


def _old_zones(row: Row, text: str) -> list[Piece]:
    """Zones of the older form: listed lines are no article, other long lines are; short ones are left open."""
    listed = sorted((item.whole("start"), item.word("words") or "") for item in row.rows("not_article"))
    comments = next((start for start, words in listed if words.startswith("Comments (")), len(text))
    pieces = [Piece(kind="title", span=Span(0, max(1, text.find("\n"))))]
    for match in re.finditer(r"[^\n]+", text[pieces[0].span.end :]):
        start, end = (place + pieces[0].span.end for place in match.span())
        if any(start <= place < end for place, _ in listed):
            pieces.append(Piece(kind="comment" if start > comments else "caption", span=Span(start, end)))
        elif end - start >= _LONG_LINE:
            pieces.append(Piece(kind="article", span=Span(start, end)))
    return pieces
