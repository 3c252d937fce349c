"""Procedures for people: the steps in order of time."""

from collections.abc import Sequence

from rich.text import Text

from saksi.procedures import ProcedureRow, StepRow

from .fields import mark, short_ids
from .page import Page
from .screen import plain
from .statement import date_words

_STYLES = {"expected": "yellow", "date passed, no report": "bold red"}


def print_procedures(page: Page, rows: Sequence[ProcedureRow]) -> None:
    """Print every procedure with its steps."""
    page.screen.title("Procedures, step by step")
    if not rows:
        page.screen.line("No procedure is on record. Add reports of reviews, sanctions or votes: saksi add FILE…")
    for row in rows:
        page.screen.gap()
        names = " → ".join(plain(name) for name in (row.actor, row.subject) if name) or "(by nobody named)"
        page.screen.line(Text.assemble((names, "bold"), mark(row.basis)), indent=2)
        for step in row.steps:
            _print_step(page, step)


def _print_step(page: Page, step: StepRow) -> None:
    when = date_words(step.date.edtf) if step.date is not None else "no date"
    line = Text.assemble((step.state, _STYLES.get(step.state, "")), f" · {when}")
    if step.actor is not None:
        line.append(f" · {plain(step.actor)}")
    line.append(f" · “{plain(step.words)}”" if step.words else "")
    line.append(" (alleged)" if step.alleged else "")
    page.screen.item(step.name, line, indent=4, width=12)
    says, rests = page.documents.voices(step.sources), short_ids(step.basis.statements)
    page.screen.line(f"{says} ({rests})", indent=16, style="dim")
