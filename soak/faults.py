"""A disk that refuses: each system call by which a job touches its files fails once, with each error."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .cuts import Job
from .merging import bundle_file, prepare, take_in
from .state import wrongs_of
from .work import ERASED, sha256_of, story, work

_ERRORS = {
    "ENOSPC": ("openat", "write", "pwrite64", "ftruncate", "mkdir", "rename"),
    "EIO": ("openat", "write", "pwrite64", "pread64", "read", "fsync", "fdatasync", "ftruncate", "unlink", "rename"),
}
_CALLS = sorted({call for calls in _ERRORS.values() for call in calls})
_LINE = re.compile(r"(\w+)\((.*)\)\s+= ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """The call of this name that is the so-manieth of the run fails with this error."""

    call: str
    when: int
    error: str


def run(every: int = 1, *, job: Job = "adding") -> tuple[int, list[str]]:
    """Every fault of a job, or each so-manieth; how many were tried, and everything that is wrong."""
    with tempfile.TemporaryDirectory() as home:
        before, ledger = Path(home) / "before", Path(home) / "disk" / "ledger"
        before.mkdir()
        done = [0, 1]
        if job == "merging":
            other = Path(home) / "other" / "ledger"
            prepare(before / "ledger", other, 0, 2)
            take_in(before / "ledger", [(0, bundle_file(other, 0))], lambda number: None)
            command = ["soak.merging", str(ledger), str(other), "1", "2"]
        elif job == "erasing":
            work(before / "ledger", 0, 2, lambda number: None)
            command, done = ["saksi", "erase", sha256_of(1), "--document", "--yes"], [0, ERASED + 1]
        else:
            report = Path(home) / "report.txt"
            work(before / "ledger", 0, 1, lambda number: None)
            report.write_bytes(story(1))
            command = ["saksi", "add", str(report)]
        faults = list(_faults(before, command, Path(home)))[::every]
        wrongs = [f"{fault}: {wrong}" for fault in faults for wrong in _try(fault, before, command, Path(home), done)]
    return len(faults), wrongs


def _faults(before: Path, command: list[str], home: Path) -> Iterator[Fault]:
    """One undisturbed run says which calls there are."""
    folder, trace = home / "disk", home / "trace"
    _run(before, folder, command, trace, ["-e", f"trace={','.join(_CALLS)}"])
    counts: Counter[str] = Counter()
    for line in trace.read_text("ascii").splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        counts[found[1]] += 1
        if str(folder) in bytes.fromhex("".join(re.findall(r"\\x([0-9a-f]{2})", found[2]))).decode(errors="replace"):
            for error, calls in _ERRORS.items():
                if found[1] in calls:
                    yield Fault(call=found[1], when=counts[found[1]], error=error)


def _try(fault: Fault, before: Path, command: list[str], home: Path, kept: list[int]) -> Iterator[str]:
    folder, trace = home / "disk", home / "trace"
    inject = f"inject={fault.call}:error={fault.error}:when={fault.when}"
    done = _run(before, folder, command, trace, ["-e", f"trace={fault.call}", "-e", inject])
    told = done.stderr.decode(errors="replace")
    if "Traceback" in told:
        yield f"a traceback: {told[-300:]}"
    if done.returncode and not told.startswith("saksi: "):
        yield f"it failed without a word: {told[-300:]}"
    yield from wrongs_of(folder / "ledger", [0] if done.returncode else kept)


def _run(
    before: Path, folder: Path, command: list[str], trace: Path, options: list[str]
) -> subprocess.CompletedProcess[bytes]:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before, folder)
    watched = ["strace", "-y", "-xx", *options, "-o", str(trace), sys.executable, "-m", *command]
    # a fixed hash seed and no bytecode to be written: the same calls in each run
    environment = {
        **os.environ,
        "SAKSI_LEDGER": str(folder / "ledger"),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(watched, capture_output=True, env=environment, check=False)
