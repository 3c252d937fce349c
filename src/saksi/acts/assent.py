"""Assent: the word of another person of an office, without which nothing that its own key asks to erase is erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from saksi.ledger import Entry, Exchange, Ledger
from saksi.model import BadInputError

from .originals import originals_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An erase entry for which something is not destroyed; `office` is the name of the partner that wrote it.

    `waits`: it waits for another person of its office; else it is a partner's request, which nobody must follow.
    `is_ours`: the assent may be given by who works on this ledger.
    """

    entry: Entry
    office: str | None
    waits: bool
    is_ours: bool = False


def asked(ledger: Ledger) -> tuple[Asked, ...]:
    """All that was asked to be erased and is not: what waits for an assent first, each in order of arrival."""
    trust, own = ledger.trust(), Exchange(ledger).signing_keys()
    names = {key: office.name or office.root[:12] for office in trust.partners for key in office.lineage}
    found = [
        Asked(entry=ledger.entry(erase_id), office=office.name, waits=True, is_ours=not own.isdisjoint(persons))
        for office in trust.offices
        for erase_id, persons in office.unassented.items()
    ]
    entries = (ledger.entry(erase_id) for erase_id in ledger.requests())
    found += [Asked(entry=each, office=names.get(each.author), waits=False) for each in entries]
    return tuple(sorted(found, key=lambda each: (not each.waits, each.entry.seq)))


def find_waiting(ledger: Ledger, prefixes: Sequence[str]) -> list[Asked]:
    """What waits for an assent and begins so. Raises BadInputError where none, or another person's, does."""
    waiting, found = [each for each in asked(ledger) if each.waits], list[Asked]()
    for prefix in prefixes:
        fitting = [each for each in waiting if len(prefix) >= 6 and each.entry.id.startswith(prefix.lower())]
        if len(fitting) != 1:
            raise BadInputError(
                f"{len(fitting)} erase entries that begin with {prefix[:12]} wait for an assent: see `saksi assent`"
            )
        found += fitting
    return found


def assent(ledger: Ledger, waiting: Sequence[Asked], *, recorded_at: datetime) -> tuple[str, ...]:
    """Assent to all of these; the ids of the entries that say so. Raises BadInputError where another person must."""
    ids = [each.entry.id for each in waiting]
    return ledger.assent(ids, recorded_at=recorded_at, place=originals_of(ledger).place)
