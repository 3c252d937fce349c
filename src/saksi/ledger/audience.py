"""Who may see what, and what may leave the house: pure, from entries to how far each document goes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ..model import OFFICE, PUBLIC, Json, JsonObject
from .entries import Entry
from .fields import linked
from .schema import FIELDS, Kind
from .views import depths_of

#: What a person may allow, the lesser before the greater: each covers those before it.
USES = ("archive", "share", "publish")
#: The scope of who said it and where they are, of its own within the scope of what they said.
WITNESS = "witness"
#: How a capture came in that anybody could have made: from what others published.
PUBLISHED = "file"
#: Last days that are none: it never went, and it goes without an end.
NEVER, ALWAYS = "", "9999-12-31"
#: The kinds that the public sees, and a link where it sees both documents. Never `witness` and `consent`; nor `key`,
#: since what a key was admitted for may be what the public does not see. A kind to come is not seen either.
SEEN_BY_PUBLIC: tuple[Kind, ...] = ("capture", "reading", "statement", "review", "erase")
#: The kinds by which it is decided how far a document goes.
DECIDING: tuple[Kind, ...] = ("capture", "witness", "consent")
#: What belongs to no document: who counts, and the like. An assent names an erase entry, and says nothing of it.
OF_NO_DOCUMENT = frozenset(
    kind
    for kind, names in FIELDS.items()
    if kind == "assent" or (kind != "link" and not {"document", "target"} & set(names))
)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")
_RESERVED = frozenset({OFFICE, PUBLIC, WITNESS})
#: The scope of what names none that can be read: nobody's, rather than everybody's.
NOBODY = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """An entry that decides how far its document goes. `place`: how many of its author it follows.

    `counts`: whether a person of the office wrote it.
    """

    id: str
    kind: str
    recorded_at: datetime
    place: int
    fields: JsonObject
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a person allowed to be done with what they said: uses, the last day, the scope of the office it stays in."""

    id: str
    uses: tuple[str, ...] = ()
    until: str = ALWAYS
    scope: str = OFFICE
    withdrawn: bool = False
    basis: str | None = None
    recorded_at: datetime

    def last_day(self, use: str) -> str:
        """The last day on which it covers `use`: ALWAYS where there is no end, NEVER where it does not."""
        return self.until if self.covers(use) and not self.withdrawn else NEVER

    def covers(self, use: str) -> bool:
        """Whether it allows `use`, on whatever days."""
        return any(USES.index(each) >= USES.index(use) for each in self.uses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a document goes: to which scope of the office, and until when to a partner, and to everybody."""

    scope: str = OFFICE
    share_until: str = NEVER
    publish_until: str = NEVER


def reach_of(words: Iterable[Word]) -> Reach:
    """How far the document goes that these words are of.

    What others published goes everywhere, unless a witness or a consent is named for it, by whomever: then, and where
    it came in another way, it goes where the latest consent lets it, and nowhere without one. What is in a scope leaves
    it for nobody; nor does what came in nobody knows how, as where it was erased.
    """
    found = list(words)
    ways = {str(word.fields.get("how", "")) for word in found if word.kind == "capture"}
    if ways == {PUBLISHED} and not any(word.kind in ("witness", "consent") for word in found):
        return Reach(share_until=ALWAYS, publish_until=ALWAYS)
    consent = consent_of(found)
    if consent is None:
        return Reach()
    if consent.scope != OFFICE or "" in ways:
        return Reach(scope=consent.scope)
    return Reach(share_until=consent.last_day("share"), publish_until=consent.last_day("publish"))


def consent_of(words: Iterable[Word]) -> Consent | None:
    """The consent that counts: the latest of the office's own, in the order of reviews."""
    own = [word for word in words if word.kind == "consent" and word.counts]
    latest = max(own, key=lambda word: (word.recorded_at, word.place, word.id), default=None)
    return None if latest is None else _read(latest)


def consents(entries: Iterable[Entry]) -> Mapping[str, Consent]:
    """By document the consent that counts."""
    found = {document: consent_of(words) for document, words in _words(entries).items()}
    return {document: consent for document, consent in found.items() if consent is not None}


def reaches(entries: Iterable[Entry]) -> Mapping[str, Reach]:
    """By document how far it goes; one that is not here goes no further than the office."""
    return {document: reach_of(words) for document, words in _words(entries).items()}


def may_have_left(words: Iterable[Word]) -> bool:
    """Whether the document that these words are of may ever have gone to a partner: then its erasure goes as well."""
    told = [word for word in words if word.kind != "capture"]
    said = [_read(word) for word in told if word.kind == "consent" and word.counts]
    return not told or any(each.scope == OFFICE and each.covers("share") for each in said)


def leaving(entries: Iterable[Entry], on: date) -> frozenset[str]:
    """The ids of entries, and the hashes of documents, whose content may go to a partner or a court on this day."""
    held = list(entries)
    words = _words(held)
    far = {name for name, found in words.items() if on.isoformat() <= reach_of(found).share_until}
    gone = {name for name, found in words.items() if may_have_left(found)}
    of = {entry.id: _document(entry) for entry in held}

    def leaves(entry: Entry) -> bool:
        if entry.kind == "link":
            return far.issuperset(linked(entry.fields) or (NOBODY,))
        document = of[entry.id] or of.get(str(entry.fields.get("target")))
        if entry.kind == "erase":
            return document in gone
        return entry.kind != "witness" and document in far

    return frozenset(far | {entry.id for entry in held if entry.kind in OF_NO_DOCUMENT or leaves(entry)})


def may_leave(name: str, entries: Iterable[Entry], on: date) -> bool:
    """Whether the entry with this id, or the document with this hash, may go to a partner or a court on this day."""
    return name in leaving(entries, on)


def scopes_of(audience: str) -> tuple[str, ...]:
    """The scopes that an audience of the office reads in: that of all, its own, and the one that it lies within."""
    parts = audience.split("/")
    return tuple(dict.fromkeys((OFFICE, *("/".join(parts[: at + 1]) for at in range(len(parts))))))


def witness_scope(scope: str) -> str:
    """The scope of who said what lies in `scope`."""
    return WITNESS if scope == OFFICE else f"{scope}/{WITNESS}"


def is_scope_name(name: str) -> bool:
    """Whether a need-to-know scope may be called this."""
    return _NAME.fullmatch(name) is not None and name not in _RESERVED


def in_chain(entries: Iterable[tuple[Entry, int]]) -> list[Entry]:
    """Entries with the place of each in its author's chain, each made to follow the one before it that is here.

    So that what an audience does not see changes nothing in the order of what it sees.
    """
    last: dict[str, str] = {}
    before: dict[str, str | None] = {}
    held = list(entries)
    for entry, _ in sorted(held, key=lambda each: (each[1], each[0].id)):
        before[entry.id] = last.get(entry.author)
        last[entry.author] = entry.id
    return [replace(entry, prev=before[entry.id]) for entry, _ in held]


def _words(entries: Iterable[Entry]) -> Mapping[str, Sequence[Word]]:
    held = list(entries)
    depths = depths_of(held)
    words: dict[str, list[Word]] = defaultdict(list)
    for entry in held:
        document = _document(entry)
        if entry.kind in DECIDING and document is not None:
            words[document].append(
                Word(
                    id=entry.id,
                    kind=entry.kind,
                    recorded_at=entry.recorded_at,
                    place=depths[entry.id],
                    fields=entry.fields,
                    counts=entry.role == "owner",
                )
            )
    return words


def _document(entry: Entry) -> str | None:
    document = entry.fields.get("document")
    return document if isinstance(document, str) else None


def _read(word: Word) -> Consent:
    """What cannot be read allows nothing."""
    fields = word.fields
    scope, basis = fields.get("scope", OFFICE), fields.get("basis")
    is_name = isinstance(scope, str) and (scope == OFFICE or is_scope_name(scope))
    return Consent(
        id=word.id,
        uses=_uses(fields.get("uses", [])),
        until=_day(fields["until"]) if "until" in fields else ALWAYS,
        scope=str(scope) if is_name else NOBODY,
        withdrawn="withdrawn" in fields,
        basis=basis if isinstance(basis, str) else None,
        recorded_at=word.recorded_at,
    )


def _uses(value: Json) -> tuple[str, ...]:
    named = value if isinstance(value, list) else []
    return tuple(use for use in USES if use in named)


def _day(value: Json) -> str:
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) and len(value) == 10 else NEVER
    except ValueError:
        return NEVER
