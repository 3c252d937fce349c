"""How a claim is meant: asserted, denied, predicted, demanded, promised.

The cue decides where it is plain ("denied", "vowed"); else the words do: a future or a condition predicts, "must"
demands, the speaker's own future act promises, and a negated clause of an accused or official party answers.
"""

import re

from saksi.model import Form, Stance

from .cues import Cue

_DENIALS = re.compile(
    r"\b(?:no interest in|baseless|groundless|unfounded|fabricat\w+|fairy tale|fantasy|untrue|false|fake news|"
    r"a lie|lies|not true|nonsense|(?:is|are|was) innocent|simply want(?:s|ed)? to|"
    r"(?:are|is|were|was) claiming)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\bnever (?:\w+ed|met|said|told|knew|took)\b", re.IGNORECASE)
_OWN_NEVER = re.compile(r"^(?:i|we|he|she|they|it)(?:[’']ve| has| have| had)? never\b", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:(?:does|do|did|is|are|was|were|has|have|had)(?: not|n[’']t)|nobody|no one|none of|"
    r"there (?:are|is|was|were) no|"
    r"no (?:\w+ ){1,6}(?:had|has|have|was|were))\b",
    re.IGNORECASE,
)
_DEMANDS = re.compile(
    r"\b(?:must|should|ought to|needs? to|have to be|has to be|demands? that|let (?:them|him|her|us)|"
    r"want (?:the|them|him|her|it|you)\b.* to|don[’']t want|be (?:returned|released|dropped|investigated|freed))\b",
    re.IGNORECASE,
)
_FORETOLD = re.compile(
    r"\b(?:will|would|could|might|may|can|(?:expected|due|set|about|going) to)(?: not| soon| \w+ly)? be \w+",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"^(?:[“\"]?)(?:and |but |from now on |in the meantime,? )?(?:he|she|they|it|we|i)\b[^,.;]{0,24}?"
    r"\b(?:will|would|won[’']t|wouldn[’']t|plans? to|intends? to|is going to|are going to|am going to|promises? to)\b"
    r"|^(?:we|i)[’']ll\b|^i would\b|\bplans to (?:release|publish|file|hold|return|sue|appeal)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|would|won[’']t|wouldn[’']t|\w+[’']ll|could(?! not)|(?-i:may)(?! not)|might|"
    r"(?:is|are) (?:likely|expected|set|due) to|(?:(?:is|are|am)|\w+[’'](?:s|re|m)) going to|expects? that|forecast|"
    r"(?:hoping|hopes?) for)\b|^if\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"\b(?:told|tell|said|says|know|knew|clear|asked)\b[^.?!]*", re.IGNORECASE)
_QUESTION = re.compile(r"^(?:why|who|what|when|where|how|is|are|do|does|did)\b", re.IGNORECASE)
_OFFICIAL = re.compile(
    r"\b(?:police|government|ministry|minister|spokes\w+|ruling|court|prosecutor|prison|army|military|governor|chief|"
    r"department|authorit\w+|state|lawmaker|official|president|kremlin)\b",
    re.IGNORECASE,
)
_FIXED = ("denies", "demands", "promises")


def is_official(speaker: str) -> bool:
    """Whether the words for a speaker tell of an office: what such a one says of a charge is an answer."""
    return _OFFICIAL.search(speaker) is not None


def find_stance(words: str, cue: Cue | None, form: Form, speaker: str) -> Stance:
    """The stance of a claim. `speaker` is how the text describes who speaks: an official's negation is an answer."""
    default: Stance = cue.entry.stance if cue else "asserts"
    if default in _FIXED and not (cue and cue.form.startswith(("ask", "want")) and form == "direct"):
        return default
    if cue and cue.form in ("call", "calls", "called", "calling"):
        return "asserts"
    own = _REPORTED.sub("", words)
    wished = _DEMANDS.search(_FORETOLD.sub("", own))
    if wished and form == "direct":
        return "demands"
    if _DENIALS.search(words) or (_NEVER.search(words) and (is_official(speaker) or _OWN_NEVER.search(words))):
        return "denies"
    if default != "predicts" and _OWN.search(own) and (not words.lower().startswith("it ") or is_official(speaker)):
        return "promises"
    if wished:
        return "demands"
    if default == "predicts" or (_FUTURE.search(own) and not _QUESTION.match(words)):
        return "predicts"
    if _NEGATION.search(words) and is_official(speaker) and form != "direct":
        return "denies"
    return "asserts"
