"""Rows of a database one by one, however many there are: few of them are in the memory at a time."""

from collections.abc import Iterator
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.sql.selectable import TypedReturnsRows

_AT_ONCE = 5_000
_Value = TypeVar("_Value")


def streamed(connection: Connection, wanted: TypedReturnsRows[_Value]) -> Iterator[_Value]:
    """The values of one column. Others may be asked for on the same connection meanwhile."""
    # a file is read as rows are asked for; a server sends all at once unless it is asked not to
    with connection.execute(wanted, execution_options={"yield_per": _AT_ONCE}) as found:
        yield from found.scalars()
