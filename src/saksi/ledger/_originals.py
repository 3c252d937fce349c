"""The originals of a ledger on a server: rows of a table. Who keeps them has encrypted them."""

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, insert, select

from ..model import TamperError
from . import _store
from ._tables import original


class ServerShelf:
    """Where boxes lie under names that say nothing, as files do in a folder."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    def __str__(self) -> str:
        return self._name

    def read(self, place: str) -> bytes | None:
        """The box in this place; None where there is none."""
        with _store.explained(self._name), self._engine.connect() as connection, connection.begin():
            return connection.execute(select(original.c.box).where(original.c.name == place)).scalar()

    def write(self, place: str, box: bytes) -> None:
        """Put a box into a place; on return it is on the server's disk. Raises TamperError where another lies there."""
        with (
            _store.explained(self._name),
            self._engine.connect().execution_options(adds=True) as connection,
            connection.begin(),
        ):
            # the writer's lock is not taken: who takes in a bundle has it while its originals are put here
            if connection.execute(select(original.c.name).where(original.c.name == place)).first() is not None:
                raise TamperError(f"an original on {self._name} was changed, and cannot be replaced: ask for a backup")
            connection.execute(insert(original), {"name": place, "box": box})


def remove(connection: Connection, places: Iterable[str]) -> None:
    """Delete the boxes in these places, which remains of an erasure name."""
    connection.execute(original.delete().where(original.c.name.in_(sorted(places))))
