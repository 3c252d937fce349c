"""A language as far as its names go: which spellings stand for which sound, and what it costs to take one for another.

The data are `languages/*.toml`. A word is cut into *units*: spellings of one sound, such as "oeu" or "chh". The unit at
the beginning of a word is marked with ^, because what a name begins with is rarely mistaken.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal, NamedTuple, TypeAlias

Units: TypeAlias = tuple[str, ...]
Kind = Literal["consonant", "vowel", "space"]

#: The unit between two words, and the mark of the first unit of a word.
SPACE = " "
FIRST = "^"
#: What no alignment chooses: a space taken for a sound.
_NEVER = 99.0
_VOWELS = "aeiou"
#: A y that no vowel stands beside is an i.
_FINAL_Y = re.compile("(?<![aeiou])y(?![aeiou])")


class Sound(NamedTuple):
    """What a unit stands for; `mark` is the letter that is doubled or silent in it."""

    kind: Kind
    sound: str
    mark: str = ""


class _Costs(dict[str, float]):
    """The costs from one unit to others, worked out when first asked for."""

    def __init__(self, one: str, language: "Language") -> None:
        super().__init__()
        self._one, self._language = one, language

    def __missing__(self, other: str) -> float:
        cost = self[other] = self._language.cost(self._one, other)
        return cost


class _CostTable(dict[str, _Costs]):
    def __init__(self, language: "Language") -> None:
        super().__init__()
        self._language = language

    def __missing__(self, one: str) -> _Costs:
        row = self[one] = _Costs(one, self._language)
        return row


class _Gaps(dict[str, float]):
    def __init__(self, language: "Language") -> None:
        super().__init__()
        self._language = language

    def __missing__(self, unit: str) -> float:
        cost = self[unit] = self._language.gap(unit)
        return cost


class Language:
    """The sounds, costs and customs of one language. Compare by identity; `LANGUAGES` holds the only ones."""

    def __init__(self, code: str, data: Mapping[str, object]) -> None:
        self.code = code
        self.name = str(data["name"])
        self.countries = tuple(_strings(data.get("countries")))
        self.titles = _words(data.get("titles"))
        self.particles = _words(data.get("particles"))
        self.light = _words(data.get("light"))
        self.numbers = {word: str(n) for n, word in enumerate(str(data.get("numbers", "")).split(), start=1)}
        self.place_words = _words(data.get("place_words"))
        self.equals = _equals(data.get("equals"))
        self.script: Mapping[str, str] = _table(data.get("script"))
        self.inherent = str(data.get("inherent", ""))
        self.is_abjad = bool(data.get("abjad", False))
        self._costs = {key: float(value) for key, value in _table(data.get("costs")).items()}
        self._gaps = {key: float(value) for key, value in _table(data.get("gaps")).items()}
        self._near = _near(_table(data.get("near")))
        self._sounds = _sounds(data)
        self._silent = str(data.get("silent", ""))
        self.costs = _CostTable(self)
        self.gaps = _Gaps(self)
        self.units = cache(self._cut)

    def sound(self, unit: str) -> Sound:
        """The sound that a unit stands for; a letter that the language does not know is a consonant of its own."""
        if unit == SPACE:
            return Sound("space", SPACE)
        spelling = unit.removeprefix(FIRST)
        if spelling in self._sounds:
            return self._sounds[spelling]
        shorter = self._sounds.get(spelling[:-1])
        return Sound("consonant", spelling) if shorter is None else shorter._replace(mark=spelling[-1])

    def gap(self, unit: str) -> float:
        """What it costs to leave a unit out; also how much it weighs."""
        if unit == SPACE:
            return self._costs["space"]
        kind, sound, _ = self.sound(unit)
        cost = self._gaps.get(sound, self._costs[kind])
        return cost * self._costs["first"] if unit.startswith(FIRST) else cost

    def cost(self, one: str, other: str) -> float:
        """What it costs to take one unit for another: nothing for the same, little for the same sound."""
        if one == other:
            return 0.0
        mine, theirs = self.sound(one), self.sound(other)
        if "space" in (mine.kind, theirs.kind):
            return _NEVER
        if mine.kind != theirs.kind:
            return self._costs["mixed"]
        marks = sum(self._costs["silent"] for each in (mine, theirs) if each.mark) if mine.mark != theirs.mark else 0.0
        if mine.sound == theirs.sound:
            is_spelled_alike = _bare(one, mine) == _bare(other, theirs)
            return marks + (0.0 if is_spelled_alike else self._costs["spelling"])
        far = self._costs[f"far_{mine.kind}"]
        return marks + self._near.get((mine.sound, theirs.sound), far) * self._emphasis(one, other, mine.kind)

    def is_near(self, one: str, other: str) -> bool:
        """Whether the language itself is known to confuse the two."""
        return (self.sound(one).sound, self.sound(other).sound) in self._near

    def _emphasis(self, one: str, other: str, kind: Kind) -> float:
        if kind != "consonant":
            return 1.0
        both = one.startswith(FIRST) + other.startswith(FIRST)
        return 1.0 + (self._costs["first"] - 1.0) * both / 2

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        vowels = [each for each, sound in self._sounds.items() if sound.kind == "vowel"]
        consonants = [each for each, sound in self._sounds.items() if sound.kind == "consonant"]
        consonants += [each * 2 for each in consonants if len(each) == 1 and each * 2 not in self._sounds]
        # y and w after a vowel belong to it, unless they begin the next syllable; silent letters likewise
        ended = (re.escape(each) + (f"(?![{_VOWELS}])" if each[-1] in "yw" else "") for each in _longest(vowels))
        silent = f"(?:[{self._silent}](?![{_VOWELS}y]))?" if self._silent else ""
        return re.compile(f"((?:{'|'.join(ended)}){silent})|{'|'.join(map(re.escape, _longest(consonants)))}|.")

    def _cut(self, word: str) -> Units:
        found = [match[0] for match in self._pattern.finditer(_FINAL_Y.sub("i", word))]
        return (FIRST + found[0], *found[1:]) if found and self.sound(found[0]).kind == "consonant" else tuple(found)


def _bare(unit: str, sound: Sound) -> str:
    spelling = unit.removeprefix(FIRST)
    return spelling[:-1] if sound.mark else spelling


def _longest(spellings: Iterable[str]) -> list[str]:
    return sorted(spellings, key=lambda each: (-len(each), each))


def _words(given: object) -> frozenset[str]:
    return frozenset(str(given or "").split())


def _strings(given: object) -> list[str]:
    return [str(each) for each in given] if isinstance(given, list) else []


def _table(given: object) -> Mapping[str, str]:
    return {str(key): str(value) for key, value in given.items()} if isinstance(given, dict) else {}


def _sounds(data: Mapping[str, object]) -> dict[str, Sound]:
    found: dict[str, Sound] = {}
    kinds: tuple[Kind, ...] = ("consonant", "vowel")
    for kind in kinds:
        for sound, spellings in _table(data[f"{kind}s"]).items():
            for spelling in spellings.split():
                found.setdefault(spelling, Sound(kind, sound))
    return found


def _near(table: Mapping[str, str]) -> dict[tuple[str, str], float]:
    found = {}
    for pair, cost in table.items():
        one, other = pair.split()
        found[one, other] = found[other, one] = float(cost)
    return found


def _equals(given: object) -> dict[str, str]:
    """Words that stand for one name though they sound apart, each to the first of its line."""
    lines = (line.split() for line in str(given or "").splitlines())
    return {word: line[0] for line in lines if line for word in line}


def _load() -> dict[str, Language]:
    folder = files(__package__).joinpath("languages")
    paths = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name)
    read = ((each.name.removesuffix(".toml"), tomllib.loads(each.read_text(encoding="utf-8"))) for each in paths)
    return {code: Language(code, data) for code, data in read}


@cache
def languages() -> Mapping[str, Language]:
    """Every language by its code."""
    return _load()
