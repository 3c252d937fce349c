"""Names in their original script, romanised by a language's own table.

A table gives for each letter or group of letters, longest first, what it is in Latin. Where the vowel depends on the
consonant before it (Khmer), a consonant says its series, "k:1", and a vowel has one form a series, "a/ea". A value
that begins with "+" joins the next consonant to the one before it; "<" puts a vowel behind the consonant that follows.
"""

import re
from dataclasses import dataclass
from functools import cache

from .language import Language

#: Subscript consonants that leave the series of the one above them as it is.
_SONORANT = frozenset({"ng", "nh", "n", "m", "y", "r", "l", "v"})


@dataclass(slots=True)
class _Syllable:
    onset: str
    series: int = 0
    vowel: str = ""
    is_stacked: bool = False


def is_in(name: str, language: Language) -> bool:
    """Whether a name holds letters of the language's own script."""
    return any(letter in language.script for letter in name if letter > "\u024f")


def romanise(name: str, language: Language) -> str:
    """The name in Latin letters, near to how the language is romanised; what the table does not know stays."""
    parts = re.split(r"(\s+)", name)
    return "".join(part if not part.strip() else _romanise_word(part, language) for part in parts)


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    spellings = sorted(language.script, key=lambda each: (-len(each), each))
    return re.compile("|".join(map(re.escape, spellings)) + "|.", re.DOTALL)


def _romanise_word(word: str, language: Language) -> str:
    syllables: list[_Syllable] = []
    joins, waiting = False, ""
    for match in _pattern(language).finditer(word):
        value = language.script.get(match[0], match[0])
        if value == "+":
            joins = True
        elif value.startswith("<"):
            waiting = value[1:]
        elif ":" in value:
            onset, series = value.split(":")
            _add(syllables, onset, int(series), joins=joins)
            joins = False
            if waiting:
                syllables[-1].vowel, waiting = waiting, ""
        elif value.startswith("="):
            if syllables:
                syllables[-1].series = int(value[1:])
        elif value == "!":
            # a sign that silences the consonant before it
            if syllables and not syllables[-1].vowel:
                syllables.pop()
        else:
            _sound(syllables, value)
    return _join(syllables, language.inherent)


def _add(syllables: list[_Syllable], onset: str, series: int, *, joins: bool) -> None:
    if not joins or not syllables:
        syllables.append(_Syllable(onset, series))
        return
    above = syllables[-1]
    above.onset += onset if not above.onset.endswith(onset) else ""
    above.is_stacked = True
    if onset not in _SONORANT:
        above.series = series


def _sound(syllables: list[_Syllable], value: str) -> None:
    if not syllables:
        syllables.append(_Syllable(""))
    last = syllables[-1]
    first, _, second = value.partition("/")
    last.vowel += (second or first) if last.series == 2 else first


def _join(syllables: list[_Syllable], inherent: str) -> str:
    """Consonants without a vowel end the syllable before them, or carry the inherent vowel."""
    written, is_open = "", False
    for i, each in enumerate(syllables):
        following = syllables[i + 1] if i + 1 < len(syllables) else None
        if each.vowel or not inherent:
            written, is_open = written + each.onset + each.vowel, bool(each.vowel)
        elif is_open and (following is None or following.vowel or following.is_stacked is False is each.is_stacked):
            written, is_open = written + each.onset, False
        else:
            first, _, second = inherent.partition("/")
            written, is_open = written + each.onset + (second if each.series == 2 else first), True
    return written
