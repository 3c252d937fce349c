"""`saksi checkpoint`, `saksi prove`, `saksi check`: what an outsider needs to know that nothing was taken back."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .opening import open_existing
from .options import json_option, ledger_option
from .output import print_json, remark, say
from .window import today

if TYPE_CHECKING:
    from saksi.ledger import Cosignature, Proven
    from saksi.model import JsonObject

_ALL = "all"
_MOST_BYTES = 8 * 2**20


@click.command(
    epilog="Examples: saksi checkpoint > monday.txt · saksi checkpoint --since 120 > for-them.txt · "
    "saksi checkpoint --take cosigned.txt --owner 8426…"
)
@click.option("--accept", is_flag=True, help="Take this ledger for the newest copy, whatever its last checkpoint says.")
@click.option("--since", type=click.IntRange(0), metavar="SIZE", help="With the proof of growth that a witness needs.")
@click.option("--take", metavar="FILE|-", help="Keep a checkpoint of this ledger that another office has cosigned.")
@click.option("--owner", metavar="KEY", help="The key that the other office gave you, the first time.")
@ledger_option
def checkpoint(accept: bool, since: int | None, take: str | None, owner: str | None) -> None:
    """Print the signed state of the ledger: whose it is, how many entries, their root.

    Keep it elsewhere: on paper, with another office. Every command compares the ledger with the checkpoint in the
    file beside it, and refuses an older copy or one whose tail was cut off; --accept is for when you know better.

    Another office can cosign it: give it --since SIZE, the size that it saw last (0 at first), let it run `saksi
    witness`, and --take what comes back. By that time, what is in the ledger now was there: see `saksi show`.
    """
    if take is not None and (accept or since is not None):
        raise click.UsageError("--take keeps a checkpoint and prints none: leave --since and --accept away")
    if owner is not None and take is None:
        raise click.UsageError("--owner goes with --take: it is the key of the office that cosigned")
    with open_existing(accept=accept) as ledger:
        if take is not None:
            for line in kept_lines(ledger.keep_cosigned(read_note(take), None if owner is None else read_key(owner))):
                say(line)
            return
        click.echo(ledger.checkpoint() if since is None else ledger.consistency(since), nl=False)


@click.command(
    epilog="Examples: saksi prove 1f0c2ab9d31e --open words > proof.txt · saksi prove 1f0c2ab9d31e --open all"
)
@click.argument("entry_id", metavar="ID")
@click.option("--open", "opened", multiple=True, metavar="FIELD", help=f"A field to show; again for more; or {_ALL}.")
@ledger_option
def prove(entry_id: str, opened: tuple[str, ...]) -> None:
    """Print a proof that the entry whose id begins with ID is in this ledger; `saksi check` checks it anywhere.

    Only the fields that you open can be read from it. The others stay closed, and the proof still holds. Of testimony
    no field is opened unless consent to share it covers today; of who gave it, none ever.
    """
    from saksi.acts import refuse_to_leave

    with open_existing() as ledger:
        entry = ledger.entry(entry_id.lower())
        for name in set(opened) & set(entry.erased):
            raise click.UsageError(f"{name} was erased by {entry.erased[name][:12]}: it cannot be opened any more")
        if opened:
            refuse_to_leave(ledger, entry, today())
        proof = ledger.prove(entry.id, _chosen(entry.kind, opened))
    if not opened:
        remark("no field is open: this proves that the entry is there and shows nothing of it; see --open")
    click.echo(proof, nl=False)


@click.command(epilog="Examples: saksi check proof.txt · saksi check proof.txt --owner 8426… · saksi check - --json")
@click.argument("file", metavar="FILE|-")
@click.option("--owner", metavar="KEY", help="The key that the office gave you: another one is refused.")
@json_option
def check(file: str, owner: str | None, as_json: bool) -> int:
    """Check a proof, without a ledger and without a network, and print what it shows.

    It holds by itself. Whose key stands behind it only you can know: compare the owner's key with the one that the
    office gave you.
    """
    from saksi.ledger import check_proof

    key = None if owner is None else read_key(owner)
    proven = check_proof(read_note(file, "proof"))
    is_theirs = key is None or proven.checkpoint.owner == key
    if as_json:
        print_json({**encode_proven(proven), **({} if key is None else {"owner_as_expected": is_theirs})})
    else:
        from .pages.proof import print_proof

        print_proof(proven, key)
    if not is_theirs:
        remark("the proof holds, but in another ledger than that of the key you gave")
    return 0 if is_theirs else 1


def encode_proven(proven: "Proven") -> "JsonObject":
    """What a proof shows, as JSON."""
    head = proven.head
    return {
        "id": proven.id,
        "kind": head.kind,
        "author": head.author,
        "author_is_owner": head.author == proven.checkpoint.owner,
        "recorded_at": head.recorded_at.isoformat(),
        "open": [*proven.opened],
        "closed": [*proven.closed],
        "fields": proven.fields,
        "index": proven.index,
        "log": {
            "owner": proven.checkpoint.owner,
            "size": proven.checkpoint.size,
            "root": proven.checkpoint.root.hex(),
        },
        "cosigned": [{"by": each.witness, "at": each.at.isoformat()} for each in proven.cosignatures],
    }


def _chosen(kind: str, opened: tuple[str, ...]) -> frozenset[str]:
    from saksi.ledger import FIELDS

    fields = FIELDS[kind]  # type: ignore[index]  # the kind of an entry that is there
    unknown = sorted(set(opened) - {*fields, _ALL})
    if unknown:
        raise click.UsageError(f"a {kind} has no field {unknown[0]!r}: open one of {', '.join(fields)}, or {_ALL}")
    return frozenset(fields if _ALL in opened else opened)


def read_key(owner: str) -> str:
    """The key that was given, also where the whole first line of a checkpoint was."""
    key = owner.strip().lower().removeprefix("saksi/")
    if not re.fullmatch("[0-9a-f]{64}", key):
        raise click.UsageError(f"{owner!r} is no key: give the first line of the office's `saksi checkpoint`")
    return key


def read_note(file: str, what: str = "checkpoint") -> str:
    """The text of a file that others gave, or of standard input for `-`. Raises TamperError, OSError."""
    from saksi.model import TamperError

    data = sys.stdin.buffer.read(_MOST_BYTES) if file == "-" else Path(file).read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise TamperError(f"it is no {what} of Saksi: it is not text in UTF-8") from None


def kept_lines(cosigned: "tuple[Cosignature, ...]") -> list[str]:
    """What was kept of cosignatures, for people."""
    return [f"kept: cosigned by {each.witness[:16]}… on {each.at:%Y-%m-%d %H:%M:%S} UTC" for each in cosigned]
