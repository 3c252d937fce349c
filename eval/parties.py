"""When two names mean the same person, body or group."""

import re
import unicodedata
from collections.abc import Iterable

_ARTICLES = {"the", "a", "an"}
_SMALL = _ARTICLES | {"of", "for", "and", "in", "to", "his", "her", "their", "its"}
_ENOUGH = 0.6  # two descriptions of a group agree on this share of their words; two different courts stay below it


def normalise(name: str) -> str:
    """A name without case, accents, possessive, leading article and parenthesised acronym."""
    bare = re.sub(r"\s*\([^)]*\)", "", name)
    split = unicodedata.normalize("NFKD", bare.casefold())
    plain = "".join(letter for letter in split if not unicodedata.combining(letter))
    plain = re.sub(r"[’‘ʼ`´]", "'", plain)
    plain = re.sub(r"'s\b|(?<=s)'(?!\w)", "", plain)
    words = re.findall(r"[\w.]+", plain.replace("'", ""))
    words = [word.rstrip(".") if len(word) > 2 else word for word in words]
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def same_name(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether a name or alias of the one equals one of the other."""
    return not {normalise(name) for name in one}.isdisjoint(normalise(name) for name in other)


def same_party(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two references mean the same: equal, an acronym, first and last name within, or nearly the same words."""
    ours, theirs = list(one), list(other)
    if not ours or not theirs:
        return not ours and not theirs
    return any(_agree(a, b) for a in ours for b in theirs)


def _agree(one: str, other: str) -> bool:
    a, b = normalise(one).split(), normalise(other).split()
    if not a or not b:
        return False
    return a == b or _is_acronym(one, b) or _is_acronym(other, a) or _holds(a, b) or _holds(b, a) or _nearly(a, b)


def _is_acronym(short: str, words: list[str]) -> bool:
    letters = short.strip().replace(".", "")
    initials = "".join(word[0] for word in words if word not in _SMALL)
    return len(letters) > 1 and letters.isupper() and letters.casefold() == initials


def _holds(longer: list[str], shorter: list[str]) -> bool:
    """Whether the first and last word of the shorter stand in the longer; a lone word must end or open it."""
    if len(shorter) == 1:
        return len(longer) > 1 and shorter[0] in (longer[0], longer[-1]) and shorter[0] not in _SMALL
    return {shorter[0], shorter[-1]} <= set(longer)


def _nearly(a: list[str], b: list[str]) -> bool:
    ours, theirs = set(a) - _SMALL, set(b) - _SMALL
    total = len(ours) + len(theirs)
    return total > 0 and 2 * len(ours & theirs) / total >= _ENOUGH
