"""What governs an act, so that it is not told as done: "feared arrest", "failed to arrest", "is said to have fled".

The words of the clause up to the trigger decide, by the shape that they give to it: a noun, an infinitive, an -ing
form, a clause of its own. The words are data: `lexicon/governors.toml`.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from saksi.model import Certainty

from .frames import Hit

_WORD = (
    r"(?!(?:of|for|against|about|and|or|but|that|who|which|after|before|since|because|in|on|at|by|with|from|to|while|when"
    r"|over)\b)[\w’'.-]+"
)
_NOUN_GAP = rf"(?:\s+(?:of|for|against|about))?(?:\s+{_WORD}){{0,4}}\s*$"
_TO = r"\s+(?:not\s+)?to\s+(?:(?:be|being|get|\w+ly)\s+)*$"
_GAP = r"(?:\s+[^\s,;:“”.]+){0,6}?"
_ADVERBS = r"\s+(?:\w+ly\s+)?(?:been\s+|being\s+)?$"
_WIDE_GAP = r"(?:\s+(?!(?:INTENT)\b)[^\s,;:“”.]+){0,9}?"
_TO_HAVE = r"\s+to have\s+(?:been\s+)?(?:\w+ly\s+)?$"
_BARE = r"\s+(?:(?:ever|\w+ly)\s+)?$"
_BEING = r"\s+(?:ever\s+)?(?:(?:being|having been|having|getting)\s+)(?:\w+ly\s+)?$"
_NO_DETERMINER = r"\s+(?!(?:the|his|her|their|its|whose)\b)"
_CLAUSE = r"\s+(?:(?!(?:and|but|who|which|because|after|before|when|while)\b)[^\s,;:“”]+\s+){1,8}$"
_DEFINITE = r"\s+(?:the|his|her|their|[A-Z][\w. ]*[’']s)\s+(?:\w+\s+)?$"
#: Up to an act within an infinitive: "to release her under ".
_INSIDE = r"(?:(?!(?:and|but|who|which|because|after|while|is|was|were|has|had)\b)[^\s,;:“”.]+\s+)*$"
#: Between a noun and what is said of it: "of Maria Vell has been".
_THEN = r"(?:\s+(?!(?:and|but|who|which|that)\b)[^\s,;:“”.]+){0,6}?\s+(?:is|are|was|were|been|be)\s+(?:\w+ly\s+)?"
_NEVER_WAS = re.compile(
    r"(?:\s+[^\s,;:“”.]+){0,6}?\s+(?:never (?:took|happened)|(?:did|ha[sd]|have) not (?:yet )?(?:take|taken|happen))",
    re.IGNORECASE,
)
_WOULD = re.compile(r"(?:\s+[^\s,;:“”.]+){1,8}?\s+(?:would|could|may|might|should|must|can)\b", re.IGNORECASE)
_NOT = re.compile(r"(?:\b(?:not|never|no|nobody|no one|cannot|without)|n[’']t)(?:\s+\w+){0,2}\s*$", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|would|could|may|might|should|must|can|to|hop\w+|tr(?:y|ied|ying))(?:\s+\w+ly)?\s*$", re.IGNORECASE
)
_OBJECT = r"\s+(?:(?!to\b)[\w’'-]+\s+){0,3}$"
_REFUSED = re.compile(r"[^,;“”]*?\b(?:was|were|been)\s+(?:\w+ly )?(?:rejected|refused|denied|turned down|dismissed)\b")
_FALSE = re.compile(
    r"[^,;“”]*?\b(?:is|are|was|were|as)\s+(?:\w+ly )?(?:false|untrue|not true|baseless|unfounded|fabricated|fake)\b",
    re.I,
)
#: What happens once, and has not happened while it is faced, or when it is stopped.
_ONCE = frozenset(
    {"arrest", "deportation", "killing", "trial", "release", "transfer", "sentence", "conviction", "pardon"}
)


def governed(hit: Hit, left: str, right: str) -> Certainty | None:
    """How what governs a trigger has it, from the words of its sentence on both sides; None where nothing governs."""
    if hit.shape in ("noun", "base", "state") and _is_request_refused(left, right):
        return "negated"
    if hit.shape == "noun":
        return _noun(hit, left, right)
    if hit.shape == "base" or re.search(r"\bto (?:be|have been|have)\s+(?:\w+ly\s+)?$", left, re.IGNORECASE):
        return _infinitive(left)
    if _ends(left, "barely_missed", _ADVERBS):
        return "negated"
    if hit.shape == "ing" and re.search(r"(?:^|\bthat\s+|“)$", left) and _WOULD.match(right):
        return "planned"
    return _ing(left, _BARE if hit.shape == "ing" else _BEING) or _clause(left, right)


def governs_noun(word: str) -> bool:
    """Whether what follows a word is the noun that it governs: "faces arrest"."""
    return any(re.fullmatch(_words(key), word, re.IGNORECASE) for key in ("awaited", "faced", "averted"))


def undergone_at(left: str) -> int | None:
    """Where the verb begins whose subject is to suffer the noun that follows: "X escaped arrest"."""
    found = _ends(left, "undergone", _NOUN_GAP)
    return None if found is None else found.start()


def is_presupposed(left: str) -> bool:
    """Whether an act is taken for granted, whatever is said about it: "during his arrest"."""
    return _ends(left, "after_the_act", _DEFINITE) is not None


def is_felt(left: str) -> bool:
    """Whether a feeling about an act is told, which takes it for done: "welcomed the release"."""
    return _ends(left, "felt", _DEFINITE) is not None


def is_how_it_was_done(right: str) -> bool:
    """Whether the words after an act say how it was done: who denies that it was "unlawfully" done denies no act."""
    return re.match(rf"\s+(?:{_words('manner')})\b", right, re.IGNORECASE) is not None


def _noun(hit: Hit, left: str, right: str) -> Certainty | None:
    once = hit.frame.kind in _ONCE
    if _ends(left, "averted", _NOUN_GAP) or (once and _ends(left, "halted", _NOUN_GAP)):
        return _turned(left, ("averted", "halted"), _NOUN_GAP, "negated")
    if found := _ends(left, "awaited", _NOUN_GAP) or (_ends(left, "faced", _NOUN_GAP) if once else None):
        is_refused = _ends(left[: found.start()], "turned_down", _OBJECT) or _REFUSED.match(right)
        return "negated" if is_refused or _NOT.search(left[: found.start()]) else "planned"
    if _said_then("then_averted", right) or _NEVER_WAS.match(right):
        return "negated"
    if _said_then("then_awaited", right):
        return "planned"
    if found := _ends(left, "charging", rf"{_GAP}\s+(?:with|of|for){_NO_DETERMINER}(?:\w+\s+)?$"):
        return "negated" if _ends(left[: found.start()], "turned_down", _OBJECT) else "alleged"
    if re.match(rf"\s+(?:{_words('behind_planned')})s?\b", right, re.IGNORECASE):
        return "planned"
    return "alleged" if re.match(rf"\s+(?:{_words('behind_alleged')})s?\b", right, re.IGNORECASE) else None


def _infinitive(left: str) -> Certainty | None:
    if re.search(_TO_HAVE, left, re.IGNORECASE):
        if _ends(left, "missed", _TO_HAVE):
            return "planned"
        return "alleged" if _ends(left, "supposed", _TO_HAVE) else None
    if not re.search(_TO, left, re.IGNORECASE):
        return None
    if re.search(r"\bnot\s+to\s+(?:(?:be|\w+ly)\s+)*$", left, re.IGNORECASE):
        return "negated"
    if _ends(left, "undone", _GAP + _TO):
        return _turned(left, ("undone",), _GAP + _TO, "negated")
    gap = _WIDE_GAP.replace("INTENT", _words("intent"))
    if found := _ends(left, "carried_out", gap + _TO) or _ends(left, "carried_out_bare", _TO):
        before = left[: found.start()]
        return "negated" if _NOT.search(before) else "planned" if _AHEAD.search(before) else None
    near = re.search(r"(?:(?!(?:and|or|but)\s)[^\s,;]+\s+){0,5}[^\s,;]+" + _TO, left, re.IGNORECASE)
    is_denied = near and re.search(r"\b(?:no|not|never)\b|n[’']t\b", near.group(), re.IGNORECASE)
    return "negated" if is_denied else "planned"


def _is_request_refused(left: str, right: str) -> bool:
    """Whether what is asked for is turned down: "rejected a request by her lawyers to release her"."""
    found = _ends(left, "requests", _GAP + r"\s+to\s" + _INSIDE)
    if found is None:
        return False
    before = left[: found.start()]
    refused = _ends(before, "turned_down", _OBJECT)
    return _REFUSED.match(right) is not None or (refused is not None and not _NOT.search(before[: refused.start()]))


def _ing(left: str, being: str) -> Certainty | None:
    gap = rf"(?:{_GAP}\s+from)?{being}"
    if _ends(left, "undone_ing", being) or _ends(left, "kept_from", rf"{_GAP}\s+from{being}"):
        return _turned(left, ("undone_ing", "kept_from"), gap, "negated")
    if found := _ends(left, "meant_ing", being):
        return "negated" if _NOT.search(left[: found.start()]) else "planned"
    return "alleged" if _ends(left, "charging", rf"{_GAP}\s+(?:with|of|for|over){being}") else None


def _clause(left: str, right: str) -> Certainty | None:
    if _ends(left, "untrue", rf"(?:\s+\w+){{0,2}}\s+that{_CLAUSE}"):
        return "negated"
    if found := _ends(left, "hearsay", rf"\s+that{_CLAUSE}"):
        is_rejected = _FALSE.match(right) or _ends(left[: found.start()], "turned_down", _OBJECT)
        return "negated" if is_rejected else "alleged"
    return "alleged" if _ends(left, "believing", rf"(?:\s+that)?{_CLAUSE}") else None


def _turned(left: str, keys: tuple[str, ...], gap: str, certainty: Certainty) -> Certainty | None:
    """What prevents an act, when it is itself denied or lies ahead: "could not escape arrest", "to avoid arrest"."""
    found = next((match for key in keys if (match := _ends(left, key, gap))), None)
    before = left[: found.start()] if found else ""
    if _NOT.search(before):
        return None
    return "planned" if _AHEAD.search(before) else certainty


def _said_then(key: str, right: str) -> bool:
    return re.match(rf"{_THEN}(?:{_words(key)})\b", right, re.IGNORECASE) is not None


def _ends(left: str, key: str, gap: str) -> re.Match[str] | None:
    """The last governor of a list that reaches to the end of these words through this gap."""
    return _pattern(key, gap).search(left)


@cache
def _pattern(key: str, gap: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_words(key)})(?![\w-]){gap}", re.IGNORECASE)


@cache
def _words(key: str) -> str:
    path = files(__package__).joinpath("lexicon", "governors.toml")
    found: list[str] = tomllib.loads(path.read_text(encoding="utf-8"))[key]
    return "|".join(found)
