"""The SQL of what offices share: whose keys count, and which entries wait. With `_store` and `_erased` all the SQL."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from sys import intern
from typing import cast

from sqlalchemy import Connection, func, select

from ..model import JsonObject
from ._scopes import Counts
from ._tables import belonging, entry, item_key, opening, waiting, waiting_item
from ._unless_there import insert_or_replace, insert_unless_there
from .canonical import parse_trusted
from .links import LINKED, Link
from .schema import Kind
from .sign import Sealed, read_head
from .trust import Trust, trust_of
from .wire import read_kept, write_entry

#: In canonical JSON the two keys stand side by side: a chain is read without parsing whole heads.
_PREV = re.compile(rb'"prev":"([0-9a-f]{64})","recorded_at":')
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An entry that waits, as far as is needed to see why."""

    id: str
    kind: Kind
    author: str
    prev: str | None


def read_trust(connection: Connection, root: str, also: Sequence[Link] = ()) -> Trust:
    """Whose entries count in the ledger with this root; or would, were these entries among them."""
    return trust_of(root, [*_links(connection), *also], lambda author: _chain(connection, author))


def counting(connection: Connection, root: str) -> Counts:
    """Whether a person of the home office holds a key; who does is looked up when it is first asked."""
    trust = cache(lambda: read_trust(connection, root))
    return lambda author: trust().is_person(author)


def put_waiting(connection: Connection, batch: Iterable[Sealed]) -> None:
    """Let entries wait; one that waits already stays as it came first, and gains what is open of it now."""
    found = list(batch)
    held = {sealed.id: sealed for sealed in read_waiting(connection, [sealed.id for sealed in found])}
    rows = []
    for sealed in found:
        head, known = read_head(sealed.head), held.get(sealed.id)
        openings = {**sealed.openings, **({} if known is None else known.openings)}
        line = write_entry(Sealed(id=sealed.id, head=sealed.head, signatures=sealed.signatures, openings=openings))
        row = {"id": sealed.id, "kind": head.kind, "author": head.author, "prev": head.prev, "line": line}
        rows.append(row)
    if rows:
        insert_or_replace(connection, waiting, rows, "line")


def list_waiting(connection: Connection) -> list[Waiting]:
    """All that waits."""
    wanted = select(waiting.c.id, waiting.c.kind, waiting.c.author, waiting.c.prev)
    found = connection.execute(wanted.order_by(waiting.c.id), execution_options={"yield_per": _AT_ONCE})
    # many share a kind and an author: a name of which there is one copy takes no room
    return [Waiting(id=row.id, kind=_one(row.kind), author=intern(row.author), prev=row.prev) for row in found]


def _one(kind: str) -> Kind:
    return cast(Kind, intern(kind))


def count_waiting(connection: Connection) -> int:
    """How many entries wait."""
    return connection.execute(select(func.count()).select_from(waiting)).scalar_one()


def read_waiting(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[Sealed]:
    """Entries that wait, whole: those with these ids, or all."""
    wanted = [each.id for each in list_waiting(connection)] if ids is None else list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        lines = select(waiting.c.line).where(waiting.c.id.in_(wanted[start : start + _AT_ONCE]))
        yield from map(read_kept, connection.execute(lines).scalars().all())


def end_waiting(connection: Connection, ids: Iterable[str]) -> None:
    """These wait no longer."""
    gone = list(ids)
    for start in range(0, len(gone), _AT_ONCE):
        connection.execute(waiting.delete().where(waiting.c.id.in_(gone[start : start + _AT_ONCE])))


def authors_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Those of these ids whose entries are in the ledger, with their authors."""
    wanted, found = list(ids), dict[str, str]()
    for start in range(0, len(wanted), _AT_ONCE):
        known = select(entry.c.id, entry.c.author).where(entry.c.id.in_(wanted[start : start + _AT_ONCE]))
        found |= {row.id: row.author for row in connection.execute(known)}
    return found


def all_authors(connection: Connection) -> dict[str, str]:
    """Every entry of the ledger, with its author."""
    return {row.id: row.author for row in connection.execute(select(entry.c.id, entry.c.author))}


def put_waiting_items(connection: Connection, keys: Mapping[str, bytes]) -> None:
    """Remember under which key an original came, until an entry that counts names it."""
    rows = [{"document": document, "key": key} for document, key in keys.items()]
    if rows:
        insert_unless_there(connection, waiting_item, rows)


def waiting_item_keys(connection: Connection) -> dict[str, bytes]:
    """The keys of originals that no entry names yet."""
    return {row.document: row.key for row in connection.execute(select(waiting_item))}


def end_waiting_items(connection: Connection, documents: Iterable[str]) -> None:
    """These are named, or erased."""
    for each in documents:
        connection.execute(waiting_item.delete().where(waiting_item.c.document == each))


def has_item(connection: Connection, document: str) -> bool:
    """Whether the key of an original is here, named or not."""
    found = select(item_key.c.document).where(item_key.c.document == document)
    other = select(waiting_item.c.document).where(waiting_item.c.document == document)
    return connection.execute(found.union(other)).first() is not None


def named_items(connection: Connection, documents: Iterable[str]) -> frozenset[str]:
    """Those of these hashes that an entry names as its document or text."""
    wanted = frozenset(documents)
    named = (
        select(opening.c.value)
        .join(entry, entry.c.id == opening.c.entry)
        .where(entry.c.kind.in_(("capture", "reading")))
        .where(opening.c.name.in_(("document", "text")))
    )
    if not wanted:
        return wanted
    # a server is not told which fields are absent
    found = connection.execute(named).scalars()
    return wanted & {str(parse_trusted(value)) for value in found if value is not None}


def _links(connection: Connection) -> list[Link]:
    # no head is read: it names the entry before it, which who reads for an audience may not see
    of = select(entry.c.id, entry.c.kind, entry.c.author, belonging.c.recorded_at)
    rows = connection.execute(of.join(belonging, belonging.c.entry == entry.c.id).where(entry.c.kind.in_(LINKED))).all()
    fields: dict[str, JsonObject] = defaultdict(dict)
    named = select(opening).join(entry, entry.c.id == opening.c.entry).where(entry.c.kind.in_(LINKED))
    for row in connection.execute(named):
        if row.value is not None:
            fields[row.entry][row.name] = parse_trusted(row.value)
    return [
        Link(
            id=row.id,
            kind=row.kind,
            author=row.author,
            recorded_at=datetime.fromisoformat(row.recorded_at).astimezone(UTC),
            fields=fields[row.id],
        )
        for row in rows
    ]


def _chain(connection: Connection, author: str) -> dict[str, str | None]:
    """What waits counts as well: what is beyond a limit must not come in."""
    here = connection.execute(select(entry.c.id, entry.c.head).where(entry.c.author == author))
    found = {row.id: _prev(row.head) for row in here}
    held = connection.execute(select(waiting.c.id, waiting.c.prev).where(waiting.c.author == author))
    return found | {row.id: row.prev for row in held}


def _prev(head: bytes) -> str | None:
    found = _PREV.search(head)
    return None if found is None else found[1].decode()
