"""Values to JSON and back: the contract of `saksi read --json`, and of the fields that the ledger signs.

Absent is left out, never null. Decimals are strings, so that no figure passes through a float. Reading back refuses
what it does not know, so that encode after decode gives the same.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeAlias, TypeVar, cast

from .errors import BadValueError
from .names import Name, NameKind, Party
from .span import Span, Zone, ZoneKind
from .statement import (
    Certainty,
    Content,
    Count,
    DateMention,
    Document,
    Event,
    Form,
    Measure,
    Reading,
    Stance,
    Statement,
    Trait,
    Utterance,
)
from .when import When

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool"
JsonObject: TypeAlias = dict[str, Json]
T = TypeVar("T")


def encode_reading(reading: Reading) -> JsonObject:
    """The whole output of `saksi read --json`."""
    return {
        "document": encode_document(reading.document),
        "text": reading.text,
        "names": [encode_name(name) for name in reading.names],
        "dates": [encode_date_mention(mention, reading.text) for mention in reading.dates],
        "statements": [encode_statement(statement) for statement in reading.statements],
    }


def encode_document(document: Document) -> JsonObject:
    """A document: hash, media type, what its page says of itself, zones."""
    return _present(
        sha256=document.sha256,
        media_type=document.media_type,
        title=document.title,
        published=_text(document.published),
        published_basis=document.published_basis,
        language=document.language,
        zones=[{"kind": zone.kind, **encode_span(zone.span)} for zone in document.zones],
    )


def encode_name(name: Name) -> JsonObject:
    """A name with its aliases, role, affiliation and spans."""
    return _present(
        id=name.id,
        kind=name.kind,
        name=name.name,
        aliases=list(name.aliases) or None,
        role=name.role,
        affiliation=name.affiliation,
        spans=[[span.start, span.end] for span in name.spans],
    )


def encode_date_mention(mention: DateMention, text: str) -> JsonObject:
    """An expression of time with its words and its EDTF."""
    return {**encode_span(mention.span), "text": mention.span.of(text), "edtf": mention.when.edtf}


def encode_statement(statement: Statement) -> JsonObject:
    """A statement as one flat object with its content inside."""
    return _present(
        id=statement.id,
        **encode_span(statement.span),
        said_by=encode_party(statement.said_by),
        addressee=encode_party(statement.addressee),
        cue=statement.cue,
        form=statement.form,
        stance=statement.stance,
        certainty=statement.certainty,
        confidence=_text(statement.confidence),
        continues=statement.continues,
        content=encode_content(statement.content),
    )


def encode_content(content: Content) -> JsonObject:
    """An event, measure, trait or utterance, told apart by `type`."""
    match content:
        case Event():
            return _present(
                type="event",
                kind=content.kind,
                event=content.event,
                agent=encode_party(content.agent),
                targets=[_party(target) for target in content.targets] or None,
                place=content.place,
                origin=content.origin,
                destination=content.destination,
                date=_text(content.date),
                reason=content.reason,
                charge=content.charge,
                law_article=content.law_article,
                court=encode_party(content.court),
                term=content.term,
                count=encode_count(content.count),
                part_of=content.part_of,
            )
        case Measure():
            return _present(
                type="measure",
                unit=content.unit,
                of=content.of,
                value=_text(content.value),
                min=_text(content.min),
                max=_text(content.max),
                approximate=content.approximate or None,
                when=_text(content.when),
                baseline=content.baseline,
                condition=content.condition,
            )
        case Trait():
            return _present(
                type="trait",
                subject=_party(content.subject),
                property=content.property,
                value=content.value,
            )
        case Utterance():
            return {"type": "utterance"}


def encode_party(party: Party | None) -> JsonObject | None:
    """A party as name and reference; None stays None."""
    return None if party is None else _party(party)


def encode_count(count: Count | None) -> JsonObject | None:
    """A count as least and most; None stays None."""
    return None if count is None else _present(min=count.min, max=count.max)


def encode_span(span: Span) -> dict[str, Json]:
    """A span as start and end."""
    return {"start": span.start, "end": span.end}


def decode_reading(json: Mapping[str, object]) -> Reading:
    """Read back what `encode_reading` wrote. Raises BadValueError, with what was found, on anything else."""
    row = _Row(json, "the reading")
    reading = Reading(
        document=decode_document(row.take("document", _mapping)),
        text=row.take("text", _string),
        names=row.many("names", lambda item: decode_name(_mapping(item))),
        dates=row.many("dates", lambda item: decode_date_mention(_mapping(item))),
        statements=row.many("statements", lambda item: decode_statement(_mapping(item))),
    )
    row.done()
    return reading


def decode_document(json: Mapping[str, object]) -> Document:
    """Read back a document."""
    row = _Row(json, "a document")
    document = Document(
        sha256=row.take("sha256", _string),
        media_type=row.take("media_type", _string),
        title=row.maybe("title", _string),
        published=row.maybe("published", _when),
        published_basis=row.maybe("published_basis", _string),
        language=row.maybe("language", _string),
        zones=row.many("zones", lambda item: _decode_zone(_mapping(item))),
    )
    row.done()
    return document


def decode_name(json: Mapping[str, object]) -> Name:
    """Read back a name."""
    row = _Row(json, "a name")
    name = Name(
        id=row.take("id", _string),
        kind=cast(NameKind, row.take("kind", _string)),
        name=row.take("name", _string),
        aliases=row.many("aliases", _string),
        role=row.maybe("role", _string),
        affiliation=row.maybe("affiliation", _string),
        spans=row.many("spans", _pair),
    )
    row.done()
    return name


def decode_date_mention(json: Mapping[str, object]) -> DateMention:
    """Read back an expression of time; its words are those of the text."""
    row = _Row(json, "a date")
    row.take("text", _string)
    mention = DateMention(span=row.span(), when=row.take("edtf", _when))
    row.done()
    return mention


def decode_statement(json: Mapping[str, object]) -> Statement:
    """Read back a statement."""
    row = _Row(json, "a statement")
    statement = Statement(
        id=row.take("id", _string),
        span=row.span(),
        content=decode_content(row.take("content", _mapping)),
        said_by=row.maybe("said_by", decode_party),
        addressee=row.maybe("addressee", decode_party),
        cue=row.maybe("cue", _string),
        form=cast(Form, row.take("form", _string)),
        stance=cast(Stance, row.take("stance", _string)),
        certainty=cast(Certainty, row.take("certainty", _string)),
        confidence=row.maybe("confidence", _decimal),
        continues=row.maybe("continues", _string),
    )
    row.done()
    return statement


def decode_content(json: Mapping[str, object]) -> Content:
    """Read back an event, measure, trait or utterance."""
    row = _Row(json, "a content")
    kind = row.take("type", _string)
    content: Content
    match kind:
        case "event":
            content = Event(
                kind=row.take("kind", _string),
                event=row.take("event", _string),
                agent=row.maybe("agent", decode_party),
                targets=row.many("targets", decode_party),
                place=row.maybe("place", _string),
                origin=row.maybe("origin", _string),
                destination=row.maybe("destination", _string),
                date=row.maybe("date", _when),
                reason=row.maybe("reason", _string),
                charge=row.maybe("charge", _string),
                law_article=row.maybe("law_article", _string),
                court=row.maybe("court", decode_party),
                term=row.maybe("term", _string),
                count=row.maybe("count", _count),
                part_of=row.maybe("part_of", _string),
            )
        case "measure":
            content = Measure(
                unit=row.take("unit", _string),
                of=row.maybe("of", _string),
                value=row.maybe("value", _decimal),
                min=row.maybe("min", _decimal),
                max=row.maybe("max", _decimal),
                approximate=row.maybe("approximate", _flag) or False,
                when=row.maybe("when", _when),
                baseline=row.maybe("baseline", _string),
                condition=row.maybe("condition", _string),
            )
        case "trait":
            content = Trait(
                subject=row.take("subject", decode_party),
                property=row.take("property", _string),
                value=row.take("value", _string),
            )
        case "utterance":
            content = Utterance()
        case _:
            raise BadValueError(f"content of type {kind!r}: known are event, measure, trait, utterance")
    row.done()
    return content


def decode_party(value: object) -> Party:
    """Read back a party."""
    row = _Row(_mapping(value), "a party")
    party = Party(name=row.take("name", _string), ref=row.maybe("ref", _string))
    row.done()
    return party


class _Row:
    """A JSON object that is read field by field and must be empty in the end."""

    def __init__(self, json: Mapping[str, object], what: str) -> None:
        self._left = dict(json)
        self._what = what

    def take(self, key: str, read: Callable[[object], T]) -> T:
        value = self.maybe(key, read)
        if value is None:
            raise BadValueError(f"{self._what} lacks {key!r}")
        return value

    def maybe(self, key: str, read: Callable[[object], T]) -> T | None:
        return read(self._left.pop(key)) if key in self._left else None

    def many(self, key: str, read: Callable[[object], T]) -> tuple[T, ...]:
        items = self._left.pop(key, [])
        if not isinstance(items, list):
            raise BadValueError(f"{key!r} of {self._what} is no list")
        return tuple(read(item) for item in items)

    def span(self) -> Span:
        return Span(start=self.take("start", _integer), end=self.take("end", _integer))

    def done(self) -> None:
        if self._left:
            raise BadValueError(f"{self._what} has fields that this version does not know: {', '.join(self._left)}")


def _party(party: Party) -> JsonObject:
    return _present(name=party.name, ref=party.ref)


def _present(**fields: "Json | None") -> JsonObject:
    return {key: value for key, value in fields.items() if value is not None}


def _text(value: When | Decimal | None) -> str | None:
    if isinstance(value, Decimal):
        return format(value, "f")
    return None if value is None else str(value)


def _decode_zone(json: Mapping[str, object]) -> Zone:
    row = _Row(json, "a zone")
    zone = Zone(kind=cast(ZoneKind, row.take("kind", _string)), span=row.span())
    row.done()
    return zone


def _count(value: object) -> Count:
    row = _Row(_mapping(value), "a count")
    count = Count(min=row.maybe("min", _integer), max=row.maybe("max", _integer))
    row.done()
    return count


def _pair(value: object) -> Span:
    if not isinstance(value, list) or len(value) != 2:
        raise BadValueError(f"{value!r} is no [start, end]")
    return Span(start=_integer(value[0]), end=_integer(value[1]))


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BadValueError(f"{value!r} is no object")
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError(f"{value!r} is no text")
    return value


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadValueError(f"{value!r} is no whole number")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadValueError(f"{value!r} is neither true nor false")
    return value


def _decimal(value: object) -> Decimal:
    try:
        return Decimal(_string(value))
    except InvalidOperation:
        raise BadValueError(f"{value!r} is no decimal") from None


def _when(value: object) -> When:
    return When(_string(value))
