"""What one document says, ready to be compared: its claims, its events, and whose word each is."""

from collections.abc import Iterable
from dataclasses import dataclass

from saksi.model import Recorded, Utterance
from saksi.resolve import PersonKey, PersonMap, Telling, normal_name, person_of

from .rarity import Rarity, rarity_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """What one document says, with its events, and who is who in it."""

    told: tuple[Recorded, ...]
    tellings: tuple[Telling, ...]
    people: PersonMap
    rarity: Rarity

    def voice(self, each: Recorded) -> str:
        """Whose word it is: one person has one voice, by whatever name or description."""
        said_by = each.statement.said_by
        person = person_of(said_by, each.reading, self.people)
        if person is not None:
            return person.id
        return "" if said_by is None else normal_name(said_by.name)

    def speaker(self, each: Recorded) -> PersonKey | None:
        """The person who speaks, where it is one."""
        return person_of(each.statement.said_by, each.reading, self.people)


def passages_of(told: Iterable[Recorded], tellings: Iterable[Telling], people: PersonMap) -> Passages:
    """The statements of one document, ready to be compared."""
    statements = tuple(told)
    return Passages(told=statements, tellings=tuple(tellings), people=people, rarity=rarity_in(list(statements)))


def claim_around(told: Recorded, passages: Passages) -> Recorded:
    """The claim in whose words an event is told, or the statement itself where the document tells it."""
    claims = [each for each in passages.told if is_claim(each) and is_within(told, each)]
    mine = [each for each in claims if each.statement.said_by == told.statement.said_by]
    return min(mine, key=lambda each: (each.statement.span.end - each.statement.span.start, each.id), default=told)


def is_claim(each: Recorded) -> bool:
    """Whether it is somebody's claim in words."""
    return is_utterance(each) and each.statement.said_by is not None


def is_utterance(each: Recorded) -> bool:
    """Whether it is words as such, and not what was coded from them."""
    return isinstance(each.statement.content, Utterance)


def is_denial(each: Recorded) -> bool:
    """Whether it answers another party."""
    return each.statement.stance == "denies"


def is_within(inner: Recorded, outer: Recorded) -> bool:
    """Whether the one stands in the words of the other."""
    return outer.statement.span.start <= inner.statement.span.start < outer.statement.span.end
