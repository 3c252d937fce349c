"""The signed, append-only record, and the one door to read it through."""

from .bundle import Header
from .card import Card, read_card, write_card
from .checkpoint import read_checkpoint
from .entries import Entry, Fault, NewEntry, Quarantined, Verification
from .exchange import Exchange
from .fields import document_of, names_of, reading_fields, span_of, statement_fields, statement_of
from .keys import has_key, needs_passphrase
from .ledger import Ledger
from .opening import is_new, open_ledger
from .proof import Proven, check_proof
from .schema import FIELDS, FORMAT, KINDS, By, Kind, Role, erasable
from .server import Server, is_address
from .sharing import Merged
from .trust import Office, Right, Trust
from .views import sameness

__all__ = [
    "FIELDS",
    "FORMAT",
    "KINDS",
    "By",
    "Card",
    "Entry",
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
    "Server",
    "Trust",
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
    "read_card",
    "read_checkpoint",
    "reading_fields",
    "sameness",
    "span_of",
    "statement_fields",
    "statement_of",
    "write_card",
]
