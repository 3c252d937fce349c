"""Who and what a document names: its persons, bodies, places and groups, and every word that means them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from saksi.model import Name, Party, Span

from .capitals import Run, find_runs
from .casting import Casting
from .descriptions import find_descriptions
from .figures import Figure, gather
from .mentions import How, Mention
from .named import seen_in
from .naming import words_of
from .page import Page
from .roles import byline_roles
from .scene import Scene
from .tokens import Token, tokens_of

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
        lists = list(self._lists(_outermost(self.mentions_in(span))))
        people = (found for found in lists if any(self.name(m.ref).kind in ("person", "group") for m in found))
        chosen = next(people, lists[0] if lists else [])
        return tuple(self.party(ref) for ref in dict.fromkeys(m.ref for m in chosen))

    def _heads(self, span: Span) -> list[Mention]:
        if (reaching := self._beside(span)) is not None:
            return [reaching]
        inside = list(_outermost(self.mentions_in(span)))
        # "the country's Appeals Court": who owns is not who is meant
        inside = [m for m in inside if not self._owns(m, inside)] or inside
        persons = [m for m in inside if self.name(m.ref).kind == "person"]
        described = [m for m in inside if m.how == "description"]
        return persons or described or inside

    def _beside(self, span: Span) -> Mention | None:
        """The person whose name stands beside the description that a phrase is: "her lawyer, Ana Quill"."""
        reaching = (
            m for m in self.mentions if m.how == "description" and span.start <= m.span.start < span.end < m.span.end
        )
        return next((m for m in reaching if self.name(m.ref).kind == "person"), None)

    def _owns(self, mention: Mention, others: Sequence[Mention]) -> bool:
        is_followed = any(other.span.start > mention.span.end for other in others)
        return is_followed and self.text.startswith(("’s ", "'s ", "’ ", "' "), mention.span.end)

    def _lists(self, mentions: Iterator[Mention]) -> Iterator[list[Mention]]:
        """The mentions of a phrase, those together that commas and "and" join."""
        found: list[Mention] = []
        for mention in mentions:
            if found and not _COORDINATION.fullmatch(self.text, found[-1].span.end, mention.span.start):
                yield found
                found = []
            found.append(mention)
        if found:
            yield found


def _outermost(mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    end = -1
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if mention.span.end > end:
            yield mention
            end = mention.span.end


def find_people(page: Page) -> People:
    """Find the names of a document and resolve what refers to them."""
    sentences = tuple(s for s in page.sentences if s.is_telling or s.zone == "byline")
    tokens = tokens_of(page, sentences)
    headlines = _headlines(tokens)
    lower = frozenset(token.text for token in tokens if token.text.islower())
    credits = byline_roles(page.text, tokens)
    seen = seen_in(page)
    runs = list(seen.widened(page.text, tokens, list(find_runs(page.text, tokens, lower, headlines))))
    figures = gather(page.text, tokens, runs, frozenset(credits), seen)
    _name_in_headlines(page.text, tokens, figures, headlines)
    quiet = headlines | {n for n, s in enumerate(sentences) if s.zone in {"title", "byline"}}
    scene = Scene(page.text, tokens, [s.paragraph for s in sentences], silent=frozenset(quiet))
    casting = Casting(scene, figures, credits)
    named = {n: (run.first, run.last) for f in figures for run in f.runs for n in range(run.first, run.last + 1)}
    casting.play([d for d in find_descriptions(page.text, tokens, named) if tokens[d.head].sentence not in headlines])
    return _assemble(page.text, casting)


def _headlines(tokens: Sequence[Token]) -> frozenset[int]:
    """The sentences written in headline capitals, where a capital tells nothing."""
    long: dict[int, list[bool]] = {}
    for token in tokens:
        if token.text.isalpha() and len(token.text) > 3:
            long.setdefault(token.sentence, []).append(token.is_capital)
    dated = {token.sentence for token in tokens if token.text.isdigit() and len(token.text) == 4}
    ends = {token.sentence: token.text for token in tokens}
    return frozenset(
        number
        for number, capitals in long.items()
        if len(capitals) >= 3 and sum(capitals) >= 0.75 * len(capitals) and ends[number] != "." and number not in dated
    )


def _name_in_headlines(
    text: str, tokens: Sequence[Token], figures: Sequence[Figure], headlines: frozenset[int]
) -> None:
    """Find in headlines what the rest of the document names."""
    starts = {t.start: t.number for t in tokens if t.sentence in headlines}
    ends = {t.end: t.number for t in tokens if t.sentence in headlines}
    taken: set[int] = set()
    forms = sorted(((name, f) for f in figures for name in (f.name, *f.aliases)), key=lambda pair: -len(pair[0]))
    for name, figure in forms if starts else ():
        for match in re.finditer(re.escape(name), text):
            first, last = starts.get(match.start()), ends.get(match.end())
            if first is not None and last is not None and first not in taken:
                figure.runs.append(Run(first, last, name))
                taken.update(range(first, last + 1))


def _assemble(text: str, casting: Casting) -> People:
    tokens, places = casting.scene.tokens, list[tuple[Span, Figure, How]]()
    for entry in casting.scene.entries:
        if not entry.parts:
            span = Span(start=tokens[entry.first].start, end=tokens[entry.last].end)
            places.append((span, entry.figure, entry.how))
    places.sort(key=lambda place: (place[0].start, -place[0].end))
    ids: dict[int, str] = {}
    for _, figure, _ in places:
        ids.setdefault(id(figure), f"n{len(ids) + 1}")
    by_id = {ids[id(figure)]: figure for _, figure, _ in places}
    mentions = tuple(Mention(span=span, ref=ids[id(figure)], how=how) for span, figure, how in places)
    spans: dict[str, list[Span]] = {}
    for mention in mentions:
        spans.setdefault(mention.ref, []).append(mention.span)
    names = tuple(_as_name(ref, by_id[ref], spans[ref]) for ref in spans)
    return People(names=names, mentions=mentions, text=text)


def _is_polite(role: str) -> bool:
    """Whether a title tells of no office: "Mr", "Mrs."."""
    return all(word.rstrip(".") in words_of("titles", "polite") for word in role.lower().split())


def _as_name(ref: str, figure: Figure, spans: list[Span]) -> Name:
    return Name(
        id=ref,
        kind=figure.kind,
        name=figure.name,
        aliases=tuple(figure.aliases),
        role="; ".join(role for role in figure.roles if not _is_polite(role)) or None,
        affiliation=figure.affiliation,
        spans=tuple(spans),
    )
