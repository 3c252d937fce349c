"""Readers' comments below an article: whose, from where, when, by what the page prints around their words.

No statement rests on a comment. They are told apart so that a person can see what readers said, and since the first of
them cannot have come before the article.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from saksi.model import Span, Zone

from .page_dates import first_date

#: The longest line that is a name, or a date.
_SHORT = 60
_MOST_NAMES = 6
_AGO = re.compile(r"\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago", re.IGNORECASE)
_CAPITAL = r"[^\W\d_a-z][\w.’'-]*"
_FROM = re.compile(rf"(?:(?P<author>.{{2,40}}?),? )?[Ff]rom:? (?P<place>{_CAPITAL}(?:,? {_CAPITAL}){{0,4}})")
_HOUR = re.compile(r"\b(?P<hour>\d{1,2}):(?P<minute>\d\d)(?: ?(?P<half>[ap])\.?m\b)?", re.IGNORECASE)
_BUTTONS = re.compile(
    r"(?:reply|like|share|report|flag|quote|permalink|log in to reply|\d+)(?: ?\(?\d+\)?)?", re.IGNORECASE
)
_SAYS = re.compile(r" (?:says|said|wrote):?$", re.IGNORECASE)

_Role = Literal["author", "place", "stamp", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment: its words, and what stands around them. `hour` is HH:MM by the clock of the page."""

    words: Span
    author: str | None = None
    place: str | None = None
    day: date | None = None
    hour: str | None = None


def find_comments(text: str, zones: Sequence[Zone]) -> tuple[Comment, ...]:
    """The comments of a page in its order; what is around their words is None where the page does not print it."""
    blocks = [zone.span for zone in zones if zone.kind == "comment" and not _BUTTONS.fullmatch(_line(zone.span, text))]
    return tuple(_read(held, text) for held in _apart(blocks, text))


def _apart(blocks: Sequence[Span], text: str) -> Iterator[list[tuple[_Role, Span]]]:
    """The blocks of each comment: its date is the last of them where the last block of all is one, else its first."""
    ends = bool(blocks) and _role(_line(blocks[-1], text)) == "stamp"
    held: list[tuple[_Role, Span]] = []
    for block in blocks:
        role, roles = _role(_line(block, text)), [each for each, _ in held]
        if "words" in roles and role != "words" and not ends:
            yield held
            held, roles = [], []
        if role in roles or (ends and "words" in roles and role != "stamp"):
            role = "words"
        held.append((role, block))
        if ends and role == "stamp":
            yield held
            held = []
    if held:
        yield held


def _role(line: str) -> _Role:
    if len(line) > _SHORT:
        return "words"
    if first_date(line) is not None or _AGO.search(line):
        return "stamp"
    if _FROM.fullmatch(line):
        return "place"
    return "words" if line.endswith((".", "!", "?", "…", "”", '"')) or len(line.split()) > _MOST_NAMES else "author"


def _read(held: Sequence[tuple[_Role, Span]], text: str) -> Comment:
    lines = {role: _line(block, text) for role, block in reversed(held)}
    words = [block for role, block in held if role == "words"] or [held[0][1]]
    origin, stamp = _FROM.fullmatch(lines.get("place", "")), lines.get("stamp", "")
    author = lines.get("author") or (origin and origin["author"]) or None
    return Comment(
        words=Span(start=words[0].start, end=words[-1].end),
        author=None if author is None else _SAYS.sub("", author),
        place=None if origin is None else origin["place"],
        day=first_date(stamp),
        hour=_hour(stamp),
    )


def _hour(stamp: str) -> str | None:
    found = _HOUR.search(stamp)
    if found is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"{hour:02}:{found['minute']}" if hour < 24 and int(found["minute"]) < 60 else None


def _line(span: Span, text: str) -> str:
    return " ".join(span.of(text).split())
