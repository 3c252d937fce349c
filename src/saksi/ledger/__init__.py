"""The signed, append-only record, and the one door to read it through."""

from .bundle import Header
from .card import Card, read_card, write_card
from .checkpoint import read_checkpoint
from .cosignature import Cosignature, cosignatures
from .entries import Bound, Entry, Fault, NewEntry, Quarantined, Verification
from .exchange import Exchange
from .fields import document_of, names_of, reading_fields, span_of, statement_fields, statement_of
from .keys import needs_passphrase
from .ledger import Ledger
from .opening import open_ledger
from .proof import Proven, check_proof
from .schema import FIELDS, FORMAT, KINDS, By, Kind, Role, erasable
from .sharing import Merged
from .trust import Office, Right, Trust
from .views import sameness
from .witnessing import Evidence

__all__ = [
    "FIELDS",
    "FORMAT",
    "KINDS",
    "Bound",
    "By",
    "Card",
    "Cosignature",
    "Entry",
    "Evidence",
    "Exchange",
    "Fault",
    "Header",
    "Kind",
    "Ledger",
    "Merged",
    "NewEntry",
    "Office",
    "Proven",
    "Quarantined",
    "Right",
    "Role",
    "Trust",
    "Verification",
    "check_proof",
    "cosignatures",
    "document_of",
    "erasable",
    "names_of",
    "needs_passphrase",
    "open_ledger",
    "read_card",
    "read_checkpoint",
    "reading_fields",
    "sameness",
    "span_of",
    "statement_fields",
    "statement_of",
    "write_card",
]
