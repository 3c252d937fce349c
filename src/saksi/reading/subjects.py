"""Whose a cue is: the noun phrase before it, after it, or the one that it shares with the cue before."""

from collections.abc import Sequence
from dataclasses import dataclass

from .clauses import (
    PARTICIPLES,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    Token,
    is_adverbial,
    is_finite,
    is_past,
    looks_finite,
)
from .cues import Cue
from .speech_words import behaviour, words_of

_ATTACHING = words_of("attaching")
_ARTICLES = words_of("articles")
_INTRODUCING = (PREPOSITIONS | PARTICIPLES | SUBORDINATORS | frozenset(["but", "and", "however", "meanwhile"])) - {
    "that"
}
_INVERTED = behaviour("inverted")
_LONGEST = 14  # tokens of a noun phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Tokens `first` to `last` name the speaker; `verb` is where the verb group begins.

    `named`: the tokens to resolve, where the subject itself is a relative pronoun. `is_after`: it follows the cue.
    `is_shared`: it is the speaker of the cue before.
    """

    first: int
    last: int
    verb: int
    named: tuple[int, int]
    is_after: bool = False
    is_shared: bool = False


def find_subject(tokens: Sequence[Token], cue: Cue, earlier: Subject | None) -> Subject | None:
    """The subject of a verbal cue, or None where there is none in the unit."""
    verb = _verb_group(tokens, cue)
    if cue.last + 1 < len(tokens) and tokens[cue.last + 1].low == "by" and not _is_means(tokens, cue, verb):
        return _agent(tokens, cue.last + 2, verb)
    if cue.first < len(tokens) and (inverted := _after(tokens, cue, verb)):
        return inverted
    place = _before_brackets(tokens, verb - 1)
    if place < 0:
        return None
    before = tokens[place]
    if before.low in RELATIVES or (before.low == "that" and cue.form.endswith(("s", "ed")) and place > 0):
        return _relative(tokens, place, verb)
    if before.text == "—" or (before.text == "," and cue.form.split()[0].endswith("ing")):
        return _shared(earlier, verb) or _first_phrase(tokens, verb)
    if before.text == ",":
        return _over_apposition(tokens, place, verb, earlier)
    if before.low in ("and", "but", "or", "to"):
        return _shared(earlier, verb) or _first_phrase(tokens, verb)
    if before.kind != "word":
        return None
    if (who := _who_before(tokens, place)) is not None:
        place = who - 1
    first = phrase_start(tokens, place)
    return None if first is None else _plain(first, place, verb)


def _who_before(tokens: Sequence[Token], place: int) -> int | None:
    """Where the relative clause that ends at `place` begins: "an activist who asked not to be named said"."""
    for spot in range(place, max(0, place - _LONGEST), -1):
        if tokens[spot].kind != "word":
            return None
        if tokens[spot].low == "who":
            return spot if looks_finite(tokens[spot + 1]) and tokens[spot - 1].kind == "word" else None
    return None


def _is_means(tokens: Sequence[Token], cue: Cue, verb: int) -> bool:
    """Whether "by" tells how somebody says it and not who: "said by telephone", "told reporters"."""
    is_active = bool(cue.entry.takes & {"free", "tell"}) and cue.form != "written"
    return is_active and not any(is_finite(token) for token in tokens[verb : cue.first])


def _agent(tokens: Sequence[Token], first: int, verb: int) -> Subject | None:
    """The speaker of a passive: "slammed by critics as …"."""
    last = phrase_end(tokens, first)
    return None if last is None else Subject(first=first, last=last, verb=verb, named=(first, last), is_after=True)


def _before_brackets(tokens: Sequence[Token], place: int) -> int:
    """Past "(D-Ohio)" to the name before it."""
    if place < 1 or tokens[place].text != ")":
        return place
    opening = next((spot for spot in range(place, -1, -1) if tokens[spot].text == "("), place + 1)
    return opening - 1


def _plain(first: int, last: int, verb: int) -> Subject:
    return Subject(first=first, last=last, verb=verb, named=(first, last))


def _shared(earlier: Subject | None, verb: int) -> Subject | None:
    if earlier is None:
        return None
    return Subject(first=earlier.first, last=earlier.last, verb=verb, named=earlier.named, is_shared=True)


def _verb_group(tokens: Sequence[Token], cue: Cue) -> int:
    """Where the verb group of a cue begins: its auxiliaries and adverbs belong to it."""
    place = cue.first
    while place > 0 and tokens[place - 1].kind == "word" and is_adverbial(tokens[place - 1]):
        place -= 1
    return place


def _after(tokens: Sequence[Token], cue: Cue, verb: int) -> Subject | None:
    """The subject of `…,” said the lawyer` and of `…, says a report.`"""
    if verb != cue.first or not cue.first:
        return None
    before = tokens[cue.first - 1]
    if before.kind != "quotation" and (before.text != "," or cue.form not in _INVERTED):
        return None
    first = cue.last + 1
    last = phrase_end(tokens, first)
    if last is None or (before.text == "," and not _closes(tokens, last + 1)):
        return None
    if tokens[first].low in ("that", "he’d") or (cue.form.endswith("ing") and before.text == ","):
        return None
    return Subject(first=first, last=last, verb=cue.first, named=(first, last), is_after=True)


def _closes(tokens: Sequence[Token], place: int) -> bool:
    """Whether a sentence or its clause ends here without a verb: the phrase before is the subject, not a clause."""
    for token in tokens[place:]:
        if token.text in (",", ".", ";", "?", "!"):
            return True
        if looks_finite(token) or token.kind == "quotation":
            return False
    return True


def _relative(tokens: Sequence[Token], place: int, verb: int) -> Subject | None:
    last = place - 1
    if last >= 0 and tokens[last].text == ",":
        last -= 1
    if last < 0 or tokens[last].kind != "word":
        return None
    first = phrase_start(tokens, last)
    named = (first if first is not None else last, last)
    return Subject(first=place, last=place, verb=verb, named=named)


def _over_apposition(tokens: Sequence[Token], comma: int, verb: int, earlier: Subject | None) -> Subject | None:
    """The phrase before `, a lawyer, said`: the first piece between commas that is no introduction."""
    start = clause_start(tokens, comma)
    place = start
    while place < comma:
        end = next((spot for spot in range(place, comma) if tokens[spot].text == ","), comma)
        relative = end + 1 < len(tokens) and tokens[end + 1].low in RELATIVES
        is_clause = not relative and any(looks_finite(token) for token in tokens[place:end])
        if end > place and not is_clause and not _introduces(tokens, place) and tokens[place].kind == "word":
            last = end - 1
            first = phrase_start(tokens, last)
            if first is not None and tokens[last].kind == "word":
                return _plain(max(first, place), last, verb)
        place = end + 1
    return _shared(earlier, verb)


def _introduces(tokens: Sequence[Token], place: int) -> bool:
    low = tokens[place].low
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if low in ("but", "and") and following not in PREPOSITIONS:
        return False
    return low in _INTRODUCING or (low.endswith("ing") and len(low) > 5) or (low.endswith("ly") and following == ",")


def _first_phrase(tokens: Sequence[Token], verb: int) -> Subject | None:
    """The subject of the main clause, before its first finite verb."""
    start = clause_start(tokens, verb)
    for place in range(start, verb):
        token = tokens[place]
        if place > start and (is_finite(token) or _is_past(token, tokens[place - 1])):
            last = place - 1
            while last > start and is_adverbial(tokens[last]):
                last -= 1
            if tokens[last].text == ",":
                return _over_apposition(tokens, last, verb, None)
            first = phrase_start(tokens, last) if tokens[last].kind == "word" else None
            return None if first is None else _plain(first, last, verb)
    return None


def _is_past(token: Token, before: Token) -> bool:
    """Whether a word in -ed is a verb: it is none behind whose it is, "the party’s banned wing"."""
    is_modifier = before.low in _ARTICLES or before.low.endswith(("’s", "'s", "s’"))
    return token.low.endswith("ed") and token.text[0].islower() and not is_modifier


def clause_start(tokens: Sequence[Token], place: int) -> int:
    """Where the clause that holds a place begins: after a quotation, a semicolon, a colon or a dash."""
    for spot in range(place - 1, -1, -1):
        if tokens[spot].kind == "quotation" or tokens[spot].text in (";", ":", "—", "–"):
            return spot + 1
    return 0


def phrase_start(tokens: Sequence[Token], last: int) -> int | None:
    """Where the noun phrase that ends at `last` begins; None where there is no noun phrase."""
    if tokens[last].low in SUBJECT_PRONOUNS:
        return last
    if tokens[last].low in PREPOSITIONS or tokens[last].low in SUBORDINATORS or is_finite(tokens[last]):
        return None
    place = last
    while place > 0 and last - place < _LONGEST:
        before = tokens[place - 1]
        if tokens[place].low in _ARTICLES and not _attaches(tokens, place - 1):
            break
        if before.kind != "word" or is_finite(before) or is_past(before) or before.low in SUBJECT_PRONOUNS:
            break
        if before.low in SUBORDINATORS and not _joins(tokens, place - 1):
            break
        if before.low in PREPOSITIONS and not _attaches(tokens, place - 1):
            break
        place -= 1
    while place < last and tokens[place].low in (PREPOSITIONS | {"and", "but"}):
        place += 1
    return place


def _attaches(tokens: Sequence[Token], place: int) -> bool:
    """Whether a preposition hangs on a noun before it: "a spokesman for the party"."""
    if place < 1 or tokens[place].low not in _ATTACHING:
        return False
    before = tokens[place - 1]
    return before.kind == "word" and before.low not in SUBORDINATORS and not is_adverbial(before)


def _joins(tokens: Sequence[Token], place: int) -> bool:
    """Whether "and" joins two names or nouns of one phrase."""
    if tokens[place].low != "and" or place == 0 or tokens[place - 1].kind != "word":
        return False
    return tokens[place - 1].text[0].isupper() == tokens[place + 1].text[0].isupper() and not any(
        is_finite(token) for token in tokens[max(0, place - 4) : place]
    )


def phrase_end(tokens: Sequence[Token], first: int) -> int | None:
    """Where the noun phrase that begins at `first` ends."""
    if first >= len(tokens) or tokens[first].kind != "word" or tokens[first].low in PREPOSITIONS:
        return None
    if tokens[first].low in SUBJECT_PRONOUNS:
        return first
    place = first
    while place + 1 < len(tokens) and place - first < _LONGEST:
        following = tokens[place + 1]
        if following.kind != "word" or is_finite(following) or is_past(following) or following.low in SUBJECT_PRONOUNS:
            break
        if following.low in SUBORDINATORS and following.low != "and":
            break
        if following.low in PREPOSITIONS and following.low not in ("of", "for"):
            break
        place += 1
    return place
