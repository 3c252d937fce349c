"""Which ledger a command opens, and with which passphrase."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .output import remark

if TYPE_CHECKING:
    from saksi.ledger import Ledger

_UNLOCKED = (
    "this new ledger has no passphrase: its key lies beside it in {folder}, and whoever takes both can read it. "
    "To give it one: saksi passphrase."
)


def ledger_path() -> Path:
    """The ledger of `--ledger`, else of SAKSI_LEDGER, else the one in the user's data directory."""
    context = click.get_current_context(silent=True)
    chosen = context.find_root().obj.get("ledger") if context is not None and context.find_root().obj else None
    if isinstance(chosen, Path):
        return chosen
    named = os.environ.get("SAKSI_LEDGER")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("saksi", appauthor=False) / "ledger"


def open_existing(*, accept: bool = False) -> "Ledger":
    """Open the ledger, which must be there; with `accept`, whatever its last checkpoint says."""
    from saksi.ledger import open_ledger

    path = ledger_path()
    return open_ledger(path, current_passphrase(path), create=False, accept=accept)


def current_passphrase(path: Path) -> str | None:
    """The passphrase that opens the ledger, from a file or asked for; None where it needs none."""
    from saksi.ledger import needs_passphrase

    return _passphrase(path) if path.is_file() and needs_passphrase(path) else None


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


def open_or_create() -> "Ledger":
    """Open the ledger, or make it; a new one without a passphrase is warned of, once."""
    from saksi.ledger import open_ledger

    path = ledger_path()
    if path.exists() and path.stat().st_size > 0:
        return open_existing()
    passphrase = _new_passphrase()
    ledger = open_ledger(path, passphrase, create=True)
    if passphrase is None:
        remark(_UNLOCKED.format(folder=path.absolute().parent))
    return ledger


def _passphrase(path: Path) -> str:
    from saksi.model import LedgerError

    given = _from_file()
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise LedgerError(f"the ledger {path} needs its passphrase: name a file that holds it in SAKSI_PASSPHRASE_FILE")
    return _ask(f"Passphrase of {path}")


def _new_passphrase() -> str | None:
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
