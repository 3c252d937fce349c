"""Contradictions for people: who contradicts whom, and both sides in their words."""

from collections.abc import Sequence

from rich.text import Text

from saksi.register import ContradictionRow

from .fields import mark, print_field, quoted
from .page import Page
from .screen import plain

#: Grounds on which nobody answers anybody: two tellings do not agree.
_DIFFERING = {"different date": "on the date", "different count": "on the count"}
#: What such a row is about is a stem by which words were compared, and no word of anybody.
_BY_STEM = "answers"


def print_contradictions(page: Page, rows: Sequence[ContradictionRow]) -> None:
    """Print every pair, those of the same two voices under one heading."""
    page.screen.title("Who contradicts whom")
    if not rows:
        page.screen.line("No contradiction is on record.")
    if any(row.support for row in rows):
        page.screen.line("In support: third parties who side with the other", indent=2)
    pairs: dict[str, list[ContradictionRow]] = {}
    for row in rows:
        pairs.setdefault(_heading(page, row), []).append(row)
    for heading, told in pairs.items():
        page.screen.gap()
        page.screen.line(Text(heading, style="bold"), indent=2)
        for number, row in enumerate(told):
            if number:
                page.screen.gap()
            _print_row(page, row)


def _print_row(page: Page, row: ContradictionRow) -> None:
    print_field(page, "one side", quoted(page, row.left))
    print_field(page, "the other", quoted(page, row.right))
    for source in row.support:
        print_field(page, "in support", quoted(page, source))


def _heading(page: Page, row: ContradictionRow) -> str:
    left, right = page.documents.voice(row.left), page.documents.voice(row.right)
    matter = "" if row.kind == _BY_STEM else f" · {plain(row.about)}"
    if row.kind in _DIFFERING:
        pair = f"{left} and {right} differ {_DIFFERING[row.kind]}"
    else:
        pair = f"{left} contradicts {right}"
    return f"{pair}{mark(row.basis)}{matter}"
