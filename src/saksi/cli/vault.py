"""`saksi passphrase`, `recovery`, `lock`, `unlock`: who may open a ledger. None of them rewrites the ledger."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .agreement import counted
from .opening import current_passphrase, ledger_path, new_passphrase, refuse_server
from .options import json_option, ledger_option, new_option, sheet_option
from .output import print_json, remark, say
from .recovery_key import ask_recovery_key

if TYPE_CHECKING:
    from saksi.ledger import Doors

_FOREVER = "forever"


#: What stands for a recovery sheet where a person's key file alone is on this machine.
_COPY = "a copy of your key file, kept in another place, opens it again"


@click.command(
    epilog="Examples: saksi passphrase · saksi passphrase --for Dara · saksi passphrase --remove Dara · "
    "saksi passphrase --new FILE"
)
@click.option("--for", "name", metavar="NAME", help="A colleague's own passphrase for this ledger, added or changed.")
@click.option("--remove", metavar="NAME", help="Take that passphrase away.")
@new_option
@ledger_option
def passphrase(name: str | None, remove: str | None, new: Path | None) -> None:
    """Set or change the passphrase with which you open the ledger, or that of a colleague.

    Each passphrase opens the same key: nothing of the ledger is rewritten. Who had a passphrase once and kept a copy
    of the key file can still open copies of the ledger.
    """
    from saksi.ledger import FIRST, open_slots, remove_passphrase, set_passphrase

    if remove is not None and (name is not None or new is not None):
        raise click.UsageError("--remove stands alone")
    path = ledger_path()
    opened = open_slots(path, current_passphrase(path))
    if remove is not None:
        _tell_doors(f"removed: the passphrase of {remove}", remove_passphrase(path, opened, remove))
        return
    if opened.name is None and name is not None:
        raise click.ClickException("the key of this ledger lies open: set a passphrase first, `saksi passphrase`")
    asked = new_passphrase(new, "New passphrase" if name is None else f"New passphrase for {name}")
    doors = set_passphrase(path, opened, name or opened.name or FIRST, asked)
    whose = "the new passphrase" if name is None else f"that of {name}"
    _tell_doors(f"set: {whose} opens the ledger, and the one before does not any more", doors)
    if name is None and os.environ.get("SAKSI_PASSPHRASE_FILE"):
        remark("the file that SAKSI_PASSPHRASE_FILE names must hold the new passphrase from now on")


@click.command(
    epilog="Examples: saksi recovery · saksi recovery | lp · saksi recovery --json · "
    "then: saksi backup FILE, saksi lock"
)
@ledger_option
@json_option
def recovery(as_json: bool) -> None:
    """Make a recovery key, and print it once as a sheet to keep on paper, away from this machine.

    It opens the ledger where passphrases are forgotten or `saksi lock` destroyed them, and every backup. A new one
    voids the one before for this ledger; backups that were made before still need the old sheet.
    """
    from saksi.ledger import RecoveryKey, keep_recovery, open_slots, open_under, read_checkpoint

    refuse_server(_COPY)
    path = ledger_path()
    opened = open_slots(path, current_passphrase(path))
    with open_under(path, opened.key) as ledger:
        owner = read_checkpoint(ledger.checkpoint()).owner
    made = datetime.now(UTC).date()
    key = RecoveryKey.make()
    if as_json:
        print_json({"recovery_key": "-".join(key.groups), "made": made.isoformat(), "ledger": owner})
    else:
        from .pages.sheet import print_sheet

        print_sheet(key.groups, made, owner)
    sys.stdout.flush()
    if sys.stdin.isatty() and sys.stdout.isatty():
        _ask_back(key.groups)
    # only now: a sheet that nobody has seen must not void one that somebody holds
    keep_recovery(path, opened, key, made)
    remark("this sheet is good from now on, and any before it is void for this ledger; clear the screen")


@click.command(epilog="Examples: saksi lock · saksi lock --forever · then: saksi unlock")
@click.option("--forever", is_flag=True, help="Destroy the slot of the recovery sheet too: nobody opens it again.")
@click.option("--yes", is_flag=True, help="With --forever: do not ask.")
@ledger_option
def lock(forever: bool, yes: bool) -> None:
    """Destroy every key but that of the recovery sheet, at once and without asking: for a raid.

    Afterwards nobody at this machine can open the ledger, you neither, until `saksi unlock` is given the sheet. Where
    there is no recovery key it refuses; --forever destroys all the same, and asks first.
    """
    from saksi.ledger import lock as destroy

    if not forever:
        refuse_server(f"{_COPY}; `saksi lock --forever` destroys the one here")
    path = ledger_path()
    if forever and not yes:
        _confirm_forever()
    made = destroy(path, forever=forever)
    if made is None:
        say(f"locked for good: no key opens {path} any more; a backup and its sheet do, or a copy of the key file")
    else:
        say(f"locked: only the recovery sheet of {made} opens {path}, `saksi unlock`")
    remark("a Saksi that is still open elsewhere keeps its key until it ends: close it, or turn the machine off")


@click.command(epilog="Examples: saksi unlock · saksi unlock --sheet sheet.txt --new FILE")
@sheet_option
@new_option
@ledger_option
def unlock(sheet: Path | None, new: Path | None) -> None:
    """Open a locked ledger with its recovery key, or one whose passphrase is forgotten, and set a new passphrase."""
    from saksi.ledger import FIRST, open_with_recovery, set_passphrase

    refuse_server(_COPY)
    path = ledger_path()
    opened = open_with_recovery(path, ask_recovery_key(sheet))
    asked = new_passphrase(new, "New passphrase")
    _tell_doors("unlocked: the new passphrase opens the ledger", set_passphrase(path, opened, FIRST, asked))


def _ask_back(groups: tuple[str, ...]) -> None:
    """A person who can type the last group has the sheet before their eyes, or on paper."""
    from saksi.ledger import check_group
    from saksi.model import BadInputError

    question = "Write it down or print it. Type its last group"
    while typed := str(click.prompt(question, default="", show_default=False, err=True)):
        try:
            if check_group(typed, len(groups)) == groups[-1]:
                return
            remark("that is not the last group of this sheet: look again; Enter alone gives it up")
        except BadInputError as error:
            remark(f"{error}; Enter alone gives it up")
    raise click.ClickException("nothing was changed: the last group was not typed; this sheet opens nothing")


def _confirm_forever() -> None:
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask on: --yes locks for good without asking")
    question = f"Nobody will ever open this ledger again. Type {_FOREVER}"
    if str(click.prompt(question, default="", show_default=False, err=True)).strip() != _FOREVER:
        raise click.ClickException("nothing was locked: what was typed is something else")


def _tell_doors(done: str, doors: "Doors") -> None:
    say(done)
    sheet = "no recovery key: make one, `saksi recovery`"
    if doors.recovery is not None:
        sheet = f"the recovery sheet of {doors.recovery}"
    say(f"it opens with {counted(len(doors.names), 'passphrase')} ({', '.join(doors.names)}); {sheet}")
