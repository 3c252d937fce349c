"""What DOCX and ODT share: paragraphs and rows of tables as pieces of text, each with its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from saksi.archive.position import Kind, Position, Step
from saksi.model import Span, ZoneKind

from .told import Piece, RefusedError

#: Far above a book; a document beyond it is a database.
MOST_PARAGRAPHS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The words of one cell of a table, and where it is."""

    words: str
    path: tuple[Step, ...]


class Counter:
    """Numbers the parts of a document as they come: paragraph 1, 2, 3 …; table 1, 2 …"""

    def __init__(self) -> None:
        self._numbers: dict[Kind, int] = {}

    def next(self, kind: Kind) -> Step:
        """The next of this kind."""
        number = self._numbers.get(kind, 0) + 1
        if number > MOST_PARAGRAPHS:
            raise RefusedError("large")
        self._numbers[kind] = number
        return kind, number


def paragraph(words: str, path: tuple[Step, ...], kind: ZoneKind | None = None) -> Piece:
    """A paragraph as a piece, without the blanks around it."""
    words = words.strip()
    positions = (Position(span=Span(start=0, end=len(words)), path=path),) if words else ()
    return Piece(words=words, kind=kind, positions=positions)


def row(cells: Iterable[Cell]) -> Piece:
    """A row of a table as one piece: its cells with a tab between, each with a place of its own."""
    words, positions = "", list[Position]()
    for cell in cells:
        held = " ".join(cell.words.split())
        if words:
            words += "\t"
        if held:
            span = Span(start=len(words), end=len(words) + len(held))
            positions.append(Position(span=span, path=cell.path))
        words += held
    return Piece(words=words, positions=tuple(positions))


def held(pieces: Sequence[Piece]) -> list[Piece]:
    """Those that hold words. Raises RefusedError where none does."""
    found = [piece for piece in pieces if piece.words.strip()]
    if not found:
        raise RefusedError("empty")
    return found
