"""Of which origin each document is: a pure function of what is said of pairs of documents, in whatever order.

The rule is that of docs/format, "Which link counts". Where persons disagree documents stay one origin: to take two
reprints for two witnesses does more harm than to count one witness less.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from saksi.model import OriginLink

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """`members` gives for each document that has the origin of another all documents of that origin, sorted.

    `disputed` are pairs of which persons say different things, or that a person takes apart and others join.
    """

    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    disputed: tuple[_Pair, ...] = ()

    def origin(self, document: str) -> str:
        """What stands for the origin of a document: the first of its documents."""
        return self.members.get(document, (document,))[0]

    def count(self, documents: Iterable[str]) -> int:
        """Of how many origins these documents are."""
        return len({self.origin(document) for document in documents})

    @property
    def shared(self) -> tuple[tuple[str, ...], ...]:
        """The origins of more documents than one."""
        return tuple(sorted(set(self.members.values())))


def origins_of(links: Iterable[OriginLink]) -> Origins:
    """The origins that follow from what is said."""
    held = list(links)
    parts, _ = parts_of(held)
    said = _said(held)
    apart = {pair for pair, (verdict, _) in said.items() if verdict == "different" and parts.is_one(pair)}
    disagreed = {pair for pair, (_, among) in said.items() if len({link.verdict for link in among if link.person}) > 1}
    return Origins(members=parts.members(), disputed=tuple(sorted(apart | disagreed)))


def parts_of(links: Iterable[OriginLink]) -> "tuple[Parts, list[_Pair]]":
    """The documents joined, and the pairs that are said to be apart."""
    said, parts = _said(links), Parts()
    for pair in sorted(pair for pair, (verdict, _) in said.items() if verdict == "same"):
        parts.join(pair)
    cuts = sorted(pair for pair, (verdict, _) in said.items() if verdict in ("different", "may be different"))
    proposed = {pair: _strength(among) for pair, (verdict, among) in said.items() if verdict == "may be same"}
    for pair in sorted(proposed, key=lambda pair: (-proposed[pair], pair)):
        if not any(parts.would_join(pair, cut) for cut in cuts):
            parts.join(pair)
    return parts, cuts


def _said(links: Iterable[OriginLink]) -> dict[_Pair, tuple[str, list[OriginLink]]]:
    told: dict[_Pair, list[OriginLink]] = defaultdict(list)
    for link in links:
        told[link.between].append(link)
    return {pair: (_verdict(among), among) for pair, among in told.items()}


def _verdict(among: Iterable[OriginLink]) -> str:
    """Of one pair: persons go before machines, whose word is `may be …`."""
    held = list(among)
    persons = {link.verdict for link in held if link.person}
    machines = {link.verdict for link in held if not link.person}
    for verdicts, prefix in ((persons, ""), (machines, "may be ")):
        if "same" in verdicts:
            return f"{prefix}same"
        if verdicts:
            return "unsure" if "unsure" in verdicts else f"{prefix}different"
    return "unsure"


def _strength(among: Iterable[OriginLink]) -> int:
    shared = (link.basis.get("shared") for link in among if not link.person and link.verdict == "same")
    return max((each for each in shared if isinstance(each, int) and not isinstance(each, bool)), default=0)


class Parts:
    """Documents in parts that are joined."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}
        self._of: dict[str, list[str]] = {}

    def root(self, document: str) -> str:
        """The document that stands for all that it is joined with."""
        here = document
        while (up := self._up.get(here, here)) != here:
            self._up[here] = here = self._up.get(up, up)
        return here

    def join(self, pair: _Pair) -> None:
        """Make one of the two parts."""
        one, other = sorted(map(self.root, pair))
        if one != other:
            self._of[one] = self.with_(one) + self._of.pop(other, [other])
            self._up[other] = one

    def with_(self, document: str) -> list[str]:
        """The documents that it is joined with, itself among them."""
        root = self.root(document)
        return self._of.get(root, [root])

    def is_one(self, pair: _Pair) -> bool:
        """Whether both are in one part."""
        return self.root(pair[0]) == self.root(pair[1])

    def would_join(self, pair: _Pair, cut: _Pair) -> bool:
        """Whether joining `pair` would put both of `cut` into one part that are not in one now."""
        return {self.root(each) for each in pair} == {self.root(each) for each in cut} and not self.is_one(pair)

    def members(self) -> dict[str, tuple[str, ...]]:
        """For each document that is joined with others all of them, sorted."""
        return {each: tuple(sorted(part)) for part in self._of.values() for each in part}
