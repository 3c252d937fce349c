"""The origins on record: which documents are one report, and who says so, why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from saksi.archive import ARCHIVES
from saksi.ledger import Entry, Ledger, origin_links
from saksi.model import OriginLink, View
from saksi.resolve import origins_of

#: Records and archives of the web, and how a list is read: what lies in them, or is read by them, is a document itself.
_NO_REPORTS = ARCHIVES | {"application/toml"}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class OriginDocument:
    """A document of an origin; the earliest published comes first, and what bears no date last."""

    is_undated: bool
    published: str
    sha256: str
    title: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginRow:
    """The documents of one origin, what is said of them, and the pairs of them that are disputed."""

    documents: tuple[OriginDocument, ...]
    links: tuple[OriginLink, ...]
    disputed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginList:
    """The origins of more than one document, the largest first, and how many documents and origins there are in all.

    `apart` are pairs that a person took apart.
    """

    rows: tuple[OriginRow, ...]
    documents: int
    origins: int
    apart: tuple[OriginLink, ...] = ()


def list_origins(ledger: Ledger, view: View) -> OriginList:
    """The origins of the documents that the audience of `view` may see, by what was said until its instant."""
    links = origin_links(_until(ledger.seen_of(ledger.ids_of("link"), view), view))
    captures = [
        entry
        for entry in _until(ledger.seen_of(ledger.ids_of("capture"), view), view)
        if entry.fields.get("media_type") not in _NO_REPORTS
    ]
    names = {str(entry.fields["document"]): entry.fields.get("name") for entry in captures}
    found = origins_of(links)
    shared = [[each for each in among if each in names] for among in found.shared]
    within, disputed = defaultdict[str, list[OriginLink]](list), defaultdict[str, list[tuple[str, str]]](list)
    for link in links:
        if found.count(link.between) == 1:
            within[found.origin(link.between[0])].append(link)
    for pair in found.disputed:
        disputed[found.origin(pair[0])].append(pair)
    known = _titles(ledger, [each for among in shared for each in among], view)
    rows = [
        OriginRow(
            documents=tuple(sorted(_document(each, names.get(each), known.get(each)) for each in among)),
            links=tuple(within[found.origin(among[0])]),
            disputed=tuple(disputed[found.origin(among[0])]),
        )
        for among in shared
        if len(among) > 1
    ]
    rows.sort(key=lambda row: (-len(row.documents), row.documents))
    return OriginList(
        rows=tuple(rows),
        documents=len(names),
        origins=found.count(names),
        apart=tuple(link for link in links if link.person and link.verdict == "different"),
    )


def _until(entries: Iterable[Entry], view: View) -> list[Entry]:
    return [entry for entry in entries if view.as_of is None or entry.recorded_at <= view.as_of]


def _titles(ledger: Ledger, documents: Iterable[str], view: View) -> dict[str, Entry]:
    """The latest reading of each document."""
    entries = _until(ledger.seen_of(ledger.ids_about(documents, "reading"), view), view)
    counted = [entry for entry in entries if entry.role is not None and not entry.closed]
    return {
        str(each.fields["document"]): each for each in sorted(counted, key=lambda each: (each.recorded_at, each.id))
    }


def _document(sha256: str, name: object, reading: Entry | None) -> OriginDocument:
    title, published = (None if reading is None else reading.fields.get(each) for each in ("title", "published"))
    return OriginDocument(
        is_undated=not isinstance(published, str),
        published=published if isinstance(published, str) else "",
        sha256=sha256,
        title=title if isinstance(title, str) else None,
        name=name if isinstance(name, str) else None,
    )
