"""The SQL of reading for an audience: what it may not see is in no row that is read for it.

No head is read either: it names the entry before it in its author's chain, which the audience may not see.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Row, and_, func, or_, select, true, union

from ..model import OFFICE, PUBLIC, BadInputError, Json, JsonObject, TamperError, View
from ._scopes import known_scopes, out_of_sight, places, published
from ._tables import arrival, belonging, entry, erased_opening, opening, scope
from .audience import NOBODY, SEEN_BY_PUBLIC, scopes_of, witness_scope
from .canonical import parse_trusted
from .entries import Entry
from .fields import linked
from .schema import FIELDS, Kind
from .trust import Trust


def seen(connection: Connection, view: View, trust: Trust) -> list[tuple[Entry, int]]:
    """The entries that the view's audience may see, in order of arrival, each with its place in its author's chain."""
    visible, chain = _visible(connection, view), places()
    placed = select(chain.c.entry, chain.c.place).join(visible, visible.c.id == chain.c.entry)
    place = {row.entry: row.place for row in connection.execute(placed)}
    return [(each, place[each.id]) for each in _entries(connection, view, trust, visible)]


def seen_between(connection: Connection, view: View, trust: Trust, first: int, last: int, number: int) -> list[Entry]:
    """The entries from one number of arrival to another that the view's audience may see; it saw `number` before."""
    among = arrival.c.seq.between(first, last)
    visible = _visible(connection, view, among)
    named = select(belonging.c.prev).join(arrival, arrival.c.entry == belonging.c.entry).where(among)
    before = _visible(connection, view, entry.c.id.in_(named), name="before")
    return _entries(connection, view, trust, visible, before, number)


def seen_among(connection: Connection, view: View, first: int, last: int) -> frozenset[str]:
    """The ids of the entries from one number of arrival to another that the view's audience may see."""
    visible = _visible(connection, view, arrival.c.seq.between(first, last))
    return frozenset(connection.execute(select(visible.c.id)).scalars())


def seen_of(connection: Connection, view: View, trust: Trust, ids: Sequence[str]) -> list[Entry]:
    """Those of these entries, of which there are few, that the view's audience may see, in order of arrival."""
    named = select(belonging.c.prev).where(belonging.c.entry.in_(ids))
    before = _visible(connection, view, entry.c.id.in_(named), name="before")
    return _entries(connection, view, trust, _visible(connection, view, entry.c.id.in_(ids)), before)


def find(connection: Connection, view: View, trust: Trust, prefix: str) -> list[Entry]:
    """The entries whose id begins with `prefix`, which is hexadecimal, of those that the view's audience may see."""
    # who counts is read with them, and what they follow, for its id where it may be seen
    begins = and_(belonging.c.entry >= prefix, belonging.c.entry < f"{prefix}g")
    named = select(belonging.c.entry).where(begins), select(belonging.c.prev).where(begins)
    near = entry.c.id.in_(union(*named, select(entry.c.id).where(entry.c.kind == "key")))
    # the public has numbers of its own, which count all that it sees
    visible = _visible(connection, view, true() if view.audience == PUBLIC else near)
    return [each for each in _entries(connection, view, trust, visible) if each.id.startswith(prefix)]


def _entries(
    connection: Connection, view: View, trust: Trust, visible: CTE, all_seen: CTE | None = None, number: int = 0
) -> list[Entry]:
    before = visible.alias("before") if all_seen is None else all_seen
    columns = [each for each in visible.c if each.name != "prev"]
    follows = select(*columns, before.c.id.label("follows")).outerjoin(before, before.c.id == visible.c.prev)
    rows = connection.execute(follows.order_by(visible.c.seq)).all()
    held = _opened(connection, visible)
    found = [_entry(row, held, trust) for row in rows]
    found = _without_hidden_links(connection, view, found)
    if view.audience != PUBLIC:
        return found
    # the public does not learn how much it does not see, neither from gaps in numbers nor from what follows what
    shown = (each for each in found if each.kind != "key")
    return [replace(each, seq=number, prev=None) for number, each in enumerate(shown, start=number + 1)]


def _visible(
    connection: Connection, view: View, among: ColumnElement[bool] | None = None, name: str = "visible"
) -> CTE:
    """The one place where it is decided which entries, of all or `among` some, an audience may see."""
    if view.audience not in (OFFICE, PUBLIC):
        _check_known(view.audience, known_scopes(connection))
    target = belonging.alias("target")
    document = func.coalesce(belonging.c.document, target.c.document)
    return (
        select(entry.c.id, entry.c.kind, entry.c.author, belonging.c.prev, belonging.c.recorded_at)
        .add_columns(arrival.c.seq, arrival.c.arrived_at)
        .join(belonging, belonging.c.entry == entry.c.id)
        .outerjoin(arrival, arrival.c.entry == entry.c.id)
        .outerjoin(target, target.c.entry == belonging.c.target)
        .outerjoin(scope, scope.c.document == document)
        .where(_of_public(view) if view.audience == PUBLIC else _of_office(view.audience))
        .where(true() if among is None else among)
        .cte(name)
    )


def _of_public(view: View) -> ColumnElement[bool]:
    is_out = and_(scope.c.publish_until != "", scope.c.publish_until >= _day(view))
    # a link is of two documents: whether both are out is looked at once it is read
    return or_(entry.c.kind.in_(("key", "link")), and_(entry.c.kind.in_(SEEN_BY_PUBLIC), is_out))


def _of_office(audience: str) -> ColumnElement[bool]:
    scopes = scopes_of(audience)
    witnessed = [each for each in (OFFICE, *scopes) if witness_scope(each) in scopes]
    return or_(
        and_(entry.c.kind != "witness", or_(scope.c.scope.is_(None), scope.c.scope.in_(scopes))),
        and_(entry.c.kind == "witness", scope.c.scope.in_(witnessed)),
    )


def _check_known(audience: str, known: Iterable[str]) -> None:
    if audience not in known:
        names = ", ".join((OFFICE, PUBLIC, *sorted(known)))
        raise BadInputError(f"{audience!r} is no audience of this ledger: it has {names}")


def _without_hidden_links(connection: Connection, view: View, found: list[Entry]) -> list[Entry]:
    """Without the links that name a document which the audience may not see: they are of two, and no row joins both."""
    if all(each.kind != "link" for each in found):
        return found
    if view.audience == PUBLIC:
        out = published(connection, _day(view))
        return [each for each in found if each.kind != "link" or out.issuperset(linked(each.fields) or (NOBODY,))]
    hidden = out_of_sight(connection, scopes_of(view.audience))
    return [each for each in found if each.kind != "link" or hidden.isdisjoint(linked(each.fields))]


def _day(view: View) -> str:
    return "" if view.asked_on is None else view.asked_on.isoformat()


class _Openings:
    """What is there of the fields of entries."""

    def __init__(self) -> None:
        self.values: dict[str, JsonObject] = {}
        self.absent: dict[str, set[str]] = {}
        self.erased: dict[str, dict[str, str]] = {}

    def fields(self, entry_id: str) -> JsonObject:
        """The values of those that are present."""
        return self.values.get(entry_id, {})

    def gone(self, entry_id: str) -> Mapping[str, str]:
        """Those that were erased, and by which entry."""
        return self.erased.get(entry_id, {})

    def missing(self, entry_id: str, kind: Kind) -> list[str]:
        """Those that should be there and are not."""
        there = {*self.fields(entry_id), *self.absent.get(entry_id, ()), *self.gone(entry_id)}
        return sorted(set(FIELDS[kind]) - there)


def _opened(connection: Connection, wanted: CTE) -> _Openings:
    found = _Openings()
    openings = select(opening.c.entry, opening.c.name, opening.c.value)
    for row in connection.execute(openings.join(wanted, wanted.c.id == opening.c.entry)):
        if row.value is None:
            found.absent.setdefault(row.entry, set()).add(row.name)
        else:
            found.values.setdefault(row.entry, {})[row.name] = _value(row.entry, row.value)
    for row in connection.execute(select(erased_opening).join(wanted, wanted.c.id == erased_opening.c.entry)):
        found.erased.setdefault(row.entry, {})[row.name] = row.by
    return found


def _value(entry_id: str, value: bytes) -> Json:
    try:
        return parse_trusted(value)
    except TamperError as error:
        raise _damaged(entry_id, str(error)) from None


def _entry(row: Row[*tuple[Any, ...]], held: _Openings, trust: Trust) -> Entry:
    if row.kind not in FIELDS:
        raise _damaged(row.id, "it is of no kind")
    if row.seq is None:
        raise _damaged(row.id, "when it arrived is lost")
    missing = held.missing(row.id, row.kind)
    if missing and not trust.may_keep(row.author, row.kind):
        raise _damaged(row.id, f"the opening of {missing[0]} is missing")
    right = trust.right(row.author, row.id)
    return Entry(
        seq=row.seq,
        id=row.id,
        kind=row.kind,
        author=row.author,
        role=None if right is None else right.role,
        reader=None if right is None else right.reader,
        office=None if right is None else right.office,
        closed=tuple(missing),
        recorded_at=datetime.fromisoformat(row.recorded_at).astimezone(UTC),
        arrived_at=datetime.fromisoformat(row.arrived_at).astimezone(UTC),
        prev=row.follows,
        fields=held.fields(row.id),
        erased=held.gone(row.id),
    )


def _damaged(entry_id: str, what: str) -> TamperError:
    return TamperError(f"entry {entry_id[:12]} is damaged ({what}): run `saksi verify`")
