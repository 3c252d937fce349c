"""The signed, append-only record, and the one door to read it through."""

from .entries import Entry, Fault, NewEntry, Verification
from .fields import document_of, names_of, reading_fields, span_of, statement_fields, statement_of
from .keys import needs_passphrase
from .ledger import Ledger
from .opening import open_ledger
from .proof import Proven, check_proof
from .schema import FIELDS, FORMAT, KINDS, By, Kind, Role, erasable
from .views import fold, sameness

__all__ = [
    "FIELDS",
    "FORMAT",
    "KINDS",
    "By",
    "Entry",
    "Fault",
    "Kind",
    "Ledger",
    "NewEntry",
    "Proven",
    "Role",
    "Verification",
    "check_proof",
    "document_of",
    "erasable",
    "fold",
    "names_of",
    "needs_passphrase",
    "open_ledger",
    "reading_fields",
    "sameness",
    "span_of",
    "statement_fields",
    "statement_of",
]
