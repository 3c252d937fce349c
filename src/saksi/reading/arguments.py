"""Subject, object and doer of a verb by its tree, where the tree knows better than the words around."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

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


V = set(os.environ.get("TREE", "subject,object,by,list").split(","))
SURE = float(os.environ.get("SURE", "0.7"))
#: What stands for another or for nobody is better told by the words around it.
_EMPTY = frozenset({"who", "whom", "which", "that", "there", "it", "this"})


def by_tree(tree: Tree | None, hit: Hit, told: Predicate, known: Sequence[Span]) -> Predicate:
    """What the words around a verb tell, put right by its tree where that is sure. `known` are the names there."""
    word = None if tree is None else tree.at(hit.head.start)
    if tree is None or word is None or tree.parsed.parts[word] != "VERB" or tree.parsed.sure[word] < SURE:
        return told
    found = replace(told, **_chosen(tree, tree.subject(word), "subject", told.subject, known))
    if found.voice == "passive":
        return replace(found, **_chosen(tree, tree.doer(word), "by", told.by, known))
    thing = tree.object(word) if hit.frame.who == "does" else None
    if thing is None or tree.parsed.words[thing].text.lower() in hit.frame.lemma.split():
        return found
    is_plain = " " not in hit.frame.lemma or hit.frame.has_gap
    return replace(found, **_chosen(tree, thing, "object", told.object, known)) if is_plain else found


def _chosen(tree: Tree, word: int | None, role: str, told: Span | None, known: Sequence[Span]) -> dict[str, Any]:
    """A role by the tree: a list that names somebody by its members, one phrase where the words around tell another."""
    if word is None or tree.parsed.sure[word] < SURE or tree.parsed.words[word].text.lower() in _EMPTY:
        return {}
    phrases = _apart([tree.phrase(one) for one in tree.members(word)], known)
    whole = Span(start=phrases[0].start, end=max(one.end for one in phrases))
    if (
        len(phrases) > 1
        and role != "by"
        and "list" in V
        and any(one.overlaps(name) for one in phrases for name in known)
    ):
        return {role: whole, role + "s": phrases}
    if told is not None and (told.holds(whole) or told.end == whole.end):
        return {}
    return {role: whole} if role in V else {}


def _apart(phrases: Sequence[Span], known: Sequence[Span]) -> tuple[Span, ...]:
    """The phrases of a list without those that are only a part of another's name."""
    whole = [next((name for name in known if name.overlaps(one)), one) for one in phrases]
    return tuple(
        one for n, one in enumerate(phrases) if not any(one.overlaps(other) for other in (*phrases[:n], *whole[:n]))
    )
