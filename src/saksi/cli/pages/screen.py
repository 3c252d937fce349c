"""The screen that pages are printed on: colour only on a terminal, words wrapped and never cut.

Documents are written by strangers: their control characters, which could rewrite a terminal, and the marks that turn
the direction of text are shown as �, and nothing of theirs is taken as markup.
"""

import re
import unicodedata

from rich.console import Console
from rich.text import Text

#: Wider lines are hard to read; a narrower terminal wraps.
_WIDEST = 100
_BLANK = re.compile(r"\s+")


class Screen:
    """Prints headings, lines and hanging paragraphs to stdout."""

    def __init__(self) -> None:
        self._console = Console(markup=False, highlight=False, emoji=False, soft_wrap=False)
        self._console.width = min(self._console.width, _WIDEST)

    def title(self, text: str) -> None:
        """The one title of a page."""
        self.line(text, style="bold")

    def heading(self, text: str, note: str = "") -> None:
        """A heading, with a note beside it, after a blank line."""
        self.gap()
        self._print(Text.assemble((plain(text).upper(), "bold cyan"), f"  {plain(note)}" if note else ""))

    def line(self, text: str | Text, *, indent: int = 0, style: str = "") -> None:
        """A paragraph that wraps at its own indentation."""
        self.item("", text, indent=indent, style=style)

    def item(self, mark: str, text: str | Text, *, indent: int = 0, style: str = "", width: int = 0) -> None:
        """A mark and a paragraph that hangs beside it; a mark wider than `width` stands on a line of its own."""
        width = width or (len(mark) + 1 if mark else 0)
        body = text if isinstance(text, Text) else Text(plain(text), style=style)
        lead = plain(mark)
        if lead and len(lead) >= width:
            self.item("", Text(lead, style="bold"), indent=indent)
            lead = ""
        for row in body.wrap(self._console, max(20, self._console.width - indent - width)):
            row.rstrip()
            self._print(Text.assemble(" " * indent, (lead.ljust(width), "bold"), row))
            lead = ""

    def rule(self) -> None:
        """A line between two parts of a page."""
        self.gap()
        self._print(Text("─" * self._console.width, style="dim"))
        self.gap()

    def gap(self) -> None:
        """An empty line."""
        self._console.print()

    def _print(self, what: Text) -> None:
        self._console.print(what)


def plain(text: str) -> str:
    """Text on one line without characters that could act on a terminal."""
    return "".join(_harmless(character) for character in _BLANK.sub(" ", text)).strip()


def _harmless(character: str) -> str:
    # Cc: controls, escape among them; Cf: direction overrides and the like, but the joiners that Khmer, Persian and
    # Indic scripts are spelt with stay
    if character in "\u200b\u200c\u200d":
        return character
    return "\ufffd" if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character
