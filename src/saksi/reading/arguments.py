"""Subject, object and doer of a verb by its tree, where the tree knows better than the words around."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from saksi.model import Span

from .frames import Hit
from .syntax import Tree

Voice = Literal["active", "passive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A verb with its voice, its verb group's words, and the spans of its subject, object and "by" phrase.

    `subjects` and `objects` are the members of a list, where it is one.
    """

    voice: Voice
    group: str
    subject: Span | None = None
    object: Span | None = None
    subjects: tuple[Span, ...] = ()
    objects: tuple[Span, ...] = ()
    by: Span | None = None
    relative: bool = False


#: How sure the model must be of an arc: below, the words around the verb tell more often what is right.
_SURE = 0.7
#: What stands for another or for nobody is better told by the words around it.
_EMPTY = frozenset({"who", "whom", "which", "that", "there", "it", "this"})


def by_tree(tree: Tree | None, hit: Hit, told: Predicate, known: Sequence[Span]) -> Predicate:
    """What the words around a verb tell, put right by its tree where that is sure. `known` are the names there.

    A list is put right for subject and object, another phrase for a subject that stands before its verb and is not lent
    by a verb that governs this one ("calls on X to drop"): measured, no more helps.
    """
    word = None if tree is None else tree.at(hit.head.start)
    if tree is None or word is None or tree.parsed.parts[word] != "VERB" or tree.parsed.sure[word] < _SURE:
        return told
    subjects = _phrases(tree, tree.subject(word), known)
    if len(subjects) > 1:
        told = replace(told, subject=_whole(subjects), subjects=subjects)
    elif (
        subjects and subjects[0].end <= hit.head.start and not (_holds(told.subject, subjects[0]) or tree.borrows(word))
    ):
        told = replace(told, subject=subjects[0])
    if told.voice == "active" and hit.frame.who == "does":
        objects = _phrases(tree, tree.object(word), known)
        if len(objects) > 1:
            told = replace(told, object=_whole(objects), objects=objects)
    return told


def _phrases(tree: Tree, word: int | None, known: Sequence[Span]) -> tuple[Span, ...]:
    """The phrases of a list in which somebody is named, else the one phrase; nothing where the tree is not sure."""
    if word is None or tree.parsed.sure[word] < _SURE or tree.parsed.words[word].text.lower() in _EMPTY:
        return ()
    phrases = _apart([tree.phrase(one) for one in tree.members(word)], known)
    is_named = any(one.overlaps(name) for one in phrases for name in known)
    return phrases if is_named else (_whole(phrases),)


def _whole(phrases: Sequence[Span]) -> Span:
    return Span(start=min(one.start for one in phrases), end=max(one.end for one in phrases))


def _holds(told: Span | None, phrase: Span) -> bool:
    return told is not None and (told.holds(phrase) or told.end == phrase.end)


def _apart(phrases: Sequence[Span], known: Sequence[Span]) -> tuple[Span, ...]:
    """The phrases of a list without those that are only a part of another's name."""
    names = [next((name for name in known if name.overlaps(one)), one) for one in phrases]
    return tuple(
        one for n, one in enumerate(phrases) if not any(one.overlaps(other) for other in (*phrases[:n], *names[:n]))
    )
