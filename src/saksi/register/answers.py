"""What a denial answers within its document, and who sides with the account that it denies."""

from dataclasses import dataclass
from typing import Literal

from saksi.model import EVENT_KINDS, Recorded
from saksi.resolve import PersonKey, Telling, normal_name

from .passages import Passages, is_claim, is_denial, is_utterance, is_within
from .rarity import Rarity
from .rules import COMMON, NEAR_CHARACTERS, RARE
from .words import shared_words, stems

Answering = Literal["answers", "denies the charge", "may answer"]
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

    Where both tell of one person or event, or share several words, one of them rare, the denial answers the claim.
    Else it answers the charge against its speaker, or may answer the claim that shares a rare word or comes before it;
    of several that only may answer one claim, the first stands for all.
    """
    denials = [each for each in passages.told if is_denial(each) and is_utterance(each)]
    found = [_answer(denial, passages) for denial in denials]
    guessed: set[tuple[str, str]] = set()
    chosen = []
    for answer in (each for each in found if each is not None):
        pair = (passages.voice(answer.denial), answer.claim.id)
        if answer.ground != "may answer" or pair not in guessed:
            chosen.append(answer)
        if answer.ground == "may answer":
            guessed.add(pair)
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
    fits = [_fit(denial, each, passages) for each in earlier if passages.voice(each) != mine]
    best = max(fits, key=lambda fit: fit.rank, default=None)
    if best is not None and best.is_sure:
        return Answer(denial=denial, claim=best.claim, ground="answers", about=best.about)
    charge = _charge_against(denial, passages)
    if charge is not None:
        return Answer(denial=denial, claim=charge, ground="denies the charge", about="the charge")
    if best is None or (not best.weight and not _is_near(best.claim, denial)):
        return None
    return Answer(denial=denial, claim=best.claim, ground="may answer", about=best.about or "the claim before it")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How well a claim fits a denial: the weight of what they share, 0 for too little, and the words for it."""

    claim: Recorded
    weight: float
    is_sure: bool
    about: str

    @property
    def rank(self) -> tuple[bool, float, tuple[int, str]]:
        return self.is_sure, self.weight, _place(self.claim)


def _fit(denial: Recorded, claim: Recorded, passages: Passages) -> _Fit:
    shared = stems(denial.words) & stems(claim.words)
    both = _persons_and_events(denial, passages), _persons_and_events(claim, passages)
    common = {key: words for key, words in both[0].items() if key in both[1]}
    rare = bool(passages.rarity.rare(shared, RARE))
    enough = bool(common) or rare or len(shared) >= _SHARED
    return _Fit(
        claim=claim,
        weight=passages.rarity.weigh(shared) + len(common) if enough else 0.0,
        is_sure=bool(common) or (rare and len(shared) >= _SHARED),
        about=", ".join(dict.fromkeys(common.values())) or shared_words(denial.words, shared) if enough else "",
    )


def _is_near(claim: Recorded, denial: Recorded) -> bool:
    return denial.statement.span.start - claim.statement.span.end <= NEAR_CHARACTERS


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
