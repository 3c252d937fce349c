"""A unit of text as words, marks and whole quotations, and the small closed classes of English that divide clauses."""

import re
from dataclasses import dataclass
from typing import Literal

from saksi.model import Span

from .quotes import Unit
from .speech_words import words_of

Kind = Literal["word", "mark", "quotation"]

_TOKEN = re.compile(r"\w(?:[\w’'&/.-]*\w)?|[^\w\s]")
_ABBREVIATION = re.compile(
    r"Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Brig|Adm|Cpl|Cmdr|Sgt|Sen|Rep|Gov|St|Jr|Sr|Prof|Rev|Hon|No|Inc|Ltd|Co|Corp|vs|"
    r"(?:[A-Z]\.)*[A-Z]|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec"
)
_LETTER = re.compile(r"\w")
_AUXILIARIES = words_of("auxiliaries")
_PAST = words_of("pasts")
_CONTRACTED = re.compile(r".*n['’]t|\w+['’](?:re|ve|ll|d|m)|(?:he|she|it|that|there|who)['’]s")
SUBJECT_PRONOUNS = words_of("subject_pronouns")
RELATIVES = words_of("relatives")
DETERMINERS = words_of("determiners")
PREPOSITIONS = words_of("prepositions")
SUBORDINATORS = words_of("subordinators")
PARTICIPLES = words_of("participles")
_ADVERBS = words_of("adverbs")
_NOUNS_IN_LY = frozenset(["family", "assembly", "anomaly", "monopoly", "rally", "bully", "reply", "supply"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word, a mark, or a quotation as one opaque piece."""

    text: str
    span: Span
    kind: Kind

    @property
    def low(self) -> str:
        """The word in small letters; nothing for a quotation."""
        return "" if self.kind == "quotation" else self.text.lower()


def split_tokens(text: str, unit: Unit) -> tuple[Token, ...]:
    """The tokens of a unit."""
    tokens: list[Token] = []
    start = unit.span.start
    for one in unit.quotations:
        tokens += _plain(text, start, one.span.start, unit.sentences)
        tokens.append(Token(text=one.span.of(text), span=one.span, kind="quotation"))
        start = one.span.end
    return (*tokens, *_plain(text, start, unit.span.end, unit.sentences))


def _plain(text: str, start: int, end: int, sentences: tuple[Span, ...]) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        kind: Kind = "word" if match[0][0].isalnum() else "mark"
        begin = match.start()
        if match[0] == "." and found and _abbreviates(text, found[-1], _bound(match.start(), end, sentences)):
            begin, kind = found.pop().span.start, "word"
        span = Span(start=begin, end=match.end())
        found.append(Token(text=span.of(text), span=span, kind=kind))
    return found


def _bound(place: int, end: int, sentences: tuple[Span, ...]) -> int:
    """Where the sentence that holds a place ends, or the stretch of it that is looked at."""
    return min(end, next((one.end for one in sentences if one.start <= place < one.end), end))


def _abbreviates(text: str, word: Token, bound: int) -> bool:
    """Whether the full stop after a word belongs to it: its sentence goes on, and the word is short or no new one."""
    rest = _LETTER.search(text, word.span.end, bound)
    if rest is None or text[word.span.end] != "." or word.kind != "word":
        return False
    goes_on = re.compile(r"\. ?[a-z0-9,]").match(text, word.span.end) is not None
    return goes_on or _ABBREVIATION.fullmatch(word.text) is not None


def is_finite(token: Token) -> bool:
    """Whether a word surely is a finite verb or an auxiliary."""
    low = token.low
    return low in _AUXILIARIES or (("’" in low or "'" in low) and _CONTRACTED.fullmatch(low) is not None)


def is_past(token: Token) -> bool:
    """Whether a word is an irregular past form, which no noun phrase holds."""
    return token.low in _PAST


def looks_finite(token: Token) -> bool:
    """Whether a word may be a finite verb: an auxiliary, or a past form."""
    low = token.low
    past = low in _PAST or (len(low) > 4 and low.endswith("ed") and token.text[0].islower())
    return past or is_finite(token)


def is_adverbial(token: Token) -> bool:
    """Whether a word may stand between a subject and its verb."""
    low = token.low
    is_manner = len(low) > 4 and low.endswith("ly") and token.text[0].islower() and low not in _NOUNS_IN_LY
    return low in _ADVERBS or is_finite(token) or is_manner
