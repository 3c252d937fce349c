"""One person for people: fit to print."""

from rich.text import Text

from saksi.model import EVENT_KINDS
from saksi.register import EventLine, PersonPage

from .contradictions import print_contradictions
from .custody import print_field, print_person_row, source_words
from .screen import Screen, plain
from .statement import date_words


def print_person(screen: Screen, page: PersonPage) -> None:
    """Print tracks, what is unknown, events in order of time, the person's own words, contradictions."""
    screen.title(f"{page.row.person} on {page.on}")
    if page.row.aliases:
        screen.line("also " + ", ".join(page.row.aliases), indent=2)
    print_person_row(screen, page.row)
    for line in page.unknown:
        print_field(screen, "not known", line)
    if page.events:
        screen.heading("What was told", "in order of time")
    for event in page.events:
        _print_event(screen, event)
    if page.said:
        screen.heading("In this person's words")
    for source in page.said:
        screen.item("·", f"“{plain(source.words)}” ({source_words(source)}) [{source.statement[:12]}]", indent=2)
    screen.gap()
    if page.contradictions:
        print_contradictions(screen, page.contradictions)
    if page.basis.drafts:
        screen.line(f"* {page.basis.drafts} of {len(page.basis.statements)} statements here are drafts.")


def _print_event(screen: Screen, event: EventLine) -> None:
    when = date_words(event.when.edtf) if event.when is not None else f"by {event.by}" if event.by else "no date"
    line = Text.assemble((EVENT_KINDS[event.kind].label, "bold"))
    if event.certainty != "fact":
        line.append(f" ({event.certainty})")
    details = (("by", event.agent), ("in", event.place), ("charge:", event.charge), ("reason:", event.reason))
    for label, value in details:
        line.append(f" · {label} {plain(value)}" if value else "")
    screen.item(when, line, indent=2, width=24)
    screen.line(f"{source_words(event.source)} [{event.source.statement[:12]}]", indent=26, style="dim")
