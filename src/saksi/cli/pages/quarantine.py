"""What waits, for people: by signer and reason, with what would let it in."""

from collections.abc import Callable, Sequence

from saksi.acts import WaitingGroup

from ..agreement import counted
from .screen import Screen

_FIELD = 13


def print_quarantine(groups: Sequence[WaitingGroup], cure: Callable[[str], str]) -> None:
    """Print what waits; `cure` says what would let in what waits for a reason."""
    screen = Screen()
    if not groups:
        screen.line("Nothing waits.")
        return
    total = sum(len(group.ids) for group in groups)
    screen.title(f"Waiting: {counted(total, 'entry')} of {counted(len({group.author for group in groups}), 'key')}")
    for group in groups:
        screen.gap()
        whose = "" if group.office is None else f"  of {group.office}"
        screen.item("key", f"{group.author[:4]} {group.author[4:8]} {group.author[8:12]} …{whose}", width=_FIELD)
        kinds = ", ".join(counted(number, kind) for kind, number in group.kinds.items())
        screen.item("entries", kinds, width=_FIELD)
        days = f"{group.first:%Y-%m-%d}"
        days += "" if group.first.date() == group.last.date() else f" to {group.last:%Y-%m-%d}"
        screen.item("dated", f"{days}, by their own claim", width=_FIELD)
        screen.item("why", group.why, width=_FIELD)
        screen.item("what then", cure(group.why), width=_FIELD)
