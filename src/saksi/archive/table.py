"""Lists: bytes in, a table of cells out, each with its place. The box gives the text of a CSV, and XLSX whole."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from saksi.model import BadInputError, Cell, Sheet, Span, Table, Zone

from .document import Source, take_in
from .foreign import read_whole
from .kinds import XLSX, format_of, refuse_unknown
from .position import Position

#: As in the box: a list of people has thousands of rows.
_MOST_ROWS = 100_000
_MOST_COLUMNS = 500
_MOST_LETTERS = 32_767
_MOST_CELLS = 1_500_000
_DELIMITERS = ",;\t|"
#: So many rows show which character parts the cells.
_SAMPLE = 100
# what a spreadsheet program writes first where the delimiter is not the one of the country
_DECLARED = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """A list as it came: the source that is kept of it, and its cells."""

    source: Source
    table: Table


def take_in_list(data: bytes, *, name: str = "") -> List:
    """The cells of a list: XLSX by its bytes, anything else as CSV in whatever encoding and delimiter.

    Raises BadInputError, with what to do, on what is no list.
    """
    found = format_of(data, name)
    if found is XLSX:
        source = take_in(data, name=name)
        return List(source=source, table=_of_workbook(source))
    if found is not None:
        raise BadInputError(f"it is a {found.name}, and a list is CSV or XLSX: save the list as one of these")
    refuse_unknown(data)
    read, walls = read_whole(data, "text/plain")
    text = read.words
    source = Source(
        sha256=hashlib.sha256(data).hexdigest(),
        sha512=hashlib.sha512(data).hexdigest(),
        size=len(data),
        media_type="text/csv",
        text=text,
        zones=(Zone(kind="article", span=Span(start=0, end=len(text))),),
        encoding=read.encoding,
        is_guess=read.is_guess,
        walls=walls,
    )
    return List(source=source, table=Table(text=text, sheets=(_sheet(text),)))


def find_cell(data: bytes, text: str, span: Span) -> tuple[Position, ...]:
    """The cell of the list `data` in which the words at `span` of `text` stand, by its address; empty where none."""
    try:
        table = take_in_list(data).table
    except BadInputError:
        return ()
    place = table.cell_at(span) if table.text == text else None
    return () if place is None else (Position(span=span, path=(), cell=place),)


def _of_workbook(source: Source) -> Table:
    names: dict[int, str] = {}
    rows: dict[int, dict[int, dict[int, Cell]]] = {}
    for position in source.positions:
        match position.path:
            case (("sheet", sheet),):
                names[sheet] = position.span.of(source.text)
            case (("sheet", sheet), ("row", row), ("column", column)):
                cell = Cell(row, column, position.span.of(source.text), position.span)
                rows.setdefault(sheet, {}).setdefault(row, {})[column] = cell
    sheets = (Sheet(number=number, name=name, rows=rows.get(number, {})) for number, name in sorted(names.items()))
    return Table(text=source.text, sheets=tuple(sheets))


def _sheet(text: str) -> Sheet:
    declared = _DECLARED.match(text)
    start = declared.end() if declared else 1 if text.startswith("\ufeff") else 0
    delimiter = declared[1] if declared else _delimiter(text, start)
    rows: dict[int, dict[int, Cell]] = {}
    number = cells = 0
    for number, found in enumerate(_records(text, start, delimiter), start=2 if declared else 1):
        if number > _MOST_ROWS:
            raise BadInputError(f"the list has more than {_MOST_ROWS:,} rows: split it and import the parts")
        row = {column: Cell(number, column, words, span) for column, words, span in found if words}
        cells += len(row)
        if row:
            rows[number] = row
    if cells > _MOST_CELLS:
        raise BadInputError(f"the list has more than {_MOST_CELLS:,} cells: split it and import the parts")
    return Sheet(rows=rows)


def _delimiter(text: str, start: int) -> str:
    """The character that parts the first rows into the most alike numbers of cells, more than one each."""
    best, found = (0, 0), ","
    for delimiter in _DELIMITERS:
        widths: Counter[int] = Counter()
        for number, record in enumerate(_records(text, start, delimiter, is_sample=True)):
            if number == _SAMPLE:
                break
            widths[len(record)] += 1
        wide = {width: times for width, times in widths.items() if width > 1}
        width, times = max(wide.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
        if (times, width) > best:
            best, found = (times, width), delimiter
    return found


def _records(
    text: str, start: int, delimiter: str, *, is_sample: bool = False
) -> Iterator[list[tuple[int, str, Span]]]:
    """The records of RFC 4180, each cell that holds something with its column, its words and where they stand."""
    token = re.compile(rf'"((?:[^"]|"")*)"[^\S\r\n{re.escape(delimiter)}]*|([^\r\n{re.escape(delimiter)}]*)')
    record, column, here, end = list[tuple[int, str, Span]](), 1, start, len(text)
    while here <= end:
        match = token.match(text, here)
        assert match is not None  # noqa: S101 - the second way fits nothing as well
        here = match.end()
        if here < end and match.group(1) is not None and text[here] not in f"{delimiter}\r\n":
            # a quotation mark that opens no quoted cell: "so called" Group, as people type it
            loose = re.compile(rf"[^\r\n{re.escape(delimiter)}]*").match(text, match.start())
            assert loose is not None  # noqa: S101 - as above
            record.append(_cell(column, loose.group(), loose.start(), is_sample=is_sample))
            here = loose.end()
        elif match.group(1) is not None:
            record.append(_cell(column, match.group(1).replace('""', '"'), match.start(1), match.end(1), is_sample))
        else:
            record.append(_cell(column, match.group(2), match.start(2), is_sample=is_sample))
        if here < end and text[here] == delimiter:
            here, column = here + 1, column + 1
            continue
        yield record
        if here >= end:
            return
        here += 2 if text.startswith("\r\n", here) else 1
        record, column = [], 1
        if here >= end:
            return


def _cell(
    column: int, words: str, start: int, end: int | None = None, is_sample: bool = False
) -> tuple[int, str, Span]:
    if not is_sample and (column > _MOST_COLUMNS or len(words) > _MOST_LETTERS):
        raise BadInputError(
            f"the list has more than {_MOST_COLUMNS} columns, or a cell of more than {_MOST_LETTERS:,} letters: "
            "it is no list of people, or a quotation mark is not closed"
        )
    last = start + len(words) if end is None else end
    first = start + len(words) - len(words.lstrip()) if end is None else start
    last = first + len(words.strip()) if end is None else last
    return column, " ".join(words.split()), Span(start=first, end=max(last, first + 1))
