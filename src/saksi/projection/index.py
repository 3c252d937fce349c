"""The index of entries: where each stands, which reviews bear on which documents, how long the chains are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from saksi.ledger import Entry

from .store import in_parts, put
from .tables import author, awaited, chain, document, item, review


class _Naming(NamedTuple):
    statement: str
    review: str
    part: str


#: The kinds of which one more changes the documents that it names, and nothing else.
_GROWING = ("capture", "reading", "statement", "review")


class Index:
    """The index within one transaction. `is_stale` turns true where what was folded before no longer holds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._roles: dict[str, str | None] = {row.key: row.role for row in connection.execute(select(author))}
        self._chains = {row.number: (row.follows, row.after) for row in connection.execute(select(chain))}
        self._awaited: dict[str, list[int]] = defaultdict(list)
        for row in connection.execute(select(awaited)):
            self._awaited[row.entry].append(row.chain)
        self._documents = connection.execute(select(func.count()).select_from(document)).scalar_one()
        self.is_stale = False

    def overturns(self, entry: Entry) -> bool:
        """Whether an entry changes what others count for: then everything is folded anew."""
        if entry.kind == "key":
            return entry.fields.get("key") in self._roles
        return entry.kind not in _GROWING or self._roles.get(entry.author, entry.role) != entry.role

    def add(self, entries: Sequence[Entry]) -> set[int]:
        """Enter these, of which none is there yet, and give the numbers of the documents that they change."""
        self._note_authors(entries)
        known = [entry for entry in entries if entry.role is not None]
        numbers = self._number_documents(known)
        self._note_items(known, numbers)
        reviews = [entry for entry in known if entry.kind == "review"]
        self._note_reviews(reviews)
        return set(numbers.values()) | self._reviewed(reviews)

    def entries_of(self, number: int) -> dict[str, tuple[int, int]]:
        """The entries on which a document's record rests: number of arrival, and place in the author's chain."""
        own = select(item).where(item.c.document == number)
        found = {row.id: row for row in self._connection.execute(own)}
        said = self._reviews_of(found)
        if not said:
            return {row.id: (row.seq, self._depth(row.chain, row.depth)) for row in found.values()}
        replaced = [row.review for row in said if row.part == "replacement"]
        targets = {row.statement for row in self._naming(replaced) if row.part == "target"}
        named = {row.review for row in said} | {row.review for row in self._reviews_of(targets - set(found))}
        for ids in in_parts(named):
            found |= {row.id: row for row in self._connection.execute(select(item).where(item.c.id.in_(ids)))}
        return {row.id: (row.seq, self._depth(row.chain, row.depth)) for row in found.values()}

    def sha256(self, number: int) -> str:
        """The document with this number."""
        found: str = self._connection.execute(select(document.c.sha256).where(document.c.number == number)).scalar_one()
        return found

    def every_document(self) -> set[int]:
        """The numbers of all documents."""
        return set(self._connection.execute(select(document.c.number)).scalars())

    def _note_authors(self, entries: Iterable[Entry]) -> None:
        new = {entry.author: entry.role for entry in entries if entry.author not in self._roles}
        put(self._connection, author, [{"key": key, "role": role} for key, role in new.items()])
        self._roles |= new

    def _number_documents(self, entries: Iterable[Entry]) -> dict[str, int]:
        named = {_document(entry) for entry in entries} - {""}
        numbers: dict[str, int] = {}
        for some in in_parts(named):
            among = select(document).where(document.c.sha256.in_(some))
            numbers |= {row.sha256: row.number for row in self._connection.execute(among)}
        for sha256 in sorted(named - set(numbers)):
            self._documents += 1
            numbers[sha256] = self._documents
            put(self._connection, document, [{"number": self._documents, "sha256": sha256}])
        return numbers

    def _note_items(self, entries: Sequence[Entry], numbers: Mapping[str, int]) -> None:
        placed: dict[str, tuple[int, int]] = {}
        for some in in_parts({entry.prev for entry in entries if entry.prev is not None}):
            among = select(item).where(item.c.id.in_(some))
            placed |= {row.id: (row.chain, row.depth) for row in self._connection.execute(among)}
        rows = []
        for entry in entries:
            before = placed.get(entry.prev or "")
            placed[entry.id] = self._new_chain(entry.prev) if before is None else (before[0], before[1] + 1)
            at, depth = placed[entry.id]
            number = numbers.get(_document(entry))
            rows.append({"id": entry.id, "seq": entry.seq, "document": number, "chain": at, "depth": depth})
            self._join_chains(entry.id, at, depth)
        put(self._connection, item, rows)

    def _new_chain(self, prev: str | None) -> tuple[int, int]:
        number = len(self._chains) + 1
        self._chains[number] = (None, 0)
        put(self._connection, chain, [{"number": number, "follows": None, "after": 0}])
        if prev is not None:
            self._awaited[prev].append(number)
            put(self._connection, awaited, [{"entry": prev, "chain": number}])
        return number, 0

    def _join_chains(self, entry_id: str, at: int, depth: int) -> None:
        for number in self._awaited.pop(entry_id, []):
            # what followed it came first: all its places grow
            self.is_stale = True
            self._chains[number] = (at, depth + 1)
            joined = update(chain).where(chain.c.number == number).values(follows=at, after=depth + 1)
            self._connection.execute(joined)
            self._connection.execute(awaited.delete().where(awaited.c.entry == entry_id))

    def _depth(self, at: int | None, depth: int) -> int:
        while at is not None:
            at, after = self._chains[at]
            depth += after
        return depth

    def _note_reviews(self, reviews: Iterable[Entry]) -> None:
        rows = [
            {"statement": str(entry.fields[part]), "review": entry.id, "part": part}
            for entry in reviews
            for part in ("target", "replacement")
            if part in entry.fields
        ]
        put(self._connection, review, rows)

    def _reviewed(self, reviews: Iterable[Entry]) -> set[int]:
        """The documents of what is reviewed, and of every correction of it: its standing depends on all reviews."""
        targets = {str(entry.fields["target"]) for entry in reviews if "target" in entry.fields}
        corrected = {row.review for row in self._reviews_of(targets) if row.part == "target"}
        corrections = {row.statement for row in self._naming(corrected | {entry.id for entry in reviews})}
        found: set[int] = set()
        for some in in_parts(targets | corrections):
            among = select(item.c.document).where(item.c.id.in_(some)).where(item.c.document.is_not(None))
            found |= set(self._connection.execute(among).scalars())
        return found

    def _reviews_of(self, statements: Iterable[str]) -> list[_Naming]:
        return [
            _Naming(*row)
            for some in in_parts(statements)
            for row in self._connection.execute(select(review).where(review.c.statement.in_(some)))
        ]

    def _naming(self, reviews: Iterable[str]) -> list[_Naming]:
        return [
            _Naming(*row)
            for some in in_parts(reviews)
            for row in self._connection.execute(select(review).where(review.c.review.in_(some)))
        ]


def _document(entry: Entry) -> str:
    return str(entry.fields.get("document", "")) if entry.kind in ("reading", "statement") else ""
