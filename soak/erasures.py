"""Erasing, over and over: fields and documents by chance, some by a worker that is killed in the midst of it.

After each the ledger must check out, its log be what it was, its proofs hold; and with the key in hand nothing that was
erased, neither value nor salt nor key of an original, may be found in any byte of any file.
"""

import base64
import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from saksi.acts import Plan, add, erase, plan_document, plan_fields, verify
from saksi.archive import take_in
from saksi.ledger import FIELDS, Ledger, _engine, _store, check_proof, erasable, open_ledger
from saksi.ledger.keys import read_key
from saksi.model import LedgerError
from saksi.projection import follow

from .plain import pages_of

_DOCUMENTS = 12
#: A value of fewer bytes may stand by chance where nothing was erased.
_LEAST = 12
#: One worker in so many is killed, at a moment of these first seconds.
_KILLED, _LONGEST = 4, 0.15


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must not be found once it is erased: by where it stood, its bytes."""

    openings: dict[tuple[str, str], tuple[bytes, bytes]]
    keys: dict[str, bytes]


def run(number: int, seed: int = 1, *, careless: bool = False) -> tuple[int, list[str]]:
    """So many erasures; how many values, salts and keys were looked for, and everything that is wrong.

    With `careless` nothing is wiped or rewritten: then something must be found.
    """
    chance, looked, wrongs = random.Random(seed), 0, list[str]()
    with tempfile.TemporaryDirectory() as folder, _settings(careless=careless):
        path = Path(folder) / "ledger"
        for _ in range(number):
            if not path.exists() or _is_spent(path):
                _fill(path, chance)
            count, found = _erase_once(path, chance, careless=careless)
            looked, wrongs = looked + count, wrongs + found
        wrongs += _unproven(path, None)
    return looked, wrongs


def story(chance: random.Random) -> bytes:
    """An invented report on a person of a name that stands nowhere else."""
    name = "".join(chance.choices("bdfgklmnprst", k=1) + chance.choices("aeiouklmnrst", k=9)).capitalize()
    return (
        f"Farmer {name} Held in Exampleville\n\nEXAMPLEVILLE, 3 March 2021 - Police arrested Sok {name} on Monday, "
        f"his lawyer Dara Proof{name.lower()} said. “They took him from his field in {name} village,” she said. "
        f"Sok {name}, 43, was charged with incitement. A police spokesman denied that Sok {name} had been beaten.\n"
    ).encode()


def _fill(path: Path, chance: random.Random) -> None:
    with open_ledger(path, None, create=True) as ledger:
        for _ in range(_DOCUMENTS):
            data = story(chance)
            add(ledger, data, take_in(data), name="t.txt", published=None, recorded_at=datetime.now(UTC))


def _is_spent(path: Path) -> bool:
    with open_ledger(path, None, create=False) as ledger:
        return not _documents(ledger)


def _documents(ledger: Ledger) -> list[str]:
    """The documents that are not erased."""
    named = {str(entry.fields["document"]) for entry in ledger.entries() if entry.kind == "capture"}
    return sorted(named - set(ledger.erased_items()))


def _erase_once(path: Path, chance: random.Random, *, careless: bool) -> tuple[int, list[str]]:
    with open_ledger(path, None, create=False) as ledger:
        follow(ledger)
        plan, before = _plan(ledger, chance), _secrets(ledger)
        root, size = ledger.checkpoint(), len(list(ledger.entries()))
    if not careless and chance.randrange(_KILLED) == 0:
        _killed(path, plan, chance.random() * _LONGEST)
    else:
        _do(path, plan)
    try:
        with open_ledger(path, None, create=False) as ledger:
            wrongs = [f"{fault.where[:12]}: {fault.what}" for fault in verify(ledger).faults]
            wrongs += [] if _root_at(ledger, size) in root else ["the root of the log is another than before"]
            gone = _gone(before, _secrets(ledger))
            is_done = all(set(aim.fields) <= set(ledger.entry(aim.entry.id).erased) for aim in plan.aims)
            wrongs += ["it was erased in part"] if gone and not is_done else []
            # what is folded now is searched as well
            follow(ledger)
    except LedgerError as error:
        return 0, [f"refused: {error}"]
    return len(gone), wrongs + _found(path, gone) + _unproven(path, plan)


def _plan(ledger: Ledger, chance: random.Random) -> Plan:
    if chance.randrange(5) == 0:
        return plan_document(ledger, chance.choice(_documents(ledger)))
    kept = set(_documents(ledger))
    open_ones = [entry for entry in ledger.entries() if entry.fields.get("document") in kept and entry.kind != "erase"]
    entry = chance.choice(open_ones)
    fields = erasable(entry.kind)
    return plan_fields(ledger, entry.id, chance.sample(fields, chance.randint(1, len(fields))))


def _do(path: Path, plan: Plan) -> None:
    with open_ledger(path, None, create=False) as ledger:
        erase(ledger, plan, reason=None, recorded_at=datetime.now(UTC))


def _killed(path: Path, plan: Plan, seconds: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            _do(path, plan)
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _secrets(ledger: Ledger) -> Secrets:
    with ledger._reads() as connection:
        rows = _store.rows(connection)
        openings = {
            (row.id, name): (salt, value or b"") for row in rows for name, (salt, value) in row.openings.items()
        }
        keys = connection.exec_driver_sql("SELECT document, key FROM item_key").all()
    return Secrets(openings=openings, keys=dict(keys))


def _gone(before: Secrets, after: Secrets) -> list[bytes]:
    """Salts, keys, and values of some length that stand in nothing that is kept."""
    lost = [held for where, held in before.openings.items() if where not in after.openings]
    kept = b"\n".join(value for _, value in after.openings.values())
    values = {value for _, value in lost if len(value) >= _LEAST and value not in kept}
    keys = [key for document, key in before.keys.items() if document not in after.keys]
    return [*(salt for salt, _ in lost), *values, *keys]


def _found(path: Path, gone: list[bytes]) -> list[str]:
    """What of it is found in the files, as it is or in hexadecimal digits, and in the pages of the databases."""
    files = {file.name: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    files["the pages"] = pages_of(path, read_key(path, None))
    files["the pages of the projections"] = pages_of(path.with_name(path.name + ".views"), read_key(path, None))
    return [
        f"{len(each)} bytes that were erased are in {name}: {each[:40]!r}"
        for name, data in files.items()
        for each in gone
        if each in data or each.hex().encode() in data
    ]


def _unproven(path: Path, plan: Plan | None) -> list[str]:
    """Proofs that do not hold: of the entries that were erased from, or of all."""
    with open_ledger(path, None, create=False) as ledger:
        entries = [aim.entry for aim in plan.aims[:3]] if plan is not None else list(ledger.entries())
        for entry in entries:
            proven = check_proof(ledger.prove(entry.id, frozenset(FIELDS[entry.kind])))
            if proven.id != entry.id or set(proven.closed) != set(ledger.entry(entry.id).erased):
                return [f"{entry.id[:12]}: its proof shows something else"]
    return []


def _root_at(ledger: Ledger, size: int) -> str:
    with ledger._reads() as connection:
        return base64.b64encode(_store.logged_root(connection, size) or b"?").decode()


@contextmanager
def _settings(*, careless: bool) -> Iterator[None]:
    """The settings of the program; or, careless, none that wipe, and nothing done after the commit."""
    settings = _engine._SETTINGS
    finish = Ledger.finish_erasing
    if careless:
        _engine._SETTINGS = (*settings[:2], "PRAGMA secure_delete = OFF", *settings[3:])
        setattr(Ledger, "finish_erasing", _do_nothing)  # noqa: B010 - mypy forbids the plain way
    try:
        yield
    finally:
        _engine._SETTINGS = settings
        setattr(Ledger, "finish_erasing", finish)  # noqa: B010 - as above


def _do_nothing(ledger: Ledger) -> None:
    del ledger
