"""What goes out to other offices and what comes in from them, within one transaction of the store."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from nacl.signing import SigningKey
from sqlalchemy import Connection

from ..model import LedgerError, TamperError
from . import _erased, _offices, _scopes, _store
from .bundle import Header
from .erasing import Erased
from .form import misfit
from .hearing import Heard, hear
from .schema import staying
from .settling import settle, strip, why_waiting
from .sign import Sealed, read_head, shown_faults
from .trust import Office, Trust
from .wire import read_entry, write_entry

_AT_ONCE = 500
#: Keeps bytes and gives the key that they are kept under.
Keep = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a bundle brought. `sender` is the root of the sender's ledger, `is_known` whether its key counts here.

    `new` entries came in, `known` were here before, `opened` fields of them are open now and were closed; `waiting`
    counts by reason those of the bundle that do not count yet. `requests` are erase entries of the sender that name
    what others wrote: nothing was destroyed for them.

    `erased` is how many fields and originals were destroyed here, `new_key` the key that the sender signs with now
    where it was another before; `heard` what the bundle says of its sender's log, and of this one.
    """

    sender: str
    name: str | None
    is_known: bool
    entries: int
    new: int
    known: int
    opened: int
    originals: int
    waiting: Mapping[str, int] = field(default_factory=dict)
    requests: tuple[str, ...] = ()
    erased: int = 0
    new_key: str | None = None
    heard: Heard = field(default_factory=Heard)


class Outgoing:
    """The entries of a stretch of the log that go to another office, and the originals that they name.

    Only what this office's own keys wrote goes, unless `forward`. What consent does not let out on the day `on`, and
    whom else this office trusts, goes closed: a head without openings, so that no chain has a gap.
    """

    def __init__(self, connection: Connection, trust: Trust, since: int, *, on: date, forward: bool) -> None:
        self._connection = connection
        self._trust = trust
        self._on = on
        self._forward = forward
        # who follows whom is seen from entries that may not count any more
        self._turned = {each: office.root for office in (*trust.partners, trust.home) for each in office.turns}
        self._since, self._size = since, _store.read_frontier(connection).size
        self._named: dict[str, None] = {}

    def lines(self) -> Iterator[bytes]:
        """The entries, as they travel."""
        named: dict[str, None] = {}
        for page in _store.pages_between(self._connection, self._since, self._size):
            going = list(self._going(page))
            ids = [sealed.id for sealed in going]
            leaving = _scopes.leaving_among(self._connection, ids, self._on, self._trust.is_person)
            for sealed in going:
                is_open = self._may_open(sealed, leaving)
                named |= dict.fromkeys(sorted(items_of(sealed))) if is_open else {}
                yield write_entry(sealed, None if is_open else frozenset())
        self._named = named

    def items(self) -> dict[str, bytes]:
        """The keys of the originals and texts that `lines`, once it was read whole, has named and that are here."""
        keys = _store.read_item_keys(self._connection)
        return {document: keys[document] for document in self._named if document in keys}

    def _going(self, page: Iterable[_store.Row]) -> Iterator[Sealed]:
        for row in page:
            sealed, unreadable = row.sealed()
            if unreadable:
                raise TamperError(f"entry {row.id[:12]} is damaged, and cannot be sent: run `saksi verify`")
            right = self._trust.right(read_head(sealed.head).author, row.id)
            office = self._turned.get(row.id) if right is None else right.office
            if office is not None and (self._forward or office == self._trust.home.root):
                yield sealed

    def _may_open(self, sealed: Sealed, leaving: frozenset[str]) -> bool:
        head, key = read_head(sealed.head), sealed.openings.get("key")
        if head.author in self._trust.own and head.kind == "revocation":
            return key is not None and str(key.value) in self._trust.own | self._trust.ours
        return not (head.author in self._trust.own and head.kind == "office") and sealed.id in leaving


class Incoming:
    """Takes the parts of a bundle into the store: a sink for `read_bundle`. Nothing counts before `finish`."""

    def __init__(self, connection: Connection, root: str, own: frozenset[str], keep: Keep, *, back: bool) -> None:
        self._connection = connection
        self._root = root
        # what a key of this ledger signed elsewhere comes in only where somebody says that it shall
        self._withheld = frozenset() if back else own
        self._keep = keep
        self._batch: list[Sealed] = []
        self._erased = Erased([])
        self._ids: list[str] = []
        self._named = set[str]()
        self._keys: dict[str, bytes] = {}
        self._known = self._opened = 0

    def begin(self, header: Header) -> None:
        """Refuse what was made for others."""
        if self._root not in header.to:
            raise LedgerError("this bundle was made for other offices: ask its sender for one to this office's card")
        self._before = _offices.read_trust(self._connection, self._root)
        self._erased = _erased.read_erased(self._connection, self._before)
        self._destroyed = _erased.count_destroyed(self._connection)

    def entry(self, line: bytes) -> None:
        """One entry: sound by itself, or the bundle is refused."""
        sealed = read_entry(line)
        for fault in shown_faults(sealed):
            raise TamperError(f"the bundle holds an entry, {sealed.id[:12]}, that is not sound: {fault}")
        # what goes closed goes without any opening
        for name in sorted(staying(read_head(sealed.head).kind) - sealed.openings.keys()) if sealed.openings else ():
            raise TamperError(f"the bundle holds an entry, {sealed.id[:12]}, without its {name}, which is always open")
        self._named |= items_of(sealed)
        self._ids.append(sealed.id)
        self._batch.append(strip(sealed, self._erased))
        if len(self._batch) == _AT_ONCE:
            self._flush()

    def item(self, sha256: str, data: bytes) -> None:
        """One original or text that an entry of the bundle names: kept, unless it is here or was erased."""
        if sha256 not in self._named:
            raise TamperError(f"the bundle holds an original, {sha256[:12]}, that none of its entries names")
        gone = sha256 in self._erased.documents or sha256 in _erased.erased_items(self._connection)
        if not gone and not _offices.has_item(self._connection, sha256):
            self._keys[sha256] = self._keep(data)

    def finish(self, header: Header, key: SigningKey, place: _erased.Place, arrived_at: datetime) -> Merged:
        """Let in what counts, and say what was done. `key` is the one with which this ledger cosigns."""
        self._flush()
        _offices.put_waiting_items(self._connection, self._keys)
        new, trust = settle(self._connection, self._root, place, arrived_at, withheld=self._withheld)
        office, before = _office(trust, header.sender), _office(self._before, header.sender)
        heard = hear(self._connection, header, key, trust, arrived_at)
        is_turned = office is not None and before is not None and office.key != before.key
        return Merged(
            erased=_erased.count_destroyed(self._connection) - self._destroyed,
            new_key=office.key if office is not None and is_turned else None,
            sender=header.sender,
            name=None if office is None else office.name,
            is_known=office is not None and header.key in office.lineage,
            entries=header.entries,
            new=new,
            known=self._known,
            opened=self._opened,
            originals=len(self._keys),
            waiting=self._waiting(trust),
            requests=self._asked(trust),
            heard=heard,
        )

    def _flush(self) -> None:
        there = _offices.authors_of(self._connection, [sealed.id for sealed in self._batch])
        known = [sealed for sealed in self._batch if sealed.id in there]
        self._known += len(known)
        opened = _store.put_openings(self._connection, known)
        if opened:
            self._opened += opened
            rows = _store.rows_of(self._connection, [sealed.id for sealed in known])
            whole = [row.sealed()[0] for row in rows]
            _scopes.note_again(self._connection, whole, _offices.counting(self._connection, self._root))
            _refuse_misfits(whole)
        _offices.put_waiting(self._connection, [sealed for sealed in self._batch if sealed.id not in there])
        self._batch.clear()

    def _waiting(self, trust: Trust) -> dict[str, int]:
        came = frozenset(self._ids)
        held = [each for each in _offices.list_waiting(self._connection) if each.id in came]
        return dict(Counter(why_waiting(self._connection, held, trust, self._withheld).values()))

    def _asked(self, trust: Trust) -> tuple[str, ...]:
        came = frozenset(self._ids)
        return tuple(each for each in _erased.unfollowed(self._connection, trust) if each in came)


def _office(trust: Trust, root: str) -> Office | None:
    known = (*trust.offices, *trust.colleagues)
    return next((each for each in known if each.root == root), None)


def _refuse_misfits(opened: Iterable[Sealed]) -> None:
    """An entry that came closed may say something that no fold can read once it is open."""
    for each in opened:
        why = misfit(each)
        if why is not None:
            raise TamperError(f"the bundle opens entry {each.id[:12]}, and {why}: ask its sender what it is")


def items_of(sealed: Sealed) -> set[str]:
    """The hashes of the original and the text that an entry names."""
    if read_head(sealed.head).kind not in ("capture", "reading"):
        return set()
    values = (sealed.openings[name].value for name in ("document", "text") if name in sealed.openings)
    return {value for value in values if isinstance(value, str)}
