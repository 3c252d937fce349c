"""Who and what a document names: its persons, bodies, places and groups, and every word that means them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from saksi.model import Name, Party, Span

from .mentions import Mention
from .page import Page

_COORDINATION = re.compile(
    r"\s*(?:,|,?\s*\b(?:and|or|as well as)\b)\s*(?:(?:his|her|their|the|a|an)\s+)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The names of a document and the mentions of them, by their place in the text.

    Mentions do not overlap, except that a description ("a spokesman for Open Gate") may enclose names.
    """

    names: tuple[Name, ...] = ()
    mentions: tuple[Mention, ...] = ()
    text: str = ""

    def name(self, ref: str) -> Name:
        """The name with this id."""
        return next(name for name in self.names if name.id == ref)

    def party(self, ref: str) -> Party:
        """The party that this id refers to: full name and id."""
        return Party(name=self.name(ref).name, ref=ref)

    def mention_at(self, offset: int) -> Mention | None:
        """The innermost mention that holds this code point."""
        holding = [m for m in self.mentions if m.span.start <= offset < m.span.end]
        return min(holding, key=lambda m: m.span.end - m.span.start, default=None)

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie wholly inside a span, in order."""
        return tuple(m for m in self.mentions if span.holds(m.span))

    def party_in(self, span: Span) -> Party | None:
        """The head party of a noun phrase: a person, else the outermost description, else the first name."""
        heads = self._heads(span)
        return self.party(heads[0].ref) if heads else None

    def parties_in(self, span: Span) -> tuple[Party, ...]:
        """The parties of a coordinated list, each once: "A, B and C" is three, a group's description is one."""
        heads = self._heads(span)
        if not heads:
            return ()
        return tuple(self.party(ref) for ref in dict.fromkeys(m.ref for m in self._coordinated(heads)))

    def _heads(self, span: Span) -> list[Mention]:
        inside = list(_outermost(self.mentions_in(span)))
        persons = [m for m in inside if self.name(m.ref).kind == "person"]
        described = [m for m in inside if m.how == "description"]
        return persons or described or inside

    def _coordinated(self, heads: list[Mention]) -> Iterator[Mention]:
        yield heads[0]
        for before, mention in zip(heads, heads[1:], strict=False):
            if not _COORDINATION.fullmatch(self.text, before.span.end, mention.span.start):
                return
            yield mention


def _outermost(mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    end = -1
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if mention.span.end > end:
            yield mention
            end = mention.span.end


def find_people(page: Page) -> People:
    """Find the names of a document and resolve what refers to them."""
    found: dict[str, list[Span]] = {}
    for match in re.finditer(r"[A-Z][\w’'-]*(?: [A-Z][\w-]*)+", page.text):
        sentence = page.sentence_at(match.start())
        if sentence is not None and sentence.is_telling:
            found.setdefault(match.group(), []).append(Span(start=match.start(), end=match.end()))
    names = tuple(
        Name(id=f"n{number}", kind="person", name=words, spans=tuple(spans))
        for number, (words, spans) in enumerate(found.items(), 1)
    )
    mentions = sorted(
        (Mention(span=span, ref=name.id, how="name") for name in names for span in name.spans), key=lambda m: m.span
    )
    return People(names=names, mentions=tuple(mentions), text=page.text)
