"""The last checkpoint, in a file of its own beside the ledger: what was acknowledged cannot be taken back unseen.

The database cannot tell by itself that its tail is gone or that it is an older copy; this file can, and a copy of it on
paper or in another office can where both were replaced.
"""

import contextlib
import os
from collections.abc import Set
from pathlib import Path

from ..model import LedgerError, TamperError
from .checkpoint import Checkpoint, read_checkpoint
from .durable import sync_folder, write_synced
from .log import EMPTY_ROOT, Frontier

_CURE = "put back the newest copy; or, where you know that this one is, `saksi checkpoint --accept`"


def checkpoint_file(path: Path) -> Path:
    """Where the last checkpoint of the ledger at `path` lies."""
    return path.with_name(path.name + ".checkpoint")


def read_last(path: Path) -> Checkpoint | None:
    """The last checkpoint of the ledger at `path`; None where there is no file. Raises LedgerError on a damaged one."""
    file = checkpoint_file(path)
    try:
        return read_checkpoint(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LedgerError(f"the checkpoint file {file} cannot be read: {error.strerror}") from None
    except (TamperError, UnicodeDecodeError) as error:
        raise LedgerError(f"the checkpoint file {file} is damaged ({error}): {_CURE}") from None


def keep_last(path: Path, note: str) -> None:
    """Put this checkpoint in the place of the one before, whole or not at all; on return it is on the disk."""
    file = checkpoint_file(path)
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        write_synced(beside, note.encode())
        beside.replace(file)
        sync_folder(file.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise LedgerError(
            f"the entries are kept, but the checkpoint file {file} cannot be written ({error.strerror}): "
            "make room or check who may write there, and run the command again"
        ) from None


def difference(
    path: Path, last: Checkpoint | None, own: Set[str], now: Frontier, then: bytes | None, arrived: int
) -> str | None:
    """What is wrong between the ledger as it is and its last checkpoint, and what to do; None where it only grew.

    `own` are the keys of the ledger, of now and of before; `then` is the root that the log had at the size of the
    checkpoint. A ledger may be ahead: a crash lies between.
    """
    if arrived != now.size:
        return f"{path} holds {arrived} entries, and its log says {now.size}: {_CURE}"
    if last is None:
        return None if now.size == 0 else f"the checkpoint file {checkpoint_file(path)} is gone: {_CURE}"
    if last.owner not in own:
        return f"the checkpoint file {checkpoint_file(path)} is of another ledger: {_CURE}"
    if last.size > now.size:
        return f"{path} holds {now.size} entries, and its last checkpoint {last.size}: it is an older copy; {_CURE}"
    if last.root != (then if last.size else EMPTY_ROOT):
        return f"the first {last.size} entries of {path} are not those of its last checkpoint: {_CURE}"
    return None
