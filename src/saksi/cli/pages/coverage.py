"""Coverage for people: each sentence with what was taken from it, or nothing."""

from collections.abc import Sequence

from rich.text import Text

from saksi.cli.agreement import agreeing, counted
from saksi.model import EVENT_KINDS, Event, Measure, Reading, Statement, Trait
from saksi.reading import Line

from .reading import print_document, why_nothing
from .screen import Screen, plain
from .statement import measure_words


def print_coverage(reading: Reading, lines: Sequence[Line]) -> None:
    """Print the document sentence by sentence, then the counts."""
    screen = Screen()
    print_document(screen, reading.document)
    if not reading.statements:
        screen.gap()
        screen.line(why_nothing(reading))
    zone: str | None = ""
    for line in lines:
        if line.zone != zone:
            zone = line.zone
            screen.heading(zone or "in no zone", "" if line.is_telling else "not read for statements")
        _print_line(screen, line, reading)
    _print_counts(screen, reading, lines)


def _print_line(screen: Screen, line: Line, reading: Reading) -> None:
    words = Text(plain(line.span.of(reading.text)), style="" if line.is_telling else "dim")
    screen.line(words, indent=2)
    for statement in line.statements:
        screen.item(statement.id, taken(statement), indent=6, width=5)
    if line.is_telling and not line.statements:
        screen.line(Text("nothing", style="yellow"), indent=6)


def taken(statement: Statement) -> str:
    """What was taken, in a line."""
    doubt = "" if statement.certainty == "fact" else f" ({statement.certainty})"
    return _speaker(statement) + _gist(statement) + doubt


def _speaker(statement: Statement) -> str:
    if statement.said_by is None:
        return ""
    name = plain(statement.said_by.name)
    return f"{name} {agreeing(statement.stance, name)}: "


def _gist(statement: Statement) -> str:
    content = statement.content
    match content:
        case Event():
            parties = [*content.targets, *([content.agent] if content.agent is not None else [])]
            who = ", ".join(plain(party.name) for party in parties)
            date = f" · {content.date.edtf}" if content.date is not None else ""
            return f"{EVENT_KINDS[content.kind].label}{f' · {who}' if who else ''}{date}"
        case Measure():
            return f"figure · {measure_words(content)}"
        case Trait():
            return f"{plain(content.property)} · {plain(content.subject.name)}: {plain(content.value)}"
    return "the words"


def _print_counts(screen: Screen, reading: Reading, lines: Sequence[Line]) -> None:
    telling = [line for line in lines if line.is_telling]
    covered = sum(1 for line in telling if line.statements)
    screen.heading("Counts")
    nothing, unread = len(telling) - covered, len(lines) - len(telling)
    screen.line(f"Read: {counted(len(telling), 'sentence')}; {covered} gave statements, {nothing} gave nothing.")
    screen.line(f"In parts that are not read (furniture, comments and the like): {counted(unread, 'sentence')}.")
    screen.line(f"In all: {counted(len(reading.statements), 'statement')}.")
