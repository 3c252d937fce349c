"""One bit is turned in one file of a ledger: it must be noticed, or change nothing that anybody could read."""

import random
import shutil
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from saksi.acts import originals_of, verify
from saksi.ledger import FIRST, RecoveryKey, keep_recovery, open_ledger, open_slots, set_passphrase
from saksi.model import SaksiError

from .disk import Disk
from .trace import watch
from .work import quick_passphrases, work

#: The files of a ledger, each by the end of its path.
KINDS = ("ledger", "ledger-journal", "ledger.checkpoint", "ledger.key", "originals", "slots")
_DOCUMENTS = 3
#: Of a key file with several slots, the kind `slots`: who opens it, and whose slot is another's.
_OWN, _OTHERS = "TEST own", "TEST of a colleague"


def run(number: int, kind: str, seed: int = 1) -> tuple[int, list[str]]:
    """Turn so many bits in files of one kind; how many were noticed, and those that changed something unseen."""
    chance, noticed, wrongs = random.Random(seed), 0, []
    passphrase = _OWN if kind == "slots" else None
    with tempfile.TemporaryDirectory() as home, quick_passphrases():
        before, after = Path(home) / "before", Path(home) / "after"
        _prepare(before, kind, chance)
        told = _read(before, passphrase)
        if told is None:
            raise RuntimeError(f"the ledger with its {kind} cannot be read before any bit is turned")
        # a journal is used up by the first who opens the ledger: the files are taken before that
        files = [path for path in sorted(before.rglob("*")) if path.is_file() and _is_of(path, before, kind)]
        kept = {path: path.read_bytes() for path in files}
        for _ in range(number):
            shutil.rmtree(after, ignore_errors=True)
            shutil.copytree(before, after)
            path = chance.choice(files)
            place, bit = after / path.relative_to(before), chance.randrange(8 * len(kept[path]))
            data = bytearray(kept[path])
            data[bit // 8] ^= 1 << bit % 8
            place.write_bytes(data)
            found = _read(after, passphrase)
            noticed += found is None
            if found is not None and found != told:
                wrongs.append(f"bit {bit} of {place.name} changed something, and nobody noticed")
    return noticed, wrongs


def _prepare(folder: Path, kind: str, chance: random.Random) -> None:
    if kind != "ledger-journal":
        folder.mkdir()
        work(folder / "ledger", 0, _DOCUMENTS, lambda number: None)
        if kind == "slots":
            _fill_slots(folder / "ledger")
        return
    # a journal that is in use is left by a cut in the middle of a commit: the last moment at which it holds anything
    with tempfile.TemporaryDirectory() as home:
        watched = Path(home) / "disk"
        watched.mkdir()
        steps = watch(watched, ["soak.work", str(watched / "ledger"), "0", str(_DOCUMENTS)])
        writes = [at for at, step in enumerate(steps) if step.act == "write" and step.path.endswith("/ledger")]
        disk = Disk(watched)
        for step in steps[: writes[-3]]:
            if step.act != "acknowledge":
                disk.do(step)
        folder.mkdir()
        disk.after_a_cut(folder, chance)


def _fill_slots(path: Path) -> None:
    set_passphrase(path, open_slots(path, None), FIRST, _OWN)
    set_passphrase(path, open_slots(path, _OWN), "Test Colleague", _OTHERS)
    sheet = RecoveryKey(b"TEST secret of 20 b.")
    keep_recovery(path, open_slots(path, _OWN), sheet, date(2026, 11, 23))


def _is_of(path: Path, folder: Path, kind: str) -> bool:
    inside = path.relative_to(folder)
    if kind == "slots":
        return inside.name == "ledger.key"
    return "originals" in inside.parts[0] if kind == "originals" else inside.name == kind


def _read(folder: Path, passphrase: str | None) -> Sequence[object] | None:
    """All that can be read of a ledger, documents and slots too; None where somebody notices a change."""
    with tempfile.TemporaryDirectory() as home:
        copy = Path(home) / "copy"
        shutil.copytree(folder, copy)
        try:
            with open_ledger(copy / "ledger", passphrase, create=False) as ledger:
                if verify(ledger).faults:
                    return None
                entries = list(ledger.entries())
                documents = sorted({str(entry.fields["document"]) for entry in entries if "document" in entry.fields})
                keys = [(sha256, ledger.item_key(sha256)) for sha256 in documents]
                originals = [originals_of(ledger).open(sha256, key) for sha256, key in keys if key is not None]
                return [entries, originals, open_slots(copy / "ledger", passphrase).slots]
        except SaksiError:
            return None
