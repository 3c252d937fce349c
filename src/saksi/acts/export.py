"""Export: captured pages as one WACZ file, for a court, a partner or an archive to replay."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from saksi import __version__
from saksi.archive import Packable, pack_wacz, take_in
from saksi.ledger import Entry, Ledger
from saksi.model import BadInputError

from .originals import open_kept

_WARC = "application/warc"
_DIGITS = re.compile(r"[0-9a-f]{6,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The package, and the records (hashes of documents) that lie in it."""

    data: bytes
    records: tuple[str, ...]


def export_wacz(ledger: Ledger, prefixes: Sequence[str], *, on: date, created: datetime) -> Exported:
    """The records that these name, as one package. Raises BadInputError, LedgerError with what to do.

    Each is named by the first digits of the hash of the record, or of a page in it. What may not leave the office on
    that day is refused.
    """
    found = find_archives(ledger, prefixes)
    for entry in found:
        if not ledger.may_leave(entry.id, on):
            short = str(entry.fields["document"])[:12]
            raise BadInputError(
                f"record {short} may not leave this office: it tells how you asked, and what was answered; "
                f"to let it out: saksi consent {short} --uses share"
            )
    archives = [_packable(ledger, str(entry.fields["document"])) for entry in found]
    data = pack_wacz(archives, created=created, software=f"saksi/{__version__}")
    return Exported(data=data, records=tuple(each.source.sha256 for each in archives))


def find_archives(ledger: Ledger, prefixes: Sequence[str]) -> list[Entry]:
    """The capture of each record that is named, or in which a page lies that is named; each once."""
    captures = [entry for entry in ledger.entries_of_kind("capture") if "document" in entry.fields]
    records = {str(entry.fields["document"]): entry for entry in captures if entry.fields.get("media_type") == _WARC}
    found: dict[str, Entry] = {}
    for prefix in prefixes:
        if not _DIGITS.fullmatch(prefix):
            raise BadInputError(f"{prefix!r} is no document: give 6 digits of its hash or more")
        hits = {
            str(entry.fields[field])
            for entry in captures
            for field in ("document", "brought_by")
            if str(entry.fields["document"]).startswith(prefix) and str(entry.fields.get(field)) in records
        }
        named = {str(entry.fields["document"]) for entry in captures}
        if len({each for each in named if each.startswith(prefix)}) > 1:
            raise BadInputError(f"more than one document has a hash that begins with {prefix}: give more digits")
        if not hits:
            raise BadInputError(f"{prefix} is no record of the web, and lies in none: `saksi capture` makes them")
        found |= {hit: records[hit] for hit in sorted(hits)}
    return list(found.values())


def _packable(ledger: Ledger, document: str) -> Packable:
    data = open_kept(ledger, document)
    if data is None:
        raise BadInputError(f"the original {document[:12]} is not kept here: ask who captured it")
    return Packable(data=data, source=take_in(data, name=".warc.gz" if data.startswith(b"\x1f\x8b") else ".warc"))
