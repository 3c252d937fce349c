"""Witnessing another office's log: a checkpoint is believed where it only grew from the one that was seen last. Pure.

A checkpoint travels with its proof as the request body of C2SP tlog-witness (c2sp.org/tlog-witness): `old` and a size,
the hashes of the consistency path, a blank line, the checkpoint.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..model import BadValueError, TamperError
from .base64 import decode, encode
from .checkpoint import Checkpoint, read_checkpoint
from .log import EMPTY_ROOT, consistency_path, is_consistent, leaf_hash

_OLD = re.compile(r"old (0|[1-9][0-9]{0,15})")
#: As many as the form allows.
_MOST_HASHES = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """A checkpoint and its signed note, with the path that shows that its log only grew since it had `old` entries."""

    old: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why a checkpoint is not cosigned, for people; it is evidence where it does not fit the one that was seen."""

    line: str
    is_evidence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Two checkpoints that one key has signed: the one that was seen, and the one that was refused (UTC), and why."""

    owner: str
    seen: str
    refused: str
    why: str
    refused_at: datetime


def write_growth(ids: Sequence[str], old: int, note: str) -> str:
    """The checkpoint `note` over the log of `ids`, with the proof that it only grew since it had `old` entries."""
    if not 0 <= old <= len(ids):
        raise BadValueError(f"the ledger holds {len(ids)} entries: it cannot have grown since it held {old}")
    path = consistency_path([leaf_hash(bytes.fromhex(each)) for each in ids], old) if old else ()
    return growth_text(old, map(encode, path), note)


def growth_text(old: int, path: Iterable[str], note: str) -> str:
    """The same from a path whose hashes are in base64."""
    return "\n".join([f"old {old}", *path, ""]) + "\n" + note


def read_growth(text: str) -> Growth:
    """The checkpoint and its proof in this text. Raises TamperError on any other; the path is not followed yet."""
    top, _, note = text.partition("\n\n")
    first, *hashes = top.split("\n")
    old = _OLD.fullmatch(first)
    if old is None or len(hashes) > _MOST_HASHES:
        raise TamperError(
            "it is no checkpoint with the proof that its log only grew: ask the other office for "
            "`saksi checkpoint --since SIZE`"
        )
    path = tuple(decode(line) for line in hashes)
    return Growth(old=int(old[1]), path=path, checkpoint=read_checkpoint(note), note=note)


def objection(growth: Growth, last: Checkpoint | None, *, is_old: bool) -> Objection | None:
    """Why the checkpoint does not follow the `last` one seen of its log; None where it does, or is that one again.

    `is_old` says that this very checkpoint was seen at some time.
    """
    now = growth.checkpoint
    size, root = (0, EMPTY_ROOT) if last is None else (last.size, last.root)
    if now.size == size and last is not None:
        return None if now.root == root else _forked(f"two different states of {size} entries are signed by its key")
    if now.size < size and is_old:
        return Objection(line=f"it is an old one, of {now.size} entries: this office has seen {size} of that log since")
    if now.size < size:
        return Objection(
            line=f"it counts {now.size} entries, and this office has seen {size} of that log: the file is an old one, "
            "or their log was rolled back. Ask them which, in person",
            is_evidence=True,
        )
    if growth.old != size:
        return Objection(
            line=f"its proof begins at {growth.old} entries, and this office has seen {size} of that log: "
            f"ask for `saksi checkpoint --since {size}`"
        )
    if not is_consistent(size, root, now.size, now.root, growth.path):
        if last is None:
            return Objection(line="it is the first of that log, and a first one has no path: the file is damaged")
        return _forked(f"its proof does not lead from the {size} entries that this office has seen to its {now.size}")
    return None


def _forked(why: str) -> Objection:
    return Objection(
        line=f"{why}: the file is damaged, or their log was rewritten or forked. Ask them in person",
        is_evidence=True,
    )
