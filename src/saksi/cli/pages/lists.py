"""Lists for people: how the first rows are read, and how two lists differ."""

from typing import TYPE_CHECKING

from saksi.model import Trait
from saksi.reading.lists import slot_of
from saksi.resolve import Comparison, ListedPerson

from .screen import Screen, plain
from .statement import content_lines

if TYPE_CHECKING:
    from saksi.acts import Import
    from saksi.model import Json, JsonObject, Statement

_MOST_ROWS = 10


def print_preview(read: "Import") -> None:
    """Print the first ten rows: the words of each cell, and what is told of them."""
    screen = Screen()
    screen.title(f"{read.mapping.name}: {len(read.rows.rows)} persons")
    if read.mapping.said_by is not None:
        screen.line(f"according to {plain(read.mapping.said_by)}", indent=2)
    for row in read.rows.rows[:_MOST_ROWS]:
        screen.gap()
        name = row.name if row.mark is None else f"{row.name} ({row.mark})"
        screen.item(f"row {row.row}", plain(name), indent=2, width=9)
        for statement in _of(read, row.key):
            words = statement.span.of(read.taken.table.text)
            screen.line(f"“{plain(words)}”: {_told(statement)}", indent=4)
    left = len(read.rows.rows) - _MOST_ROWS
    if left > 0:
        screen.gap()
        screen.line(f"and {left} more", indent=2)
    screen.gap()


def encode_preview(read: "Import") -> "JsonObject":
    """The same ten rows, with what is left out of all, as JSON."""
    rows: list[Json] = [
        {
            "row": row.row,
            "name": row.name,
            "key": row.key,
            "told": [f"{_told(each)}" for each in _of(read, row.key)],
        }
        for row in read.rows.rows[:_MOST_ROWS]
    ]
    return {
        "list": read.mapping.name,
        "persons": len(read.rows.rows),
        "statements": len(read.told.statements),
        "rows": rows,
        "unused_columns": [*read.rows.unused],
        "rows_without_name": [*read.rows.nameless],
        "unread": {field: [*places] for field, places in read.told.unread.items()},
    }


def _of(read: "Import", key: str) -> "list[Statement]":
    return [each for each in read.told.statements if slot_of(each.id)[0] == key]


def _told(statement: "Statement") -> str:
    """What a statement tells, without the name, which stands above."""
    if isinstance(statement.content, Trait):
        return f"{statement.content.property.replace('_', ' ')}: {plain(statement.content.value)}"
    head, *details = (line.plain.strip() for line in content_lines(statement.content))
    return " · ".join((head.partition(":")[0], *details))


def print_comparison(found: Comparison) -> None:
    """Print who came, went, changed, and who may be one of those who went."""
    screen = Screen()
    counts = f"{len(found.came)} came, {len(found.went)} went, {len(found.changed)} changed, {found.same} are the same"
    screen.title(counts + (f", {len(found.maybe)} to look at" if found.maybe else ""))
    _print_persons(screen, "came", found.came)
    _print_persons(screen, "went: what became of them the list does not say", found.went)
    if found.changed:
        screen.heading("changed", str(len(found.changed)))
    for each in found.changed:
        screen.item(each.after.place, plain(each.after.name), indent=2)
        for change in each.changes:
            screen.line(f"{change.of}: {plain(change.before) or '—'} → {plain(change.after) or '—'}", indent=6)
    if found.maybe:
        screen.heading("may be one person", str(len(found.maybe)))
    for pair in found.maybe:
        both = f"{plain(pair.before.name)} ({pair.before.place}) / {plain(pair.after.name)} ({pair.after.place})"
        screen.item(str(pair.score_percent), both, indent=2, width=4)
        screen.item("for", "; ".join(pair.reasons), indent=6, width=8)
        if pair.against:
            screen.item("against", plain("; ".join(pair.against)), indent=6, width=8)
    screen.gap()
    if found.is_cut:
        screen.line("Too many came and went to be compared by name: look whether the ids are those of one list.")
    if found.maybe:
        screen.line("Nothing is decided here: a name alone never makes two people one.", style="dim")


def encode_comparison(found: Comparison) -> "JsonObject":
    """The same as JSON."""
    return {
        "came": [_person(each) for each in found.came],
        "went": [_person(each) for each in found.went],
        "changed": [
            {
                "before": _person(each.before),
                "after": _person(each.after),
                "changes": [{"of": one.of, "before": one.before, "after": one.after} for one in each.changes],
            }
            for each in found.changed
        ],
        "maybe": [
            {
                "before": _person(each.before),
                "after": _person(each.after),
                "score_percent": each.score_percent,
                "reasons": [*each.reasons],
                "against": [*each.against],
            }
            for each in found.maybe
        ],
        "same": found.same,
        "is_cut": found.is_cut,
    }


def _person(person: ListedPerson) -> "JsonObject":
    return {"key": person.key, "name": person.name, "place": person.place, "facts": dict(person.facts)}


def _print_persons(screen: Screen, heading: str, persons: tuple[ListedPerson, ...]) -> None:
    if persons:
        screen.heading(heading, str(len(persons)))
    for each in persons:
        facts = ", ".join(f"{of}: {said}" for of, said in list(each.facts.items())[:4])
        screen.item(each.place, plain(f"{each.name} · {facts}" if facts else each.name), indent=2)
