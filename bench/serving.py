"""A PostgreSQL server for a ledger to be measured on, and bare rows in it: of the same size, as durable."""

import os
import secrets
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.appending import BATCH, ROW
from saksi.ledger import Server


@contextmanager
def server(folder: Path) -> Iterator[Server | None]:
    """A database without a ledger: of SAKSI_TEST_POSTGRES, else of a server that runs as long as this; None of none."""
    named = os.environ.get("SAKSI_TEST_POSTGRES")
    if named is not None:
        yield Server.of(named, folder)
        return
    try:
        with warnings.catch_warnings():
            # it warns where a system has no folder for what runs
            warnings.simplefilter("ignore")
            from pgserver.postgres_server import get_server
    except ImportError:
        yield None
        return
    with get_server(folder / "postgres", cleanup_mode="delete") as started:
        yield Server.of(started.get_uri(), folder)


def bare_rows_a_second(place: Server) -> float:
    """Inserted in one transaction, in the driver's own batches."""
    address = place.url.set(drivername="postgresql").render_as_string(hide_password=False)
    rows = [(secrets.token_hex(32), secrets.token_bytes(ROW)) for _ in range(BATCH)]
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, row BYTEA)")
        connection.commit()
        begun = time.perf_counter()
        connection.cursor().executemany("INSERT INTO bare VALUES (%s, %s)", rows)
        connection.commit()
        rate = BATCH / (time.perf_counter() - begun)
        connection.execute("DROP TABLE bare")
    return rate
