"""Stored sketches of the texts of documents, by which reprints are found: what is there is not read again.

They lie beside the rows of folds, under the ledger's key, and go with them whenever something is erased: a sketch tells
whoever has a text whether it was here. A ledger on a server stores none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Row, Table, Text, inspect, select

from saksi.ledger import Ledger

from .store import DamagedError, put, reading, writing

#: Apart from the rows of folds, which a change of their code drops.
_metadata = MetaData()
_sketch = Table(
    "sketch",
    _metadata,
    Column("reading", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("method", Text, nullable=False),
    # how many stretches the text has, and the numbers of its sketch, 32 bits each
    Column("size", Integer, nullable=False),
    Column("numbers", LargeBinary, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSketch:
    """The sketch of the text that a reading counts in; `size` 0 where there is too little of it to compare."""

    reading: str
    document: str
    size: int
    numbers: bytes


def stored_sketches(ledger: Ledger, method: str) -> list[StoredSketch]:
    """All that were made by this method."""
    if ledger.member is not None:
        return []
    try:
        rows = _rows(ledger, method)
    except DamagedError:
        ledger.drop_projections()
        return []
    return [
        StoredSketch(
            reading=row.reading,
            document=row.document,
            size=row.size,
            numbers=row.numbers,
        )
        for row in rows
    ]


def _rows(ledger: Ledger, method: str) -> Sequence[Row[Any]]:
    with reading(ledger) as connection:
        if not inspect(connection).has_table(_sketch.name):
            return []
        return connection.execute(select(_sketch).where(_sketch.c.method == method)).all()


def store_sketches(ledger: Ledger, method: str, sketches: Iterable[StoredSketch]) -> None:
    """Keep these; what another method made of the same readings goes."""
    rows: list[dict[str, object]] = [
        {
            "reading": each.reading,
            "document": each.document,
            "method": method,
            "size": each.size,
            "numbers": each.numbers,
        }
        for each in sketches
    ]
    if ledger.member is not None or not rows:
        return
    with writing(ledger) as connection:
        _metadata.create_all(connection)
        connection.execute(_sketch.delete().where(_sketch.c.method != method))
        put(connection, _sketch, rows)
