"""A proof on its own: one entry, in the log of its office, with as many of its fields open as a person chose to show.

The bytes are a C2SP tlog-proof (c2sp.org/tlog-proof) whose extra data is the signed entry. It is checked offline, and
`docs/format` says how to do so without Saksi.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import JsonObject, TamperError
from .base64 import decode, encode
from .checkpoint import Checkpoint, read_checkpoint
from .cosignature import Cosignature, cosignatures
from .log import HASH_BYTES, inclusion_path, is_included, leaf_hash
from .sign import Head, Sealed, read_head, shown_faults
from .wire import read_entry, write_entry

_FIRST = "c2sp.org/tlog-proof@v1"
_EXTRA = "extra "
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,15})")
_MOST_BYTES = 4 * 2**20
#: A path in a tree of 2^53 entries is no longer.
_MOST_HASHES = 53


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What a proof shows: this head, signed by its author, with these fields, is entry `index` of that log.

    `opened` names the fields that are open; one of them that is not in `fields` is shown to be absent. The entry was
    there when the witnesses of `cosignatures` say that they saw the checkpoint, where they are to be believed.
    """

    id: str
    head: Head
    opened: tuple[str, ...]
    fields: JsonObject
    index: int
    checkpoint: Checkpoint
    cosignatures: tuple[Cosignature, ...] = ()

    @property
    def closed(self) -> tuple[str, ...]:
        """The fields that were signed and are not shown."""
        return tuple(sorted(set(self.head.commitments) - set(self.opened)))


def write_proof(sealed: Sealed, opened: frozenset[str], ids: Sequence[str], note: str) -> str:
    """The proof that `sealed` is in the log of `ids` that the checkpoint `note` signs, with the fields `opened`."""
    index = ids.index(sealed.id)
    path = inclusion_path([leaf_hash(bytes.fromhex(each)) for each in ids], index)
    lines = [_FIRST, _EXTRA + encode(write_entry(sealed, opened)), f"index {index}", *map(encode, path), ""]
    return "\n".join(lines) + "\n" + note


def check_proof(text: str) -> Proven:
    """What the proof in this text shows. Raises TamperError, with the reason, on anything that does not hold.

    Whose key stands behind it is for a person to know: the checkpoint names the owner of the log.
    """
    if len(text) > _MOST_BYTES:
        raise TamperError("a proof is never so long")
    top, _, note = text.partition("\n\n")
    lines = top.split("\n")
    index = _INDEX.fullmatch(lines[2]) if len(lines) > 2 else None
    if lines[0] != _FIRST or index is None or not lines[1].startswith(_EXTRA):
        raise TamperError(f"it is no proof of Saksi: it must begin with {_FIRST}, an extra line and an index")
    sealed = read_entry(decode(lines[1].removeprefix(_EXTRA)))
    for fault in shown_faults(sealed):
        raise TamperError(fault)
    checkpoint = read_checkpoint(note)
    path = [_hash(line) for line in lines[3:]]
    leaf = leaf_hash(bytes.fromhex(sealed.id))
    if len(path) > _MOST_HASHES or not is_included(leaf, int(index[1]), checkpoint.size, checkpoint.root, path):
        raise TamperError("its path does not lead to the root of the checkpoint: the entry is not shown to be in it")
    return Proven(
        id=sealed.id,
        head=read_head(sealed.head),
        opened=tuple(sorted(sealed.openings)),
        fields={name: held.value for name, held in sealed.openings.items() if held.value is not None},
        index=int(index[1]),
        checkpoint=checkpoint,
        cosignatures=cosignatures(note),
    )


def _hash(line: str) -> bytes:
    found = decode(line)
    if len(found) != HASH_BYTES:
        raise TamperError("its path holds something that is no hash")
    return found
