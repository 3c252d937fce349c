"""What an open ledger does with other offices: whose keys count, bundles out and in, a new key for an old one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import IO

from nacl.signing import SigningKey
from sqlalchemy import Connection

from ..model import BadInputError, BadValueError, JsonObject, LedgerError
from . import _erased, _offices, _store, _witnesses
from .base64 import encode
from .bundle import Grown, Header, new_identity, read_bundle, recipient_of, write_bundle
from .entries import NewEntry, Quarantined
from .last_checkpoint import keep_last
from .ledger import OWNER, Ledger, Writer, hex_of
from .links import TRUSTING, Link
from .log import consistency_path, leaf_hash
from .settling import settle, why_waiting
from .sharing import Incoming, Keep, Merged, Outgoing
from .sign import read_head
from .telling import Tell, silent
from .trust import Office

_IDENTITY = "identity"
_NO_BOXES: Mapping[str, bytes] = {}
_END = datetime.max.replace(tzinfo=UTC)


class Exchange:
    """The door between one open ledger and other offices. It works within the ledger's own transactions."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def recipient(self) -> str:
        """Where others seal bundles for this office to; made at the first asking."""
        with self._ledger._reads() as connection:
            held = _store.read_secrets(connection, _IDENTITY)
        if not held:
            with self._ledger._writes() as connection:
                return recipient_of(self._identities(connection)[-1])
        return recipient_of(_in_turn(held)[-1])

    def change_trust(
        self,
        batch: Sequence[NewEntry],
        *,
        recorded_at: datetime,
        place: _erased.Place,
        boxes: Mapping[str, bytes] = _NO_BOXES,
    ) -> tuple[tuple[str, ...], int]:
        """Sign and add entries that say whose entries count; their ids, and how many entries came in that waited.

        `boxes` are the data key of a ledger on a server, for the age recipients of those who are admitted.
        """
        self._ledger.refuse_unless_root("says whose entries count")
        if any(new.kind not in TRUSTING or new.by != OWNER for new in batch):
            raise BadValueError("only entries of the owner say whose entries count")
        with self._ledger._writes() as connection:
            ids = self._ledger._add(connection, batch, recorded_at)
            own, root = self._ledger._own_keys(connection), self._ledger._root(connection)
            count, _ = settle(connection, root, place, datetime.now(UTC), withheld=own)
            _store.put_boxes(connection, boxes)
            note = self._ledger._checkpoint(connection)
        keep_last(self._ledger.path, note)
        self._ledger.finish_erasing()
        return ids, count

    def signing_keys(self) -> frozenset[str]:
        """The keys with which this ledger signs what comes next: its own, and its readers'."""
        with self._ledger._reads() as connection:
            return self._ledger._signing_keys(connection)

    def lost_by(self, revocation: JsonObject) -> frozenset[str]:
        """The ids of the entries that count now and would not, were this said by the ledger's own key."""
        with self._ledger._reads() as connection:
            root, now = self._ledger._root(connection), self._ledger._trust(connection)
            # after all others: it is the last word, and in nobody's chain yet
            link = Link(id="", kind="revocation", author=now.home.key, recorded_at=_END, fields=revocation)
            then = _offices.read_trust(connection, root, [link])
            authors = _offices.all_authors(connection)
        return frozenset(
            entry_id
            for entry_id, author in authors.items()
            if now.right(author, entry_id) is not None and then.right(author, entry_id) is None
        )

    def rotate(self, *, recorded_at: datetime) -> str:
        """Put a new key, and a new age identity, in the place of the ledger's own; the id of the entry that says so.

        The old key signs that the new one follows it, and the new one signs its own admission. Readers get new keys
        at their next entries: whoever stole the one key has theirs too, so they count up to what they wrote here. The
        old key says so before it gives way: it holds also while a thief claims its place.
        """
        if self._ledger.member is not None:
            raise LedgerError("the key of who began a ledger on a server is that of the key file: it cannot be rotated")
        key, identity = SigningKey.generate(), new_identity()
        with self._ledger._writes() as connection:
            self._identities(connection)
            readers = self._ledger._signing_keys(connection) - {hex_of(self._ledger._signing_key(connection))}
            last = {reader: _store.last_of(connection, reader) for reader in sorted(readers)}
            limits: list[JsonObject] = [
                {"key": reader, **({} if entry_id is None else {"last": entry_id})} for reader, entry_id in last.items()
            ]
            follow: JsonObject = {"key": hex_of(key), "recipient": recipient_of(identity)}
            turn = [NewEntry(kind="revocation", fields=limit) for limit in limits]
            *_, by = self._ledger._add(connection, [*turn, NewEntry(kind="rotation", fields=follow)], recorded_at)
            _store.put_secret(connection, _next_name(_store.read_secrets(connection, OWNER), OWNER), bytes(key))
            _store.put_secret(
                connection, _next_name(_store.read_secrets(connection, _IDENTITY), _IDENTITY), identity.encode()
            )
            writer = Writer(connection, recorded_at, key)
            writer.begin()
            self._ledger._put(connection, writer)
            note = self._ledger._checkpoint(connection)
        keep_last(self._ledger.path, note)
        return by

    def write_bundle(
        self,
        out: IO[bytes],
        *,
        to: Sequence[Office],
        since: int,
        on: date,
        original: Callable[[str, bytes], bytes],
        forward: bool = False,
        tell: Tell = silent,
    ) -> Header:
        """Write what came into the log since it held `since` entries, signed, and sealed to the offices `to`.

        What consent does not let out on the day `on` goes closed. `original` opens an original by its hash and key.
        With `forward` what partners wrote goes along. All is gone through twice; `tell` hears how far each time.
        """
        with self._ledger._reads() as connection:
            size, note = _store.read_frontier(connection).size, self._ledger._checkpoint(connection)
            if since > size:
                raise BadInputError(f"the ledger holds {size} entries, and the bundle was to begin after {since}")
            key, root = self._ledger._signing_key(connection), self._ledger._root(connection)
            trust, offices = self._ledger._trust(connection), sorted(to, key=lambda office: office.root)
            going = Outgoing(connection, trust, since, on=on, forward=forward)
            # what a recipient is known to have seen, or else what it was given the last time
            olds = [max(_witnesses.size_seen_by(connection, office), since) for office in offices]
            arrived = _store.each_arrived(connection) if any(olds) else ()
            leaves = [leaf_hash(bytes.fromhex(each)) for each in islice(arrived, size)]
            growth = tuple(_grown(leaves, old) for old in olds)
            cosigned = tuple(_witnesses.cosigned_for(connection, offices, key))

            def header(entries: int, items: int, size: int, body: str) -> Header:
                return Header(
                    sender=root,
                    key=hex_of(key),
                    to=tuple(office.root for office in offices),
                    since=since,
                    checkpoint=note,
                    growth=growth,
                    cosigned=cosigned,
                    entries=entries,
                    items=items,
                    size=size,
                    body=body,
                )

            return write_bundle(
                out,
                lines=going.lines,
                items=lambda: ((sha256, original(sha256, held)) for sha256, held in going.items().items()),
                header=header,
                key=key,
                recipients=[office.recipient for office in offices if office.recipient is not None],
                tell=tell,
            )

    def merge(self, stream: IO[bytes], *, keep: Keep, place: _erased.Place, back: bool = False) -> Merged:
        """Take a bundle in: all of it is checked, then all that counts comes in, in one transaction.

        `keep` keeps an original and gives its key. With `back`, what this ledger's own keys signed comes in as well: an
        older copy that was put back gets again what partners hold of it.
        """
        self._ledger.refuse_unless_root("takes bundles in")
        with self._ledger._writes() as connection:
            own, root = self._ledger._own_keys(connection), self._ledger._root(connection)
            sink = Incoming(connection, root, own, keep, back=back)
            header = read_bundle(stream, self._identities(connection), sink)
            now = datetime.now(UTC)
            merged = sink.finish(header, self._ledger._signing_key(connection), place, now)
            note = self._ledger._checkpoint(connection)
        keep_last(self._ledger.path, note)
        self._ledger.finish_erasing()
        return merged

    def has_key(self, sha256: str, key: bytes) -> bool:
        """Whether the original with this hash is kept under this key, or waits under it."""
        with self._ledger._reads() as connection:
            waiting = _offices.waiting_item_keys(connection).get(sha256)
            return key in (_store.read_item_key(connection, sha256), waiting)

    def quarantine(self) -> tuple[Quarantined, ...]:
        """The entries that wait, and why."""
        with self._ledger._reads() as connection:
            held, trust = _offices.list_waiting(connection), self._ledger._trust(connection)
            reasons = why_waiting(connection, held, trust, self._ledger._own_keys(connection))
            heads = {sealed.id: read_head(sealed.head) for sealed in _offices.read_waiting(connection)}
        return tuple(
            Quarantined(
                id=each.id,
                kind=heads[each.id].kind,
                author=each.author,
                recorded_at=heads[each.id].recorded_at,
                why=reasons[each.id],
            )
            for each in held
        )

    def _identities(self, connection: Connection) -> list[str]:
        held = _store.read_secrets(connection, _IDENTITY)
        if not held:
            held = {_IDENTITY: new_identity().encode()}
            _store.put_secret(connection, _IDENTITY, held[_IDENTITY])
        return _in_turn(held)


def _grown(leaves: Sequence[bytes], old: int) -> Grown:
    return Grown(old=old, path=tuple(map(encode, consistency_path(leaves, old) if old else ())))


def _in_turn(held: Mapping[str, bytes]) -> list[str]:
    return [held[name].decode() for name in sorted(held, key=lambda name: (len(name), name))]


def _next_name(held: Mapping[str, bytes], name: str) -> str:
    return f"{name} {len(held) + 1}"
