"""What the ledger shows through a window, with what a page needs to name its documents."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast

from .agreement import counted
from .opening import open_existing
from .output import remark

if TYPE_CHECKING:
    from saksi.ledger import Ledger
    from saksi.model import Json, JsonObject, Record, Trust, View
    from saksi.resolve import Origins


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A record, and the file names of its documents that have no title, by their hash."""

    record: "Record"
    file_names: Mapping[str, str]

    @property
    def origins(self) -> "Origins":
        """Which of the documents are one report."""
        from saksi.resolve import origins_of

        return origins_of(self.record.links)

    def encode_origins(self) -> "JsonObject":
        """The same for answers in JSON, by hash; nothing where no document has the origin of another."""
        shared: list[Json] = [[*among] for among in self.origins.shared]
        return {"origins": shared} if shared else {}


def today() -> date:
    """The day of the asking, and the day that is asked about where none is named."""
    return datetime.now(UTC).date()


def view_for(audience: str) -> "View":
    """All that an audience may see today."""
    from saksi.model import View

    return View(audience=audience, asked_on=today())


def look(as_of: datetime | None, trust: str, audience: str) -> Seen:
    """Open the ledger once and read through this window."""
    with open_existing() as ledger:
        record = _record(ledger, as_of, trust, audience)
        remark_on_erased(record.erased)
        remark_on_contested(ledger)
        return Seen(record=record, file_names=_file_names(ledger, record, audience))


def look_twice(earlier: datetime, later: datetime | None, trust: str, audience: str) -> "tuple[Record, Record]":
    """Open the ledger once, and read what it showed at two instants."""
    with open_existing() as ledger:
        before, after = (_record(ledger, each, trust, audience) for each in (earlier, later))
    remark_on_erased(after.erased)
    return before, after


def view_of(as_of: datetime | None, trust: str, audience: str) -> "View":
    """The window that the options name."""
    return replace(view_for(audience), as_of=as_of, trust=cast("Trust", trust))


def _record(ledger: "Ledger", as_of: datetime | None, trust: str, audience: str) -> "Record":
    return ledger.view(view_of(as_of, trust, audience))


def remark_on_contested(ledger: "Ledger") -> None:
    """Say of which partners two keys claim to speak: what came of it may be a thief's, and what is missing true."""
    for office in ledger.trust().partners:
        if office.contested:
            name = office.name or f"{office.root[:12]}…"
            remark(f"CONTESTED: two keys claim to speak for {name}, and this answer may rest on a thief's: saksi keys")


def remark_on_erased(number: int) -> None:
    """Say how many statements an answer leaves out because something of them was erased."""
    if number:
        remark(f"{counted(number, 'statement')} erased, and left out of this answer")


def _file_names(ledger: "Ledger", record: "Record", audience: str) -> Mapping[str, str]:
    nameless = {each.sha256 for each in record.documents.values() if not has_title(each.title)}
    if not nameless:
        # most ledgers end here, and need not read all their entries a second time
        return {}
    captures = [entry.fields for entry in ledger.seen(view_for(audience)) if entry.kind == "capture"]
    named = {str(fields["document"]): str(fields["name"]) for fields in captures if fields.get("name")}
    return {sha256: name for sha256, name in named.items() if sha256 in nameless}


def has_title(title: str | None) -> bool:
    """Whether a title can be read: one without any letter or digit names nothing."""
    return title is not None and any(character.isalnum() for character in title)
