"""The signed, append-only record, and the one door to read it through."""

from .entries import Entry, Fault, NewEntry, Verification
from .fields import document_of, names_of, reading_fields, span_of, statement_fields, statement_of
from .keys import has_key, needs_passphrase
from .ledger import Ledger
from .opening import is_new, open_ledger
from .proof import Proven, check_proof
from .schema import FIELDS, FORMAT, KINDS, By, Kind, Role, erasable
from .server import Server, is_address
from .views import sameness

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
    "Server",
    "Verification",
    "check_proof",
    "document_of",
    "erasable",
    "has_key",
    "is_address",
    "is_new",
    "names_of",
    "needs_passphrase",
    "open_ledger",
    "reading_fields",
    "sameness",
    "span_of",
    "statement_fields",
    "statement_of",
]
