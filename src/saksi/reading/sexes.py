"""Of which sex a person is, as far as a document tells: by title, role, given name, and "he" or "she"."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from .figures import Figure
from .naming import words_of
from .scene import Scene

#: how much a pronoun tells of the sex of the only person named before it
_WEIGHTS = {"he": 3, "she": 3, "his": 1, "her": 1}


def note_sex(figure: Figure, word: str) -> None:
    """Take from a noun what it tells: "spokeswoman", "Mrs.", "father"."""
    if word in words_of("persons", "female"):
        figure.sex = figure.sex or "f"
    elif word in words_of("persons", "male"):
        figure.sex = figure.sex or "m"


def learn_sexes(
    scene: Scene, figures: Sequence[Figure], named: Mapping[int, Figure], called: Mapping[int, Collection[str]]
) -> None:
    """From titles, given names, and pronouns in sentences that name one person only before them.

    `named` gives the person for each token of a name; `called` by which nouns a figure (its `id`) is described.
    """
    persons = [figure for figure in figures if figure.kind == "person"]
    for figure in persons:
        for word in " ".join(figure.roles).lower().replace(".", "").split():
            note_sex(figure, word)
        _by_given_name(figure)
    telling = words_of("custody", "officials") | words_of("custody", "others")
    aside = {id(one) for one in persons if not telling.isdisjoint({*one.role_words, *called.get(id(one), ())})}
    _by_lone_pronouns(scene, persons, named, aside)


def _by_given_name(figure: Figure) -> None:
    given = figure.name.split(" ")[0].lower()
    if figure.sex is None and " " in figure.name:
        is_female, is_male = given in words_of("given", "female"), given in words_of("given", "male")
        figure.sex = "f" if is_female and not is_male else "m" if is_male and not is_female else None


def _by_lone_pronouns(
    scene: Scene, persons: Iterable[Figure], named: Mapping[int, Figure], aside: Collection[int]
) -> None:
    votes = _votes(scene, named, aside)
    for figure in persons:
        if figure.sex is None and (found := votes.get(id(figure))):
            (sex, most), *rest = found.most_common()
            figure.sex = sex if not rest or most > rest[0][1] else None


def _votes(scene: Scene, named: Mapping[int, Figure], aside: Collection[int]) -> dict[int, Counter[str]]:
    """What the pronouns say; one who speaks by office or as kin (`aside`) speaks of others: "the judge said she …"."""
    votes: dict[int, Counter[str]] = {}
    seen: dict[int, set[int]] = {}
    for token in scene.tokens:
        here = seen.setdefault(token.sentence, set())
        if token.number in named and not token.quoted:
            here.add(id(named[token.number]))
        elif token.lower in _WEIGHTS and len(here) == 1 and not token.quoted and here.isdisjoint(aside):
            sex = "f" if token.lower in {"she", "her"} else "m"
            votes.setdefault(next(iter(here)), Counter())[sex] += _WEIGHTS[token.lower]
    return votes
