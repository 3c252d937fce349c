"""The entries from which it is read whose entries count, and the chains in which they stand. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from ..model import JsonObject
from .schema import Kind

#: The kinds by which keys come to count, and cease to.
TRUSTING: tuple[Kind, ...] = ("key", "office", "revocation", "rotation")
#: These, and those by which something is erased.
LINKED: tuple[Kind, ...] = (*TRUSTING, "erase", "assent")
#: All entries of an author, each with the one that it follows.
Chain: TypeAlias = Callable[[str], Mapping[str, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry of one of these kinds, opened."""

    id: str
    kind: Kind
    author: str
    recorded_at: datetime
    fields: JsonObject


def text_of(link: Link, name: str) -> str:
    """The value of a field that is a text; "" where there is none."""
    value = link.fields.get(name)
    return value if isinstance(value, str) else ""


def admitted_by(link: Link) -> str:
    """The key that an entry admits, in whichever role; "" where it admits none."""
    is_known = link.fields.get("act") == "admit" and text_of(link, "role") in ("owner", "reader")
    return text_of(link, "key") if link.kind == "key" and is_known else ""


def after(chain: Mapping[str, str | None], last: str) -> set[str]:
    """The entries of a chain that do not lead up to `last`; all of them where it is not there."""
    return set(chain) - upto(chain, last)


def upto(chain: Mapping[str, str | None], last: str) -> set[str]:
    """The entries of a chain that lead up to `last`, with it."""
    found = set[str]()
    here: str | None = last
    while here is not None and here in chain and here not in found:
        found.add(here)
        here = chain[here]
    return found
