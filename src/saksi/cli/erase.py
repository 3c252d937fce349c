"""`saksi erase`: destroy fields of an entry, or a document, for good. The one act that takes something away."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .agreement import counted
from .confirming import begins, confirm
from .files import read_bytes
from .opening import open_existing
from .options import json_option, ledger_option
from .output import print_json, say

if TYPE_CHECKING:
    from saksi.acts import Plan
    from saksi.ledger import Ledger
    from saksi.model import JsonObject

#: So many digits of an id are typed to confirm.
_TYPED = 6


@click.command(
    epilog="Examples: saksi erase 1f0c2ab9d31e --field words --field said_by · saksi erase story.txt --document"
)
@click.argument("subject", metavar="ID|FILE|SHA256")
@click.option("--field", "fields", multiple=True, metavar="FIELD", help="A field of the entry ID; again for more.")
@click.option("--document", "is_document", is_flag=True, help="The document FILE or SHA256, and all that repeats it.")
@click.option("--reason", metavar="TEXT", help="Why, signed into the trace that is left: write no name into it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@ledger_option
@json_option
def erase(
    subject: str, fields: tuple[str, ...], is_document: bool, reason: str | None, yes: bool, as_json: bool
) -> None:
    """Destroy fields of the entry whose id begins with ID, or with --document a whole document. There is no way back.

    What goes is value and salt, and of a document the original, its texts, every field of every capture, reading and
    statement of it that could repeat it, and who told it. What stays is each entry's head: its id, signature, place in
    the log and proofs hold, and a signed entry says what was erased, and when. Backups and copies of others are not
    reached. Where the office has another person, nothing goes before that one assents: `saksi assent`.
    """
    if is_document == bool(fields):
        raise click.UsageError("name what to erase: --field FIELD of an entry, or --document")
    with open_existing() as ledger:
        plan = _plan(ledger, subject, fields, is_document=is_document)
        if not plan.is_done and not yes:
            confirm(
                [*_aims(plan, "to be erased"), *_stays(plan)],
                f"There is no way back. Type {plan.id[:_TYPED]} to erase",
                begins(plan.id, _TYPED),
                "nothing was erased: what was typed is something else",
            )
        from saksi.acts import erase as do

        ids = do(ledger, plan, reason=reason, recorded_at=datetime.now(UTC))
        trust = ledger.trust()
        waiting = [each for each in ids if trust.is_waiting(each)]
    if as_json:
        print_json({**_row(plan, ids), "waits_for_assent": [*waiting]})
        return
    for line in _waits(plan, waiting) if waiting else [*_done(plan, ids), *_stays(plan)] if ids else _before(plan):
        say(line)


def _plan(ledger: "Ledger", subject: str, fields: tuple[str, ...], *, is_document: bool) -> "Plan":
    from saksi.acts import plan_document, plan_fields

    if not is_document:
        return plan_fields(ledger, subject.lower(), fields)
    named = hashlib.sha256(read_bytes(subject)).hexdigest() if Path(subject).is_file() else subject.lower()
    return plan_document(ledger, named)


def _aims(plan: "Plan", did: str) -> list[str]:
    if plan.document is not None:
        gone = sum(len(aim.fields) for aim in plan.aims)
        entries = f"{counted(gone, 'field')} of {counted(len(plan.aims), 'entry')}"
        lines = [f"{did}: document {plan.document[:12]} with its texts, and {entries} that could repeat it"]
    else:
        lines = [f"{did}: {', '.join(aim.fields)} of {aim.entry.kind} {aim.entry.id[:12]}" for aim in plan.aims]
    if plan.leave:
        lines.append(f"answers lack {counted(len(plan.leave), 'statement')} of it, and count them as erased")
    return lines


def _done(plan: "Plan", ids: tuple[str, ...]) -> list[str]:
    return [*_aims(plan, "erased"), f"signed: {', '.join(each[:12] for each in ids)}"]


def _waits(plan: "Plan", ids: list[str]) -> list[str]:
    return [
        *(line.replace("answers lack", "answers would lack") for line in _aims(plan, "asked to erase")),
        f"signed: {', '.join(each[:12] for each in ids)}",
        "nothing is erased yet: this office has more than one person, and another must assent:",
        f"  saksi assent {' '.join(each[:12] for each in ids)}",
    ]


def _stays(plan: "Plan") -> list[str]:
    lines = ["stays: ids, signatures, the log and every proof; " + _kept_open(plan)]
    if plan.keeps is not None:
        document = plan.keeps[:12]
        lines.append(f"stays: document {document} and the names read in it: saksi erase {document} --document")
    if plan.copies:
        lines.append(f"stays: on some of the same words, {', '.join(each[:12] for each in plan.copies)}")
    if plan.shared:
        lines.append(
            f"stays: the same text, as document {', '.join(each[:12] for each in plan.shared)}: erase that too"
        )
    return [*lines, "stays: the file that was added, backups, and the copies of others"]


def _kept_open(plan: "Plan") -> str:
    if plan.document is None:
        return "the other fields"
    return "the hash of the document and of its texts, so that it is not taken in again"


def _before(plan: "Plan") -> list[str]:
    by = ", ".join(sorted({each[:12] for each in plan.erased_before.values()}))
    return [f"nothing to do: it was erased before ({by})"]


def _row(plan: "Plan", ids: tuple[str, ...]) -> "JsonObject":
    return {
        "erased": [{"entry": aim.entry.id, "kind": aim.entry.kind, "fields": [*aim.fields]} for aim in plan.aims],
        **({} if plan.document is None else {"document": plan.document}),
        "by": [*ids],
        "erased_before": dict(plan.erased_before),
        "left_out_of_answers": [*plan.leave],
        "stays": {
            **({} if plan.keeps is None else {"document": plan.keeps}),
            "same_words": [*plan.copies],
            "same_text": [*plan.shared],
        },
    }
