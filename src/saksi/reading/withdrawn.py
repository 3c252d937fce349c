"""What a document takes back: "the story said wrongly that X was charged", "an earlier version of this story said".

Whoever's words these were, they are not the document's any more. What is called wrong did not happen; of what an
earlier version said nobody knows which part was wrong.
"""

import re
from dataclasses import dataclass

from saksi.model import Span

_SAID = r"(?:said|says|stated?|states|report(?:s|ed)|wr(?:ote|itten)|claimed|implied|suggested|indicated)"
_WRONGLY = r"(?:wrongly|falsely|incorrectly|mistakenly|erroneously|inaccurately|by mistake|in error)"
_OPENS = re.compile(
    rf"\b(?:(?P<wrong>{_SAID}(?: \w+)? {_WRONGLY}(?: that)?|{_WRONGLY} {_SAID}(?: that| to)?|misreported(?: that)?"
    r"|wrong(?:ly)? to (?:say|report|state) that)"
    r"|(?:an?|the) (?:earlier|previous|original|first) (?:version|edition) of (?:this|the|our) (?:\w+ )?"
    rf"(?:story|report|article|dispatch|statement|page)(?!\w)[^.;“”]{{0,60}}? {_SAID}(?: that)?)(?!\w)",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"[;—]|,?\s+\b(?:but|when|while|whereas|although|in fact)\b|\.(?=\s|$)")


#: What a sentence says of the one before it, in the document's own voice: no speaker comes before the stop.
_REFUTES = re.compile(
    r"(?:But )?(?:that|this|it|(?:that|this|the|its|our) (?:\w+ )?(?:report|story|account|claim|statement|information))"
    r" (?:is|was|were|has been|proved|proved to be|turned out to be|later proved|has proved)(?: \w+ly)?"
    r" (?:wrong|incorrect|false|untrue|not true|not correct|inaccurate|erroneous|mistaken|an error|a mistake)"
    r"\s*(?:[.:;—–]|$)(?![”\"])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Words that a document takes back; `is_wrong`: it says of them all that they are untrue."""

    span: Span
    is_wrong: bool


def is_refutation(words: str) -> bool:
    """Whether a sentence calls what was told in the one before it untrue: "That was wrong: X is at home"."""
    return _REFUTES.match(words) is not None


def withdrawn(text: str, sentence: Span) -> Withdrawal | None:
    """What a sentence takes back; what follows it there is the document's own word again."""
    opening = _OPENS.search(text, sentence.start, sentence.end)
    if opening is None:
        return None
    closing = _CLOSES.search(text, opening.end(), sentence.end)
    end = closing.start() if closing else sentence.end
    if end <= opening.end():
        return None
    return Withdrawal(span=Span(start=opening.end(), end=end), is_wrong=opening["wrong"] is not None)
