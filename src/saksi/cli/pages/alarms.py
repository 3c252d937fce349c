"""Alarms, for people: what is sure first, then what somebody must check, each with why."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from saksi.register import ALARM_KINDS, Alarm

from .fields import short_ids
from .screen import Screen, plain


def print_alarms(found: Sequence[Alarm], on: date) -> None:
    """Print the alarms of a day."""
    screen = Screen()
    screen.title(f"Alarms on {on}")
    sure, doubtful = [each for each in found if not each.to_check], [each for each in found if each.to_check]
    if not found:
        screen.line("Nothing: nobody on record is overdue, past a limit known here, or long unheard of.", indent=2)
        return
    screen.line(f"{len(sure)} sure, {len(doubtful)} to check", indent=2)
    _print_part(screen, sure, "")
    _print_part(screen, doubtful, "to check: ")


def _print_part(screen: Screen, found: Sequence[Alarm], prefix: str) -> None:
    for kind in ALARM_KINDS:
        rows = [each for each in found if each.kind == kind]
        if not rows:
            continue
        screen.heading(f"{prefix}{kind}", str(len(rows)))
        for row in rows:
            _print(screen, row)


def _print(screen: Screen, row: Alarm) -> None:
    screen.line(Text.assemble((plain(row.person), "bold"), f"  {plain(row.words)}"), indent=2)
    if row.clock is not None:
        for source in row.clock.sources:
            screen.item("rule", source, indent=4, width=8)
        if row.clock.consequence:
            screen.item("then", row.clock.consequence, indent=4, width=8)
        if row.clock.note:
            screen.item("note", row.clock.note, indent=4, width=8)
    for each in row.to_check:
        screen.item("check", each, indent=4, width=8)
    screen.item("rests on", short_ids(row.basis.statements), indent=4, width=9)
