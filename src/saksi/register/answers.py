"""What a denial answers within its document, and who sides with the account that it denies."""

from collections.abc import Iterator

from saksi.model import Event, Recorded, Utterance
from saksi.resolve import PersonMap, normal_name

from .words import stems

_ACCUSING = ("charge", "conviction", "sentence")
_MOST = 2
_SHARED = 2


def answered(denial: Recorded, told: list[Recorded], people: PersonMap) -> Iterator[tuple[Recorded, str]]:
    """The claims that a denial answers, with what they share: at most two, of different speakers.

    First come claims by others with the same content, then the charge against the speaker, then the claim just before.
    """
    earlier = [
        each for each in told if _is_claim(each) and _is_before(each, denial) and _speaker(each) != _speaker(denial)
    ]
    mine = stems(denial.words)
    scored = [(len(mine & stems(each.words)), each.statement.span.start, each) for each in earlier]
    chosen: dict[str, Recorded] = {}
    for score, _, claim in sorted(scored, key=lambda each: each[:2], reverse=True):
        if score and len(chosen) < _MOST:
            chosen.setdefault(_speaker(claim), claim)
    if chosen:
        yield from ((claim, ", ".join(sorted(mine & stems(claim.words)))) for claim in chosen.values())
        return
    charge = _charge_against(denial, told, people)
    if charge is not None:
        yield charge, "the charge"
    elif earlier:
        yield max(earlier, key=lambda each: each.statement.span.start), "the claim before it"


def supporters(denial: Recorded, claim: Recorded, statements: list[Recorded]) -> tuple[Recorded, ...]:
    """Third parties of the same document who come after the denial and share content with what it denies.

    One claim a speaker, the closest in content, and at most two speakers.
    """
    wanted = stems(claim.words)
    parties = {_speaker(denial), _speaker(claim)}
    near = [
        each for each in statements if each.reading == claim.reading and _is_claim(each) and _is_before(denial, each)
    ]
    other = [each for each in near if each.statement.stance == "asserts" and _speaker(each) not in parties]
    scored = [(-len(wanted & stems(each.words)), each.statement.span.start, each) for each in other]
    chosen: dict[str, Recorded] = {}
    for score, _, each in sorted(scored, key=lambda one: one[:2]):
        if score <= -_SHARED and len(chosen) < _MOST:
            chosen.setdefault(_speaker(each), each)
    return tuple(chosen.values())


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
