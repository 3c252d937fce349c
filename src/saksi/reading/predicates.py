"""Subject, object and voice of a verb: noun phrases found by the closed classes of English and the mentions of a page."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from saksi.model import DateMention, Span

from .frames import Hit, heads
from .page import Page
from .people import People

BE = frozenset("am is are was were be been being feel feels felt get gets got getting".split())
HAVE = frozenset("has have had having".split())
MODALS = frozenset("will would could can cannot may might shall should must do does did".split())
_ADVERBS = frozenset(
    "not never also then later subsequently still again already often since recently partially even now just soon "
    "both first ever being all themselves himself herself now-frequently together to".split()
)
RELATIVES = frozenset("who whom which that whose".split())
PREPOSITIONS = frozenset(
    "of in on at by from to for with about after before during under over against among amid between since until "
    "despite without within through across near following like as into upon outside inside around toward towards "
    "because than including per via".split()
)
_CONJUNCTIONS = frozenset(
    "and or but nor that because while although though when if whether so where unless once after before until "
    "whereas".split()
)
DETERMINERS = frozenset(
    "the a an his her their its our my your this that these those some any no every each another other".split()
)
_PRONOUNS = frozenset("i we they he she you it who nobody someone everyone".split())
_OBJECT_CONTROL = re.compile(
    r"(?:forc|lead|led|ask|order|allow|urg|t[eo]l[ld]|compel|caus|want|press|pressur|push|help|enabl|persuad|permit|let|"
    r"call|invit|mak|expect)(?:s|e|es|ed|d|ing|led|ling)?",
    re.IGNORECASE,
)
_VERBISH = re.compile(
    r"(?:\w{2,}(?:ed|ing)|said|says|say|told|fled|won|held|left|took|began|seeks?|wants?|plans?|know)\Z"
)
#: Verbs in -s or base form that take an infinitive; those in -ed and -ing are told by their ending.
_MATRIX = re.compile(
    r"(?:continue|refuse|tr(?:y|ie)|begin|intend|plan|want|vow|threaten|seek|decide|agree|attempt|need|fail|hope|mean|"
    r"decline|promise|start|expect|aim|manage|help|have|has|had)s?\Z"
)
_WORD = re.compile(r"[\w$€£](?:[\w’'&/-]*\w)?|[^\w\s]")

Voice = Literal["active", "passive"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A verb with its voice, its verb group's words, and the spans of its subject, object and "by" phrase."""

    voice: Voice
    group: str
    subject: Span | None = None
    object: Span | None = None
    by: Span | None = None
    relative: bool = False


class Clauses:
    """One sentence with its words, its triggers and the noun phrases that People know."""

    def __init__(
        self, page: Page, sentence: Span, people: People, hits: tuple[Hit, ...], dates: tuple[DateMention, ...]
    ) -> None:
        self.page, self.sentence, self.people = page, sentence, people
        self.words = [
            Word(match[0].lower(), match.start(), match.end())
            for match in _WORD.finditer(page.text, sentence.start, sentence.end)
        ]
        self._verbs = heads(hits)
        self._dates = dates

    @cached_property
    def _mentions(self) -> list[Span]:
        inside = sorted((m.span for m in self.people.mentions_in(self.sentence)), key=lambda s: (s.start, -s.end))
        outer: list[Span] = []
        for span in inside:
            if not outer or span.start >= outer[-1].end:
                outer.append(span)
        return outer

    def index(self, offset: int) -> int:
        """The number of the word that holds or follows this place."""
        return next((i for i, word in enumerate(self.words) if word.end > offset), len(self.words))

    def predicate(self, hit: Hit) -> Predicate:
        """Subject, object and voice of a verb."""
        place = self.index(hit.head.start)
        left = self.group_start(place)
        group = [word.low for word in self.words[left:place]]
        after = self.index(hit.span.end)
        direct = self.index(hit.head.end)
        voice = self._voice(hit, group, left, direct)
        subject, relative = self._subject(place, left, hit.shape == "ing", 0)
        found = self._object(hit, direct, after) if voice == "active" or hit.frame.has_gap else None
        return Predicate(
            voice=voice,
            group=" ".join(group),
            subject=subject,
            object=found,
            by=self.by_phrase(after) if voice == "passive" else None,
            relative=relative,
        )

    def _object(self, hit: Hit, direct: int, after: int) -> Span | None:
        if hit.frame.has_gap and (found := self.np_right(direct)) is not None:
            return found
        if after < len(self.words) and self.words[after].low in ("of", "against") and after > direct:
            after += 1
        if (found := self.np_right(after)) is not None:
            return found
        follows = [word.low for word in self.words[after : after + 2]]
        if follows and follows[0] in ("and", "or") and after + 1 < len(self.words):
            if self.words[after + 1].start in self._verbs:
                return self.np_right(after + 2)
        return None

    def group_start(self, place: int) -> int:
        """Where the verb group of a verb begins: its auxiliaries and adverbs."""
        while place > 0:
            low = self.words[place - 1].low
            is_adverb = low in _ADVERBS or (low.endswith("ly") and low not in ("family", "assembly"))
            if not (low in BE or low in HAVE or low in MODALS or is_adverb or low.endswith(("n’t", "n't"))):
                return place
            place -= 1
        return place

    def _voice(self, hit: Hit, group: list[str], left: int, direct: int) -> Voice:
        if hit.shape not in ("past", "participle"):
            return "active"
        has_be = any(word in BE for word in group)
        if has_be or (group and group[-1] == "being"):
            return "passive"
        if any(word in HAVE for word in group):
            return "active"
        if left > 0 and self.words[left - 1].low in ("and", "or", ",") and self._shares_passive(left - 1):
            return "active" if self.np_right(direct) else "passive"
        if hit.frame.has_gap and len(hit.span.of(self.page.text).split()) > len(
            hit.frame.lemma.replace(" …", "").split()
        ):
            return "active"
        if direct < len(self.words) and self.words[direct].low == "to":
            return "active"
        follows = self._object(hit, direct, self.index(hit.span.end))
        if hit.frame.who != "does":
            return "active"
        return "active" if follows is not None or hit.frame.has_gap and not self._ends_bare(left) else "passive"

    def _ends_bare(self, left: int) -> bool:
        return left > 0 and self.words[left - 1].low in BE

    def _shares_passive(self, conjunction: int) -> bool:
        before = self._verb_before(conjunction)
        if before is None:
            return False
        start = self.group_start(before)
        return any(word.low in BE for word in self.words[start:before])

    def _verb_before(self, place: int) -> int | None:
        for spot in range(place - 1, -1, -1):
            word = self.words[spot]
            if word.low in ("“", ";"):
                return None
            if word.start in self._verbs or (word.is_word and _VERBISH.match(word.low) and self._is_verb(spot)):
                is_second = spot > 0 and self.words[spot - 1].start in self._verbs
                return spot - 1 if is_second else spot
        return None

    def _is_verb(self, spot: int) -> bool:
        """Whether a word that looks like a verb stands where no adjective does."""
        before = self.words[spot - 1].low if spot else ""
        after = self.words[spot + 1].low if spot + 1 < len(self.words) else ""
        inside = any(span.start <= self.words[spot].start < span.end for span in self._mentions)
        return not inside and before not in DETERMINERS and after != "-"

    def subject_at(self, place: int) -> Span | None:
        """The subject of what stands at this word: a state after its copula."""
        return self._subject(place, self.group_start(place), False, 0)[0]

    def subject_of(self, left: int) -> Span | None:
        """The subject of a verb group that begins at this word."""
        return self._subject(left, left, False, 0)[0]

    def _subject(self, place: int, left: int, is_ing: bool, depth: int) -> tuple[Span | None, bool]:
        if depth > 4 or left == 0:
            return None, False
        group = [word.low for word in self.words[left:place]]
        before = self.words[left - 1]
        if "to" in group and not (set(group) & (HAVE | MODALS) and before.low in RELATIVES):
            return self._controller(left - 1 if group[0] != "to" else left - 1, depth)
        if before.low in RELATIVES and not (before.low == "that" and self._opens_content(left - 1)):
            return self._antecedent(left - 1), True
        bare_ing = is_ing and not any(word in BE for word in group)
        if before.low in ("and", "or", "but", ",", "then") or (bare_ing and before.low in PREPOSITIONS | {"while"}):
            return self._shared(left - 1, bare_ing, depth)
        return self.np_left(left - 1), False

    def _opens_content(self, place: int) -> bool:
        """Whether "that" opens the content of a verb, so that what follows is a clause of its own."""
        return place > 0 and _VERBISH.match(self.words[place - 1].low) is not None

    def _controller(self, last: int, depth: int) -> tuple[Span | None, bool]:
        """Who is to do what an infinitive says: the object of "force", "lead", "order"; else the subject before."""
        if last < 0:
            return None, False
        word = self.words[last]
        is_matrix = _MATRIX.match(word.low) and not self._is_mention(last)
        if is_matrix or ((_VERBISH.match(word.low) or word.start in self._verbs) and self._is_verb(last)):
            left = self.group_start(last)
            return self._subject(last, left, word.low.endswith("ing"), depth + 1)
        if word.low == ")":
            last = next((i for i in range(last, -1, -1) if self.words[i].low == "("), 1) - 1
        near = self._simple_left(last)
        phrase = None if near is None else Span(start=self.words[near].start, end=self._mention_end(last))
        verb = last if near is None else near - 1
        if phrase is not None and verb >= 0 and self.words[verb].low == "for":
            return phrase, False
        if phrase is not None and verb >= 0 and _OBJECT_CONTROL.fullmatch(self.words[verb].low.split("-")[0]):
            return phrase, False
        matrix = self._verb_before(last + 1)
        if matrix is None:
            return phrase, False
        return self._subject(matrix, self.group_start(matrix), self.words[matrix].low.endswith("ing"), depth + 1)

    def _shared(self, conjunction: int, is_ing: bool, depth: int) -> tuple[Span | None, bool]:
        """The subject that a conjoined verb shares with the verb before it, or that an apposition parts from it."""
        if self.words[conjunction].low == "," and not is_ing:
            head = self._over_apposition(conjunction)
            if head is not None:
                return head, False
        verb = self._verb_before(conjunction)
        if verb is None:
            return self.first_phrase(self.index(self.words[conjunction].start)), False
        return self._subject(verb, self.group_start(verb), self.words[verb].low.endswith("ing"), depth + 1)

    def _over_apposition(self, comma: int) -> Span | None:
        opening = next((i for i in range(comma - 1, -1, -1) if self.words[i].low == ","), None)
        if opening is None or opening == 0:
            return None
        inner = self.words[opening + 1].low
        if inner in RELATIVES or not any(w.start in self._verbs for w in self.words[opening:comma]):
            return self.np_left(opening - 1)
        return None

    def first_phrase(self, end: int) -> Span | None:
        """The first noun phrase before a word that no preposition governs."""
        for span in self._mentions:
            place = self.index(span.start)
            if place >= end:
                return None
            if place == 0 or self.words[place - 1].low not in PREPOSITIONS:
                return span
        return None

    def _antecedent(self, relative: int) -> Span | None:
        """What "who" stands for: the noun phrase before it, past a comma and "some of"."""
        place = relative - 1
        while place >= 0 and self.words[place].low in (
            ",",
            "of",
            "some",
            "many",
            "all",
            "both",
            "most",
            "in",
            "to",
            "and",
            "but",
            "against",
        ):
            place -= 1
        if place < 0:
            return None
        chained = self.words[relative - 1].low in ("but", "and")
        earlier = next((i for i in range(relative - 1, -1, -1) if self.words[i].low in ("who", "which")), None)
        if (
            (chained or self.words[relative - 1].low == ",")
            and earlier is not None
            and "but" in {word.low for word in self.words[relative - 2 : relative]}
        ):
            return self._antecedent(earlier)
        simple = self._simple_left(place)
        if simple is not None:
            span = Span(start=self.words[simple].start, end=self._mention_end(place))
            known = self.people.mentions_in(span)
            if known and self.people.name(known[-1].ref).kind == "person":
                return span
        return self.np_left(place)

    def np_left(self, last: int) -> Span | None:
        """The noun phrase that ends at a word, with the heads that its prepositional phrases hang on."""
        last = self._before_dates(last)
        if last < 0 or not (self.words[last].is_word or self.words[last].low in ")”]"):
            return None
        if self.words[last].low == ")":
            while last > 0 and self.words[last].low != "(":
                last -= 1
            last -= 1
        first = self._simple_left(last)
        if first is None:
            return None
        start = self.words[first].start
        while first > 1 and self.words[first - 1].low in ("of", "in", "from", "at", "on", "with", "for", "against"):
            head = self._simple_left(first - 2)
            if head is None or self.words[first - 2].start in self._verbs or self._is_date(first - 2):
                if self.words[first - 1].low in ("in", "on", "at", "with", "for", "from", "against"):
                    return None if self._is_date(first) else Span(start=start, end=self.words[last].end)
                break
            first, start = head, self.words[head].start
        while first > 1 and self.words[first - 1].low == "and" and self._is_mention(first - 2):
            head = self._simple_left(first - 2)
            if head is None:
                break
            first, start = head, self.words[head].start
        return Span(start=start, end=max(self.words[last].end, self._mention_end(last)))

    def _before_dates(self, last: int) -> int:
        """Past "on Wednesday" between a subject and its verb."""
        place = last
        while place >= 0 and self._is_date(place):
            place -= 1
        if place < last and place > 0 and self.words[place].low in ("on", "in", "at", "since", "last", "late", "early"):
            return place - 1
        return place if place == last or place >= 0 else last

    def _is_date(self, place: int) -> bool:
        return any(m.span.start <= self.words[place].start < m.span.end for m in self._dates)

    def _is_mention(self, place: int) -> bool:
        return any(span.start <= self.words[place].start < span.end for span in self._mentions)

    def _mention_end(self, place: int) -> int:
        word = self.words[place]
        return next((span.end for span in self._mentions if span.start <= word.start < span.end), word.end)

    def _simple_left(self, last: int) -> int | None:
        """The first word of the plain noun phrase that ends here: determiner, adjectives, nouns."""
        if last < 0 or self._is_date(last):
            return None
        place = last + 1
        while place > 0:
            word = self.words[place - 1]
            holding = next((s for s in self._mentions if s.start <= word.start < s.end), None)
            if holding is not None and holding.start < word.start:
                place = self.index(holding.start)
                continue
            if not word.is_word and word.low not in ("’", "'", "-", "“"):
                break
            stops = word.low in PREPOSITIONS | _CONJUNCTIONS | BE | HAVE | MODALS | RELATIVES
            if (stops and holding is None) or word.start in self._verbs or word.low in ("said", "says", "to", "“"):
                break
            if self._is_date(place - 1):
                break
            if place <= last and _VERBISH.match(word.low) and self._is_verb(place - 1) and holding is None:
                break
            place -= 1
            if word.low in DETERMINERS | _PRONOUNS:
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
        inside = self._is_mention(first)
        stops = PREPOSITIONS | _CONJUNCTIONS | BE | HAVE | MODALS | (RELATIVES - {"that"})
        if not word.is_word or (word.low in stops and not inside) or self._is_date(first):
            return None
        if word.low.endswith("ly") and not inside or word.low in ("later", "two", "three") and self._is_date(first + 1):
            return None
        if word.low in ("those", "people", "anyone") and not inside or self._opens_relative(first):
            return self._with_relative(first)
        last = self._right_edge(first, stops)
        return Span(start=word.start, end=max(self.words[last].end, self._mention_end(last)))

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
            held = next((s for s in self._mentions if s.start <= word.start < s.end), None)
            if held is not None and held.start <= self.words[last].start:
                last = place
                continue
            if word.low == "of" or (
                word.low == "and"
                and place + 1 < len(self.words)
                and self._is_mention(place + 1)
                and self._is_mention(last)
            ):
                continue
            if (not word.is_word and word.low not in "’'-") or word.low in stops or self._is_date(place):
                break
            if word.start in self._verbs or (held is None and _VERBISH.match(word.low) and last >= first):
                break
            last = place
        return last

    def by_phrase(self, start: int) -> Span | None:
        """The agent of a passive: "by X", before the clause ends."""
        for place in range(start, min(start + 12, len(self.words))):
            low = self.words[place].low
            if low == "by":
                return None if self._is_date(place + 1) else self.np_right(place + 1)
            if low in (";", ".", "who", "that", "because", "but", "and") or self.words[place].start in self._verbs:
                return None
        return None
