"""A long list of people, and a large web archive, each in one call: python -m bench bulk [--rows N] [--records N]"""

import argparse
import csv
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_MAPPING = """list = "bench"
said_by = "Example Prison Watch"
dates = "day first"
everybody = "held"

[columns]
id = "No"
name = "Name"
sex = "Sex"
age = "Age"
detained_at = "Prison"
"""
_GIVEN = ("Tevy", "Sok", "Dara", "Maly", "Bora", "Chan")
_PRISONS = ("Test Prison", "Lake Prison", "Harbour Prison")
#: Of a crawl, one record in so many is a page; of a list, one row in so many changes.
_PAGE, _CHANGED = 100, 20


def run(arguments: Sequence[str]) -> None:
    """Import a list and its update, and add an archive; seconds, of a processor and by the clock, and memory."""
    parser = argparse.ArgumentParser(prog="python -m bench bulk")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--records", type=int, default=100_000)
    options = parser.parse_args(arguments)
    print(f"{'':40}{'processor':>11}{'seconds':>9}{'MB':>7}")
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        environment = {**os.environ, "SAKSI_LEDGER": str(folder / "ledger")}
        (folder / "list.toml").write_text(_MAPPING, encoding="utf-8")
        rows = _rows(options.rows)
        for name, month in ((f"a list of {options.rows:,} rows", 1), ("the same, one row in twenty changed", 2)):
            file = folder / f"list-{month}.csv"
            _write_list(file, rows if month == 1 else _changed(rows))
            command = ["import", str(file), "--mapping", str(folder / "list.toml"), "--published", f"2026-0{month}-28"]
            _time(name, [*command, *(["--updates"] if month > 1 else [])], environment)
        archive = folder / "crawl.warc.gz"
        _write_archive(archive, options.records)
        _time(f"an archive of {options.records:,} records", ["add", str(archive)], environment)


def _time(name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "saksi", *command], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"bench: saksi {command[0]} ended with {process.returncode}")
    processor = usage.ru_utime + usage.ru_stime
    print(f"{name:40}{processor:11.1f}{time.monotonic() - begun:9.1f}{usage.ru_maxrss / 1024:7.0f}", flush=True)


def _rows(number: int) -> list[list[str]]:
    chance = random.Random(1)
    return [
        [str(each), f"{chance.choice(_GIVEN)} Example{each}", chance.choice("MF"), str(chance.randint(18, 70)), prison]
        for each, prison in enumerate(chance.choices(_PRISONS, k=number), start=1)
    ]


def _changed(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[*row[:-1], "Border Prison" if place % _CHANGED == 0 else row[-1]] for place, row in enumerate(rows)]


def _write_list(file: Path, rows: Sequence[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["No", "Name", "Sex", "Age", "Prison"])
        writer.writerows(rows)


def _write_archive(file: Path, number: int) -> None:
    with file.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for each in range(number):
            is_page = each % _PAGE == 0
            name = f"{_GIVEN[each % len(_GIVEN)]} Example{each}"
            words = f"Police arrested {name} in Test Town on Monday, December 2, 2019, a lawyer of the family said."
            page = f"<!doctype html><title>Arrest {each}</title><body><h1>Arrest {each}</h1><p>{words}</p></body>"
            kind = "text/html" if is_page else "image/png"
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            body = io.BytesIO(page.encode() if is_page else b"\x89PNG" + each.to_bytes(8))
            address = f"https://news.example/{each}"
            writer.write_record(writer.create_warc_record(address, "response", payload=body, http_headers=headers))
