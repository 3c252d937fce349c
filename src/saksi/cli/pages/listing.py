"""Stored rows of the register, one line each: what a large ledger can answer at once."""

import json
from typing import TYPE_CHECKING

from rich.text import Text

from .card import OVERDUE
from .screen import Screen, plain

if TYPE_CHECKING:
    from saksi.model import JsonObject
    from saksi.projection import RegisterPage


def print_listing(page: "RegisterPage") -> None:
    """Print the rows of a page; whole rows are in its JSON."""
    screen = Screen()
    screen.title(f"Custody on {page.on}")
    whole = page.named + page.counts.groups
    screen.line(f"{page.named} named, {page.counts.held} of them held; {page.counts.groups} groups counted", indent=2)
    for body in page.rows:
        screen.line(_line(json.loads(body)), indent=2)
    if page.after is not None:
        screen.line(f"{len(page.rows)} rows of {whole}; --json gives the `after` from which --after goes on", indent=2)


def _line(row: "JsonObject") -> Text:
    liberty = row["liberty"]
    if isinstance(liberty, dict):
        who, told = str(row["person"]), liberty
    else:
        who, told = f"{_count(row['count'])} × {row['of']}", {**row, "value": liberty}
    words = str(told["value"])
    if "unknown_since" in told:
        words = f"unknown since {told['unknown_since']}; last known: {told['last_known']}"
    elif "since" in told:
        words += f" since {told['since']}"
    basis = row["basis"]
    mark = "*" if isinstance(basis, dict) and basis.get("drafts") else ""
    overdue = f" · {OVERDUE}" if row.get("overdue") else ""
    return Text.assemble((plain(who), "bold"), mark, " · ", plain(words), (overdue, "bold red"))


def _count(count: object) -> str:
    least, most = (count.get(each) for each in ("min", "max")) if isinstance(count, dict) else (None, None)
    return str(least) if least == most else f"{'' if least is None else least}–{'' if most is None else most}"
