"""Small questions by which a reviewer corrects a statement: Enter keeps what stands, a dash empties it."""

import re
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeVar, cast

from saksi.model import (
    CERTAINTIES,
    EVENT_KINDS,
    STANCES,
    BadValueError,
    Certainty,
    Content,
    Count,
    Event,
    Measure,
    Party,
    Stance,
    Statement,
    Trait,
    When,
)
from saksi.model import (
    decode_content as _decode,
)
from saksi.model import (
    encode_content as _encode,
)

from .pages.statement import count_words
from .talk import Talk

T = TypeVar("T")
_EMPTY = "-"
_HELP = "?"
_COUNT = re.compile(r"(at least |at most )?(\d{1,9})(?: to (\d{1,9}))?")


def ask_correction(statement: Statement, talk: Talk) -> Statement:
    """The statement as the reviewer wants it, on the same words. Raises EOFError when the answers end."""
    talk.say("Enter keeps what stands in [ ], - empties it")
    said_by = ask(talk, "said by (- for the document itself)", _name(statement.said_by), _party(statement.said_by))
    stance = ask(talk, f"stance ({', '.join(STANCES)})", statement.stance, _one_of(STANCES))
    certainty = ask(talk, f"certainty ({', '.join(CERTAINTIES)})", statement.certainty, _one_of(CERTAINTIES))
    content = _ask_content(statement.content, talk)
    return replace(
        statement,
        said_by=said_by,
        stance=cast(Stance, stance),
        certainty=cast(Certainty, certainty),
        content=content,
        confidence=None,
    )


def _ask_content(content: Content, talk: Talk) -> Content:
    match content:
        case Event():
            return _ask_event(content, talk)
        case Measure():
            return _ask_fields(content, ("value", "min", "max", "unit", "of", "when", "baseline", "condition"), talk)
        case Trait():
            subject = ask(talk, "of whom", content.subject.name, _subject(content.subject))
            return _ask_fields(replace(content, subject=subject), ("property", "value"), talk)
    return content


def _ask_event(event: Event, talk: Talk) -> Content:
    kind = ask(talk, "kind (? lists them)", event.kind, _one_of(tuple(EVENT_KINDS)))
    agent = ask(talk, "agent (who did it)", _name(event.agent), _party(event.agent))
    names = "; ".join(party.name for party in event.targets)
    targets = ask(talk, "targets (to whom; separate with ;)", names, _parties(event))
    date = ask(talk, "date", "" if event.date is None else event.date.edtf, lambda text: When(text) if text else None)
    number = "" if event.count is None else count_words(event.count)
    count = ask(talk, "how many (16, 16 to 20, at least 16, at most 20)", number, _count)
    court = ask(talk, "court", _name(event.court), _party(event.court))
    changed = replace(event, kind=kind, agent=agent, targets=targets, date=date, count=count, court=court)
    plain = ("place", "origin", "destination", "charge", "law_article", "term", "reason")
    return _ask_fields(changed, plain, talk)


def _ask_fields(content: Content, fields: tuple[str, ...], talk: Talk) -> Content:
    """Ask for plain fields by way of the JSON form, which knows how each is read."""
    for field in fields:
        before = _encode(content)

        def changed(text: str, field: str = field, before: dict[str, object] = {**before}) -> Content:  # noqa: B006
            kept = {key: value for key, value in before.items() if key != field}
            return _decode({**kept, field: text} if text else kept)

        content = ask(talk, field, str(before.get(field, "")), changed)
    return content


def ask(talk: Talk, question: str, now: str, read: Callable[[str], T]) -> T:
    """Ask until the answer can be read; what stands is read as it stands, and ? asks back."""
    while True:
        answer = talk.line(f"{question} [{now}]")
        try:
            found = read(now if not answer else "" if answer == _EMPTY else answer)
            if answer != _HELP:
                return found
            talk.say("write it as it shall stand; Enter keeps what stands in [ ], - empties it")
        except BadValueError as error:
            talk.say(str(error))


def _name(party: Party | None) -> str:
    return "" if party is None else party.name


def _party(before: Party | None) -> Callable[[str], Party | None]:
    """A party by name; the one that stands keeps its reference."""

    def read(text: str) -> Party | None:
        if not text:
            return None
        return before if before is not None and before.name == text else Party(name=text)

    return read


def _subject(before: Party) -> Callable[[str], Party]:
    def read(text: str) -> Party:
        if not text:
            raise BadValueError("a trait is somebody's: name whose")
        return before if before.name == text else Party(name=text)

    return read


def _count(text: str) -> Count | None:
    """How many, in the words in which it is shown."""
    if not text:
        return None
    found = _COUNT.fullmatch(text)
    if found is None:
        raise BadValueError(f"{text!r} is no count: write 16, 16 to 20, at least 16 or at most 20")
    one, other = int(found[2]), found[3]
    if found[1] == "at most ":
        return Count(max=one)
    if found[1] == "at least ":
        return Count(min=one)
    return Count(min=one, max=one if other is None else int(other))


def _parties(event: Event) -> Callable[[str], tuple[Party, ...]]:
    known = {party.name: party for party in event.targets}

    def read(text: str) -> tuple[Party, ...]:
        names = (name.strip() for name in text.split(";"))
        return tuple(known.get(name) or Party(name=name) for name in names if name)

    return read


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    """Exactly one of these; what is not is answered with those that are near it, or with all."""

    def read(text: str) -> str:
        if text in known:
            return text
        near = get_close_matches(text, known, cutoff=0.5)
        refusal = "" if text == _HELP else f"{text!r} is none of them. "
        raise BadValueError(f"{refusal}{'Near it' if near else 'Known'}: {', '.join(near or known)}")

    return read
