"""The SQL of erasing. With `_store` the only code that speaks SQL to the ledger's tables.

A row of `erased_opening` or `erased_item` says what may be deleted; only an erase entry makes one, the deletion follows
in the same transaction, and a trigger keeps what was deleted from coming back.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TypeAlias

from sqlalchemy import Connection, func, insert, select, union

from ..model import BadValueError, JsonObject
from ._tables import (
    ERASABLE,
    entry,
    erased_item,
    erased_opening,
    item_key,
    opening,
    released_item,
    remains,
    waiting_item,
)
from ._unless_there import insert_unless_there
from .canonical import canonical, parse_trusted
from .erasing import Erased, Erasure, Made, erasure_of
from .schema import OF_DOCUMENT, Kind, erasable
from .sign import Sealed, read_head
from .trust import Trust

#: Stands among the remains for what pages of the database may still hold.
PAGES = "pages"
#: Where an original or a text lies in its folder, by its hash and its key.
Place = Callable[[str, bytes], str]
#: An entry, its kind, its author, and the document that it is of where that matters.
_Hit: TypeAlias = tuple[str, Kind, str, str | None]

_TRIGGERS = (
    """
    CREATE TRIGGER opening_refuses_delete
    BEFORE DELETE ON opening
    WHEN NOT EXISTS (SELECT 1 FROM erased_opening WHERE entry = OLD.entry AND name = OLD.name)
    BEGIN
        SELECT RAISE(ABORT, 'the ledger only grows');
    END
    """,
    """
    CREATE TRIGGER item_key_refuses_delete
    BEFORE DELETE ON item_key
    WHEN NOT EXISTS (SELECT 1 FROM erased_item WHERE document = OLD.document)
        AND NOT EXISTS (SELECT 1 FROM released_item WHERE document = OLD.document)
    BEGIN
        SELECT RAISE(ABORT, 'the ledger only grows');
    END
    """,
    """
    CREATE TRIGGER opening_stays_erased
    BEFORE INSERT ON opening
    WHEN EXISTS (SELECT 1 FROM erased_opening WHERE entry = NEW.entry AND name = NEW.name)
    BEGIN
        SELECT RAISE(IGNORE);
    END
    """,
    """
    CREATE TRIGGER item_key_stays_erased
    BEFORE INSERT ON item_key
    WHEN EXISTS (SELECT 1 FROM erased_item WHERE document = NEW.document)
    BEGIN
        SELECT RAISE(IGNORE);
    END
    """,
    """
    CREATE TRIGGER erased_opening_needs_entry
    BEFORE INSERT ON erased_opening
    WHEN NOT EXISTS (SELECT 1 FROM entry WHERE id = NEW.by AND kind = 'erase')
    BEGIN
        SELECT RAISE(ABORT, 'only an erase entry erases');
    END
    """,
    """
    CREATE TRIGGER erased_item_needs_entry
    BEFORE INSERT ON erased_item
    WHEN NOT EXISTS (SELECT 1 FROM entry WHERE id = NEW.by AND kind = 'erase')
    BEGIN
        SELECT RAISE(ABORT, 'only an erase entry erases');
    END
    """,
    """
    CREATE TRIGGER released_item_needs_entry
    BEFORE INSERT ON released_item
    WHEN NOT EXISTS (SELECT 1 FROM entry WHERE id = NEW.by AND kind = 'erase')
    BEGIN
        SELECT RAISE(ABORT, 'only an erase entry erases');
    END
    """,
)
_NAME = re.compile(r"CREATE TRIGGER (\w+)")


def guard_erasable(connection: Connection) -> None:
    """Make the triggers of what can be erased, in the place of those that refused every deletion."""
    for table in ERASABLE:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table.name}_refuses_delete")
    for trigger in _TRIGGERS:
        (name,) = _NAME.findall(trigger)
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(trigger)


def read_erased(connection: Connection, trust: Trust) -> Erased:
    """What the erase entries that count here name. One that is wrong in itself erases nothing."""
    found = []
    for entry_id, author, named in _asking(connection):
        reach = trust.reach(author, entry_id)
        if reach is None or reach:
            with suppress(BadValueError):
                found.append(erasure_of(entry_id, named, reach))
    return Erased(found)


def read_asked(connection: Connection, trust: Trust, more: Iterable[Sealed] = ()) -> Erased:
    """What erase entries that are there, or are `more`, name that ever could have effect, and may have had it."""
    held = _asking(connection)
    for each in more:
        fields = {name: of.value for name, of in each.openings.items() if of.value is not None}
        held.append((each.id, read_head(each.head).author, fields))
    found = []
    for entry_id, author, named in held:
        reach = trust.once_reached(author, entry_id)
        if reach is None or reach:
            with suppress(BadValueError):
                found.append(erasure_of(entry_id, named, reach))
    return Erased(found)


def carry_out(connection: Connection, trust: Trust, place: Place) -> tuple[Erased, frozenset[str]]:
    """Delete whatever erase entries that count name and that is still there.

    Gives what they name, all told, and the entries of which something was erased now.

    What is then left on the disk is noted as remains. Doing it again does nothing: entries, originals and whose word
    counts may come after the erase entry.
    """
    erased, hit = read_erased(connection, trust), set[str]()
    if erased:
        known = erased_fields(connection)
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for entry_id, kind, author, of in _hits(connection, erased):
            for name, by in erased.of(entry_id, kind, author, of).items():
                if name not in known.get(entry_id, {}):
                    found[by].append((entry_id, name))
        hit = {entry_id for pairs in found.values() for entry_id, _ in pairs}
        count = sum(_destroy_openings(connection, by, pairs) for by, pairs in found.items())
        items = _destroy_items(connection, erased, place) if erased.names_documents else False
        if count or items:
            note(connection, {PAGES})
    return erased, frozenset(hit)


def unfollowed(connection: Connection, trust: Trust) -> list[str]:
    """Erase entries that ask for what their office did not write, and for which something is not destroyed."""
    erased = read_erased(connection, trust)
    asked = []
    for entry_id, author, named in _asking(connection):
        right = trust.right(author, entry_id)
        is_asked = right is not None and not trust.is_waiting(entry_id) and trust.reach(author, entry_id) is not None
        if is_asked:
            with suppress(BadValueError):
                erasure = erasure_of(entry_id, named)
                asked += [entry_id] * any(
                    not set(erasure.fields or erasable(kind)) <= set(erased.of(hit, kind, by, of))
                    for hit, kind, by, of in _hit(connection, erasure)
                )
    return sorted(asked)


def is_left(connection: Connection, trust: Trust) -> bool:
    """Whether somebody assented to an erase entry in the name of which nothing was destroyed yet."""
    assented = {str(fields.get("target")) for _, _, fields in _asking(connection, "assent")}
    done = union(*(select(table.c.by) for table in (erased_opening, erased_item, released_item)))
    return any(not trust.is_waiting(each) for each in assented - {*connection.execute(done).scalars()})


def count_destroyed(connection: Connection) -> int:
    """How many fields, originals and texts were destroyed so far."""
    tables = (erased_opening, erased_item, released_item)
    return sum(connection.execute(select(func.count()).select_from(each)).scalar_one() for each in tables)


def note_erased(connection: Connection, by: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Say of these fields of entries that they are erased."""
    rows = [{"entry": entry_id, "name": name, "by": by} for entry_id, name in pairs]
    if rows:
        insert_unless_there(connection, erased_opening, rows)


def erased_items(connection: Connection) -> dict[str, str]:
    """The originals and texts whose keys were destroyed, and by which entry."""
    return {row.document: row.by for row in connection.execute(select(erased_item))}


def erased_fields(connection: Connection, entry_id: str | None = None) -> dict[str, dict[str, str]]:
    """By entry the fields that are erased, and by which entry; of one entry or of all."""
    wanted = select(erased_opening)
    if entry_id is not None:
        wanted = wanted.where(erased_opening.c.entry == entry_id)
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.entry, {})[row.name] = row.by
    return found


def read_remains(connection: Connection) -> frozenset[str]:
    """What has still to be cleared off the disk."""
    return frozenset(connection.execute(select(remains.c.what)).scalars())


def note(connection: Connection, what: Iterable[str]) -> None:
    """Note what has still to be cleared off the disk."""
    rows = [{"what": each} for each in what]
    if rows:
        insert_unless_there(connection, remains, rows)


def forget_remains(connection: Connection, what: Iterable[str]) -> None:
    """These are cleared."""
    connection.execute(remains.delete().where(remains.c.what.in_(sorted(what))))


def _destroy_openings(connection: Connection, by: str, pairs: list[tuple[str, str]]) -> int:
    note_erased(connection, by, pairs)
    return sum(
        connection.execute(opening.delete().where(opening.c.entry == entry_id).where(opening.c.name == name)).rowcount
        for entry_id, name in pairs
    )


def _destroy_items(connection: Connection, erased: Erased, place: Place) -> bool:
    """Delete the keys of what is gone. What the home office erased does not come back; of the rest a partner let go."""
    gone, held = erased.gone(_made(connection)), dict[str, bytes]()
    for table in (item_key, waiting_item):
        held |= {row.document: row.key for row in connection.execute(select(table)) if row.document in gone}
        # the same original may be kept twice, under two keys
        note(connection, [place(document, key) for document, key in held.items()])
    for table, mine in ((erased_item, True), (released_item, False)):
        known = set(connection.execute(select(table.c.document)).scalars())
        rows = [
            {"document": document, "by": by}
            for document, by in sorted(gone.items())
            if document not in known and erased.is_home(by) is mine
        ]
        if rows:
            connection.execute(insert(table), rows)
    for document in held:
        for table in (item_key, waiting_item):
            connection.execute(table.delete().where(table.c.document == document))
    return bool(held)


def _hits(connection: Connection, erased: Erased) -> Iterator[_Hit]:
    """All that the erase entries may take something from."""
    for target in erased.targets:
        yield from _target(connection, target)
    for document in erased.named_documents:
        yield from _of_document(connection, document)


def _of_document(connection: Connection, document: str) -> list[_Hit]:
    """All that repeats what a document says."""
    of_document = (
        select(entry.c.id, entry.c.kind, entry.c.author)
        .join(opening, opening.c.entry == entry.c.id)
        .where(entry.c.kind.in_(OF_DOCUMENT))
        .where(opening.c.name == "document")
        .where(opening.c.value == canonical(document))
    )
    return [(row.id, row.kind, row.author, document) for row in connection.execute(of_document)]


def _asking(connection: Connection, kind: Kind = "erase") -> list[tuple[str, str, JsonObject]]:
    """Every erase entry, or every entry of another kind: its id, its author, and its fields."""
    held = (
        select(entry.c.id, entry.c.author, opening.c.name, opening.c.value)
        .join(opening, opening.c.entry == entry.c.id)
        .where(entry.c.kind == kind)
    )
    fields: dict[tuple[str, str], JsonObject] = {}
    for row in connection.execute(held):
        # a server is not told which fields are absent
        if row.value is not None:
            fields.setdefault((row.id, row.author), {})[row.name] = parse_trusted(row.value)
    return [(entry_id, author, named) for (entry_id, author), named in sorted(fields.items())]


def _hit(connection: Connection, erasure: Erasure) -> list[_Hit]:
    if erasure.document is not None:
        return _of_document(connection, erasure.document)
    return _target(connection, erasure.target)


def _target(connection: Connection, target: str | None) -> list[_Hit]:
    found = connection.execute(select(entry.c.id, entry.c.kind, entry.c.author).where(entry.c.id == target))
    return [(row.id, row.kind, row.author, None) for row in found]


def _made(connection: Connection) -> list[Made]:
    """Every document that entries name, with the text of each reading."""
    document, text = opening.alias(), opening.alias()
    pairs = (
        select(document.c.value, text.c.value, entry.c.author)
        .select_from(document)
        .join(entry, entry.c.id == document.c.entry)
        .outerjoin(text, (text.c.entry == entry.c.id) & (text.c.name == "text"))
        .where(entry.c.kind.in_(("capture", "reading")))
        .where(document.c.name == "document")
    )
    return [
        (str(parse_trusted(one)), None if other is None else str(parse_trusted(other)), author)
        for one, other, author in connection.execute(pairs)
        if one is not None
    ]
