"""`saksi backup`, `saksi restore`: the whole ledger in one sealed file, and back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .agreement import counted
from .opening import ledger_path, new_passphrase, open_existing, refuse_server
from .options import json_option, ledger_option, new_option, sheet_option
from .output import is_watched, print_json, remark, say
from .recovery_key import ask_recovery_key

if TYPE_CHECKING:
    from saksi.acts import Backup, Restored
    from saksi.model import JsonObject

_FORK = (
    "To go on from this copy all the same: saksi checkpoint --accept. The chain then forks: partners who hold the "
    "missing entries will see two that follow the same one, and what was erased since is there again. Look for a newer "
    "backup first, and tell the partners before you add anything."
)


@click.command(epilog="Examples: saksi backup /media/stick/monday.age · saksi backup FILE --force --json")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite FILE where it is there.")
@ledger_option
@json_option
def backup(file: Path, force: bool, as_json: bool) -> None:
    """Write the whole ledger with its originals into FILE, sealed to the recovery key.

    It is as the ledger was at one moment; others may go on writing. Before FILE takes its name it is read back, and
    every entry and original in it is checked. No sheet is needed for it, only the recovery key that was made before.
    """
    from saksi.acts import backup as write_backup

    refuse_server("pg_dump copies it, as unreadable as it is there, and each keeps a copy of their own key file")
    with open_existing() as ledger:
        made = write_backup(ledger, file, made=datetime.now(UTC), force=force, tell=_progress)
    if as_json:
        print_json(_backup_row(file, made))
        return
    header = made.header
    say(f"backed up: {counted(header.entries, 'entry')}, {header.originals} originals and texts, {made.size:,} bytes")
    say(f"read back and sound; it opens with the recovery sheet of {made.sheet}")


@click.command(
    epilog="Examples: saksi restore monday.age --ledger ~/saksi/ledger · "
    "saksi restore FILE --checkpoint printed.txt --sheet sheet.txt --new FILE"
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--checkpoint",
    "known",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A checkpoint that was kept elsewhere: it shows whether this copy is older.",
)
@sheet_option
@new_option
@ledger_option
@json_option
def restore(file: Path, known: Path | None, sheet: Path | None, new: Path | None, as_json: bool) -> None:
    """Bring a ledger back from the backup FILE, at the place of --ledger, where none may be.

    Everything in it is checked before it is put there. It asks for the recovery key, and for a new passphrase; the
    ones of before the backup open nothing. A newer checkpoint that lies at that place, or that you give, shows that
    the copy is older: then no command opens it until you accept it.
    """
    from saksi.acts import restore as bring_back
    from saksi.ledger import refuse_taken

    path = ledger_path()
    refuse_taken(path.absolute())
    with file.open("rb"):
        # before a long key is typed
        note = None if known is None else known.read_text("utf-8", errors="replace")
    key = ask_recovery_key(sheet)
    passphrase = new_passphrase(new, "New passphrase")
    done = bring_back(file, path, key, passphrase=passphrase, known=note, tell=_progress)
    if as_json:
        print_json(_restored_row(path, done))
    else:
        header = done.header
        say(f"restored: {counted(header.entries, 'entry')}, {header.originals} originals and texts, to {path}")
        say(f"every entry and original is right; the backup was made on {header.made:%Y-%m-%d %H:%M} UTC")
    if done.missing:
        remark(
            f"this is an older copy: {counted(done.missing, 'entry')} came after it, and no command opens it. {_FORK}"
        )
    else:
        remark(
            "no newer checkpoint is known; whether another office or a sheet of paper has one, only you can find out"
        )


def _progress(stage: str) -> None:
    if is_watched():
        remark(stage)


def _backup_row(file: Path, made: "Backup") -> "JsonObject":
    header = made.header
    return {
        "file": str(file),
        "size": made.size,
        "made": header.made.isoformat(),
        "entries": header.entries,
        "originals": header.originals,
        "checkpoint": header.checkpoint,
        "sheet": made.sheet.isoformat(),
    }


def _restored_row(path: Path, done: "Restored") -> "JsonObject":
    header = done.header
    return {
        "ledger": str(path),
        "made": header.made.isoformat(),
        "entries": header.entries,
        "originals": header.originals,
        "checkpoint": header.checkpoint,
        "missing": done.missing,
    }
