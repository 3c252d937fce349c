"""Who is held, tried, freed or hurt by the words beside a mention: whose case a story is about.

An official who speaks in between is not released, and "his lawyer" is not his: such words point to a patient.
"""

import re
from collections.abc import Sequence
from functools import cache

from .naming import singular, words_of
from .tokens import Token

_AHEAD, _BACK = 16, 6  # words beside a mention in which its verb is looked for
_BESIDE = re.compile(r"^(?:, (?:[^,]{1,80} , )?)?(?:who )?")
_POSSESSIVES = frozenset({"his", "her", "their"})
_OBJECTS = frozenset({"him", "her", "them"})
_OPENERS = frozenset({"of", "against"})


def undergoes(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether something is done to whom these tokens mean: "was arrested", "freed X", "X's trial", "his release"."""
    ahead = _words(tokens, last, range(last + 1, last + _AHEAD))
    if first == last and _is_made_to(tokens, last):
        return True
    if tokens[last].owns or is_possessive(tokens, last):
        return _first_noun(ahead) in words_of("custody", "nouns")
    clause = _BESIDE.sub("", " ".join(ahead) + " ")
    return _suffers().match(clause) is not None or _is_object(
        _words(tokens, first, range(first - 1, first - _BACK, -1))
    )


def undergo_together(tokens: Sequence[Token], last: int) -> bool:
    """Whether the verb behind is that of several, so that whoever is named before bears it too: "were arrested"."""
    ahead = _BESIDE.sub("", " ".join(_words(tokens, last, range(last + 1, last + _AHEAD))) + " ")
    return ahead.startswith(("were ", "are ", "have "))


def is_possessive(tokens: Sequence[Token], number: int) -> bool:
    """Whether a pronoun owns what follows: "her trial", not "freed her on Monday"."""
    if tokens[number].lower != "her":
        return tokens[number].lower in _POSSESSIVES
    after = _words(tokens, number, range(number + 1, number + 2))
    is_noun = bool(after) and after[0][0].isalnum() and after[0] not in words_of("words", "function")
    return is_noun and not _is_made_to(tokens, number)


def _is_made_to(tokens: Sequence[Token], number: int) -> bool:
    """Whether a pronoun is whom somebody has held or freed: "ordered her held", not "her detained brother"."""
    after = _words(tokens, number, range(number + 1, number + 3))
    if tokens[number].lower not in _OBJECTS or not after or after[0] not in words_of("custody", "undergone"):
        return False
    return len(after) == 1 or not after[1][0].isalnum() or after[1] in words_of("words", "function")


def relation_of(tokens: Sequence[Token], number: int) -> str:
    """The kin or counsel that a possessive stands before: "mother" for "his elderly mother"; else nothing."""
    if not is_possessive(tokens, number):
        return ""
    noun = singular(_first_noun(_words(tokens, number, range(number + 1, number + 4))))
    return noun if noun in words_of("custody", "relations") else ""


def _words(tokens: Sequence[Token], beside: int, numbers: range) -> list[str]:
    """The words at these places, as far as the sentence of `beside` reaches."""
    inside = (n for n in numbers if 0 <= n < len(tokens) and tokens[n].sentence == tokens[beside].sentence)
    return [tokens[n].lower for n in inside]


def _first_noun(ahead: Sequence[str]) -> str:
    """The first of these words that is a custody noun or a relation, over adjectives."""
    known = words_of("custody", "nouns") | words_of("custody", "relations")
    near = ahead[:3]
    return next((word for word in near if singular(word) in known or word in known), "")


def _is_object(back: Sequence[str]) -> bool:
    """Whether a custody verb stands before, or "of" behind a custody noun, with nothing but a noun phrase between."""
    for place, word in enumerate(back):
        if word in words_of("custody", "undergone") | words_of("custody", "done"):
            return place + 1 >= len(back) or back[place + 1] not in words_of("custody", "auxiliaries") - {"to", "not"}
        if word in _OPENERS:
            near = back[place + 1 : place + (_BACK if word == "against" else 2)]
            return any(noun in words_of("custody", "nouns") for noun in near)
        if not word[0].isalnum() or word in words_of("words", "function") - {"a", "an", "the", "and", "former"}:
            return False
    return False


@cache
def _suffers() -> re.Pattern[str]:
    helper = rf"(?:(?:{'|'.join(sorted(words_of('custody', 'auxiliaries')))}|\w+ly) )"
    undergone = "|".join(sorted(words_of("custody", "undergone")))
    states = "|".join(sorted(words_of("custody", "states")))
    nouns = "|".join(sorted(words_of("custody", "nouns") | {"court"}))
    passive = rf"(?:is|are|was|were|be|been|being|got) {helper}*"
    return re.compile(
        rf"{helper}*{passive}(?:found guilty|{undergone})\b|{helper}*(?:{states}) (?:\w+ ){{0,3}}?(?:{nouns})\b"
    )
