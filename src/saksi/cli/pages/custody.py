"""The custody register for people: cards by liberty, the overdue first, then those who are counted and not named."""

from collections.abc import Sequence

from rich.text import Text

from saksi.model import Count, When
from saksi.register import GroupRow, Part, PersonRow, Register, Track
from saksi.resolve import Basis, Source

from .screen import Screen, plain
from .statement import count_words, date_words

#: Headings in the order in which a reader looks for people.
_GROUPS = {
    "held": "held",
    "restricted": "restricted",
    "disappeared": "disappeared",
    "unknown": "not known on this day",
    "abroad": "abroad",
    "at liberty": "at liberty",
    "dead": "dead",
}
_ID = 12
_MARGIN = 12


def print_register(screen: Screen, register: Register) -> None:
    """Print the register of a day."""
    screen.title(f"Custody on {register.on}")
    if not register.people and not register.groups:
        screen.line("Nobody is on record here.", indent=2)
        screen.line("Add reports of arrests, charges, releases or flights: saksi add FILE", indent=2)
        screen.line("Under --trust reviewed only what was accepted counts: saksi review", indent=2)
        return
    screen.line(_counts(register), indent=2)
    known = [*_GROUPS, *{row.liberty.value for row in register.people} - set(_GROUPS)]
    for liberty in known:
        rows = [row for row in register.people if row.liberty.value == liberty]
        if rows:
            screen.heading(_GROUPS.get(liberty, liberty), str(len(rows)))
        for row in sorted(rows, key=lambda row: (not row.overdue, row.person)):
            print_person_row(screen, row)
    _print_groups(screen, register.groups)


def _counts(register: Register) -> str:
    bases = [*(row.basis for row in register.people), *(row.basis for row in register.groups)]
    drafts = sum(1 for basis in bases if basis.drafts)
    overdue = f", {register.counts.overdue} of them overdue" if register.counts.overdue else ""
    line = f"{len(register.people)} named; {register.counts.held} held{overdue}; {len(register.groups)} counted groups"
    return f"{line}; {drafts} of these rows rest on drafts (marked *)" if drafts else line


def print_person_row(screen: Screen, row: PersonRow) -> None:
    """Print one person as a card."""
    screen.gap()
    screen.line(_who(row), indent=2)
    if row.overdue:
        screen.line(Text("OVERDUE: ordered released and still held", style="bold red"), indent=4)
    for label, track in (("liberty", row.liberty), ("order", row.order), ("proceedings", row.proceedings)):
        for line in _track_lines(track, label == "proceedings"):
            print_field(screen, label, line)
            label = ""
    if row.origin is not None or row.destination is not None:
        print_field(screen, "went", _route(row.origin, row.destination))
    if row.charges:
        print_field(screen, "charge", "; ".join(plain(charge) for charge in row.charges))
    print_sources(screen, row.sources, against=_against(row))
    print_basis(screen, row.basis)


def _who(row: PersonRow) -> Text:
    mark = "*" if row.basis.drafts else ""
    line = Text.assemble((plain(row.person), "bold"), mark)
    for detail in (row.role, row.affiliation):
        if detail:
            line.append(f" · {plain(detail)}")
    if row.by_name_only:
        line.append(" · by name only", style="dim")
    return line


def _track_lines(track: Track, with_next: bool) -> list[str]:
    if track.value == "unknown" and track.last_known is None and track.next is None:
        return ["not told"]
    lines = [_track_words(track)]
    if track.according_to:
        lines[0] += f", according to {', '.join(plain(one) for one in track.according_to)}"
    if with_next and track.next is not None and track.next.value != track.value:
        lines.append(track.next.value + _dated(track.next.date) + _in(track.next.place))
    elif with_next and track.next is not None:
        lines[0] += _dated(track.next.date)
    return lines


def _track_words(track: Track) -> str:
    if track.value == "unknown" and track.unknown_since is not None:
        words = f"unknown since {track.unknown_since.edtf}; last known: {track.last_known}"
    else:
        words = track.value
    if track.since is not None:
        words += f" {_since(track.since)}"
    elif track.by is not None:
        words += f" by {track.by} at the latest"
    words += _in(track.place)
    return words + (" (alleged)" if track.alleged else "") + (" (DISPUTED)" if track.disputed else "")


def _since(since: When) -> str:
    words = date_words(since.edtf)
    return words if words.startswith(("since", "until", "between")) else f"since {words}"


def _dated(date: When | None) -> str:
    return "" if date is None else f", {date_words(date.edtf)}"


def _in(place: str | None) -> str:
    return "" if place is None else f", in {plain(place)}"


def _route(origin: str | None, destination: str | None) -> str:
    parts = [f"{word} {plain(place)}" for word, place in (("from", origin), ("to", destination)) if place]
    return " ".join(parts)


def _against(row: PersonRow) -> tuple[Source, ...]:
    return tuple({source: None for track in (row.liberty, row.order, row.proceedings) for source in track.against})


def print_sources(screen: Screen, sources: Sequence[Source], against: Sequence[Source] = ()) -> None:
    """Print who says so, and on the other side who denies it, each voice of a document once."""
    denied = {source.statement for source in against}
    for label, side in (("says", [s for s in sources if s.statement not in denied]), ("denies", against)):
        for line in dict.fromkeys(source_words(source) for source in side):
            print_field(screen, label, line)
            label = ""


def source_words(source: Source) -> str:
    """A voice and its document: "Sok Ey San in “Two activists flee”, 2019-12-27"."""
    title = f"“{plain(source.title)}”" if source.title else f"document {source.document[:_ID]}"
    where = title + (f", {source.published}" if source.published else ", undated")
    return f"{plain(source.by)} in {where}" if source.by else where


def print_basis(screen: Screen, basis: Basis) -> None:
    """Print on which statements a row rests: their short ids, which `saksi show` takes."""
    if basis.statements:
        print_field(screen, "rests on", " ".join(statement[:_ID] for statement in basis.statements))


def _print_groups(screen: Screen, groups: Sequence[GroupRow]) -> None:
    if not groups:
        return
    screen.heading("counted, not named", f"{len(groups)}; not added to the named above")
    for row in groups:
        screen.gap()
        mark = "*" if row.basis.drafts else ""
        screen.line(Text.assemble((f"{count_words(row.count)} × {plain(row.of)}", "bold"), mark), indent=2)
        print_field(screen, "liberty", _group_words(row))
        for part in row.includes:
            print_field(screen, "of them", _part_words(part))
        print_sources(screen, row.sources, row.against)
        print_basis(screen, row.basis)


def _group_words(row: GroupRow) -> str:
    words = row.liberty
    if row.liberty == "unknown" and row.unknown_since is not None:
        words = f"unknown since {row.unknown_since.edtf}; last known: {row.last_known}"
    if row.since is not None:
        words += f" {_since(row.since)}"
    return words + _in(row.place) + (" (alleged)" if row.alleged else "") + (" (DISPUTED)" if row.disputed else "")


def _part_words(part: Part) -> str:
    who = plain(part.person) if part.person is not None else _some(part.count)
    what = []
    if part.overdue:
        what.append("OVERDUE: ordered released and still held")
    if part.sentence_done:
        what.append("sentence served")
    what += [kind.replace("_", " ") for kind in part.kinds]
    return f"{who}: {', '.join(what)}" if what else who


def _some(count: Count | None) -> str:
    return "some" if count is None else count_words(count)


def print_field(screen: Screen, label: str, value: str) -> None:
    """Print one field of a card."""
    screen.item(label, value, indent=4, width=_MARGIN)
