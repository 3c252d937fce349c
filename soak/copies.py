"""One copy of a ledger as far as it must be the same in every copy that knows the same entries.

What must be: the entries that count, each with its right; of these the fields that are open, but for those that an
erase entry names which has no effect on them any more, or only in one copy (what was destroyed stays destroyed); and,
where no such erase entry is there, the Record that a view shows.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from saksi.ledger import _erased, _offices, _store
from saksi.ledger.trust import Trust
from saksi.model import View

from .desks import Desk

#: What an office never hands out open: whom else it trusts.
_CLOSED = ("office", "revocation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """`counted` gives the right of each entry that counts, `opened` its open fields; `erased` fields must be closed,
    and `asked` are named by some erase entry, of effect or not. `digest` tells whether anything changed."""

    trust: Trust
    counted: Mapping[str, tuple[str, str, str | None, str | None]]
    kinds: Mapping[str, str]
    opened: frozenset[tuple[str, str]]
    erased: frozenset[tuple[str, str]]
    asked: frozenset[tuple[str, str]]
    record: str
    digest: str
    leaves: Callable[[str], bool]

    def of_office(self, other: "Copy", root: str) -> Iterator[str]:
        """What differs in what the office of this copy, whose root it is, wrote and `other` has by its word alone."""
        partner = next((each for each in other.trust.partners if each.root == root), None)
        home = self.trust.home
        if partner is None or partner.contested or any(other.trust.home.beyond.get(key) for key in self.trust.ours):
            return
        vouched = {each: sum(each in office.rights for office in other.trust.partners) for each in partner.rights}
        alone = {key for key, count in vouched.items() if count == 1 and key not in other.trust.home.rights}
        mine = {each for each, right in self.counted.items() if right[0] in alone and right[3] == root}
        theirs = {each for each, right in other.counted.items() if right[0] in alone and right[3] == root}
        if partner.lineage != home.lineage:
            yield "the keys in turn differ"
        if mine != theirs:
            yield f"entries that count differ: {_few(mine ^ theirs)}"
        both = mine & theirs
        shown = {pair for pair in self.opened if pair[0] in both and self.kinds[pair[0]] not in _CLOSED}
        there = {pair for pair in other.opened if pair[0] in both and self.kinds[pair[0]] not in _CLOSED}
        # what the consent to a document does not let out goes closed
        if lost := {pair for pair in shown - there - other.asked if self.leaves(pair[0])}:
            yield f"fields are closed there: {_few(lost)}"
        if more := there - shown - self.asked:
            yield f"fields are open there: {_few(more)}"
        if unfollowed := {pair for pair in self.erased & there if self._is_own(pair[0], alone)}:
            yield f"fields that it erased are open there: {_few(unfollowed)}"

    def _is_own(self, entry_id: str, alone: set[str]) -> bool:
        return entry_id in self.counted and self.counted[entry_id][0] in alone


def copy_of(desk: Desk) -> Copy:
    """What a desk holds now."""
    entries = desk.entries()
    with desk.ledger._reads() as connection:
        rows = _store.rows(connection)
        trust = desk.ledger._trust(connection)
        pure = _erased.read_erased(connection, trust)
        asked = _erased.read_asked(connection, trust)
        waiting = sorted(each.id for each in _offices.list_waiting(connection))
    counted = {each.id: (each.author, each.role, each.reader, each.office) for each in entries if each.role is not None}
    opened = frozenset((row.id, name) for row in rows for name in row.openings)
    hit = [(each, each.fields.get("document")) for each in entries]
    erased = {(each.id, name) for each, of in hit for name in pure.of(each.id, each.kind, each.author, of)}
    named = {(each.id, name) for each, of in hit for name in asked.of(each.id, each.kind, each.author, of)}
    record = repr(desk.ledger.view(View()))
    held = (sorted(counted.items()), sorted(opened), waiting, record)
    return Copy(
        trust=trust,
        counted=counted,
        kinds={each.id: each.kind for each in entries},
        opened=opened,
        erased=frozenset(erased),
        asked=frozenset(named),
        record=record,
        digest=hashlib.sha256(repr(held).encode()).hexdigest(),
        leaves=desk.lets_out,
    )


def differences(one: Copy, other: Copy) -> Iterator[str]:
    """What differs between two copies of one office that know the same entries."""
    if one.counted != other.counted:
        changed = {each for each in {*one.counted, *other.counted} if one.counted.get(each) != other.counted.get(each)}
        yield f"entries that count differ: {_few(changed)} of {len(one.counted)}"
        return
    loose = (one.asked | other.asked) - (one.erased & other.erased)
    opened = [{pair for pair in each.opened - loose if pair[0] in one.counted} for each in (one, other)]
    if opened[0] != opened[1]:
        yield f"open fields differ: {_few(opened[0] ^ opened[1])}"
    if (one.erased & one.opened) or (other.erased & other.opened):
        yield "fields that were erased are open"
    if not loose and one.record != other.record:
        yield "the records differ"


def _few(ids: set[str] | set[tuple[str, str]]) -> str:
    return ", ".join(sorted(str(each)[:40] for each in ids)[:4])
