"""What is said of two documents: that they have one origin, or two. A reprint corroborates nothing."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from .encode import JsonObject

OriginVerdict: TypeAlias = Literal["same", "different", "unsure"]
ORIGIN_VERDICTS: tuple[OriginVerdict, ...] = get_args(OriginVerdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginLink:
    """What an author says now of two documents, given by their hashes in order; it replaced what it said before.

    `person` is false where a machine proposes it. `basis` is why: `how` it is the same, `shared` percent of the shorter
    text, and what else speaks for it.
    """

    id: str
    between: tuple[str, str]
    verdict: OriginVerdict
    author: str
    person: bool
    recorded_at: datetime
    basis: JsonObject = field(default_factory=dict)
