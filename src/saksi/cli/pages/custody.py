"""The custody register for people: the held first and the overdue above them, then the others by liberty."""

from collections.abc import Sequence

from rich.text import Text

from saksi.register import GroupRow, Part, PersonRow, Register

from .card import OVERDUE, print_person_row
from .fields import (
    beginning_words,
    doubt_words,
    mark,
    place_words,
    print_basis,
    print_field,
    print_sources,
    short_ids,
)
from .page import Page
from .screen import plain
from .statement import count_words

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


def print_register(page: Page, register: Register) -> None:
    """Print the register of a day."""
    page.screen.title(f"Custody on {register.on}")
    if not register.people and not register.groups:
        page.screen.line("Nothing on record tells of anybody in custody, or out of it, by this day.", indent=2)
        page.screen.line("Try another --on, --as-of or --trust; saksi coverage FILE shows what was read.", indent=2)
        return
    page.screen.line(_counts(register), indent=2)
    told = {row.liberty.value for row in register.people} | {row.liberty for row in register.groups}
    for liberty in [*_GROUPS, *sorted(told - set(_GROUPS))]:
        people = [row for row in register.people if row.liberty.value == liberty]
        groups = [row for row in register.groups if row.liberty == liberty]
        _print_section(page, liberty, people, groups)
    if register.uncounted:
        page.screen.heading("neither named nor counted", "statements on people of whom nobody says how many")
        page.screen.line(short_ids(register.uncounted), indent=4)


def _counts(register: Register) -> str:
    bases = [*(row.basis for row in register.people), *(row.basis for row in register.groups)]
    drafts = sum(1 for basis in bases if basis.drafts)
    line = f"{len(register.people)} named, {register.counts.held} of them held"
    line += f"; {_number(register.groups)}" if register.groups else ""
    return f"{line}; {drafts} of these rows rest on drafts (marked *)" if drafts else line


def _number(groups: Sequence[GroupRow]) -> str:
    return f"{len(groups)} group{'' if len(groups) == 1 else 's'} counted and not named"


def _print_section(page: Page, liberty: str, people: Sequence[PersonRow], groups: Sequence[GroupRow]) -> None:
    if not people and not groups:
        return
    counted = f"; {_number(groups)}" if groups else ""
    page.screen.heading(_GROUPS.get(liberty, liberty), f"{len(people)} named{counted}")
    _print_overdue(page, people, groups)
    for person in sorted(people, key=lambda row: (not row.overdue, row.person)):
        print_person_row(page, person)
    for group in sorted(groups, key=lambda row: not _has_overdue(row)):
        _print_group(page, group)


def _print_overdue(page: Page, people: Sequence[PersonRow], groups: Sequence[GroupRow]) -> None:
    named = [plain(row.person) for row in people if row.overdue]
    unnamed = [
        f"{_some(part)} of the {count_words(row.count)} {plain(row.of)}"
        for row in groups
        for part in row.includes
        if part.overdue
    ]
    if named or unnamed:
        page.screen.line(Text(f"{OVERDUE}: {'; '.join([*named, *unnamed])}", style="bold red"), indent=2)


def _has_overdue(row: GroupRow) -> bool:
    return any(part.overdue for part in row.includes)


def _print_group(page: Page, row: GroupRow) -> None:
    page.screen.gap()
    page.screen.line(
        Text.assemble((f"{count_words(row.count)} × {plain(row.of)}", "bold"), mark(row.basis), " · not named"),
        indent=2,
    )
    print_field(page, "liberty", _group_words(row))
    for part in row.includes:
        print_field(page, "of them", _part_words(part))
    print_sources(page, row.sources, row.against)
    print_basis(page, row.basis)


def _group_words(row: GroupRow) -> str:
    words = row.liberty
    if row.liberty == "unknown" and row.unknown_since is not None:
        words = f"unknown since {row.unknown_since.edtf}; last known: {row.last_known}"
    words += beginning_words(row)
    return words + place_words(row.place) + doubt_words(alleged=row.alleged, disputed=row.disputed)


def _part_words(part: Part) -> str:
    who = _some(part)
    if part.overdue:
        done = "; sentence done" if part.sentence_done else ""
        return f"{who} OVERDUE (ordered released, still held{done})"
    what = ["sentence done"] if part.sentence_done else []
    what += [kind.replace("_", " ") for kind in part.kinds]
    return f"{who}: {', '.join(what)}" if what else who


def _some(part: Part) -> str:
    if part.person is not None:
        return plain(part.person)
    return "some" if part.count is None else count_words(part.count)
