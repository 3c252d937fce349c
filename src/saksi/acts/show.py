"""Show one entry whole: what it says, where in which document, and whether its signature holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from saksi.ledger import Bound, Entry, Ledger
from saksi.model import SaksiError, View

from .read import derived_text

_OFFICE = View()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entry with the state of its signature, and for a statement the text of its document, where it is kept.

    `erasures` has for each field that was erased the entry that says so; `proven` says by when it was there, if at all.
    """

    entry: Entry
    signature: str
    text: str | None = None
    title: str | None = None
    erasures: Mapping[str, Entry] = field(default_factory=dict)
    proven: Bound | None = None


def explain_entry(ledger: Ledger, prefix: str, view: View = _OFFICE) -> Shown:
    """The entry whose id begins with `prefix`, of those that the audience of `view` may see."""
    entry = ledger.entry(prefix, view)
    signature = "; ".join(ledger.faults_of(entry.id)) or "its hash and signature hold"
    reading = entry.fields.get("reading")
    erasures = {name: ledger.entry(by) for name, by in entry.erased.items()}
    proven = ledger.proven(entry.id)
    if not isinstance(reading, str):
        return Shown(entry=entry, signature=signature, erasures=erasures, proven=proven)
    title = ledger.entry(reading).fields.get("title")
    return Shown(
        entry=entry,
        signature=signature,
        text=_text(ledger, reading),
        title=title if isinstance(title, str) else None,
        erasures=erasures,
        proven=proven,
    )


def _text(ledger: Ledger, reading: str) -> str | None:
    try:
        return derived_text(ledger, reading)
    except SaksiError:
        # the entry can be shown without its context; `saksi verify` tells what is wrong with the text
        return None
