"""Contradictions for people: who contradicts whom, and both sides in their words."""

from collections.abc import Sequence

from rich.text import Text

from saksi.cli.agreement import agreeing
from saksi.model import Count, When
from saksi.register import ContradictionRow
from saksi.resolve import Source

from .fields import mark, print_count, print_field, quoted
from .page import Page
from .screen import plain
from .statement import count_words, date_words

#: Grounds on which nobody answers anybody: two tellings do not agree.
_DIFFERING = {"different date": "on the date", "different count": "on the count"}
#: By how many words a quotation is known again.
_BEGINNING = 6


def print_contradictions(page: Page, rows: Sequence[ContradictionRow]) -> None:
    """Print every pair, those of the same two voices under one heading; last the denials that may answer nobody."""
    page.screen.title("Who contradicts whom")
    if not rows:
        page.screen.line("No contradiction is on record.")
    if any(row.support for row in rows):
        page.screen.line("In support: third parties who side with the other", indent=2)
    said: set[str] = set()
    _print_pairs(page, [row for row in rows if row.kind != "may answer"], said)
    loose = [row for row in rows if row.kind == "may answer"]
    if loose:
        page.screen.heading("denials", "what they answer is not certain; the likeliest claim before them is shown")
        _print_pairs(page, loose, said)


def _print_pairs(page: Page, rows: Sequence[ContradictionRow], said: set[str]) -> None:
    pairs: dict[str, list[ContradictionRow]] = {}
    for row in rows:
        pairs.setdefault(_heading(page, row), []).append(row)
    for heading, told in pairs.items():
        page.screen.gap()
        page.screen.line(Text(heading, style="bold"), indent=2)
        for number, row in enumerate(told):
            if number:
                page.screen.gap()
            _print_row(page, row, said)


def _print_row(page: Page, row: ContradictionRow, said: set[str]) -> None:
    left, right = ("denial", "before it") if row.kind == "may answer" else ("one side", "the other")
    values = [f"{_value(each)} · " for each in row.differ] or ["", ""]
    for label, value, source in ((left, values[0], row.left), (right, values[-1], row.right)):
        print_field(page, label, value + quoted(page, source, _words(source, said)))
    for source in row.support:
        print_field(page, "in support", quoted(page, source, _words(source, said)))
    print_count(page, [row.left, row.right, *row.support])
    said.update(source.statement for source in (row.left, row.right, *row.support))


def _value(told: When | Count) -> str:
    return date_words(told.edtf) if isinstance(told, When) else count_words(told)


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
    left, right, by = _party(page, row.left), _party(page, row.right), row.left.by or ""
    if row.kind in _DIFFERING:
        pair = f"{left} and {right} differ {_DIFFERING[row.kind]}"
    elif row.kind == "denies the charge":
        return f"{left} {agreeing('denies', by)} the charge{mark(row.basis)}"
    elif row.kind == "may answer":
        return f"{left} {agreeing('denies', by)}, after {right}{mark(row.basis)}"
    else:
        pair = f"{left} {agreeing('contradicts', by)} {right}"
    # for "answers" the matter is known by the words that both share, which stand below
    return f"{pair}{mark(row.basis)}" + ("" if row.kind == "answers" else f" · {plain(row.about)}")
