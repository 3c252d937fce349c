"""Which ledger a command opens, and with which passphrase."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .output import remark

if TYPE_CHECKING:
    from saksi.ledger import Ledger, Server

_UNLOCKED = (
    "this new ledger has no passphrase: its key lies beside it in {folder}, and whoever takes both can read it. "
    "To give it one: saksi passphrase."
)


def ledger_place() -> "Path | Server":
    """The ledger of `--ledger`, else of SAKSI_LEDGER, else the one in the user's data directory."""
    from saksi.ledger import Server, is_address

    named = _named()
    if named is None:
        return _data_folder() / "ledger"
    return Server.of(named, _data_folder() / "servers") if is_address(named) else Path(named).expanduser()


def ledger_path() -> Path:
    """Beside which path the files of the ledger lie: the key and the last checkpoint; in a file, the ledger is it."""
    from saksi.ledger import Server

    place = ledger_place()
    return place.path if isinstance(place, Server) else place


def refuse_server(instead: str) -> None:
    """Raise LedgerError for a ledger on a server, saying what is done `instead`."""
    from saksi.ledger import Server
    from saksi.model import LedgerError

    place = ledger_place()
    if isinstance(place, Server):
        raise LedgerError(f"{place.name} is on a server: {instead}; docs/how-to/team-on-postgresql.md says how")


def _named() -> str | None:
    context = click.get_current_context(silent=True)
    chosen = context.find_root().obj.get("ledger") if context is not None and context.find_root().obj else None
    return chosen or os.environ.get("SAKSI_LEDGER") or None


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("saksi", appauthor=False)


def open_existing(*, accept: bool = False) -> "Ledger":
    """Open the ledger, which must be there; with `accept`, whatever its last checkpoint says."""
    from saksi.ledger import open_ledger

    ledger = open_ledger(ledger_place(), current_passphrase(ledger_path()), create=False, accept=accept)
    if ledger.member is not None and ledger.member.is_root:
        from saksi.acts import originals_of

        # of a team, only who began the ledger may delete: what others have assented to goes now
        ledger.carry_out_assented(originals_of(ledger).place)
    return ledger


def new_passphrase(file: Path | None, question: str) -> str:
    """A passphrase that is being set, from the file of an option, or typed twice on a terminal."""
    if file is not None:
        return _read_passphrase(str(file), "")
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask on: name a file that holds the new passphrase with --new")
    while True:
        asked = _ask(question)
        if not asked:
            raise click.ClickException("nothing was changed: a passphrase has at least one character")
        if asked == _ask("The same again"):
            return asked
        remark("the two are not the same: type it once more")


def is_ledger_there() -> bool:
    """Whether there is a ledger to open."""
    from saksi.ledger import is_new

    return not is_new(ledger_place())


def open_or_create() -> "Ledger":
    """Open the ledger, or make it; a new one without a passphrase is warned of, once."""
    from saksi.ledger import has_key, is_new, open_ledger

    place, path = ledger_place(), ledger_path()
    if not is_new(place):
        return open_existing()
    # a key without a ledger is that of a crash, or of somebody who made it before there was a ledger on the server
    passphrase = current_passphrase(path) if has_key(path) else new_ledger_passphrase()
    ledger = open_ledger(place, passphrase, create=True)
    if passphrase is None:
        remark(_UNLOCKED.format(folder=path.absolute().parent))
    return ledger


def current_passphrase(path: Path) -> str | None:
    """The passphrase that opens the ledger, from a file or asked for; None where it needs none."""
    from saksi.ledger import needs_passphrase

    return _passphrase(path) if not path.is_dir() and needs_passphrase(path) else None


def _passphrase(path: Path) -> str:
    from saksi.model import LedgerError

    given = _from_file()
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise LedgerError(f"the ledger {path} needs its passphrase: name a file that holds it in SAKSI_PASSPHRASE_FILE")
    return _ask(f"Passphrase of {path}")


def new_ledger_passphrase() -> str | None:
    """A passphrase for a ledger that is being made, or for a key of one's own on a server; None for none."""
    given = _from_file()
    if given is not None or not sys.stdin.isatty():
        return given
    while True:
        asked = _ask("Passphrase for the new ledger (Enter alone for none)")
        if not asked or asked == _ask("The same again"):
            return asked or None
        remark("the two are not the same: type it once more")


def _ask(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, hide_input=True, err=True))


def _from_file() -> str | None:
    named = os.environ.get("SAKSI_PASSPHRASE_FILE")
    return _read_passphrase(named, ", named in SAKSI_PASSPHRASE_FILE,") if named else None


def _read_passphrase(named: str, where: str) -> str:
    from saksi.model import LedgerError

    try:
        # the line break that an editor puts at the end is no part of it
        passphrase = Path(named).read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise LedgerError(f"the file {named}{where} cannot be read: check it") from None
    if not passphrase:
        raise LedgerError(f"the file {named}{where} is empty: write the passphrase into it")
    return passphrase
