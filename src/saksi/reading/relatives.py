"""One person under two descriptions: "his mother" and "his mother, Ana Quill"; "the police chief" and its bearer.

A prisoner's mother is that prisoner's alone, whoever else has one; kin and counsel are kept by their owner.
"""

from collections.abc import Iterable, Mapping, Set

from .capitals import Run
from .coreference import PRONOUNS, antecedent_of_description, antecedent_of_pronoun
from .descriptions import Description
from .figures import Figure
from .naming import inverse_relations, seats, singular, words_of
from .scene import Entry, Scene

Owned = tuple[int, str]
_TIES = frozenset({"of", "for"})


def owner_of(scene: Scene, found: Description, at: Mapping[int, tuple[Figure, Run]]) -> Figure | None:
    """Whose a description is: "her lawyer", "Ana Quill’s lawyer", "a lawyer for Ana Quill"."""
    if scene.tokens[found.first].lower in PRONOUNS:
        entry = antecedent_of_pronoun(scene, found.first)
        return None if entry is None or entry.parts else entry.figure
    owners = [n for n in range(found.first, found.core) if scene.tokens[n].owns and n in at]
    if not owners and scene.word(found.head + 1, found.head) in _TIES:
        owners = [n for n in range(found.last, found.head, -1) if n in at]
    return at[owners[-1]][0] if owners else None


def relation_key(scene: Scene, found: Description, owner: Figure | None) -> Owned | None:
    """Under what the kin or counsel of somebody is kept; None where the phrase is no such description."""
    head = scene.tokens[found.head].lower
    if owner is None or found.many or found.bare or head not in words_of("custody", "relations"):
        return None
    return id(owner), seats().get(head, singular(head))


def other_end(relatives: Mapping[Owned, Figure], figures: Iterable[Figure], owner: Figure, head: str) -> Figure | None:
    """Whom a relative of somebody means by "her son": the one whose mother she is."""
    known = {id(figure): figure for figure in figures}
    for (of, relation), one in relatives.items():
        if one is owner and head in inverse_relations().get(relation, ()) and of in known:
            sex = "f" if head in words_of("persons", "female") else "m" if head in words_of("persons", "male") else None
            return known[of] if None in (sex, known[of].sex) or sex == known[of].sex else None
    return None


def described_beside(scene: Scene, found: Description) -> Entry | None:
    """The unnamed one that a second description stands beside: "her lawyer, a woman from Kampot, said"."""
    before, after = scene.word(found.first - 1, found.first), scene.word(found.last + 1, found.last)
    is_apposed = scene.tokens[found.first].lower in {"a", "an"} and before == "," == after
    if found.many or not is_apposed or scene.word(found.last + 2, found.last) in {"and", "or"}:
        return None
    last = (entry for entry in scene.entries if entry.last == found.first - 2 and entry.how == "description")
    return next((entry for entry in last if not entry.figure.many and not entry.parts), None)


def introduced_by(scene: Scene, found: Description) -> Figure | None:
    """The unnamed one of whom a name beside "the monk" tells: "a monk", then "the monk, Ana Quill"."""
    is_told = scene.tokens[found.first].lower in {"the", "this"}
    earlier = antecedent_of_description(scene, found) if is_told else None
    return earlier.figure if earlier is not None and earlier.figure.kind == "group" else None


def unnamed_bearer(title: Set[str], bearer: Figure, figures: Iterable[Figure]) -> Figure | None:
    """The unnamed "police chief" before, whom a name with that title means, where only this one fits."""
    wanted = _titles(title)
    fitting = [one for one in figures if one is not bearer and _is_of(one, wanted)]
    return fitting[0] if len(fitting) == 1 and fitting[0].kind == "group" else None


def _is_of(one: Figure, title: Set[str]) -> bool:
    """Whether somebody, named or not, is called by words of this title, its office included."""
    if one.kind == "person":
        return any(title == _titles(role.lower().split()) for role in one.roles)
    called = _titles(one.described - words_of("words", "function"))
    is_definite = one.kind == "group" and not one.many and one.name.lower().startswith("the ")
    return is_definite and seats().get(one.head, one.head) in title and len(called) > 1 and called <= title


def _titles(words: Iterable[str]) -> set[str]:
    return {seats().get(word, word) for word in words if word not in words_of("words", "function")}
