"""Contradictions for people: who contradicts whom, and both sides in their words."""

from collections.abc import Sequence

from rich.text import Text

from saksi.register import ContradictionRow
from saksi.resolve import Source

from .fields import mark, print_field, quoted
from .page import Page
from .screen import plain

#: Grounds on which nobody answers anybody: two tellings do not agree.
_DIFFERING = {"different date": "on the date", "different count": "on the count"}
#: Grounds in words, where what a row is about is a stem by which words were compared, and no word of anybody.
_BY_WORDS = {"answers": "", "comes after": "perhaps: it only comes after"}
#: By how many words a quotation is known again.
_BEGINNING = 6


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
    said: set[str] = set()
    for heading, told in pairs.items():
        page.screen.gap()
        page.screen.line(Text(heading, style="bold"), indent=2)
        for number, row in enumerate(told):
            if number:
                page.screen.gap()
            _print_row(page, row, said)


def _print_row(page: Page, row: ContradictionRow, said: set[str]) -> None:
    sides = [("one side", row.left), ("the other", row.right), *(("in support", each) for each in row.support)]
    for label, source in sides:
        print_field(page, label, quoted(page, source, _words(source, said)))
        said.add(source.statement)


def _words(source: Source, said: set[str]) -> str:
    """The words whole the first time; after that their beginning, by which they are known again."""
    words = source.words.split()
    if source.statement not in said or len(words) <= _BEGINNING:
        return source.words
    return f"{' '.join(words[:_BEGINNING])} …"


def _party(page: Page, source: Source) -> str:
    voice = page.documents.voice(source)
    return voice if source.by else f"the document {voice}"


def _heading(page: Page, row: ContradictionRow) -> str:
    left, right = _party(page, row.left), _party(page, row.right)
    matter = plain(_BY_WORDS.get(row.kind, row.about))
    if row.kind in _DIFFERING:
        pair = f"{left} and {right} differ {_DIFFERING[row.kind]}"
    else:
        pair = f"{left} contradicts {right}"
    return f"{pair}{mark(row.basis)}{f' · {matter}' if matter else ''}"
