"""What a row rests on: the statements, and how many of them a person has looked at."""

from collections.abc import Iterable
from dataclasses import dataclass

from saksi.model import Record, Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The ids of the statements behind a row or value, sorted, and their standing in numbers."""

    statements: tuple[str, ...] = ()
    reviewed: int = 0
    drafts: int = 0
    disputed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Source:
    """Who says it, in which document. No `by` is the document's own voice.

    Of a denial, `cue` tells whether the words are what is denied ("denied that …") or what is said against it.
    """

    statement: str
    document: str
    by: str | None = None
    title: str | None = None
    published: str | None = None
    words: str = ""
    cue: str | None = None
    form: str = "narration"
    stance: str = "asserts"
    certainty: str = "fact"
    standing: str = "draft"


def rest_on(statements: Iterable[Recorded]) -> Basis:
    """The basis made of these statements; the same one twice counts once."""
    by_id = {recorded.id: recorded for recorded in statements}
    standings = [recorded.standing for recorded in by_id.values()]
    return Basis(
        statements=tuple(sorted(by_id)),
        reviewed=standings.count("accepted"),
        drafts=standings.count("draft"),
        disputed=standings.count("disputed"),
    )


def source_of(recorded: Recorded, record: Record) -> Source:
    """Who says this statement, and where."""
    document = record.documents.get(recorded.reading)
    published = None if document is None else document.published
    speaker = recorded.statement.said_by
    return Source(
        statement=recorded.id,
        document=recorded.reading if document is None else document.sha256,
        by=None if speaker is None else speaker.name,
        title=None if document is None else document.title,
        published=None if published is None else published.edtf,
        words=recorded.words,
        cue=recorded.statement.cue,
        form=recorded.statement.form,
        stance=recorded.statement.stance,
        certainty=recorded.statement.certainty,
        standing=recorded.standing,
    )


def sources_of(statements: Iterable[Recorded], record: Record) -> tuple[Source, ...]:
    """The sources of these statements, each once, by date of publication."""
    sources = {source_of(recorded, record) for recorded in statements}
    return tuple(sorted(sources, key=lambda source: (source.published or "", source.document, source.statement)))
