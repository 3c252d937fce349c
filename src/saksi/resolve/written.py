"""A name as it is written, made ready for comparison: words in small Latin letters, without titles."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from .language import SPACE, Language, Units
from .script import is_in, romanise

Of = Literal["person", "place"]

_WORD = re.compile(r"[a-z]+|[0-9]+|[^\W\d_]+")
_JOINED = re.compile(r"[’'`ʼ‘\u200b\u200c\u200d]")
#: Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "đ": "d", "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "ð": "d", "þ": "th", "ə": "a"}
)
#: Longer names are compared by their first words: no person's name is longer, and every input is hostile.
_MOST_LETTERS = 64
_LONGEST_WORD = 32


@dataclass(frozen=True, slots=True)
class Written:
    """A name in words. `marks` are the accents that it was written with; `is_original` says that it was romanised."""

    words: tuple[str, ...]
    marks: str = ""
    is_original: bool = False
    #: words that a table replaced by another spelling of the same name
    equals: tuple[str, ...] = ()
    #: the titles that stood before it
    titles: tuple[str, ...] = ()
    #: the numbers in it, as digits: places that differ in them are different places
    numbers: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def write(name: str, language: Language, of: Of = "person") -> Written:
    """The name without case, particles, and the titles or kinds of place around it; numbers as words.

    What consists of such words alone keeps them.
    """
    is_original = is_in(name, language)
    small = _JOINED.sub("", (romanise(name, language) if is_original else name).casefold().translate(_LETTERS))
    apart = unicodedata.normalize("NFKD", small)
    letters = "".join(each for each in apart if not unicodedata.combining(each))
    words = [word[:_LONGEST_WORD] for word in _WORD.findall(letters)]
    titles: tuple[str, ...] = ()
    if of == "person":
        kept = without_head(words, language.titles)
        titles = tuple(words[: len(words) - len(kept)])
    else:
        kept = without_head(without_head(words, language.place_words)[::-1], language.place_words)[::-1]
    kept = [word for word in kept if word not in language.particles] or kept
    kept = _first_words(kept)
    said = {digits: word for word, digits in language.numbers.items()}
    return Written(
        words=tuple(said.get(word, language.equals.get(word, word)) for word in kept),
        marks="" if is_original else _marked(apart),
        is_original=is_original,
        titles=titles,
        equals=tuple(word for word in kept if word in language.equals),
        numbers=tuple(language.numbers.get(word, word) for word in kept if _is_number(word, language, of)),
    )


def _first_words(words: list[str]) -> list[str]:
    lengths = accumulate(len(word) for word in words)
    return [word for word, length in zip(words, lengths, strict=True) if length <= _MOST_LETTERS]


def _is_number(word: str, language: Language, of: Of) -> bool:
    """Whether it is a number; number words are that in names of places only."""
    return word.isdigit() or (of == "place" and word in language.numbers)


def without_head(words: Sequence[str], heads: frozenset[str]) -> list[str]:
    """The words without those before the first that is none of these; all of them where all are."""
    first = next((i for i, word in enumerate(words) if word not in heads), 0)
    return list(words[first:])


def units_of(words: tuple[str, ...], language: Language) -> Units:
    """The units of all words, with a space between two."""
    found: list[str] = []
    for word in words:
        if found:
            found.append(SPACE)
        found += language.units(word)
    return tuple(found)


def _marked(apart: str) -> str:
    """The letters with their accents where there are any: "nguyên dai" and "nguyên đài" differ in them alone."""
    has_marks = any(unicodedata.combining(each) for each in apart)
    return " ".join(apart.split()) if has_marks else ""
