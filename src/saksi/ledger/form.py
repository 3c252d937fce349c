"""Whether an entry from elsewhere says something that this program can read. Pure.

An entry is sound whatever its values are; one that no fold can read must not come into the ledger, where every answer
would trip over it. It waits: a later version of the program may know its form.
"""

from ..model import BadValueError, JsonObject, SaksiError
from .erasing import erasure_of
from .fields import document_of, names_of, statement_of
from .links import TRUSTING
from .sign import Sealed, is_good_hex, read_head

_TEXTS = ("document", "text", "reading", "words", "reader", "name", "media_type", "target", "verdict", "replacement")
_VERDICTS = ("accept", "correct", "reject")


def misfit(sealed: Sealed) -> str | None:
    """What keeps an entry, as far as it is open, from being read; None where nothing does."""
    head = read_head(sealed.head)
    fields = {name: held.value for name, held in sealed.openings.items() if held.value is not None}
    if head.kind in TRUSTING and "key" in fields and not is_good_hex(str(fields["key"])):
        return "it names as a key what is no Ed25519 key of full order"
    if not sealed.openings:
        return None
    try:
        _read(head.kind, fields, is_whole=set(sealed.openings) == set(head.commitments))
    except (SaksiError, KeyError, TypeError, ValueError, AttributeError):
        return f"this Saksi cannot read what is in the {head.kind}"
    return None


def _read(kind: str, fields: JsonObject, *, is_whole: bool) -> None:
    """Raise where a fold would, and where a text is none."""
    for name in _TEXTS:
        if not isinstance(fields.get(name, ""), str) and kind not in TRUSTING:
            raise BadValueError(name)
    match kind:
        case "capture":
            _need(fields, "document")
        case "reading":
            _need(fields, "document", "reader", "text")
            document_of(fields, {})
            names_of(fields)
        case "statement":
            _need(fields, "document", "reading")
            if is_whole:
                _need(fields, "words")
                statement_of(fields)
        case "assent":
            _need(fields, "target")
        case "review":
            _need(fields, "target")
            if fields["verdict"] not in _VERDICTS:
                raise BadValueError("verdict")
        case "erase":
            erasure_of("", fields)


def _need(fields: JsonObject, *names: str) -> None:
    for name in names:
        if name not in fields:
            raise BadValueError(name)
