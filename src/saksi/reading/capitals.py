"""Runs of capitals: where a document may name somebody or something, before it is known what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .naming import countries, demonyms, singular, towns, words_of
from .tokens import Token

_OWNERS = frozenset(
    [
        "people",
        "workers",
        "women",
        "children",
        "farmers",
        "teachers",
        "lawyers",
        "king",
        "queen",
        "veterans",
        "journalists",
        "writers",
        "doctors",
    ]
)
#: a title only with its stop: Sen is also a name
_SHORT = frozenset(
    [
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "adm",
        "brig",
        "cpl",
        "rep",
        "sen",
        "gov",
        "rev",
        "fr",
        "hon",
        "st",
        "prof",
    ]
)
_LINKS = frozenset({"of", "for", "without", "on"})


@dataclass(frozen=True, slots=True)
class Run:
    """Adjacent words that may be one name: the numbers of the first and the last, and the words as a name.

    `title` is the honorific or office written with capitals before it ("Prime Minister").
    """

    first: int
    last: int
    name: str
    title: str = ""

    @property
    def words(self) -> list[str]:
        """The words of the name."""
        return self.name.split(" ")


def find_runs(text: str, tokens: Sequence[Token], lower: frozenset[str], skip: frozenset[int]) -> Iterator[Run]:
    """The runs of a document, but of the sentences in `skip`. `lower` = words that the document also writes small."""
    number = 0
    while number < len(tokens):
        if tokens[number].sentence in skip or not _may_open(tokens, number, lower):
            number += 1
            continue
        last = _reach(text, tokens, number)
        yield from _parts(text, tokens, number, last)
        number = last + 1


def opens_sentence(tokens: Sequence[Token], number: int) -> bool:
    """Whether a word owes its capital to its place: first in a sentence or a quotation."""
    if number == 0 or tokens[number - 1].sentence != tokens[number].sentence:
        return True
    return tokens[number - 1].text in "“\"'‘:—•"


def _may_open(tokens: Sequence[Token], number: int, lower: frozenset[str]) -> bool:
    token = tokens[number]
    if not token.is_capital or _is_date(tokens, number):
        return False
    if token.is_acronym:
        return len(token.text) > 1
    if token.lower in words_of("words", "function"):
        return token.text == "The" and number + 1 < len(tokens) and f"The {tokens[number + 1].text}" in towns()
    if not opens_sentence(tokens, number):
        return True
    soft = token.lower in words_of("words", "starters") or token.lower in lower
    soft = soft or (token.lower.endswith("ing") and len(token.text) > 4 and token.text not in towns())
    soft = soft or token.lower in words_of("persons", "collective") - words_of("persons", "singular_collective")
    soft = soft or (singular(token.lower) != token.lower and singular(token.lower) in words_of("persons", "roles"))
    return not soft or _continues_as_body(tokens, number) or _opens_title(tokens, number)


def _opens_title(tokens: Sequence[Token], number: int) -> bool:
    """Whether a word stands before an office: "Interior Minister", though "interior" is written small elsewhere."""
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    is_office = after is not None and after.is_capital and after.lower in words_of("titles", "office")
    return is_office and tokens[number].lower in words_of("titles", "before")


def _continues_as_body(tokens: Sequence[Token], number: int) -> bool:
    """Whether capitals follow up to the head of a body's name: "Human Rights Watch"."""
    for token in tokens[number + 1 : number + 6]:
        if not token.is_capital:
            return False
        if token.lower in words_of("bodies", "heads"):
            return True
    return False


def _is_date(tokens: Sequence[Token], number: int) -> bool:
    word = tokens[number].lower.rstrip(".")
    if word in words_of("words", "days"):
        return True
    if word not in words_of("words", "months"):
        return False
    following = tokens[number + 1].text if number + 1 < len(tokens) else ""
    before = tokens[number - 1] if number else None
    return not (word in {"may", "april", "june", "august", "jan", "mar"} and _is_named_so(before, following))


def _is_named_so(before: Token | None, following: str) -> bool:
    """April and June are also given names, May a surname."""
    named = before is not None and before.is_capital and before.is_word and not before.is_acronym
    dated = before is not None and before.lower in {
        "in",
        "on",
        "since",
        "last",
        "this",
        "until",
        "by",
        "of",
        "early",
        "late",
        "from",
        "to",
    }
    return not dated and (named or (following[:1].isupper() and following.isalpha()))


def _reach(text: str, tokens: Sequence[Token], first: int) -> int:
    last = first
    while (following := _next(text, tokens, last)) is not None:
        last = following
    return last


def _next(text: str, tokens: Sequence[Token], last: int) -> int | None:
    if not _joined(text, tokens, last) or (tokens[last].owns and tokens[last].lower not in _OWNERS):
        return None
    token = tokens[last + 1]
    if token.is_capital and token.is_word:
        return None if _is_date(tokens, last + 1) else last + 1
    if not _joined(text, tokens, last + 1):
        return None
    return _over_particle(text, tokens, last)


def _over_particle(text: str, tokens: Sequence[Token], last: int) -> int | None:
    """The capital word after a particle ("de la Cruz"), or after "of" behind the head of a body."""
    word, after = tokens[last + 1].lower, tokens[last + 2]
    if word in words_of("words", "particles") and word != "e":
        if after.is_capital:
            return last + 2
        further = _joined(text, tokens, last + 2) and after.lower in words_of("words", "particles")
        return last + 3 if further and tokens[last + 3].is_capital else None
    if word in _LINKS and _is_head(tokens[last]):
        if after.lower == "the" and _joined(text, tokens, last + 2) and tokens[last + 3].is_capital:
            return last + 3
        return last + 2 if after.is_capital and not _is_date(tokens, last + 2) else None
    fields = words_of("bodies", "fields")
    if word == "and" and tokens[last].lower in fields and after.is_capital:
        ahead = [token.lower for token in tokens[last + 2 : last + 6] if token.is_capital]
        return last + 2 if fields & set(ahead) else None
    return None


def _is_head(token: Token) -> bool:
    return token.is_capital and (token.lower in words_of("bodies", "heads") or token.lower in {"commissioner", "court"})


def _joined(text: str, tokens: Sequence[Token], number: int) -> bool:
    """Whether the next word follows after nothing but a space (or the stop of an abbreviation)."""
    if number + 1 >= len(tokens) or tokens[number + 1].sentence != tokens[number].sentence:
        return False
    token = tokens[number]
    gap = text[token.end : tokens[number + 1].start]
    return gap in {" ", "\u00a0", "’s ", "'s ", "’ ", "' "}


def _parts(text: str, tokens: Sequence[Token], first: int, last: int) -> Iterator[Run]:
    """A run divided at the titles inside it: "CNRP President Sam Rainsy" is a body and a person."""
    start, number = first, first
    while number <= last:
        size = 0 if _is_titled_body(tokens, number, last) else _title_size(tokens, number, last)
        if size and number + size <= last:
            if number > start:
                yield from _run(text, tokens, start, number - 1, "")
            title = text[tokens[number].start : tokens[number + size - 1].end]
            yield from _run(text, tokens, number + size, last, title)
            return
        number += 1
    if _title_size(tokens, first, last) <= last - first:
        yield from _run(text, tokens, start, last, "")


def _title_size(tokens: Sequence[Token], number: int, last: int) -> int:
    size = int(_opens_with_role(tokens, number, last))
    while number + size <= last:
        word = tokens[number + size].lower
        if word.rstrip(".") in (_titles() if word.endswith(".") else _titles() - _SHORT) or (
            word in words_of("titles", "before")
            and number + size < last
            and _title_size(tokens, number + size + 1, last)
        ):
            size += 1
        else:
            return size
    return size


def _opens_with_role(tokens: Sequence[Token], number: int, last: int) -> bool:
    """Whether a job with the capital of its sentence stands before a full name: "Manager Ana Quill said"."""
    is_role = opens_sentence(tokens, number) and tokens[number].lower in words_of("persons", "roles")
    return is_role and last - number > 1


def _titles() -> frozenset[str]:
    return words_of("titles", "honorific") | words_of("titles", "military") | words_of("titles", "office")


def _is_titled_body(tokens: Sequence[Token], number: int, last: int) -> bool:
    """Whether a body's head follows: a title inside the name of a body is part of it."""
    heads = words_of("bodies", "heads")
    return any(token.lower in heads and token.lower not in _titles() for token in tokens[number + 1 : last + 1])


def _with_place_head(text: str, tokens: Sequence[Token], last: int) -> int:
    """The last word of a name with what kind of place or court it is written behind it: "Kandal province"."""
    at = last + 1
    base = text[tokens[last].start : tokens[last].end]
    if tokens[last].owns or tokens[last].is_acronym or base in countries() or not _joined(text, tokens, last):
        return last
    if tokens[at].text.isdigit() and len(tokens[at].text) < 3 and _joined(text, tokens, at):
        at += 1
    heads = words_of("places", "heads") | {"court"}
    if tokens[at].lower in words_of("places", "joined") and _joined(text, tokens, at) and tokens[at + 1].lower in heads:
        at += 1
    return at if tokens[at].lower in heads and not tokens[at].is_capital and not tokens[at].owns else last


def _run(text: str, tokens: Sequence[Token], first: int, last: int, title: str) -> Iterator[Run]:
    if not title and text[tokens[first].start : tokens[last].end] not in demonyms():
        last = _with_place_head(text, tokens, last)
    words = text[tokens[first].start : tokens[last].end]
    if (
        title
        or words in demonyms()
        or words in countries()
        or last == first
        or not _leads_with_adjective(tokens, first, last)
    ):
        yield Run(first, last, " ".join(words.split()), title)
        return
    yield Run(first + 1, last, " ".join(text[tokens[first + 1].start : tokens[last].end].split()), title)


def _leads_with_adjective(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a demonym stands before a name that is not a body's: "Cambodian Hun Sen"."""
    heads = words_of("bodies", "heads")
    return tokens[first].text in demonyms() and not any(token.lower in heads for token in tokens[first : last + 1])
