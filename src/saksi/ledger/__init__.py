"""The signed, append-only record, and the one door to read it through."""

from .audience import USES, Consent, Reach, consents, is_scope_name, leaving, may_leave, reaches
from .bundle import Header
from .card import Card, is_name, read_card, write_card
from .checkpoint import Checkpoint, read_checkpoint
from .cosignature import Cosignature, cosignatures
from .durable import sync_folder
from .entries import Bound, Entry, Fault, NewEntry, Quarantined, Verification
from .exchange import Exchange
from .fields import document_of, linked, names_of, reading_fields, span_of, statement_fields, statement_of
from .keys import Opened, has_key, needs_passphrase, open_slots
from .last_checkpoint import checkpoint_file
from .ledger import Ledger
from .locking import (
    Doors,
    Sheet,
    keep_recovery,
    lock,
    open_with_recovery,
    remove_passphrase,
    set_passphrase,
    sheet_of,
)
from .opening import is_new, open_ledger, open_under
from .packing import HEADER, LEDGER, Part, seal, unseal
from .placing import put_in_place, refuse_taken, workshop
from .proof import Proven, check_proof
from .recovery_key import GROUPS, RecoveryKey, check_group, read_recovery_key
from .schema import FIELDS, FORMAT, KINDS, By, Kind, Role, erasable
from .server import Server, is_address
from .sharing import Merged
from .sign import is_good_hex
from .slots import FIRST
from .telling import Tell, silent
from .trust import Office, Right, Trust
from .views import fold, latest_readings, origin_links, sameness
from .witnessing import Evidence

__all__ = [
    "FIELDS",
    "FIRST",
    "FORMAT",
    "GROUPS",
    "HEADER",
    "KINDS",
    "LEDGER",
    "USES",
    "Bound",
    "By",
    "Card",
    "Checkpoint",
    "Consent",
    "Cosignature",
    "Doors",
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
    "Opened",
    "Part",
    "Proven",
    "Quarantined",
    "Reach",
    "RecoveryKey",
    "Right",
    "Role",
    "Server",
    "Sheet",
    "Tell",
    "Trust",
    "Verification",
    "check_group",
    "check_proof",
    "checkpoint_file",
    "consents",
    "cosignatures",
    "document_of",
    "erasable",
    "fold",
    "has_key",
    "is_address",
    "is_good_hex",
    "is_name",
    "is_new",
    "is_scope_name",
    "keep_recovery",
    "latest_readings",
    "leaving",
    "linked",
    "lock",
    "may_leave",
    "names_of",
    "needs_passphrase",
    "open_ledger",
    "open_slots",
    "open_under",
    "open_with_recovery",
    "origin_links",
    "put_in_place",
    "reaches",
    "read_card",
    "read_checkpoint",
    "read_recovery_key",
    "reading_fields",
    "refuse_taken",
    "remove_passphrase",
    "sameness",
    "seal",
    "set_passphrase",
    "sheet_of",
    "silent",
    "span_of",
    "statement_fields",
    "statement_of",
    "sync_folder",
    "unseal",
    "workshop",
    "write_card",
]
