"""Small builders of records for tests. All persons are invented."""

from datetime import UTC, datetime

from saksi.model import (
    Certainty,
    Count,
    Document,
    Event,
    Name,
    Party,
    Record,
    Recorded,
    Span,
    Stance,
    Standing,
    Statement,
    Utterance,
    When,
)

PUBLISHED = "2019-12-27"


def party(name: str) -> Party:
    return Party(name=name, ref=f"ref:{name}")


def told(
    kind: str,
    *targets: str,
    date: str | None = None,
    by: str | None = None,
    certainty: Certainty = "fact",
    stance: Stance = "asserts",
    count: int | None = None,
    event: str | None = None,
    part_of: str | None = None,
    reading: str = "r1",
    place: str | None = None,
    agent: str | None = None,
    at: int = 0,
    words: str | None = None,
    reason: str | None = None,
    standing: Standing = "draft",
    charge: str | None = None,
    law_article: str | None = None,
) -> Recorded:
    """A statement of an event; its id follows from what it says."""
    content = Event(
        kind=kind,
        event=event or f"v-{kind}-{date}-{'-'.join(targets)}-{agent}",
        agent=None if agent is None else party(agent),
        targets=tuple(party(target) for target in targets),
        place=place,
        date=None if date is None else When(date),
        count=None if count is None else Count(min=count, max=count),
        part_of=part_of,
        reason=reason,
        charge=charge,
        law_article=law_article,
    )
    return _recorded(content, words or kind, by, certainty, stance, reading, at, standing)


def said(words: str, by: str, *, stance: Stance = "asserts", reading: str = "r1", at: int = 0) -> Recorded:
    """A claim in words."""
    return _recorded(Utterance(), words, by, "fact", stance, reading, at, "draft")


def record(
    *statements: Recorded,
    published: dict[str, str] | str = PUBLISHED,
    groups: tuple[str, ...] = (),
    bodies: tuple[str, ...] = (),
    affiliations: dict[tuple[str, str], str] | None = None,
    roles: dict[str, str] | None = None,
) -> Record:
    """A record of these statements. Parties are persons unless named as groups or bodies; published "" is undated."""
    readings = {each.reading for each in statements}
    dates = published if isinstance(published, dict) else dict.fromkeys(readings, published)
    names = {}
    for each in statements:
        for one in _parties(each):
            kind = "group" if one.name in groups else "body" if one.name in bodies else "person"
            affiliation = (affiliations or {}).get((each.reading, one.name))
            role = (roles or {}).get(one.name)
            name = Name(id=one.ref or one.name, kind=kind, name=one.name, affiliation=affiliation, role=role)
            names[each.reading, name.id] = name
    documents = {
        reading: Document(sha256=reading * 32, media_type="text/plain", published=_when(dates[reading]))
        for reading in sorted(readings)
    }
    return Record(statements=statements, documents=documents, names=names)


def _when(edtf: str) -> When | None:
    return When(edtf) if edtf else None


def _parties(each: Recorded) -> list[Party]:
    content = each.statement.content
    found = [each.statement.said_by]
    if isinstance(content, Event):
        found += [content.agent, *content.targets]
    return [one for one in found if one is not None]


def _recorded(
    content: Event | Utterance,
    words: str,
    by: str | None,
    certainty: Certainty,
    stance: Stance,
    reading: str,
    at: int,
    standing: Standing,
) -> Recorded:
    statement = Statement(
        id=f"s{at}",
        span=Span(start=at, end=at + 1),
        content=content,
        said_by=None if by is None else party(by),
        certainty=certainty,
        stance=stance,
    )
    return Recorded(
        id=f"{reading}/{at}/{words}/{by}/{certainty}/{stance}/{content}",
        reading=reading,
        words=words,
        statement=statement,
        author="reader",
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        standing=standing,
    )
