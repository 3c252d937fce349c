"""Acts: the only writers. Each takes an open ledger and the instant, and says what it did."""

from .add import Added, add
from .backup import Backup, backup
from .erase import Aim, Plan, erase, plan_document, plan_fields
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
    "Plan",
    "Restored",
    "Shown",
    "accept",
    "add",
    "backup",
    "correct",
    "derived_text",
    "drafts",
    "erase",
    "explain_entry",
    "open_drafts",
    "originals_of",
    "plan_document",
    "plan_fields",
    "read_source",
    "reject",
    "request_stamp",
    "restore",
    "stamp",
    "take_stamp",
    "verify",
]
