"""Whose entries count: the home office, the partner offices that it admitted, and the keys that each of them admitted.

Pure: from entries and the root of a ledger to rights. Order of arrival and clocks have no part in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TypeAlias

from ..model import JsonObject
from .assenting import unassented
from .links import Chain, Link, admitted_by, after, text_of, upto
from .schema import PRIVATE, By, Kind, Role

#: What readers write.
OF_READERS: tuple[Kind, ...] = ("reading", "statement", "link")
#: By key, the entries of it that do not count.
_Beyond: TypeAlias = Mapping[str, Set[str]]


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

    def allows(self, kind: Kind) -> bool:
        """Whether it lets a key write entries of this kind."""
        return kind in OF_READERS if self.role == "reader" else kind != "erase" or self.leads


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office whose keys count: what it is called here, where bundles for it are sealed to, its own keys in turn.

    `contested`: two keys claim to take the place of the last one, and neither does. `ends` are the keys that it limits,
    each with the entry up to which. `turns` is what leads up to one of these, of keys that it admitted, or to a
    rotation of its own: whose word counts, and how far, can be seen only where they are, counted or not.
    `unassented` are erase entries of its own keys that wait for an assent, with the persons of whom one must give it.
    """

    root: str
    name: str | None = None
    recipient: str | None = None
    lineage: tuple[str, ...] = ()
    contested: bool = False
    rights: Mapping[str, Right] = field(default_factory=dict)
    beyond: _Beyond = field(default_factory=dict)
    ends: frozenset[tuple[str, str]] = frozenset()
    turns: frozenset[str] = frozenset()
    unassented: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key with which it signs now."""
        return self.lineage[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whose entries count in a ledger: its home office and its partners.

    `colleagues` are persons of the home office with a ledger of their own, to which bundles can be sealed.

    `own` are the keys that the home office ever had as its own; `ours` and `theirs` are the keys that the two ever
    admitted, also where that does not count any more; `once` gives for each key that ever led a partner what that
    partner ever admitted. All of these only grow with the ledger. `idle` are erase entries that wait for an assent, and
    to which nobody who may ever gave any: they had effect at no time.
    """

    home: Office
    partners: tuple[Office, ...] = ()
    colleagues: tuple[Office, ...] = ()
    own: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    once: Mapping[str, frozenset[str]] = field(default_factory=dict)
    idle: frozenset[str] = frozenset()

    @property
    def offices(self) -> tuple[Office, ...]:
        """The home office, then its partners."""
        return (self.home, *self.partners)

    def right(self, author: str, entry_id: str) -> Right | None:
        """By which right this entry counts; None where it does not. The home office's word on a key comes first."""
        found = [office.rights[author] for office in self._vouching(author) if self._counts(office, author, entry_id)]
        return min(found, key=lambda right: (right.office != self.home.root, right.role, right.office), default=None)

    def knows(self, author: str) -> bool:
        """Whether an office that counts here, or once did, has admitted this key, whatever became of both."""
        return author in self.ours or author in self.theirs

    def is_home(self, author: str) -> bool:
        """Whether the home office has admitted this key, whatever became of it."""
        return author in self.ours

    def is_elsewhere(self, author: str) -> bool:
        """Whether a partner has: what this key wrote may be closed in part, and speak of what is not here."""
        return author in self.theirs and author not in self.own

    def may_name_elsewhere(self, author: str) -> bool:
        """Whether what this key's entries name may be missing.

        A partner speaks of what it has and this office has not; and what a key wrote that the home office limits may
        wait in a copy that learnt of the limit first.
        """
        return self.is_elsewhere(author) or bool(self.home.beyond)

    def may_keep(self, author: str, kind: Kind) -> bool:
        """Whether who wrote an entry of this kind may keep it to themselves, or fields of it.

        A partner may; and a person of this office, who writes in a ledger of their own, whom else they trust.
        """
        return self.is_elsewhere(author) or (kind in PRIVATE and author in self.ours - self.own)

    def is_contested(self, author: str) -> bool:
        """Whether this key may be one that claims a place which another claims too, or was admitted by such a one."""
        is_open = any(office.contested for office in self.offices)
        return is_open and self.knows(author) and not self._vouching(author)

    def is_asked(self, author: str, kind: Kind, entry_id: str) -> bool:
        """Whether an entry comes in, with what leads up to it, even where it does not count.

        A rotation, but for what the home office limits: two claims are seen as two whichever came first. And the entry
        up to which a key is limited: of two limits the one shall not hang on whether the other was known before.
        """
        if any((author, entry_id) in office.ends for office in self.offices):
            return True
        if kind != "rotation":
            return False
        offices = [office for office in self.offices if author in office.lineage]
        return any(office is self.home or entry_id not in self.home.beyond.get(author, ()) for office in offices)

    def is_person(self, author: str) -> bool:
        """Whether a person of the home office holds this key."""
        return author in self.home.rights and self.home.rights[author].role == "owner"

    def reach(self, author: str, entry_id: str) -> frozenset[str] | None:
        """The authors whose entries are erased where this entry erases; None where it is the home office's: all.

        A partner erases what its root wrote and what the keys wrote that it alone admitted.
        """
        right = self.right(author, entry_id)
        if right is None or not right.leads or self.is_waiting(entry_id):
            return frozenset()
        if right.office == self.home.root:
            return None
        office = self._office(right.office)
        # whoever else says that a root is its own has no say: it is the home office that named the root
        alone = {key for key in office.rights if key == office.root or len(self._vouching(key)) == 1}
        return frozenset(alone - set(self.home.rights))

    def is_waiting(self, erase_id: str) -> bool:
        """Whether an erase entry waits for the assent of another person of its office."""
        return any(erase_id in office.unassented for office in self.offices)

    def once_reached(self, author: str, entry_id: str) -> frozenset[str] | None:
        """The authors of whose entries this erase entry may have taken something at some time; None: all."""
        if entry_id in self.idle:
            return frozenset()
        return None if author in self.own else self.once.get(author, frozenset())

    def _office(self, root: str) -> Office:
        return next(office for office in self.offices if office.root == root)

    def _vouching(self, author: str) -> list[Office]:
        return [office for office in self.offices if author in office.rights]

    def _counts(self, office: Office, author: str, entry_id: str) -> bool:
        return entry_id not in self.home.beyond.get(author, ()) and entry_id not in office.beyond.get(author, ())


def beyond_right(right: Right, kind: Kind) -> str:
    """Why a key with this right may not write an entry of this kind."""
    if right.role == "reader":
        return f"a reader may not write {'an' if kind[0] in 'eo' else 'a'} {kind}"
    return "only the owner erases"


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
        if link.kind == "office" and text_of(link, "key") not in ("", *home.lineage):
            named[text_of(link, "key")] = link
    among = {key: named.pop(key) for key in sorted(named.keys() & home.rights.keys())}
    colleagues = [_colleague(link) for key, link in among.items() if home.rights[key].role == "owner"]
    partners = [_office(key, found, chain, home.beyond, named=link) for key, link in sorted(named.items())]
    own, ours = _ever(root, found)
    offices = {text_of(link, "key") for link in found if link.kind == "office" and link.author in own} - {"", *own}
    once: dict[str, frozenset[str]] = defaultdict(frozenset)
    for leading, known in (_ever(key, found) for key in sorted(offices)):
        once |= {key: once[key] | leading | known for key in leading}
    theirs = frozenset(key for known in once.values() for key in known)
    wanting = {erase_id: of for office in (home, *partners) for erase_id, of in office.unassented.items()}
    assents = {(text_of(link, "target"), link.author) for link in found if link.kind == "assent"}
    return Trust(
        home=home,
        partners=tuple(partners),
        colleagues=tuple(colleagues),
        own=own,
        ours=ours,
        theirs=theirs,
        once=dict(once),
        idle=frozenset(
            erase_id for erase_id, of in wanting.items() if assents.isdisjoint((erase_id, each) for each in of)
        ),
    )


def _colleague(named: Link) -> Office:
    key = text_of(named, "key")
    return Office(
        root=key,
        name=text_of(named, "name") or None,
        recipient=text_of(named, "recipient") or None,
        lineage=(key,),
    )


def _ever(root: str, links: Sequence[Link]) -> tuple[frozenset[str], frozenset[str]]:
    """All keys that ever claimed to be an office's own, and all that those admitted: whether or not that counts.

    What such a key wrote may be in the ledger already, and stays a sound part of it.
    """
    own, more = {root} - {""}, True
    while more:
        following = {text_of(link, "key") for link in links if link.kind == "rotation" and link.author in own}
        more = not following <= {*own, ""}
        own |= following - {""}
    admitted = {admitted_by(link) for link in links if link.author in own} - {""}
    return frozenset(own), frozenset(own - {root} | admitted)


def _office(root: str, links: Sequence[Link], chain: Chain, limits: _Beyond, named: Link | None = None) -> Office:
    lineage, claims = _lineage(root, links, limits)
    keys = tuple(lineage)
    beyond: dict[str, set[str]] = defaultdict(set, {key: set(ids) for key, ids in limits.items()})
    turns = [*filter(None, lineage.values()), *claims]
    leading = {each for claim in claims for each in upto(chain(claim.author), claim.id)}
    # of that key itself counts what leads up to all claims: the rest may be a thief's
    for rotation in turns:
        beyond[rotation.author] |= after(chain(rotation.author), rotation.id)
    # whoever copied it copied its readers' too: what ends these holds as either claim has it
    doubtful = [link for link in links if link.id in leading and text_of(link, "key") not in keys]
    ends: list[tuple[str, str]] = []
    # what a later key says of an earlier one comes before what the earlier one says
    for key in reversed(keys):
        for link in (*_of((key,), links, beyond), *doubtful):
            if link.kind == "revocation" and text_of(link, "key") not in ("", keys[-1]):
                ends.append((text_of(link, "key"), text_of(link, "last")))
                beyond[ends[-1][0]] |= after(chain(ends[-1][0]), ends[-1][1])
    own = _of(lineage, links, beyond)
    rights = _rights(root, own, keys, is_named=named is not None)
    own_ends = [(key, last) for key, last in ends if key in rights or key in keys]
    return Office(
        root=root,
        name=None if named is None else text_of(named, "name") or None,
        recipient=_recipient(links, lineage, beyond, named),
        lineage=keys,
        contested=bool(claims),
        rights=rights,
        beyond=beyond,
        # the home office limits any key, and a partner those that it admitted
        ends=frozenset(own_ends if named is not None else ends),
        turns=frozenset(
            each
            for author, last in (*((rotation.author, rotation.id) for rotation in turns), *own_ends)
            for each in upto(chain(author), last)
        ),
        unassented=unassented(own, _of(_persons(rights), links, beyond), keys, chain),
    )


def _lineage(root: str, links: Sequence[Link], limits: _Beyond) -> tuple[dict[str, Link | None], list[Link]]:
    """The office's own keys in turn, each with the entry by which it gave way; and all claims to follow the last.

    There are claims where they name two keys, and none follows.
    """
    lineage: dict[str, Link | None] = {root: None}
    while True:
        last = list(lineage)[-1]
        rotations = [link for link in _of((last,), links, limits) if link.kind == "rotation"]
        following = [link for link in rotations if text_of(link, "key") not in ("", *lineage)]
        named = {text_of(link, "key") for link in following}
        if len(named) != 1:
            return lineage, following
        lineage |= {last: following[0], named.pop(): None}


def _rights(root: str, links: Iterable[Link], lineage: Sequence[str], *, is_named: bool) -> dict[str, Right]:
    """A key that an office admitted twice has the lesser right, so that order does not matter.

    An office's own keys have their right from what names them: a partner's root from the home office, each later key
    from the one before. The home office's root admits itself.
    """
    said: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for key in lineage if is_named else lineage[1:]:
        said[key][0].add("owner")
    for link in links:
        if admitted_by(link):
            roles, versions = said[admitted_by(link)]
            roles.add(text_of(link, "role"))
            versions |= {text_of(link, "reader")} - {""} if text_of(link, "role") == "reader" else set()
    own = frozenset(lineage)
    return {
        key: Right(office=root, role="owner", leads=key in own)
        if roles == {"owner"}
        else Right(office=root, role="reader", versions=tuple(sorted(versions)))
        for key, (roles, versions) in said.items()
    }


def _persons(rights: Mapping[str, Right]) -> list[str]:
    return [key for key, right in rights.items() if right.role == "owner"]


def _recipient(
    links: Sequence[Link], lineage: Mapping[str, Link | None], beyond: _Beyond, named: Link | None
) -> str | None:
    """Where bundles are sealed to: what its last rotation says, else what it gave when it was admitted."""
    rotations = [link for link in lineage.values() if link is not None and text_of(link, "recipient")]
    if rotations:
        return text_of(rotations[-1], "recipient")
    return None if named is None else text_of(named, "recipient") or None


def _of(authors: Iterable[str], links: Iterable[Link], beyond: _Beyond) -> list[Link]:
    wanted = frozenset(authors)
    return [link for link in links if link.author in wanted and link.id not in beyond.get(link.author, ())]
