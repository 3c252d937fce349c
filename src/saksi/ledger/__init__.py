"""The signed, append-only record, and the one door to read it through."""

from .bundle import Header, Tell, silent
from .card import Card, is_name, read_card, write_card
from .checkpoint import read_checkpoint
from .entries import Entry, Fault, NewEntry, Quarantined, Verification
from .exchange import Exchange
from .fields import document_of, names_of, reading_fields, span_of, statement_fields, statement_of
from .keys import needs_passphrase
from .ledger import Ledger
from .opening import open_ledger
from .proof import Proven, check_proof
from .schema import FIELDS, FORMAT, KINDS, By, Kind, Role, erasable
from .sharing import Merged
from .sign import is_good_hex
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
    "Tell",
    "Trust",
    "Verification",
    "check_proof",
    "document_of",
    "erasable",
    "is_good_hex",
    "is_name",
    "names_of",
    "needs_passphrase",
    "open_ledger",
    "read_card",
    "read_checkpoint",
    "reading_fields",
    "sameness",
    "silent",
    "span_of",
    "statement_fields",
    "statement_of",
    "write_card",
]
