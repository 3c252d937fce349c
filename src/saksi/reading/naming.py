"""The English words and the countries that names are told by, read once from the lexicon."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words_of(section: str, key: str) -> frozenset[str]:
    """A list of words of `people.toml`, in lower case."""
    return frozenset(_listed("people.toml")[section][key].lower().split())


@cache
def seats() -> dict[str, str]:
    """For each role that has synonyms, one word that stands for all of them: chief and head are "president"."""
    groups = (group.split() for group in _listed("people.toml")["persons"]["same"])
    return {word: group[0] for group in groups for word in group}


@cache
def inverse_relations() -> dict[str, frozenset[str]]:
    """What somebody is called by their own relative: to a mother, a son, daughter or child."""
    rows = (row.split(" = ") for row in _listed("people.toml")["custody"]["inverse"])
    return {word: frozenset(called.split()) for words, called in rows for word in words.split()}


@cache
def countries() -> dict[str, str]:
    """Every name of a country, and the one that it goes by here."""
    return {name: names[0] for names, _, _ in gazetteer() for name in names}


@cache
def country_of(place: str) -> str | None:
    """The country that a place is, or lies in, where it is one of its large towns."""
    inside = {town: names[0] for names, _, towns in gazetteer() for town in towns}
    return countries().get(place) or inside.get(place)


@cache
def demonyms() -> frozenset[str]:
    """Adjectives of countries and regions, singular and plural."""
    regional = _split(_listed("places.toml")["region_adjectives"])
    single = {word for _, adjectives, _ in gazetteer() for word in adjectives} | set(regional)
    return frozenset(single | {word + "s" for word in single})


@cache
def towns() -> frozenset[str]:
    """Capitals, large towns and regions of the world."""
    regions = _split(_listed("places.toml")["regions"])
    return frozenset({town for _, _, places in gazetteer() for town in places} | set(regions))


@cache
def gazetteer() -> tuple[tuple[list[str], list[str], list[str]], ...]:
    """For each country its names, its adjectives and its large towns."""
    lines = _listed("places.toml")["countries"].strip().splitlines()
    rows = (line.split(";") for line in lines)
    return tuple(
        (_split(names.replace("|", ",")), _split(adjectives), _split(places)) for names, adjectives, places in rows
    )


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


@cache
def _listed(file: str) -> dict:  # type: ignore[type-arg]
    return tomllib.loads(files(__package__).joinpath("lexicon", file).read_text(encoding="utf-8"))


@cache
def singular(word: str) -> str:
    """The singular of a regular plural; other words unchanged."""
    irregular = {"people": "person", "men": "man", "women": "woman", "children": "child", "wives": "wife"}
    if word in irregular:
        return irregular[word]
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
