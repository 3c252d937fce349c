"""Who does what to whom, read off a tree: subject and object of a verb, the members of a list.

Words are counted from 0 in their sentence. What a tree does not say is None, never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from saksi.model import Span

from .parsed import Parsed

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_RELATIVE = frozenset({"who", "whom", "which", "that"})
#: What belongs to a noun phrase beside its head; clauses, appositions and other conjuncts do not.
_INNER = frozenset({"det", "det:predet", "amod", "compound", "compound:prt", "flat", "nummod", "nmod", "nmod:poss"})
_INNER |= {"nmod:desc", "nmod:unmarked", "fixed", "goeswith", "case", "advmod"}
_AROUND = frozenset({"case", "cc", "punct", "mark", "advmod"})
_DEPTH = 6
_SURE = 0.5


@dataclass(frozen=True)
class Tree:
    """One parsed sentence, asked for roles."""

    parsed: Parsed

    @cached_property
    def _children(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.parsed.words]
        for word, head in enumerate(self.parsed.heads):
            if head >= 0:
                found[head].append(word)
        return found

    def at(self, offset: int) -> int | None:
        """The word that holds this place of the text."""
        words = enumerate(self.parsed.words)
        return next((n for n, word in words if word.start <= offset < word.end), None)

    def child(self, word: int, *relations: str) -> int | None:
        """The first word that hangs on this one by one of these relations."""
        return next((n for n in self._children[word] if self.parsed.relations[n] in relations), None)

    def is_passive(self, word: int) -> bool:
        """Whether something is done to its subject: "was arrested", "a man arrested on Monday", "jailed leader"."""
        if self.child(word, "aux:pass", "nsubj:pass") is not None:
            return True
        if self.parsed.tags[word] != "VBN" or self.child(word, "obj", "aux") is not None:
            return False
        relation, head = self.parsed.relations[word], self.parsed.heads[word]
        if relation == "conj" and self.child(word, "nsubj") is None:
            return self.is_passive(head)
        return relation in ("acl", "amod", "advcl", "xcomp", "root", "parataxis", "ccomp")

    def subject(self, word: int, depth: int = 0) -> int | None:
        """Who does it, or in the passive bears it; the one that another clause lends where this one has none."""
        own = self._own_subject(word)
        relation, head = self.parsed.relations[word], self.parsed.heads[word]
        if own is not None:
            is_relative = relation == "acl:relcl" and self._low(own) in _RELATIVE
            return self._bearer(head) if is_relative else own
        if head < 0 or depth > _DEPTH:
            return None
        if relation == "conj":
            return self.subject(head, depth + 1)
        if relation == "acl":
            return None if self.parsed.tags[word] == "VB" else self._bearer(head)
        if relation == "amod":
            return head
        if relation == "xcomp":
            owned = self.child(head, "obj", "iobj")
            return owned if owned is not None else self.subject(head, depth + 1)
        if relation == "advcl" and self.parsed.tags[word] in ("VBG", "VBN", "VB"):
            return self.subject(head, depth + 1)
        return None

    def _own_subject(self, word: int) -> int | None:
        """What hangs on it as its subject; of several the name, which the others describe: "the oldest, X, 71, was"."""
        found = [n for n in self._children[word] if self.parsed.relations[n] in _SUBJECTS]
        return next((n for n in found if self.parsed.parts[n] == "PROPN"), found[0] if found else None)

    def borrows(self, word: int) -> bool:
        """Whether its subject is that of a verb that governs it: "was told to leave", "fled, fearing arrest"."""
        return self.parsed.relations[word] in ("xcomp", "advcl") and self.child(word, *_SUBJECTS) is None

    def object(self, word: int) -> int | None:
        """To whom it is done; of "the man whom they held" the man."""
        found = self.child(word, "obj")
        if found is not None:
            is_relative = self.parsed.relations[word] == "acl:relcl" and self._low(found) in _RELATIVE
            return self._bearer(self.parsed.heads[word]) if is_relative else found
        following = (n for n in self._children[word] if self.parsed.relations[n] == "conj" and n > word)
        # "arrested and beat the man": the last verb has the object of both
        shared = next(following, None)
        alone = shared is not None and self.child(shared, *_SUBJECTS) is None and not self.is_passive(word)
        return self.child(shared, "obj") if shared is not None and alone else None

    def members(self, word: int, depth: int = 0) -> tuple[int, ...]:
        """A word and those that "and" or commas join to it; a name stands for what it explains."""
        if depth > _DEPTH:
            return (word,)
        named = self._named_beside(word)
        first = (word,) if named is None else self.members(named, depth + 1)
        name = [word, *(n for n in self._children[word] if self.parsed.relations[n] == "flat")]
        joined = [n for part in name for n in self._children[part] if self.parsed.relations[n] == "conj"]
        if not any(self.child(n, "cc") is not None for n in joined):
            return first  # "X, 34, engineer": no list without "and"
        return tuple(
            dict.fromkeys((*first, *(one for n in joined if self._joins(n) for one in self.members(n, depth + 1))))
        )

    def _joins(self, word: int) -> bool:
        """Whether a conjunct is surely one, and no age: "X, 34, a cook"."""
        below = {self.parsed.relations[n] for n in self._children[word]}
        is_age = self.parsed.parts[word] == "NUM" and below <= {"punct"}
        return self.parsed.sure[word] >= _SURE and not is_age

    def _named_beside(self, word: int) -> int | None:
        """The name set off behind a description: of "his deputy, Ana Quill" Ana Quill."""
        beside = None if self.parsed.parts[word] == "PROPN" else self.child(word, "appos")
        if beside is None or beside < word or self.parsed.parts[beside] != "PROPN":
            return None
        last = max([beside, *(n for n in self._children[beside] if self.parsed.relations[n] == "flat")])
        behind = self.parsed.parts[last + 1] if last + 1 < len(self.parsed.words) else "PUNCT"
        # "her son, X said, was arrested": who is set off has a mark behind
        is_set_off = self.parsed.parts[beside - 1] != "PUNCT" or behind in ("PUNCT", "CCONJ")
        return beside if is_set_off else None

    def phrase(self, word: int) -> Span:
        """The noun phrase of a head: its determiner, adjectives, names and what "of" ties to it."""
        inside = sorted(self._inside(word, 0))
        while inside[0] != word and self.parsed.relations[inside[0]] in _AROUND:
            inside.pop(0)
        first = last = inside.index(word)
        while first > 0 and inside[first - 1] == inside[first] - 1:
            first -= 1
        while last + 1 < len(inside) and inside[last + 1] == inside[last] + 1:
            last += 1
        named = next((one for one in self.parsed.names if one.first <= word <= one.last), None)
        start, end = inside[first], inside[last]
        if named is not None:
            start, end = min(start, named.first), max(end, named.last)
        return Span(start=self.parsed.words[start].start, end=self.parsed.words[end].end)

    def _inside(self, word: int, depth: int) -> Iterator[int]:
        yield word
        for child in self._children[word] if depth < _DEPTH else ():
            relation = self.parsed.relations[child]
            if relation in _INNER and not (depth == 0 and relation == "case" and child < word):
                yield from self._inside(child, depth + 1)
            elif relation == "punct" and self.parsed.words[child].text == "-":
                yield child

    def _bearer(self, word: int) -> int:
        """The noun that a clause tells about; of "X, a cook who" it is X."""
        if self.parsed.relations[word] == "appos" and self.parsed.heads[word] >= 0:
            return self.parsed.heads[word]
        return word

    def _low(self, word: int) -> str:
        return self.parsed.words[word].text.lower()
