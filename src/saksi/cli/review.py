"""`saksi review`: drafts one by one, a key for each decision."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .agreement import counted
from .files import read_bytes
from .opening import open_existing
from .options import audience_option, json_option, ledger_option
from .output import print_json
from .talk import Talk
from .window import view_for

if TYPE_CHECKING:
    from saksi.acts import Decision
    from saksi.ledger import Ledger
    from saksi.model import Recorded, View

_ID = re.compile(r"[0-9a-fA-F]+")
_ASKED = "a accept · c correct · r reject · s skip · b back · q quit · ? help"
_KEYS = {
    "a": "accept: the words tell this",
    "c": "correct: they tell something near it; answer a few questions",
    "r": "reject: they do not tell this",
    "s": "skip: leave it as it is for now",
    "b": "back: to the one before, to decide it anew; the later word counts",
    "q": "quit: what was decided is kept",
    "?": "help",
}


@click.command(epilog="Examples: saksi review · saksi review story.txt · saksi review 1f0c2ab9d31e")
@click.argument("target", required=False, metavar="[FILE|ID]")
@audience_option
@ledger_option
@json_option
def review(target: str | None, audience: str, as_json: bool) -> None:
    """Go through the drafts of a document (FILE), of one reading (ID), or of the whole ledger.

    One key each: a accept, c correct, r reject, s skip, b back, q quit, ? help. Every decision is a signed entry at
    once, and none is ever taken away: with the ID of a statement, or of a decision on it, you decide anew, and your
    later word counts. Keys are read from a pipe as well, one on a line.
    """
    from saksi.acts import open_drafts

    with open_existing() as ledger:
        view = view_for(audience)
        drafts = open_drafts(ledger, view=view) if target is None else _chosen(ledger, target, view)
        decisions = _go_through(ledger, drafts, quiet=as_json)
    left = sum(item.standing == "draft" for item in drafts if item.id not in {each.target for each in decisions})
    if as_json:
        print_json({"decisions": [_row(decision) for decision in decisions], "drafts_left": left})
        return
    click.echo(f"{len(decisions)} decided and signed, {counted(left, 'draft')} left")


def _chosen(ledger: "Ledger", target: str, view: "View") -> "tuple[Recorded, ...]":
    from saksi.acts import reviewable
    from saksi.model import BadInputError

    if Path(target).exists():
        return _of_document(ledger, target, view)
    if not _ID.fullmatch(target):
        raise BadInputError(f"{target}: there is no such file; check its name, or give an id from `saksi log`")
    return reviewable(ledger, target.lower(), view=view)


def _of_document(ledger: "Ledger", file: str, view: "View") -> "tuple[Recorded, ...]":
    import hashlib

    from saksi.acts import drafts
    from saksi.model import BadInputError

    sha256 = hashlib.sha256(read_bytes(file)).hexdigest()
    record = ledger.view(view)
    readings = {reading for reading, document in record.documents.items() if document.sha256 == sha256}
    if not readings:
        raise BadInputError(f"{file} is not in this ledger: add it first with `saksi add {file}`")
    return tuple(item for item in drafts(record) if item.reading in readings)


def _go_through(ledger: "Ledger", drafts: "tuple[Recorded, ...]", *, quiet: bool) -> "list[Decision]":
    from .pages.draft import print_draft

    talk = Talk(aside=quiet)
    texts: dict[str, str | None] = {}
    decisions: list[Decision] = []
    here = 0
    while here < len(drafts):
        item = drafts[here]
        if not quiet:
            print_draft(item, _text(ledger, item.reading, texts), f"{here + 1} of {len(drafts)}")
        key = _key(talk)
        if key == "q":
            break
        decision = _decide(ledger, item, key, talk)
        if decision is not None:
            decisions.append(decision)
            talk.say(f"{_PAST[decision.verdict]}, signed as {decision.review_id[:12]}")
        here = max(here - 1, 0) if key == "b" else here + 1
    return decisions


_PAST = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


def _decide(ledger: "Ledger", item: "Recorded", key: str, talk: Talk) -> "Decision | None":
    from saksi.acts import accept, reject

    match key:
        case "a":
            return accept(ledger, item, recorded_at=datetime.now(UTC))
        case "r":
            return reject(ledger, item, recorded_at=datetime.now(UTC))
        case "c":
            return _correct(ledger, item, talk)
    return None


def _correct(ledger: "Ledger", item: "Recorded", talk: Talk) -> "Decision | None":
    from saksi.acts import correct

    from .questions import ask_correction

    try:
        corrected = ask_correction(item.statement, talk)
    except EOFError:
        talk.say("not corrected: the answers ended before the questions; it stays a draft")
        return None
    if corrected == item.statement:
        talk.say("nothing was changed: it stays a draft; a accepts it as it is")
        return None
    return correct(ledger, item, corrected, recorded_at=datetime.now(UTC))


def _key(talk: Talk) -> str:
    """One of the keys. The end of the input is a q."""
    while True:
        try:
            key = talk.key(_ASKED, _KEYS)
        except EOFError:
            return "q"
        if key is not None and key != "?":
            return key
        if key is None:
            talk.say("not understood: one key of a, c, r, s, b, q; ? says what each does")
            continue
        for name, meaning in _KEYS.items():
            talk.say(f"{name}  {meaning}")


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
