"""Asking for a recovery key: from a file, or group by group, so that a mistyped one is named at once."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .output import remark

if TYPE_CHECKING:
    from saksi.ledger import RecoveryKey

_MOST_BYTES = 64 * 1024


def ask_recovery_key(sheet: Path | None) -> "RecoveryKey":
    """The key of a sheet: from a file that holds the key or the whole sheet, else typed, hidden, on a terminal."""
    from saksi.ledger import GROUPS, read_recovery_key
    from saksi.model import BadInputError

    if sheet is not None:
        with sheet.open("rb") as stream:
            data = stream.read(_MOST_BYTES)
        try:
            return read_recovery_key(data.decode("utf-8"))
        except UnicodeDecodeError:
            raise BadInputError(f"{sheet} is no text: name a file that holds the recovery key") from None
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask on: name a file that holds the recovery key with --sheet")
    groups: list[str] = []
    while len(groups) < GROUPS:
        # one group, or several that were pasted
        for typed in re.split(r"[\s-]+", _ask(len(groups) + 1, GROUPS)):
            found = _checked(typed, len(groups) + 1)
            groups += found
            if not found:
                break
    return read_recovery_key("-".join(groups))


def _ask(place: int, groups: int) -> str:
    question = f"Recovery key, group {place} of {groups}"
    return str(click.prompt(question, default="", show_default=False, hide_input=True, err=True)).strip()


def _checked(typed: str, place: int) -> list[str]:
    """The group, or none where it is mistyped: then it is asked for again."""
    from saksi.ledger import check_group
    from saksi.model import BadInputError

    try:
        return [check_group(typed, place)]
    except BadInputError as error:
        remark(str(error))
        return []
