"""Which language two names are compared in: that of their script, else the one in which they are most alike."""

from functools import cache

from .language import Language, languages
from .likeness import Likeness, compare, score
from .script import is_in
from .written import Of

#: Of the public figures no two spellings of one person are less alike letter by letter, long titles aside.
_HOPELESS = 0.15


def closest(one: str, other: str, of: Of = "person") -> Likeness:
    """The likeness of two names of which nobody said in what language they are."""
    known = languages_of(one, other)
    best = max(known, key=lambda language: score(one, other, language, of))
    return compare(one, other, best, of)


def highest(one: str, other: str, of: Of = "person") -> float:
    """The score of `closest` alone; what has hardly a letter in common is not looked at again in every language."""
    first, *others = languages_of(one, other)
    found = score(one, other, first, of)
    if found < _HOPELESS:
        return found
    return max(found, *(score(one, other, language, of) for language in others)) if others else found


def language_in(country: str) -> Language | None:
    """The language whose names a country bears, where it is known."""
    return next((language for language in _all() if country in language.countries), None)


def languages_of(*names: str) -> tuple[Language, ...]:
    """The language of the first original script among the names; all languages where they are in Latin letters."""
    for name in names:
        if name.isascii():
            continue
        own = [language for language in _all() if is_in(name, language)]
        if own:
            return (own[0],)
    return _all()


@cache
def _all() -> tuple[Language, ...]:
    # any language is tried first, so that the plainest reasons are given where it is as good as another
    return tuple(sorted(languages().values(), key=lambda language: (language.code != "general", language.code)))
