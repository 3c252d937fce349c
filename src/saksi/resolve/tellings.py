"""A statement of an event beside its document: when at the earliest and at the latest, and whom it touches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Never

from saksi.model import EVENT_KINDS, Count, Document, Event, Name, Party, Record, Recorded, When

from .persons import PersonKey, PersonKeys, members_of, person_keys, references

_NOBODY: Mapping[tuple[str, str], Never] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """People who are counted or described but not named."""

    description: str
    count: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One statement of one event, with its bounds in time.

    `earliest` is None where nothing bounds it from below. `latest` is never later than `told`, the day on which its
    document was published: nobody tells what has not happened yet. Where the page does not say (`is_dated` is false),
    `told` is the day it was recorded, which bounds its words from above and says nothing else of when they were true.
    `names` are the names that its own document gives to those whom it touches, `persons` who they are by all documents.
    """

    recorded: Recorded
    event: Event
    told: date
    is_dated: bool
    earliest: date | None
    latest: date
    names: tuple[Name, ...] = ()
    persons: tuple[PersonKey, ...] = ()
    crowds: tuple[Crowd, ...] = ()

    @property
    def occurrence(self) -> tuple[str, str]:
        """The event within its reading: statements that share it speak of one event."""
        return self.recorded.reading, self.event.event

    @property
    def speaker(self) -> tuple[str, str]:
        """Whose word it is: the speaker, or the document's own voice."""
        said_by = self.recorded.statement.said_by
        return ("", said_by.name) if said_by is not None else (self.recorded.reading, "")

    @property
    def certainty(self) -> str:
        """The speaker's own certainty."""
        return self.recorded.statement.certainty

    def overlaps(self, other: "Telling") -> bool:
        """Whether both can speak of one day."""
        return (self.earliest or date.min) <= other.latest and (other.earliest or date.min) <= self.latest


def statements_of(record: Record) -> tuple[Recorded, ...]:
    """The statements that count: each once, none that was rejected, in an order of their own."""
    by_id = {recorded.id: recorded for recorded in record.statements if recorded.standing != "rejected"}
    return tuple(sorted(by_id.values(), key=lambda each: (each.reading, each.statement.span.start, each.id)))


def tell(record: Record) -> tuple[Telling, ...]:
    """Every statement of an event, resolved; the order of the record does not matter."""
    people, keys = references(record.names), person_keys(record)
    return tuple(
        telling_of(recorded, record.documents.get(recorded.reading), people, keys)
        for recorded in statements_of(record)
        if isinstance(recorded.statement.content, Event)
    )


def telling_of(
    recorded: Recorded,
    document: Document | None,
    people: Mapping[tuple[str, str], Name] = _NOBODY,
    keys: PersonKeys = _NOBODY,
) -> Telling:
    """A statement of an event, beside its document and those whom it touches.

    `people` is what the references of its reading mean, `keys` who they are; without them it touches nobody known.
    """
    event = recorded.statement.content
    assert isinstance(event, Event)  # noqa: S101 - chosen by the caller; narrows the type
    published = None if document is None or document.published is None else document.published.latest
    told = published or recorded.recorded_at.date()
    earliest, latest = _bounds(event.date, told, recorded.statement.certainty == "planned")
    names, crowds = _subjects(event, recorded.reading, people)
    places = ((recorded.reading, name.id) for name in names)
    persons = {keys[place].id: keys[place] for place in places if place in keys}
    return Telling(
        recorded=recorded,
        event=event,
        told=told,
        is_dated=published is not None,
        earliest=earliest,
        latest=latest,
        names=names,
        persons=tuple(persons.values()),
        crowds=crowds,
    )


def _bounds(when: When | None, told: date, planned: bool) -> tuple[date | None, date]:
    if when is None:
        return None, told
    if when.latest is None:
        return when.earliest, max(told, when.earliest or told)
    # a page dated before its own event is wrong about one of the two: the event keeps its date
    inside = when.earliest is None or when.earliest <= told
    return when.earliest, min(when.latest, told) if inside and not planned else when.latest


def _subjects(
    event: Event, reading: str, people: Mapping[tuple[str, str], Name]
) -> tuple[tuple[Name, ...], tuple[Crowd, ...]]:
    persons: dict[str, Name] = {}
    others: list[str] = []
    for party in _parties(event):
        named, rest = members_of(party, reading, people)
        persons.update((name.id, name) for name in named)
        others += [rest] if rest is not None else []
    count = _less(event.count, len(persons))
    # one count over several groups cannot be shared out
    share = count if len(others) == 1 else None
    return tuple(persons.values()), tuple(Crowd(description=words, count=share) for words in others)


def _parties(event: Event) -> Iterator[Party]:
    if EVENT_KINDS[event.kind].subject == "targets":
        yield from event.targets
    elif event.agent is not None:
        yield event.agent
    else:
        yield from event.targets


def _less(count: Count | None, named: int) -> Count | None:
    if count is None or not named:
        return count
    least = None if count.min is None else max(count.min - named, 0)
    most = None if count.max is None else max(count.max - named, 0)
    return Count(min=least, max=most)
