"""Whose entries count: the home office, the partner offices that it admitted, and the keys that each of them admitted.

Pure: from entries and the root of a ledger to rights. Order of arrival and clocks have no part in it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from ..model import JsonObject
from .schema import By, Kind, Role

#: The kinds by which keys come to count, and cease to.
TRUSTING: tuple[Kind, ...] = ("key", "office", "revocation", "rotation")
#: All entries of an author, each with the one that it follows.
Chain: TypeAlias = Callable[[str], Mapping[str, str | None]]
#: By key, the entries of it that do not count.
_Beyond: TypeAlias = Mapping[str, Set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry of one of these kinds, opened."""

    id: str
    kind: Kind
    author: str
    recorded_at: datetime
    fields: JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What a key may do for the office with this root: write as a person, or as the reader of some versions.

    `leads`: it is the office's own key, of now or of before, which admits, revokes and erases for it.
    """

    office: str
    role: Role
    versions: tuple[str, ...] = ()
    leads: bool = False

    @property
    def reader(self) -> str | None:
        """The versions in words."""
        return ", ".join(self.versions) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office whose keys count: what it is called here, where bundles for it are sealed to, its own keys in turn.

    `contested`: two keys claim to take the place of the last one, and neither does. `turns` are the entries of its own
    keys that are rotations or lead up to one: who follows whom can be seen only where they are, counted or not.
    """

    root: str
    name: str | None = None
    recipient: str | None = None
    lineage: tuple[str, ...] = ()
    contested: bool = False
    rights: Mapping[str, Right] = field(default_factory=dict)
    beyond: _Beyond = field(default_factory=dict)
    turns: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The key with which it signs now."""
        return self.lineage[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whose entries count in a ledger: its home office and its partners.

    `own`, `ours` and `theirs` are the keys that the home office ever had as its own, all that it ever admitted, and
    all that offices which it ever admitted did, whatever became of them; `once` gives for each key that ever led a
    partner what that partner ever admitted. These sets only grow with the ledger.
    """

    home: Office
    partners: tuple[Office, ...] = ()
    own: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    once: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def right(self, author: str, entry_id: str) -> Right | None:
        """By which right this entry counts; None where it does not. The home office's word on a key comes first."""
        found = [office.rights[author] for office in self._vouching(author) if self._counts(office, author, entry_id)]
        return min(found, key=lambda right: (right.office != self.home.root, right.role, right.office), default=None)

    def knows(self, author: str) -> bool:
        """Whether the home office or a partner has ever admitted this key, whatever became of it."""
        return author in self.ours or author in self.theirs

    def is_home(self, author: str) -> bool:
        """Whether the home office admits this key."""
        return author in self.home.rights

    def is_elsewhere(self, author: str) -> bool:
        """Whether a partner has: what this key wrote may be closed in part, and speak of what is not here."""
        return author in self.theirs and author not in self.own

    def is_person(self, author: str) -> bool:
        """Whether a person of the home office holds this key."""
        return self.is_home(author) and self.home.rights[author].role == "owner"

    def reach(self, author: str, entry_id: str) -> frozenset[str] | None:
        """The authors whose entries are erased where this entry erases; None where it is the home office's: all.

        A partner erases what its root wrote and what the keys wrote that it alone admitted.
        """
        right = self.right(author, entry_id)
        if right is None or not right.leads:
            return frozenset()
        if right.office == self.home.root:
            return None
        office = self._office(right.office)
        # whoever else says that a root is its own has no say: it is the home office that named the root
        alone = {key for key in office.rights if key == office.root or len(self._vouching(key)) == 1}
        return frozenset(alone - set(self.home.rights))

    def once_reached(self, author: str) -> frozenset[str] | None:
        """The authors of whose entries an erase entry of this key may have taken something at some time; None: all."""
        return None if author in self.own else self.once.get(author, frozenset())

    def _office(self, root: str) -> Office:
        return next(office for office in (self.home, *self.partners) if office.root == root)

    def _vouching(self, author: str) -> list[Office]:
        return [office for office in (self.home, *self.partners) if author in office.rights]

    def _counts(self, office: Office, author: str, entry_id: str) -> bool:
        return entry_id not in self.home.beyond.get(author, ()) and entry_id not in office.beyond.get(author, ())


def key_fields(by: By, public_key: str) -> JsonObject:
    """The fields of the entry that admits a key."""
    if by == "owner":
        return {"act": "admit", "key": public_key, "role": "owner"}
    return {"act": "admit", "key": public_key, "role": "reader", "reader": by[1]}


def trust_of(root: str, links: Iterable[Link], chain: Chain) -> Trust:
    """Whose entries count in the ledger with this root."""
    found = sorted(links, key=lambda link: (link.recorded_at, link.id))
    home = _office(root, found, chain, {})
    named: dict[str, Link] = {}
    for link in _of(home.lineage, found, home.beyond):
        if link.kind == "office" and _text(link, "key") not in ("", *home.rights, *home.lineage):
            named[_text(link, "key")] = link
    partners = [_office(key, found, chain, home.beyond, named=link) for key, link in sorted(named.items())]
    own, ours = _ever(root, found)
    ever = [_ever(key, found) for key in sorted({_text(each, "key") for each in found if _names_office(each, own)})]
    once: dict[str, frozenset[str]] = defaultdict(frozenset)
    for leading, known in ever:
        once |= {key: once[key] | known for key in leading}
    theirs = frozenset(key for _, known in ever for key in known)
    return Trust(home=home, partners=tuple(partners), own=own, ours=ours, theirs=theirs, once=dict(once))


def _names_office(link: Link, own: Set[str]) -> bool:
    return link.kind == "office" and link.author in own and _text(link, "key") != ""


def _ever(root: str, links: Sequence[Link]) -> tuple[frozenset[str], frozenset[str]]:
    """The keys that ever came to lead the office with this root, and with those all that they ever admitted."""
    following: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.kind == "rotation":
            following[link.author].add(_text(link, "key"))
    leading, left = set[str](), {root}
    while left:
        leading |= left
        left = {key for each in left for key in following[each]} - leading - {""}
    return frozenset(leading), frozenset(leading | {_text(each, "key") for each in links if _admits(each, leading)})


def _admits(link: Link, leading: Set[str]) -> bool:
    is_admission = link.kind == "key" and link.fields.get("act") == "admit" and _text(link, "key") != ""
    return is_admission and link.author in leading and _text(link, "role") in ("owner", "reader")


def _office(root: str, links: Sequence[Link], chain: Chain, limits: _Beyond, named: Link | None = None) -> Office:
    lineage, claims = _lineage(root, links, limits)
    keys = tuple(lineage)
    beyond: dict[str, set[str]] = defaultdict(set, {key: set(ids) for key, ids in limits.items()})
    for key, rotation in lineage.items():
        if rotation is not None:
            beyond[key] |= _after(chain(key), rotation.id)
    # what a later key says of an earlier one comes before what the earlier one says
    for key in reversed(keys):
        for link in _of((key,), links, beyond):
            if link.kind == "revocation" and _text(link, "key") not in ("", keys[-1]):
                beyond[_text(link, "key")] |= _after(chain(_text(link, "key")), _text(link, "last"))
    return Office(
        root=root,
        name=None if named is None else _text(named, "name") or None,
        recipient=_recipient(links, lineage, beyond, named),
        lineage=keys,
        contested=len(claims) > 1,
        rights=_rights(root, _of(lineage, links, beyond), keys, is_named=named is not None),
        beyond=beyond,
        turns=frozenset(
            each
            for rotation in (*lineage.values(), *claims)
            if rotation is not None
            for each in _upto(chain(rotation.author), rotation.id)
        ),
    )


def _lineage(root: str, links: Sequence[Link], limits: _Beyond) -> tuple[dict[str, Link | None], list[Link]]:
    """The office's own keys in turn, each with the entry by which it gave way; and what names who claims to follow."""
    lineage: dict[str, Link | None] = {root: None}
    while True:
        last = list(lineage)[-1]
        following: dict[str, Link] = {}
        for link in _of((last,), links, limits):
            if link.kind == "rotation" and _text(link, "key") not in ("", *lineage):
                following.setdefault(_text(link, "key"), link)
        if len(following) != 1:
            return lineage, list(following.values())
        ((key, rotation),) = following.items()
        lineage |= {last: rotation, key: None}


def _rights(root: str, links: Iterable[Link], lineage: Sequence[str], *, is_named: bool) -> dict[str, Right]:
    """A key that an office admitted twice has the lesser right, so that order does not matter.

    An office's own keys have their right from what names them: a partner's root from the home office, each later key
    from the one before. The home office's root admits itself.
    """
    own = frozenset(lineage)
    said: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for key in lineage if is_named else lineage[1:]:
        said[key][0].add("owner")
    for link in links:
        if _admits(link, own):
            roles, versions = said[_text(link, "key")]
            roles.add(_text(link, "role"))
            versions |= {_text(link, "reader")} - {""}
    return {
        key: Right(office=root, role="owner", leads=key in own)
        if roles == {"owner"}
        else Right(office=root, role="reader", versions=tuple(sorted(versions)))
        for key, (roles, versions) in said.items()
    }


def _recipient(
    links: Sequence[Link], lineage: Mapping[str, Link | None], beyond: _Beyond, named: Link | None
) -> str | None:
    """Where bundles are sealed to: what its last rotation says, else what it gave when it was admitted."""
    rotations = [link for link in lineage.values() if link is not None and _text(link, "recipient")]
    if rotations:
        return _text(rotations[-1], "recipient")
    return None if named is None else _text(named, "recipient") or None


def _of(authors: Iterable[str], links: Iterable[Link], beyond: _Beyond) -> list[Link]:
    wanted = frozenset(authors)
    return [link for link in links if link.author in wanted and link.id not in beyond.get(link.author, ())]


def _after(chain: Mapping[str, str | None], last: str) -> set[str]:
    """The entries of a chain that do not lead up to `last`; all of them where it is not there."""
    return set(chain) - _upto(chain, last)


def _upto(chain: Mapping[str, str | None], last: str) -> set[str]:
    """The entries of a chain that lead up to `last`, with it."""
    found = set[str]()
    here: str | None = last
    while here is not None and here in chain and here not in found:
        found.add(here)
        here = chain[here]
    return found


def _text(link: Link, name: str) -> str:
    value = link.fields.get(name)
    return value if isinstance(value, str) else ""
