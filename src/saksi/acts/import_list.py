"""Import a list of people: keep it with its mapping, and sign what its rows tell, each on its cell.

A list is written in several transactions. The first says that the list is there and how it is read; each of the others
holds whole statements with the reviews that go with them. What a break-off leaves out is written when the same list is
imported again by the same mapping, so that the ledger comes to hold the same.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from saksi.archive import List, take_in_list
from saksi.ledger import Ledger, NewEntry, reading_fields, statement_fields
from saksi.model import BadInputError, Document, JsonObject, Reading, Statement, When, encode_name
from saksi.reading.lists import ListMapping, Renewal, Rows, Told, find_rows, read_mapping, renew, tell_rows

from .add import capture, keep
from .list_readings import ListReading, OnRecord, on_record, readings_of, rows_then
from .origins import propose_version

_GIVEN = "given with --published"
#: So many statements share one transaction: some seconds of work, which a break-off can lose.
_AT_ONCE = 2_000
#: All names of a list stand in one entry, which travels in one line of a bundle.
_MOST_NAME_BYTES = 7_000_000
_NOTHING = OnRecord(held={}, names={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A list that was read by a mapping, before anything is written."""

    taken: List
    data: bytes
    mapping: ListMapping
    mapping_data: bytes
    rows: Rows
    on: When | None
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What importing a list would write into a ledger.

    `resumes` is the reading that a break-off left unfinished; `before` the list's file that came last before this one;
    `gone` are names and places of rows that were in it and are not in this one. `redates` is the day that this very
    file had so far: a document has one day, which is corrected.
    """

    read: Import
    renewal: Renewal
    resumes: str | None = None
    before: ListReading | None = None
    gone: tuple[tuple[str, str], ...] = ()
    is_known: bool = False
    redates: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What importing a list wrote: statements, of which `replaced` take the place of earlier ones."""

    sha256: str
    reading_id: str
    is_new: bool
    statements: int = 0
    replaced: int = 0
    accepted: int = 0


def read_list(data: bytes, *, name: str, mapping_data: bytes, on: When | None) -> Import:
    """Read a list by a mapping. Raises BadInputError where one of them cannot be used, or they do not fit."""
    mapping = read_mapping(mapping_data)
    taken = take_in_list(data, name=name)
    rows = find_rows(taken.table, mapping)
    told = tell_rows(rows, mapping, on)
    size = sum(len(json.dumps(encode_name(each), ensure_ascii=False).encode()) for each in told.names)
    if size > _MOST_NAME_BYTES:
        raise BadInputError("the list has more names than one reading can hold: split it into two lists, and name each")
    return Import(taken=taken, data=data, mapping=mapping, mapping_data=mapping_data, rows=rows, on=on, told=told)


def plan_import(ledger: Ledger, read: Import, *, is_update: bool) -> ImportPlan:
    """What is to be written. Raises BadInputError on another file of a list that is there, unless it `is_update`."""
    sha256, name = read.taken.source.sha256, read.mapping.name
    ledger.refuse_erased(sha256, hashlib.sha256(read.taken.table.text.encode()).hexdigest(), read.mapping.sha256)
    readings = readings_of(ledger, name)
    others = tuple(each for each in readings if each.document != sha256)
    own = next((each for each in readings if each.document == sha256 and each.reader == read.mapping.reader), None)
    is_same_day = own is not None and (read.on is None or own.published == read.on)
    if others and not is_update and own is None:
        raise BadInputError(
            f"the list “{name}” is in the ledger already, last of {others[-1].published or 'an unknown day'}: "
            "--updates takes this file for its next one; another list needs another name in its mapping"
        )
    if own is not None and read.on is None and own.published is not None:
        # the day was given when it came
        read = replace(read, on=own.published)
        is_same_day = True
    resumes = own.reading_id if own is not None and is_same_day else None
    known = on_record(ledger, others, resumes) if others or resumes else _NOTHING
    told = tell_rows(read.rows, read.mapping, read.on, known.names)
    renewal = renew(told.statements, known.held)
    left = tuple(each for each in renewal.told if each[0].id not in known.written)
    before = _before(others, read.on)
    return ImportPlan(
        read=replace(read, told=told),
        renewal=replace(renewal, told=left),
        resumes=resumes,
        before=before,
        gone=() if before is None else _gone(ledger, before, read.rows),
        is_known=bool(others),
        redates=None if own is None or is_same_day else own.published,
    )


def import_list(
    ledger: Ledger,
    plan: ImportPlan,
    *,
    name: str,
    mapping_name: str,
    recorded_at: datetime,
    is_accepted: bool = False,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Imported:
    """Write what is planned; `is_accepted`: a person has looked, and signs it as reviewed.

    `name` and `mapping_name` are those of the files. `tell` hears how many statements of how many are written.
    """
    read, told = plan.read, plan.renewal.told
    sha256 = read.taken.source.sha256
    reading_id = plan.resumes
    if reading_id is None:
        reading_id = _begin(ledger, read, name, mapping_name, recorded_at)
        if plan.before is not None:
            propose_version(ledger, sha256, plan.before.document, recorded_at=recorded_at)
    for first in range(0, len(told), _AT_ONCE):
        some = told[first : first + _AT_ONCE]
        ledger.append(_batch(some, read, reading_id, is_accepted=is_accepted), recorded_at=recorded_at)
        tell(first + len(some), len(told))
    return Imported(
        sha256=sha256,
        reading_id=reading_id,
        is_new=plan.resumes is None or bool(told),
        statements=len(told),
        replaced=plan.renewal.changed,
        accepted=len(told) if is_accepted else 0,
    )


def _begin(ledger: Ledger, read: Import, name: str, mapping_name: str, recorded_at: datetime) -> str:
    """Keep the list and its mapping, and say that they are there and how the list is read."""
    text, keys = keep(ledger, read.data, read.taken.table.text)
    _, more = keep(ledger, read.mapping_data, read.mapping_data.decode("utf-8-sig"))
    how = "file" if read.mapping.is_public else "list"
    batch = [
        capture(read.taken.source, name, how=how),
        NewEntry(kind="reading", fields=_reading(read, text), by=("reader", read.mapping.reader)),
        _mapping_capture(read, mapping_name, how),
    ]
    ids = ledger.append(batch, recorded_at=recorded_at, item_keys={**keys, **more})
    return ids[1]


def _reading(read: Import, text: str) -> JsonObject:
    source = read.taken.source
    document = Document(
        sha256=source.sha256,
        media_type=source.media_type,
        title=read.mapping.name,
        published=read.on,
        published_basis=None if read.on is None else _GIVEN,
        zones=source.zones[:1],
    )
    reading = Reading(document=document, text=read.taken.table.text, names=read.told.names)
    return reading_fields(reading, reader=read.mapping.reader, text=text)


def _mapping_capture(read: Import, name: str, how: str) -> NewEntry:
    fields: JsonObject = {
        "document": read.mapping.sha256,
        "sha512": hashlib.sha512(read.mapping_data).hexdigest(),
        "size": len(read.mapping_data),
        "media_type": "application/toml",
        "name": name,
        "how": how,
        "brought_by": read.taken.source.sha256,
    }
    return NewEntry(kind="capture", fields=fields)


def _batch(
    told: Sequence[tuple[Statement, str | None]], read: Import, reading_id: str, *, is_accepted: bool
) -> list[NewEntry]:
    batch: list[NewEntry] = []
    text, document = read.taken.table.text, read.taken.source.sha256
    for statement, replaced in told:
        place = len(batch)
        fields = statement_fields(statement, document=document, words=statement.span.of(text))
        batch.append(
            NewEntry(kind="statement", fields={**fields, "reading": reading_id}, by=("reader", read.mapping.reader))
        )
        if replaced is not None:
            review: JsonObject = {"target": replaced, "verdict": "correct"}
            batch.append(NewEntry(kind="review", fields=review, refs={"replacement": place}))
        if is_accepted:
            batch.append(NewEntry(kind="review", fields={"verdict": "accept"}, refs={"target": place}))
    return batch


def _before(others: Sequence[ListReading], on: When | None) -> ListReading | None:
    """The file of the list that came last before this day, or last of all."""
    if on is None or on.latest is None:
        return others[-1] if others else None
    earlier = [each for each in others if each.day <= on.latest]
    return earlier[-1] if earlier else None


def _gone(ledger: Ledger, before: ListReading, rows: Rows) -> tuple[tuple[str, str], ...]:
    then, _ = rows_then(ledger, before)
    here = {each.key for each in rows.rows}
    return tuple((each.name, then.sheet.place(each.cells["name"])) for each in then.rows if each.key not in here)
