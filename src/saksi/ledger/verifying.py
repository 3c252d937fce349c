"""Checking a ledger where it lies: a few entries at a time, so that it needs no more memory where there are more."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row

from ..model import TamperError
from . import _erased, _offices, _scopes, _store, _witnesses
from .checking import Stored, check, log_faults
from .crossing import Crossing
from .entries import Bound, Fault, Verification
from .links import LINKED
from .proven_time import by_place, late_claims
from .sign import read_head
from .telling import Tell

_Reads: TypeAlias = Callable[[], AbstractContextManager[Connection]]
#: How often all is gone through where others say meanwhile who counts, or erase: what is read no longer fits together.
_MOST_ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The ledger to be checked: how it is read, its root, and its name for people."""

    reads: _Reads
    root: str
    name: str


def verify(ledger: Checked, tell: Tell) -> Verification:
    """Check every entry and the store itself; `tell` hears how many entries have gone through."""
    for _ in range(_MOST_ROUNDS):
        with ledger.reads() as connection:
            size = _store.read_frontier(connection).size
        found = _verify(ledger, size, tell)
        with ledger.reads() as connection:
            if not _store.has_arrived_since(connection, size, LINKED):
                break
    return found


def _verify(ledger: Checked, size: int, tell: Tell) -> Verification:
    with ledger.reads() as connection:
        bounds, wrong = _witnesses.judge(connection)
    source, crossing = _Source(ledger.reads, by_place(bounds, size), tell), Crossing()
    found = check(source, ledger.root, crossing)
    with ledger.reads() as connection:
        roots, arrived = _store.logged_roots(connection), _store.each_arrived(connection)
        store = [Fault(where=ledger.name, what=what) for what in log_faults(arrived, roots)]
        lost, opened = _store.traces(connection, crossing.__contains__)
        store += [Fault(where=each, what="the entry itself is gone; its traces are left") for each in lost]
        if opened != source.opened and opened != _found_by_index(connection, crossing):
            store.append(Fault(where=ledger.name, what="an index hides fields of entries that are there"))
        store += [Fault(where=ledger.name, what=line) for line in _store.page_faults(connection)]
        astray = [*source.astray, *_astray(connection, ledger.root, crossing)]
        store += [Fault(where=each, what="who may see it is not noted as the entries say") for each in astray]
        if _erased.read_remains(connection):
            store.append(Fault(where=ledger.name, what="an erasure is not off the disk yet: run any command again"))
        waiting = _offices.count_waiting(connection)
    store += [Fault(where=ledger.name, what=what) for what in wrong]
    return replace(
        found,
        faults=(*store, *found.faults),
        bounds=bounds,
        proven=min(source.count, max((bound.size for bound in bounds), default=0)),
        warnings=tuple(source.late),
        waiting=waiting,
    )


def _found_by_index(connection: Connection, crossing: Crossing) -> int:
    """How many openings of the entries that were seen are found: others may have opened or erased some since."""
    pages = _store.every_page(connection)
    return sum(_store.count_openings(connection, [row.id for row in page if row.id in crossing]) for page in pages)


def _astray(connection: Connection, root: str, crossing: Crossing) -> Iterator[str]:
    yield from _scopes.belonging_to_none(connection, crossing.__contains__)
    yield from _scopes.differing_documents(connection, _offices.counting(connection, root))


class _Source:
    """The entries of a store. In passing it notes what needs no other entry: claims of time, and who may see which."""

    def __init__(self, reads: _Reads, proven: Sequence[Bound | None], tell: Tell) -> None:
        self._reads = reads
        self._proven = proven
        self._tell = tell
        self.count = self.opened = 0
        self.astray: list[str] = []
        self.late: list[Fault] = []

    def heads(self) -> Iterator[tuple[str, bytes]]:
        """Every id, and the head beside it."""
        for page in _store.each_page_apart(self._reads, lambda _, page: page):
            yield from ((row.id, row.head) for row in page)

    def some(self, wanted: Callable[[bytes], object]) -> Iterator[Stored]:
        """The entries whose head is wanted."""

        def read(connection: Connection, page: Sequence[Row[Any]]) -> list[_store.Row]:
            return _store.whole(connection, [row for row in page if wanted(row.head)])

        for rows in _store.each_page_apart(self._reads, read):
            yield from map(stored, rows)

    def whole(self) -> Iterator[Stored]:
        """Every entry."""

        def read(connection: Connection, page: Sequence[Row[Any]]) -> tuple[list[_store.Row], _scopes.Kept]:
            return _store.whole(connection, page), _scopes.kept_of(connection, [row.id for row in page])

        for rows, kept in _store.each_page_apart(self._reads, read):
            found = [stored(row) for row in rows]
            self.opened += sum(len(row.openings) for row in rows)
            self.astray += _scopes.differing(kept, [item.sealed for item in found])
            self.late += late_claims([(row.id, row.head) for row in rows], [self._bound(row) for row in rows])
            for item in found:
                self.count += 1
                self._tell(self.count, 0)
                yield item

    def _bound(self, row: _store.Row) -> Bound | None:
        place = 0 if row.arrived is None else row.arrived[0]
        return self._proven[place - 1] if 0 < place <= len(self._proven) else None


def stored(row: _store.Row) -> Stored:
    """A row as the check needs it, with what the store itself has to complain of."""
    sealed, unreadable = row.sealed()
    complaints = [f"what is stored of its {name} is not in canonical form" for name in unreadable]
    if row.arrived is None:
        complaints.append("when it arrived is lost")
    if not _is_found_by_its_head(row):
        complaints.append("the columns by which it is found do not agree with its head")
    return Stored(sealed=sealed, complaints=tuple(complaints), erased=row.erased)


def _is_found_by_its_head(row: _store.Row) -> bool:
    try:
        head = read_head(row.head)
    except TamperError:
        # its own fault, which the check names
        return True
    return (head.kind, head.author) == (row.kind, row.author)
