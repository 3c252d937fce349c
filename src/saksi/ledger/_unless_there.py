"""The one statement that SQLite and PostgreSQL have each in a way of its own."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows but for those whose key is there already."""
    insert = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    connection.execute(insert.on_conflict_do_nothing(index_elements=list(table.primary_key)), list(rows))
