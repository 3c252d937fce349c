"""A reading for people: title, date and how it is known, names, then the statements in order."""

from collections import Counter
from collections.abc import Sequence

from saksi.cli.agreement import counted
from saksi.model import Document, Name, Reading
from saksi.reading import KNOWN, WORDLESS, Comment, find_comments

from .screen import Screen, plain
from .statement import date_words, print_statement

_KINDS = {"person": "person", "body": "body", "place": "place", "group": "group, not named"}


def print_reading(reading: Reading) -> None:
    """Print the whole reading."""
    screen = Screen()
    print_document(screen, reading.document)
    if reading.names:
        _print_names(screen, reading.names)
    screen.heading("Statements", statement_counts(reading))
    if not reading.statements:
        screen.line(f"  {why_nothing(reading)}")
    for statement in reading.statements:
        screen.gap()
        print_statement(screen, statement, reading.text)
    comments = find_comments(reading.text, reading.document.zones)
    if comments:
        _print_comments(screen, comments, reading.text)


def print_document(screen: Screen, document: Document) -> None:
    """The head of a page: what document this is and how its date is known."""
    screen.title(document.title or "(no title)")
    if document.published is None:
        screen.item("published", "unknown; give it with --published", width=11)
    else:
        basis = f" (known by: {document.published_basis})" if document.published_basis is not None else ""
        screen.item("published", f"{date_words(document.published.edtf)}{basis}", width=11)
    screen.item("language", document.language or "not told", width=11)
    screen.item("document", f"{document.media_type}, sha256 {document.sha256[:16]}…", width=11)
    zones = Counter(zone.kind for zone in document.zones)
    screen.item("zones", ", ".join(f"{number} {kind}" for kind, number in zones.items()) or "none", width=11)


def _print_names(screen: Screen, names: tuple[Name, ...]) -> None:
    screen.heading("Names", str(len(names)))
    for kind, label in _KINDS.items():
        for name in names:
            if name.kind == kind:
                screen.item("  ", _name_line(name, label), width=4)


def _print_comments(screen: Screen, comments: Sequence[Comment], text: str) -> None:
    screen.heading("Readers' comments", f"{len(comments)}; no statement rests on them")
    for comment in comments:
        day = comment.day and comment.day.isoformat()
        when = " ".join(each for each in (day, comment.hour) if each)
        signed = [each for each in (comment.author, comment.place and f"from {comment.place}", when) if each]
        screen.gap()
        screen.line(" · ".join(map(plain, signed)) or "not signed")
        screen.item("  ", plain(comment.words.of(text)), width=4)


def _name_line(name: Name, label: str) -> str:
    line = plain(name.name)
    if name.aliases:
        line += f" ({', '.join(plain(alias) for alias in name.aliases)})"
    details = [label, name.role, name.affiliation]
    return " · ".join([line, *(plain(detail) for detail in details if detail)])


def statement_counts(reading: Reading) -> str:
    """How many statements, and of which types."""
    types = Counter(type(statement.content).__name__.lower() for statement in reading.statements)
    parts = ", ".join(counted(number, kind) for kind, number in types.most_common())
    return f"{len(reading.statements)}: {parts}" if parts else "none"


def why_nothing(reading: Reading) -> str:
    """Why a reading holds no statement: the language, or nothing found."""
    language = reading.document.language
    if language == WORDLESS:
        return "This document has no words of its own to read."
    if language is not None and language not in KNOWN:
        return f"This document is in a language that the reader does not know ({language}): it is unread."
    return "The reader found nothing. `saksi coverage` shows the sentences that it passed over."
