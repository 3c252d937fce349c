"""Contradictions for people: both sides with their words."""

from collections.abc import Sequence

from rich.text import Text

from saksi.register import ContradictionRow
from saksi.resolve import Source

from .custody import print_field, source_words
from .screen import Screen, plain


def print_contradictions(screen: Screen, rows: Sequence[ContradictionRow]) -> None:
    """Print every pair."""
    screen.title("Who contradicts whom")
    if not rows:
        screen.line("No contradiction is on record.")
    for row in rows:
        screen.gap()
        mark = "*" if row.basis.drafts else ""
        screen.line(Text.assemble((plain(row.about), "bold"), f" · ground: {row.kind}{mark}"), indent=2)
        _print_side(screen, "one side", row.right)
        _print_side(screen, "the other", row.left)
        for source in row.support:
            _print_side(screen, "with one", source)


def _print_side(screen: Screen, label: str, source: Source) -> None:
    print_field(screen, label, f"{source_words(source)} [{source.statement[:12]}]")
    print_field(screen, "", f"“{plain(source.words)}”")
