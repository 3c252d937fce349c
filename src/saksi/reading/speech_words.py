"""The lexicon of speech, read from TOML: words of saying, and the closed classes around them."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NotRequired, TypedDict, cast

from saksi.model import Stance

Part = Literal["verb", "noun", "preposition"]


class _Group(TypedDict):
    stance: Stance
    takes: NotRequired[str]
    forms: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A form of the lexicon: what must follow it, and the stance by default."""

    part: Part
    takes: frozenset[str]
    stance: Stance


@cache
def lexicon() -> Mapping[tuple[str, ...], Entry]:
    """Every verb and preposition by its words; a form of several groups is licensed by each."""
    entries: dict[tuple[str, ...], Entry] = {}
    parts: tuple[Part, ...] = ("verb", "preposition")
    for part in parts:
        for form, group in _forms(part):
            words = tuple(form.split(" "))
            known = entries.get(words)
            takes = frozenset([group.get("takes", part)]) | (known.takes if known else frozenset())
            entries[words] = Entry(part=part, takes=takes, stance=known.stance if known else group["stance"])
    return entries


@cache
def nouns() -> Mapping[str, Entry]:
    """The nouns of saying; many are verb forms too."""
    takes = frozenset(["noun"])
    return {form: Entry(part="noun", takes=takes, stance=group["stance"]) for form, group in _forms("noun")}


@cache
def ambiguous() -> frozenset[str]:
    """Verb forms that are nouns more often."""
    return frozenset(cast(dict[str, list[str]], _read("speech")["noun_first"])["forms"])


def behaviour(name: str) -> frozenset[str]:
    """The forms that behave in one way."""
    return frozenset(cast(dict[str, list[str]], _read("speech")["behaviour"])[name])


def words_of(name: str) -> frozenset[str]:
    """A closed class of words."""
    return frozenset(cast(list[str], _read("clauses")[name]))


def _forms(part: Part) -> Iterator[tuple[str, _Group]]:
    for group in cast(dict[str, _Group], _read("speech")[part]).values():
        for line in group["forms"]:
            yield from ((form, group) for form in line.split(", "))


@cache
def _read(name: str) -> Mapping[str, object]:
    return tomllib.loads((files("saksi.reading") / "lexicon" / f"{name}.toml").read_text(encoding="utf-8"))
