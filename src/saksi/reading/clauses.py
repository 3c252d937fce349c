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
    r"Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Sen|Rep|Gov|St|Jr|Prof|Rev|Hon|No|U\.S|U\.N|[A-Z]|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
)
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
        tokens += _plain(text, start, one.span.start)
        tokens.append(Token(text=one.span.of(text), span=one.span, kind="quotation"))
        start = one.span.end
    return (*tokens, *_plain(text, start, unit.span.end))


def _plain(text: str, start: int, end: int) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        kind: Kind = "word" if match[0][0].isalnum() else "mark"
        begin = match.start()
        if match[0] == "." and found and match.end() < end and _ABBREVIATION.fullmatch(found[-1].text):
            begin, kind = found.pop().span.start, "word"
        span = Span(start=begin, end=match.end())
        found.append(Token(text=span.of(text), span=span, kind=kind))
    return found


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
    return low in _ADVERBS or is_finite(token) or (len(low) > 4 and low.endswith("ly") and token.text[0].islower())
