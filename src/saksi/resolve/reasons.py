"""Why two names are alike, and where they differ, in words."""

from collections.abc import Iterable, Iterator, Sequence

from .alignment import Step
from .language import FIRST, SPACE, Language


def explain(steps: Iterable[Step], language: Language, *, is_turned: bool = False) -> tuple[str, ...]:
    """One line for each word that is not written alike: "Seoung ~ Soeung: same vowel".

    `is_turned` says that the names were compared the other way about.
    """
    found = (
        [(other, one, cost) if is_turned else (one, other, cost) for one, other, cost in part] for part in _parts(steps)
    )
    return tuple(_line(part, language) for part in found if any(cost for _, _, cost in part))


def _parts(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """The steps cut where both sides have a space."""
    part: list[Step] = []
    for one, other, cost in steps:
        if one == other == SPACE:
            yield part
            part = []
        else:
            part.append((one, other, cost))
    yield part


def _line(part: Sequence[Step], language: Language) -> str:
    sides = (_written(one for one, _, _ in part), _written(other for _, other, _ in part))
    ways = dict.fromkeys(way for step in part for way in _ways(step, language))
    return f"{' ~ '.join(side or '–' for side in sides)}: {', '.join(ways)}"


def _written(units: Iterable[str]) -> str:
    words = "".join(unit.removeprefix(FIRST) for unit in units).split()
    return " ".join(word.capitalize() for word in words)


def _ways(step: Step, language: Language) -> Iterator[str]:
    one, other, cost = step
    if not cost:
        return
    if SPACE in (one, other):
        yield "spacing"
        return
    if not one or not other:
        yield f"{_bare(one or other)} left out"
        return
    mine, theirs = language.sound(one), language.sound(other)
    if mine.kind != theirs.kind or mine.sound != theirs.sound:
        yield f"{_bare(one)} {'~' if language.is_near(one, other) else '≠'} {_bare(other)}"
    elif mine.mark == theirs.mark:
        yield f"same {mine.kind}"
    else:
        yield from (_extra(unit, sound.mark) for unit, sound in ((one, mine), (other, theirs)) if sound.mark)


def _extra(unit: str, letter: str) -> str:
    return f"{letter} doubled" if _bare(unit) == letter * 2 else f"{letter} not heard"


def _bare(unit: str) -> str:
    return unit.removeprefix(FIRST)
