"""Watch: read a feed once, and capture what is new in it. What was captured before is known from the ledger alone.

A pass that is killed loses nothing: an item is known once its page is kept, and the feed itself is kept only when all
that it names is settled, so that the next pass reads it again.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from saksi.archive import fetched_by, read_feed, take_in
from saksi.ledger import Ledger
from saksi.model import BadInputError, TamperError
from saksi.web import Proxy, Visit, parse_target, record_visit, visit

from .add import add
from .capture import Captured, capture, name_of
from .originals import open_kept

#: Seconds between two questions.
PAUSE = 2.0
#: New items of one feed in one pass; the others wait for the next.
MOST_NEW = 50
#: A page that could not be had so often is left.
MOST_ATTEMPTS = 3
_FEED, _RECORD = "feed", "web"
_UNCHANGED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What one pass over a feed found: how many addresses it names, what was captured, how many wait for the next.

    `is_changed` is false where the server says that nothing is new. `refusal` says why the feed could not be read.
    """

    feed: str
    named: int = 0
    captured: tuple[Captured, ...] = ()
    waiting: int = 0
    is_changed: bool = True
    refusal: str | None = None


@dataclass(slots=True)
class _Known:
    """What the ledger knows: how often each address was asked for, which were had, the last record of each feed."""

    attempts: Counter[str] = field(default_factory=Counter)
    had: set[str] = field(default_factory=set)
    feeds: dict[str, tuple[str, str]] = field(default_factory=dict)

    def is_settled(self, address: str) -> bool:
        return address in self.had or self.attempts[address] >= MOST_ATTEMPTS


def read_feeds(ledger: Ledger) -> Mapping[str, str]:
    """The feeds that were watched here, and when each last brought something (UTC, as its record says)."""
    return {address: at for address, (at, _) in sorted(_known(ledger).feeds.items())}


def watch(
    ledger: Ledger, feed: str, *, proxy: Proxy | None, tell: Callable[[Captured], None] = lambda _: None
) -> Watched:
    """One pass over a feed: one question at a time, with a pause between. `tell` hears of each page.

    Raises BadInputError where `feed` is no address of the web, LedgerError where the ledger cannot be written.
    """
    address = parse_target(feed).address
    known = _known(ledger)
    made = visit(address, proxy=proxy, more=_conditions(ledger, known, address))
    if made.status == _UNCHANGED:
        return Watched(feed=address, is_changed=False)
    if made.failure is not None:
        return Watched(feed=address, refusal=made.failure.words)
    record = record_visit(made)
    try:
        found = read_feed(record)
    except BadInputError as error:
        return Watched(feed=address, refusal=str(error))
    named = list(_addresses(made, found.addresses))
    new = [each for each in named if not known.is_settled(each)]
    captured = []
    for each in new[:MOST_NEW]:
        time.sleep(PAUSE)
        one = capture(ledger, each, proxy=proxy, typed=address)
        captured.append(one)
        known.attempts[each] += 1
        if one.page is not None and one.page.added is not None:
            known.had.add(each)
        tell(one)
    waiting = sum(not known.is_settled(each) for each in named)
    if new and not waiting:
        _keep_feed(ledger, made, record)
    return Watched(feed=address, named=len(named), captured=tuple(captured), waiting=waiting)


def _known(ledger: Ledger) -> _Known:
    known, records = _Known(), dict[str, str]()
    home = ledger.trust()
    for entry in ledger.entries_of_kind("capture"):
        fields = entry.fields
        if not home.is_home(entry.author):
            continue
        document = str(fields.get("document"))
        fetched = fetched_by(fields.get("name"))
        if fetched is not None and fields.get("how") == _RECORD:
            known.attempts[fetched.address] += 1
            records[document] = fetched.address
        elif fetched is not None and fields.get("how") == _FEED:
            known.feeds[fetched.address] = (fetched.at, document)
        elif fields.get("brought_by") in records:
            known.had.add(records[str(fields["brought_by"])])
    return known


def _conditions(ledger: Ledger, known: _Known, feed: str) -> dict[str, str]:
    """What spares the server to send a feed again that has not changed."""
    if feed not in known.feeds:
        return {}
    with suppress(BadInputError, TamperError):
        data = open_kept(ledger, known.feeds[feed][1])
        if data is None:
            return {}
        before = read_feed(data)
        told = {"If-None-Match": before.tag, "If-Modified-Since": before.modified}
        return {name: value for name, value in told.items() if value}
    return {}


def _addresses(made: Visit, named: tuple[str, ...]) -> Iterator[str]:
    """The addresses of the web among those that a feed names, each once."""
    seen = set[str]()
    for each in named:
        try:
            split = urlsplit(each)
            if split.scheme and not split.netloc:
                continue
            address = parse_target(urljoin(made.exchanges[-1].address, each)).address
        except (BadInputError, ValueError):
            continue
        if address not in seen:
            seen.add(address)
            yield address


def _keep_feed(ledger: Ledger, made: Visit, record: bytes) -> None:
    source = take_in(record, name=".warc.gz")
    add(ledger, record, source, name=name_of(made), published=None, recorded_at=datetime.now(UTC), how=_FEED)
