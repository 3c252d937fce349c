"""How certain a speaker is of an act: fact, alleged, planned or negated."""

import re

from saksi.model import Certainty, Event, Party, When

from .frames import Hit, certainty_words
from .governors import governed, is_felt, is_presupposed
from .participants import Participants
from .speech import Claim

_MODAL = re.compile(r"(?<!\w)(?:will|would|could|may|might|shall|should|must|can|’ll|'ll)(?!\w)", re.IGNORECASE)
_NO_ONE = re.compile(r"(?:nobody|no one|none|no|neither)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:whether|if|unless|provided that|in case|lest)\b[^,;“”]*$|^had\b[^,;“”]*$"
    r"|\buntil\b[^,;“”]*\b(?:is|are|has been|have been)\s*$",
    re.IGNORECASE,
)
_ASKED_WHERE = re.compile(
    r"\b(?:demand|call|ask|urg|order|appeal|press|petition|plead)\w*\b[^;“”.]*\bwhere\b[^,;“”]*$", re.IGNORECASE
)
_NOR_DO = re.compile(r"(?:\bnot|n[’']t|\bnever)\b[^,;“”]*\bn?or\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_OWN = re.compile(r"\b(?:i|we|my|our|me|us)\b", re.IGNORECASE)


def certainty_of(
    hit: Hit, who: Participants, around: tuple[str, str], event: Event, claim: Claim | None, published: When | None
) -> Certainty:
    """`around` holds the words of the sentence before and after the trigger."""
    left, right = around
    near = " ".join(left.split()[-6:])
    if hit.frame.certainty is not None:
        return hit.frame.certainty
    if hit.frame.prohibits:
        return _by_speaker(who, event, claim)
    if hit.shape == "noun" and is_felt(left):
        return "fact"
    if hit.shape == "noun" and is_presupposed(left):
        return _by_speaker(who, event, claim)
    if _is_open(hit, who, left):
        return "planned"
    if _is_negated(hit, who, left, claim):
        return "negated"
    if (found := governed(hit, left, right)) is not None:
        return found
    if _is_planned(hit, who, near, event, claim, published):
        return "planned"
    if certainty_words("alleged").search(near) or re.search(r"\breports? suggest", left):
        return "alleged"
    return _by_speaker(who, event, claim)


def _is_negated(hit: Hit, who: Participants, left: str, claim: Claim | None) -> bool:
    words = f" {who.group} "
    if hit.shape == "base" and _NOR_DO.search(left):
        return True
    if certainty_words("negated").search(words) or _NO_ONE.match(who.subject):
        return True
    if re.search(
        r"\b(?:never|nobody|no one|cannot)\s*$|\bneither\b[^,;]*\bnor\b(?:(?!\b(?:and|but)\b)[^,;“”])*$",
        left,
        re.IGNORECASE,
    ):
        return True
    if hit.frame.kind == "bail" and hit.frame.lemma.startswith(("refuse", "deny")):
        return True
    return bool(
        claim and claim.stance == "denies" and (claim.cue or "").lower().startswith(("denied", "denies", "deny"))
    )


def _is_planned(
    hit: Hit, who: Participants, near: str, event: Event, claim: Claim | None, published: When | None
) -> bool:
    if _MODAL.search(who.group) or event.kind == "trial_scheduled":
        return True
    if hit.shape in ("base", "noun") and certainty_words("planned").search(" ".join(near.split()[-4:])):
        return True
    if claim is not None and claim.stance in ("predicts", "promises", "demands") and hit.shape != "past":
        return True
    return bool(
        event.date and published and event.date.earliest and published.latest and event.date.earliest > published.latest
    )


def _is_open(hit: Hit, who: Participants, left: str) -> bool:
    """Whether the words leave open that it happened: "that X be released", "whether Y was arrested"."""
    if hit.shape == "noun":
        return False
    is_wished = re.search(r"(?<!\bto )(?<!\w)be$", who.group.strip(), re.IGNORECASE) is not None
    if hit.frame.kind == "held" and _ASKED_WHERE.search(left):
        return True  # who asks where somebody is held does not know that it is so
    return is_wished or _CONDITION.search(left) is not None


def _by_speaker(who: Participants, event: Event, claim: Claim | None) -> Certainty:
    if claim is None or claim.speaker is None:
        return "fact"
    return "fact" if _is_own(event.agent, claim.speaker) and event.kind not in ("threat", "election") else "alleged"


def _is_own(agent: Party | None, speaker: Party) -> bool:
    """People tell of their own act as a fact."""
    if agent is None:
        return False
    return agent == speaker or (agent.ref is not None and agent.ref == speaker.ref) or speaker.name in agent.name
