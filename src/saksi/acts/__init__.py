"""Acts: the only writers. Each takes an open ledger and the instant, and says what it did."""

from .add import Added, add, add_large, find_added
from .assent import Asked, asked, assent, find_waiting
from .backup import Backup, backup
from .capture import Captured, capture
from .compare import OnRecordAlready, compare_days, compare_files, on_record_already
from .consent import Permit, Terms, find_testimony, permits, refuse_to_leave, set_consent, withdraw
from .documents import KeptDocument, find_words, kept_documents, read_again
from .enclosed import Held, add_enclosed
from .erase import Aim, Plan, erase, plan_document, plan_fields
from .export import Exported, export_wacz
from .import_list import Import, Imported, ImportPlan, import_list, plan_import, read_list
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
from .list_readings import ListReading, readings_of
from .note import Noted, Witness, check_note, note
from .origin_list import OriginDocument, OriginList, OriginRow, list_origins
from .originals import originals_of
from .origins import COMPARER, Compared, compare_origins, decide_origin, find_document
from .prepare import Prepared, prepare, take_in_or_keep
from .provenance import Capture, Handling, Integrity, Provenance, provenance
from .quarantine import WaitingGroup, waiting
from .read import derived_text, read_source
from .restore import Restored, restore
from .review import Decision, accept, correct, drafts, open_drafts, reject, reviewable
from .share import bundle, find_offices, merge, size_then
from .show import Shown, explain_entry
from .stamp import Authority, request_stamp, stamp, stamp_new, take_stamp
from .verify import Check, verify
from .watch import Watched, read_feeds, watch

__all__ = [
    "COMPARER",
    "Added",
    "Aim",
    "Asked",
    "Authority",
    "Backup",
    "Capture",
    "Captured",
    "Changed",
    "Check",
    "Compared",
    "Decision",
    "Exported",
    "Handling",
    "Held",
    "Import",
    "ImportPlan",
    "Imported",
    "Integrity",
    "KeptDocument",
    "KnownKey",
    "KnownOffice",
    "ListReading",
    "Noted",
    "OnRecordAlready",
    "OriginDocument",
    "OriginList",
    "OriginRow",
    "Permit",
    "Plan",
    "Prepared",
    "Provenance",
    "Restored",
    "Revocation",
    "Shown",
    "Terms",
    "WaitingGroup",
    "Watched",
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
    "capture",
    "card",
    "check_note",
    "check_office",
    "check_person",
    "compare_days",
    "compare_files",
    "compare_origins",
    "correct",
    "decide_origin",
    "derived_text",
    "drafts",
    "erase",
    "explain_entry",
    "export_wacz",
    "find_added",
    "find_document",
    "find_key",
    "find_offices",
    "find_testimony",
    "find_waiting",
    "find_words",
    "import_list",
    "kept_documents",
    "known_offices",
    "latest_of",
    "list_origins",
    "merge",
    "note",
    "office_name",
    "on_record_already",
    "open_drafts",
    "originals_of",
    "permits",
    "plan_document",
    "plan_fields",
    "plan_import",
    "plan_revocation",
    "prepare",
    "provenance",
    "read_again",
    "read_feeds",
    "read_list",
    "read_source",
    "readings_of",
    "refuse_to_leave",
    "reject",
    "request_stamp",
    "restore",
    "reviewable",
    "revoke",
    "rotate",
    "set_consent",
    "size_then",
    "stamp",
    "stamp_new",
    "take_in_or_keep",
    "take_stamp",
    "verify",
    "waiting",
    "watch",
    "withdraw",
    "write_name",
]
