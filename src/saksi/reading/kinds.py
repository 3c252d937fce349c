"""What a run of capitals names: evidence from its words and from those beside it, summed over the document."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from .capitals import Run
from .naming import countries, demonyms, singular, towns, words_of
from .tokens import Token

Guess = Literal["person", "body", "place", "thing"]
Vote = tuple[Guess, float]

#: how strongly a preposition says that a place follows
_PULL = {"in": 3.0, "from": 2.0, "near": 2.0, "at": 2.0, "outside": 2.0, "around": 2.0, "across": 2.0}
_NAMED = frozenset({"named", "called", "nicknamed"})


def votes_for(run: Run, tokens: Sequence[Token]) -> Counter[Guess]:
    """The evidence that one occurrence of a name gives."""
    votes: Counter[Guess] = Counter()
    for guess, weight in (*_by_form(run, tokens), *_by_left(run, tokens), *_by_right(run, tokens)):
        votes[guess] += weight  # type: ignore[assignment]
    return votes


def decide(votes: Counter[Guess]) -> Guess | None:
    """The kind with most evidence, or none where there is too little."""
    best, weight = max(votes.items(), key=lambda item: item[1], default=("thing", 0.0))
    return best if weight >= 1.5 and best != "thing" else None  # type: ignore[return-value]


def _by_form(run: Run, tokens: Sequence[Token]) -> Iterator[Vote]:
    known = run.name.title() if run.name.isupper() and len(run.name) > 4 else run.name
    if known in countries() or known in towns():
        yield "place", 6
    elif run.name in demonyms():
        yield "thing", 9
    elif run.title:
        yield "person", 5
    words = run.words
    last = tokens[run.last].lower
    if len(words) == 1:
        yield from _single(run, tokens)
    elif (
        last in words_of("words", "not_names")
        or (len(words) > 1 and run.name.isupper() and not run.title)
        or words[0].lower() in words_of("words", "operations")
    ):
        yield "thing", 5
    elif _is_body(run) or words[0].lower() in words_of("bodies", "first"):
        yield "body", 5
    elif _is_office(words):
        yield "thing", 9
    elif words[0].lower() in words_of("places", "first"):
        yield "place", 4
    elif last in words_of("places", "heads"):
        yield "place", 3
    elif len(words) == 2 and _is_saint(words):
        yield "place", 2
    elif 2 <= len(words) <= 4 and all(re.fullmatch(r"[^\W\d_]+(?:[-’'.][^\W\d_]*)*", word) for word in words):
        yield "person", 1.5
    if words[0].lower() in words_of("given", "female") | words_of("given", "male") and not _is_body(run):
        yield "person", 2.5 if len(words) > 1 else 1.5


def _is_saint(words: Sequence[str]) -> bool:
    """Whether two words are "San" and a saint: a town; "San Vutha" is somebody."""
    return words[0].lower() in words_of("places", "saint") and words[1].lower() in words_of("places", "saints")


def _is_office(words: Sequence[str]) -> bool:
    """Whether the words only tell what somebody does: "By Court Reporter"."""
    offices = words_of("persons", "roles") | words_of("persons", "modifiers") | {"staff"}
    return words[-1].lower() in words_of("persons", "roles") and all(word.lower() in offices for word in words)


def _single(run: Run, tokens: Sequence[Token]) -> Iterator[Vote]:
    word = tokens[run.first]
    if word.text in words_of("bodies", "not_bodies") or word.text.upper().rstrip("S") in _upper_things():
        yield "thing", 9
    elif word.lower in words_of("words", "not_names"):
        yield "thing", 4
    elif word.is_acronym and 2 <= len(word.text) <= 8 and run.name not in countries():
        yield "body", 3
    elif word.lower in words_of("bodies", "bare"):
        yield "body", 5
    elif word.lower in {"parliament", "congress", "senate", "cabinet", "commission", "council"}:
        yield "body", 3


def _upper_things() -> frozenset[str]:
    return frozenset(word.upper() for word in words_of("bodies", "not_bodies"))


def _is_body(run: Run) -> bool:
    """Whether the head of the name is that of a body: its last word, or the last before "of" or "for"."""
    heads = words_of("bodies", "heads")
    words = [word.lower() for word in run.words]
    front = next((words[:at] for at, word in enumerate(words) if word in {"of", "for", "without", "on"}), words)
    return (bool(front) and front[-1] in heads) or (words[-1] in heads and front == words)


def _by_left(run: Run, tokens: Sequence[Token]) -> Iterator[Vote]:
    before = _word(tokens, run.first, -1)
    if before is None:
        return
    word = before.lower
    if singular(word) in words_of("bodies", "introducers"):
        yield "body", 5
    elif word in words_of("persons", "roles") and not before.is_capital:
        yield "person", 3
    elif word in _NAMED:
        yield "person", 1.5
    elif word == "the":
        yield "body", 2.5 if len(run.words) > 1 else 1
        yield "person", -2
    elif word == "to" and _is_posted(_word(tokens, run.first, -2)):
        yield "place", 3
    elif word in words_of("places", "prepositions"):
        yield "place", _PULL.get(word, 1)
    elif word in words_of("words", "speech"):
        yield "person", 0.7
    elif word == "of" and _is_place_head(_word(tokens, run.first, -2)):
        yield "place", 4


def _is_posted(token: Token | None) -> bool:
    """Whether a post stands before, to which a country belongs: "the ambassador to Aland"."""
    return token is not None and token.lower in words_of("persons", "posted")


def _is_place_head(token: Token | None) -> bool:
    return token is not None and token.lower in words_of("places", "heads")


def _by_right(run: Run, tokens: Sequence[Token]) -> Iterator[Vote]:
    first, second, third = (_word(tokens, run.last, step) for step in (1, 2, 3))
    if first is None:
        return
    if _is_dateline(run, tokens, first):
        yield "place", 4
    if tokens[run.last].owns:
        yield from _owner(first)
    elif first.lower in words_of("words", "speech"):
        yield "person", 1.5
        yield "body", 0.8
    elif first.lower in words_of("words", "acts"):
        yield "person", 0.8
    elif first.lower == "who":
        yield "person", 3
    elif first.text in ",(" and second is not None:
        yield from _after_comma(second, third, tokens, run)
    elif first.lower in words_of("places", "heads") and not first.is_capital:
        yield "place", 3


def _is_dateline(run: Run, tokens: Sequence[Token], after: Token) -> bool:
    """Whether a paragraph opens with a town in capitals: "GRODNO, 4 May"."""
    begins = run.first == 0 or tokens[run.first - 1].sentence != tokens[run.first].sentence
    return begins and run.name.isupper() and after.text in ",(—–-"


def _owner(first: Token) -> Iterator[Vote]:
    if first.lower in words_of("persons", "female") | words_of("persons", "male") or first.lower in {
        "family",
        "lawyer",
        "lawyers",
    }:
        yield "person", 2


def _after_comma(second: Token, third: Token | None, tokens: Sequence[Token], run: Run) -> Iterator[Vote]:
    if (re.fullmatch(r"\d\d", second.text) and third is not None and third.text in ",)") or second.lower == "who":
        yield "person", 4
    elif second.lower in {"a", "an", "the", "his", "her", "their", "its"}:
        yield from _apposed(tokens, run.last + 3)


def _apposed(tokens: Sequence[Token], start: int) -> Iterator[Vote]:
    """What the head noun of an apposition says: the last noun before a preposition or a mark."""
    found: Vote | None = None
    for token in tokens[start : start + 7]:
        if not token.is_word or token.lower in words_of("words", "function"):
            break
        if token.lower in words_of("persons", "roles"):
            found = ("person", 3)
        elif token.lower in words_of("bodies", "introducers"):
            found = ("body", 4)
    if found is not None:
        yield found


def _word(tokens: Sequence[Token], number: int, step: int) -> Token | None:
    """The token so many steps on, within the sentence."""
    at = number + step
    if not 0 <= at < len(tokens) or tokens[at].sentence != tokens[number].sentence:
        return None
    return tokens[at]
