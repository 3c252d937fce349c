"""What the ledger shows through a window, with what a page needs to name its documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from .agreement import counted
from .opening import open_existing
from .output import remark

if TYPE_CHECKING:
    from saksi.ledger import Ledger
    from saksi.model import Record, Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A record, and the file names of its documents that have no title, by their hash."""

    record: "Record"
    file_names: Mapping[str, str]


def look(as_of: datetime | None, trust: str) -> Seen:
    """Open the ledger once and read through this window."""
    with open_existing() as ledger:
        record = _record(ledger, as_of, trust)
        _remark_on(record)
        return Seen(record=record, file_names=_file_names(ledger, record))


def look_twice(earlier: datetime, later: datetime | None, trust: str) -> "tuple[Record, Record]":
    """Open the ledger once, and read what it showed at two instants."""
    with open_existing() as ledger:
        before, after = _record(ledger, earlier, trust), _record(ledger, later, trust)
    _remark_on(after)
    return before, after


def _record(ledger: "Ledger", as_of: datetime | None, trust: str) -> "Record":
    from saksi.model import View

    return ledger.view(View(as_of=as_of, trust=cast("Trust", trust)))


def _remark_on(record: "Record") -> None:
    if record.erased:
        remark(f"{counted(record.erased, 'statement')} erased, and left out of this answer")


def _file_names(ledger: "Ledger", record: "Record") -> Mapping[str, str]:
    nameless = {each.sha256 for each in record.documents.values() if not has_title(each.title)}
    if not nameless:
        # most ledgers end here, and need not read all their entries a second time
        return {}
    captures = [entry.fields for entry in ledger.entries() if entry.kind == "capture"]
    named = {str(fields["document"]): str(fields["name"]) for fields in captures if fields.get("name")}
    return {sha256: name for sha256, name in named.items() if sha256 in nameless}


def has_title(title: str | None) -> bool:
    """Whether a title can be read: one without any letter or digit names nothing."""
    return title is not None and any(character.isalnum() for character in title)
