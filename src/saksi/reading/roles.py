"""What a document says that a person is: titles, descriptions beside the name, and the body that they belong to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .descriptions import Description, Extent
from .naming import singular, words_of
from .tokens import Token

_BYLINE = re.compile(
    r"\b(?:(Reported|Reporting|Translated|Written|Edited|Photographed|Compiled|Photo|Photos|Interviewed)"
    r"(?: in English)?|By|BY) (?:by )?(?=[A-Z])"
)
_ROLE_WORDS = 5
_BYLINE_ROLES = {
    "translated": "translator",
    "written": "writer",
    "edited": "editor",
    "photographed": "photographer",
    "photo": "photographer",
    "photos": "photographer",
}


@dataclass(frozen=True, slots=True)
class Apposition:
    """A description that stands beside a name and means its bearer: whose name, and the words of the role."""

    name_at: int
    first: int
    last: int
    role: Extent


def apposition(text: str, tokens: Sequence[Token], found: Description, persons: dict[int, Extent]) -> Apposition | None:
    """The name that a description of one person belongs to, before or behind it."""
    if found.many or singular(tokens[found.head].lower) not in words_of("persons", "roles"):
        return None
    return _before_name(text, tokens, found, persons) or _after_name(text, tokens, found, persons)


def _before_name(
    text: str, tokens: Sequence[Token], found: Description, persons: dict[int, Extent]
) -> Apposition | None:
    at = found.last + 1
    if at >= len(tokens) or tokens[found.last].owns or tokens[at].sentence != tokens[found.head].sentence:
        return None
    if tokens[at].lower in {"named", "called", "identified"}:
        at += 1 + (at + 1 < len(tokens) and tokens[at + 1].lower == "as")
    elif tokens[at].text == ",":
        at = _past_title(tokens, _past_role(tokens, at + 1))
        if at not in persons or not _closes(tokens, persons[at][1] + 1, at) or found.bare:
            return None
        if _is_listed(tokens, found, persons[at][1] + 1, persons):
            return None
    at = _past_title(tokens, at)
    if at not in persons or persons[at][0] != at:
        return None
    return Apposition(at, found.first, persons[at][1], (found.core, found.last))


def _is_listed(tokens: Sequence[Token], found: Description, after: int, persons: dict[int, Extent]) -> bool:
    """Whether names stand in a list, each with what it is behind it: "Ana Quill, a cook, Bo Tarn, a nun, and …"."""
    before = found.first - 2
    if before > 2 and re.fullmatch(r"\d\d", tokens[before].text):
        before -= 2
    articles = {"a", "an"}
    is_behind = before in persons and tokens[before + 1].text == "," and tokens[found.first].lower in articles
    ahead = tokens[after : after + 4]
    if len(ahead) > 1 and re.fullmatch(r"\d\d", ahead[1].text):
        ahead = ahead[2:]
    return is_behind and len(ahead) > 1 and ahead[0].text == "," and ahead[1].lower in articles


def _past_role(tokens: Sequence[Token], at: int) -> int:
    """Past a second description right before the name: "her client, the singer Ana Quill,"."""
    place = at
    while place < len(tokens) and place - at < _ROLE_WORDS and tokens[place].text.islower():
        place += 1
    is_role = place > at and singular(tokens[place - 1].lower) in words_of("persons", "roles")
    leads = words_of("persons", "roles") | words_of("persons", "modifiers") | {"the"}
    return place if is_role and tokens[at].lower in leads else at


def _past_title(tokens: Sequence[Token], at: int) -> int:
    titles = words_of("titles", "honorific") | words_of("titles", "military") | words_of("titles", "office")
    while at + 1 < len(tokens) and tokens[at].lower.rstrip(".") in titles and tokens[at].is_capital:
        at += 1
    return at


def _closes(tokens: Sequence[Token], at: int, beside: int) -> bool:
    if at >= len(tokens) or tokens[at].sentence != tokens[beside].sentence:
        return True
    if tokens[at].lower in words_of("words", "speech"):
        # between commas she only tells of him: "Her son, Maria Vell said, was arrested"
        return tokens[at + 1].text != "," if at + 1 < len(tokens) else True
    return tokens[at].text in ",.;)”—" or tokens[at].lower in {"and", "who"}


def _after_name(
    text: str, tokens: Sequence[Token], found: Description, persons: dict[int, Extent]
) -> Apposition | None:
    at = found.first - 1
    if at < 1 or tokens[at].text not in ",(" or tokens[at].sentence != tokens[found.head].sentence:
        return None
    at -= 1
    if re.fullmatch(r"\d\d", tokens[at].text) and tokens[at - 1].text == ",":
        at -= 2
    if at not in persons or tokens[at].owns or (found.bare and tokens[found.first].is_capital):
        return None
    end = _clause_end(tokens, found)
    if end is not None and _is_said(tokens, persons[at][0], end + 1):
        return None
    return None if end is None else Apposition(at, found.first, end, (found.core, end))


def _is_said(tokens: Sequence[Token], name_at: int, verb: int) -> bool:
    """Whether the description speaks and the name does not: "They seized Ana Quill, a witness said."."""
    speaks = verb < len(tokens) and tokens[verb].lower in words_of("words", "speech")
    if not speaks or tokens[verb].sentence != tokens[name_at].sentence:
        return False
    opens = name_at == 0 or tokens[name_at - 1].sentence != tokens[name_at].sentence
    opens = opens or tokens[name_at - 1].text in "—–"
    after = tokens[verb + 1].text if verb + 1 < len(tokens) else "."
    return not opens or after in ",."


def _clause_end(tokens: Sequence[Token], found: Description) -> int | None:
    """The last word before the comma or stop that closes the apposition; None where a verb comes first."""
    speech = words_of("words", "speech")
    for number in range(found.last + 1, min(found.last + 14, len(tokens))):
        token = tokens[number]
        if (
            token.sentence != tokens[found.head].sentence
            or token.text in ",.;)—–:”"
            or token.lower in {"who", "whose"} | speech
        ):
            return number - 1
    return found.last


def byline_roles(text: str, tokens: Sequence[Token]) -> dict[int, str]:
    """The role of whoever is named at these tokens by a credit line: "Translated by A and B"."""
    roles: dict[int, str] = {}
    starts = {token.start: token.number for token in tokens}
    for match in _BYLINE.finditer(text):
        number = starts.get(match.end())
        if number is None or not _heads_line(text, match.start(), match.group(1)):
            continue
        role = _BYLINE_ROLES.get((match.group(1) or "").lower(), "reporter")
        while number < len(tokens) and (tokens[number].is_capital or tokens[number].lower in {"and", ","}):
            if text[tokens[number].start - 1] == "\n":
                break
            roles[number] = role
            number += 1
    return roles


def _heads_line(text: str, start: int, verb: str | None) -> bool:
    """A bare "By" counts at the head of a line only; a verb also behind another credit."""
    before = text[max(0, start - 2) : start].strip(" ")
    return (
        before in {"", "\n", "\n\n"} or before.endswith("\n") or (verb is not None and before.endswith((".", "|", ";")))
    )
