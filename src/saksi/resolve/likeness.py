"""How like two names are, for somebody who knows how their language is romanised, and why.

A likeness is evidence, never a decision: two people may share a name, and the most alike names may be two people's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from .alignment import Chunk, Line, Step, align, chunks, line_of, steps
from .language import FIRST, SPACE, Language, Units
from .reasons import explain
from .written import Of, Written, units_of, write

#: Below this a straight comparison is tried in other orders and with a word left out.
_GOOD = 0.9
#: Where less than this of the whole fits, no word is looked at by itself.
_HOPELESS = 0.5
#: What each of these leaves of the likeness.
_ORDER = 0.95
_LEFT_OUT = 0.86
_INITIAL = 0.84
_MARKS = 0.93
#: How much a light word (a family name that half a country bears) counts beside others.
_LIGHT = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """From 0 to 1, the language in whose sounds the names were compared, and the reasons in words."""

    score: float
    language: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fit:
    score: float
    left: Written
    right: Written
    notes: tuple[str, ...] = ()


def compare(one: str, other: str, language: Language, of: Of = "person") -> Likeness:
    """The likeness of two names as names of this language; the score does not depend on the order of the two."""
    is_turned = one > other
    fit = _best(write(min(one, other), language, of), write(max(one, other), language, of), language)
    ways = (*explain(_steps(fit, language), language, is_turned=is_turned), *fit.notes)
    return Likeness(score=fit.score, language=language.name, reasons=ways or ("same spelling",))


def score(one: str, other: str, language: Language, of: Of = "person") -> float:
    """The score of `compare` alone, which is all that a search needs of most names."""
    if one > other:
        one, other = other, one
    return _best(write(one, language, of), write(other, language, of), language).score


def _best(left: Written, right: Written, language: Language) -> _Fit:
    if not left.words or not right.words:
        return _Fit(0.0, left, right, ("no letters to compare",))
    # a romanised original runs its words together, so that its numbers are not seen
    if left.numbers != right.numbers and left.is_original == right.is_original:
        return _Fit(0.0, left, right, ("other numbers",))
    fit = _straight(left, right, language)
    if fit.score < _GOOD:
        fit = max((fit, *_otherwise(left, right, language)), key=lambda each: each.score)
    if left.equals != right.equals:
        fit = replace(fit, notes=(*fit.notes, "spellings known to be one name"))
    if left.marks and right.marks and left.marks != right.marks and left.words == right.words:
        return replace(fit, score=fit.score * _MARKS, notes=(*fit.notes, "accents differ"))
    return fit


def _straight(left: Written, right: Written, language: Language) -> _Fit:
    mine, theirs = _lines(left, right, language)
    table = align(mine, theirs, language)
    weight = max(mine.weight, theirs.weight)
    whole = max(0.0, 1.0 - table[-1][-1] / weight) if weight else 0.0
    if whole < _HOPELESS:
        return _Fit(whole / 2, left, right)
    return _Fit(_weigh(chunks(mine, theirs, table, language), mine, theirs, language), left, right)


def _weigh(parts: list[Chunk], mine: Line, theirs: Line, language: Language) -> float:
    """Half the whole, half the worst word: a wrong family name cannot hide behind a long given name."""
    shares = [_LIGHT if language.light and _is_light(each, mine, theirs, language) else 1.0 for each in parts]
    weight = loss = 0.0
    worst = 1.0
    for each, share in zip(parts, shares, strict=True):
        weight += each.weight * share
        loss += each.loss * share
        worst = min(worst, 1.0 - (1.0 - each.likeness) * share)
    return (max(0.0, 1.0 - loss / weight) + worst) / 2 if weight else 0.0


def _is_light(part: Chunk, mine: Line, theirs: Line, language: Language) -> bool:
    sides = (mine.units[slice(*part.left)], theirs.units[slice(*part.right)])
    words = [word.removeprefix(FIRST) for side in sides for word in "".join(side).replace(FIRST, "").split()]
    return all(word in language.light for word in words)


def _steps(fit: _Fit, language: Language) -> list[Step]:
    mine, theirs = _lines(fit.left, fit.right, language)
    return steps(mine, theirs, align(mine, theirs, language), language)


def _otherwise(left: Written, right: Written, language: Language) -> Iterator[_Fit]:
    """The names in another order, with a word that one of them leaves out, with initials written out."""
    is_longer = len(left.words) > len(right.words)
    few, many = (right, left) if is_longer else (left, right)
    if left.is_original != right.is_original and (left.titles or right.titles):
        # a script that is written without spaces runs titles and names together
        yield _straight(_titled(left), _titled(right), language)
    for words, share, note in _variants(few.words, many.words):
        changed = replace(many, words=words)
        if not _begin_alike(few, changed, language):
            continue
        fit = _straight(changed, few, language) if is_longer else _straight(few, changed, language)
        yield replace(fit, score=fit.score * share, notes=(note,))


def _titled(name: Written) -> Written:
    return replace(name, words=name.titles + name.words, titles=())


def _variants(few: tuple[str, ...], many: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], float, str]]:
    """What the longer name may have been, how much of the likeness that leaves, and the reason in words."""
    if len(few) == 1 or len(many) == 1:
        return
    for words in sorted({many[i:] + many[:i] for i in range(1, len(many))} - {many}):
        yield words, _ORDER, "another order"
    if len(few) < len(many):
        for i in range(1, len(many)):
            yield many[:i] + many[i + 1 :], _LEFT_OUT, f"{many[i].capitalize()} left out"
        return
    pairs = list(zip(few, many, strict=True))
    spelled = tuple(mine if _is_initial(mine, theirs) else theirs for mine, theirs in pairs)
    if spelled != many:
        yield spelled, _INITIAL, "an initial"


def _is_initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one != other and one[0] == other[0]


def _begin_alike(few: Written, many: Written, language: Language) -> bool:
    """Whether the first sounds could be one, which is soon seen."""
    one, other = language.units(few.words[0])[0], language.units(many.words[0])[0]
    return language.costs[one][other] < language.gaps[one]


def _lines(left: Written, right: Written, language: Language) -> tuple[Line, Line]:
    if language.is_abjad and left.is_original != right.is_original:
        return _consonants(left.words, language), _consonants(right.words, language)
    return _line(left.words, language), _line(right.words, language)


@lru_cache(maxsize=131072)
def _line(words: tuple[str, ...], language: Language) -> Line:
    return line_of(units_of(words, language), language)


@lru_cache(maxsize=8192)
def _consonants(words: tuple[str, ...], language: Language) -> Line:
    """Without vowels, which the original does not write."""
    units: Units = units_of(words, language)
    kept = tuple(each for each in units if each == SPACE or language.sound(each).kind == "consonant")
    return line_of(kept, language)
