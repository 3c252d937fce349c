"""Names in their original script, romanised by a language's own table.

A table gives for each letter or group of letters, longest first, what it is in Latin. Where the vowel depends on the
consonant before it (Khmer), a consonant says its series, "k:1", and a vowel has one form a series, "a/ea". A value
"+" joins the next consonant to the one before it, and one that begins with "^" joins itself; "<" puts a vowel behind
the consonant that follows, "=1" or "=2" sets the series, "!" silences the consonant before it.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from .language import Language

#: Subscript consonants that leave the series of the one above them as it is.
_SONORANT = frozenset({"ng", "nh", "n", "m", "y", "r", "l", "v"})
_NEVER_FINAL = ("", "h")
#: A syllable that ends otherwise has its final consonant in the vowel sign.
_OPEN = tuple("aeiou")


@dataclass(slots=True)
class _Syllable:
    onset: str
    series: int = 0
    vowel: str = ""
    first: str = ""


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
    # signs without a sound may stand between those that are read together
    heard = "".join(letter for letter in word if language.script.get(letter) != "")
    for match in _pattern(language).finditer(heard):
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
        elif value.startswith("^"):
            _add(syllables, value[1:], syllables[-1].series if syllables else 1, joins=True)
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
        syllables.append(_Syllable(onset, series, first=onset))
        return
    above = syllables[-1]
    above.onset += onset if not above.onset.endswith(onset) else ""
    if onset not in _SONORANT:
        above.series = series


def _sound(syllables: list[_Syllable], value: str) -> None:
    if not syllables:
        syllables.append(_Syllable(""))
    last = syllables[-1]
    first, _, second = value.partition("/")
    last.vowel += (second or first) if last.series == 2 else first


def _join(syllables: list[_Syllable], inherent: str) -> str:
    """Consonants without a vowel end the syllable before them, or carry the inherent vowel, in turns."""
    written, is_open = "", False
    for i, each in enumerate(syllables):
        if each.vowel or not inherent:
            written, is_open = written + each.onset + each.vowel, each.vowel[-1:] in _OPEN
        elif is_open and sum(1 for _ in takewhile(_can_end, syllables[i:])) % 2:
            # of consonants that end a syllable together the first is heard
            written, is_open = written + each.first, False
        else:
            first, _, second = inherent.partition("/")
            written, is_open = written + each.onset + (second if each.series == 2 and second else first), True
    return written


def _can_end(each: _Syllable) -> bool:
    """Whether it can end a syllable: without a vowel of its own, and no cluster with r, which begins one."""
    is_cluster = each.onset != each.first
    return not each.vowel and each.onset not in _NEVER_FINAL and not (is_cluster and each.onset.endswith("r"))
