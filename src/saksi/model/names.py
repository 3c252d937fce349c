"""Who and what a document names, and how a statement refers to it."""

from dataclasses import dataclass
from typing import Literal, get_args

from .errors import BadValueError
from .span import Span

NameKind = Literal["person", "body", "place", "group"]
NAME_KINDS: tuple[NameKind, ...] = get_args(NameKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person, body, place or unnamed group of a document, with every span that means it.

    `id` is local to one reading ("n3"). A group keeps its description as name ("two fellow activists").
    """

    id: str
    kind: NameKind
    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in NAME_KINDS:
            raise BadValueError(f"{self.kind!r} is no kind of name; known: {', '.join(NAME_KINDS)}")
        if not self.name.strip():
            raise BadValueError(f"name {self.id} is empty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A reference to a name: the full name, pronouns resolved, and its id among the document's names."""

    name: str
    ref: str | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise BadValueError("a party has an empty name")
