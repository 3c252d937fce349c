"""Names to keys that most spellings of a name share: the consonants that one hears, near ones as one.

The same for every language, so that a list can be searched without knowing whose names it holds.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from .language import languages
from .tongues import languages_of
from .written import Of, without_head, write

#: What is heard as one, longest first. "h" and what is not here are dropped, "r" where no vowel follows.
_HEARD = {
    "K": "kh gh hk ck k g q",
    "C": "tsch tch chh ch zh dj tj j",
    "S": "schtsch shch sch sh ss s z x c",
    "T": "tth th ht dh t d",
    "P": "ph hp p b f",
    "N": "ng nh ny gn n",
    "M": "m",
    "L": "l",
    "R": "r(?=[aeiouy])",
    "V": "(?<![a-z])[vw]",
}
_BY_SPELLING = sorted(
    ((spelling, key) for key, all_of in _HEARD.items() for spelling in all_of.split()), key=lambda each: -len(each[0])
)
_PATTERN = re.compile("|".join(f"({spelling})" for spelling, _ in _BY_SPELLING))
_KEY_OF = [key for _, key in _BY_SPELLING]
_ALPHABET = tuple(_HEARD)
#: Shorter keys have no neighbours: nearly every name would be one.
_LEAST = 3


def keys_of(name: str, of: Of = "person") -> tuple[str, ...]:
    """The key of each word of a name, in its order."""
    words = write(name, languages_of(name)[0], of).words
    # of whatever language: whoever asks need not know whose title it is
    return tuple(word_key(word) for word in without_head(words, _heads(of)))


@cache
def _heads(of: Of) -> frozenset[str]:
    known = languages().values()
    return frozenset().union(*(each.titles if of == "person" else each.place_words for each in known))


@lru_cache(maxsize=131072)
def word_key(word: str) -> str:
    """What is heard of a word's consonants; a sound that is written twice is heard once."""
    heard = "".join(_KEY_OF[match.lastindex - 1] for match in _PATTERN.finditer(word) if match.lastindex)
    return re.sub(r"(.)\1+", r"\1", heard) or "A"


def whole_keys(keys: tuple[str, ...]) -> set[str]:
    """The keys under which a name of these words is kept: as a whole, and with a later word left out."""
    found = {"".join(keys)}
    if len(keys) > 2:
        found.update("".join(keys[:i] + keys[i + 1 :]) for i in range(1, len(keys)))
    return found


def turned_keys(keys: tuple[str, ...]) -> set[str]:
    """The same for the orders in which the words may stand elsewhere."""
    orders = {keys, keys[1:] + keys[:1], keys[-1:] + keys[:-1]}
    return {whole for order in orders for whole in whole_keys(order)}


def near(key: str) -> Iterator[str]:
    """The keys that differ from this one in one consonant."""
    if len(key) < _LEAST:
        return
    for i in range(len(key) + 1):
        head, tail = key[:i], key[i:]
        for letter in _ALPHABET:
            yield head + letter + tail
            if tail and letter != tail[0]:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
