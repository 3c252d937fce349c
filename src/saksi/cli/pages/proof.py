"""A proof for people: what it shows, what it keeps closed, and whose word it is."""

from saksi.ledger import Proven

from .entry import value_words
from .screen import Screen

_FIELD = 14


def print_proof(proven: Proven, expected: str | None) -> None:
    """Print what a proof shows; `expected` is the key that its ledger's owner should have."""
    screen, head, checkpoint = Screen(), proven.head, proven.checkpoint
    is_theirs = expected in (None, checkpoint.owner)
    screen.title("The proof holds" if is_theirs else "The proof is of ANOTHER ledger than the one you asked for")
    place = f"entry {proven.index + 1} of {checkpoint.size} in the ledger of the owner below"
    rows = [
        ("what", f"a {head.kind}, {place}"),
        ("id", proven.id),
        ("recorded at", f"{head.recorded_at:%Y-%m-%d %H:%M:%S} UTC, by the author's own clock"),
        *(
            ("cosigned", f"{each.at:%Y-%m-%d %H:%M:%S} UTC, by the clock of {each.witness}: it was there by then")
            for each in proven.cosignatures
        ),
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
        value = value_words(proven.fields[name]) if name in proven.fields else "(absent)"
        screen.item(name, value, indent=2, width=_FIELD)
    screen.gap()
    screen.item("closed", ", ".join(proven.closed) or "none", width=_FIELD)
    screen.gap()
    screen.line(_whose(checkpoint.owner, expected))
    if proven.cosignatures:
        screen.line("Whose key cosigned you must know as well: anybody can make a key.")


def _whose(owner: str, expected: str | None) -> str:
    if expected is None:
        return "Compare the owner's key with the one that the office gave you: the proof cannot say whose it is."
    return (
        "The owner's key is the one that you gave." if owner == expected else "The owner's key is NOT the one you gave."
    )
