"""The noun phrases of a sentence: to the left of a verb, to the right, after "by"."""

import re
from dataclasses import dataclass
from functools import cached_property

from saksi.model import DateMention, Span

from .closed_words import (
    ADVERBS,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    HAVE,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    VERBISH,
)
from .frames import Hit, heads
from .page import Page
from .people import People

_WORD = re.compile(r"[\w$€£](?:[\w’'&/-]*\w)?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a sentence."""

    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is no mark."""
        return self.low[0].isalnum()


class NounPhrases:
    """One sentence with its words, its triggers and the noun phrases that People know."""

    def __init__(
        self, page: Page, sentence: Span, people: People, hits: tuple[Hit, ...], dates: tuple[DateMention, ...]
    ) -> None:
        self.page, self.sentence, self.people = page, sentence, people
        self.words = [
            Word(match[0].lower(), match.start(), match.end())
            for match in _WORD.finditer(page.text, sentence.start, sentence.end)
        ]
        self.verbs = heads(hits)
        self._dates = dates

    @cached_property
    def mentions(self) -> list[Span]:
        """The outermost mentions of the sentence."""
        inside = sorted((m.span for m in self.people.mentions_in(self.sentence)), key=lambda s: (s.start, -s.end))
        outer: list[Span] = []
        for span in inside:
            if not outer or span.start >= outer[-1].end:
                outer.append(span)
        return outer

    @cached_property
    def named(self) -> list[Span]:
        """Where the sentence calls somebody or something by name."""
        return [m.span for m in self.people.mentions_in(self.sentence) if m.how in ("name", "alias")]

    def index(self, offset: int) -> int:
        """The number of the word that holds or follows this place."""
        return next((i for i, word in enumerate(self.words) if word.end > offset), len(self.words))

    def group_start(self, place: int) -> int:
        """Where the verb group of a verb begins: its auxiliaries and adverbs."""
        while place > 0:
            low = self.words[place - 1].low
            is_adverb = low in ADVERBS or (low.endswith("ly") and low not in ("family", "assembly"))
            if not (low in BE or low in HAVE or low in MODALS or is_adverb or low.endswith(("n’t", "n't"))):
                return place
            place -= 1
        return place

    def np_left(self, last: int) -> Span | None:
        """The noun phrase that ends at a word, with the heads that its prepositional phrases hang on."""
        last = self._before_dates(last)
        if last < 0 or not (self.words[last].is_word or self.words[last].low in ")”]"):
            return None
        if self.words[last].low == ")":
            while last > 0 and self.words[last].low != "(":
                last -= 1
            last -= 1
        first = self.simple_left(last)
        if first is None:
            return None
        start = self.words[first].start
        while first > 1 and self.words[first - 1].low in ("of", "in", "from", "at", "on", "with", "for", "against"):
            head = self.simple_left(first - 2)
            if head is None or self.words[first - 2].start in self.verbs or self.is_date(first - 2):
                if self.words[first - 1].low in ("in", "on", "at", "with", "for", "from", "against"):
                    return None if self.is_date(first) else Span(start=start, end=self.words[last].end)
                break
            first, start = head, self.words[head].start
        is_alone = self.words[first].low in PRONOUNS  # "to the prison and none died": the pronoun opens a clause
        while not is_alone and (joined := self._joined_before(first)) is not None:
            head = self.simple_left(joined)
            if head is None:
                break
            first, start = head, self.words[head].start
        return Span(start=start, end=max(self.words[last].end, self.mention_end(last)))

    def _joined_before(self, first: int) -> int | None:
        """The last word of the mention that "and" joins to this phrase, past an age: "X, 27, and Y"."""
        if first < 2 or self.words[first - 1].low != "and":
            return None
        place = first - 2
        before = [word.low for word in self.words[max(0, place - 2) : place + 1]]
        if len(before) == 3 and before[0] == before[2] == "," and before[1].isdigit():
            place -= 3
        return place if place >= 0 and self.is_mention(place) else None

    def _before_dates(self, last: int) -> int:
        """Past "on Wednesday" between a subject and its verb."""
        place = last
        while place >= 0 and self.is_date(place):
            place -= 1
        if place < last and place > 0 and self.words[place].low in ("on", "in", "at", "since", "last", "late", "early"):
            return place - 1
        return place if place == last or place >= 0 else last

    def is_date(self, place: int) -> bool:
        """Whether a word stands in an expression of time."""
        inside = place < len(self.words)
        return inside and any(m.span.start <= self.words[place].start < m.span.end for m in self._dates)

    def is_mention(self, place: int) -> bool:
        """Whether a word stands in a mention."""
        return any(span.start <= self.words[place].start < span.end for span in self.mentions)

    def mention_end(self, place: int) -> int:
        """Where the mention that holds a word ends, else the word."""
        word = self.words[place]
        return next((span.end for span in self.mentions if span.start <= word.start < span.end), word.end)

    def simple_left(self, last: int) -> int | None:
        """The first word of the plain noun phrase that ends here: determiner, adjectives, nouns."""
        if last < 0 or self.is_date(last):
            return None
        place = last + 1
        while place > 0:
            word = self.words[place - 1]
            holding = next((s for s in self.mentions if s.start <= word.start < s.end), None)
            if holding is not None and holding.start < word.start:
                place = self.index(holding.start)
                continue
            if not word.is_word and word.low not in ("’", "'", "-", "“"):
                break
            stops = word.low in PREPOSITIONS | CONJUNCTIONS | BE | HAVE | MODALS | RELATIVES
            if (stops and holding is None) or word.start in self.verbs or word.low in ("said", "says", "to", "“"):
                break
            if self.is_date(place - 1):
                break
            if place <= last and VERBISH.match(word.low) and self.is_verb(place - 1) and holding is None:
                break
            place -= 1
            if word.low in DETERMINERS | PRONOUNS:
                break
        return place if place <= last else None

    def np_right(self, first: int) -> Span | None:
        """The noun phrase that begins at a word."""
        while first < len(self.words) and self.words[first].low in (
            "up",
            "down",
            "again",
            "both",
            "all",
            "more",
            "than",
        ):
            if self.words[first].low in ("more", "all"):
                break
            first += 1
        if first >= len(self.words):
            return None
        word = self.words[first]
        inside = self.is_mention(first)
        stops = PREPOSITIONS | CONJUNCTIONS | BE | HAVE | MODALS | (RELATIVES - {"that"})
        if not word.is_word or (word.low in stops and not inside) or self.is_date(first):
            return None
        if (word.low.endswith("ly") and not inside) or (
            word.low in ("later", "two", "three") and self.is_date(first + 1)
        ):
            return None
        if (word.low in ("those", "people", "anyone") and not inside) or self._opens_relative(first):
            return self._with_relative(first)
        last = self._right_edge(first, stops)
        return Span(start=word.start, end=max(self.words[last].end, self.mention_end(last)))

    def _opens_relative(self, first: int) -> bool:
        after = self.words[first + 1].low if first + 1 < len(self.words) else ""
        return self.words[first].low in ("those", "people", "anyone") and (after == "who" or after.endswith("ing"))

    def _with_relative(self, first: int) -> Span:
        """ "those who did not vote": up to the next mark or conjunction."""
        last = first
        while last + 1 < len(self.words) and last - first < 9:
            word = self.words[last + 1]
            if not word.is_word or word.low in ("while", "because", "after", "before", "and", "but", "in", "by"):
                break
            last += 1
        return Span(start=self.words[first].start, end=self.words[last].end)

    def _right_edge(self, first: int, stops: frozenset[str]) -> int:
        last = place = first
        while place + 1 < len(self.words):
            place += 1
            word = self.words[place]
            held = next((s for s in self.mentions if s.start <= word.start < s.end), None)
            if held is not None and held.start <= self.words[last].start:
                last = place
                continue
            if word.low == "of" or (
                word.low == "and"
                and place + 1 < len(self.words)
                and self.is_mention(place + 1)
                and self.is_mention(last)
            ):
                continue
            if (not word.is_word and word.low not in "’'-") or word.low in stops or self.is_date(place):
                break
            if word.start in self.verbs or (held is None and VERBISH.match(word.low) and last >= first):
                break
            last = place
        return last

    def by_phrase(self, start: int) -> Span | None:
        """The agent of a passive: "by X", before the clause ends."""
        for place in range(start, min(start + 12, len(self.words))):
            low = self.words[place].low
            if low == "by":
                return None if self.is_date(place + 1) or self._is_doing(place + 1) else self.np_right(place + 1)
            if low in (";", ".", "who", "that", "because", "but", "and") or self.words[place].start in self.verbs:
                return None
        return None

    def _is_doing(self, place: int) -> bool:
        """Whether "by" opens how it was done and not by whom: "by crossing the border"."""
        return place < len(self.words) and self.words[place].low.endswith("ing") and self.is_verb(place)

    def first_phrase(self, end: int) -> Span | None:
        """The first noun phrase before a word that no preposition governs."""
        for span in self.mentions:
            place = self.index(span.start)
            if place >= end:
                return None
            if place == 0 or self.words[place - 1].low not in PREPOSITIONS:
                return span
        return None

    def is_verb(self, spot: int) -> bool:
        """Whether a word that looks like a verb stands where no adjective does."""
        before = self.words[spot - 1].low if spot else ""
        after = self.words[spot + 1].low if spot + 1 < len(self.words) else ""
        inside = any(span.start <= self.words[spot].start < span.end for span in self.mentions)
        is_preposition = self.words[spot].low in PREPOSITIONS
        return not inside and not is_preposition and before not in DETERMINERS and after != "-"
