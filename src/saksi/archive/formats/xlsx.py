"""XLSX (Office Open XML, ECMA-376): the cells of every sheet, row by row, each with its place.

What a formula gave when the file was saved is what it holds; nothing is calculated. A merged cell stands in each of
its rows, since that is what it means to who reads the list. What is hidden is read as well, and said.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from .number_words import number_words
from .office import Cell, row
from .package import Package
from .package import prepare as prepare
from .told import Head, Piece, RefusedError, Remark, Told
from .workbook import Book, book_of, elements, number_of, sheets_of, tag_of, words_of, workbook_name

#: A list of people has thousands of rows; a sheet beyond this is a database.
MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_CELLS = 1_500_000
#: What the format itself allows in a cell.
_MOST_LETTERS = 32_767
_MOST_MERGED = 20_000
_MOST_NUMBERS = 1_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class _Seen:
    """What is to be said of the sheets as they were read."""

    hidden_sheets: list[int] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    unsaved: int = 0
    cells: int = 0


def read(data: bytes) -> Iterator[Told]:
    """The workbook, row by row. Raises RefusedError."""
    package = Package(data)
    main = workbook_name(package)
    workbook = package.tree(main)
    if workbook is None:
        raise RefusedError("no-document")
    book = book_of(package, main, workbook)
    seen = _Seen()
    yield Head()
    is_empty = True
    for number, (name, state, member) in enumerate(sheets_of(package, main, workbook), start=1):
        if state in ("hidden", "veryHidden"):
            seen.hidden_sheets.append(number)
        pieces = _rows(package, member, number, book, seen)
        first = next(pieces, None)
        if first is None:
            continue
        is_empty = False
        title = " ".join(name.split())[:200] or f"Sheet{number}"
        yield row([Cell(words=title, path=(("sheet", number),))])
        yield first
        yield from pieces
    if is_empty:
        raise RefusedError("empty")
    yield from _remarks(seen)


def _remarks(seen: _Seen) -> Iterator[Remark]:
    for code, numbers in (
        ("hidden-sheets", seen.hidden_sheets),
        ("hidden-rows", seen.hidden_rows),
        ("hidden-columns", seen.hidden_columns),
        ("formulas-without-values", [seen.unsaved] if seen.unsaved else []),
    ):
        if numbers:
            yield Remark(code=code, numbers=tuple(numbers[:_MOST_NUMBERS]))


def _rows(package: Package, member: str, sheet: int, book: Book, seen: _Seen) -> Iterator[Piece]:
    data = package.read(member)
    if data is None:
        return
    merged = _merged(data)
    seen.hidden_columns += _hidden_columns(data)
    before, held = 0, dict[tuple[int, int], str]()
    for element in elements(data, "row"):
        number = number_of(element.get("r")) or before + 1
        if not before < number <= 10 * MOST_ROWS:
            raise RefusedError("broken")
        before = number
        words = dict(_cells(element, book, seen))
        words.update(_spread(number, words, merged, held))
        if not any(words.values()):
            continue
        if element.get("hidden") in ("1", "true"):
            seen.hidden_rows.append(number)
        seen.cells += len(words)
        if seen.cells > MOST_CELLS or number > MOST_ROWS:
            raise RefusedError("large")
        yield row(
            Cell(words=words.get(column, ""), path=(("sheet", sheet), ("row", number), ("column", column)))
            for column in range(1, max(words) + 1)
        )


def _cells(element: "etree._Element", book: Book, seen: _Seen) -> Iterator[tuple[int, str]]:
    before = 0
    for cell in element:
        if tag_of(cell) != "c":
            continue
        match = _REFERENCE.fullmatch(cell.get("r") or "")
        column = _column(match[1]) if match else before + 1
        if not before < column <= MOST_COLUMNS:
            raise RefusedError("large" if column > MOST_COLUMNS else "broken")
        before = column
        words = _cell_words(cell, book, seen)
        if len(words) > _MOST_LETTERS:
            raise RefusedError("large")
        if words:
            yield column, words


def _cell_words(cell: "etree._Element", book: Book, seen: _Seen) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return " ".join(words_of(cell).split())
    parts = {tag_of(each): each.text or "" for each in cell}
    value = parts.get("v", "").strip()
    if "f" in parts and not value:
        seen.unsaved += kind != "str"
    if kind == "s":
        place = number_of(value, -1)
        return " ".join(book.texts[place].split()) if 0 <= place < len(book.texts) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    if kind == "d":
        return value.removesuffix("T00:00:00")
    if kind in ("str", "e") or not value:
        return " ".join(parts.get("v", "").split())
    style = number_of(cell.get("s"))
    format_id, code = book.formats[style] if style < len(book.formats) else (0, "")
    return number_words(value, format_id, code, is_1904=book.is_1904)


def _merged(data: bytes) -> dict[int, list[tuple[int, int, int]]]:
    """The ranges that reach over several rows: by column, first and last row, and where a wider range begins."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    tail = data[data.rfind(b"</sheetData>") :] if b"</sheetData>" in data else b""
    for number, match in enumerate(_RANGE.finditer(" ".join(_merge_references(tail)))):
        if number > _MOST_MERGED:
            raise RefusedError("large")
        column, first, _, last = _column(match[1]), int(match[2]), match[3], int(match[4])
        if last > first:
            found.setdefault(column, []).append((first, last, column))
    return found


def _merge_references(tail: bytes) -> Iterator[str]:
    for match in re.finditer(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z0-9:]{3,24})"', tail):
        yield match[1].decode("ascii")


def _hidden_columns(data: bytes) -> list[int]:
    head = data[: max(data.find(b"<sheetData"), 0)]
    hidden: list[int] = []
    for match in re.finditer(rb"<(?:\w+:)?col\s([^>]*)>", head):
        given = dict(re.findall(rb'(\w+)="([^"]*)"', match[1]))
        if given.get(b"hidden") in (b"1", b"true"):
            first, last = (number_of(given.get(each, b"0").decode("ascii", "replace")) for each in (b"min", b"max"))
            # what is hidden to the edge of the sheet is no column of the list
            hidden += range(first, min(last, first + MOST_COLUMNS) + 1) if last < 16_384 else []
    return hidden


def _spread(
    number: int,
    words: Mapping[int, str],
    merged: Mapping[int, list[tuple[int, int, int]]],
    held: dict[tuple[int, int], str],
) -> Iterator[tuple[int, str]]:
    """The words of merged cells that began in a row before."""
    for column, ranges in merged.items():
        for first, last, _ in ranges:
            if number == first:
                held[column, first] = words.get(column, "")
            elif first < number <= last and held.get((column, first)):
                yield column, held[column, first]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
