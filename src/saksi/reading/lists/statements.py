"""What the rows of a list tell: persons, traits and events as statements, each on the cell that says it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from saksi.model import Name, Statement, When

from .mapping import ListMapping, plain_words
from .rows import Listed, Rows
from .teller import Teller


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a list tells. `unread` are by field the places of cells that could not be read as what they should be."""

    names: tuple[Name, ...]
    statements: tuple[Statement, ...]
    unread: Mapping[str, tuple[str, ...]]


def tell_rows(rows: Rows, mapping: ListMapping, on: When | None, known: Mapping[str, str] | None = None) -> Told:
    """The persons and statements of `rows`; `on` is the day of the list.

    `known` are by key the names under which persons of the list are on record: one who is there keeps that name, also
    where somebody of the same name has come since.
    """
    unread: dict[str, list[str]] = defaultdict(list)
    names: list[Name] = []
    statements: list[Statement] = []
    known = known or {}
    taken = {plain_words(name): key for key, name in known.items()}
    for row in rows.rows:
        teller = Teller(row, rows, mapping, on, _shown_name(row, known, taken), unread)
        names.append(teller.name())
        statements += teller.statements()
    return Told(
        names=tuple(names),
        statements=tuple(statements),
        unread={each: tuple(places) for each, places in unread.items()},
    )


def _shown_name(row: Listed, known: Mapping[str, str], taken: Mapping[str, str]) -> str:
    before = known.get(row.key, "")
    if before == row.name or before.startswith(f"{row.name} ("):
        return before
    # the name of somebody who was on the list before under another number is that one's
    is_taken = taken.get(plain_words(row.name), row.key) != row.key
    mark = row.mark or (row.words("id") if is_taken else "")
    return f"{row.name} ({mark})" if mark else row.name
