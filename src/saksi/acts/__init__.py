"""Acts: the only writers. Each takes an open ledger and the instant, and says what it did."""

from .add import Added, add
from .backup import Backup, backup
from .consent import Permit, Terms, find_testimony, permits, refuse_to_leave, set_consent, withdraw
from .erase import Aim, Plan, erase, plan_document, plan_fields
from .note import Noted, Witness, check_note, note
from .originals import originals_of
from .read import derived_text, read_source
from .restore import Restored, restore
from .review import Decision, accept, correct, drafts, open_drafts, reject
from .show import Shown, explain_entry
from .stamp import Authority, request_stamp, stamp, take_stamp
from .verify import Check, verify

__all__ = [
    "Added",
    "Aim",
    "Authority",
    "Backup",
    "Check",
    "Decision",
    "Noted",
    "Permit",
    "Plan",
    "Restored",
    "Shown",
    "Terms",
    "Witness",
    "accept",
    "add",
    "backup",
    "check_note",
    "correct",
    "derived_text",
    "drafts",
    "erase",
    "explain_entry",
    "find_testimony",
    "note",
    "open_drafts",
    "originals_of",
    "permits",
    "plan_document",
    "plan_fields",
    "read_source",
    "refuse_to_leave",
    "reject",
    "request_stamp",
    "restore",
    "set_consent",
    "stamp",
    "take_stamp",
    "verify",
    "withdraw",
]
