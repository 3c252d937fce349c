"""Show one entry whole: what it says, where in which document, and whether its signature holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from saksi.archive import Position, find_cell, find_positions
from saksi.ledger import Bound, Entry, Ledger, Trust, statement_of
from saksi.model import BadInputError, LedgerError, SaksiError, View

from .known import office_name
from .list_readings import is_of_list
from .originals import open_kept
from .origins import find_document
from .read import derived_text

_OFFICE = View()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entry with the state of its signature, and for a statement the text of its document, where it is kept.

    `erasures` has for each field that was erased the entry that says so; `proven` says by when it was there, if at all.
    `office` is what the partner is called that vouches for its author, `why_not` why the entry does not count.
    `positions` are where in the original its words stand, empty where its format has no places.
    """

    entry: Entry
    signature: str
    text: str | None = None
    title: str | None = None
    erasures: Mapping[str, Entry] = field(default_factory=dict)
    proven: Bound | None = None
    office: str | None = None
    why_not: str | None = None
    positions: tuple[Position, ...] = ()


def explain_entry(ledger: Ledger, prefix: str, view: View = _OFFICE) -> Shown:
    """The entry whose id begins with `prefix`, of those that the audience of `view` may see.

    A document's hash is taken as well: its last reading tells of it, or how it came where there is none.
    """
    entry = _entry(ledger, prefix, view)
    signature = "; ".join(ledger.faults_of(entry.id)) or "its hash and signature hold"
    reading = entry.fields.get("reading")
    erasures = {name: ledger.entry(by) for name, by in entry.erased.items()}
    trust = ledger.trust()
    shown = Shown(
        entry=entry,
        signature=signature,
        erasures=erasures,
        proven=ledger.proven(entry.id),
        office=office_name(trust, entry.author),
        why_not=None if entry.role is not None else _why_not(trust, entry),
    )
    if entry.kind == "reading" and not entry.erased and not entry.closed:
        return replace(shown, text=_text(ledger, entry.id))
    if not isinstance(reading, str):
        return shown
    text = _text(ledger, reading)
    positions = () if text is None else _positions(ledger, entry, text)
    return replace(shown, text=text, title=_title(ledger, reading), positions=positions)


def _entry(ledger: Ledger, prefix: str, view: View) -> Entry:
    try:
        return ledger.entry(prefix, view)
    except LedgerError:
        try:
            document = find_document(ledger, prefix, view)
        except BadInputError:
            document = None
        if document is None:
            raise
    about = (*ledger.ids_about([document], "capture"), *ledger.ids_about([document], "reading"))
    seen = [each for each in ledger.seen_of(about, view) if each.fields.get("document") == document]
    return max(seen, key=lambda each: (each.kind == "reading", each.recorded_at, each.id))


def _positions(ledger: Ledger, entry: Entry, text: str) -> tuple[Position, ...]:
    if entry.kind != "statement" or entry.erased or entry.closed:
        return ()
    document = str(entry.fields["document"])
    span = statement_of(entry.fields).span
    try:
        original = open_kept(ledger, document)
        if original is None:
            return ()
        if is_of_list(ledger, str(entry.fields["reading"])):
            return find_cell(original, text, span)
        return find_positions(original, text, span)
    except SaksiError:
        # as with the text: `saksi verify` tells what is wrong with the original
        return ()


def _why_not(trust: Trust, entry: Entry) -> str:
    if not trust.knows(entry.author):
        return "nobody that counts admitted its key"
    return "its key was revoked or replaced before it"


def _title(ledger: Ledger, reading: str) -> str | None:
    try:
        title = ledger.entry(reading).fields.get("title")
    except SaksiError:
        # a partner's statement may speak of a reading that is not here
        return None
    return title if isinstance(title, str) else None


def _text(ledger: Ledger, reading: str) -> str | None:
    try:
        return derived_text(ledger, reading)
    except SaksiError:
        # the entry can be shown without its context; `saksi verify` tells what is wrong with the text
        return None
