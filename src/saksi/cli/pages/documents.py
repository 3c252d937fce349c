"""The documents of a page: numbered where they are first used, listed once at its end."""

import re
from collections.abc import Iterable, Mapping, Sequence

from saksi.cli.agreement import counted
from saksi.cli.window import has_title
from saksi.resolve import Origins, Source

from .screen import Screen, plain

_HASH = 12
# the cue of what a list says is its cell: "Sheet1!C7, Date of arrest"
_CELL = re.compile(r"((?:.{1,200}!)?[A-Z]{1,3}[0-9]{1,6})(?:, |\Z)")


class Documents:
    """Gives each document of a page its number. `file_names` by hash stand in for titles that are not there.

    `origins` say which of them are one report.
    """

    def __init__(self, file_names: Mapping[str, str] | None = None, origins: Origins | None = None) -> None:
        self._file_names = file_names or {}
        self._origins = origins or Origins()
        self._first: dict[str, Source] = {}

    def number(self, source: Source) -> str:
        """The number of the document of a source: "[1]"."""
        self._first.setdefault(source.document, source)
        return f"[{list(self._first).index(source.document) + 1}]"

    def voice(self, source: Source) -> str:
        """Who says it, and where: "Sok Ey San [1]", or "[1]" for the document's own voice."""
        return f"{plain(source.by)} {self.number(source)}" if source.by else self.number(source)

    def voices(self, sources: Sequence[Source]) -> str:
        """Several voices, each once; after that of a list the cells that say it."""
        cells: dict[str, dict[str, None]] = {}
        for source in sources:
            found = _CELL.match(source.cue or "")
            cells.setdefault(self.voice(source), {}).update({} if found is None else {found[1]: None})
        told = ((voice, sorted(found, key=lambda cell: (len(cell), cell))) for voice, found in cells.items())
        return "; ".join(f"{voice} {', '.join(map(plain, found))}".strip() for voice, found in told)

    def count_words(self, sources: Iterable[Source]) -> str:
        """How many documents say it, and of how many origins: reprints corroborate nothing. "" where it is only one."""
        documents = {source.document for source in sources}
        if len(documents) < 2:
            return ""
        return f"{counted(len(documents), 'document')}, {counted(self._origins.count(documents), 'origin')}"

    def print_list(self, screen: Screen) -> None:
        """Print every document that was given a number: its name, date, hash; and of which it is another print."""
        if self._first:
            screen.heading("documents")
        width = len(f"[{len(self._first)}]") + 1
        of_origin: dict[str, Source] = {}
        for source in self._first.values():
            first = of_origin.setdefault(self._origins.origin(source.document), source)
            same = "" if first is source else f" · one report with {self.number(first)}"
            screen.item(self.number(source), self._line(source) + same, indent=2, width=width)
        if len(of_origin) < len(self._first):
            screen.line("Why they are one report: saksi origins.", indent=2)

    def _line(self, source: Source) -> str:
        name = name_of(source.title, self._file_names.get(source.document))
        parts = (name, source.published or "undated", source.document[:_HASH])
        return " · ".join(part for part in parts if part)


def name_of(title: str | None, file_name: str | None) -> str:
    """What a document is called: its title, else the name of its file, else nothing."""
    if title is not None and has_title(title):
        return f"“{plain(title)}”"
    return plain(file_name) if file_name else ""
