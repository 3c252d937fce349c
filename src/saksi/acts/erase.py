"""Erase: destroy what opens some fields of an entry, or a document and all that repeats it. A signed entry says so.

Who erases names what it shall be, looks at what that means, and only then does it: there is no way back.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from saksi.ledger import Entry, Ledger, NewEntry, Reach, erasable, reaches, sameness, span_of
from saksi.model import OFFICE, BadInputError, Json, JsonObject, Record, View

from .originals import originals_of

_DIGITS = re.compile(r"[0-9a-f]{6,64}")
#: Without one of these nothing that a document says can be dated, or its parties told apart.
_NEEDED_BY_ALL = frozenset({"published", "names"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Fields of one entry that are to be erased, and are there."""

    entry: Entry
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be erased, and what would not. `id` is that of the entry, or the hash of the document.

    `leave` are statements that answers will lack. `document` is erased too, or else, as `keeps`, still says what the
    fields said; so do the entries in `copies`, and the documents in `shared`, whose text is the same.
    """

    id: str
    aims: tuple[Aim, ...]
    document: str | None = None
    erased_before: Mapping[str, str] = field(default_factory=dict)
    leave: tuple[str, ...] = ()
    keeps: str | None = None
    copies: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether all of it was erased before."""
        return not self.aims and (self.document is None or self.document in self.erased_before)


def plan_fields(ledger: Ledger, prefix: str, fields: Sequence[str]) -> Plan:
    """What erasing these fields of one entry means. Other readings that say the same lose the same fields.

    Raises BadInputError on a field that the entry does not have, or that holds the ledger together.
    """
    target = ledger.entry(prefix)
    allowed = erasable(target.kind)
    for name in fields:
        if name not in allowed:
            raise BadInputError(
                f"{name!r} of a {target.kind} cannot be erased; what can: {', '.join(allowed) or 'none'}"
            )
    entries = list(ledger.entries())
    aims = [_aim(entry, fields) for entry in _same(target, entries)]
    taken = {aim.entry.id for aim in aims}
    document = target.fields.get("document")
    hit: set[Json] = {str(document)} if target.kind == "reading" and not _NEEDED_BY_ALL.isdisjoint(fields) else set()
    return Plan(
        id=target.id,
        aims=tuple(aim for aim in aims if aim.fields),
        erased_before={name: target.erased[name] for name in fields if name in target.erased},
        leave=_leaving(_told_there(ledger, entries, document), entries, taken, hit),
        keeps=document if isinstance(document, str) and document not in ledger.erased_items() else None,
        copies=tuple(entry.id for entry in entries if entry.id not in taken and _repeats(entry, target)),
    )


def plan_document(ledger: Ledger, prefix: str) -> Plan:
    """What erasing the document with this hash, or with the one hash that begins so, means."""
    entries = list(ledger.entries())
    sha256 = _document(prefix, entries)
    of_document = [entry for entry in entries if entry.fields.get("document") == sha256 and entry.kind != "erase"]
    aims = (_aim(entry, erasable(entry.kind)) for entry in of_document)
    erased = ledger.erased_items()
    return Plan(
        id=sha256,
        aims=tuple(aim for aim in aims if aim.fields),
        document=sha256,
        erased_before={sha256: erased[sha256]} if sha256 in erased else {},
        leave=_leaving(_told_there(ledger, entries, sha256), entries, set(), {sha256}),
        shared=_shared(sha256, entries, set(erased)),
    )


def erase(ledger: Ledger, plan: Plan, *, reason: str | None, recorded_at: datetime) -> tuple[str, ...]:
    """Do what was planned; the ids of the entries that say so. What is done already is not done again."""
    if plan.is_done:
        return ()
    why: JsonObject = {} if reason is None else {"reason": reason}
    batch = [NewEntry(kind="erase", fields={**named, **why}) for named in _named(plan)]
    return ledger.erase(batch, recorded_at=recorded_at, place=originals_of(ledger).place)


def _named(plan: Plan) -> list[JsonObject]:
    if plan.document is not None:
        return [{"document": plan.document}]
    return [{"target": aim.entry.id, "fields": list[Json](aim.fields)} for aim in plan.aims]


def _aim(entry: Entry, fields: Iterable[str]) -> Aim:
    wanted = set(fields)
    names = tuple(name for name in erasable(entry.kind) if name in wanted and name not in entry.erased)
    return Aim(entry=entry, fields=names)


def _same(target: Entry, entries: list[Entry]) -> list[Entry]:
    """The entry, and statements of other readings that say the same of the same words."""
    if target.kind != "statement":
        return [target]
    wanted = sameness(target)
    same = [entry for entry in entries if entry.kind == "statement" and sameness(entry) == wanted]
    return [target, *(entry for entry in same if entry.id != target.id)]


def _told_there(ledger: Ledger, entries: list[Entry], document: object) -> Record:
    """What is told in the part of the office where the document lies."""
    reach = reaches(entries).get(str(document), Reach())
    return ledger.view(View(audience=reach.scope or OFFICE))


def _leaving(record: Record, entries: list[Entry], taken: set[str], documents: set[Json]) -> tuple[str, ...]:
    of_documents = {entry.id for entry in entries if entry.fields.get("document") in documents}
    return tuple(item.id for item in record.statements if item.id in taken | of_documents)


def _repeats(entry: Entry, target: Entry) -> bool:
    """Whether a statement still holds words, or what they tell, of a place that the target is on as well."""
    if entry.kind != "statement" or {"words", "content"} <= set(entry.erased):
        return False
    if entry.fields.get("document") != target.fields.get("document"):
        return False
    one, other = span_of(entry.fields), span_of(target.fields)
    return one is not None and other is not None and one.overlaps(other)


def _document(prefix: str, entries: list[Entry]) -> str:
    if not _DIGITS.fullmatch(prefix):
        raise BadInputError(f"{prefix}: there is no such file; name the file, or give 6 digits of its hash or more")
    named = {str(entry.fields["document"]) for entry in entries if "document" in entry.fields}
    found = sorted(each for each in named if each.startswith(prefix))
    if len(found) != 1:
        raise BadInputError(
            f"{'more than one' if found else 'no'} document of this ledger has a hash that begins with {prefix[:12]}"
        )
    return found[0]


def _shared(sha256: str, entries: list[Entry], erased: set[str]) -> tuple[str, ...]:
    """Other documents that are kept whose original or text is the same as the original or a text of this one."""
    items: dict[str, set[Json]] = {}
    for entry in entries:
        if entry.kind in ("capture", "reading") and "document" in entry.fields:
            named = {entry.fields[name] for name in ("document", "text") if name in entry.fields}
            items.setdefault(str(entry.fields["document"]), set()).update(named)
    mine = items.get(sha256, set())
    return tuple(sorted(each for each in items if each not in {sha256, *erased} and items[each] & mine))
