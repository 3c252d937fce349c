"""A ledger of any size, made of invented reports: the same for the same number, but for its keys and salts."""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from saksi.ledger import By, Ledger, NewEntry, open_ledger, reading_fields, statement_fields
from saksi.model import (
    Certainty,
    Count,
    Document,
    Event,
    JsonObject,
    Name,
    Party,
    Reading,
    Span,
    Statement,
    Utterance,
    When,
)

READER: By = ("reader", "bench-1")
#: Reports that are added in one transaction, as an import does.
TOGETHER = 10
#: Of how many reports a person reviews one, and how many statements of it.
REVIEWED, VERDICTS = 5, 8
#: Persons for each thousand entries. Who is named follows a long tail: most stand in two or three reports.
PERSONS = 40
FIRST = datetime(2017, 1, 1, tzinfo=UTC)
_SYLLABLES = ("ba", "chen", "do", "fai", "gor", "hul", "ki", "lo", "men", "nat", "or", "pim", "ra", "sut", "tev", "vu")
_BODIES = tuple(
    f"{place} {what}"
    for what in ("Example Court", "Example Police", "Example Party", "Example Watch")
    for place in ("Northern", "Southern", "Eastern", "Western", "Central", "Upper", "Lower", "Outer")
)
_KINDS = (
    ("arrest", 20), ("charge", 14), ("held", 14), ("pretrial_detention", 8), ("release", 8), ("release_order", 3),
    ("sentence", 7), ("conviction", 4), ("flight", 6), ("summons", 6), ("bail", 3), ("trial_scheduled", 4),
    ("assault", 2), ("killing", 1),
)  # fmt: skip
_CERTAINTIES: tuple[Certainty, ...] = ("fact", "fact", "fact", "alleged", "alleged", "planned", "negated")


def make_ledger(path: Path, entries: int) -> Ledger:
    """A new ledger at `path`, without a passphrase, of at least so many entries."""
    ledger = open_ledger(path, None, create=True)
    chance = random.Random(entries)
    now, size, number = FIRST, 0, 0
    while size < entries:
        now += timedelta(seconds=chance.randrange(60, 7200))
        batch: list[NewEntry] = []
        drafts: list[list[int]] = []
        for _ in range(TOGETHER):
            report = list(_report(number, now, len(batch), entries * PERSONS // 1000 + 1, chance))
            drafts.append([len(batch) + place for place, new in enumerate(report) if new.kind == "statement"])
            batch += report
            number += 1
        ids = ledger.append(batch, recorded_at=now)
        size += len(ids)
        for places in drafts[::REVIEWED]:
            now += timedelta(seconds=chance.randrange(60, 600))
            verdicts = [_review(ids[place], chance) for place in chance.sample(places, min(VERDICTS, len(places)))]
            size += len(ledger.append(verdicts, recorded_at=now))
    return ledger


def one_report(entries: int) -> list[NewEntry]:
    """One report more for a ledger that was made of so many entries."""
    now = datetime.now(UTC)
    chance = random.Random(now.timestamp())
    return list(_report(chance.randrange(2**62), now, 0, entries * PERSONS // 1000 + 1, chance))


def _report(number: int, now: datetime, place: int, persons: int, chance: random.Random) -> Iterator[NewEntry]:
    """Capture, reading and statements of one report; `place` is that of its first entry in the batch."""
    sha256 = hashlib.sha256(b"report %d" % number).hexdigest()
    people = [_person(f"n{at}", chance, persons) for at in range(chance.randrange(2, 8))]
    bodies = [Name(id=f"b{at}", kind="body", name=name) for at, name in enumerate(chance.sample(_BODIES, 4))]
    page = Document(
        sha256=sha256,
        media_type="text/plain",
        title=f"Report {number} of the bench",
        published=When((now - timedelta(days=chance.randrange(3))).date().isoformat()),
        published_basis="byline",
    )
    capture: JsonObject = {
        "document": sha256,
        "sha512": hashlib.sha512(sha256.encode()).hexdigest(),
        "size": 4000,
        "media_type": "text/plain",
        "name": f"report-{number}.txt",
        "how": "file",
    }
    yield NewEntry(kind="capture", fields=capture)
    reading = Reading(document=page, text="", names=(*people, *bodies))
    fields = reading_fields(reading, reader=READER[1], text=hashlib.sha256(sha256.encode()).hexdigest())
    yield NewEntry(kind="reading", fields=fields, by=READER)
    for at in range(chance.randrange(16, 36)):
        said = _said(at, now, people, bodies, chance)
        told = statement_fields(said, document=sha256, words=f"the words of statement {at} of a report, as they stand")
        yield NewEntry(kind="statement", fields=told, by=READER, refs={"reading": place + 1})


def _person(local: str, chance: random.Random, persons: int) -> Name:
    # the square makes a long tail: the first of 40,000 stands in one report of forty, the last in two
    rank = int(persons * chance.random() ** 2)
    own = random.Random(rank)
    syllables = [_SYLLABLES[rank // 16**power % 16] for power in range(4)]
    affiliation = own.choice((*_BODIES, None, None)) if own.random() < 0.6 else None
    return Name(
        id=local,
        kind="person",
        name=f"{''.join(syllables[:2]).title()} {''.join(syllables[2:]).title()} Testname",
        role=own.choice(("activist", "reporter", None)),
        affiliation=affiliation,
        spans=(Span(start=0, end=9),),
    )


def _said(at: int, now: datetime, people: list[Name], bodies: list[Name], chance: random.Random) -> Statement:
    speaker = chance.choice((None, None, *bodies, *people))
    content = _event(at, now, people, chance) if chance.random() < 0.4 else Utterance()
    return Statement(
        id=f"s{at}",
        span=Span(start=at * 60, end=at * 60 + 50),
        content=content,
        said_by=None if speaker is None else _party(speaker),
        form="narration" if speaker is None else "indirect",
        stance=chance.choice(("asserts", "asserts", "asserts", "denies")),
        certainty=chance.choice(_CERTAINTIES),
    )


def _event(at: int, now: datetime, people: list[Name], chance: random.Random) -> Event:
    kind = chance.choices([kind for kind, _ in _KINDS], [weight for _, weight in _KINDS])[0]
    counted = chance.random() < 0.15
    number = int(2 * 100 ** chance.random())
    who = Party(name=f"{number} {_crowd(chance)}") if counted else _party(chance.choice(people))
    day = (now - timedelta(days=chance.randrange(40))).date().isoformat()
    when = chance.choice((day, day, day[:7], f"{day}/..", None))
    return Event(
        kind=kind,
        event=f"v{at}",
        agent=who if kind == "flight" else None,
        targets=() if kind == "flight" else (who,),
        place=chance.choice(("Exampleville", "Testport", None)),
        date=None if when is None else When(when),
        charge="incitement" if kind == "charge" else None,
        count=Count(min=number, max=number) if counted else None,
    )


def _crowd(chance: random.Random) -> str:
    """Who is counted: mostly people of one place, sometimes words that stand in every other report."""
    if chance.random() < 0.05:
        return chance.choice(("people", "villagers"))
    who = chance.choice(("workers", "teachers", "monks", "students"))
    return f"{who} of Test{chance.choice(_SYLLABLES)}{chance.choice(_SYLLABLES)}"


def _party(name: Name) -> Party:
    return Party(name=name.name, ref=name.id)


def _review(target: str, chance: random.Random) -> NewEntry:
    verdict = chance.choice(("accept", "accept", "accept", "reject"))
    return NewEntry(kind="review", fields={"target": target, "verdict": verdict})
