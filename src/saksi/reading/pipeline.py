"""Reading a document: text and zones in, names, dates and statements out.

The stages, each pure and each given only what stands before it:

1. sentences   the page laid out in paragraphs and sentences, by zone
2. people      who and what is named, with pronouns resolved
3. dates       expressions of time, anchored at the publication and moving with the narrative
4. speech      claims: who says which words to whom, with which stance
5. events      what happened, inside the claims and in the document's own voice
6. measures    figures, with their holder and condition
7. traits      ages, other names, recognitions
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from saksi.model import TELLING_ZONES, Document, Event, Name, Party, Reading, Statement, Trait, When, Zone

from .dates import find_dates
from .events import find_events
from .language import KNOWN, language_of
from .measures import find_measures
from .page import Page, lay_out
from .people import find_people
from .published import infer_published
from .speech import find_claims, utterances
from .traits import find_traits

#: The reader as an author of statements: a change of what it reads changes its version.
READER = "saksi-reader 5"
#: The id of the one whose testimony a text is, among its names.
_VOICE = "voice"


def read(
    text: str,
    zones: tuple[Zone, ...],
    *,
    sha256: str,
    media_type: str,
    title: str | None = None,
    published: When | None = None,
    published_basis: str | None = None,
    voice: str | None = None,
) -> Reading:
    """Read one document. In a language that the reader does not know, nothing is read and `language` says which it is.

    `published` is the date of publication where the caller or the markup gives it, with its basis; else it is inferred
    from the text, or stays unknown, and then dates that hang on it stay unread. `voice` is whose testimony the text is,
    by the name that they go by: who "I" is, and who says what nobody else is said to say.
    """
    if published is None and (inferred := infer_published(text, zones)) is not None:
        published, published_basis = inferred
    language = language_of(_telling_words(text, zones))
    document = Document(
        sha256=sha256,
        media_type=media_type,
        title=title,
        published=published,
        published_basis=published_basis,
        language=language,
        zones=zones,
    )
    if language not in KNOWN:
        return Reading(document=document, text=text)
    name = None if voice is None else Name(id=_VOICE, kind="person", name=voice)
    return _read_page(document, lay_out(text, zones, published, title), name)


def _read_page(document: Document, page: Page, voice: Name | None) -> Reading:
    people = find_people(page)
    teller = None
    if voice is not None:
        people = replace(people, names=(*people.names, voice))
        teller = people.party(voice.id)
    dates = find_dates(page)
    claims = find_claims(page, people)
    statements = (
        *utterances(page, claims),
        *find_events(page, people, claims, dates, teller),
        *find_measures(page, people, claims, dates),
        *find_traits(page, people, claims),
    )
    if teller is not None:
        statements = tuple(_told_by(teller, each) for each in statements)
    return Reading(
        document=document,
        text=page.text,
        names=_told_of(people.names, statements),
        dates=dates,
        statements=tuple(sorted(statements, key=_place)),
    )


def _told_by(teller: Party, statement: Statement) -> Statement:
    """What one person tells is that person's word; people tell of their own act as a fact."""
    if statement.said_by is not None:
        return statement
    is_own = isinstance(statement.content, Event) and statement.content.agent == teller
    certainty = "alleged" if statement.certainty == "fact" and not is_own else statement.certainty
    return replace(statement, said_by=teller, certainty=certainty)


def _told_of(names: Sequence[Name], statements: Sequence[Statement]) -> tuple[Name, ...]:
    """The names but for groups that no statement refers to: a page is full of "people" and "officials"."""
    refs = {party.ref for statement in statements for party in _parties(statement)}
    return tuple(name for name in names if name.kind != "group" or name.id in refs)


def _parties(statement: Statement) -> Iterator[Party]:
    content = statement.content
    found: list[Party | None] = [statement.said_by, statement.addressee]
    if isinstance(content, Event):
        found += [content.agent, *content.targets, content.court]
    elif isinstance(content, Trait):
        found.append(content.subject)
    yield from (party for party in found if party is not None)


def _place(statement: Statement) -> tuple[int, int, str]:
    return statement.span.start, -statement.span.end, statement.id


def _telling_words(text: str, zones: tuple[Zone, ...]) -> str:
    if not any(zone.kind in TELLING_ZONES for zone in zones):
        return "" if zones else text
    return "\n".join(zone.span.of(text) for zone in zones if zone.kind in {"title", "article"}) or text
