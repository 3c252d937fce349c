"""What erase entries say is gone: pure, from entries to the openings and originals that may not be there."""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import TypeAlias

from ..model import BadValueError, JsonObject
from .schema import OF_DOCUMENT, Kind, erasable

#: A document, and the text that a reading made of it, where it was read.
Made: TypeAlias = tuple[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What one erase entry names: fields of the entry `target`, or all that a document left."""

    id: str
    target: str | None = None
    fields: tuple[str, ...] = ()
    document: str | None = None


def erasure_of(entry_id: str, fields: JsonObject) -> Erasure:
    """What the fields of an erase entry name. Raises BadValueError where they name neither or both."""
    target, names, document = fields.get("target"), fields.get("fields"), fields.get("document")
    if isinstance(document, str) and target is None and names is None:
        return Erasure(id=entry_id, document=document)
    if document is not None or not isinstance(target, str) or not isinstance(names, list) or not names:
        raise BadValueError("it names neither fields of an entry nor a document")
    found = tuple(name for name in names if isinstance(name, str))
    if len(set(found)) != len(names):
        raise BadValueError("it names a field twice, or something that is no field")
    return Erasure(id=entry_id, target=target, fields=found)


def check_target(erasure: Erasure, kind: Kind | None) -> None:
    """Raise BadValueError unless the fields that it names can be erased; `kind` is its target's, None for none."""
    if erasure.target is None:
        return
    if kind is None:
        raise BadValueError("its target names no entry of this ledger")
    for name in erasure.fields:
        if name not in erasable(kind):
            raise BadValueError(f"the {name} of a {kind} cannot be erased")


class Erased:
    """What erase entries name, all told: by which of them each field and each document was erased."""

    def __init__(self, erasures: Iterable[Erasure]) -> None:
        self._fields: dict[str, dict[str, str]] = defaultdict(dict)
        self.documents: dict[str, str] = {}
        for each in sorted(erasures, key=lambda each: each.id):
            if each.document is not None:
                self.documents[each.document] = each.id
            elif each.target is not None:
                self._fields[each.target] |= dict.fromkeys(each.fields, each.id)

    def of(self, entry_id: str, kind: Kind, document: object) -> dict[str, str]:
        """The fields of an entry that are erased, and by which entry; `document` is what it is of."""
        by = self.documents.get(str(document)) if kind in OF_DOCUMENT else None
        named = {name: each for name, each in self._fields.get(entry_id, {}).items() if name in erasable(kind)}
        return named if by is None else {**dict.fromkeys(erasable(kind), by), **named}


def items_gone(made: Iterable[Made], documents: Set[str]) -> frozenset[str]:
    """The originals and texts of the erased `documents`, but for those that are also another document's."""
    of_erased, needed = set(documents), set[str]()
    for document, text in made:
        found = of_erased if document in documents else needed
        found |= {document} if text is None else {document, text}
    return frozenset(of_erased - needed)
