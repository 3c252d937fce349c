"""Many small files added in one call: python -m bench many [--files 10000] [--jobs 2]"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

_NAMES = ("Tevy", "Sok", "Dara", "Maly", "Bora", "Chan")
_TOWNS = ("Harbour Town", "Test Town", "Lake Town", "Border Town")


def run(arguments: Sequence[str]) -> None:
    """Add a folder of so many files, then once more; print seconds and the largest process of each."""
    parser = argparse.ArgumentParser(prog="python -m bench many")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "files"
        _make(made, options.files)
        environment = {**os.environ, "SAKSI_LEDGER": str(Path(folder) / "ledger")}
        command = [sys.executable, "-m", "saksi", "add", str(made), "--jobs", str(options.jobs), "--json"]
        print(f"{options.files:,} files, {options.jobs} at a time\n")
        print(f"{'':24}{'seconds':>10}{'a second':>10}{'MB':>8}  report")
        for name in ("added", "added once more"):
            _time(name, command, environment, options.files)


def _time(name: str, command: Sequence[str], environment: dict[str, str], number: int) -> None:
    begun = time.monotonic()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=out)
        # of the program itself, not of its readers
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"bench: saksi add ended with {process.returncode}")
        seconds = time.monotonic() - begun
        out.seek(0)
        report = json.load(out)["report"]
    told = ", ".join(f"{report[key]} {key}" for key in ("read", "already", "unread", "refused", "statements"))
    print(f"{name:24}{seconds:10.0f}{number / seconds:10.1f}{usage.ru_maxrss / 1024:8.0f}  {told}")


def _make(folder: Path, number: int) -> None:
    """Short reports as text and as pages, one in a hundred without anything that can be read."""
    folder.mkdir()
    chance = random.Random(1)
    for each in range(number):
        name, town = f"{chance.choice(_NAMES)} Example{each}", chance.choice(_TOWNS)
        words = (
            f"Police arrested {name} in {town} on Monday, a lawyer said. The court held {name} on a charge of treason."
        )
        title, day = f"Arrest in {town}", f"December {each % 28 + 1}, 2019"
        if each % 100 == 99:
            (folder / f"{each:05}.bin").write_bytes(b"\0\1\2" + chance.randbytes(500))
        elif each % 2:
            page = f"<html><body><h1>{title}</h1><p>{town}, {day}</p><p>{words}</p></body></html>"
            (folder / f"{each:05}.html").write_text(page, encoding="utf-8")
        else:
            (folder / f"{each:05}.txt").write_text(f"{title}\n\n{town}, {day}\n\n{words}\n", encoding="utf-8")
