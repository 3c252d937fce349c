"""The fields of a card: a label, a value, who says so, and on which statements it rests."""

from collections.abc import Sequence

from saksi.register import GroupRow, Track
from saksi.resolve import Basis, Source

from .page import Page
from .screen import plain
from .statement import date_words

_ID = 12
_MARGIN = 12


def print_field(page: Page, label: str, value: str) -> None:
    """Print one field of a card."""
    page.screen.item(label, value, indent=4, width=_MARGIN)


def print_sources(page: Page, sources: Sequence[Source], against: Sequence[Source] = ()) -> None:
    """Print who says so, and on the other side who denies it, each voice of a document once."""
    denied = {source.statement for source in against}
    for label, side in (("says", [s for s in sources if s.statement not in denied]), ("denies", against)):
        if side:
            print_field(page, label, page.documents.voices(side))
    print_count(page, [*sources, *against])


def print_count(page: Page, sources: Sequence[Source]) -> None:
    """Print how many documents these are in, and of how many origins, where they are more than one."""
    told = page.documents.count_words(sources)
    if told:
        print_field(page, "sources", told)


def print_basis(page: Page, basis: Basis) -> None:
    """Print on which statements a row rests: their short ids, which `saksi show` takes."""
    if basis.statements:
        print_field(page, "rests on", short_ids(basis.statements))


def quoted(page: Page, source: Source, words: str | None = None) -> str:
    """A voice with its words, and the short id at which they can be looked up.

    A denial has its verb: "denied: “…”" and "said: “…”" are opposites.
    """
    told = plain(words if words is not None else source.words)
    verb = f" {plain(source.cue)}" if source.stance == "denies" and source.cue else ""
    return f"{page.documents.voice(source)}{verb}: “{told}” ({short_ids([source.statement])})"


def short_ids(statements: Sequence[str]) -> str:
    """Statements by the beginning of their ids."""
    return " ".join(statement[:_ID] for statement in statements)


def mark(basis: Basis) -> str:
    """The mark of a row that rests on drafts."""
    return "*" if basis.drafts else ""


def beginning_words(track: Track | GroupRow) -> str:
    """Since when, or by when at the latest, with the dates that others tell."""
    if track.since is None:
        return "" if track.by is None else f" by {track.by} at the latest"
    words = date_words(track.since.edtf)
    others = ", ".join(date_words(each.edtf) for each in track.otherwise)
    since = words if words.startswith(("since", "until", "between")) else f"since {words}"
    return f" {since}" + (f" (others say {others})" if others else "")


def place_words(place: str | None) -> str:
    """Where, or nothing."""
    return "" if place is None else f", in {plain(place)}"


def doubt_words(*, alleged: bool, disputed: bool) -> str:
    """How sure it is, where it is not."""
    return (" (alleged)" if alleged else "") + (" (DISPUTED)" if disputed else "")
