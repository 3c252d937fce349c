"""`saksi bundle`, `saksi merge`, `saksi quarantine`: hand entries to other offices, take theirs in, see what waits."""

import sys
from contextlib import contextmanager
from io import BufferedReader
from typing import IO, TYPE_CHECKING

import click

from .added import propose_origins
from .agreement import counted
from .assent import verb_of
from .opening import open_existing
from .options import json_option, ledger_option
from .output import print_json, refuse, say
from .progress import Progress, Watched
from .window import today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from saksi.ledger import Header, Ledger, Merged
    from saksi.model import JsonObject


@click.command(
    epilog="Examples: saksi bundle monday.saksi --to 'Desk South' · "
    "saksi bundle friday.saksi --to 'Desk South' --since monday.checkpoint"
)
@click.argument("file", metavar="FILE")
@click.option("--to", multiple=True, required=True, metavar="OFFICE", help="An admitted office; again for more.")
@click.option("--since", metavar="CHECKPOINT", help="Only what came after this checkpoint, a file.")
@click.option("--forward", is_flag=True, help="What partners wrote goes along.")
@ledger_option
@json_option
def bundle(file: str, to: tuple[str, ...], since: str | None, forward: bool, as_json: bool) -> None:
    """Write what this office wrote, with its originals, to FILE, sealed to the offices named with --to.

    Nobody else can open it: send it as you like. An office is named as `saksi keys` names it, or by the first digits
    of its key. Keep the checkpoint that is printed: with --since the next bundle holds only what came after it.
    """
    from pathlib import Path

    from saksi.acts import bundle as write
    from saksi.acts import find_offices, size_then

    with open_existing() as ledger:
        offices = find_offices(ledger, to)
        size = 0 if since is None else size_then(ledger, _note(since))
        with Progress("bundled") as progress:
            header = write(ledger, Path(file), offices, since=size, on=today(), forward=forward, tell=progress.counts)
    names = [office.name or office.root[:12] for office in offices]
    written = Path(file).stat().st_size
    if as_json:
        print_json(_bundle_row(file, header, names, written))
        return
    what = f"{counted(header.entries, 'entry')}, {_items(header.items)}, {_size(written)}"
    say(f"{file}: {what}, sealed to {', '.join(names)}")
    if not header.entries:
        say("nothing is new: the bundle only shows how far the log is")
    say(f"keep this checkpoint ({counted(_logged(header), 'entry')} in the log) for the next --since:")
    click.echo()
    click.echo(header.checkpoint, nl=False)


@click.command(epilog="Examples: saksi merge monday.saksi · saksi merge inbox/*.saksi · saksi merge - < monday.saksi")
@click.argument("files", nargs=-1, required=True, metavar="FILE|-...")
@click.option(
    "--back", is_flag=True, help="What this ledger's own keys signed comes in too: for an older copy put back."
)
@ledger_option
@json_option
def merge(files: tuple[str, ...], back: bool, as_json: bool) -> int:
    """Take in the bundles of other offices: each whole, or not at all.

    Every entry and every original of a bundle is checked before anything of it counts. Entries whose key nobody here
    admitted, or that was revoked, wait: `saksi quarantine` shows them. Nothing is dropped, and taking a bundle in again
    changes nothing. A file that is refused does not stop the others; the exit status is 1 then.
    """
    rows: list[JsonObject] = []
    with open_existing() as ledger:
        for file in files:
            rows.append(_merge_one(ledger, file, back=back, as_json=as_json))
        propose_origins(ledger)
    if as_json:
        print_json({"bundles": rows})
    return 1 if any("error" in row for row in rows) else 0


def _merge_one(ledger: "Ledger", file: str, *, back: bool, as_json: bool) -> "JsonObject":
    from saksi.acts import merge as take_in
    from saksi.model import SaksiError

    try:
        with _opened(file) as stream, Progress(f"{file}: checked") as progress:
            merged = take_in(ledger, BufferedReader(Watched(stream, progress)), back=back)
    except (SaksiError, OSError) as error:
        return _refused(file, error)
    asked: list[JsonObject] = [{"by": each, "verb": verb_of(ledger.entry(each))} for each in merged.requests]
    contested = any(office.contested for office in ledger.trust().partners if office.root == merged.sender)
    if not as_json:
        _tell(file, merged, asked)
        if contested:
            say("CONTESTED: two keys claim to follow that office's last one, and neither counts; see saksi keys")
    return {**_merged_row(file, merged, asked), "contested": contested}


def _tell(file: str, merged: "Merged", asked: "list[JsonObject]") -> None:
    whom = merged.name or f"the office with the key {merged.sender[:12]}…"
    known = "" if merged.is_known else ", whose key does not count here"
    say(f"{file}: from {whom}{known}: {counted(merged.entries, 'entry')} checked")
    come = f"came in: {counted(merged.new, 'entry')}, {_items(merged.originals)}"
    say(come + (f"; {merged.known} were here before" if merged.known else ""))
    if merged.opened:
        say(f"opened: {counted(merged.opened, 'field')} of entries that were here closed")
    for why, number in sorted(merged.waiting.items()):
        say(f"waits: {counted(number, 'entry')}: {why}; {cure(why)}")
    if merged.erased:
        say(f"ERASED here: {merged.erased} fields and originals, as their office, or two of this one, asked")
    if merged.new_key is not None:
        say(f"NEW KEY: {whom} signs with {merged.new_key[:12]}… from now on: ask the office by voice; saksi keys")
    if merged.heard.cosigned is not None:
        size = counted(merged.heard.cosigned, "entry")
        say(f"cosigned: their log of {size}; it goes back with the next bundle to them")
    if merged.heard.witnessed:
        say(f"came back: {counted(merged.heard.witnessed, 'cosignature')} of this ledger's checkpoint")
    for line in merged.heard.objections:
        say(f"NOT COSIGNED: {line}")
    for each in asked:
        say(f"asked to erase, and not followed: {str(each['by'])[:12]}; to follow it: {each['verb']}")


def _merged_row(file: str, merged: "Merged", asked: "list[JsonObject]") -> "JsonObject":
    row: JsonObject = {
        "file": file,
        "sender": merged.sender,
        "known": merged.is_known,
        "entries": merged.entries,
        "new": merged.new,
        "before": merged.known,
        "opened": merged.opened,
        "originals": merged.originals,
        "waiting": dict(merged.waiting),
        "asked_to_erase": [*asked],
        "erased": merged.erased,
        **({} if merged.new_key is None else {"new_key": merged.new_key}),
        "cosigned": merged.heard.cosigned is not None,
        "objections": [*merged.heard.objections],
        "witnessed": merged.heard.witnessed,
    }
    return row if merged.name is None else {**row, "name": merged.name}


@click.command(epilog="Examples: saksi quarantine · saksi quarantine --json | jq '.waiting[].why'")
@ledger_option
@json_option
def quarantine(as_json: bool) -> None:
    """Show what waits: entries that came with bundles and do not count, by signer and reason.

    They are in no answer and not in the log, and none is ever dropped. What would let them in stands beside them.
    """
    from saksi.acts import waiting

    with open_existing() as ledger:
        groups = waiting(ledger)
    if as_json:
        rows: list[JsonObject] = [
            {
                "key": group.author,
                **({} if group.office is None else {"office": group.office}),
                "why": group.why,
                "cure": cure(group.why),
                "kinds": dict(group.kinds.items()),
                "first_recorded_at": group.first.isoformat(),
                "last_recorded_at": group.last.isoformat(),
                "ids": [*group.ids],
            }
            for group in groups
        ]
        print_json({"waiting": rows})
        return
    from .pages.quarantine import print_quarantine

    print_quarantine(groups, cure)


_CURES = {
    "its key was never admitted": "to let it in: saksi keys admit CARD, of the office that signed it or admits its key",
    "its key was revoked or replaced before it": "nothing lets it in: if it is true, its office says it again with a "
    "new key",
    "it is of this office, and who handed it on kept fields of it closed": "to let it in: ask who wrote it for a "
    "bundle",
    "two keys claim one place, and neither counts": "saksi keys shows both claims, and how a person decides",
    "it follows an entry that is not here": "to let it in: ask the sender for a bundle without --since",
    "it follows one that waits": "it comes in with that one",
    "it follows an entry of another author": "nothing lets it in: ask its office what it is",
    "a key of this very ledger signed it elsewhere": "if this is an older copy put back: saksi merge FILE --back; if "
    "not, the key was copied: saksi keys rotate",
}


def cure(why: str) -> str:
    """What would let in an entry that waits for this reason."""
    if why.startswith("this Saksi cannot read"):
        return "to let it in: a newer Saksi may read it; else ask its office what it is"
    return _CURES.get(why, "nothing lets it in: ask its office why it was written with that key")


def _bundle_row(file: str, header: "Header", names: list[str], written: int) -> "JsonObject":
    return {
        "file": file,
        "to": [*names],
        "entries": header.entries,
        "originals": header.items,
        "bytes": written,
        "since": header.since,
        "checkpoint": header.checkpoint,
    }


def _logged(header: "Header") -> int:
    return int(header.checkpoint.split("\n")[1])


def _note(file: str) -> str:
    from saksi.model import BadInputError

    from .files import read_bytes

    try:
        return read_bytes(file).decode("utf-8")
    except UnicodeDecodeError:
        raise BadInputError(f"{file} is no checkpoint: it is not text in UTF-8") from None


def _items(number: int) -> str:
    return "1 original or text" if number == 1 else f"{number} originals and texts"


def _size(number: int) -> str:
    for unit in ("bytes", "KiB", "MiB"):
        if number < 1024:
            return f"{number} {unit}"
        number = (number + 512) // 1024
    return f"{number} GiB"


@contextmanager
def _opened(file: str) -> "Iterator[IO[bytes]]":
    if file == "-":
        yield sys.stdin.buffer
        return
    with open(file, "rb") as stream:
        yield stream


def _refused(file: str, error: Exception) -> "JsonObject":
    from .failure import explain

    told = explain(error)
    line = told[0] if told is not None else str(error)
    refuse(line if file in line else f"{file}: {line}; nothing of it was kept")
    return {"file": file, "error": line}
