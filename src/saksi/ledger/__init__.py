"""The signed, append-only record, and the one door to read it through."""

from .audience import USES, Consent, Reach, consents, is_scope_name, leaving, may_leave, reaches
from .entries import Entry, Fault, NewEntry, Verification
from .fields import document_of, names_of, reading_fields, span_of, statement_fields, statement_of
from .keys import needs_passphrase
from .ledger import Ledger
from .opening import open_ledger
from .proof import Proven, check_proof
from .schema import FIELDS, FORMAT, KINDS, By, Kind, Role, erasable
from .views import sameness

__all__ = [
    "FIELDS",
    "FORMAT",
    "KINDS",
    "USES",
    "By",
    "Consent",
    "Entry",
    "Fault",
    "Kind",
    "Ledger",
    "NewEntry",
    "Proven",
    "Reach",
    "Role",
    "Verification",
    "check_proof",
    "consents",
    "document_of",
    "erasable",
    "is_scope_name",
    "leaving",
    "may_leave",
    "names_of",
    "needs_passphrase",
    "open_ledger",
    "reaches",
    "reading_fields",
    "sameness",
    "span_of",
    "statement_fields",
    "statement_of",
]
