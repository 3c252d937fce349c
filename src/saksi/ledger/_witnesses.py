"""The SQL of witnessing: what was seen of other logs, and what others said of this one.

With `_store` the only code that speaks SQL to the ledger's tables. Who is known: partner offices, and whose key a
person gave, then or before; their cosignatures alone count, since whoever makes a key can cosign.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import product

from nacl.signing import SigningKey
from sqlalchemy import Connection, Row, select

from ..model import LedgerError, TamperError
from ._store import logged_root, logged_roots
from ._tables import cosigned_checkpoint, refused_checkpoint, seen_checkpoint, stamped_checkpoint
from ._unless_there import insert_unless_there
from .checkpoint import Checkpoint, owners_part, read_checkpoint, sign_checkpoint
from .cosignature import Cosignature, cosign, cosignatures
from .entries import Bound
from .log import EMPTY_ROOT
from .trust import Office, Trust
from .witnessing import Evidence, Objection, objection, read_growth


def witness(
    connection: Connection, text: str, owner: str | None, key: SigningKey, trust: Trust, at: datetime
) -> str | Objection:
    """The note in `text` with this office's cosignature, once it is kept as the latest seen of its log; or why not.

    Two signed states that contradict each other are kept as evidence. Raises LedgerError on a log that is not known.
    """
    growth = read_growth(text)
    origin = growth.checkpoint.owner
    if trust.is_home(origin):
        raise LedgerError("it is this ledger's own checkpoint: a witness is another office")
    if owner is not None and origin != owner:
        raise LedgerError(f"it is a checkpoint of the log of {origin[:12]}, not of the key that you gave")
    if owner is None and origin not in _known_offices(connection, trust):
        raise LedgerError(
            f"the log of {origin[:12]} is not known here: compare its key with the one that the office gave you, and "
            "give it with --owner"
        )
    keys = next((office.lineage for office in trust.partners if origin in office.lineage), (origin,))
    note, held = owners_part(growth.note), _last_seen(connection, keys)
    last = None if held is None else held[0]
    before = connection.execute(select(seen_checkpoint.c.seq).where(seen_checkpoint.c.note == note)).scalar()
    wrong = objection(growth, None if last is None else read_checkpoint(last), is_old=before is not None)
    if wrong is None:
        seen = {"owner": origin, "note": note, "seen_at": at.isoformat()}
        insert_unless_there(connection, seen_checkpoint, [seen])
        return cosign(growth.note, key, at)
    if wrong.is_evidence:
        pair = {"owner": origin, "seen": last, "refused": note, "why": wrong.line, "refused_at": at.isoformat()}
        insert_unless_there(connection, refused_checkpoint, [pair])
    return wrong


def size_seen_by(connection: Connection, office: Office) -> int:
    """The largest state of this log that an office is known to have seen, since it cosigned it; 0 for none."""
    of_office = select(cosigned_checkpoint.c.note).where(cosigned_checkpoint.c.witness.in_(office.lineage))
    return max((read_checkpoint(note).size for note in connection.execute(of_office).scalars()), default=0)


def size_seen_of(connection: Connection, office: Office) -> int:
    """The size of the state that was seen last of an office's log; 0 for none."""
    last = _last_seen(connection, office.lineage)
    return 0 if last is None else read_checkpoint(last[0]).size


def cosigned_for(connection: Connection, offices: Iterable[Office], key: SigningKey) -> Iterator[str]:
    """What was seen last of the logs of these offices, cosigned as of when it was seen."""
    for office in offices:
        last = _last_seen(connection, office.lineage)
        if last is not None:
            note, seen_at = last
            yield cosign(note, key, datetime.fromisoformat(seen_at))


def evidence(connection: Connection) -> tuple[Evidence, ...]:
    """Every pair of checkpoints of one log that do not fit together, in the order in which they were found."""
    table = refused_checkpoint
    return tuple(
        Evidence(
            owner=row.owner,
            seen=row.seen,
            refused=row.refused,
            why=row.why,
            refused_at=datetime.fromisoformat(row.refused_at),
        )
        for row in connection.execute(select(table).order_by(table.c.seq))
    )


def keep_cosigned(connection: Connection, note: str, witness_key: str | None, trust: Trust) -> tuple[Cosignature, ...]:
    """Keep the cosignatures of known offices, and of the one given, on a checkpoint of this log; those that are kept.

    Raises LedgerError where there is none, and TamperError where this log never had that state.
    """
    checkpoint = read_checkpoint(note)
    if checkpoint.owner not in trust.home.lineage:
        raise LedgerError(f"it is a checkpoint of the log of {checkpoint.owner[:12]}, not of this ledger")
    _check_state(connection, checkpoint)
    known = {*_known_offices(connection, trust), *([] if witness_key is None else [witness_key])}
    others = (each for each in cosignatures(note) if not trust.is_home(each.witness))
    found = tuple(each for each in others if each.witness in known)
    if witness_key is not None and witness_key not in {each.witness for each in found}:
        raise TamperError(f"it has no cosignature of {witness_key[:12]} that holds")
    if not found:
        raise LedgerError("no office that is known here has cosigned it: give the office's key with --owner")
    rows = [{"witness": each.witness, "note": owners_part(note) + each.line} for each in found]
    insert_unless_there(connection, cosigned_checkpoint, rows)
    return found


def stampable(connection: Connection, imprint: bytes, keys: Iterable[SigningKey]) -> str:
    """The checkpoint of this log, now or before, whose SHA-256 this is. Raises TamperError where there is none."""
    # the same state signs to the same bytes
    for key, (size, root) in product(keys, logged_roots(connection)):
        note = sign_checkpoint(size, root, key)
        if hashlib.sha256(note.encode()).digest() == imprint:
            return note
    raise TamperError("the authority's answer is over no checkpoint of this ledger")


def keep_stamped(connection: Connection, note: str, answer: bytes, certificates: bytes) -> Bound:
    """Keep the answer of a timestamp authority over a checkpoint of this log. Raises TamperError unless it holds."""
    bound = _stamp_bound(note, answer, certificates)
    row = {
        "id": hashlib.sha256(answer).hexdigest(),
        "note": note,
        "answer": answer,
        "certificates": certificates,
    }
    insert_unless_there(connection, stamped_checkpoint, [row])
    return bound


def judge(connection: Connection) -> tuple[tuple[Bound, ...], tuple[str, ...]]:
    """The bounds that what is kept here puts on the time of entries, checked again, and what of it does not hold."""
    found = [*_checked(connection), *_seen_faults(connection)]
    bounds = tuple(each for each in found if isinstance(each, Bound))
    return bounds, tuple(each for each in found if isinstance(each, str))


def best_cosigned(connection: Connection, place: int) -> str | None:
    """The note that proves the earliest time of the entry at this place, with all cosignatures of that state."""
    notes = {row.note: _cosigned_bound(connection, row.note, row.witness) for row in _rows(connection)}
    held = {note: bound for note, bound in notes.items() if isinstance(bound, Bound) and bound.size > place}
    if not held:
        return None
    best = min(held, key=lambda note: (held[note].at, held[note].size, note))
    own = owners_part(best)
    return own + "".join(sorted(note.removeprefix(own) for note in held if owners_part(note) == own))


def _known_offices(connection: Connection, trust: Trust) -> set[str]:
    owners = connection.execute(select(seen_checkpoint.c.owner).distinct()).scalars()
    witnesses = connection.execute(select(cosigned_checkpoint.c.witness).distinct()).scalars()
    return {*owners, *witnesses, *(key for office in trust.partners for key in office.lineage)}


def _last_seen(connection: Connection, keys: Iterable[str]) -> tuple[str, str] | None:
    """The note that was seen last of a log, whichever key of its office in turn has signed it, and when."""
    of_log = select(seen_checkpoint.c.note, seen_checkpoint.c.seen_at).where(seen_checkpoint.c.owner.in_(keys))
    found = connection.execute(of_log.order_by(seen_checkpoint.c.seq.desc()).limit(1)).first()
    return None if found is None else (found.note, found.seen_at)


def _rows(connection: Connection) -> Sequence[Row[tuple[int, str, str]]]:
    return connection.execute(select(cosigned_checkpoint).order_by(cosigned_checkpoint.c.seq)).all()


def _checked(connection: Connection) -> Iterator[Bound | str]:
    for row in _rows(connection):
        yield _cosigned_bound(connection, row.note, row.witness)
    for row in connection.execute(select(stamped_checkpoint).order_by(stamped_checkpoint.c.id)):
        try:
            _check_state(connection, read_checkpoint(row.note))
            yield _stamp_bound(row.note, row.answer, row.certificates)
        except LedgerError as error:
            yield f"timestamp {row.id[:12]}: {error}"


def _seen_faults(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(seen_checkpoint)):
        try:
            is_right = read_checkpoint(row.note).owner == row.owner
        except TamperError:
            is_right = False
        if not is_right:
            yield f"checkpoint {row.seq} of those seen of other logs does not hold"


def _cosigned_bound(connection: Connection, note: str, witness_key: str) -> Bound | str:
    try:
        checkpoint = read_checkpoint(note)
        _check_state(connection, checkpoint)
        (found,) = cosignatures(note)
    except (LedgerError, ValueError):
        found = None
    if found is None or found.witness != witness_key:
        return f"a cosignature of {witness_key[:12]} does not hold over the log as it is"
    return Bound(size=checkpoint.size, at=found.at, by=found.witness, how="cosignature")


def _stamp_bound(note: str, answer: bytes, certificates: bytes) -> Bound:
    # its libraries take a tenth of a second to load, and most commands have nothing to do with timestamps
    from .timestamp import read_timestamp

    found = read_timestamp(answer, note, certificates)
    return Bound(size=read_checkpoint(note).size, at=found.at, by=found.authority, how="timestamp")


def _check_state(connection: Connection, checkpoint: Checkpoint) -> None:
    root = logged_root(connection, checkpoint.size) if checkpoint.size else EMPTY_ROOT
    if root is None:
        raise TamperError(
            f"this ledger never had a state of {checkpoint.size} entries, and its key has signed one: this copy is "
            "older, or the ledger went on in two copies; look for the other before you add anything"
        )
    if root != checkpoint.root:
        raise TamperError(
            f"the first {checkpoint.size} entries here are not those that were signed: the ledger went on in two "
            "copies; look for the other before you add anything"
        )
