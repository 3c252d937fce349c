"""What SQLite and PostgreSQL have each in a way of its own: adding rows, some of which may be there."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows but for those whose key, or whatever else must be unique, is there already."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), list(rows))


def insert_or_replace(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]], column: str) -> None:
    """Add rows; where the key of one is there already, put its word on one column in the place of what is there."""
    insert = _insert(connection, table)
    new = {column: insert.excluded[column]}
    connection.execute(insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=new), list(rows))


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
