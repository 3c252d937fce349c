"""One named person of the register as a card: three tracks, route, charges, who says so."""

from rich.text import Text

from saksi.model import When
from saksi.register import Expected, Oddity, PersonRow, Track
from saksi.resolve import Source

from .fields import beginning_words, doubt_words, mark, place_words, print_basis, print_field, print_sources, short_ids
from .page import Page
from .screen import plain
from .statement import date_words

OVERDUE = "OVERDUE: ordered released, still held"


def print_person_row(page: Page, row: PersonRow) -> None:
    """Print one person as a card."""
    page.screen.gap()
    page.screen.line(_who(row), indent=2)
    if row.overdue:
        page.screen.line(Text(OVERDUE, style="bold red"), indent=4)
    for label, track in (("liberty", row.liberty), ("order", row.order), ("proceedings", row.proceedings)):
        print_field(page, label, track_words(track))
        if track.next is not None:
            print_field(page, "next", _next_words(track.next))
    if row.origin is not None or row.destination is not None:
        print_field(page, "went", _route(row.origin, row.destination))
    if row.charges:
        print_field(page, "charge", "; ".join(plain(charge) for charge in row.charges))
    for odd in row.oddities:
        print_field(page, "odd", _odd_words(odd))
    print_sources(page, row.sources, against=_against(row))
    print_basis(page, row.basis)


def _who(row: PersonRow) -> Text:
    line = Text.assemble((plain(row.person), "bold"), mark(row.basis))
    for detail in (row.role, row.affiliation):
        if detail:
            line.append(f" · {plain(detail)}")
    if row.by_name_only:
        line.append(" · by name only", style="dim")
    if row.namesakes:
        others = "another" if row.namesakes == 1 else f"{row.namesakes} others"
        line.append(f" · {others} of this name on record", style="dim")
    return line


def _odd_words(odd: Oddity) -> str:
    """What does not fit, in words."""
    ids = short_ids(odd.basis.statements)
    if odd.kind == "release before arrest":
        return f"released by {odd.day}, and the first arrest told of is of {odd.other} ({ids})"
    return f"told of {odd.day} by a page of {odd.other} ({ids})"


def track_words(track: Track) -> str:
    """What a track answers, in words."""
    words = _state(track)
    if track.according_to:
        words += f", according to {', '.join(plain(one) for one in track.according_to)}"
    return words


def _state(track: Track) -> str:
    if track.value == "unknown" and track.last_known is None:
        return "not told"
    words = track.value
    if track.value == "unknown" and track.unknown_since is not None:
        words = f"unknown since {track.unknown_since.edtf}; last known: {track.last_known}"
    elif track.last_known is not None:
        words = f"unknown; told without a date: {track.last_known}"
    words += beginning_words(track)
    return words + place_words(track.place) + doubt_words(alleged=track.alleged, disputed=track.disputed)


def _next_words(following: Expected) -> str:
    return following.value + _dated(following.date) + place_words(following.place)


def _dated(date: When | None) -> str:
    return ", no date told" if date is None else f", {date_words(date.edtf)}"


def _route(origin: str | None, destination: str | None) -> str:
    parts = [f"{word} {plain(place)}" for word, place in (("from", origin), ("to", destination)) if place]
    return " ".join(parts)


def _against(row: PersonRow) -> tuple[Source, ...]:
    return tuple({source: None for track in (row.liberty, row.order, row.proceedings) for source in track.against})
