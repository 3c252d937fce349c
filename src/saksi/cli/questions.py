"""Small questions by which a reviewer corrects a statement: Enter keeps what stands, a dash empties it."""

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, cast

import click

from saksi.model import (
    CERTAINTIES,
    EVENT_KINDS,
    STANCES,
    BadValueError,
    Certainty,
    Content,
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

T = TypeVar("T")
_EMPTY = "-"


def ask_correction(statement: Statement) -> Statement:
    """The statement as the reviewer wants it, on the same words."""
    click.echo("      Enter keeps what stands in [ ], - empties it", err=True)
    said_by = ask("said by (- for the document itself)", _name(statement.said_by), _party(statement.said_by))
    stance = ask("stance", statement.stance, _one_of(STANCES))
    certainty = ask("certainty", statement.certainty, _one_of(CERTAINTIES))
    content = _ask_content(statement.content)
    return replace(
        statement,
        said_by=said_by,
        stance=cast(Stance, stance),
        certainty=cast(Certainty, certainty),
        content=content,
        confidence=None,
    )


def _ask_content(content: Content) -> Content:
    match content:
        case Event():
            return _ask_event(content)
        case Measure():
            return _ask_fields(content, ("value", "min", "max", "unit", "of", "when", "condition"))
        case Trait():
            return _ask_fields(content, ("property", "value"))
    return content


def _ask_event(event: Event) -> Content:
    kind = ask("kind", event.kind, _one_of(tuple(EVENT_KINDS)))
    agent = ask("agent (who did it)", _name(event.agent), _party(event.agent))
    targets = ask("targets (to whom; separate with ;)", "; ".join(p.name for p in event.targets), _parties(event))
    date = ask("date", "" if event.date is None else event.date.edtf, lambda text: When(text) if text else None)
    changed = replace(event, kind=kind, agent=agent, targets=targets, date=date)
    return _ask_fields(changed, ("place", "origin", "destination", "charge", "reason"))


def _ask_fields(content: Content, fields: tuple[str, ...]) -> Content:
    """Ask for plain fields by way of the JSON form, which knows how each is read."""
    for field in fields:
        before = _encode(content)

        def changed(text: str, field: str = field, before: dict[str, object] = {**before}) -> Content:  # noqa: B006
            kept = {key: value for key, value in before.items() if key != field}
            return _decode({**kept, field: text} if text else kept)

        content = ask(field, str(before.get(field, "")), changed)
    return content


def ask(question: str, now: str, read: Callable[[str], T]) -> T:
    """Ask until the answer can be read; what stands is read as it stands."""
    while True:
        click.echo(f"      {question} [{now}]: ", nl=False, err=True)
        line = sys.stdin.readline()
        answer = line.strip()
        if not sys.stdin.isatty():
            click.echo(err=True)
        try:
            return read(now if not answer else "" if answer == _EMPTY else answer)
        except BadValueError as error:
            if not line:
                raise
            click.echo(f"      {error}", err=True)


def _name(party: Party | None) -> str:
    return "" if party is None else party.name


def _party(before: Party | None) -> Callable[[str], Party | None]:
    """A party by name; the one that stands keeps its reference."""

    def read(text: str) -> Party | None:
        if not text:
            return None
        return before if before is not None and before.name == text else Party(name=text)

    return read


def _parties(event: Event) -> Callable[[str], tuple[Party, ...]]:
    known = {party.name: party for party in event.targets}

    def read(text: str) -> tuple[Party, ...]:
        names = (name.strip() for name in text.split(";"))
        return tuple(known.get(name) or Party(name=name) for name in names if name)

    return read


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise BadValueError(f"{text!r} is not one of: {', '.join(known)}")
        return text

    return read
