"""Capture: fetch a page that somebody asked for; keep the record of it, and the page as a document of its own."""

from dataclasses import dataclass
from datetime import UTC, datetime

from saksi.archive import Fetched, Source, take_in
from saksi.ledger import Ledger
from saksi.web import Proxy, Visit, record_visit, take_picture, visit

from .add import add
from .add import capture as capture_entry
from .enclosed import Held, add_enclosed

#: A page that anybody can fetch was published; the record of fetching it may tell of this office.
_PUBLISHED, _RECORD = "file", "web"
_ENDINGS = {"text/html": ".html", "text/plain": ".txt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """What came of capturing an address: the record, and the page in it; `refusal` says why there is no page."""

    address: str
    record: str
    entry: str
    page: Held | None = None
    refusal: str | None = None
    picture: str | None = None


def capture(
    ledger: Ledger,
    address: str,
    *,
    proxy: Proxy | None,
    typed: str | None = None,
) -> Captured:
    """Fetch `address` and keep what came of it, also where it failed. The one act that uses the network for a page.

    `typed` is what the user typed, where a feed names the address. Raises BadInputError where it is no address of the
    web, LedgerError where the ledger cannot be written.
    """
    made = visit(address, typed=typed, proxy=proxy)
    return keep_visit(ledger, made, recorded_at=datetime.now(UTC))


def keep_visit(ledger: Ledger, made: Visit, *, recorded_at: datetime) -> Captured:
    """Keep what came of a visit: its record as a document, and the page within as one that names it."""
    data = record_visit(made)
    source = take_in(data, name=".warc.gz")
    told = None
    if made.failure is None and source.enclosed:
        # the box unpacked the page: a picture is made of what it tells
        picture, told = _picture(source)
        if picture is not None:
            data = record_visit(made, picture, notes=(told,))
            source = take_in(data, name=".warc.gz")
    added = add(ledger, data, source, name=name_of(made), published=None, recorded_at=recorded_at, how=_RECORD)
    page = None if made.failure is not None else _keep_page(ledger, source, recorded_at)
    return Captured(
        address=made.address,
        record=source.sha256,
        entry=added.reading_id,
        page=page,
        refusal=_refusal(made, source, page),
        picture=told,
    )


def name_of(made: Visit) -> str:
    """What the record of a visit is called: as what lies in an archive is."""
    return Fetched(f"{made.at:%Y-%m-%dT%H:%M:%SZ}", made.address).name


def _picture(source: Source) -> tuple[bytes | None, str]:
    page, record = source.enclosed[-1], source.records[-1]
    ending = _ENDINGS.get(record.media_type)
    if ending is None:
        return None, "no picture: it is no web page"
    return take_picture(page.data, ending)


def _keep_page(ledger: Ledger, source: Source, recorded_at: datetime) -> Held | None:
    held = next(add_enclosed(ledger, source, recorded_at=recorded_at, how=_PUBLISHED), None)
    if held is not None and held.source is not None and held.added is not None and not held.added.is_new:
        # the same bytes again, at another time: that is worth knowing, and no second reading
        again = capture_entry(held.source, held.name, how=_PUBLISHED, brought_by=source.sha256)
        ledger.append([again], recorded_at=recorded_at)
    return held


def _refusal(made: Visit, source: Source, page: Held | None) -> str | None:
    if made.failure is not None:
        return made.failure.words
    if page is not None:
        return page.refusal
    if source.remarks:
        return source.remarks[0]
    kind = source.records[-1].media_type if source.records else ""
    return f"what came is no page that can be read ({kind or 'of no named type'})"
