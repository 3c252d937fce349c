"""The words that say that somebody says something: found by the lexicon, kept where their surroundings license them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .clauses import (
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    Token,
    is_adverbial,
    is_finite,
    looks_finite,
)
from .naming import singular
from .naming import words_of as names_of
from .speech_words import Entry, ambiguous, behaviour, lexicon, nouns, words_of

_BARRED = (DETERMINERS | PREPOSITIONS | {"’s", "'s", "whose"}) - behaviour("before_bare") - words_of("quantifiers")
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "get", "got", "’s"])
_CLAUSE_OPENERS = SUBJECT_PRONOUNS | {"that", "whether", "if", "how", "why", "what", "this", "these"}
_BEFORE_BARE = behaviour("before_bare")
_IRREGULAR = behaviour("irregular")
_BEFORE_PARTICIPLE = _BE | {"and", "by", "while", "or", "not", "also", "in", "after", "before"}
_EVIDENCE = behaviour("evidence")
_NAMING = behaviour("naming")
_WRITTEN = behaviour("written")
_ASKED = frozenset(["how", "whether", "what", "if", "why", "where", "when", "who", "which"])
_MODALS = words_of("modals")
_PLAIN_SPEECH = behaviour("plain_speech")
_THAT = 6  # words of a time or place between a cue and its "that"
_SUBJECT = 9  # words of a subject between a quotation and its cue
_SPEAKING = frozenset(["free", "tell"])
_NOBODY = frozenset(["nobody", "none", "nothing"])
_OBJECTS = frozenset({"him", "her", "them", "me", "us"})
_REFLEXIVES = frozenset({"himself", "herself", "themselves", "itself"})
_TIMES = words_of("days") | words_of("adverbs") | words_of("counts")
_TO_PEOPLE, _REFUSED = behaviour("to_people"), behaviour("refused")
_LOOK = 12  # words after a cue within which a clause shows its verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue at tokens `first` to `last` (included)."""

    first: int
    last: int
    entry: Entry
    form: str


def find_cues(tokens: Sequence[Token]) -> tuple[Cue, ...]:
    """The licensed cues of a unit, in order."""
    return tuple(_find(tokens))


def _find(tokens: Sequence[Token]) -> Iterator[Cue]:
    place = 0
    while place < len(tokens):
        cue = _cue_at(tokens, place)
        if cue is not None:
            yield cue
            place = cue.last
        place += 1


def _cue_at(tokens: Sequence[Token], place: int) -> Cue | None:
    if tokens[place].kind != "word":
        return None
    for length in (4, 3, 2, 1):
        form = tuple(token.low for token in tokens[place : place + length])
        entry = lexicon().get(form) if len(form) == length else None
        if entry is None:
            continue
        cue = Cue(first=place, last=place + length - 1, entry=entry, form=" ".join(form))
        if entry.part == "preposition" or (
            entry.part == "verb" and _is_verb(tokens, cue) and _is_licensed(tokens, cue)
        ):
            return cue
    noun = nouns().get(tokens[place].low)
    if noun is not None and _is_noun_cue(tokens, place):
        return Cue(first=place, last=place, entry=noun, form=tokens[place].low)
    return None


def _is_verb(tokens: Sequence[Token], cue: Cue) -> bool:
    before = tokens[cue.first - 1] if cue.first else None
    if before is None:
        return False
    if before.low in _BARRED or before.text == "-" or before.low.endswith(("’s", "'s")):
        return False
    if tokens[cue.first].text[0].isupper() or _is_modifier(tokens, cue) or _is_asked(tokens, cue):
        return False
    if (
        _is_reflexive(tokens, cue)
        or _is_withheld(tokens, cue)
        or _is_done_to_people(tokens, cue)
        or _is_kept_secret(tokens, cue)
    ):
        return False
    if not _agrees(tokens, cue, before):
        return False
    if _is_undergone(tokens, cue) and not cue.form.split()[0].endswith("ing"):
        return _is_by(tokens, cue)
    return True


def _is_undergone(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a passive stands before, past adverbs: "is held", "is still held"."""
    place = cue.first - 1
    while place > 0 and is_adverbial(tokens[place]) and not is_finite(tokens[place]):
        place -= 1
    return tokens[place].low in _BE


def _is_asked(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether the thought is only asked about: "asked if he felt …"."""
    return (
        cue.first > 1
        and tokens[cue.first - 1].low in SUBJECT_PRONOUNS
        and tokens[cue.first - 2].low in ("if", "whether")
    )


def _is_reflexive(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether somebody only does it to themselves: "blamed himself." tells nothing that was said."""
    near = tokens[cue.last + 1 : cue.last + 3]
    return bool(near) and near[0].low in _REFLEXIVES and near[-1].kind != "word"


def _is_withheld(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether nothing is said, or something refused: "nobody told", "said nothing", "denied her medicine"."""
    near = [token.low for token in tokens[cue.last + 1 : cue.last + 3]]
    if not near or near[0] in ("nothing", "little"):
        return bool(near)
    if cue.first and tokens[cue.first - 1].low in _NOBODY:
        return True
    if cue.form[:3] not in ("den", "ask"):
        return False
    return near[0] in _REFUSED or (near[0] in DETERMINERS | _OBJECTS and near[-1] in _REFUSED)


def _is_done_to_people(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether the object is somebody: "questioned Ana Quill", "questioned two monks", not "questioned the verdict"."""
    if cue.form not in _TO_PEOPLE:
        return False
    phrase = []
    for token in tokens[cue.last + 1 : cue.last + 6]:
        if token.kind != "word" or token.low in PREPOSITIONS or token.low in _TIMES:
            break
        phrase.append(token)
    last = phrase[-1] if phrase else None
    if phrase and phrase[0].low in _OBJECTS - {"her"}:
        return True
    is_role = last is not None and singular(last.low) in names_of("persons", "roles")
    return last is not None and (last.low in _OBJECTS or is_role or last.text[0].isupper())


def _is_kept_secret(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether somebody only asks for no name: "who asked not to be named", "asked to remain anonymous"."""
    near = [token.low for token in tokens[cue.last + 1 : cue.last + 5]]
    hidden = {"named", "identified", "anonymous", "quoted"} & set(near)
    return cue.form.startswith(("ask", "request", "insist")) and bool(hidden)


def _is_modifier(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether adverbs part the word from a determiner: "the openly backed candidate"."""
    place = cue.first - 1
    while place > 0 and tokens[place].low.endswith("ly"):
        place -= 1
    return place < cue.first - 1 and tokens[place].low in ("a", "an", "the", "on", "of", "his", "her", "its", "their")


def _agrees(tokens: Sequence[Token], cue: Cue, before: Token) -> bool:
    """Whether the form fits what stands before it: a bare form has a plural subject, "to" or a modal before it."""
    head = cue.form.split()[0]
    if before.low == "this" and not head.endswith(("ed", "s")) and head not in _IRREGULAR:
        return False  # "this report": a noun
    if head.endswith("ing"):
        follows = before.kind != "word" or before.low in _BEFORE_PARTICIPLE
        return follows or (bool(cue.entry.takes & _SPEAKING) and opens_clause(tokens, cue.last + 1))
    if head in _NAMING and before.text[0].islower() and before.low not in _BEFORE_BARE and not is_adverbial(before):
        return cue.last + 1 < len(tokens) and not tokens[cue.last + 1].text[0].isupper()
    if cue.form in ambiguous() and not (before.text[0].isupper() or before.low in _BEFORE_BARE):
        return any(token.low == "that" for token in tokens[cue.last + 1 : cue.last + 3])
    if head.endswith(("ed", "s")) or head in _IRREGULAR:
        return True
    return _agrees_bare(tokens, cue, before)


def _agrees_bare(tokens: Sequence[Token], cue: Cue, before: Token) -> bool:
    if before.low in _MODALS or (before.low in ("not", "n’t") and tokens[cue.first - 2].low in _MODALS):
        return False
    if before.low == "to" and any(token.low in _ASKED for token in tokens[cue.last + 1 : cue.last + 4]):
        return False  # "refused to reveal at once where": nothing is said
    if before.low == "to" and cue.form == "say":
        return opens_clause(tokens, cue.last + 1)
    if cue.form in _PLAIN_SPEECH:
        return True
    if before.low in ("to", "i", "we", "you"):
        return bool(cue.entry.takes & (_SPEAKING | {"infinitive", "urge"}))
    return before.kind != "word" or before.low in _BEFORE_BARE or before.low.endswith("s") or is_adverbial(before)


def _is_by(tokens: Sequence[Token], cue: Cue) -> bool:
    """A passive tells who speaks only with "by"."""
    return any(token.low == "by" for token in tokens[cue.last + 1 : cue.last + 3])


def _is_licensed(tokens: Sequence[Token], cue: Cue) -> bool:
    takes = cue.entry.takes
    if has_quotation_near(tokens, cue) or is_parenthesis(tokens, cue) or _has_that(tokens, cue.last + 1):
        return True
    after = tokens[cue.last + 1] if cue.last + 1 < len(tokens) else None
    if cue.form in _WRITTEN and after is not None and after.low not in PREPOSITIONS:
        return opens_clause(tokens, cue.last + 1)
    if takes & {"free", "tell"}:
        return not (
            after is not None
            and after.low in ("to", "of", "for")
            and "free" in takes
            and cue.form[:4] in ("clai", "repl")
        )
    if after is None:
        return False
    if "clause" in takes and any(token.low in _EVIDENCE for token in tokens[max(0, cue.first - _SUBJECT) : cue.first]):
        return after.kind == "word" and after.low not in PREPOSITIONS
    if after.low == "by":
        return any(token.low == "as" for token in tokens[cue.last + 2 : cue.last + _SUBJECT])
    if "object" in takes and after.kind == "word" and after.low not in PREPOSITIONS:
        return True
    if "object" in takes and " " in cue.form:
        return True
    if "infinitive" in takes and any(token.low == "to" for token in tokens[cue.last + 1 : cue.last + 4]):
        return True
    if "urge" in takes and any(token.low in ("to", "for") for token in tokens[cue.last + 1 : cue.last + 24]):
        return True
    if "quote" in takes:
        return any(token.low in ("whether", "if", "why", "how") for token in tokens[cue.last + 1 : cue.last + 6])
    return bool(takes & {"clause", "infinitive", "urge"}) and opens_clause(tokens, cue.last + 1)


def _has_that(tokens: Sequence[Token], place: int) -> bool:
    """Whether "that" opens the content, with no more than a time or place before it: "denied on Monday that"."""
    for spot in range(place, min(place + _THAT, len(tokens))):
        if tokens[spot].low == "that" and tokens[spot - 1].low != "so":
            return spot == place or tokens[place].low in PREPOSITIONS or tokens[place].text[0].isupper()
        if tokens[spot].kind != "word" or looks_finite(tokens[spot]):
            return False
    return False


def has_quotation_near(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a quotation stands right after a cue, or right before it and its subject."""
    near = tokens[cue.last + 1 : cue.last + 4]
    for token in near:
        if token.kind == "quotation":
            return True
        if token.text not in ",:" and token.low not in ("that", "as"):
            break
    return _closes_quotation(tokens, cue.first)


def _closes_quotation(tokens: Sequence[Token], first: int) -> bool:
    """Whether a quotation ends right before a cue, or before the few words of its subject."""
    for place in range(first - 1, max(-1, first - _SUBJECT), -1):
        token = tokens[place]
        if token.kind == "quotation":
            return token.text.rstrip("”»\"'")[-1:] in ",?!—…-"
        if token.text in (",", ";", ":") or is_finite(token):
            return False
    return False


def is_parenthesis(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a cue and its subject stand after a comma, with nothing behind them: `…, records show.`"""
    after = tokens[cue.last + 1].text if cue.last + 1 < len(tokens) else "."
    if after not in (".", ",", ";"):
        return False
    for place in range(cue.first - 1, max(-1, cue.first - _SUBJECT), -1):
        if tokens[place].text == ",":
            return place < cue.first - 1
        if tokens[place].kind != "word" or looks_finite(tokens[place]):
            return False
    return False


def opens_clause(tokens: Sequence[Token], place: int) -> bool:
    """Whether a clause begins here: "that", a pronoun, or a noun phrase with its verb."""
    if place >= len(tokens):
        return False
    first = tokens[place]
    if first.low == "there":
        return place + 1 < len(tokens) and (is_finite(tokens[place + 1]) or is_adverbial(tokens[place + 1]))
    if first.low in _CLAUSE_OPENERS or is_finite(first):
        return True
    if first.kind != "word" or first.low in PREPOSITIONS or first.low in RELATIVES:
        return False
    for token in tokens[place + 1 : place + _LOOK]:
        if token.kind == "mark" or token.low in RELATIVES:
            return False
        if is_finite(token):
            return token.low != "being"  # "saw her being led away"
    return False


def _is_noun_cue(tokens: Sequence[Token], place: int) -> bool:
    """A noun counts where its content follows: "that", perhaps after whose it is."""
    for token in tokens[place + 1 : place + 7]:
        if token.low == "that" or (token.low in ("he", "she", "it", "they") and token is tokens[place + 1]):
            return True
        if token.kind != "word" or looks_finite(token):
            return False
        if token is tokens[place + 1] and token.low not in ("from", "by", "of", "in"):
            return False
    return False
