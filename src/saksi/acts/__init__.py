"""Acts: the only writers. Each takes an open ledger and the instant, and says what it did."""

from .add import Added, add
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
)
from .known import KnownKey, KnownOffice, known_offices, office_name
from .originals import originals_of
from .quarantine import WaitingGroup, waiting
from .read import derived_text, read_source
from .review import Decision, accept, correct, drafts, open_drafts, reject
from .share import bundle, find_offices, merge, size_then
from .show import Shown, explain_entry
from .verify import Check, verify

__all__ = [
    "Added",
    "Aim",
    "Changed",
    "Check",
    "Decision",
    "KnownKey",
    "KnownOffice",
    "Plan",
    "Revocation",
    "Shown",
    "WaitingGroup",
    "accept",
    "add",
    "admit_office",
    "admit_person",
    "bundle",
    "card",
    "check_office",
    "check_person",
    "correct",
    "derived_text",
    "drafts",
    "erase",
    "explain_entry",
    "find_key",
    "find_offices",
    "known_offices",
    "latest_of",
    "merge",
    "office_name",
    "open_drafts",
    "originals_of",
    "plan_document",
    "plan_fields",
    "plan_revocation",
    "read_source",
    "reject",
    "revoke",
    "rotate",
    "size_then",
    "verify",
    "waiting",
]
