"""Acts: the only writers. Each takes an open ledger and the instant, and says what it did."""

from .add import Added, add, add_large, find_added
from .assent import Asked, asked, assent, find_waiting
from .backup import Backup, backup
from .consent import Permit, Terms, find_testimony, permits, refuse_to_leave, set_consent, withdraw
from .documents import KeptDocument, find_words, kept_documents, read_again
from .enclosed import Held, add_enclosed
from .erase import Aim, Plan, erase, plan_document, plan_fields
from .keys import (
    Changed,
    Revocation,
    admit_office,
    admit_person,
    card,
    check_office,
    check_person,
    find_key,
    latest_of,
    plan_revocation,
    revoke,
    rotate,
    write_name,
)
from .known import KnownKey, KnownOffice, known_offices, office_name
from .note import Noted, Witness, check_note, note
from .originals import originals_of
from .prepare import Prepared, prepare, take_in_or_keep
from .quarantine import WaitingGroup, waiting
from .read import derived_text, read_source
from .restore import Restored, restore
from .review import Decision, accept, correct, drafts, open_drafts, reject
from .share import bundle, find_offices, merge, size_then
from .show import Shown, explain_entry
from .stamp import Authority, request_stamp, stamp, take_stamp
from .verify import Check, verify

__all__ = [
    "Added",
    "Aim",
    "Asked",
    "Authority",
    "Backup",
    "Changed",
    "Check",
    "Decision",
    "Held",
    "KeptDocument",
    "KnownKey",
    "KnownOffice",
    "Noted",
    "Permit",
    "Plan",
    "Prepared",
    "Restored",
    "Revocation",
    "Shown",
    "Terms",
    "WaitingGroup",
    "Witness",
    "accept",
    "add",
    "add_enclosed",
    "add_large",
    "admit_office",
    "admit_person",
    "asked",
    "assent",
    "backup",
    "bundle",
    "card",
    "check_note",
    "check_office",
    "check_person",
    "correct",
    "derived_text",
    "drafts",
    "erase",
    "explain_entry",
    "find_added",
    "find_key",
    "find_offices",
    "find_testimony",
    "find_waiting",
    "find_words",
    "kept_documents",
    "known_offices",
    "latest_of",
    "merge",
    "note",
    "office_name",
    "open_drafts",
    "originals_of",
    "permits",
    "plan_document",
    "plan_fields",
    "plan_revocation",
    "prepare",
    "read_again",
    "read_source",
    "refuse_to_leave",
    "reject",
    "request_stamp",
    "restore",
    "revoke",
    "rotate",
    "set_consent",
    "size_then",
    "stamp",
    "take_in_or_keep",
    "take_stamp",
    "verify",
    "waiting",
    "withdraw",
    "write_name",
]
