"""Procedures for people: the steps in order of time."""

from collections.abc import Sequence

from rich.text import Text

from saksi.procedures import ProcedureRow, StepRow

from .custody import print_field, print_sources
from .screen import Screen, plain
from .statement import date_words

_STYLES = {"expected": "yellow", "date passed, no report": "bold red"}


def print_procedures(screen: Screen, rows: Sequence[ProcedureRow]) -> None:
    """Print every procedure with its steps."""
    screen.title("Procedures, step by step")
    if not rows:
        screen.line("No procedure is on record. Add reports of reviews, sanctions or votes: saksi add FILE…")
    for row in rows:
        screen.gap()
        mark = "*" if row.basis.drafts else ""
        names = " → ".join(plain(name) for name in (row.actor, row.subject) if name) or "(by nobody named)"
        screen.line(Text.assemble((names, "bold"), mark), indent=2)
        for step in row.steps:
            _print_step(screen, step)


def _print_step(screen: Screen, step: StepRow) -> None:
    when = date_words(step.date.edtf) if step.date is not None else "no date"
    line = Text.assemble((step.state, _STYLES.get(step.state, "")), f" · {when}")
    if step.actor is not None:
        line.append(f" · {plain(step.actor)}")
    line.append(f" · “{plain(step.words)}”" if step.words else "")
    line.append(" (alleged)" if step.alleged else "")
    screen.item(step.name, line, indent=4, width=12)
    print_sources(screen, step.sources)
    print_field(screen, "rests on", " ".join(statement[:12] for statement in step.basis.statements))
