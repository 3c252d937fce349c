"""The lists of a ledger: which files of a list came when, and what is on record of its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from saksi.archive import List, take_in_list
from saksi.ledger import Entry, Ledger, statement_of
from saksi.model import BadInputError, LedgerError, View, When
from saksi.reading.lists import OF_LISTS, Held, ListMapping, Rows, find_rows, read_mapping, readers_of, subject_of

from .originals import originals_of

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
    shown = {each.id for each in ledger.view(_OFFICE).statements}
    settled: dict[str, str | None] = {}
    found: dict[str, list[Entry]] = {}
    written: set[str] = set()
    by_readers: set[str] = set()
    for entry in ledger.entries():
        if entry.kind == "review" and entry.role is not None and entry.fields.get("verdict") in ("reject", "correct"):
            replacement = entry.fields.get("replacement")
            settled[str(entry.fields["target"])] = None if replacement is None else str(replacement)
        if entry.kind != "statement" or entry.role != "reader" or entry.erased or entry.closed:
            continue
        by_readers.add(entry.id)
        reading = str(entry.fields["reading"])
        if reading == writing:
            written.add(str(entry.fields["id"]))
        elif reading in of:
            found.setdefault(str(entry.fields["id"]), []).append(entry)
    # what a later file of the list took the place of is settled by that file alone, not by a person
    refused = {target for target, replacement in settled.items() if replacement not in by_readers}
    held: dict[str, Held] = {}
    names: dict[str, str] = {}
    for local, entries in found.items():
        by_day = sorted(entries, key=lambda each: (of[str(each.fields["reading"])].day, each.seq))
        last = next((each for each in reversed(by_day) if each.id in shown), None)
        chosen = last or next((each for each in reversed(by_day) if each.id in refused), None)
        if chosen is None:
            continue
        statement = statement_of(chosen.fields)
        held[local] = Held(entry_id=chosen.id, statement=statement, is_shown=chosen.id in shown)
        key = local.rpartition("/")[0]
        names[key] = subject_of(statement)
    return OnRecord(held=held, names=names, written=frozenset(written))


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
    key = ledger.item_key(sha256)
    if key is None:
        raise LedgerError(f"{sha256[:12]} is not kept in this ledger: the list cannot be read as it was")
    return originals_of(ledger).open(sha256, key)


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
