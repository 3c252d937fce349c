"""What erase entries say is gone: pure, from entries to the openings and originals that may not be there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from ..model import BadValueError, JsonObject
from .schema import OF_DOCUMENT, Kind, erasable

#: A document, the text that a reading made of it, where it was read, and the author of the entry that says so.
Made: TypeAlias = tuple[str, str | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What one erase entry names: fields of the entry `target`, or all that a document left.

    `reach`: the authors of whose entries it takes something; None for all.
    """

    id: str
    target: str | None = None
    fields: tuple[str, ...] = ()
    document: str | None = None
    reach: frozenset[str] | None = None

    def reaches(self, author: str) -> bool:
        """Whether it takes something from what this key wrote."""
        return self.reach is None or author in self.reach


def erasure_of(entry_id: str, fields: JsonObject, reach: frozenset[str] | None = None) -> Erasure:
    """What the fields of an erase entry name. Raises BadValueError where they name neither or both."""
    target, names, document = fields.get("target"), fields.get("fields"), fields.get("document")
    if isinstance(document, str) and target is None and names is None:
        return Erasure(id=entry_id, document=document, reach=reach)
    if document is not None or not isinstance(target, str) or not isinstance(names, list) or not names:
        raise BadValueError("it names neither fields of an entry nor a document")
    found = tuple(name for name in names if isinstance(name, str))
    if len(set(found)) != len(names):
        raise BadValueError("it names a field twice, or something that is no field")
    return Erasure(id=entry_id, target=target, fields=found, reach=reach)


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
        self._of_target: dict[str, list[Erasure]] = defaultdict(list)
        self._of_document: dict[str, list[Erasure]] = defaultdict(list)
        self._home = set[str]()
        # an erasure of the home office is named before a partner's
        for each in sorted(erasures, key=lambda each: (each.reach is not None, each.id)):
            self._home |= {each.id} if each.reach is None else set()
            if each.document is not None:
                self._of_document[each.document].append(each)
            elif each.target is not None:
                self._of_target[each.target].append(each)

    def __bool__(self) -> bool:
        return bool(self._of_target or self._of_document)

    @property
    def targets(self) -> Iterable[str]:
        """The entries of which fields are named."""
        return self._of_target

    @property
    def named_documents(self) -> Iterable[str]:
        """The documents that are named."""
        return self._of_document

    @property
    def names_documents(self) -> bool:
        """Whether any document is named."""
        return bool(self._of_document)

    def is_home(self, by: str) -> bool:
        """Whether this erase entry is the home office's."""
        return by in self._home

    @property
    def documents(self) -> dict[str, str]:
        """The documents that are erased whoever wrote of them, and by which entry: they do not come back."""
        return {document: found[0].id for document, found in self._of_document.items() if found[0].reach is None}

    def of(self, entry_id: str, kind: Kind, author: str, document: object) -> dict[str, str]:
        """The fields of an entry that are erased, and by which entry; `document` is what it is of."""
        can = erasable(kind)
        by = self._by(document, author) if kind in OF_DOCUMENT else None
        found = dict.fromkeys(can, by) if by is not None else {}
        for each in reversed(self._of_target.get(entry_id, ())):
            if each.reaches(author) and set(each.fields) <= set(can):
                found |= dict.fromkeys(each.fields, each.id)
        return found

    def gone(self, made: Iterable[Made]) -> dict[str, str]:
        """The originals and texts of what is erased, and by which entry; not those that something else is made of."""
        gone, needed = dict(self.documents), set[str]()
        for document, text, author in made:
            by, names = self._by(document, author), (document,) if text is None else (document, text)
            if by is None:
                needed.update(names)
            else:
                gone |= {name: by for name in names if not self.is_home(gone.get(name, ""))}
        return {name: by for name, by in gone.items() if name not in needed}

    def _by(self, document: object, author: str) -> str | None:
        return next((each.id for each in self._of_document.get(str(document), ()) if each.reaches(author)), None)
