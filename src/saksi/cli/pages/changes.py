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
        before, after = (_words(answer, row.what) for answer in (row.before, row.after))
        screen.item(row.what, f"{before} → {after}", indent=4, width=_MARGIN)
        for label, statements in (("came", row.came), ("went", row.went)):
            if statements:
                screen.item(label, short_ids(statements), indent=4, width=_MARGIN)


def _words(answer: Track | tuple[str, ...] | None, what: str) -> str:
    if answer is None:
        return "not told"
    if isinstance(answer, Track):
        return track_words(answer)
    if what.startswith("number "):
        number, liberty = answer
        return f"{plain(number)} (not known any more)" if liberty == "unknown" else plain(number)
    return "; ".join(plain(each) for each in answer)
