"""Origins for people: a line an origin, under it its copies, and why they are that."""

from collections.abc import Mapping, Sequence

from saksi.acts import OriginDocument, OriginList, OriginRow
from saksi.cli.agreement import counted
from saksi.model import Json, OriginLink

from .documents import name_of
from .screen import Screen, plain

_HASH = 12
_HOW: Mapping[str, str] = {
    "copy": "the same text",
    "reprint": "a reprint",
    "part": "a part of the longer",
    "version": "another version",
    "parts of one": "two stories in one digest",
    "told": "",
}


def print_origins(found: OriginList) -> None:
    """Print the origins of more than one document; the others are counted."""
    screen = Screen()
    screen.title(f"{counted(found.documents, 'document')}, {counted(found.origins, 'origin')}")
    if not found.rows:
        screen.line("No document is known to repeat another.", indent=2)
    for row in found.rows:
        _print(screen, row)
    if found.apart:
        screen.heading("taken apart by a person", str(len(found.apart)))
        for link in found.apart:
            screen.line(f"{link.between[0][:_HASH]} and {link.between[1][:_HASH]} ({link.id[:_HASH]})", indent=2)
    screen.gap()
    screen.line(
        "saksi origins --different ID ID undoes a proposal; --same ID ID joins, as for a translation.", style="dim"
    )


def _print(screen: Screen, row: OriginRow) -> None:
    first, *copies = row.documents
    screen.gap()
    screen.line(f"1 origin, {counted(len(row.documents), 'document')}: {_words(first)}", indent=2, style="bold")
    shown = {first.sha256}
    for each in copies:
        why = _why(each.sha256, row.links, shown)
        shown.add(each.sha256)
        screen.item("·", f"{_words(each)}{f' · {why}' if why else ''}", indent=4)
    for one, other in row.disputed:
        screen.item(
            "·", f"DISPUTED: {one[:_HASH]} and {other[:_HASH]}; until it is settled they count as one", indent=4
        )


def _words(document: OriginDocument) -> str:
    name = name_of(document.title, document.name)
    parts = (name, document.published or "undated", document.sha256[:_HASH])
    return " · ".join(part for part in parts if part)


def _why(document: str, links: Sequence[OriginLink], shown: set[str]) -> str:
    """The strongest of what makes it one with those above it, else with any."""
    among = [link for link in links if document in link.between and link.verdict == "same"]
    above = [link for link in among if shown.intersection(link.between)]
    ranked = sorted(above or among, key=lambda link: (not link.person, -_percent(link.basis.get("shared")), link.id))
    return "" if not ranked else reason(ranked[0])


def reason(link: OriginLink) -> str:
    """Why, in words."""
    if link.person:
        return f"a person's word ({link.id[:_HASH]})"
    told = _HOW.get(str(link.basis.get("how")), "")
    shared, credit = _percent(link.basis.get("shared")), link.basis.get("credit")
    parts = [
        told,
        f"{shared} % of the shorter in the longer" if 0 < shared < 100 else "",
        "one title" if link.basis.get("title") == "same" else "",
        "one address" if link.basis.get("address") == "same" else "",
        f"credit: {plain(', '.join(map(str, credit)))}" if isinstance(credit, list) and credit else "",
        "proposed",
    ]
    return ", ".join(part for part in parts if part)


def _percent(value: "Json | None") -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
