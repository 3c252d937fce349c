"""One entry for people."""

import json
from collections.abc import Sequence

from saksi.acts import Shown
from saksi.archive import Position
from saksi.ledger import Bound, Entry, statement_of
from saksi.model import Json

from .screen import Screen, plain
from .statement import print_statement

#: Leaves 64 columns of 80, in which a hash stands whole.
_FIELD = 16
_MOST_PLACES = 6


def print_entry(shown: Shown) -> None:
    """Print an entry: its head, its content, its words in their document, its signature."""
    screen, entry = Screen(), shown.entry
    screen.title(f"{entry.kind} {entry.id}")
    for label, value in _head(entry, shown):
        screen.item(label, value, width=13)
    screen.gap()
    for label, value in _erased(shown):
        screen.item(label, value, width=_FIELD)
    if entry.closed:
        screen.item("closed", f"{', '.join(entry.closed)}: its office keeps them to itself", width=_FIELD)
    if entry.kind == "statement" and not entry.erased and not entry.closed:
        statement = statement_of(entry.fields)
        print_statement(screen, statement, shown.text, words=str(entry.fields["words"]))
        screen.gap()
        screen.item("title", shown.title or "(none)", width=13)
        screen.item("document", str(entry.fields["document"]), width=13)
        screen.item("characters", f"{statement.span.start} to {statement.span.end}", width=13)
        for place in _places(shown.positions):
            screen.item("place", place, width=13)
        screen.item("reading", str(entry.fields["reading"]), width=13)
        return
    for name, field in entry.fields.items():
        screen.item(name, f"{len(field)} of them" if isinstance(field, list) else value_words(field), width=_FIELD)
    for paragraph in (shown.text or "").split("\n\n"):
        screen.gap()
        screen.line(plain(paragraph.strip()))


def _places(positions: Sequence[Position]) -> list[str]:
    """Where it stands in the original; where that is many lines, the first and the last."""
    shown = positions if len(positions) <= _MOST_PLACES else (positions[0], positions[-1])
    words = [f"{each.words}{'' if each.box is None else _box_words(each)}" for each in shown]
    words = [f"{each}{_doubt(place)}" for each, place in zip(words, shown, strict=True)]
    return words if len(shown) == len(positions) else [f"from {words[0]}", f"to {words[1]}"]


def _box_words(position: Position) -> str:
    left, bottom, right, top = position.box or (0, 0, 0, 0)
    unit = "pixels" if position.path[0][0] == "picture" else "points"
    return f": {left} to {right} from the left, {bottom} to {top} from the foot ({unit})"


def _doubt(position: Position) -> str:
    """That its words were recognised in a picture and may be others."""
    return f"; unsure ({position.confidence} of 100): compare it with the picture" if position.is_unsure else ""


def value_words(value: Json) -> str:
    """A value on one line: text as it is, anything else as JSON."""
    return plain(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def proven_words(bound: Bound | None) -> str:
    """What is proven of when an entry was written."""
    if bound is None:
        return "nothing of when: no checkpoint with it was cosigned or stamped"
    by = f"cosigned by {bound.by[:16]}…" if bound.how == "cosignature" else f"stamped by {bound.by}"
    return f"not later than {bound.at:%Y-%m-%d %H:%M:%S} UTC, {by}; not earlier than: not proven"


def _erased(shown: Shown) -> list[tuple[str, str]]:
    """The fields that were erased, when, and by which entry; those of one entry together."""
    named: dict[str, list[str]] = {}
    for name, by in shown.entry.erased.items():
        named.setdefault(by, []).append(name)
    when = {by.id: f"{by.recorded_at:%Y-%m-%d %H:%M:%S} UTC" for by in shown.erasures.values()}
    return [("erased", f"{', '.join(sorted(names))}, on {when[by]}, by {by[:12]}") for by, names in named.items()]


def _head(entry: Entry, shown: Shown) -> list[tuple[str, str]]:
    author = entry.role or "none"
    reader = f", {entry.reader}" if entry.reader is not None else ""
    return [
        ("author", f"{author}{reader}, key {entry.author[:16]}…"),
        *([] if shown.office is None else [("office", f"{shown.office}, a partner: it is that office's word")]),
        *([] if shown.why_not is None else [("counts", f"no: {shown.why_not}; no answer rests on it")]),
        ("recorded at", f"{entry.recorded_at:%Y-%m-%d %H:%M:%S} UTC, as its author claims"),
        ("proven", proven_words(shown.proven)),
        ("arrived at", f"{entry.arrived_at:%Y-%m-%d %H:%M:%S} UTC"),
        ("signature", shown.signature),
    ]
