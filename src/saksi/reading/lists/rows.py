"""The rows of a list: which person each is of, by which key it is known again, and which cell holds what."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from saksi.model import BadInputError, Cell, Sheet, Span, Table, column_of, letters_of

from .mapping import ListMapping, plain_words

_COLUMN = re.compile(r"column ([A-Z]{1,3})")
#: By what namesakes are told apart where rows have no number of their own, the surest first.
_TELLING = ("script", "born", "arrested", "home", "affiliation", "detained_at", "charge")
_ROWS_OF_ONE_NAME = 3
# the row under a list that counts it names nobody
_TOTAL = re.compile(r"(?:(?:grand |sub-?)?totals?|somme|សរុប|รวม)[\s:=]*\d*\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One row: the person's name, the cells that the mapping names by field, and the key by which it is known again.

    `spans` are where the name stands; `mark` tells the person from others of that name in the list.
    """

    key: str
    row: int
    name: str
    spans: tuple[Span, ...]
    cells: Mapping[str, Cell]
    mark: str | None = None

    def words(self, field: str) -> str:
        """The words of a field's cell; empty where there are none."""
        cell = self.cells.get(field)
        return "" if cell is None else cell.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a list, and what of it the mapping leaves aside.

    `unused` are the columns that it does not name, `nameless` the rows that name nobody, `unsure` those of which only
    the order tells which of several of one name they are, and `shared` those whose id is that of another row as well.
    """

    sheet: Sheet
    rows: tuple[Listed, ...]
    headers: Mapping[int, str]
    unused: tuple[str, ...] = ()
    nameless: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


def find_rows(table: Table, mapping: ListMapping) -> Rows:
    """The rows of `table`. Raises BadInputError where the mapping does not fit it, saying what does not."""
    sheet = _sheet(table, mapping)
    headers = _headers(sheet, mapping)
    columns = {
        field: tuple(_column(each, field, headers, mapping) for each in mapping.columns[field])
        for field in mapping.columns
    }
    _refuse_twice(columns)
    used = {column for each in columns.values() for column in each}
    body = [(number, cells) for number, cells in sheet.rows.items() if number > mapping.header]
    if not body:
        raise BadInputError(
            f"the list is empty: no row below row {mapping.header}, which the mapping says holds the headers"
        )
    listed = [_listed(number, cells, columns) for number, cells in body]
    named = [each for each in listed if each is not None]
    if not named:
        raise BadInputError(f"no row has a name: look whether {_named(mapping)} is the column of the names")
    if len(named) > _ROWS_OF_ONE_NAME and len({plain_words(each.name) for each in named}) == 1:
        raise BadInputError(f"every row has the same name: look whether {_named(mapping)} is the column of the names")
    rows, unsure = _keyed(named)
    ids = _ids(named)
    nameless = [
        sheet.place(next(iter(cells.values()))) for (_, cells), each in zip(body, listed, strict=True) if each is None
    ]
    filled = {column for _, cells in body for column in cells}
    unused = (f"{letters_of(column)} {headers.get(column, '')}".strip() for column in sorted(filled - used))
    return Rows(
        sheet=sheet,
        rows=tuple(rows),
        headers=headers,
        unused=tuple(unused),
        nameless=tuple(nameless),
        unsure=tuple(sheet.place(_first(each)) for each in unsure),
        shared=tuple(sheet.place(each.cells["id"]) for each in named if ids[_id(each)] > 1),
    )


def pick_sheet(table: Table, wanted: str | int | None) -> Sheet:
    """The sheet of that name or number. Raises BadInputError where there is none, or several and none is named."""
    names = ", ".join(f"“{sheet.name}”" for sheet in table.sheets)
    if wanted is None:
        if len(table.sheets) > 1:
            raise BadInputError(f'the list has several sheets: write sheet = "…" into the mapping; its sheets: {names}')
        return table.sheets[0]
    for sheet in table.sheets:
        if wanted in (sheet.name, sheet.number):
            return sheet
    raise BadInputError(
        f"the list has no sheet “{wanted}”; its sheets: {names}"
        if names != "“”"
        else "the list is CSV and has no sheets: take sheet out of the mapping"
    )


def _sheet(table: Table, mapping: ListMapping) -> Sheet:
    return pick_sheet(table, mapping.sheet)


def _headers(sheet: Sheet, mapping: ListMapping) -> dict[int, str]:
    if mapping.header == 0:
        return {}
    cells = sheet.rows.get(mapping.header, {})
    if not cells:
        raise BadInputError(
            f"row {mapping.header} is empty, and the mapping says that it holds the headers: write header = the row "
            "that does, or 0 where none does"
        )
    return {column: cell.words for column, cell in cells.items()}


def _column(named: str, field: str, headers: Mapping[int, str], mapping: ListMapping) -> int:
    match = _COLUMN.fullmatch(named.strip())
    found = [column for column, words in headers.items() if plain_words(words) == plain_words(named)]
    if match is not None and not found:
        return column_of(match[1])
    if len(found) == 1:
        return found[0]
    if found:
        letters = " and ".join(letters_of(column) for column in found)
        raise BadInputError(
            f'columns {letters} are both “{named}”: name {field} by its letter, "column {letters_of(found[0])}"'
        )
    known = ", ".join(f"“{words}”" for words in headers.values()) or 'none: name them by letter, "column C"'
    raise BadInputError(
        f"the mapping's {field} is the column “{named}”, which row {mapping.header} does not have; its columns: {known}"
    )


def _refuse_twice(columns: Mapping[str, Sequence[int]]) -> None:
    used: dict[int, str] = {}
    for field, each in columns.items():
        for column in each:
            # one column may be told as two things: "Charge (article)", "Prison" where status is told as well
            if field == "id" and used.get(column) == "name":
                raise BadInputError("the mapping takes one column for id and name: a row's id is its own number")
            used[column] = field


def _listed(number: int, cells: Mapping[int, Cell], columns: Mapping[str, Sequence[int]]) -> Listed | None:
    parts = [cells[column] for column in columns["name"] if column in cells]
    name = " ".join(cell.words for cell in parts)
    if not any(letter.isalpha() for letter in name) or _TOTAL.match(name):
        return None
    found = {field: cells[each[0]] for field, each in columns.items() if field != "name" and each[0] in cells}
    return Listed(
        key="", row=number, name=name, spans=tuple(cell.span for cell in parts), cells={**found, "name": parts[0]}
    )


def _keyed(rows: Sequence[Listed]) -> tuple[list[Listed], list[Listed]]:
    """The rows with their keys and marks, in order; and those that nothing but their order tells apart."""
    names = Counter(plain_words(each.name) for each in rows)
    ids = _ids(rows)
    by_name: dict[str, list[Listed]] = {}
    for each in rows:
        by_name.setdefault(plain_words(each.name), []).append(each)
    telling = {name: _telling(sharing) for name, sharing in by_name.items() if len(sharing) > 1}
    keyed: list[Listed] = []
    unsure: list[Listed] = []
    taken: Counter[str] = Counter()
    for each in rows:
        own, name = _id(each), plain_words(each.name)
        if own and ids[own] == 1:
            key, mark = own, each.words("id")
        elif names[name] == 1:
            key, mark = f"={name}", ""
        else:
            field = telling[name]
            mark = each.words(field) if field else ""
            key = f"={name}={plain_words(mark)}"
        taken[key] += 1
        if taken[key] > 1 or (not mark and names[name] > 1):
            unsure.append(each)
            mark = mark or str(taken[key])
            key = f"{key}={taken[key]}"
        keyed.append(replace(each, key=key, mark=mark if names[name] > 1 else None))
    return keyed, unsure


def _ids(rows: Iterable[Listed]) -> Counter[str]:
    return Counter(_id(each) for each in rows if each.words("id"))


def _id(row: Listed) -> str:
    return plain_words(row.words("id"))


def _telling(sharing: Sequence[Listed]) -> str | None:
    """The field that is another one in each row of one name."""
    for field in _TELLING:
        words = [plain_words(each.words(field)) for each in sharing]
        if all(words) and len(set(words)) == len(words):
            return field
    return None


def _named(mapping: ListMapping) -> str:
    return " and ".join(f"“{each}”" for each in mapping.columns["name"])


def _first(listed: Listed) -> Cell:
    return listed.cells["name"]


def cells_of(rows: Iterable[Listed]) -> int:
    """How many cells the mapping names in these rows."""
    return sum(len(each.cells) for each in rows)
