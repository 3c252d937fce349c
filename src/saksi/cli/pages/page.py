"""A page of answers: a screen, and the documents that are numbered on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from saksi.resolve import Origins

from .documents import Documents
from .screen import Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Where the parts of an answer are printed, so that a document bears one number in all of them."""

    screen: Screen
    documents: Documents


def print_page(
    file_names: Mapping[str, str], print_parts: Callable[[Page], None], origins: Origins | None = None
) -> None:
    """Print the parts, then the list of the documents that they named by number; `origins` say which are one report."""
    page = Page(screen=Screen(), documents=Documents(file_names, origins))
    print_parts(page)
    page.documents.print_list(page.screen)
