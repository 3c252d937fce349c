"""The kinds of entries and the fixed fields of each.

Every field is committed in every entry, absent ones too: neither the number nor the names of fields say anything.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from ..model import BadValueError

FORMAT = "saksi/1"

Kind = Literal[
    "capture",
    "reading",
    "statement",
    "review",
    "key",
    "erase",
    "office",
    "revocation",
    "rotation",
    "witness",
    "consent",
    "assent",
    "link",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

Role = Literal["owner", "reader"]
#: Who writes an entry: the person whose ledger it is, or a reader of a version.
By: TypeAlias = Literal["owner"] | tuple[Literal["reader"], str]

FIELDS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        "capture": ("document", "sha512", "size", "media_type", "name", "how", "brought_by"),
        "reading": (
            "document",
            "reader",
            "text",
            "title",
            "published",
            "published_basis",
            "language",
            "zones",
            "names",
        ),
        "statement": (
            "document",
            "reading",
            "span",
            "words",
            "id",
            "said_by",
            "addressee",
            "cue",
            "form",
            "stance",
            "certainty",
            "confidence",
            "continues",
            "content",
        ),
        "review": ("target", "verdict", "replacement"),
        "key": ("act", "key", "role", "reader"),
        "erase": ("target", "fields", "document", "reason"),
        "office": ("key", "name", "recipient"),
        "revocation": ("key", "last", "reason"),
        "rotation": ("key", "recipient"),
        "witness": ("document", "identity", "whereabouts", "contact"),
        "consent": ("document", "uses", "until", "scope", "withdrawn", "basis"),
        "assent": ("target",),
        "link": ("of", "between", "verdict", "basis"),
    }
)
#: What holds a ledger together and can never be erased; of kinds that are not here nothing can.
_STAYING: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        "capture": frozenset({"document"}),
        "reading": frozenset({"document", "reader", "text"}),
        "statement": frozenset({"document", "reading"}),
        "erase": frozenset({"target", "fields", "document"}),
        "office": frozenset({"key", "recipient"}),
        "revocation": frozenset({"key", "last"}),
        "witness": frozenset({"document"}),
        # what a person allowed must outlive the words: it is what the office may be asked for
        "consent": frozenset({"document", "uses", "until", "scope", "withdrawn"}),
        "link": frozenset({"of", "between", "verdict"}),
    }
)
#: The fields by whose values the store finds entries.
FOUND_BY = frozenset({"document", "reader"})
#: Whom else somebody trusts is their own affair: nobody need say it to others.
PRIVATE: tuple[Kind, ...] = ("office", "revocation")
#: The kinds of which a document's erasure takes all that can be erased.
OF_DOCUMENT: tuple[Kind, ...] = ("capture", "reading", "statement", "witness", "consent")


def erasable(kind: Kind) -> tuple[str, ...]:
    """The fields of a kind that can be erased."""
    return tuple(name for name in FIELDS[kind] if name not in _STAYING[kind]) if kind in _STAYING else ()


def staying(kind: Kind) -> frozenset[str]:
    """The fields that are always open: all that cannot be erased, but for whom else an office trusts."""
    return frozenset() if kind in PRIVATE else frozenset(FIELDS[kind]) - frozenset(erasable(kind))


def check_fields(kind: Kind, names: frozenset[str]) -> None:
    """Raise BadValueError when an entry of `kind` has no place for one of `names`."""
    unknown = names - set(FIELDS[kind])
    if unknown:
        raise BadValueError(f"a {kind} has no field {', '.join(sorted(unknown))}; known: {', '.join(FIELDS[kind])}")
