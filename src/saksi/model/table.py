"""A list as a table: sheets, rows and cells, each cell with its address and with where its words stand in the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .span import Span

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something. `words` are its value as text; `span` is where they stand, quoted or not."""

    row: int
    column: int
    words: str
    span: Span

    @property
    def address(self) -> str:
        """As spreadsheets count: "C7"."""
        return f"{letters_of(self.column)}{self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its cells by row and column, both from 1; rows and cells that are empty are left out.

    A list without sheets, as CSV is, is one sheet without a name.
    """

    number: int = 1
    name: str = ""
    rows: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)

    def place(self, cell: Cell) -> str:
        """Where a cell is: "Sheet1!C7", or "C7" where there are no sheets."""
        return f"{self.name}!{cell.address}" if self.name else cell.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A list of rows, in sheets, beside the text that its cells' spans count in."""

    text: str
    sheets: tuple[Sheet, ...]

    def cell_at(self, span: Span) -> str | None:
        """The place of the first cell whose words overlap `span`; None where none does."""
        for sheet in self.sheets:
            for cells in sheet.rows.values():
                for cell in cells.values():
                    if cell.span.overlaps(span):
                        return sheet.place(cell)
        return None


def letters_of(column: int) -> str:
    """The letters of a column that is counted from 1: A, B, … Z, AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """The number of a column from its letters, which are capitals."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number
