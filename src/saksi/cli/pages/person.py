"""One person for people: fit to print."""

from collections.abc import Sequence

from rich.text import Text

from saksi.cli.agreement import counted
from saksi.model import EVENT_KINDS
from saksi.register import EventLine, PersonPage
from saksi.resolve import Source

from .card import print_person_row
from .contradictions import print_contradictions
from .fields import print_field, short_ids
from .page import Page
from .screen import plain
from .statement import date_words


def print_person(page: Page, found: PersonPage) -> None:
    """Print tracks, what is unknown, events in order of time, the person's own words, contradictions."""
    page.screen.title(f"{found.row.person} on {found.on}")
    if found.asked is not None:
        page.screen.line(f"{plain(found.asked)}: {plain('; '.join(found.why))}", indent=2)
    if found.row.aliases:
        page.screen.line("also " + ", ".join(found.row.aliases), indent=2)
    print_person_row(page, found.row)
    for line in found.unknown:
        print_field(page, "not known", line)
    if found.events:
        page.screen.heading("What was told", "in order of time")
    for event in found.events:
        _print_event(page, event)
    if found.said:
        page.screen.heading("What this person said", "in quotation marks where the document quotes")
    for source in _whole(found.said):
        line = f"{_quoted(source)} {page.documents.number(source)} ({short_ids([source.statement])})"
        page.screen.item("·", line, indent=2)
    if found.contradictions:
        page.screen.gap()
        print_contradictions(page, found.contradictions)
    if found.basis.drafts:
        page.screen.gap()
        of_all = counted(len(found.basis.statements), "statement")
        page.screen.line(f"* rests on drafts: {found.basis.drafts} of {of_all} here.")


def _whole(said: Sequence[Source]) -> list[Source]:
    """Without the pieces: words that stand within longer words of the same document are not said twice."""
    return [one for one in said if not any(_is_piece(one, other) for other in said)]


def _quoted(source: Source) -> str:
    """The words as the document gives them: quoted, or reported behind their verb, which may deny them."""
    if source.form == "direct":
        return f"“{plain(source.words)}”"
    return f"{plain(source.cue or 'said')}: {plain(source.words)}"


def _is_piece(one: Source, other: Source) -> bool:
    return one.document == other.document and one.words != other.words and one.words in other.words


def _print_event(page: Page, event: EventLine) -> None:
    when = date_words(event.when.edtf) if event.when is not None else f"by {event.by}" if event.by else "no date"
    line = Text.assemble((EVENT_KINDS[event.kind].label, "bold"))
    if event.certainty != "fact":
        line.append(f" ({event.certainty})")
    details = (("by", event.agent), ("in", event.place), ("charge:", event.charge), ("reason:", event.reason))
    for label, value in details:
        line.append(f" · {label} {plain(value)}" if value else "")
    page.screen.item(when, line, indent=2, width=24)
    page.screen.line(
        f"{page.documents.voice(event.source)} ({short_ids([event.source.statement])})", indent=26, style="dim"
    )
