"""What a denial answers within its document, and who sides with the account that it denies."""

from dataclasses import dataclass
from typing import Literal

from saksi.model import EVENT_KINDS, Recorded
from saksi.resolve import PersonKey, Telling, normal_name

from .passages import Passages, is_claim, is_denial, is_utterance, is_within
from .rarity import Rarity
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


def answers_in(passages: Passages) -> list[Answer]:
    """The answers of one document: for each denial in words, the claim that it fits best.

    A denial that shares nothing with an earlier claim answers the charge against its speaker, or comes after the
    nearest claim by another; of several that only come after one claim, the nearest stands for all.
    """
    denials = [each for each in passages.told if is_denial(each) and is_utterance(each)]
    found = [_answer(denial, passages) for denial in denials]
    after: set[tuple[str, str]] = set()
    chosen = []
    for answer in (each for each in found if each is not None):
        pair = (passages.voice(answer.denial), answer.claim.id)
        if answer.ground == "answers" or pair not in after:
            chosen.append(answer)
        if answer.ground == "comes after":
            after.add(pair)
    return chosen


def supporters(denial: Recorded, claim: Recorded, passages: Passages) -> tuple[Recorded, ...]:
    """Third parties of the same document who share rare content, or a kind of act, with the claim that is denied.

    One claim a speaker, the closest in content, and at most two speakers; nobody supports himself, nor the body
    for which he speaks.
    """
    wanted, parties = stems(claim.words), _side(denial, passages) | _side(claim, passages)
    others = [each for each in passages.told if is_claim(each) and each.statement.stance == "asserts"]
    acts = _acts(claim, passages)
    scored = [
        (-passages.rarity.weigh(shared), each.statement.span.start, each.id, each)
        for each in others
        if not _side(each, passages) & parties
        if not is_within(each, denial)
        and (_sides(shared := wanted & stems(each.words), passages.rarity) or acts & _acts(each, passages))
    ]
    chosen: dict[str, Recorded] = {}
    for *_, each in sorted(scored, key=lambda one: one[:3]):
        if len(chosen) < _MOST:
            chosen.setdefault(passages.voice(each), each)
    return tuple(chosen.values())


def _side(each: Recorded, passages: Passages) -> set[str]:
    speaker = passages.speaker(each)
    body = "" if speaker is None else normal_name(speaker.affiliation or "")
    return {passages.voice(each), body} - {""}


def _answer(denial: Recorded, passages: Passages) -> Answer | None:
    mine = passages.voice(denial)
    earlier = [each for each in passages.told if is_claim(each) and not is_denial(each) and _is_before(each, denial)]
    earlier = [each for each in earlier if passages.voice(each) != mine]
    best = max((_fit(denial, claim, passages) for claim in earlier), key=lambda fit: fit[:3], default=None)
    if best is not None and best[0] > 0:
        return Answer(denial=denial, claim=best[4], ground="answers", about=best[3])
    charge = _charge_against(denial, passages)
    if charge is not None:
        return Answer(denial=denial, claim=charge, ground="answers", about="the charge")
    near = [each for each in earlier if denial.statement.span.start - each.statement.span.end <= NEAR_CHARACTERS]
    if not near:
        return None
    return Answer(denial=denial, claim=max(near, key=_place), ground="comes after", about="the claim before it")


def _fit(denial: Recorded, claim: Recorded, passages: Passages) -> tuple[float, int, str, str, Recorded]:
    """How well the claim fits, 0 where they share too little, with the words for what they share."""
    shared = stems(denial.words) & stems(claim.words)
    both = _persons_and_events(denial, passages), _persons_and_events(claim, passages)
    common = {key: words for key, words in both[0].items() if key in both[1]}
    enough = bool(common) or _is_enough(shared, passages.rarity, RARE)
    weight = passages.rarity.weigh(shared) + len(common) if enough else 0.0
    about = ", ".join(dict.fromkeys(common.values())) or shared_words(denial.words, shared)
    return weight, *_place(claim), about, claim


def _is_enough(shared: frozenset[str], rarity: Rarity, most: int) -> bool:
    return bool(rarity.rare(shared, most)) or len(shared) >= _SHARED


def _sides(shared: frozenset[str], rarity: Rarity) -> bool:
    """Whether a third party shares enough: several stems, and not only those that the whole document is about."""
    most = max(RARE + 1, rarity.passages // COMMON)
    return len(shared) >= _SHARED and bool(rarity.rare(shared, most))


def _acts(said: Recorded, passages: Passages) -> set[str]:
    """The kinds of acts that a claim says happened."""
    inner = [each for each in passages.tellings if _tells(said, each) and each.certainty in ("fact", "alleged")]
    return {each.event.kind for each in inner} - {"other"}


def _persons_and_events(said: Recorded, passages: Passages) -> dict[tuple[str, str], str]:
    """The persons and events that a claim tells of, with words for them; the speaker is no matter of the claim."""
    found: dict[tuple[str, str], str] = {}
    for each in (one for one in passages.tellings if _tells(said, one)):
        others: list[PersonKey] = [one for one in each.persons if one != passages.speaker(said)]
        found.update({("person", one.id): one.name for one in others})
        found["event", each.event.event] = EVENT_KINDS[each.event.kind].label
    return found


def _tells(said: Recorded, telling: Telling) -> bool:
    return telling.recorded.statement.said_by == said.statement.said_by and is_within(telling.recorded, said)


def _place(each: Recorded) -> tuple[int, str]:
    return each.statement.span.start, each.id


def _is_before(each: Recorded, denial: Recorded) -> bool:
    return each.statement.span.start < denial.statement.span.start


def _charge_against(denial: Recorded, passages: Passages) -> Recorded | None:
    """The nearest charge or verdict against the speaker, or against the one for whom the speaker speaks as counsel."""
    speaker = passages.speaker(denial)
    if speaker is None:
        return None
    role = normal_name(speaker.role or "")
    against = [
        each.recorded
        for each in passages.tellings
        if each.event.kind in _ACCUSING
        and any(person == speaker or normal_name(person.name) in role for person in each.persons)
    ]
    return max(against, key=lambda each: (_is_before(each, denial), each.statement.span.start), default=None)
