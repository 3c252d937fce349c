"""A proof for people: what it shows, what it keeps closed, and whose word it is."""

import json

from saksi.ledger import Proven

from .screen import Screen, plain

_FIELD = 14


def print_proof(proven: Proven) -> None:
    """Print what a proof shows."""
    screen, head, checkpoint = Screen(), proven.head, proven.checkpoint
    screen.title("The proof holds")
    place = f"entry {proven.index + 1} of {checkpoint.size} in the ledger of the owner below"
    rows = [
        ("what", f"a {head.kind}, {place}"),
        ("id", proven.id),
        ("recorded at", f"{head.recorded_at:%Y-%m-%d %H:%M:%S} UTC, by the author's own clock"),
        ("author's key", head.author),
        ("owner's key", checkpoint.owner),
        ("root", checkpoint.root.hex()),
    ]
    for label, value in rows:
        screen.item(label, value, width=_FIELD)
    if head.author != checkpoint.owner:
        screen.line("The author's key is not the owner's: that the owner admitted it is not shown.", indent=2)
    screen.heading("open", "these fields are what was signed")
    for name in proven.opened:
        screen.item(name, _words(proven, name), indent=2, width=_FIELD)
    screen.heading("closed", ", ".join(proven.closed) or "none")
    screen.gap()
    screen.line("Compare the owner's key with the one that the office gave you: the proof cannot say whose it is.")


def _words(proven: Proven, name: str) -> str:
    if name not in proven.fields:
        return "(absent)"
    value = proven.fields[name]
    return plain(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
