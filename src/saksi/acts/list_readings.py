"""The lists of a ledger: which files of a list came when, and what is on record of its rows."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from saksi.archive import List, take_in_list
from saksi.ledger import Entry, Ledger, fold, statement_of
from saksi.model import BadInputError, LedgerError, View, When
from saksi.reading.lists import (
    OF_LISTS,
    Held,
    ListMapping,
    Rows,
    find_rows,
    read_mapping,
    readers_of,
    slot_of,
    subject_of,
)

from .originals import open_kept

_OFFICE = View()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """A file of a list as it was read: the entry of its reading, by which mapping, and the day of the list."""

    reading_id: str
    document: str
    reader: str
    published: When | None
    seq: int

    @property
    def day(self) -> date:
        """The last day that it can be of; a list without a day is older than any that has one."""
        return date.min if self.published is None or self.published.latest is None else self.published.latest


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """What is on record of a list: statements by local id, and the name of each row's person by key.

    `written` are the local ids of what is there already of the reading that is being written.
    """

    held: Mapping[str, Held]
    names: Mapping[str, str]
    written: frozenset[str] = frozenset()


def is_of_list(ledger: Ledger, reading_id: str) -> bool:
    """Whether a reading is that of a list by its mapping."""
    try:
        return str(ledger.entry(reading_id).fields.get("reader", "")).startswith(OF_LISTS)
    except LedgerError:
        return False


def readings_of(ledger: Ledger, name: str) -> tuple[ListReading, ...]:
    """The files of a list that this office has imported, each as it was read last, in the order of their days."""
    trust = ledger.trust()
    latest: dict[str, ListReading] = {}
    for entry in ledger.entries_of_kind("reading"):
        reader = str(entry.fields.get("reader", ""))
        if reader.startswith(readers_of(name)) and entry.role is not None and trust.is_home(entry.author):
            latest[str(entry.fields["document"])] = _reading(entry, reader)
    return tuple(sorted(latest.values(), key=lambda each: (each.day, each.seq)))


def _reading(entry: Entry, reader: str) -> ListReading:
    published = entry.fields.get("published")
    return ListReading(
        reading_id=entry.id,
        document=str(entry.fields["document"]),
        reader=reader,
        published=When(published) if isinstance(published, str) else None,
        seq=entry.seq,
    )


def on_record(ledger: Ledger, readings: Iterable[ListReading], writing: str | None) -> OnRecord:
    """What these readings of a list tell; `writing` is one of which only what is there already is asked."""
    of = {each.reading_id: each for each in readings}
    documents = {each.document for each in of.values()}
    seen = ledger.seen(_OFFICE)
    by_readers = {each.id: each for each in seen if _is_told(each)}
    # the list's own entries are enough: no other document changes what is shown of these
    entries = [each for each in seen if each.kind == "review" or each.fields.get("document") in documents]
    shown = {each.id for each in fold(entries, _OFFICE, dict(ledger.places())).statements}
    found: dict[str, list[Entry]] = {}
    for entry in by_readers.values():
        if entry.fields["reading"] in of:
            found.setdefault(str(entry.fields["id"]), []).append(entry)
    refused = _refused(entries, by_readers)
    held: dict[str, Held] = {}
    for local, told in found.items():
        newest = sorted(told, key=lambda each: (of[str(each.fields["reading"])].day, each.seq), reverse=True)
        last = next((each for each in newest if each.id in shown), None)
        last = last or next((each for each in newest if each.id in refused), None)
        if last is not None:
            held[local] = Held(entry_id=last.id, statement=statement_of(last.fields), is_shown=last.id in shown)
    names = {slot_of(local)[0]: subject_of(one.statement) for local, one in held.items()}
    written = (str(each.fields["id"]) for each in by_readers.values() if each.fields["reading"] == writing)
    return OnRecord(held=held, names=names, written=frozenset(written))


def _is_told(entry: Entry) -> bool:
    return entry.kind == "statement" and entry.role == "reader" and not entry.erased and not entry.closed


def _refused(entries: Iterable[Entry], by_readers: Container[str]) -> set[str]:
    """Statements that a person rejected or wrote anew; what a later file took the place of is settled by that alone."""
    reviews = [each for each in entries if each.kind == "review" and each.role is not None]
    settled = {each.fields["target"]: each for each in reviews if each.fields["verdict"] in ("reject", "correct")}
    return {str(target) for target, each in settled.items() if each.fields.get("replacement") not in by_readers}


def rows_then(ledger: Ledger, reading: ListReading) -> tuple[Rows, ListMapping]:
    """The rows of a list's file as they were. Raises LedgerError where its original or its mapping is gone."""
    mapping = read_mapping(_kept(ledger, _mapping_of(ledger, reading)))
    return find_rows(_list_of(ledger, reading).table, mapping), mapping


def _list_of(ledger: Ledger, reading: ListReading) -> List:
    return take_in_list(_kept(ledger, reading.document))


def _mapping_of(ledger: Ledger, reading: ListReading) -> str:
    digits = reading.reader.rpartition(" ")[2]
    named = (str(each.fields.get("document", "")) for each in ledger.entries_of_kind("capture"))
    found = next((each for each in named if each.startswith(digits)), None)
    if found is None:
        raise LedgerError(f"the mapping {digits} is not kept in this ledger: the list cannot be read as it was")
    return found


def _kept(ledger: Ledger, sha256: str) -> bytes:
    data = open_kept(ledger, sha256)
    if data is None:
        raise LedgerError(f"{sha256[:12]} is not kept in this ledger: the list cannot be read as it was")
    return data


def reading_on(ledger: Ledger, name: str, day: date) -> ListReading:
    """The last file of a list that is of this day or before. Raises BadInputError where there is none."""
    readings = readings_of(ledger, name)
    if not readings:
        raise BadInputError(f"no list “{name}” is in the ledger: `saksi import LIST --mapping FILE` takes it in")
    before = [each for each in readings if each.day <= day]
    if not before:
        first = readings[0].day
        raise BadInputError(f"the list “{name}” is in the ledger from {first} on, not of {day} or before")
    return before[-1]
