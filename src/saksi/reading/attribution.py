"""Cue, source and content of each attribution in a unit, nested ones included."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from saksi.model import Form, Span

from .clauses import SUBJECT_PRONOUNS, Token, is_finite, looks_finite, split_tokens
from .contents import Contents, find_accorded, find_contents, find_noted, span_of
from .cues import Cue, find_cues
from .quotes import Unit
from .speech_words import behaviour
from .subjects import Subject, find_subject, phrase_end

_NAME = re.compile(r", ([A-Z][\w’'-]+(?: [A-Z][\w’'-]*)+)(?=[,.])")
_JOINT = re.compile(r", and (?=the |an? )")
_SAYING = behaviour("plain_speech") | {"said", "says"}
_PRONOUN = 4  # letters of the longest pronoun: "they"
_INTERVIEW = re.compile(r"\b(?:speaking|talking|responding) to (?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Places only: `named` is the phrase to resolve for the speaker, `source` the words that stand for it here."""

    cue: Cue
    cue_span: Span
    pieces: tuple[tuple[Span, Form], ...]
    source: Span | None = None
    named: Span | None = None
    listener: Span | None = None
    bare: bool = False


def find_attributions(text: str, unit: Unit) -> tuple[Attribution, ...]:
    """The attributions of a unit, in the order of their cues; those inside its quotations after."""
    tokens = split_tokens(text, unit)
    found = list(_settle([one for one in _outer(text, tokens) if one.pieces]))
    spoken = _spoken_to(text, unit)
    outer = [one if one.listener or one.cue.form == "according to" else replace(one, listener=spoken) for one in found]
    return (*outer, *(one for quotation in unit.quotations for one in _nested(text, unit, quotation.inner)))


def _outer(text: str, tokens: Sequence[Token]) -> Iterator[Attribution]:
    cues = find_cues(tokens)
    subjects: list[Subject | None] = []
    earlier: Subject | None = None
    for cue in cues:
        subject = find_subject(tokens, cue, earlier) if cue.entry.part == "verb" else None
        subjects.append(subject)
        earlier = subject or earlier
    places = [(cue, _begins(tokens, cue, subject)) for cue, subject in zip(cues, subjects, strict=True)]
    for number, (cue, subject) in enumerate(zip(cues, subjects, strict=True)):
        yield _attribution(text, tokens, cue, subject, places[number + 1 :])


def _begins(tokens: Sequence[Token], cue: Cue, subject: Subject | None) -> int:
    """Where a later attribution begins: with its subject after a comma, else with its verb."""
    if subject is None or subject.is_after:
        return cue.first
    opens = subject.first and not subject.is_shared and tokens[subject.first - 1].text == ","
    return subject.first if opens and cue.entry.takes & {"free", "tell"} else subject.verb


def _attribution(
    text: str, tokens: Sequence[Token], cue: Cue, subject: Subject | None, later: Sequence[tuple[Cue, int]]
) -> Attribution:
    if cue.entry.part == "verb":
        contents = find_contents(tokens, cue, subject, later) if subject else Contents(pieces=())
        source = (subject.first, subject.last) if subject else None
        named = subject.named if subject else None
    elif cue.entry.part == "preposition":
        last = _past_name(text, tokens, phrase_end(tokens, cue.last + 1))
        contents = find_accorded(tokens, cue, last, later) if last is not None else Contents(pieces=())
        source = named = (cue.last + 1, last) if last is not None else None
    else:
        contents = find_noted(tokens, cue, later)
        source = named = _noun_source(tokens, cue)
    return Attribution(
        cue=cue,
        cue_span=_span(tokens, (cue.first, cue.last)),
        pieces=tuple(span_of(tokens, piece, text) for piece in contents.pieces),
        source=_span(tokens, source) if source else None,
        named=_name_beside(text, _span(tokens, named)) if named else None,
        listener=_span(tokens, contents.listener) if contents.listener else None,
        bare=bool(contents.pieces) and is_finite(tokens[contents.pieces[0].first]),
    )


def _past_name(text: str, tokens: Sequence[Token], last: int | None) -> int | None:
    """On over the name of whom a phrase describes: "according to her husband, Ana Quill, she was beaten"."""
    match = None if last is None or not tokens[last].low.islower() else _NAME.match(text, tokens[last].span.end)
    if match is None:
        return last
    return next((n for n, token in enumerate(tokens) if token.span.end == match.end(1)), last)


def _name_beside(text: str, named: Span) -> Span:
    """The name that stands beside a description: "her lawyer, Ana Quill, said"."""
    match = _NAME.match(text, named.end)
    if match is None or not named.of(text).split()[-1].islower():
        return named
    return Span(start=match.start(1), end=match.end(1))


def _noun_source(tokens: Sequence[Token], cue: Cue) -> tuple[int, int] | None:
    """Whose a noun cue is: "warnings from residents", "the residents' warnings"."""
    following = tokens[cue.last + 1].low if cue.last + 1 < len(tokens) else ""
    if following in ("from", "by", "of"):
        last = phrase_end(tokens, cue.last + 2)
        return (cue.last + 2, last) if last is not None else None
    before = tokens[cue.first - 1] if cue.first else None
    if before is not None and (before.low.endswith(("’s", "'s", "s’")) or before.low in ("his", "her", "their", "its")):
        first = cue.first - 1
        while first > 0 and tokens[first - 1].kind == "word" and tokens[first - 1].text[0].isupper():
            first -= 1
        return (first, cue.first - 1)
    return None


def _spoken_to(text: str, unit: Unit) -> Span | None:
    """Whom a unit says it was told to in passing: "Speaking to the radio on Friday, …"."""
    match = _INTERVIEW.search(text, unit.span.start, unit.span.end)
    if match is None or match[0].lower().startswith("responding"):
        return None
    sentence = next((one.end for one in unit.sentences if one.holds(Span(start=match.start(), end=match.end()))), None)
    last = unit.span.end if sentence is None else min(sentence, unit.span.end)
    end = re.compile(r",| on | in |\.$").search(text, match.end(), last)
    return Span(start=match.end(), end=end.start() if end else last)


def _nested(text: str, unit: Unit, inner: Span) -> Iterator[Attribution]:
    """What a speaker says, between marks, that others said: only plain speech, and not the speaker's own "I said"."""
    for span in _clauses(text, unit, inner):
        tokens = split_tokens(text, replace(unit, span=span, quotations=()))
        for one in _outer(text, tokens):
            if (
                one.pieces
                and one.cue.entry.takes & {"free", "tell"}
                and _is_other(text, one.source)
                and not _orders(text, one)
                and (one.cue.form in _SAYING or _is_clause(tokens, one.pieces[0][0]))
            ):
                yield one


def _clauses(text: str, unit: Unit, inner: Span) -> Iterator[Span]:
    """The sentences inside marks, each parted where ", and the …" begins another clause."""
    for sentence in unit.sentences:
        start, last = max(sentence.start, inner.start), min(sentence.end, inner.end)
        for joint in [*(_JOINT.finditer(text, start, last) if start < last else ()), None]:
            end = joint.start() if joint else last
            if text[start:end].strip():
                yield Span(start=start, end=end)
            start = joint.end() if joint else end


def _is_clause(tokens: Sequence[Token], span: Span) -> bool:
    """Whether words hold a verb, or follow "that": "they claim persecution" reports nothing that others said."""
    inside = [place for place, token in enumerate(tokens) if span.holds(token.span)]
    if not inside:
        return False
    follows_that = inside[0] > 0 and tokens[inside[0] - 1].low == "that"
    return follows_that or any(looks_finite(tokens[place]) or tokens[place].low in SUBJECT_PRONOUNS for place in inside)


def _orders(text: str, one: Attribution) -> bool:
    return one.pieces[0][0].of(text).startswith("to ")


def _is_other(text: str, source: Span | None) -> bool:
    return source is not None and source.of(text).lower() not in ("i", "we", "you", "it", "that", "who")


def _settle(found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Leave out a thought inside a report of the same mouth, and a report that holds nothing but a thought."""
    for one in found:
        weak = one.cue.entry.stance == "predicts" or not one.cue.entry.takes & {"free", "tell", "object"}
        inside = any(_holds(other, one) for other in found if other is not one)
        only = any(_is_all_of(other, one) for other in found if other is not one)
        if not only and not (weak and inside and not any(_is_all_of(one, other) for other in found)):
            yield one


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether a claim holds another with the pronoun that says whose it is."""
    place = inner.source
    if place is None or place.end - place.start > _PRONOUN:
        return False
    return any(span.holds(place) for span, _ in outer.pieces)


def _is_all_of(inner: Attribution, outer: Attribution) -> bool:
    """Whether the outer claim begins with the inner's speaker, whose claim lacks a subject: "he believes will …"."""
    place = inner.source
    if place is None or not inner.bare or inner.cue is outer.cue:
        return False
    return any(span.start == place.start for span, _ in outer.pieces)


def _span(tokens: Sequence[Token], places: tuple[int, int]) -> Span:
    return Span(start=tokens[places[0]].span.start, end=tokens[places[1]].span.end)
