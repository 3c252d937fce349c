"""When two affiliations can be those of one person: only two bodies of different proper names clearly differ."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files

from .spelling import normal_name

_DATA = tomllib.loads(files(__package__).joinpath("affiliations.toml").read_text(encoding="utf-8"))
_GENERAL = frozenset(_DATA["general"])
_JOINING = frozenset(_DATA["joining"])


def is_proper(affiliation: str | None) -> bool:
    """Whether it names a body of its own: "Example Party" does, "the opposition" and "ruling party" do not."""
    if affiliation is None or affiliation.islower():
        return False
    return any(word not in _GENERAL for word in _words(affiliation))


def agree(one: str, other: str, across: Mapping[str, str]) -> bool:
    """Whether one names the other: by a known alias, an acronym, a short form, or the same words in another order."""
    mine, theirs = (across.get(normal_name(each), normal_name(each)) for each in (one, other))
    left, right = _words(mine), _words(theirs)
    return (
        mine == theirs
        or set(left) <= set(right)
        or set(right) <= set(left)
        or _is_acronym(one, right)
        or _is_acronym(other, left)
    )


def agreeing(affiliations: Iterable[str], across: Mapping[str, str]) -> list[frozenset[str]]:
    """The affiliations in sets, each holding whatever agrees with one of its own."""
    sets: list[frozenset[str]] = []
    for each in sorted(set(affiliations)):
        near = [known for known in sets if any(agree(each, other, across) for other in known)]
        sets = [known for known in sets if known not in near]
        sets.append(frozenset({each}).union(*near))
    return sets


def _words(affiliation: str) -> list[str]:
    return [word for word in normal_name(affiliation).split() if word not in _JOINING]


def _is_acronym(short: str, words: list[str]) -> bool:
    return short.isupper() and len(words) > 1 and normal_name(short) == "".join(word[0] for word in words)
