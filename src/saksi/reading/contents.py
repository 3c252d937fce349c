"""The words of a claim, given its cue and its subject: before the attribution, after it, or on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass

from saksi.model import Form, Span

from .between import skip_between
from .clauses import PARTICIPLES, PREPOSITIONS, RELATIVES, SUBJECT_PRONOUNS, Token, looks_finite
from .cues import Cue, opens_clause
from .speech_words import behaviour
from .subjects import Subject, clause_start

_STOPS = frozenset([".", "?", "!", "…"])
_MARKS = "“”«»„\"`'"
_TURNS = frozenset(["as", "while", "although", "though", "when", "if"])
_PURPOSES = frozenset([("so", "that"), ("so", "they"), ("in", "order")])
_OF_THINGS = behaviour("of_things")
_FRAMES = PREPOSITIONS | {"ahead", "prior"}
_SUBJECTS = SUBJECT_PRONOUNS | RELATIVES | {"that"}
_LEAST = 3  # words that can be a clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Tokens `first` to `last` of a claim."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The pieces of a claim and the tokens between cue and content that may name the listener."""

    pieces: tuple[Piece, ...]
    listener: tuple[int, int] | None = None


def find_contents(
    tokens: Sequence[Token], cue: Cue, subject: Subject | None, later: Sequence[tuple[Cue, int]]
) -> Contents:
    """What is said. `later`: the cues after this one with the places where their verb groups begin."""
    first = min(cue.first, subject.verb, subject.first) if subject and not subject.is_shared else cue.first
    if subject and subject.is_shared:
        first = subject.verb
    last = subject.last if subject and subject.is_after else cue.last
    before = None if _is_participle(tokens, cue, subject) else _before(tokens, first, subject)
    if before is not None and _has_clause_after(tokens, cue, last):
        before = None
    after, listener = _after(tokens, cue, last, later, before is not None)
    pieces = tuple(piece for piece in (before, after) if piece is not None)
    if before is None and after is not None and "free" in cue.entry.takes and _is_adjunct(tokens, after):
        pieces = ()
    return Contents(pieces=pieces, listener=listener)


def _is_adjunct(tokens: Sequence[Token], after: Piece) -> bool:
    """Whether a preposition follows and no verb: "testified for the prosecution" tells nothing that was said."""
    inside = tokens[after.first : after.last + 1]
    opens = tokens[after.first - 1].low != "that" and inside[0].low in PREPOSITIONS
    return opens and not any(token.kind == "quotation" or looks_finite(token) for token in inside)


def _is_participle(tokens: Sequence[Token], cue: Cue, subject: Subject | None) -> bool:
    """Whether a cue hangs on the one before: ", adding that …", "and suggested that …"."""
    if subject is None or subject.is_after:
        return False
    return subject.is_shared or (cue.form.split()[0].endswith("ing") and tokens[subject.verb - 1].text == ",")


def _has_clause_after(tokens: Sequence[Token], cue: Cue, last: int) -> bool:
    """Whether what is said follows the cue: then a clause before it is only an introduction."""
    start = skip_between(tokens, cue, last + 1)
    return start < len(tokens) and tokens[start].kind == "word" and opens_clause(tokens, start)


def find_noted(tokens: Sequence[Token], cue: Cue, later: Sequence[tuple[Cue, int]]) -> Contents:
    """What a noun such as "warnings" holds: the clause after its "that"."""
    that = next((spot for spot in range(cue.last + 1, len(tokens)) if tokens[spot].low == "that"), None)
    if tokens[cue.last + 1].low in SUBJECT_PRONOUNS:
        that = cue.last
    if that is None or that + 1 >= len(tokens):
        return Contents(pieces=())
    end = _forward_end(tokens, that + 1, later)
    comma = next((spot for spot in range(that + 1, end) if tokens[spot].text == ","), None)
    return Contents(pieces=_piece(tokens, that + 1, end if comma is None else comma - 1))


def find_accorded(tokens: Sequence[Token], cue: Cue, source_last: int, later: Sequence[tuple[Cue, int]]) -> Contents:
    """What "according to X" covers: the clause before it, or the one after it where it opens the sentence."""
    first = cue.first
    opening = clause_start(tokens, first)
    has_before = first - opening >= _LEAST
    if has_before:
        end = first - 1
        while end > opening and tokens[end].text == ",":
            end -= 1
        after: tuple[Piece, ...] = ()
        if (
            source_last + 1 < len(tokens)
            and tokens[source_last + 1].text == ","
            and not _is_tail(tokens, source_last + 2)
            and any(looks_finite(token) for token in tokens[source_last + 2 :])
        ):
            after = _piece(tokens, source_last + 2, _forward_end(tokens, source_last + 2, later))
        return Contents(pieces=(*_piece(tokens, _content_start(tokens, opening, end), end), *after))
    start = next((spot + 1 for spot in range(source_last, len(tokens)) if tokens[spot].text == ","), None)
    if start is None or start >= len(tokens):
        return Contents(pieces=())
    return Contents(pieces=_piece(tokens, start, _forward_end(tokens, start, later)))


def _is_tail(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].low in ("which", "who", "a", "an", "the")


def _before(tokens: Sequence[Token], first: int, subject: Subject | None) -> Piece | None:
    """The clause before the attribution, where a comma or a closing mark parts the two."""
    end = first - 1
    if end < 0:
        return None
    if tokens[end].kind == "quotation":
        if tokens[end].text.rstrip(_MARKS)[-1:].isalnum() and not (subject and subject.is_after):
            return None
        start = _mixed_start(tokens, end)
        return Piece(first=start, last=end)
    if tokens[end].text != "," or end == 0:
        return None
    end -= 1
    if tokens[end].kind == "quotation":
        return Piece(first=_mixed_start(tokens, end), last=end)
    start = _content_start(tokens, clause_start(tokens, end), end)
    if end - start < _LEAST or _is_introduction(tokens, start, end):
        return None
    return Piece(first=start, last=end)


def _mixed_start(tokens: Sequence[Token], quotation: int) -> int:
    """Where a claim that ends in a quotation begins: at its mark, or with the clause that it completes."""
    start = clause_start(tokens, quotation)
    if quotation - start < 1 or not any(looks_finite(token) for token in tokens[start:quotation]):
        return quotation
    return _content_start(tokens, start, quotation)


def _content_start(tokens: Sequence[Token], start: int, end: int) -> int:
    while start < end and (
        (tokens[start].kind == "mark" and tokens[start].text not in "$€£(")
        or tokens[start].low in ("but", "and", "yet")
    ):
        start += 1
    return start


def _is_introduction(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether words before a comma only introduce the clause after: no finite verb, or a subordinate one."""
    low = tokens[start].low
    subordinate = (
        PREPOSITIONS
        | PARTICIPLES
        | {"when", "while", "because", "if", "although", "though", "where", "once", "even", "so", "that"}
    )
    commas = any(token.text == "," for token in tokens[start:end])
    if low in subordinate or (low.endswith("ing") and len(low) > 5):
        return not commas
    return False


def _after(
    tokens: Sequence[Token], cue: Cue, last: int, later: Sequence[tuple[Cue, int]], has_before: bool
) -> tuple[Piece | None, tuple[int, int] | None]:
    """The words after the attribution, and those between that may name the listener."""
    place = last + 1
    start = skip_between(tokens, cue, place)
    between = (place, start - 1) if start > place else None
    if start >= len(tokens) or tokens[start].text in _STOPS:
        return None, between
    if has_before and tokens[start].text == ",":
        start += 1
    elif has_before and tokens[start].kind != "quotation":
        return None, between
    while start < len(tokens) and (tokens[start].text in (",", ":", "—", "-") or tokens[start].low == "that"):
        start += 1
    if start + 1 < len(tokens) and tokens[start].low == "as" and tokens[cue.last + 1].low == "by":
        start += 1
    if start >= len(tokens) or (tokens[start].text in _STOPS and tokens[start - 1].low == "that"):
        start -= 1  # "rejected that."
    if start <= cue.last:
        return None, between
    if has_before and tokens[start].kind != "quotation" and _adds_nothing(tokens, start, later):
        return None, between
    start = _past_joints(tokens, start) if has_before else _trim_start(tokens, cue, start)
    end = _forward_end(tokens, start, later)
    if ("object" in cue.entry.takes or cue.form in _OF_THINGS) and tokens[start - 1].low != "that":
        end = _purpose(tokens, start, end) - 1
    found = _piece(tokens, start, end)
    return (found[0] if found else None), between


def _purpose(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the purpose of an act begins that a noun phrase follows: "claimed asylum | so that …"."""
    for place in range(start, end):
        low, following = tokens[place].low, tokens[place + 1].low
        if place > start and (low, following) in _PURPOSES:
            return place
        if looks_finite(tokens[place]) or tokens[place].kind != "word" or low in _SUBJECTS:
            return end + 1
    return end + 1


def _past_joints(tokens: Sequence[Token], start: int) -> int:
    """Past the "and" or "so that" that ties the second half of a split clause to the first."""
    while start + 1 < len(tokens) and tokens[start].low in ("and", "but", "so", "that"):
        start += 1
    return start


def _trim_start(tokens: Sequence[Token], cue: Cue, start: int) -> int:
    """Past the "to" of an infinitive, the "of" of a complaint, and the verb of "what he says are …"."""
    low = tokens[start].low
    is_what = cue.first > 1 and tokens[cue.first - 2].low == "what" and low in ("is", "are", "was", "were")
    is_to = low == "to" and bool(cue.entry.takes & {"infinitive", "tell"})
    return start + 1 if (is_what or is_to or low == "of") and start + 1 < len(tokens) else start


def _adds_nothing(tokens: Sequence[Token], start: int, later: Sequence[tuple[Cue, int]]) -> bool:
    """Whether what follows `…, he said,` is an apposition, an adjunct or another attribution, not the claim's rest."""
    low = tokens[start].low
    if not any(looks_finite(token) for token in tokens[start:]) and low not in ("because", "and"):
        return True
    if low in PARTICIPLES or low in ("who", "which", "despite", "where", "when", "a", "an") or low.endswith("ing"):
        return True
    return any(verb <= start + 1 for _, verb in later)


def _forward_end(tokens: Sequence[Token], start: int, later: Sequence[tuple[Cue, int]]) -> int:
    """Where a clause that begins at `start` ends: with its unit, or before another attribution of the same sentence."""
    end = len(tokens) - 1
    for cue, verb in later:
        if verb <= start or _is_frame(tokens, start, verb):
            continue
        before = tokens[verb - 1]
        joined = before.low in ("and", "but") and cue.entry.part == "verb"
        if before.text == "," and cue.entry.part == "verb":
            end = verb - 2
            break
        if joined and verb - 2 >= start:
            end = verb - 2
            break
        if cue.entry.part == "preposition" and before.text == ",":
            end = verb - 2
            break
        if (
            before.low in SUBJECT_PRONOUNS
            and verb > 3
            and tokens[verb - 2].low == "that"
            and tokens[verb - 3].low == "and"
        ):
            end = verb - 4
            break
    turn = (spot for spot in range(start + _LEAST, end) if tokens[spot].low == "but" and tokens[spot + 1].low in _TURNS)
    end = next(turn, end + 1) - 1
    while end > start and (tokens[end].text in _STOPS or tokens[end].text in (",", ";", "—", ":")):
        end -= 1
    return end


def _is_frame(tokens: Sequence[Token], start: int, verb: int) -> bool:
    """Whether what follows "that" is so far only its time or place: "that, ahead of the vote, it expects …"."""
    opening = [token.low for token in tokens[max(0, start - 2) : start]]
    if opening[-2:] != ["that", ","] and opening[-1:] != ["that"]:
        return False
    # a capital: the month of May is no verb
    verbs = (token for token in tokens[start:verb] if looks_finite(token) and token.text[0].islower())
    return tokens[start].low in _FRAMES and next(verbs, None) is None


def _piece(tokens: Sequence[Token], first: int, last: int) -> tuple[Piece, ...]:
    return (Piece(first=first, last=last),) if first <= last < len(tokens) else ()


def span_of(tokens: Sequence[Token], piece: Piece, text: str) -> tuple[Span, Form]:
    """The span of a piece as annotated: without outer marks, and without the comma that belongs to the attribution."""
    first, last = tokens[piece.first], tokens[piece.last]
    if piece.first == piece.last and first.kind == "quotation":
        return inner_span(text, first.span), "direct"
    mixed = any(token.kind == "quotation" for token in tokens[piece.first : piece.last + 1])
    return Span(start=first.span.start, end=last.span.end), "mixed" if mixed else "indirect"


def inner_span(text: str, span: Span) -> Span:
    """A quotation without its marks, nor the comma before the closing one."""
    start, end = span.start, span.end
    while start < end - 1 and text[start] in _MARKS:
        start += 1
    while end - 1 > start and text[end - 1] in _MARKS:
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    while end > start + 1 and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Span(start=start, end=max(end, start + 1))
