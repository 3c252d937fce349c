"""What a denial answers within its document, and who sides with the account that it denies."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from saksi.model import EVENT_KINDS, Event, Recorded, Utterance
from saksi.resolve import PersonKey, PersonMap, Telling, normal_name

from .rarity import Rarity, rarity_in
from .rules import COMMON, NEAR_CHARACTERS, RARE
from .words import shared_words, stems

Answering = Literal["answers", "comes after"]
_ACCUSING = ("charge", "conviction", "sentence")
_MOST = 2
_SHARED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A denial, the claim that it answers, on which ground, and the words for what both speak of."""

    denial: Recorded
    claim: Recorded
    ground: Answering
    about: str = ""


def answers_in(told: list[Recorded], tellings: Iterable[Telling], people: PersonMap) -> list[Answer]:
    """The answers of one document: for each denial in words, the claim that it fits best.

    A denial that shares nothing with an earlier claim answers the charge against its speaker, or comes after the
    nearest claim by another; of several that only come after one claim, the nearest stands for all.
    """
    rarity, touched = rarity_in(told), list(tellings)
    denials = [each for each in told if each.statement.stance == "denies" and _is_utterance(each)]
    found = [_answer(denial, told, touched, people, rarity) for denial in denials]
    after: set[tuple[str, str]] = set()
    chosen = []
    for answer in (each for each in found if each is not None):
        pair = (_speaker(answer.denial), answer.claim.id)
        if answer.ground == "answers" or pair not in after:
            chosen.append(answer)
        if answer.ground == "comes after":
            after.add(pair)
    return chosen


def supporters(
    denial: Recorded, claim: Recorded, told: list[Recorded], tellings: list[Telling]
) -> tuple[Recorded, ...]:
    """Third parties of the same document who share rare content, or a kind of act, with the claim that is denied.

    One claim a speaker, the closest in content, and at most two speakers.
    """
    wanted, parties, rarity = stems(claim.words), {_speaker(denial), _speaker(claim)}, rarity_in(told)
    others = [each for each in told if _is_claim(each) and each.statement.stance == "asserts"]
    acts = _acts(claim, tellings)
    scored = [
        (-rarity.weigh(shared), each.statement.span.start, each.id, each)
        for each in others
        if _speaker(each) not in parties
        if not _is_within(each, denial)
        and (_sides(shared := wanted & stems(each.words), rarity) or acts & _acts(each, tellings))
    ]
    chosen: dict[str, Recorded] = {}
    for *_, each in sorted(scored, key=lambda one: one[:3]):
        if len(chosen) < _MOST:
            chosen.setdefault(_speaker(each), each)
    return tuple(chosen.values())


def _answer(
    denial: Recorded, told: list[Recorded], tellings: list[Telling], people: PersonMap, rarity: Rarity
) -> Answer | None:
    earlier = [
        each for each in told if _is_claim(each) and _is_before(each, denial) and _speaker(each) != _speaker(denial)
    ]
    best = max((_fit(denial, claim, tellings, rarity) for claim in earlier), key=lambda fit: fit[:3], default=None)
    if best is not None and best[0] > 0:
        return Answer(denial=denial, claim=best[4], ground="answers", about=best[3])
    charge = _charge_against(denial, told, people)
    if charge is not None:
        return Answer(denial=denial, claim=charge, ground="answers", about="the charge")
    near = [each for each in earlier if denial.statement.span.start - each.statement.span.end <= NEAR_CHARACTERS]
    if not near:
        return None
    return Answer(denial=denial, claim=max(near, key=_place), ground="comes after", about="the claim before it")


def _fit(
    denial: Recorded, claim: Recorded, tellings: list[Telling], rarity: Rarity
) -> tuple[float, int, str, str, Recorded]:
    """How well the claim fits, 0 where they share too little, with the words for what they share."""
    shared = stems(denial.words) & stems(claim.words)
    both = _persons_and_events(denial, tellings), _persons_and_events(claim, tellings)
    common = {key: words for key, words in both[0].items() if key in both[1]}
    enough = bool(common) or _is_enough(shared, rarity, RARE)
    weight = rarity.weigh(shared) + len(common) if enough else 0.0
    about = ", ".join(dict.fromkeys(common.values())) or shared_words(denial.words, shared)
    return weight, *_place(claim), about, claim


def _is_enough(shared: frozenset[str], rarity: Rarity, most: int) -> bool:
    return bool(rarity.rare(shared, most)) or len(shared) >= _SHARED


def _sides(shared: frozenset[str], rarity: Rarity) -> bool:
    """Whether a third party shares enough: several stems, and not only those that the whole document is about."""
    most = max(RARE + 1, rarity.passages // COMMON)
    return len(shared) >= _SHARED and bool(rarity.rare(shared, most))


def _acts(said: Recorded, tellings: list[Telling]) -> set[str]:
    """The kinds of acts that a claim says happened."""
    inner = [each for each in tellings if _tells(said, each) and each.certainty in ("fact", "alleged")]
    return {each.event.kind for each in inner} - {"other"}


def _persons_and_events(said: Recorded, tellings: list[Telling]) -> dict[tuple[str, str], str]:
    """The persons and events that a claim tells of, with words for them; the speaker is no matter of the claim."""
    found: dict[tuple[str, str], str] = {}
    for each in (one for one in tellings if _tells(said, one)):
        others: list[PersonKey] = [one for one in each.persons if normal_name(one.name) != _speaker(said)]
        found.update({("person", one.id): one.name for one in others})
        found["event", each.event.event] = EVENT_KINDS[each.event.kind].label
    return found


def _tells(said: Recorded, telling: Telling) -> bool:
    return telling.recorded.statement.said_by == said.statement.said_by and _is_within(telling.recorded, said)


def _is_within(inner: Recorded, outer: Recorded) -> bool:
    return outer.statement.span.start <= inner.statement.span.start < outer.statement.span.end


def _place(each: Recorded) -> tuple[int, str]:
    return each.statement.span.start, each.id


def _is_utterance(each: Recorded) -> bool:
    return isinstance(each.statement.content, Utterance)


def _is_claim(each: Recorded) -> bool:
    return isinstance(each.statement.content, Utterance) and each.statement.said_by is not None


def _is_before(each: Recorded, denial: Recorded) -> bool:
    return each.statement.span.start < denial.statement.span.start


def _speaker(each: Recorded) -> str:
    said_by = each.statement.said_by
    return "" if said_by is None else normal_name(said_by.name)


def _charge_against(denial: Recorded, told: list[Recorded], people: PersonMap) -> Recorded | None:
    """The nearest charge or verdict against the speaker, or against the one for whom the speaker speaks as counsel."""
    said_by = denial.statement.said_by
    if said_by is None:
        return None
    speaker = people.get((denial.reading, said_by.ref or normal_name(said_by.name)))
    role = normal_name("" if speaker is None else speaker.role or "")
    against = [each for each in told if any(_speaker(denial) == who or who in role for who in _accused(each))]
    return max(against, key=lambda each: (_is_before(each, denial), each.statement.span.start), default=None)


def _accused(each: Recorded) -> tuple[str, ...]:
    content = each.statement.content
    if not isinstance(content, Event) or content.kind not in _ACCUSING:
        return ()
    return tuple(normal_name(target.name) for target in content.targets)
