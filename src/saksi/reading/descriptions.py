"""Noun phrases that stand for people and bodies without naming them: "two fellow activists", "the acting chief"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .naming import demonyms, singular, words_of
from .tokens import Token

Extent = tuple[int, int]

_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "another",
        "one",
        "some",
        "all",
        "no",
        "any",
        "each",
        "every",
        "both",
        "either",
    ]
)
_DEFINITE = frozenset(["the", "this", "these", "those", "his", "her", "its", "their", "both"])
_ADJECTIVE_ENDS = ("al", "ive", "ic", "ous", "ian", "ary", "ful", "less", "able", "ible", "ese", "ist")
_OUT_OF = frozenset({"all", "most", "some", "one", "two", "three", "many", "several", "none", "each", "half", "few"})
_BEFORE_NOUNS = frozenset({"of", "by", "for", "from", "with", "to", "and", "or", "against", "among", "between", "on"})
_TIES = ("tied", "linked", "close", "loyal", "connected", "associated", "affiliated", "aligned")
_VERB_BEFORE = frozenset(
    ["he", "she", "who", "that", "it", "to", "i", "we", "they", "you", "will", "would", "can", "could", "must", "may"]
)


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase by its tokens: first, last, and the head noun between them.

    `core` is the first word behind determiner and possessor; `definite` tells that it may mean somebody known,
    `bare` that it stands for nobody by itself: a role before a name ("lawyer Sok Mkak").
    """

    first: int
    last: int
    head: int
    core: int
    definite: bool
    many: bool
    bare: bool = False


def find_descriptions(text: str, tokens: Sequence[Token], named: Mapping[int, Extent]) -> Iterator[Description]:
    """The descriptions of a document, in order; `named` gives for a token the extent of the name that it belongs to."""
    opened, done = -1, -1
    for number in range(len(tokens)):
        if _is_those(tokens, number):
            yield _those(text, tokens, number)
            continue
        if number in named or not _is_head(text, tokens, number, named):
            continue
        found = _phrase(text, tokens, number, named)
        if found is not None and (found.first > done or found.first <= opened):
            yield found
            opened, done = found.first, found.last


def _is_those(tokens: Sequence[Token], number: int) -> bool:
    """Whether "those" stands for people by itself: "those who left", "five of those released"."""
    if tokens[number].lower != "those" or number + 1 >= len(tokens):
        return False
    after = tokens[number + 1].lower
    return after == "who" or (after.endswith("ed") and number > 0 and tokens[number - 1].lower == "of")


def _those(text: str, tokens: Sequence[Token], number: int) -> Description:
    first = number
    if (
        number >= 2
        and tokens[number - 1].lower == "of"
        and (tokens[number - 2].lower in _OUT_OF or _is_count(tokens[number - 2]))
    ):
        first = _approximated(text, tokens, number - 2)
    last = number + (2 if tokens[number + 1].lower == "who" and _adjacent(text, tokens, number + 1) else 1)
    return Description(first, last, number, first, False, True)


def _is_head(text: str, tokens: Sequence[Token], number: int, named: Mapping[int, Extent]) -> bool:
    word = tokens[number].lower
    if not _is_noun(word) or (
        tokens[number].is_capital and not _opens(tokens, number) and not tokens[number].text.islower()
    ):
        return False
    if not _adjacent(text, tokens, number) or tokens[number].owns:
        return True
    after = tokens[number + 1]
    if _is_noun(after.lower) and not after.is_capital:
        return False
    if (word in words_of("persons", "also_modifies") or not is_plural(word)) and not _may_follow(after, word):
        return False
    return after.lower not in words_of("places", "heads") | {"party"}


def _may_follow(after: Token, head: str) -> bool:
    """Whether a word that also stands before nouns is a head here: a verb or a small word follows."""
    word = after.lower
    if head in words_of("persons", "adjectives") and word.endswith(("ing", "s")) and not after.is_capital:
        return False
    known = words_of("words", "function") | words_of("words", "speech") | words_of("words", "acts")
    return after.is_capital or word in known or word.endswith(("ed", "ing", "ly", "s")) or not after.is_word


def _is_noun(word: str) -> bool:
    roles, single = words_of("persons", "roles"), singular(word)
    return (
        word in roles
        or single in roles
        or word in words_of("persons", "plural_only")
        or word in words_of("persons", "collective")
        or single in words_of("bodies", "common")
        or word in words_of("places", "common")
    )


def is_plural(word: str) -> bool:
    """Whether a head noun stands for several."""
    if word in words_of("persons", "singular_collective"):
        return False
    return word in words_of("persons", "plural_only") | words_of("persons", "collective") or singular(word) != word


def _phrase(text: str, tokens: Sequence[Token], head: int, named: Mapping[int, Extent]) -> Description | None:
    core = _core(text, tokens, head, named)
    first = _lead(text, tokens, core, named)
    leads = [tokens[number].lower for number in range(first, core)]
    owned = any(tokens[number].owns for number in range(first, core))
    many = is_plural(tokens[head].lower)
    has_lead = bool(leads) or any(_is_count(tokens[n]) for n in range(core, head))
    bare = not many and not has_lead and tokens[head].lower not in words_of("persons", "singular_collective")
    if bare and not _adjacent(text, tokens, head):
        return None
    if not has_lead and first == head and head and tokens[head - 1].lower in _VERB_BEFORE:
        return None
    definite = owned or bool(_DEFINITE & set(leads)) or (bool(leads) and leads[0] in _DEFINITE)
    definite = definite and not (_OUT_OF & set(leads[:1]))
    return Description(
        first, head if bare else _tail(text, tokens, head, named, many, first), head, core, definite, many, bare
    )


def _core(text: str, tokens: Sequence[Token], head: int, named: Mapping[int, Extent]) -> int:
    """Back over adjectives, nouns, numbers and names to the first word of the phrase proper."""
    core = head
    while core and _adjacent(text, tokens, core - 1):
        before = tokens[core - 1]
        if before.owns:
            break
        if core - 1 in named:
            core = named[core - 1][0]
        elif _modifies(tokens, core - 1) or _is_after_determiner(text, tokens, core - 1):
            core -= 1
        else:
            break
    return core


def _modifies(tokens: Sequence[Token], number: int) -> bool:
    token = tokens[number]
    word = token.lower
    if word in _DETERMINERS or (word.endswith("ed") and not _is_participle(tokens, number)):
        return False
    if word in words_of("persons", "modifiers") or _is_noun(word) or token.text in demonyms() or _is_count(token):
        return True
    if token.is_capital and not _opens(tokens, number):
        return False
    return "-" in word or (word.endswith(_ADJECTIVE_ENDS) and word not in words_of("words", "function"))


def _is_participle(tokens: Sequence[Token], number: int) -> bool:
    """Whether a word in -ed is no verb here, because nobody stands before it who could do it: "the jailed monk"."""
    if _opens(tokens, number):
        return True
    before = tokens[number - 1]
    return (
        before.lower in _DETERMINERS | _BEFORE_NOUNS
        or before.owns
        or _is_count(before)
        or (before.lower in words_of("persons", "modifiers") and not _is_noun(before.lower))
    )


def _is_after_determiner(text: str, tokens: Sequence[Token], number: int) -> bool:
    """Whether an unknown word stands between a determiner and the head: "a stern judge"."""
    token = tokens[number]
    stop = words_of("words", "function") | words_of("words", "speech") | words_of("words", "acts")
    if number == 0 or not token.text.islower() or token.lower in stop or not _adjacent(text, tokens, number - 1):
        return False
    before = tokens[number - 1]
    return before.lower in _DETERMINERS or before.owns or (before.text.isdigit() and len(before.text) < 4)


def _is_count(token: Token) -> bool:
    return token.text[0].isdigit() or token.lower in words_of("persons", "quantifiers")


def _lead(text: str, tokens: Sequence[Token], core: int, named: Mapping[int, Extent]) -> int:
    """Back over a possessor or a determiner, "one of", "more than"."""
    first = core
    if first and _adjacent(text, tokens, first - 1):
        before = first - 1
        if tokens[before].owns:
            first = named[before][0] if before in named else _core(text, tokens, before, named)
            if first and tokens[first - 1].lower in _DETERMINERS and _adjacent(text, tokens, first - 1):
                first -= 1
        elif tokens[before].lower in _DETERMINERS:
            first = before
    if first >= 2 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in _OUT_OF and first < core:
        return first - 2
    return _approximated(text, tokens, first)


def _approximated(text: str, tokens: Sequence[Token], first: int) -> int:
    if not first or not _adjacent(text, tokens, first - 1) or not _is_count(tokens[first]):
        return first
    before = tokens[first - 1].lower
    pair = (tokens[first - 2].lower, before) if first >= 2 else ("", before)
    if pair in {("more", "than"), ("at", "least"), ("up", "to"), ("fewer", "than"), ("less", "than"), ("as", "many")}:
        return first - 2
    return first - 1 if before in words_of("persons", "approximators") else first


def _tail(text: str, tokens: Sequence[Token], head: int, named: Mapping[int, Extent], many: bool, first: int) -> int:
    """On over "of", "from", "tied to" and the name or noun phrase behind them."""
    if not _adjacent(text, tokens, head) or tokens[head].owns:
        return head
    at = head + 1
    word = tokens[at].lower
    if word in {"believed", "suspected", "said", "thought"} and [t.lower for t in tokens[at + 1 : at + 3]] == [
        "to",
        "be",
    ]:
        at += 3
    if at + 1 < len(tokens) and tokens[at].lower in _TIES and tokens[at + 1].lower in {"to", "with"}:
        return _object(text, tokens, at + 2, named) or head
    if word == "accused" and tokens[head + 2].lower == "of" and many:
        return head + 3 if _adjacent(text, tokens, head + 2) else head
    if (
        word in {"of", "from"}
        or (word == "to" and not many and tokens[head].lower in words_of("persons", "posted") and head + 2 in named)
        or (word in {"for", "at"} and not many)
        or (word in {"in", "at"} and many and _opens_clause(tokens, first) and head + 2 in named)
    ):
        return _object(text, tokens, head + 2, named) or head
    return head


def _opens_clause(tokens: Sequence[Token], first: int) -> bool:
    """Whether a phrase is a subject, so that a place behind it is its own rather than the verb's."""
    return _opens(tokens, first) or tokens[first - 1].lower in {"that", "said", "says", "because", ",", "and", "but"}


def _object(text: str, tokens: Sequence[Token], start: int, named: Mapping[int, Extent]) -> int | None:
    """The last word of the noun phrase that begins at `start`: a name, or words up to a head noun."""
    for number in range(start, min(start + 7, len(tokens))):
        if tokens[number].sentence != tokens[start].sentence or not tokens[number].is_word:
            return None
        if number in named and not tokens[named[number][1]].owns:
            return named[number][1]
        if number in named:
            continue
        if _is_head(text, tokens, number, named) and not (_adjacent(text, tokens, number) and number + 1 in named):
            return number
        if number > start and tokens[number].lower in words_of("words", "function") - {"the"}:
            return None
    return None


def _opens(tokens: Sequence[Token], number: int) -> bool:
    return number == 0 or tokens[number - 1].sentence != tokens[number].sentence or tokens[number - 1].text in "“\"'‘:—"


def _adjacent(text: str, tokens: Sequence[Token], number: int) -> bool:
    """Whether nothing but a space (and a possessive 's) stands between a token and the next."""
    if number + 1 >= len(tokens) or tokens[number].sentence != tokens[number + 1].sentence:
        return False
    return text[tokens[number].end : tokens[number + 1].start] in {" ", "\u00a0", "’s ", "'s ", "’ ", "' "}
