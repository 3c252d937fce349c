"""Whether what an entry says can be read: an entry is sound whatever its values are, and partners may write any."""

from ..model import SaksiError
from .entries import Entry
from .fields import document_of, names_of, statement_of

_VERDICTS = ("accept", "correct", "reject")
#: What names a document, a text or an entry.
_HASHED = {"capture": ("document",), "reading": ("document", "text"), "statement": ("document", "reading")}


def is_readable(entry: Entry) -> bool:
    """Whether the values of an entry are of the form that its kind has; answers leave out one that is not."""
    fields = entry.fields
    try:
        if not all(isinstance(fields[name], str) for name in _HASHED.get(entry.kind, ())):
            return False
        if entry.kind == "capture":
            return isinstance(fields.get("media_type", ""), str)
        if entry.kind == "review":
            texts = (fields["target"], fields.get("replacement", ""))
            return all(isinstance(each, str) for each in texts) and fields["verdict"] in _VERDICTS
        if entry.kind == "reading":
            document_of(fields, {})
            names_of(fields)
        elif entry.kind == "statement" and not entry.erased:
            statement_of(fields)
            return isinstance(fields["words"], str)
    except (SaksiError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return True
