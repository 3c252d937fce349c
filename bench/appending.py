"""Statements appended per second, signed and durable, beside bare rows of the same size in the same kind of store."""

import secrets
import time
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3

from saksi.ledger import NewEntry, Server, open_ledger, statement_fields
from saksi.model import Event, Party, Span, Statement, When

BATCH = 1_000
#: Bytes that a statement takes in the store: head, signature, and an opening for each of its fields.
ROW = 4_800


def statements_a_second(where: Path | Server) -> float:
    """Appended in one transaction of a thousand to a new ledger without a passphrase."""
    ledger = open_ledger(where, None, create=True)
    batch = [_new(number) for number in range(BATCH)]
    begun = time.perf_counter()
    ledger.append(batch, recorded_at=datetime.now(UTC))
    rate = BATCH / (time.perf_counter() - begun)
    ledger.close()
    return rate


def bare_rows_a_second(folder: Path) -> float:
    """Inserted in one transaction into a SQLCipher table with the same journal and synchronous settings."""
    connection = sqlcipher3.connect(str(folder / "bare"))
    connection.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, row BLOB) STRICT")
    connection.commit()
    rows = [(secrets.token_hex(32), secrets.token_bytes(ROW)) for _ in range(BATCH)]
    begun = time.perf_counter()
    connection.executemany("INSERT INTO bare VALUES (?, ?)", rows)
    connection.commit()
    rate = BATCH / (time.perf_counter() - begun)
    connection.close()
    return rate


def _new(number: int) -> NewEntry:
    event = Event(
        kind="arrest", event=f"v{number}", targets=(Party(name=f"Person {number}", ref="n1"),), date=When("2019-12")
    )
    statement = Statement(id=f"e{number}", span=Span(start=number, end=number + 8), content=event)
    return NewEntry(kind="statement", fields=statement_fields(statement, document="0" * 64, words="arrested"))
