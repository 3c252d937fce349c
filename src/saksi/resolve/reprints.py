"""Whether two documents are one report printed twice: copied, cut, retitled, or written on in a later version.

Translations are not found here: that takes a model that knows both languages, or a person.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from saksi.model import JsonObject

from .shingles import Stretches, letters_of, stretches_of

#: Below so many letters a text is too short to be known again, unless all of it is the same.
LEAST_LETTERS = 200
#: Below so many it is never compared: "No comment." is everybody's.
LEAST_COPY = 60
#: Percent of the shorter text's stretches that are in the longer one. Two reports of one event that quote the same
#: statement share less than the first; what else is the same must speak for it from the second on. See eval/origins.py.
SAME, NEAR = 50, 30
#: Below so many percent two texts have nothing in common.
APART = 10
#: How many times as long the one is of which the other is called a part: of a digest of two the shorter surely is.
_PART = 1.5
#: "Cambodia" or "Politics" is no title of one story.
_LEAST_TITLE = 16


@dataclass(frozen=True)
class Printed:
    """A document as it was printed: the letters of its article, and what it says of itself."""

    document: str
    letters: str
    title: str = ""
    published: str | None = None
    address: str | None = None
    credited: frozenset[str] = field(default_factory=frozenset)
    cited: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def stretches(self) -> Stretches:
        """The stretches of its letters."""
        return stretches_of(self.letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Why two documents are one report: `how`, and percent of the shorter that is in the longer.

    `credit` are agencies that both credit, or that one credits and the other cites.
    """

    how: str
    shared: int
    same_title: bool = False
    same_address: bool = False
    credit: tuple[str, ...] = ()

    def basis(self) -> JsonObject:
        """The same for a signed entry: words of a fixed list, and figures."""
        said: JsonObject = {"how": self.how, "shared": self.shared}
        said |= {"title": "same"} if self.same_title else {}
        said |= {"address": "same"} if self.same_address else {}
        return said | ({"credit": [*self.credit]} if self.credit else {})


def compare(one: Printed, other: Printed) -> Likeness | None:
    """Why two documents are one report; None where they are not, or where that cannot be told."""
    if min(len(one.letters), len(other.letters)) < LEAST_COPY:
        return None
    shared = shared_percent(one, other)
    same_title = _same_title(one, other)
    same_address = one.address is not None and one.address == other.address
    credit = tuple(sorted((one.credited & (other.credited | other.cited)) | (one.cited & other.credited)))
    evidence = same_title or same_address or bool(credit)
    is_copy = one.letters == other.letters
    if not is_copy and (
        min(len(one.letters), len(other.letters)) < LEAST_LETTERS or shared < (NEAR if evidence else SAME)
    ):
        return None
    return Likeness(
        how="copy" if is_copy else _how(one, other, same_title=same_title, same_address=same_address),
        shared=100 if is_copy else shared,
        same_title=same_title,
        same_address=same_address,
        credit=credit,
    )


def shared_percent(one: Printed, other: Printed) -> int:
    """How much of the shorter text is in the longer, in whole percent."""
    least = min(len(one.stretches), len(other.stretches))
    both = np.intersect1d(one.stretches, other.stretches, assume_unique=True)
    return 100 * len(both) // least if least else 0


def _how(one: Printed, other: Printed, *, same_title: bool, same_address: bool) -> str:
    is_later = one.published is not None and other.published is not None and one.published != other.published
    if same_address or (same_title and is_later):
        return "version"
    lengths = sorted((len(one.letters), len(other.letters)))
    return "part" if lengths[1] >= _PART * lengths[0] else "reprint"


def _same_title(one: Printed, other: Printed) -> bool:
    titles = letters_of(one.title), letters_of(other.title)
    return titles[0] == titles[1] and len(titles[0]) >= _LEAST_TITLE
