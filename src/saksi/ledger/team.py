"""Who works on a ledger that several share: a key of one's own for each, admitted by who began it."""

from datetime import datetime

from ..model import BadInputError, LedgerError
from ._erased import Place
from .entries import NewEntry
from .exchange import Exchange
from .joining import is_admitted, new_keys
from .keys import key_file, read_key
from .ledger import Ledger
from .member import Identity, Member, keys_of
from .server import Server
from .sign import is_good_key


def make_identity(server: Server, passphrase: str | None) -> Identity:
    """Make the key file of a person for a ledger on a server, and give what who began that ledger is told.

    The server is not asked. Raises LedgerError where there is a key file already.
    """
    if key_file(server.path).exists():
        raise LedgerError(f"there is a key for {server.name} already, in {key_file(server.path)}")
    return new_keys(server, passphrase).public


def identity_unless_admitted(server: Server, passphrase: str | None) -> Identity | None:
    """What who began the ledger on this server is told, with a key file made where there is none; None once admitted.

    Raises LedgerError where the server cannot be reached, or the key file not opened or written.
    """
    if not key_file(server.path).exists():
        return make_identity(server, passphrase)
    keys = keys_of(read_key(server.path, passphrase))
    return None if is_admitted(server, keys) else keys.public


def admit(ledger: Ledger, person: Identity, *, recorded_at: datetime, place: Place) -> str:
    """Let a person read and write: a signed `key` entry, and the data key in a box that only that person opens.

    Both or neither; the id of the entry. What the person gave should be compared by voice: who can put another key in
    its place reads the ledger. `place` says where an original lies, as in erasing. Raises LedgerError where the ledger
    is no server's, or another than its root asks.
    """
    member = _root(ledger)
    if not _is_key(person.public_key):
        raise BadInputError(f"{person.public_key[:80]!r} is no public key: it is 64 digits from 0 to f")
    box = member.box_for(person.recipient)
    entry = NewEntry(kind="key", fields={"act": "admit", "key": person.public_key, "role": "owner"})
    (entry_id,), _ = Exchange(ledger).change_trust(
        [entry], recorded_at=recorded_at, place=place, boxes={person.recipient: box}
    )
    return entry_id


def admit_reader(ledger: Ledger, version: str, *, recorded_at: datetime) -> None:
    """Let everybody on the ledger write with this version of the reader, which the root's word alone admits."""
    _root(ledger)
    ledger.admit_reader(version, recorded_at=recorded_at)


def _root(ledger: Ledger) -> Member:
    member = ledger.member
    if member is None:
        raise LedgerError(f"{ledger.path} is a ledger in a file: several persons share one on a server only")
    if not member.is_root:
        raise LedgerError(f"only who began {member.name} admits others: ask them")
    return member


def _is_key(digits: str) -> bool:
    try:
        found = bytes.fromhex(digits)
    except ValueError:
        return False
    return found.hex() == digits and is_good_key(found)
