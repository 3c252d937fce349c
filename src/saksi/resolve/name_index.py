"""A list of names that can be searched by sound, fast enough to wait for.

Only names that share a sound key with what is asked, or differ from it in one consonant, are compared at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from .likeness import Likeness
from .sound_key import keys_of, near, turned_keys, whole_keys
from .tongues import closest, highest
from .written import Of

#: So many names at most are compared for one question, the nearest keys first: a list of one name cannot hang it.
_MOST = 2000


class Found(NamedTuple):
    """A name of the list, and how like it is to what was asked."""

    name: str
    likeness: Likeness


class NameIndex:
    """Names by their sound keys. The order in which they are given makes no difference."""

    def __init__(self, names: Iterable[str], of: Of = "person") -> None:
        self._of: Of = of
        self._whole: dict[str, list[str]] = defaultdict(list)
        self._word: dict[str, list[str]] = defaultdict(list)
        for name in sorted(set(names)):
            keys = keys_of(name, self._of)
            for key in whole_keys(keys):
                self._whole[key].append(name)
            for key in set(keys):
                self._word[key].append(name)

    def search(self, name: str, least: float, most: int = 20) -> list[Found]:
        """The names at least so like this one, the likest first; of one word, also those that hold such a word."""
        scored = ((highest(name, each, self._of), each) for each in self.reached(name))
        found = [(score, each) for score, each in scored if score >= least]
        found.sort(key=lambda each: (-each[0], each[1]))
        return [Found(each, closest(name, each, self._of)) for _, each in found[:most]]

    def reached(self, name: str) -> list[str]:
        """The names that are compared with this one, those of the same key first."""
        found: dict[str, None] = {}
        for names in self._lists(keys_of(name, self._of)):
            found.update(dict.fromkeys(names))
            if len(found) >= _MOST:
                break
        return list(found)[:_MOST]

    def pairs(self, most: int) -> tuple[list[tuple[str, str]], bool]:
        """The pairs of the list that are worth comparing, each once, and whether there are more than that.

        Those that share a key come before those that nearly do.
        """
        found: dict[tuple[str, str], None] = {}
        for one, other in self._pairs():
            pair = (one, other) if one < other else (other, one)
            if one == other or pair in found:
                continue
            if len(found) == most:
                return list(found), True
            found[pair] = None
        return list(found), False

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for key in sorted(self._whole):
            yield from combinations(self._whole[key], 2)
        names = sorted({name for names in self._whole.values() for name in names})
        for name in names:
            yield from ((name, other) for other in self.reached(name))

    def _lists(self, keys: tuple[str, ...]) -> Iterator[list[str]]:
        turned = sorted(turned_keys(keys))
        for key in turned:
            if key in self._whole:
                yield self._whole[key]
        if len(keys) == 1 and keys[0] in self._word:
            yield self._word[keys[0]]
        for key in sorted(set(near("".join(keys)))):
            if key in self._whole:
                yield self._whole[key]
