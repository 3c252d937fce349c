"""The SQL of what each entry is of, and how far each document goes: two tables that follow from the entries alone.

They are kept with every append, serve to read for an audience, and can be dropped and made again.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, islice
from typing import Any, TypeAlias

from sqlalchemy import CTE, Connection, Select, func, inspect, literal, select, union

from ..model import OFFICE, JsonObject, TamperError
from ._streamed import streamed
from ._tables import AUDIENCES, arrival, belonging, entry, opening, scope
from ._unless_there import insert_unless_there
from .audience import DECIDING, NOBODY, OF_NO_DOCUMENT, Reach, Word, may_have_left, reach_of, witness_scope
from .canonical import parse_trusted
from .fields import linked
from .schema import Kind
from .sign import Sealed, read_head

#: Whether a person of the office holds this key.
Counts: TypeAlias = Callable[[str], bool]
#: Rows of `belonging` by entry.
Kept: TypeAlias = Mapping[str, Mapping[str, Any]]
#: What is kept here of an entry is in its head and in these fields.
NAMED = ("document", "target")
#: How many entries or documents share a query.
_AT_ONCE = 500


def has_scopes(connection: Connection) -> bool:
    """Whether the store has these tables, and something in them; one of before there were audiences has none."""
    if not inspect(connection).has_table(scope.name):
        return False
    is_empty = connection.execute(select(belonging.c.entry).limit(1)).first() is None
    return not is_empty or connection.execute(select(entry.c.id).limit(1)).first() is None


def begin_scopes(connection: Connection, sealed: Iterable[Sealed], counts: Counts) -> None:
    """Make the tables of a store that has none, from the entries that it has; few of them are in the memory at once."""
    for table in AUDIENCES:
        table.create(connection, checkfirst=True)
    left = iter(sealed)
    while some := list(islice(left, _AT_ONCE)):
        insert_unless_there(connection, belonging, [_belonging(each) for each in some])
    renew(connection, streamed(connection, _documents(*DECIDING).distinct()), counts)


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
    renew(connection, sorted(each for each in documents if each is not None), counts)


def note_again(connection: Connection, sealed: Iterable[Sealed], counts: Counts) -> None:
    """Keep both tables, after more of these entries was opened."""
    whole = list(sealed)
    connection.execute(belonging.delete().where(belonging.c.entry.in_([each.id for each in whole])))
    note(connection, whole, counts)


def renew(connection: Connection, documents: Iterable[str | None], counts: Counts) -> None:
    """Say anew how far each of these documents goes."""
    for some in _in_parts(documents):
        connection.execute(scope.delete().where(scope.c.document.in_(some)))
        told = _deciding(connection, some)
        # an erase entry may name what is not here
        rows = [_row(document, reach_of(_words(told[document], counts))) for document in some if document in told]
        if rows:
            connection.execute(scope.insert(), rows)


def kept_of(connection: Connection, ids: Sequence[str]) -> Kept:
    """What is kept of each of these entries."""
    kept = connection.execute(select(belonging).where(belonging.c.entry.in_(ids)))
    return {row.entry: row._asdict() for row in kept}


def differing(kept: Kept, sealed: Iterable[Sealed]) -> Iterator[str]:
    """The entries of which something else is kept than they say.

    An entry of which the head cannot be read is left to who checks heads.
    """
    for each in sealed:
        with suppress(TamperError):
            if kept.get(each.id) != _belonging(each):
                yield each.id


def belonging_to_none(connection: Connection, is_there: Callable[[str], bool]) -> list[str]:
    """The ids of which something is kept and that no entry has."""
    missing = {each for each in streamed(connection, select(belonging.c.entry)) if not is_there(each)}
    # one may have come since all were seen
    for some in _in_parts(sorted(missing)):
        missing -= set(connection.execute(select(entry.c.id).where(entry.c.id.in_(some))).scalars())
    return sorted(missing)


def differing_documents(connection: Connection, counts: Counts) -> Iterator[str]:
    """The documents that, by what is kept, go another way than the entries say."""
    every: Select[str | None] = select(scope.c.document)
    named = union(every, _documents(*DECIDING)).subquery()
    for some in _in_parts(streamed(connection, select(named.c.document).order_by(named.c.document))):
        told = _deciding(connection, some)
        kept = connection.execute(select(scope).where(scope.c.document.in_(some)))
        reaches = {row.document: row._asdict() for row in kept}
        for document in some:
            with suppress(TamperError):
                words = _words(told.get(document, ()), counts)
                if reaches.get(document) != (_row(document, reach_of(words)) if words else None):
                    yield document


def documents_of(connection: Connection, ids: Iterable[str]) -> frozenset[str]:
    """The documents that these entries are of, or that what they name is of."""
    return frozenset(each for each in _document_by_entry(connection, [*ids]).values() if each is not None)


def may_leave(connection: Connection, entry_id: str, on: date, counts: Counts) -> bool:
    """Whether what this entry says may go to a partner or a court on this day."""
    return entry_id in leaving_among(connection, [entry_id], on, counts)


def leaving_among(connection: Connection, ids: Sequence[str], on: date, counts: Counts) -> frozenset[str]:
    """Those of these entries of which what they say may go to a partner or a court on this day."""
    kinds = connection.execute(select(entry.c.id, entry.c.kind).where(entry.c.id.in_(ids)))
    kind_of: dict[str, Kind] = {row.id: row.kind for row in kinds}
    of = _document_by_entry(connection, ids)
    links = _linked(connection, [each for each, kind in kind_of.items() if kind == "link"])
    named = sorted({each for each in (*of.values(), *chain(*links.values())) if each is not None})
    far = select(scope.c.document).where(scope.c.share_until >= on.isoformat())
    far_out = frozenset(connection.execute(far.where(scope.c.document.in_(named))).scalars())
    erasing = sorted({of[each] or "" for each, kind in kind_of.items() if kind == "erase" and of.get(each)})
    told = _deciding(connection, erasing) if erasing else {}
    gone = {each for each in erasing if may_have_left(_words(told.get(each, ()), counts))}
    open_links = {each for each, between in links.items() if far_out.issuperset(between or (NOBODY,))}
    return frozenset(
        each
        for each, kind in kind_of.items()
        if kind in OF_NO_DOCUMENT
        or each in open_links
        or (kind != "witness" and of.get(each) in (gone if kind == "erase" else far_out))
    )


def ids_about(connection: Connection, documents: Iterable[str], kind: Kind | None) -> list[str]:
    """The entries, all or those of a kind, that are of these documents or name one which is, in order of arrival."""
    target, found = belonging.alias("target"), set[tuple[int, str]]()
    of = func.coalesce(belonging.c.document, target.c.document)
    about = select(arrival.c.seq, belonging.c.entry).join(arrival, arrival.c.entry == belonging.c.entry)
    if kind is not None:
        about = about.join(entry, entry.c.id == belonging.c.entry).where(entry.c.kind == kind)
    for some in _in_parts(documents):
        named = about.outerjoin(target, target.c.entry == belonging.c.target).where(of.in_(some))
        found |= {(row.seq, row.entry) for row in connection.execute(named)}
    return [entry_id for _, entry_id in sorted(found)]


def out_of_sight(connection: Connection, scopes: Sequence[str]) -> frozenset[str]:
    """The documents that lie in another scope of the office than these."""
    return frozenset(connection.execute(select(scope.c.document).where(scope.c.scope.not_in(scopes))).scalars())


def published(connection: Connection, day: str) -> frozenset[str]:
    """The documents that go to everybody on this day."""
    out = select(scope.c.document).where(scope.c.publish_until != "").where(scope.c.publish_until >= day)
    return frozenset(connection.execute(out).scalars())


def _linked(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By link the documents that it is between."""
    fields: dict[str, JsonObject] = {each: {} for each in ids}
    held = select(opening.c.entry, opening.c.name, opening.c.value).where(opening.c.entry.in_(ids))
    for entry_id, name, value in connection.execute(held) if ids else ():
        if value is not None:
            fields[entry_id][name] = parse_trusted(value)
    return {each: linked(told) for each, told in fields.items()}


def _document_by_entry(connection: Connection, ids: Sequence[str]) -> dict[str, str | None]:
    target = belonging.alias("target")
    document = func.coalesce(belonging.c.document, target.c.document).label("of")
    of = select(belonging.c.entry, document).outerjoin(target, target.c.entry == belonging.c.target)
    return {row.entry: row.of for row in connection.execute(of.where(belonging.c.entry.in_(ids)))}


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


def every_place(connection: Connection) -> Iterator[tuple[str, int]]:
    """Each entry with its place, one by one."""
    for row in connection.execute(select(places())):
        yield row.entry, row.place


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


def _documents(*kinds: Kind) -> Select[str | None]:
    joined = select(belonging.c.document).join(entry, entry.c.id == belonging.c.entry)
    return joined.where(entry.c.kind.in_(kinds))


def _row(document: str, reach: Reach) -> dict[str, str]:
    return {
        "document": document,
        "scope": reach.scope,
        "share_until": reach.share_until,
        "publish_until": reach.publish_until,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deciding:
    """An entry that decides how far a document goes, as it is stored."""

    id: str
    kind: Kind
    author: str
    recorded_at: str
    place: int
    fields: Mapping[str, bytes]


def _deciding(connection: Connection, documents: Sequence[str]) -> Mapping[str, Sequence[_Deciding]]:
    """By document the entries that decide how far it goes."""
    rows = connection.execute(
        select(entry.c.id, entry.c.kind, entry.c.author, belonging.c.recorded_at, belonging.c.document)
        .join(belonging, belonging.c.entry == entry.c.id)
        .where(belonging.c.document.in_(documents))
        .where(entry.c.kind.in_(DECIDING))
    ).all()
    fields: dict[str, dict[str, bytes]] = defaultdict(dict)
    for some in _in_parts(row.id for row in rows):
        held = select(opening.c.entry, opening.c.name, opening.c.value).where(opening.c.entry.in_(some))
        for entry_id, name, value in connection.execute(held):
            # a server is not told which fields are absent
            if value is not None:
                fields[entry_id][name] = value
    place = _places_of(connection, [(row.document, row.id) for row in rows if row.kind == "consent"])
    found: dict[str, list[_Deciding]] = defaultdict(list)
    for row in rows:
        found[row.document].append(
            _Deciding(
                id=row.id,
                kind=row.kind,
                author=row.author,
                recorded_at=row.recorded_at,
                place=place.get(row.id, 0),
                fields=fields.get(row.id, {}),
            )
        )
    return found


def _places_of(connection: Connection, consents: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The places of those consents of which there are more of one document: only they are put in order."""
    often = Counter(document for document, _ in consents)
    ids = [each for document, each in consents if often[document] > 1]
    chain = places()
    told = select(chain.c.entry, chain.c.place).where(chain.c.entry.in_(ids))
    return {row.entry: row.place for row in connection.execute(told)} if ids else {}


def _words(deciding: Iterable[_Deciding], counts: Counts) -> list[Word]:
    """The same, as they are read."""
    return [
        Word(
            id=each.id,
            kind=each.kind,
            recorded_at=datetime.fromisoformat(each.recorded_at).astimezone(UTC),
            place=each.place,
            fields={name: parse_trusted(value) for name, value in each.fields.items()},
            counts=counts(each.author),
        )
        for each in deciding
    ]


def _in_parts(values: Iterable[str | None]) -> Iterator[list[str]]:
    left = (each for each in values if each is not None)
    while some := list(islice(left, _AT_ONCE)):
        yield some
