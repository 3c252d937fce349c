"""Whether a word that may tell of an event does so where it stands: verb or noun, done or only threatened."""

import re
from collections.abc import Sequence

from .closed_words import BE, DETERMINERS, HAVE, MODALS, PREPOSITIONS
from .frames import Hit
from .governors import governs_noun
from .participants import Participants
from .predicates import Clauses

_JOINED = frozenset({"i", "we", "they", "he", "she", "and", "or", "let", "who", "that", "not", "to", "help"})


def is_trigger(clauses: Clauses, hit: Hit) -> bool:
    """Whether a form that may be a noun or an adjective stands as a verb, and a state after a copula or a noun."""
    place = clauses.index(hit.head.start)
    before = clauses.words[place - 1].low if place else ""
    if hit.shape == "state":
        return not re.fullmatch(r"years?|months?|weeks?|days?|term|died|life|time|sentence|outside|spent", before)
    if hit.frame.shape != "verb":
        return True
    if hit.head.of(clauses.page.text)[0].isupper() and place > 0:
        return False
    if hit.shape == "base":
        return _stands_as_verb(clauses, hit, place, before)
    if hit.shape in ("past", "participle"):
        after = clauses.words[place + 1].low if place + 1 < len(clauses.words) else ""
        is_adjective = before in DETERMINERS or before.endswith(("’s", "'s"))
        is_noun = re.fullmatch(r"[a-z]\w+", after) and after not in PREPOSITIONS | BE
        return not (is_adjective and is_noun)
    return before not in DETERMINERS


def is_absorbed(clauses: Clauses, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether an act is only what somebody threatens, orders or tries to do: "threaten to arrest and detain"."""
    if hit.shape != "base":
        return False
    place = clauses.index(hit.head.start)
    while place > 1 and clauses.words[place - 1].low in ("and", "or", "to"):
        place -= 1
        before = clauses.words[place - 1]
        if any(one.frame.kind == "threat" and one.head.end == before.end for one in hits):
            return True
        if clauses.words[place].low != "to":
            verb = next((one for one in hits if one.head.end == before.end), None)
            return verb is not None and is_absorbed(clauses, verb, hits)
        if before.low in ("trying", "try", "tried", "attempting", "attempt", "attempted"):
            return True
    return False


def _stands_as_verb(clauses: Clauses, hit: Hit, place: int, before: str) -> bool:
    left = clauses.group_start(place)
    group = {word.low for word in clauses.words[left:place]}
    if group & (MODALS | {"to", "not"}):
        return True
    if governs_noun(before):
        return False
    if before in DETERMINERS | PREPOSITIONS | BE | HAVE or not before or not before[0].isalpha():
        return False
    if before in _JOINED or (before.endswith("s") and not before.endswith(("’s", "'s", "ss"))):
        return True
    singular = hit.head.of(clauses.page.text).lower().endswith("s")
    return singular and clauses.np_right(place + 1) is not None


def is_told(clauses: Clauses, hit: Hit, who: Participants) -> bool:
    """Whether a trigger has somebody to tell of: verbs that do need an object or a subject that bears."""
    if hit.frame.only_passive and not who.passive:
        return False
    if hit.frame.unless_subject and hit.frame.unless_subject.match(who.subject):
        return False
    if hit.frame.shape == "verb":
        return bool(who.agent or who.targets or who.subject)
    if hit.shape == "state":
        return bool(who.targets or who.agent or who.subject)
    return True
