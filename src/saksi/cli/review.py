"""`saksi review`: drafts one by one, a key for each decision."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .files import read_bytes
from .opening import open_existing
from .options import json_option, ledger_option
from .output import print_json

if TYPE_CHECKING:
    from saksi.acts import Decision
    from saksi.ledger import Ledger
    from saksi.model import Recorded

_HELP = """\
  a  accept   the words tell this
  c  correct  they tell something near it: answer a few questions
  r  reject   they do not tell this
  s  skip     leave it a draft for now
  q  quit     what was decided is kept
  ?  help"""


@click.command(epilog="Examples: saksi review · saksi review story.txt · saksi review 1f0c2ab9d31e")
@click.argument("target", required=False, metavar="[FILE|ID]")
@ledger_option
@json_option
def review(target: str | None, as_json: bool) -> None:
    """Go through the drafts of a document (FILE), of one entry (ID), or of the whole ledger.

    One key each: a accept, c correct, r reject, s skip, q quit, ? help. Every decision is a signed entry at once. Keys
    are read from a pipe as well, one on a line.
    """
    from saksi.acts import open_drafts

    with open_existing() as ledger:
        drafts = open_drafts(ledger)
        if target is not None:
            drafts = _chosen(ledger, drafts, target)
        decisions, left = _go_through(ledger, drafts, quiet=as_json)
    if as_json:
        print_json({"decisions": [_row(decision) for decision in decisions], "drafts_left": left})
        return
    click.echo(f"{len(decisions)} decided and signed, {left} drafts left")


def _chosen(ledger: "Ledger", drafts: "tuple[Recorded, ...]", target: str) -> "tuple[Recorded, ...]":
    if Path(target).exists():
        return _of_document(ledger, drafts, target)
    entry = ledger.entry(target.lower())
    return tuple(item for item in drafts if entry.id in (item.id, item.reading))


def _of_document(ledger: "Ledger", drafts: "tuple[Recorded, ...]", file: str) -> "tuple[Recorded, ...]":
    import hashlib

    from saksi.model import BadInputError, View

    sha256 = hashlib.sha256(read_bytes(file)).hexdigest()
    documents = ledger.view(View()).documents
    readings = {reading for reading, document in documents.items() if document.sha256 == sha256}
    if not readings:
        raise BadInputError(f"{file} is not in this ledger: add it first with `saksi add {file}`")
    return tuple(item for item in drafts if item.reading in readings)


def _go_through(ledger: "Ledger", drafts: "tuple[Recorded, ...]", *, quiet: bool) -> "tuple[list[Decision], int]":
    from .pages.draft import print_draft

    texts: dict[str, str | None] = {}
    decisions: list[Decision] = []
    for number, item in enumerate(drafts, start=1):
        if not quiet:
            print_draft(item, _text(ledger, item.reading, texts), f"{number} of {len(drafts)}")
        key = _key(quiet)
        if key == "q":
            break
        decision = _decide(ledger, item, key)
        if decision is not None:
            decisions.append(decision)
            if not quiet:
                click.echo(f"      {_PAST[decision.verdict]}, signed as {decision.review_id[:12]}")
    return decisions, len(drafts) - len(decisions)


_PAST = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


def _decide(ledger: "Ledger", item: "Recorded", key: str) -> "Decision | None":
    from saksi.acts import accept, correct, reject

    from .questions import ask_correction

    match key:
        case "a":
            return accept(ledger, item, recorded_at=datetime.now(UTC))
        case "r":
            return reject(ledger, item, recorded_at=datetime.now(UTC))
        case "c":
            corrected = ask_correction(item.statement)
            if corrected == item.statement:
                click.echo("      nothing was changed: it stays a draft; a accepts it as it is", err=True)
                return None
            return correct(ledger, item, corrected, recorded_at=datetime.now(UTC))
    return None


def _key(quiet: bool) -> str:
    """One of a, c, r, s, q. The end of a pipe is a q."""
    while True:
        if not quiet:
            click.echo("      a accept · c correct · r reject · s skip · q quit · ? help  ", nl=False)
        key = _pressed()
        if not quiet:
            click.echo(key if sys.stdin.isatty() else "")
        if key in {"a", "c", "r", "s", "q"}:
            return key
        click.echo(_HELP, err=quiet)


def _pressed() -> str:
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip().lower()[:1] or "?" if line else "q"
    key = click.getchar()
    if key in ("\x03", "\x04"):
        raise KeyboardInterrupt
    return key.lower() if key.isprintable() else "?"


def _text(ledger: "Ledger", reading: str, texts: "dict[str, str | None]") -> "str | None":
    from saksi.acts import derived_text
    from saksi.model import LedgerError

    if reading not in texts:
        try:
            texts[reading] = derived_text(ledger, reading)
        except LedgerError:
            # the words stand in the statement itself; only their surroundings are missing
            texts[reading] = None
    return texts[reading]


def _row(decision: "Decision") -> dict[str, str]:
    row = {"target": decision.target, "verdict": decision.verdict, "review": decision.review_id}
    return row if decision.replacement is None else {**row, "replacement": decision.replacement}
