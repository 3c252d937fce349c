"""Subject, object and voice of a verb."""

import re

from saksi.model import Span

from .arguments import Predicate, Voice, by_tree
from .closed_words import BE, HAVE, MODALS, PREPOSITIONS, RELATIVES, VERBISH
from .fragments import fragment_subject
from .frames import Hit
from .noun_phrases import NounPhrases

_OBJECT_CONTROL = re.compile(
    r"(?:forc|lead|led|ask|order|allow|urg|t[eo]l[ld]|compel|caus|want|press|pressur|push|help|enabl|persuad|permit|let|"
    r"call|invit|mak|expect)(?:s|e|es|ed|d|ing|led|ling)?",
    re.IGNORECASE,
)
#: Verbs in -s or base form that take an infinitive; those in -ed and -ing are told by their ending.
_MATRIX = re.compile(
    r"(?:continue|refuse|tr(?:y|ie)|begin|intend|plan|want|vow|threaten|seek|decide|agree|attempt|need|fail|hope|mean|"
    r"decline|promise|start|expect|aim|manage|help|have|has|had)s?\Z"
)

#: Before a "who" that stands for nobody: "did not know who had attacked him".
_ASKING = re.compile(
    r"kn[eo]w|known|says?|tell|ask(?:ed)?|wonder(?:s|ed)?|unclear|clear|reveal(?:ed)?|identify|see|out|decide"
)

#: Between a noun and whom it concerns: "charges against X", "an appeal by X".
_CONCERNING = frozenset({"against", "by", "of", "on", "into"})
#: Verbs of an aside that says whose word a sentence is: "X was arrested, police said, and was freed".
_ASIDE = frozenset({"said", "says", "added", "according", "reported", "reports"})


class Clauses(NounPhrases):
    """A sentence whose verbs are asked for their subject, object and voice."""

    def predicate(self, hit: Hit) -> Predicate:
        """Subject, object and voice of a verb."""
        return by_tree(self.page.trees.get(self.sentence), hit, self._by_words(hit), self.named)

    def _by_words(self, hit: Hit) -> Predicate:
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
        if hit.frame.has_gap and (found := self.np_right(self._past_that(direct))) is not None:
            return self._behind_noun(hit, found, after) or found
        if after < len(self.words) and self.words[after].low in ("of", "against") and after > direct:
            after += 1
        if (found := self.np_right(after)) is not None:
            return found
        follows = [word.low for word in self.words[after : after + 2]]
        is_conjoined = len(follows) == 2 and follows[0] in ("and", "or")
        if is_conjoined and self.words[after + 1].start in self.verbs:
            return self.np_right(after + 2)
        return None

    def _behind_noun(self, hit: Hit, found: Span, after: int) -> Span | None:
        """Whom the noun of a trigger concerns: of "rejected an appeal by X" and "imposed a fine on X" it is X."""
        ends = hit.span.of(self.page.text).split()[-1].lower()
        place = after if ends in _CONCERNING else after + 1
        link = self.words[place - 1].low if 0 < place < len(self.words) else ""
        is_own_noun = found.start < hit.tail.start < found.end or ends in _CONCERNING
        if link not in _CONCERNING or not is_own_noun:
            return None
        concerned = self.np_right(place)
        known = () if concerned is None else self.people.mentions_in(concerned)
        return concerned if known else None

    def _past_that(self, place: int) -> int:
        """Past the "that" of "ordered that he be held"."""
        return place + 1 if place < len(self.words) and self.words[place].low == "that" else place

    def _voice(self, hit: Hit, group: list[str], left: int, direct: int) -> Voice:
        if hit.shape not in ("past", "participle"):
            return "active"
        has_be = any(word in BE for word in group)
        if has_be or (group and group[-1] == "being"):
            return "passive"
        if any(word in HAVE for word in group):
            return "active"
        if left > 0 and self.words[left - 1].low in ("and", "or", "nor", ",") and self._shares_passive(left - 1):
            return "active" if self.np_right(direct) else "passive"
        if self._opens(left) and hit.frame.who == "does" and self.np_right(direct) is None:
            return "passive"
        if hit.frame.has_gap and len(hit.span.of(self.page.text).split()) > len(
            hit.frame.lemma.replace(" …", "").split()
        ):
            return "active"
        if direct < len(self.words) and self.words[direct].low == "to" and hit.frame.kind != "transfer":
            return "active"
        follows = self._object(hit, direct, self.index(hit.span.end))
        if hit.frame.who != "does":
            return "active"
        return "active" if follows is not None or (hit.frame.has_gap and not self._ends_bare(left)) else "passive"

    def _opens(self, left: int) -> bool:
        """Whether a verb group opens its sentence, or a part of it that stands by itself."""
        return left == 0 or self.words[left - 1].low in (";", ":")

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
            if word.start in self.verbs or (word.is_word and VERBISH.match(word.low) and self.is_verb(spot)):
                is_second = spot > 0 and self.words[spot - 1].start in self.verbs
                return spot - 1 if is_second else spot
        return None

    def subject_at(self, place: int) -> Span | None:
        """The subject of what stands at this word: a state after its copula."""
        return self._subject(place, self.group_start(place), False, 0)[0]

    def subject_of(self, left: int) -> Span | None:
        """The subject of a verb group that begins at this word."""
        return self._subject(left, left, False, 0)[0]

    def _subject(self, place: int, left: int, is_ing: bool, depth: int) -> tuple[Span | None, bool]:
        if depth > 4:
            return None, False
        if self._opens(left):
            return fragment_subject(self, place), False
        group = [word.low for word in self.words[left:place]]
        if self.words[left - 1].low == "“" and left > 1:
            left -= 1
        before = self.words[left - 1]
        if before.low in PREPOSITIONS and group == [] and not is_ing:
            return None, False  # "the husband of jailed leader X": an adjective
        if before.low == "who" and left > 1 and _ASKING.fullmatch(self.words[left - 2].low):
            return None, True
        if "to" in group and not (set(group) & (HAVE | MODALS) and before.low in RELATIVES):
            return self._controller(left - 1, depth)
        if before.low in RELATIVES and not (before.low == "that" and self._opens_content(left - 1)):
            return self._antecedent(left - 1), True
        bare_ing = is_ing and not any(word in BE for word in group)
        if before.low in ("and", "or", "nor", "but", ",", "then") or (
            bare_ing and before.low in PREPOSITIONS | {"while"}
        ):
            return self._shared(left - 1, bare_ing, depth)
        return self._over_participle(self.np_left(left - 1)), False

    def _over_participle(self, found: Span | None) -> Span | None:
        """Past what only tells who somebody is: of "a man arrested with X died" it is the man."""
        place = 0 if found is None else self.index(found.start)
        if place < 3 or self.words[place - 1].low not in PREPOSITIONS or self.words[place - 2].start not in self.verbs:
            return found
        is_bare = self.group_start(place - 2) == place - 2 and VERBISH.match(self.words[place - 2].low)
        return (self.np_left(place - 3) if is_bare else None) or found

    def _opens_content(self, place: int) -> bool:
        """Whether "that" opens the content of a verb, so that what follows is a clause of its own."""
        return place > 0 and VERBISH.match(self.words[place - 1].low) is not None

    def _controller(self, last: int, depth: int) -> tuple[Span | None, bool]:
        """Who is to do what an infinitive says: the object of "force", "lead", "order"; else the subject before."""
        if last < 0:
            return None, False
        word = self.words[last]
        is_matrix = _MATRIX.match(word.low) and not self.is_mention(last)
        if is_matrix or ((VERBISH.match(word.low) or word.start in self.verbs) and self.is_verb(last)):
            left = self.group_start(last)
            return self._subject(last, left, word.low.endswith("ing"), depth + 1)
        if word.low == ")":
            last = next((i for i in range(last, -1, -1) if self.words[i].low == "("), 1) - 1
        near = self.simple_left(last)
        phrase = None if near is None else Span(start=self.words[near].start, end=self.mention_end(last))
        verb = last if near is None else near - 1
        if near is not None and self.words[verb].low in BE:
            return self.subject_of(self.group_start(near)), False  # "X was the first to be arrested"
        if phrase is not None and verb >= 0 and self.words[verb].low == "for":
            return phrase, False
        if phrase is not None and verb >= 0 and _OBJECT_CONTROL.fullmatch(self.words[verb].low.split("-")[0]):
            return phrase, False
        matrix = self._verb_before(last + 1)
        if matrix is None:
            is_place = verb >= 0 and self.words[verb].low in ("to", "into", "in", "at", "from")
            return (None if is_place else phrase), False
        return self._subject(matrix, self.group_start(matrix), self.words[matrix].low.endswith("ing"), depth + 1)

    def _shared(self, conjunction: int, is_ing: bool, depth: int) -> tuple[Span | None, bool]:
        """The subject that a conjoined verb shares with the verb before it, or that an apposition parts from it."""
        if self.words[conjunction].low == "," and not is_ing:
            head = self._over_apposition(conjunction)
            if head is not None:
                return head, False
        verb = self._verb_before(self._over_aside(conjunction))
        if verb is None:
            return self.first_phrase(self.index(self.words[conjunction].start)), False
        return self._subject(verb, self.group_start(verb), self.words[verb].low.endswith("ing"), depth + 1)

    def _over_aside(self, conjunction: int) -> int:
        """Past ", police said," to the clause that goes on behind it."""
        closing = conjunction - 1
        opening = next((i for i in range(closing - 1, -1, -1) if self.words[i].low == ","), None)
        if opening is None or self.words[closing].low != ",":
            return conjunction
        return opening if _ASIDE & {word.low for word in self.words[opening:closing]} else conjunction

    def _over_apposition(self, comma: int) -> Span | None:
        if (names := self._names_beside(comma)) is not None:
            return names
        opening = next((i for i in range(comma - 1, -1, -1) if self.words[i].low == ","), None)
        if opening is None or opening == 0:
            return None
        inner = self.words[opening + 1].low
        opening = self._over_age(opening)
        if inner in RELATIVES or not any(w.start in self.verbs for w in self.words[opening:comma]):
            return self.np_left(opening - 1)
        return None

    def _over_age(self, comma: int) -> int:
        """Past the age between a name and what it is: from the last comma of "X, 34, an engineer" to the first."""
        is_aged = comma > 2 and self.words[comma - 1].low.isdigit() and self.words[comma - 2].low == ","
        return comma - 2 if is_aged else comma

    def _names_beside(self, comma: int) -> Span | None:
        """The names, and nothing but names, between two commas: "two activists, X and Y, were arrested"."""
        first = comma
        while first > 0 and (self._in_name(first - 1) or self.words[first - 1].low in ("and", ",")):
            first -= 1
        if first in (0, comma) or not self._in_name(comma - 1) or self.words[first].low != ",":
            return None
        return Span(start=self.words[first + 1].start, end=self.words[comma - 1].end)

    def _in_name(self, place: int) -> bool:
        """Whether a word belongs to the bare name of a person."""
        word = self.words[place]
        known = self.people.mentions_in(Span(start=self.sentence.start, end=self.sentence.end))
        return any(
            one.how == "name"
            and one.span.start <= word.start < one.span.end
            and self.people.name(one.ref).kind == "person"
            for one in known
        )

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
        if place > 1 and self.words[place].low.isdigit() and self.words[place - 1].low == ",":
            place -= 2  # the age in "X, 34, who"
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
        simple = self.simple_left(place)
        if simple is not None:
            span = Span(start=self.words[simple].start, end=self.mention_end(place))
            known = self.people.mentions_in(span)
            if known and self.people.name(known[-1].ref).kind == "person":
                return span
        return self.np_left(place)
