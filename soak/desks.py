"""Offices that share, in memory: the real ledger, the real merge and real bundles; only the files are left out.

Left out are the syncs of files, the passphrase and the originals' folder: other trials have them. Keys and salts come
from a seed, so that a run can be had again.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

from nacl.signing import SigningKey
from sqlalchemy import Engine
from sqlcipher3.dbapi2 import Connection as Raw

from saksi.ledger import Entry, Exchange, Fault, Merged, NewEntry, _offices, _scopes, _store, exchange, ledger
from saksi.ledger._engine import open_engine
from saksi.ledger.bundle import Grown, Header, new_identity, recipient_of, write_bundle
from saksi.ledger.checkpoint import sign_checkpoint
from saksi.ledger.erasing import Erased
from saksi.ledger.ledger import Ledger, hex_of
from saksi.ledger.log import EMPTY_ROOT
from saksi.ledger.schema import FIELDS, Kind
from saksi.ledger.sign import Sealed, read_head, seal
from saksi.ledger.trust import Office as Partner
from saksi.ledger.wire import write_entry
from saksi.model import JsonObject

_NOWHERE = Path("/nowhere/ledger")
_TODAY = date(2020, 1, 2)
#: What thieves do is told, and no fault of whoever tells it; and what an in-memory database says of its file.
_TOLD = re.compile(
    "has forked$|^a reader may not write|^only the owner erases|^it is an office's first|^database file is undefined$"
)


@contextmanager
def without_disk(chance: Random) -> Iterator[None]:
    """Nothing is written to a disk, and keys and salts are made from `chance`."""

    class Keys(SigningKey):
        @classmethod
        def generate(cls) -> SigningKey:
            return SigningKey(chance.randbytes(32))

    with (
        patch.object(ledger, "keep_last", lambda path, note: None),
        patch.object(exchange, "keep_last", lambda path, note: None),
        patch.object(ledger, "clear", lambda engine, folder, left: None),
        patch.object(ledger, "random_bytes", chance.randbytes),
        patch.object(ledger, "SigningKey", Keys),
        patch.object(exchange, "SigningKey", Keys),
    ):
        yield


@cache
def _identities() -> tuple[str, ...]:
    return tuple(new_identity() for _ in range(8))


@cache
def _empty() -> Engine:
    """A store with tables and nothing in them: copied, since making it takes longer than most that is done with it."""
    engine = open_engine(Path(":memory:"), bytes(32))
    _store.create_tables(engine, {"empty": b"0"})
    return engine


def _raw(engine: Engine) -> Raw:
    held = engine.raw_connection().driver_connection
    if not isinstance(held, Raw):
        raise TypeError(held)
    return held


class Desk:
    """An office: its ledger, what it does with others, and its originals by hash and key."""

    def __init__(self, number: int, chance: Random, secrets: Mapping[str, bytes] | None = None) -> None:
        engine = open_engine(Path(":memory:"), bytes(32))
        _raw(_empty()).backup(_raw(engine))
        self.number = number
        self.chance = chance
        self.ledger = Ledger(_NOWHERE, engine)
        self.exchange = Exchange(self.ledger)
        self.kept: dict[tuple[str, bytes], bytes] = {}
        made = {
            "owner": chance.randbytes(32),
            "originals": chance.randbytes(32),
            "identity": _identities()[number].encode(),
        }
        with self.ledger._writes() as connection:
            for name, seed in (made if secrets is None else secrets).items():
                _store.put_secret(connection, name, seed)
        self.root = self.ledger.trust().home.root

    def begin(self, first: Sequence[Sealed]) -> None:
        """Hold the entry with which the office began."""
        with self.ledger._writes() as connection:
            counts = _offices.counting(connection, self.ledger._root(connection))
            _store.put(connection, first, datetime.now(UTC), Erased([]), counts)

    def close(self) -> None:
        """Forget all of it."""
        self.ledger.close()

    def keep(self, data: bytes) -> bytes:
        """Keep an original and give its key."""
        key = self.chance.randbytes(32)
        self.kept[hashlib.sha256(data).hexdigest(), key] = data
        return key

    def place(self, sha256: str, key: bytes) -> str:
        """Where it lies."""
        return f"{sha256}/{key.hex()}"

    def entries(self) -> list[Entry]:
        """All that is in its log."""
        return list(self.ledger.entries())

    def size(self) -> tuple[int, int]:
        """How many entries are in its log, and how many fields of them are open."""
        with self.ledger._reads() as connection:
            opened = connection.exec_driver_sql("SELECT count(*) FROM opening").scalar_one()
            return _store.count_arrived(connection), opened

    def lets_out(self, entry_id: str) -> bool:
        """Whether what an entry says may go to partners."""
        with self.ledger._reads() as connection:
            return _scopes.may_leave(connection, entry_id, _TODAY, self.ledger._trust(connection).is_person)

    def as_partner(self) -> Partner:
        """How another office knows it."""
        return Partner(root=self.root, recipient=self.exchange.recipient())

    def secrets(self) -> dict[str, bytes]:
        """What makes another copy the same office."""
        with self.ledger._reads() as connection:
            return {name: seed for name, seed in _store.read_secrets(connection, "").items() if name != "empty"}

    def seeds(self) -> list[bytes]:
        """What a thief takes: the seeds of its own keys and of its readers."""
        return [seed for name, seed in sorted(self.secrets().items()) if name.startswith(("owner", "reader "))]

    def sealed(self) -> list[Sealed]:
        """All that it knows, as it is open here: what is in, and what waits."""
        with self.ledger._reads() as connection:
            here = [_store.one_row(connection, each).sealed()[0] for each in _store.arrived_ids(connection)]
            return [*here, *_offices.read_waiting(connection)]

    def withheld(self) -> frozenset[str]:
        """Entries that wait because a key of its own signed them elsewhere."""
        with self.ledger._reads() as connection:
            own = self.ledger._own_keys(connection)
            return frozenset(each.id for each in _offices.list_waiting(connection) if each.author in own)

    def change(self, kind: Kind, at: datetime, fields: JsonObject) -> None:
        """Say whose entries count."""
        self.exchange.change_trust([NewEntry(kind=kind, fields=fields)], recorded_at=at, place=self.place)

    def bundle(self, *to: "Desk", since: int = 0, forward: bool = False) -> bytes:
        """What it hands to others."""
        out = io.BytesIO()
        self.exchange.write_bundle(
            out,
            to=[each.as_partner() for each in to],
            since=since,
            on=_TODAY,
            original=lambda sha256, key: self.kept[sha256, key],
            forward=forward,
        )
        return out.getvalue()

    def merge(self, data: bytes, *, back: bool = False) -> Merged:
        """Take a bundle in."""
        return self.exchange.merge(io.BytesIO(data), keep=self.keep, place=self.place, back=back)

    def faults(self) -> list[Fault]:
        """All that does not check out, but for chains that their own authors forked."""
        found = self.ledger.verify()
        faults = [each for each in found.faults if not _TOLD.search(each.what)]
        keys = {sha256: self.ledger.item_key(sha256) for sha256 in (*found.documents, *found.texts, *found.gone)}
        faults += [Fault(where=each, what="erased, and its key is there") for each in found.gone if keys[each]]
        for sha256 in (*found.documents, *found.texts):
            key = keys[sha256]
            if (key is None and sha256 not in found.lent) or (key and (sha256, key) not in self.kept):
                faults.append(Fault(where=sha256, what="its original is lost"))
        return faults


def made_bundle(
    sealed: Iterable[Sealed],
    to: Sequence[Desk],
    key: SigningKey,
    items: Mapping[str, bytes] | None = None,
    closed: Mapping[str, frozenset[str]] | None = None,
) -> bytes:
    """A bundle of any entries, by any sender: the fields of an entry that `closed` names stay closed."""
    out, held, hidden = io.BytesIO(), list(sealed), closed or {}

    def header(entries: int, count: int, size: int, body: str) -> Header:
        return Header(
            sender=hex_of(key),
            key=hex_of(key),
            to=tuple(sorted(each.root for each in to)),
            since=0,
            checkpoint=sign_checkpoint(0, EMPTY_ROOT, key),
            growth=tuple(Grown() for _ in to),
            entries=entries,
            items=count,
            size=size,
            body=body,
        )

    write_bundle(
        out,
        lines=lambda: [write_entry(each, each.openings.keys() - hidden.get(each.id, frozenset())) for each in held],
        items=lambda: (items or {}).items(),
        header=header,
        key=key,
        recipients=[recipient_of(_identities()[each.number]) for each in to],
    )
    return out.getvalue()


def sign(chance: Random, key: SigningKey, kind: Kind, fields: JsonObject, prev: str | None, at: datetime) -> Sealed:
    """An entry by whoever holds the key."""
    salts = {name: chance.randbytes(32) for name in FIELDS[kind]}
    return seal(kind, fields, key=key, prev=prev, recorded_at=at, salts=salts)


def author_of(sealed: Sealed) -> str:
    """Whose key signed it."""
    return read_head(sealed.head).author
