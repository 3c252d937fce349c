"""A draft that waits for a decision."""

from saksi.model import Recorded

from .screen import Screen
from .statement import print_statement


def print_draft(item: Recorded, text: str | None, progress: str) -> None:
    """Print a draft, or what is decided anew, with its words in their place, and how far the review is."""
    screen = Screen()
    screen.gap()
    screen.line(f"{progress} · {item.id[:12]}{'' if item.standing == 'draft' else f' · {item.standing}'}", style="dim")
    print_statement(screen, item.statement, text, mark=item.statement.id, words=item.words)
