"""Pages for people: values in, lines out. Imported by a verb only when a page is printed."""

from .coverage import print_coverage
from .reading import print_reading
from .screen import Screen, plain
from .statement import print_statement

__all__ = ["Screen", "plain", "print_coverage", "print_reading", "print_statement"]
