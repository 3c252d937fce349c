"""The words of a document, each with its place, its sentence and whether it stands inside quotation marks."""

import re
from dataclasses import dataclass

from .page import Page, Sentence

_ABBREVIATED = "Mr|Mrs|Ms|Dr|Prof|Rev|Fr|Hon|St|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|Cpl|Rep|Sen|Gov"
_WORD = re.compile(
    rf"(?:{_ABBREVIATED})\.|(?:[^\W\d_]\.){{2,}}|[A-Z]\.(?=\s[A-Z])|"
    r"(?:al|el|Al|El)-[^\W\d_]+|[^\W_]+(?:[-’'][^\W_]+)*|[^\w\s]"
)
_POSSESSIVE = re.compile(r"[’']s$")
_OPEN, _CLOSE = "“«", "”»"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a sentence. `end` excludes a possessive 's, which `owns` tells of; `number` is its index."""

    number: int
    start: int
    end: int
    text: str
    sentence: int
    quoted: bool
    owns: bool

    @property
    def lower(self) -> str:
        """Its word in lower case, with straight apostrophes."""
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number rather than a mark."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper() or (self.text[:3] in ("al-", "el-") and self.text[3:4].isupper())

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals throughout: CNRP, NGOs."""
        bare = self.text.rstrip("s").replace(".", "")
        return len(bare) > 1 and bare.isupper() and bare.isalpha()


def tokens_of(page: Page, sentences: tuple[Sentence, ...]) -> tuple[Token, ...]:
    """The words and marks of these sentences, in order."""
    found: list[Token] = []
    paragraph, quoted = -1, False
    for number, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            paragraph, quoted = sentence.paragraph, False
        quoted = _tokenise(page.text, sentence, number, quoted, found)
    return tuple(found)


def _tokenise(text: str, sentence: Sentence, number: int, quoted: bool, found: list[Token]) -> bool:
    for match in _WORD.finditer(text, sentence.span.start, sentence.span.end):
        word = match.group()
        if (
            word[-1] == "."
            and word.count(".") == 1
            and len(word) > 3
            and found
            and _follows_name(found[-1], match.start())
        ):
            word = word[:-1]  # "Hun Sen." ends a sentence; "Sen. Jones" does not
        if word in _OPEN or (word == '"' and not quoted):
            quoted = True
        elif word in _CLOSE or word == '"':
            quoted = False
        owns = _POSSESSIVE.search(word) is not None
        end = match.start() + len(word) - (2 if owns else 0)
        bare = word[:-2] if owns else word
        owns = owns or (word.endswith("s") and text[end : end + 2] in ("’ ", "' "))
        found.append(Token(len(found), match.start(), end, bare, number, quoted, owns))
    return quoted


def _follows_name(before: Token, start: int) -> bool:
    return before.is_capital and before.is_word and not before.text.endswith(".") and before.end == start - 1
