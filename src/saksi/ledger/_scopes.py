"""The SQL of what each entry is of, and how far each document goes: two tables that follow from the entries alone.

They are kept with every append, serve to read for an audience, and can be dropped and made again.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TypeAlias

from sqlalchemy import CTE, Connection, Select, func, inspect, literal, select

from ..model import OFFICE, JsonObject, TamperError
from ._tables import AUDIENCES, belonging, entry, opening, scope
from ._unless_there import insert_unless_there
from .audience import DECIDING, NOBODY, OF_NO_DOCUMENT, Reach, Word, may_have_left, reach_of, witness_scope
from .canonical import parse_trusted
from .schema import Kind
from .sign import Sealed, read_head

#: Whether a person of the office holds this key.
Counts: TypeAlias = Callable[[str], bool]


def has_scopes(connection: Connection) -> bool:
    """Whether the store has these tables; one of before there were audiences has none."""
    return inspect(connection).has_table(scope.name)


def begin_scopes(connection: Connection, sealed: Iterable[Sealed], counts: Counts) -> None:
    """Make the tables of a store that has none, from the entries that it has."""
    for table in AUDIENCES:
        table.create(connection, checkfirst=True)
    note(connection, sealed, counts)


def note(connection: Connection, sealed: Iterable[Sealed], counts: Counts) -> None:
    """Keep both tables, after these entries were added."""
    added = list(sealed)
    rows = [_belonging(each) for each in added]
    insert_unless_there(connection, belonging, rows)
    kinds = {each.id: read_head(each.head).kind for each in added}
    documents = {row["document"] for row in rows if kinds[str(row["entry"])] in DECIDING}
    if not OF_NO_DOCUMENT.isdisjoint(kinds.values()):
        # whose word counts may be another now
        documents |= {*connection.execute(_documents("consent")).scalars()}
    renew(connection, documents, counts)


def note_again(connection: Connection, sealed: Iterable[Sealed], counts: Counts) -> None:
    """Keep both tables, after more of these entries was opened."""
    whole = list(sealed)
    connection.execute(belonging.delete().where(belonging.c.entry.in_([each.id for each in whole])))
    note(connection, whole, counts)


def renew(connection: Connection, documents: Iterable[str | None], counts: Counts) -> None:
    """Say anew how far each of these documents goes."""
    for document in sorted(each for each in documents if each is not None):
        connection.execute(scope.delete().where(scope.c.document == document))
        connection.execute(scope.insert(), _row(document, reach_of(_words(connection, document, counts))))


def differing(connection: Connection, sealed: Iterable[Sealed], counts: Counts) -> Iterator[str]:
    """The entries and documents of which the tables say something else than the entries do.

    An entry of which the head cannot be read is left to who checks heads.
    """
    kept = {row.entry: row._asdict() for row in connection.execute(select(belonging))}
    for each in sealed:
        with suppress(TamperError):
            if kept.pop(each.id, None) != _belonging(each):
                yield each.id
    yield from sorted(kept)
    reaches = {row.document: row._asdict() for row in connection.execute(select(scope))}
    documents = {*reaches, *connection.execute(_documents(*DECIDING)).scalars()} - {None}
    for document in sorted(documents):
        with suppress(TamperError):
            words = _words(connection, document, counts)
            if reaches.get(document) != (_row(document, reach_of(words)) if words else None):
                yield document


def documents_of(connection: Connection, ids: Iterable[str]) -> frozenset[str]:
    """The documents that these entries are of, or that what they name is of."""
    target = belonging.alias("target")
    document = func.coalesce(belonging.c.document, target.c.document)
    of = select(document).outerjoin(target, target.c.entry == belonging.c.target).where(belonging.c.entry.in_([*ids]))
    return frozenset(each for each in connection.execute(of).scalars() if each is not None)


def may_leave(connection: Connection, entry_id: str, on: date, counts: Counts) -> bool:
    """Whether what this entry says may go to a partner or a court on this day."""
    kind = connection.execute(select(entry.c.kind).where(entry.c.id == entry_id)).scalar()
    if kind in OF_NO_DOCUMENT:
        return True
    of = documents_of(connection, [entry_id])
    if kind == "erase":
        return any(may_have_left(_words(connection, each, counts)) for each in of)
    far = select(scope.c.document).where(scope.c.share_until >= on.isoformat())
    found = connection.execute(far.where(scope.c.document.in_(of)).limit(1)).scalar()
    return kind != "witness" and found is not None


def is_testimony(connection: Connection, document: str) -> bool:
    """Whether somebody's consent or identity is on record with this document."""
    named = _documents("witness", "consent").where(belonging.c.document == document).limit(1)
    return connection.execute(named).scalar() is not None


def known_scopes(connection: Connection) -> frozenset[str]:
    """The need-to-know scopes in which something lies."""
    witnessed = select(scope.c.scope).where(scope.c.document.in_(_documents("witness")))
    named = set(connection.execute(select(scope.c.scope).distinct()).scalars())
    of_witnesses = {witness_scope(each) for each in connection.execute(witnessed).scalars()}
    return frozenset((named | of_witnesses) - {OFFICE, NOBODY, witness_scope(NOBODY)})


def places() -> CTE:
    """How many entries of its author each entry follows."""
    follows, before = belonging.alias("follows"), belonging.alias("before")
    has_prev = select(before.c.entry).where(before.c.entry == belonging.c.prev).exists()
    first = select(belonging.c.entry, literal(0).label("place")).where(~has_prev)
    chain = first.cte("chain", recursive=True)
    after = select(follows.c.entry, chain.c.place + 1).join(chain, follows.c.prev == chain.c.entry)
    return chain.union_all(after)


def _belonging(sealed: Sealed) -> dict[str, str | None]:
    head = read_head(sealed.head)
    return {
        "entry": sealed.id,
        "document": _text(sealed, "document"),
        "target": _text(sealed, "target"),
        "prev": head.prev,
        "recorded_at": head.recorded_at.isoformat(),
    }


def _text(sealed: Sealed, name: str) -> str | None:
    held = sealed.openings.get(name)
    return held.value if held is not None and isinstance(held.value, str) else None


def _documents(*kinds: Kind) -> Select[tuple[str | None]]:
    joined = select(belonging.c.document).join(entry, entry.c.id == belonging.c.entry)
    return joined.where(entry.c.kind.in_(kinds))


def _row(document: str, reach: Reach) -> dict[str, str]:
    return {
        "document": document,
        "scope": reach.scope,
        "share_until": reach.share_until,
        "publish_until": reach.publish_until,
    }


def _words(connection: Connection, document: str, counts: Counts) -> list[Word]:
    """The entries that decide how far a document goes."""
    deciding = (
        select(entry.c.id, entry.c.kind, entry.c.author, belonging.c.recorded_at)
        .join(belonging, belonging.c.entry == entry.c.id)
        .where(belonging.c.document == document)
        .where(entry.c.kind.in_(DECIDING))
    )
    rows = connection.execute(deciding).all()
    ids = [row.id for row in rows if row.kind == "consent"]
    chain = places()
    # only consents are put in order, and most documents have none or one
    told = select(chain.c.entry, chain.c.place).where(chain.c.entry.in_(ids))
    place = {row.entry: row.place for row in connection.execute(told)} if len(ids) > 1 else {}
    return [
        Word(
            id=row.id,
            kind=row.kind,
            recorded_at=datetime.fromisoformat(row.recorded_at).astimezone(UTC),
            place=place.get(row.id, 0),
            fields=_fields(connection, row.id),
            counts=counts(row.author),
        )
        for row in rows
    ]


def _fields(connection: Connection, entry_id: str) -> JsonObject:
    held = select(opening.c.name, opening.c.value).where(opening.c.entry == entry_id)
    return {row.name: parse_trusted(row.value) for row in connection.execute(held) if row.value is not None}
