"""The open ledger: append, read through a View, check."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from nacl.signing import SigningKey
from nacl.utils import random as random_bytes
from sqlalchemy import Connection, Engine

from ..model import BadInputError, BadValueError, JsonObject, LedgerError, Record, TamperError, View
from . import _audience, _erased, _offices, _scopes, _store, _witnesses
from ._engine import copy_engine, key_of, open_beside
from ._erased import Place
from ._originals import ServerShelf
from .audience import in_chain
from .canonical import parse_trusted
from .checking import check_one
from .checkpoint import Checkpoint, read_checkpoint, sign_checkpoint
from .clearing import clear, drop_projections, projections_file
from .cosignature import Cosignature
from .entries import Bound, Entry, NewEntry, Verification
from .erasing import Erased, check_target, erasure_of
from .last_checkpoint import difference, keep_last, read_last
from .links import LINKED
from .log import EMPTY_ROOT
from .proof import write_proof
from .proven_time import earliest
from .schema import FIELDS, By, Kind
from .settling import carry_out
from .sign import SALT_BYTES, Sealed, faults_of, head_of, seal
from .telling import Tell, silent
from .trust import Trust, key_fields
from .verifying import Checked, stored, verify
from .views import fold
from .witnessing import Evidence, Objection, write_growth

if TYPE_CHECKING:
    # age comes with it, which a ledger in a file can do without
    from .member import Member

_LEAST_PREFIX = 6
#: The secret that holds the seed of the ledger's own key; later ones are `owner 2`, `owner 3`.
OWNER = "owner"
ORIGINALS = "originals"
#: How many entries are read together.
_AT_ONCE = 500
_Found = TypeVar("_Found")
_NO_KEYS: Mapping[str, bytes] = {}


class Ledger:
    """A ledger that is open. Made by `open_ledger`; close it, or use it in a `with`.

    `member` is who works on it where it is on a server; one in a file has its owner's keys inside.
    """

    def __init__(self, path: Path, engine: Engine, member: "Member | None" = None) -> None:
        self._path = path
        self._engine = engine
        self._member = member
        self._name = str(path) if member is None else member.name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @property
    def path(self) -> Path:
        """The file; of a ledger on a server, the place beside which its key and its checkpoint lie."""
        return self._path

    @property
    def key(self) -> bytes:
        """The key under which the file lies, for its slots and for copies. It must not leave the process."""
        return key_of(self._engine)

    @property
    def member(self) -> "Member | None":
        """Who works on it, where it is on a server."""
        return self._member

    @property
    def shelf(self) -> ServerShelf | None:
        """Where the originals of a ledger on a server are kept; None for one in a file, which has a folder."""
        return None if self._member is None else ServerShelf(self._engine, self._name)

    @property
    def originals_folder(self) -> Path:
        """Where the originals of a ledger in a file are kept."""
        return self._path.with_name(self._path.name + ".originals")

    @property
    def originals_key(self) -> bytes:
        """The key under which the names of originals on disk are made."""
        with self._reads() as connection:
            return _needed(_store.read_secret(connection, ORIGINALS), self._name)

    def append(
        self,
        batch: Sequence[NewEntry],
        *,
        recorded_at: datetime,
        item_keys: Mapping[str, bytes] = _NO_KEYS,
    ) -> tuple[str, ...]:
        """Sign and add `batch`, all or nothing, and give its ids in order; on return it is on the disk.

        A reader's key is made and admitted at its first entry. `item_keys` says under which keys originals are
        kept; the key of one that is kept already stays. Raises LedgerError on what was erased from this ledger.
        """
        if any(new.kind in LINKED for new in batch):
            raise BadValueError("what erases, or says whose entries count, is written by an act that does what it says")
        with self._writes() as connection:
            _refuse_erased(connection, {*item_keys, *_documents(batch)}, self._erasures(connection))
            ids = self._add(connection, batch, recorded_at)
            _store.put_item_keys(connection, item_keys)
            note = self._checkpoint(connection)
        keep_last(self._path, note)
        return ids

    def erase(self, batch: Sequence[NewEntry], *, recorded_at: datetime, place: Place) -> tuple[str, ...]:
        """Sign and add erase entries and destroy what they name, all or nothing; on return it is off the disk.

        Where the office has another person, nothing is destroyed before that person assents. `place` says where in the
        folder of originals one lies. A crash after the commit leaves bytes on the disk that the next opening clears.
        """
        if any(new.kind != "erase" or new.by != OWNER for new in batch):
            raise BadValueError("only erase entries of the owner erase")
        self.refuse_unless_root("erases")
        with self._writes() as connection:
            for new in batch:
                erasure = erasure_of("", new.fields)
                check_target(erasure, _store.kind_of(connection, erasure.target))
            ids = self._add(connection, batch, recorded_at, place)
            note = self._checkpoint(connection)
        self._clear_erased(note)
        return ids

    def assent(self, erase_ids: Iterable[str], *, recorded_at: datetime, place: Place) -> tuple[str, ...]:
        """Say as another person of the office that what these erase entries name shall go, and destroy what is here.

        On a server, where only who began the ledger may delete, it goes when that one opens it next. Raises
        BadInputError where one of them does not wait for the word of who works here.
        """
        with self._writes() as connection:
            trust, key = self._trust(connection), hex_of(self._signing_key(connection))
            targets = [NewEntry(kind="assent", fields={"target": each}) for each in erase_ids]
            for new in targets:
                _check_assent(trust, str(new.fields["target"]), key)
            ids = self._add(connection, targets, recorded_at, place)
            note = self._checkpoint(connection)
        self._clear_erased(note)
        return ids

    def carry_out_assented(self, place: Place) -> None:
        """Destroy what others have assented to: on a server, where only who began the ledger may delete."""
        with self._reads() as connection:
            is_left = _erased.is_left(connection, self._trust(connection))
        if is_left:
            with self._writes() as connection:
                carry_out(connection, self._trust(connection), place)
            self.finish_erasing()

    def _clear_erased(self, note: str) -> None:
        keep_last(self._path, note)
        try:
            self.finish_erasing()
        except LedgerError as error:
            raise LedgerError(
                f"it is erased, and traces of it are still on the disk ({error}): run any command again to clear them"
            ) from None

    def finish_erasing(self) -> None:
        """Clear off the disk what an erasure that is committed left there. Nothing is done where nothing is left."""
        with self._reads() as connection:
            left = _erased.read_remains(connection)
        if left:
            with _store.explained(self._name):
                if self._member is None:
                    drop_projections(self._engine, self._path)
                clear(self._engine, self.originals_folder, left)
            with self._writes() as connection:
                _erased.forget_remains(connection, left)

    def refuse_erased(self, *hashes: str) -> None:
        """Raise LedgerError where a document or a text with one of these hashes was erased: it does not come back."""
        with self._reads() as connection:
            _refuse_erased(connection, set(hashes), self._erasures(connection))

    def erased_items(self) -> Mapping[str, str]:
        """Documents that were erased, and texts of theirs, by their hash; and by which entry."""
        with self._reads() as connection:
            return _erased_items(connection, self._erasures(connection))

    def trust(self) -> Trust:
        """Whose entries count here."""
        with self._reads() as connection:
            return self._trust(connection)

    def requests(self) -> tuple[str, ...]:
        """Erase entries of partners that name what others wrote as well: for that nothing is destroyed."""
        with self._reads() as connection:
            return tuple(_erased.unfollowed(connection, self._trust(connection)))

    def checkpoint(self) -> str:
        """The signed state of the log as it is now."""
        with self._reads() as connection:
            return self._checkpoint(connection)

    def accept(self) -> str:
        """Take the ledger as it is for the newest there is: its checkpoint replaces the one in the file."""
        note = self.checkpoint()
        keep_last(self._path, note)
        return note

    def consistency(self, old_size: int) -> str:
        """The checkpoint, with the proof that the log only grew since it had so many entries: for a witness."""
        with self._reads() as connection:
            return write_growth(_store.arrived_ids(connection), old_size, self._checkpoint(connection))

    def witness(self, text: str, owner: str | None = None) -> str:
        """Cosign another office's checkpoint, given with its proof; on return it is kept as the latest seen.

        `owner` is the key that a person gave for that office, which is known from then on. Raises TamperError, with
        what it means, on a log that did not only grow; both checkpoints are kept as evidence.
        """
        with self._writes() as connection:
            key, trust = self._signing_key(connection), self._trust(connection)
            found = _witnesses.witness(connection, text, owner, key, trust, datetime.now(UTC))
        if isinstance(found, Objection):
            kept = "; both checkpoints are kept: saksi witness --evidence" if found.is_evidence else ""
            raise TamperError(f"not cosigned: {found.line}{kept}")
        return found

    def evidence(self) -> tuple[Evidence, ...]:
        """What `witness` refused because it did not follow what was seen, with what was seen."""
        with self._reads() as connection:
            return _witnesses.evidence(connection)

    def keep_cosigned(self, text: str, witness: str | None = None) -> tuple[Cosignature, ...]:
        """Take back a checkpoint of this ledger that others have cosigned; what counts of it is kept and given.

        `witness` is the key that a person gave for an office, which is known from then on.
        """
        with self._writes() as connection:
            return _witnesses.keep_cosigned(connection, text, witness, self._trust(connection))

    def stampable(self, imprint: bytes) -> str:
        """The checkpoint of this log, now or before, whose SHA-256 this is: what an answer about it is checked with."""
        with self._reads() as connection:
            keys = map(SigningKey, _store.read_secrets(connection, OWNER).values())
            return _witnesses.stampable(connection, imprint, keys)

    def keep_stamped(self, note: str, answer: bytes, certificates: bytes) -> Bound:
        """Keep what a timestamp authority answered of a checkpoint of this log. Raises TamperError unless it holds."""
        with self._writes() as connection:
            return _witnesses.keep_stamped(connection, note, answer, certificates)

    def count_unstamped(self) -> int:
        """How many captures no timestamp counts that is kept here and holds."""
        with self._reads() as connection:
            bounds, _ = _witnesses.judge(connection)
            size = max((bound.size for bound in bounds if bound.how == "timestamp"), default=0)
            return _store.count_arrived_since(connection, size, "capture")

    def proven(self, entry_id: str) -> Bound | None:
        """By when the entry with this id was there at the latest, and who says so; None where nobody does."""
        with self._reads() as connection:
            bounds, _ = _witnesses.judge(connection)
            return earliest(bounds, _store.arrived_ids(connection).index(entry_id))

    def prove(self, entry_id: str, opened: frozenset[str]) -> str:
        """The proof that the entry with this id is in the log; only the fields `opened` are shown.

        In the log as it was cosigned first with that entry in it; as it is now where nobody has.
        """
        with self._reads() as connection:
            sealed, unreadable = _store.one_row(connection, entry_id).sealed()
            ids, note = _store.arrived_ids(connection), self._checkpoint(connection)
            cosigned = _witnesses.best_cosigned(connection, ids.index(entry_id))
            erased = frozenset(_erased.erased_fields(connection, entry_id).get(entry_id, {}))
        if unreadable or list(faults_of(sealed, erased)):
            raise TamperError(f"entry {entry_id[:12]} is damaged, and cannot be proven: run `saksi verify`")
        if cosigned is not None:
            ids, note = ids[: read_checkpoint(cosigned).size], cosigned
        return write_proof(sealed, opened, ids, note)

    def begin(self, *, accept: bool) -> None:
        """What comes first when it is opened: it is compared with its last checkpoint, or taken as it is."""
        if accept:
            self.accept()
        self.compare()
        with suppress(LedgerError):
            # what a crash left of an erasure; where it cannot be done now, or not by this role, `verify` says so
            self.finish_erasing()

    def compare(self) -> None:
        """Compare with the last checkpoint. Raises LedgerError unless the ledger only grew since."""
        last = read_last(self._path)
        with self._reads() as connection:
            now, arrived = _store.read_frontier(connection), _store.count_arrived(connection)
            then = None if last is None else _store.logged_root(connection, last.size)
            own = frozenset({hex_of(self._signing_key(connection))}) if self._member else self._own_keys(connection)
        wrong = difference(self._path, last, own, now, then, arrived)
        if wrong is not None:
            raise LedgerError(wrong)
        if now.size > (0 if last is None else last.size):
            # a crash came between the commit and the file
            self.accept()

    def count_missing(self, known: Checkpoint) -> int:
        """How many entries a checkpoint of elsewhere counts that are not here; 0 where all are.

        Raises TamperError where it is of another ledger, or its entries are not the first of these.
        """
        with self._reads() as connection:
            own, size = self._own_keys(connection), _store.read_frontier(connection).size
            then = _store.logged_root(connection, known.size) if known.size else EMPTY_ROOT
        if known.owner not in own:
            raise TamperError("the checkpoint is of another ledger")
        if known.size <= size and known.root != then:
            raise TamperError(f"the first {known.size} entries are not those of the checkpoint")
        return max(known.size - size, 0)

    def view(self, view: View) -> Record:
        """What `view` shows."""
        with self._reads() as connection:
            return fold(in_chain(self._seen(connection, view)), view)

    def seen(self, view: View) -> list[Entry]:
        """Every entry that the audience of `view` may see, in order of arrival."""
        with self._reads() as connection:
            return [entry for entry, _ in self._seen(connection, view)]

    def ids_of(self, kind: Kind) -> tuple[str, ...]:
        """The ids of the entries of a kind, in order of arrival."""
        with self._reads() as connection:
            return tuple(_store.ids_of_kind(connection, kind))

    def ids_about(self, documents: Iterable[str], kind: Kind | None = None) -> tuple[str, ...]:
        """The ids of the entries, all or those of a kind, that are of these documents or name an entry that is.

        In order of arrival. A link is of two, and not among them.
        """
        with self._reads() as connection:
            return tuple(_scopes.ids_about(connection, documents, kind))

    def seen_of(self, ids: Iterable[str], view: View) -> Iterator[Entry]:
        """Those of the entries with these ids that the audience of `view` may see; only some are in the memory."""
        left = iter(ids)
        while some := list(islice(left, _AT_ONCE)):
            with self._reads() as connection:
                found = _audience.seen_of(connection, view, self._trust(connection), some)
            yield from found

    def each_seen(self, view: View) -> Iterator[Entry]:
        """The same one by one: only some are in the memory at a time. Raises TamperError where some cannot be found."""
        with self._reads() as connection:
            trust, size = self._trust(connection), _store.read_frontier(connection).size
            arrived, last = _store.count_arrived(connection), _store.last_number(connection)
        if arrived != size:
            raise TamperError(f"{arrived} of {size} entries can be found: run `saksi verify`")
        number = 0
        for first in range(1, last + 1, _AT_ONCE):
            with self._reads() as connection:
                upto = min(first + _AT_ONCE - 1, last)
                found = _audience.seen_between(connection, view, trust, first, upto, number)
            yield from found
            number += len(found)

    def entries(self) -> Iterator[Entry]:
        """Every entry in order of arrival, for acts that must look at all: what is answered comes from `seen`.

        Only some are in the memory at a time. Raises TamperError as `entries_after` does.
        """
        return self.entries_after(0, 0)

    def entries_after(self, seq: int, passed: int) -> Iterator[Entry]:
        """The entries that arrived after number `seq`, which are all but the first `passed`, in order of arrival.

        Raises TamperError at the end unless as many were found as the log says: a damaged index hides nothing.
        """
        with self._reads() as connection:
            trust = self._trust(connection)
            asked = _erased.read_asked(connection, trust)
            size = _store.read_frontier(connection).size
        found = passed
        while found < size and (rows := self._rows_after(seq, min(_AT_ONCE, size - found))):
            yield from (_entry(row, trust, asked) for row in rows)
            found, seq = found + len(rows), _seq(rows[-1])
        if found != size:
            raise TamperError(f"{found} of {size} entries can be found: run `saksi verify`")

    def entries_at(self, seqs: Iterable[int]) -> list[Entry]:
        """The entries with these numbers of arrival, in that order."""
        with self._reads() as connection:
            trust = self._trust(connection)
            asked = _erased.read_asked(connection, trust)
            return [_entry(row, trust, asked) for row in _store.rows_at(connection, seqs)]

    def entries_of_kind(self, kind: Kind) -> Iterator[Entry]:
        """Every entry of a kind in order of arrival; only some are in the memory at a time."""
        with self._reads() as connection:
            numbers = _store.numbers_of_kind(connection, kind)
        for start in range(0, len(numbers), _AT_ONCE):
            yield from self.entries_at(numbers[start : start + _AT_ONCE])

    def seen_among(self, first: int, last: int, view: View) -> frozenset[str]:
        """Which of the entries from one number of arrival to another the audience of `view` may see."""
        with self._reads() as connection:
            return _audience.seen_among(connection, view, first, last)

    def places(self) -> Iterator[tuple[str, int]]:
        """Every entry's id, and how many of its author it follows."""
        with self._reads() as connection:
            yield from _scopes.every_place(connection)

    def count_openings(self, ids: Iterable[str]) -> int:
        """How many fields of these entries are open, or said to be absent."""
        with self._reads() as connection:
            return _store.count_openings(connection, ids)

    def log_size(self) -> tuple[int, bytes]:
        """How many entries the log has, and its root."""
        with self._reads() as connection:
            now = _store.read_frontier(connection)
        return now.size, now.root

    def root_at(self, size: int) -> bytes | None:
        """The root that the log had at this size, where it was acknowledged."""
        with self._reads() as connection:
            return _store.logged_root(connection, size)

    def open_projections(self) -> Engine:
        """The database of stored projections beside a ledger in a file, under the same key; dispose of it after use.

        All in it can be folded again. What is erased from the ledger takes the whole file along.
        """
        self._refuse_server()
        return open_beside(self._engine, projections_file(self._path))

    def drop_projections(self) -> None:
        """Remove the stored projections. Raises LedgerError where another program uses them."""
        self._refuse_server()
        drop_projections(self._engine, self._path)

    def _refuse_server(self) -> None:
        if self._member is not None:
            raise LedgerError(f"{self._name} is on a server, where no rows are stored: it answers without --first")

    def _rows_after(self, seq: int, most: int) -> list[_store.Row]:
        # in a transaction of its own: who reads slowly keeps nobody from writing
        with self._reads() as connection:
            return _store.rows_after(connection, seq, most)

    def entry(self, prefix: str, view: View | None = None) -> Entry:
        """The entry whose id begins with `prefix`, of those that the audience of `view` may see; without one, of all.

        Raises LedgerError unless there is exactly one.
        """
        _check_prefix(prefix)
        with self._reads() as connection:
            trust = self._trust(connection)
            if view is not None:
                return _the_one(_audience.find(connection, view, trust, prefix), prefix)
            found = _the_one(_store.find_ids(connection, prefix), prefix)
            return _entry(_store.one_row(connection, found), trust, _erased.read_asked(connection, trust))

    def reading_of(self, sha256: str, reader_version: str) -> str | None:
        """The id of the entry that says how this version of the reader read a document last; None if it has not.

        Only this office's own reading that counts: a partner's is the partner's word, and may be revoked or erased.
        """
        with self._reads() as connection:
            found, trust = _store.find_readings(connection, sha256, reader_version), self._trust(connection)
        own = (entry_id for entry_id, author in found if trust.is_home(author) and trust.right(author, entry_id))
        return next(own, None)

    def may_leave(self, entry_id: str, on: date) -> bool:
        """Whether what this entry says may go to a partner or a court on this day: `leaving` says so of many."""
        with self._reads() as connection:
            return _scopes.may_leave(connection, entry_id, on, _offices.counting(connection, self._root(connection)))

    def is_testimony(self, sha256: str) -> bool:
        """Whether somebody's consent or identity is on record with this document."""
        with self._reads() as connection:
            return _scopes.is_testimony(connection, sha256)

    def begin_scopes(self, connection: Connection) -> None:
        """Let a ledger be read for an audience that was made before there were any, in the transaction of who asks."""
        pages = (_store.whole(connection, page, _scopes.NAMED) for page in _store.every_page(connection))
        sealed = (row.sealed()[0] for page in pages for row in page)
        _scopes.begin_scopes(connection, sealed, _offices.counting(connection, self._root(connection)))

    def item_key(self, sha256: str) -> bytes | None:
        """The key under which an original or a text is kept; None if it is not kept here."""
        with self._reads() as connection:
            return _store.read_item_key(connection, sha256)

    def item_keys(self) -> Mapping[str, bytes]:
        """All originals and texts that are kept, by their hash, and the key of each."""
        with self._reads() as connection:
            return _store.read_item_keys(connection)

    def copy_to(self, path: Path) -> Self:
        """A copy at `path`, where nothing may be, as the ledger is at one moment; others may write meanwhile."""
        with _store.explained(self._path):
            return type(self)(path, copy_engine(self._engine, path))

    def verify(self, tell: Tell = silent) -> Verification:
        """Check every entry and the store itself. Originals are the caller's: their hashes are in the answer.

        Others may write meanwhile. `tell` hears how many entries have gone through.
        """
        with self._reads() as connection:
            root = self._root(connection)
        return verify(Checked(reads=self._reads, root=root, name=self._path.name), tell)

    def faults_of(self, entry_id: str) -> tuple[str, ...]:
        """What is wrong with one entry by itself or with its author's right to it; `verify` looks at the others too."""
        with self._reads() as connection:
            found = stored(_store.one_row(connection, entry_id))
            trust = self._trust(connection)
            erased, asked = self._erasures(connection), _erased.read_asked(connection, trust)
        return tuple(check_one(found, trust, erased, asked))

    def admit_reader(self, version: str, *, recorded_at: datetime) -> None:
        """Make and admit the key of a version of the reader, where it is not there yet."""
        with self._writes() as connection:
            writer = self._writer(connection, recorded_at)
            writer.load(("reader", version))
            self._put(connection, writer)
            note = self._checkpoint(connection)
        keep_last(self._path, note)

    def refuse_unless_root(self, what: str) -> None:
        """Raise LedgerError where another than who began a ledger on a server would do what only that one may."""
        if self._is_colleague:
            raise LedgerError(f"only who began {self._name} {what}: ask them")

    @property
    def _is_colleague(self) -> bool:
        """Whether another works here than who began it: on a server."""
        return self._member is not None and not self._member.is_root

    def _root(self, connection: Connection) -> str:
        """The key by which this ledger was first known; it never changes."""
        if self._member is not None:
            return self._member.root
        return _public(_needed(_store.read_secret(connection, OWNER), self._name))

    def _signing_key(self, connection: Connection) -> SigningKey:
        """The key of who works here."""
        if self._member is not None:
            return self._member.keys.signing
        return SigningKey(_needed(last_of(_store.read_secrets(connection, OWNER)), self._name))

    def _own_keys(self, connection: Connection) -> frozenset[str]:
        """The public keys with which this ledger itself has signed: its own in turn, and those of its readers."""
        seeds = _store.read_secrets(connection, "reader") | _store.read_secrets(connection, OWNER)
        own = {hex_of(self._signing_key(connection)), self._root(connection)}
        return frozenset(own | {_public(seed) for seed in seeds.values()})

    def _signing_keys(self, connection: Connection) -> frozenset[str]:
        """Those of the own keys with which this ledger signs what comes next."""
        readers = _store.read_secrets(connection, readers_of(connection))
        return frozenset({hex_of(self._signing_key(connection)), *map(_public, readers.values())})

    def _trust(self, connection: Connection) -> Trust:
        return _offices.read_trust(connection, self._root(connection))

    def _erasures(self, connection: Connection) -> Erased:
        return _erased.read_erased(connection, self._trust(connection))

    def _seen(self, connection: Connection, view: View) -> list[tuple[Entry, int]]:
        return _audience.seen(connection, view, self._trust(connection))

    def _checkpoint(self, connection: Connection) -> str:
        now = _store.read_frontier(connection)
        return sign_checkpoint(now.size, now.root, self._signing_key(connection))

    def _refuse_put_out(self, connection: Connection) -> None:
        """A colleague whose key was revoked adds nothing: nor with a reader's key, which all on the server share."""
        if self._member is not None and not self._member.is_root:
            own = self._member.keys.public.public_key
            if own in self._trust(connection).home.beyond:
                raise LedgerError(f"your key was revoked on {self._name}: ask who began the ledger")

    def _writer(self, connection: Connection, recorded_at: datetime) -> "Writer":
        self._refuse_put_out(connection)
        return Writer(connection, recorded_at, self._signing_key(connection), self._member)

    def _add(
        self,
        connection: Connection,
        batch: Sequence[NewEntry],
        recorded_at: datetime,
        place: Place | None = None,
    ) -> tuple[str, ...]:
        writer = self._writer(connection, recorded_at)
        ids = [writer.add(new) for new in batch]
        self._put(connection, writer)
        if place is not None and not self._is_colleague:
            carry_out(connection, self._trust(connection), place)
        return tuple(ids)

    def _put(self, connection: Connection, writer: "Writer") -> None:
        counts = _offices.counting(connection, self._root(connection))
        _store.put(connection, writer.sealed, datetime.now(UTC), self._erasures(connection), counts)

    @contextmanager
    def _reads(self) -> Iterator[Connection]:
        with _store.explained(self._name), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writes(self) -> Iterator[Connection]:
        with (
            _store.explained(self._name),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection


def fill_new(engine: Engine) -> None:
    """Make the tables of a new ledger, its owner's key and the key of its originals."""
    _store.create_tables(engine, {OWNER: bytes(SigningKey.generate()), ORIGINALS: random_bytes(32)})


class Writer:
    """Signs a batch, one entry after the other, each following its author's last."""

    def __init__(
        self, connection: Connection, recorded_at: datetime, own: SigningKey, member: "Member | None" = None
    ) -> None:
        self._connection = connection
        self._recorded_at = recorded_at
        self._own = own
        self._member = member
        self._keys: dict[By, SigningKey] = {}
        self._last: dict[str, str | None] = {}
        self._ids: list[str] = []
        self.sealed: list[Sealed] = []

    def begin(self) -> None:
        """Sign the admission of the owner's key by itself, where it has signed nothing yet."""
        self._key("owner")

    def add(self, new: NewEntry) -> str:
        """Sign `new` and give its id."""
        fields = {**new.fields, **{name: self._ids[place] for name, place in new.refs.items()}}
        self._ids.append(self._sign(new, fields))
        return self._ids[-1]

    def _sign(self, new: NewEntry, fields: JsonObject) -> str:
        key = self._key(new.by)
        author = hex_of(key)
        salts = {name: random_bytes(SALT_BYTES) for name in FIELDS[new.kind]}
        sealed = seal(new.kind, fields, key=key, prev=self._last[author], recorded_at=self._recorded_at, salts=salts)
        self._last[author] = sealed.id
        self.sealed.append(sealed)
        return sealed.id

    def _key(self, by: By) -> SigningKey:
        if by not in self._keys:
            self.load(by)
        return self._keys[by]

    def load(self, by: By) -> None:
        """Have the key of an author at hand; a key that is new is admitted, which on a server its root alone can do."""
        key = self._own if by == "owner" else self._reader(f"{readers_of(self._connection)}{by[1]}")
        self._keys[by] = key
        self._last[hex_of(key)] = _store.last_of(self._connection, hex_of(key))
        if self._last[hex_of(key)] is not None or self._is_admitted(hex_of(key)):
            return
        if self._member is not None and not self._member.is_root:
            raise LedgerError(
                f"{'your key' if by == 'owner' else ' '.join(by)} is not admitted on {self._member.name}: who began "
                "the ledger admits it, a reader by adding a document with the same version of Saksi"
            )
        # the first entry of a key is preceded by the owner's word that it counts
        self._sign(NewEntry(kind="key", fields={}), key_fields(by, hex_of(key)))

    def _is_admitted(self, key: str) -> bool:
        # in a file each key is admitted right before its first entry
        return self._member is not None and key in _offices.read_trust(self._connection, self._member.root).home.rights

    def _reader(self, name: str) -> SigningKey:
        seed = _store.read_secret(self._connection, name)
        if seed is None:
            seed = bytes(SigningKey.generate())
            _store.put_secret(self._connection, name, seed)
        return SigningKey(_needed(seed, name))


def _check_assent(trust: Trust, erase_id: str, key: str) -> None:
    for office in trust.offices:
        if erase_id in office.unassented:
            if key not in office.unassented[erase_id]:
                raise BadInputError(f"{erase_id[:12]} waits for the word of another person than the one who works here")
            return
    raise BadInputError(f"{erase_id[:12]} waits for nobody's assent: `saksi assent` lists what does")


def _entry(row: _store.Row, trust: Trust, asked: Erased) -> Entry:
    try:
        return _opened(row, trust, asked)
    except TamperError as error:
        raise TamperError(f"entry {row.id[:12]} is damaged ({error}): run `saksi verify`") from None


def _opened(row: _store.Row, trust: Trust, asked: Erased) -> Entry:
    if row.arrived is None:
        raise TamperError("when it arrived is lost")
    head = head_of(parse_trusted(row.head))
    right = trust.right(head.author, row.id)
    fields = row.fields()
    lost = sorted(set(head.commitments) - set(row.openings) - set(row.erased))
    if lost and not trust.may_keep(head.author, head.kind):
        for name in sorted(set(lost) - set(asked.of(row.id, head.kind, head.author, fields.get("document")))):
            raise TamperError(f"the opening of {name} is missing")
    return Entry(
        seq=row.arrived[0],
        id=row.id,
        kind=head.kind,
        author=head.author,
        role=None if right is None else right.role,
        reader=None if right is None else right.reader,
        office=None if right is None else right.office,
        recorded_at=head.recorded_at,
        arrived_at=datetime.fromisoformat(row.arrived[1]).astimezone(UTC),
        prev=head.prev,
        fields=fields,
        erased=row.erased,
        closed=tuple(lost),
    )


def _seq(row: _store.Row) -> int:
    return 0 if row.arrived is None else row.arrived[0]


def _erased_items(connection: Connection, erased: Erased) -> dict[str, str]:
    return {**_erased.erased_items(connection), **erased.documents}


def _refuse_erased(connection: Connection, documents: Set[str], found: Erased) -> None:
    erased = _erased_items(connection, found)
    for document in sorted(documents & set(erased)):
        raise LedgerError(
            f"{document[:12]} was erased from this ledger ({erased[document][:12]}): it does not come back"
        )


def _documents(batch: Sequence[NewEntry]) -> set[str]:
    return {str(new.fields["document"]) for new in batch if "document" in new.fields}


def _the_one(found: Sequence[_Found], prefix: str) -> _Found:
    if len(found) != 1:
        raise LedgerError(
            f"no entry begins with {prefix}: `saksi log` lists them, `saksi documents` the documents"
            if not found
            else f"more than one entry begins with {prefix}: give more digits"
        )
    return found[0]


def _check_prefix(prefix: str) -> None:
    if len(prefix) < _LEAST_PREFIX or any(digit not in "0123456789abcdef" for digit in prefix):
        raise BadValueError(f"{prefix!r} is no id: give at least {_LEAST_PREFIX} of its hexadecimal digits")


def _needed(seed: bytes | None, name: str) -> bytes:
    if not seed:
        raise LedgerError(f"the ledger {name} has lost its own keys: put back a good copy")
    return seed


def _public(seed: bytes) -> str:
    return hex_of(SigningKey(seed))


def readers_of(connection: Connection) -> str:
    """How the names of the readers' secrets begin: a new key of the ledger's own has readers of its own.

    Whoever stole the one has the others too.
    """
    turn = len(_store.read_secrets(connection, OWNER))
    return "reader " if turn <= 1 else f"reader@{turn} "


def last_of(secrets: Mapping[str, bytes]) -> bytes | None:
    """The last of secrets that follow each other, as `owner` and `owner 2`; None where there is none."""
    return max(secrets.items(), key=lambda held: (len(held[0]), held[0]), default=(None, None))[1]


def hex_of(key: SigningKey) -> str:
    """A key's public half, as heads name it."""
    return bytes(key.verify_key).hex()
