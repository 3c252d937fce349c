"""Frames: which words tell of which kind of event, read once from `lexicon/events.toml`."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from saksi.model import Certainty, Span

from .naming import countries

Shape = Literal["base", "past", "participle", "ing", "noun", "state"]
#: How subject and object of a verb stand: agent and target; agent alone; target alone.
Who = Literal["does", "moves", "bears"]
# no "to" closes a gap: "ordered to arrest" is no "order … arrest"; and none reaches into another clause
_OTHER_CLAUSE = r"(?:but|although|though|while|because|and (?:he|she|they|is|are|was|were|has|have|had|then))\b"
_GAP = rf"(?:,?\s+(?!{_OTHER_CLAUSE})[^\s,.;:“”—]+){{0,8}}?\s+(?<!\bto\s)"
_RUN = re.compile(r"[\w-]+")
_NOUN_GAP = r"(?:[^\s,.;:“”—]+\s+){0,5}?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One trigger: its kind, its pattern, how its roles stand, and what makes it mean something else."""

    kind: str
    lemma: str
    pattern: re.Pattern[str]
    shape: Literal["verb", "noun", "state"]
    who: Who
    certainty: Certainty | None
    unless_before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None
    unless_subject: re.Pattern[str] | None
    needs: tuple[re.Pattern[str], ...]
    only_passive: bool
    passive_moves: bool
    is_rival: bool
    prohibits: bool
    has_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A trigger found in a sentence. `head` is its first word: the verb or noun itself."""

    span: Span
    head: Span
    shape: Shape
    frame: Frame

    @property
    def tail(self) -> Span:
        """The trigger's last word."""
        return Span(start=max(self.head.start, self.span.end - 1), end=self.span.end)


def find_hits(text: str, sentence: Span) -> tuple[Hit, ...]:
    """All that may be a trigger in a sentence, in order; they may overlap."""
    frames = _frames_in(sentence.of(text))
    return tuple(sorted((hit for frame in frames for hit in _hits(text, sentence, frame)), key=lambda hit: hit.span))


def _frames_in(words: str) -> list[Frame]:
    """The frames that can match in these words, in the lexicon's order: to try every pattern takes far longer."""
    frames, by_form, other = _index()
    able = {number for word in set(_RUN.findall(words.lower())) for number in by_form.get(word, ())}
    if any(pattern.search(words) for pattern in other):
        able |= {number for number, frame in enumerate(frames) if frame.shape != "verb"}
    return [frames[number] for number in sorted(able)]


@cache
def _index() -> tuple[tuple[Frame, ...], dict[str, list[int]], tuple[re.Pattern[str], ...]]:
    """All frames; those of verbs by each of their forms; patterns of which one matches where another frame can."""
    frames = all_frames()
    by_form: dict[str, list[int]] = {}
    rest = []
    for number, frame in enumerate(frames):
        if frame.shape == "verb":
            for form in inflect(_parted(frame.lemma)[1]):
                by_form.setdefault(form, []).append(number)
        else:
            rest.append(frame.pattern.pattern.replace("(?P<head>", "(?:"))
    return frames, by_form, (re.compile("|".join(rest), re.IGNORECASE),)


def longest(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Of overlapping triggers the longest; in order."""
    found = list(hits)
    found.sort(key=lambda hit: (hit.span.start - hit.span.end, hit.span.start))
    kept: list[Hit] = []
    for hit in found:
        if not any(hit.span.overlaps(other.span) for other in kept):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda hit: hit.span))


@cache
def all_frames() -> tuple[Frame, ...]:
    """Every trigger of the lexicon."""
    return tuple(frame for table in _lexicon()["frame"] for frame in _frames(table))


@cache
def certainty_words(key: str) -> re.Pattern[str]:
    """The words that make an act negated, planned or alleged."""
    words = sorted(_lexicon()["certainty"][key], key=len, reverse=True)
    joined = "|".join(rf"(?<!\w){word}(?!\w)" if word[0].isalpha() and "’" not in word else word for word in words)
    return re.compile(joined, re.IGNORECASE)


@cache
def inflect(verb: str) -> dict[str, str]:
    """The forms of a verb, each with its shape; "past" stands for a form that is participle too."""
    irregular = _lexicon()["irregular"].get(verb)
    if irregular:
        single, past, participle, ing = irregular
    else:
        single, past, participle, ing = _regular(verb)
    return {verb: "base", single: "base", ing: "ing", participle: "participle", past: "past"}


def _regular(verb: str) -> tuple[str, str, str, str]:
    if verb.endswith("e"):
        return f"{verb}s", f"{verb}d", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb[:-1]}ied", f"{verb}ing"
    single = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "ss")) else f"{verb}s"
    return single, f"{verb}ed", f"{verb}ed", f"{verb}ing"


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("lexicon", "events.toml").read_text(encoding="utf-8"))


def _frames(table: dict[str, Any]) -> Iterator[Frame]:
    for verb in table.get("verbs", ()):
        yield _frame(table, verb, _verb_pattern(verb), "verb")
    for noun in table.get("nouns", ()):
        yield _frame(table, noun, _noun_pattern(noun), "noun")
    for state in table.get("states", ()):
        yield _frame(table, state, rf"(?<![\w-]){re.escape(state)}(?![\w-])", "state")


@cache
def _any_country() -> str:
    """What `{country}` stands for in a guard."""
    return "|".join(sorted(map(re.escape, countries()), key=len, reverse=True))


def _frame(table: dict[str, Any], lemma: str, pattern: str, shape: Literal["verb", "noun", "state"]) -> Frame:
    guards = [table.get("needs"), table.get("guard", {}).get(lemma)]
    guards = [guard.replace("{country}", _any_country()) for guard in guards if guard]
    who: Who = "moves" if table.get("who") in ("moves", "appeals") else "does"
    if lemma in table.get("bears", ()) or table.get("who") == "bears":
        who = "bears"
    return Frame(
        kind=table["kind"],
        lemma=lemma,
        pattern=re.compile(pattern, re.IGNORECASE),
        shape=shape,
        who=who,
        certainty=table.get("certainty"),
        unless_before=_maybe(table.get("unless_before"), r"(?<![\w-])"),
        unless_after=_maybe(table.get("unless_after")),
        unless_subject=_maybe(table.get("unless_subject"), r"(?i)"),
        needs=tuple(re.compile(guard, re.IGNORECASE) for guard in guards),
        only_passive=lemma in table.get("needs_passive", ()),
        passive_moves=lemma in table.get("passive_moves", ()),
        prohibits=table.get("prohibits", False),
        is_rival=table.get("rival", False),
        has_gap="…" in lemma,
    )


def _maybe(pattern: str | None, left: str = "") -> re.Pattern[str] | None:
    return None if pattern is None else re.compile(f"{left}(?:{pattern})")


def _parted(lemma: str) -> tuple[str, str, list[str]]:
    """The adverb of a trigger, if it has one, its verb, and what follows: "forcibly return"."""
    first, *rest = lemma.split()
    return (f"{first} ", rest[0], rest[1:]) if first == "forcibly" else ("", first, rest)


def _verb_pattern(lemma: str) -> str:
    adverb, verb, rest = _parted(lemma)
    forms = "|".join(sorted(map(re.escape, inflect(verb)), key=len, reverse=True))
    pattern = rf"(?<=\b{adverb})(?P<head>{forms})(?![\w-])" if adverb else rf"(?<![\w-])(?P<head>{forms})(?![\w-])"
    gap = False
    for word in rest:
        if word == "…":
            gap = True
            continue
        pattern += (_GAP if gap else r"\s+") + re.escape(word) + ("" if word[-1] == "’" else r"(?!\w)")
        gap = False
    return pattern


def _noun_pattern(noun: str) -> str:
    inner = (
        noun.replace(" (?=", r"(?=\s+")
        .replace("(?=\\s+ ", "(?=\\s+")
        .replace("{s}", "s?")
        .replace(" … ", rf"\s+{_NOUN_GAP}")
        .replace(" ", r"\s+")
    )
    return (
        rf"(?<![\w-])(?P<head>{inner})(?![\w-])" if inner[-1].isalnum() or inner[-1] == "?" else rf"\b(?P<head>{inner})"
    )


def _hits(text: str, sentence: Span, frame: Frame) -> Iterator[Hit]:
    matches = tuple(frame.pattern.finditer(text, sentence.start, sentence.end))
    # most frames match nothing in a sentence, and their guards cost more than their pattern
    if not matches or not all(guard.search(sentence.of(text)) for guard in frame.needs):
        return
    for match in matches:
        if frame.unless_before and frame.unless_before.search(
            text[max(sentence.start, match.start() - 60) : match.start()]
        ):
            continue
        if frame.unless_after and frame.unless_after.match(text, match.end()):
            continue
        head = Span(start=match.start(), end=match.end() if frame.shape == "state" else match.end("head"))
        yield Hit(
            span=Span(start=match.start(), end=match.end()), head=head, shape=_shape(frame, head.of(text)), frame=frame
        )


def _shape(frame: Frame, head: str) -> Shape:
    if frame.shape != "verb":
        return frame.shape
    forms = inflect(_parted(frame.lemma)[1])
    return forms[head.lower()]  # type: ignore[return-value]


def heads(hits: Sequence[Hit]) -> frozenset[int]:
    """Where the verbs among the hits begin."""
    return frozenset(hit.head.start for hit in hits if hit.frame.shape == "verb")
