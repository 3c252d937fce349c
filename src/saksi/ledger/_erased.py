"""The SQL of erasing. With `_store` the only code that speaks SQL to the ledger's tables.

A row of `erased_opening` or `erased_item` says what may be deleted; only an erase entry makes one, the deletion follows
in the same transaction, and a trigger keeps what was deleted from coming back.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, insert, inspect, select

from ._tables import ERASABLE, entry, erased_item, erased_opening, item_key, opening, remains
from ._unless_there import insert_unless_there
from .canonical import canonical, parse_trusted
from .erasing import Erasure, Made, items_gone
from .schema import OF_DOCUMENT, erasable

#: Stands among the remains for what pages of the database may still hold.
PAGES = "pages"
#: Where an original or a text lies in its folder, by its hash and its key.
Place = Callable[[str, bytes], str]

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
)


def can_erase(connection: Connection) -> bool:
    """Whether the store has the tables of erasing; one of before there were any has none."""
    return inspect(connection).has_table(erased_opening.name)


def guard_erasable(connection: Connection) -> None:
    """Make the triggers of what can be erased, in the place of those that refused every deletion."""
    for table in ERASABLE:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table.name}_refuses_delete")
    for trigger in _TRIGGERS:
        connection.exec_driver_sql(trigger)


def destroy(connection: Connection, erasure: Erasure, place: Place) -> None:
    """Delete what an erase entry names, which is there; what is then left on the disk is noted as remains."""
    note(connection, {PAGES})
    if erasure.document is None:
        _destroy_openings(connection, erasure.id, [(erasure.target or "", name) for name in erasure.fields])
        return
    items = items_gone(_made(connection), set(erased_documents(connection)) | {erasure.document})
    _destroy_items(connection, erasure, items, place)
    _destroy_openings(connection, erasure.id, _openings_of(connection, erasure.document))


def note_erased(connection: Connection, by: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Say of these fields of entries that they are erased."""
    rows = [{"entry": entry_id, "name": name, "by": by} for entry_id, name in pairs]
    if rows:
        insert_unless_there(connection, erased_opening, rows)


def erased_documents(connection: Connection) -> dict[str, str]:
    """The documents that are erased, and by which entry."""
    named = (
        select(opening.c.value, entry.c.id)
        .join(entry, entry.c.id == opening.c.entry)
        .where(entry.c.kind == "erase")
        .where(opening.c.name == "document")
    )
    # a server is not told which fields are absent
    return {str(parse_trusted(row.value)): row.id for row in connection.execute(named) if row.value is not None}


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


def _destroy_openings(connection: Connection, by: str, pairs: list[tuple[str, str]]) -> None:
    note_erased(connection, by, pairs)
    for entry_id, name in pairs:
        connection.execute(opening.delete().where(opening.c.entry == entry_id).where(opening.c.name == name))


def _destroy_items(connection: Connection, erasure: Erasure, items: frozenset[str], place: Place) -> None:
    held = connection.execute(select(item_key).where(item_key.c.document.in_(sorted(items)))).all()
    note(connection, [place(row.document, row.key) for row in held])
    known = erased_items(connection)
    new = sorted(items - set(known))
    if new:
        connection.execute(insert(erased_item), [{"document": each, "by": erasure.id} for each in new])
    connection.execute(item_key.delete().where(item_key.c.document.in_(sorted(items))))


def _openings_of(connection: Connection, document: str) -> list[tuple[str, str]]:
    """Entry and field of all that repeats what a document says."""
    of_document = (
        select(entry.c.id, entry.c.kind)
        .join(opening, opening.c.entry == entry.c.id)
        .where(entry.c.kind.in_(OF_DOCUMENT))
        .where(opening.c.name == "document")
        .where(opening.c.value == canonical(document))
    )
    return [(row.id, name) for row in connection.execute(of_document).all() for name in erasable(row.kind)]


def _made(connection: Connection) -> list[Made]:
    """Every document that entries name, with the text of each reading."""
    document, text = opening.alias(), opening.alias()
    pairs = (
        select(document.c.value, text.c.value)
        .select_from(document)
        .join(entry, entry.c.id == document.c.entry)
        .outerjoin(text, (text.c.entry == entry.c.id) & (text.c.name == "text"))
        .where(entry.c.kind.in_(("capture", "reading")))
        .where(document.c.name == "document")
    )
    return [
        (str(parse_trusted(one)), None if other is None else str(parse_trusted(other)))
        for one, other in connection.execute(pairs)
        if one is not None
    ]
