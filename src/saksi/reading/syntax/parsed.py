"""A parsed sentence: words, tags, a tree and names, as values."""

from dataclasses import dataclass
from typing import Literal

from .words import Word

Label = Literal["person", "body", "place"]


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the model sees: first and last word, what it is, and how sure the model is (0 to 1)."""

    first: int
    last: int
    label: Label
    chance: float


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence: its words, for each its part of speech, tag, head (-1 = none), relation, and how sure the model is
    of the head (0 to 1); and its names.
    """

    words: tuple[Word, ...]
    parts: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    sure: tuple[float, ...]
    names: tuple[Named, ...]
