"""What the register answers differently, for people."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from saksi.register import Change, Track

from .card import track_words
from .fields import short_ids
from .screen import Screen, plain

_MARGIN = 12


def print_changes(rows: Sequence[Change], on: date) -> None:
    """Print each change with the statements behind it, those of one person together."""
    screen, last = Screen(), ""
    screen.title(f"What changed about {on}")
    if not rows:
        screen.line("Nothing: the register of this day answers the same.", indent=2)
    for row in rows:
        if row.who != last:
            screen.gap()
            screen.line(Text(plain(row.who), style="bold"), indent=2)
        last = row.who
        screen.item(row.what, f"{_words(row.before)} → {_words(row.after)}", indent=4, width=_MARGIN)
        for label, statements in (("came", row.came), ("went", row.went)):
            if statements:
                screen.item(label, short_ids(statements), indent=4, width=_MARGIN)


def _words(answer: Track | tuple[str, ...] | None) -> str:
    if answer is None:
        return "not told"
    return track_words(answer) if isinstance(answer, Track) else "; ".join(plain(each) for each in answer)
