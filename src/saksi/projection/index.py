"""The index of entries: where each stands, which reviews bear on which documents, and what is not seen."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from sqlalchemy import Connection, func, select, tuple_, update
from sqlalchemy import bindparam as bound

from saksi.ledger import FIELDS, Entry

from .store import AT_ONCE, in_parts, put
from .tables import author, document, item, review, withheld


class _Naming(NamedTuple):
    statement: str
    review: str
    part: str


class _Last(NamedTuple):
    """An author: its number, the newest of its entries, and how many of its own that one follows."""

    number: int
    entry: str
    place: int


#: The kinds of which one more changes the documents that it names, and nothing else; a link changes no row.
_GROWING = ("capture", "reading", "statement", "review", "link")
#: How an entry stands: kept from the office by a scope; of a key that has no right to it; one that counts.
_UNSEEN, _NOT_COUNTED, _COUNTED = range(3)


class Index:
    """The index within one transaction.

    `is_stale` turns true where the entries of an author came in another order than the one in which they were written.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        among = connection.execute(select(author))
        self._authors = {row.key: _Last(row.number, row.last, row.place) for row in among}
        self._documents = connection.execute(select(func.count()).select_from(document)).scalar_one()
        self.is_stale = False

    def overturns(self, entries: Iterable[Entry], seen: Set[str]) -> bool:
        """Whether entries that are not there yet change what others count for, or who may see them.

        Then everything is folded anew, as it is where that cannot be told.
        """
        held = list(entries)
        unseen = {entry.id for entry in held if entry.id not in seen}
        return any(entry.kind not in _GROWING for entry in held) or bool(self._reviews_of(unseen))

    def add(self, entries: Sequence[Entry], seen: Set[str]) -> set[int]:
        """Enter these, of which none is there yet, and give the numbers of the documents that they change.

        `seen` are those that the office may see.
        """
        known = [entry for entry in entries if _standing(entry, seen) == _COUNTED and not entry.closed]
        numbers = self._number_documents(known)
        self._note_items(entries, seen, {entry.id: numbers.get(_document(entry)) for entry in known})
        self._note_withheld(entry for entry in entries if entry.closed and entry.id in seen)
        reviews = [entry for entry in known if entry.kind == "review"]
        self._note_reviews(reviews)
        return set(numbers.values()) | self._reviewed(reviews)

    def entries_of(self, number: int) -> dict[str, int]:
        """The entries on which a document's record rests, and the number of arrival of each."""
        own = select(item.c.id, item.c.seq).where(item.c.document == number)
        found = {row.id: row.seq for row in self._connection.execute(own)}
        said = self._reviews_of(found)
        if not said:
            return found
        replaced = [row.review for row in said if row.part == "replacement"]
        targets = {row.statement for row in self._naming(replaced) if row.part == "target"}
        named = {row.review for row in said} | {row.review for row in self._reviews_of(targets - set(found))}
        for ids in in_parts(named):
            among = select(item.c.id, item.c.seq).where(item.c.id.in_(ids))
            found |= {row.id: row.seq for row in self._connection.execute(among)}
        return found

    def depth(self, entry_id: str) -> int:
        """How many entries of its author one that counts follows, of those that the office sees, as a View has it."""
        here = self._connection.execute(select(item).where(item.c.id == entry_id)).one()
        place = tuple_(item.c.place, item.c.id)
        before = (item.c.author == here.author) & (place < (here.place, here.id))
        # one that does not count breaks the chain
        broken = select(item.c.place, item.c.id).where(before).where(item.c.standing == _NOT_COUNTED)
        last = self._connection.execute(broken.order_by(item.c.place.desc(), item.c.id.desc()).limit(1)).one_or_none()
        counted = select(func.count()).select_from(item).where(before).where(item.c.standing == _COUNTED)
        wanted = counted if last is None else counted.where(place > tuple(last))
        return self._connection.execute(wanted).scalar_one()

    def place_anew(self, places: Iterable[tuple[str, int]]) -> None:
        """Take the places of all entries from the ledger, whatever the order in which they came."""
        placing = update(item).where(item.c.id == bound("entry")).values(place=bound("at"))
        rows = [{"entry": entry_id, "at": place} for entry_id, place in places]
        for start in range(0, len(rows), AT_ONCE):
            self._connection.execute(placing, rows[start : start + AT_ONCE])

    def sha256(self, number: int) -> str:
        """The document with this number."""
        found: str = self._connection.execute(select(document.c.sha256).where(document.c.number == number)).scalar_one()
        return found

    def every_document(self) -> set[int]:
        """The numbers of all documents."""
        return set(self._connection.execute(select(document.c.number)).scalars())

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

    def _note_items(self, entries: Iterable[Entry], seen: Set[str], numbers: Mapping[str, int | None]) -> None:
        rows: list[dict[str, object]] = []
        for entry in entries:
            last = self._authors.get(entry.author)
            if entry.prev != (None if last is None else last.entry):
                self.is_stale = True
            number, place = (len(self._authors) + 1, 0) if last is None else (last.number, last.place + 1)
            self._authors[entry.author] = _Last(number, entry.id, place)
            rows.append(
                {
                    "id": entry.id,
                    "seq": entry.seq,
                    "document": numbers.get(entry.id),
                    "author": number,
                    "place": place,
                    "standing": _standing(entry, seen),
                }
            )
        put(self._connection, item, rows)
        keys = {entry.author for entry in entries}
        self._connection.execute(author.delete().where(author.c.key.in_(keys)))
        lasts = [(key, self._authors[key]) for key in sorted(keys)]
        put(
            self._connection,
            author,
            [{"number": each.number, "key": key, "last": each.entry, "place": each.place} for key, each in lasts],
        )

    def _note_withheld(self, entries: Iterable[Entry]) -> None:
        rows: list[dict[str, object]] = [
            {"id": entry.id, "openings": len(FIELDS[entry.kind]) - len(entry.closed) - len(entry.erased)}
            for entry in entries
        ]
        put(self._connection, withheld, rows)

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


def _standing(entry: Entry, seen: Set[str]) -> int:
    if entry.id not in seen:
        return _UNSEEN
    return _NOT_COUNTED if entry.role is None else _COUNTED


def _document(entry: Entry) -> str:
    return str(entry.fields.get("document", "")) if entry.kind in ("reading", "statement") else ""
