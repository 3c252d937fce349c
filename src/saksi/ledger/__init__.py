"""The signed, append-only record, and the one door to read it through."""

from .cosignature import Cosignature, cosignatures
from .entries import Bound, Entry, Fault, NewEntry, Verification
from .fields import document_of, names_of, reading_fields, span_of, statement_fields, statement_of
from .keys import needs_passphrase
from .ledger import Ledger
from .opening import open_ledger
from .proof import Proven, check_proof
from .schema import FIELDS, FORMAT, KINDS, By, Kind, Role, erasable
from .views import sameness
from .witnessing import Evidence

__all__ = [
    "FIELDS",
    "FORMAT",
    "KINDS",
    "Bound",
    "By",
    "Cosignature",
    "Entry",
    "Evidence",
    "Fault",
    "Kind",
    "Ledger",
    "NewEntry",
    "Proven",
    "Role",
    "Verification",
    "check_proof",
    "cosignatures",
    "document_of",
    "erasable",
    "names_of",
    "needs_passphrase",
    "open_ledger",
    "reading_fields",
    "sameness",
    "span_of",
    "statement_fields",
    "statement_of",
]
