"""What waits outside the log, by signer and reason."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from saksi.ledger import Exchange, Kind, Ledger, Quarantined, Trust

from .known import office_name


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingGroup:
    """Entries of one key that wait for one reason; `office` is what the office of that key is called here.

    `first` and `last` are what the entries claim of themselves.
    """

    author: str
    office: str | None
    why: str
    kinds: Mapping[Kind, int]
    first: datetime
    last: datetime
    ids: tuple[str, ...]


def waiting(ledger: Ledger) -> tuple[WaitingGroup, ...]:
    """All that waits, the largest group first."""
    trust, found = ledger.trust(), defaultdict[tuple[str, str], list[Quarantined]](list)
    for each in Exchange(ledger).quarantine():
        found[each.author, each.why].append(each)
    groups = (_group(trust, author, why, held) for (author, why), held in found.items())
    return tuple(sorted(groups, key=lambda group: (-len(group.ids), group.author, group.why)))


def _group(trust: Trust, author: str, why: str, held: list[Quarantined]) -> WaitingGroup:
    times = sorted(each.recorded_at for each in held)
    return WaitingGroup(
        author=author,
        office="this office" if trust.is_home(author) else office_name(trust, author),
        why=why,
        kinds=Counter(each.kind for each in held),
        first=times[0],
        last=times[-1],
        ids=tuple(each.id for each in held),
    )
